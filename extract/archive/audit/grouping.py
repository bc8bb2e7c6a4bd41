"""Which documents belong together: the series that they are issues of, and what is compared with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from ...bulletin import home_of
from ...parsers.fold import fold
from ...record import Masthead
from ...rulepack import Rules
from .model import Head, Series

__all__ = ["places_of", "series_of", "units_of"]

#: Issues further apart belong to different inspections.
_APART = timedelta(days=100)


def series_of(heads: Iterable[Head]) -> list[Series]:
    """Return the series, each with its issues; documents without a title and an issuer are in none.

    Titles and issuers are compared in one width and script, without spaces. An issue that names no issuer belongs to
    the only one of its title.
    """
    by_title: dict[str, dict[str, list[Head]]] = defaultdict(lambda: defaultdict(list))
    plain: dict[str | None, str] = {}  # an archive has few names, and each of them often
    for head in heads:
        for name in (head.title, head.issuer):
            if name not in plain:
                plain[name] = _plain(name)
        if head.title or head.issuer:
            by_title[plain[head.title]][plain[head.issuer]].append(head)
    found = []
    for issuers in by_title.values():
        if "" in issuers and len(issuers) == 2:
            (issuer,) = (name for name in issuers if name)
            issuers[issuer] += issuers.pop("")
        for members in issuers.values():
            first = next((h for h in members if h.issuer), members[0])
            found.append(Series(first.title, first.issuer, tuple(sorted(members, key=_order))))
    return found


def units_of(series: Sequence[Series], alone: Sequence[Head], places: Mapping[int, str]) -> list[list[Series]]:
    """Return what is compared with each other: the series and lone documents of one place, as far as they are close
    in time. ``alone`` are documents of no series, ``places`` the codes of the documents' places.
    """
    pools: dict[Hashable, list[tuple[int, Head]]] = defaultdict(list)
    for number, one in enumerate(series):
        known = {places[head.document] for head in one.heads if head.document in places}
        place = known.pop() if len(known) == 1 else None
        for head in one.heads:
            pools[place or ("series", number)].append((number, head))
    for head in alone:
        pools[places.get(head.document) or ("document", head.document)].append((-1, head))
    units = []
    for pool in pools.values():
        for some in _close_in_time(pool):
            members: dict[int, list[Head]] = defaultdict(list)
            for number, head in some:
                members[number].append(head)
            lone = [Series(None, None, (head,)) for head in members.pop(-1, ())]
            units.append([Series(series[n].title, series[n].issuer, tuple(members[n])) for n in sorted(members)] + lone)
    return units


def places_of(heads: Iterable[Head], regions: Mapping[int, tuple[str, str]], rules: Rules) -> dict[int, str]:
    """Return the code of the place that each document is about, where it is known: that of its masthead, else what the
    codes of its regions have in common. ``regions`` holds the least and greatest of them, by document.
    """
    known: dict[Hashable, str | None] = {}
    found = {}
    for head in heads:
        key = head.title, head.issuer, head.year
        if key not in known:
            known[key] = home_of(
                Masthead(head.title, head.issuer, date=head.day.isoformat() if head.day else None), rules
            )
        place = known[key] or _common(*regions.get(head.document, ("", "")))
        if place:
            found[head.document] = place
    return found


def _common(least: str, greatest: str) -> str | None:
    for length in (4, 2):
        if least[:length] == greatest[:length] and len(least) == 6:
            return least[:length].ljust(6, "0")
    return None


def _close_in_time(pool: list[tuple[int, Head]]) -> list[list[tuple[int, Head]]]:
    """Return the documents in order of time, parted where nothing appeared for long; undated ones follow the issue
    with the number before theirs.
    """
    when = _estimated(pool)
    parts: list[list[tuple[int, Head]]] = []
    last: date | None = None
    for item in sorted(pool, key=lambda item: (when(item) or date.min, _order(item[1]))):
        now = when(item)
        if not parts or (now is not None and last is not None and now - last > _APART):
            parts.append([])
        parts[-1].append(item)
        last = now or last
    return parts


def _estimated(pool: Sequence[tuple[int, Head]]) -> Callable[[tuple[int, Head]], date | None]:
    dated: dict[tuple[int, int | None], list[tuple[int, date]]] = defaultdict(list)
    for number, head in pool:
        if head.day and head.issue is not None:
            dated[number, head.year].append((head.issue, head.day))

    def when(item: tuple[int, Head]) -> date | None:
        number, head = item
        if head.day or head.issue is None or number < 0:
            return head.day
        around = dated[number, head.year]
        before = [pair for pair in around if pair[0] <= head.issue]
        return max(before)[1] if before else min(around)[1] if around else None

    return when


def _order(head: Head) -> tuple[date, int, int, int]:
    return head.day or date.min, head.year or 0, head.issue or 0, head.document


def _plain(name: str | None) -> str:
    return "".join(fold(name).string.split()) if name else ""
