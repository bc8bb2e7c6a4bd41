"""How much of one record is in another: the values of each field, whatever their spans and boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from jianbao.record import Bulletin, Figure

__all__ = ["FIELDS", "Share", "shares"]

FIELDS = ("figures", "officials", "sites", "dates", "masthead", "paragraphs")


class Share(NamedTuple):
    """How many values two records have in common, of how many that either of them has."""

    equal: int = 0
    all: int = 0

    def __add__(self, other: tuple[int, ...]) -> Share:
        return Share(self.equal + other[0], self.all + other[1])

    def __str__(self) -> str:
        """Return the share in percent, cut and not rounded: 100.0 says that all are equal."""
        return f"{1000 * self.equal // self.all / 10:.1f}" if self.all else "–"


def shares(plain: Bulletin, other: Bulletin) -> dict[str, Share]:
    """Return for each field how many values are equal; a value that only one of the records has counts against it."""
    found = {}
    for field, wanted, got in zip(FIELDS, _values(plain), _values(other), strict=True):
        found[field] = Share((wanted & got).total(), max(wanted.total(), got.total()))
    return found


def _values(bulletin: Bulletin) -> Iterator[Counter[Hashable]]:
    yield Counter(_figure(figure, bulletin.figures) for figure in bulletin.figures)
    yield Counter((o.name, tuple(o.titles), o.organisation, o.role) for u in bulletin.updates for o in u.officials)
    yield Counter((s.name, s.township, s.kind) for u in bulletin.updates for s in u.sites)
    yield Counter((d.quote, d.date, d.end_date, d.precision) for u in bulletin.updates for d in u.event_dates)
    masthead = bulletin.masthead
    yield Counter((masthead.title, masthead.issuer, masthead.year, masthead.issue, masthead.serial, masthead.date))
    yield Counter(_bare(line) for line in bulletin.text.split("\n") if line.strip())


def _figure(figure: Figure, figures: Sequence[Figure]) -> Hashable:
    parent = None if figure.parent is None else figures[figure.parent]
    what = (figure.subject, figure.scope, figure.as_of, tuple(figure.batch or ()), figure.implied)
    category = (figure.dimension, figure.category, figure.code, figure.label)
    return (what, category, figure.value, figure.unit, parent and (parent.subject, parent.category, parent.value))


def _bare(paragraph: str) -> str:
    return "".join(paragraph.split())
