"""Officials over time: which mentions are one person's, with the posts that they name.

A name alone is nobody. Mentions are one person's where name, place and post agree; a post that follows another one in
the same county, after it has ended, is that person's next one. Where two posts of one name and place run side by side
and no mention bears both, they may be two people: they stay apart, and each says whom it may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, text

from ..rulepack import Rules
from .audit.grouping import places_of
from .audit.reading import heads_of, regions_of
from .counties import Units

__all__ = ["Mention", "Person", "Term", "as_dict", "people", "rows_of"]

#: Characters of the place that may stand before an organisation.
_LONGEST_PLACE = 6

_QUERY = """
SELECT o.document, o.update_id, o.id, o.name, o.organisation, o.role, u.county, u.county_code,
  coalesce((SELECT min(e.date) FROM event_dates AS e
    WHERE e.document = u.document AND e.update_id = u.id AND e.date IS NOT NULL), b.date) AS day
FROM officials AS o
JOIN updates AS u ON u.document = o.document AND u.id = o.update_id
JOIN bulletins AS b ON b.document = o.document
WHERE CAST(:name AS TEXT) IS NULL OR o.name = :name
ORDER BY o.document, o.update_id, o.id"""
_TITLES = """
SELECT t.document, t.update_id, t.official_id, t.title FROM titles AS t
JOIN officials AS o ON o.document = t.document AND o.update_id = t.update_id AND o.id = t.official_id
WHERE CAST(:name AS TEXT) IS NULL OR o.name = :name
ORDER BY t.document, t.update_id, t.official_id, t.id"""


class Mention(NamedTuple):
    """An official in a news item; ``day`` is that of the event, else of the bulletin."""

    document: int
    update: int
    official: int
    name: str
    organisation: str | None
    role: str
    titles: tuple[str, ...]
    day: str | None


class Term(NamedTuple):
    """A post that a person is called by: from the first mention to the last one."""

    title: str
    organisation: str | None
    first: str | None
    last: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class Person:
    """Mentions that are one person's. ``place`` and ``code`` are the county or prefecture, by its name of today.

    ``maybe`` are ids of people of the same name and place who may be this one.
    """

    id: int
    name: str
    place: str | None
    code: str | None
    terms: tuple[Term, ...]
    mentions: tuple[Mention, ...]
    maybe: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """What the rules know of posts."""

    general: frozenset[str]
    unit_marks: frozenset[str]
    prefecture_marks: frozenset[str]

    @classmethod
    def of(cls, rules: Rules) -> _Words:
        places = rules.pack.places
        general = frozenset(word for words in rules.pack.officials.weak_posts for word in words.split())
        return cls(general, frozenset(places.unit_marks), frozenset(places.prefecture_marks))

    def says_little(self, mention: Mention) -> bool:
        """Tell whether a mention has no title, or only such as many bear (县领导)."""
        return all(title in self.general for title in mention.titles)

    def is_prefectural(self, titles: Sequence[str], organisation: str | None, county: str | None) -> bool:
        """Tell whether a post is the prefecture's: it begins with 市 where the county itself is none."""
        begins = {(organisation or title)[:1] for title in titles}
        return bool(begins & (self.prefecture_marks - {(county or "")[-1:]}))

    def body(self, mention: Mention) -> str:
        """Return the organisation of a mention without the place that may stand before it (洞口县信访局 → 信访局)."""
        organisation = mention.organisation or ""
        ends = [at for mark in self.unit_marks if 0 <= (at := organisation.find(mark)) < _LONGEST_PLACE]
        return organisation[min(ends) + 1 :] if ends else organisation


def people(connection: Connection, rules: Rules, name: str | None = None) -> list[Person]:
    """Return the people of an archive, by name and place; with ``name``, those who bear it."""
    words = _Words.of(rules)
    units = Units(rules)
    homes = places_of(heads_of(connection), regions_of(connection), rules)
    found: list[Person] = []
    for (who, _, code), mentions in sorted(_namesakes(connection, units, homes, name, words).items(), key=_by_name):
        parts = _parted(mentions, words)
        first = len(found)
        ids = range(first, first + len(parts))
        for at, some in enumerate(parts):
            others = tuple(i for i in ids if i != first + at)
            found.append(Person(first + at, who, units.name(code), code, _terms(some), tuple(some), others))
    return found


_Key = tuple[str, Hashable, str | None]


def _by_name(item: tuple[_Key, object]) -> tuple[str, str, str]:
    (name, scope, code), _ = item
    return name, code or "", str(scope)


def _namesakes(
    connection: Connection, units: Units, homes: Mapping[int, str], name: str | None, words: _Words
) -> Mapping[_Key, list[Mention]]:
    """Return the mentions by name and place: of a county's people the county, of a prefecture's the prefecture."""
    titles: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for row in connection.execute(text(_TITLES), {"name": name}):
        titles[row[0], row[1], row[2]].append(row[3])
    found: dict[_Key, list[Mention]] = defaultdict(list)
    for document, update, official, who, organisation, role, county, code, day in connection.execute(
        text(_QUERY), {"name": name}
    ):
        held = tuple(titles[document, update, official])
        home = homes.get(document)
        place = units.today(code, day)
        if home is not None and words.is_prefectural(held, organisation, county):
            place = home if code is None or home[:4] == code[:4] else f"{code[:4]}00"
        mention = Mention(document, update, official, who, organisation, role, held, day)
        scope = None if place is not None else ("document", document, update)
        found[who, scope, place].append(mention)
    return found


def _parted(mentions: Sequence[Mention], words: _Words) -> list[list[Mention]]:
    """Return the mentions of one name and place, parted into people.

    Mentions that share a title belong together, and so do posts of one organisation that follow each other in time. A
    mention without a title, or with one that says little (县领导), belongs to the only one there is.
    """
    vague = [m for m in mentions if words.says_little(m)]
    parts = _successive(_by_title([m for m in mentions if m not in vague], words), words)
    if len(parts) == 1:
        return [sorted((*parts[0], *vague), key=_order)]
    return [*parts, *([vague] if vague else [])]


def _by_title(mentions: Iterable[Mention], words: _Words) -> list[list[Mention]]:
    """Return the mentions, together where they share an organisation's title, directly or over others (union-find)."""
    parts: list[tuple[set[Hashable], list[Mention]]] = []
    for mention in mentions:
        keys: set[Hashable] = {(words.body(mention), title) for title in mention.titles}
        joined: list[Mention] = []
        for part in [part for part in parts if part[0] & keys]:
            parts.remove(part)
            keys |= part[0]
            joined += part[1]
        parts.append((keys, [*joined, mention]))
    return [sorted(members, key=_order) for _, members in parts]


def _successive(parts: Sequence[list[Mention]], words: _Words) -> list[list[Mention]]:
    """Return the parts, joined where all posts of one organisation follow each other without running side by side."""
    by_body: dict[str, list[list[Mention]]] = defaultdict(list)
    for part in parts:
        by_body[words.body(part[0])].append(part)
    joined: list[list[Mention]] = []
    for some in by_body.values():
        ordered = sorted(some, key=lambda part: _order(part[0]))
        dated = all(m.day and not m.day.startswith("--") for part in ordered for m in part)
        if dated and all((before[-1].day or "") < (after[0].day or "") for before, after in pairwise(ordered)):
            joined.append([mention for part in ordered for mention in part])
        else:
            joined += ordered
    return sorted(joined, key=lambda part: _order(part[0]))


def _terms(mentions: Iterable[Mention]) -> tuple[Term, ...]:
    held: dict[tuple[str, str | None], list[str | None]] = {}
    for mention in mentions:
        for title in mention.titles:
            held.setdefault((title, mention.organisation), []).append(mention.day)
    return tuple(sorted(_term(*post, days) for post, days in held.items()))


def _term(title: str, organisation: str | None, days: Sequence[str | None]) -> Term:
    known = sorted(day for day in days if day)
    return Term(title, organisation, known[0] if known else None, known[-1] if known else None, len(days))


def _order(mention: Mention) -> tuple[str, int, int, int]:
    return mention.day or "", mention.document, mention.update, mention.official


def as_dict(person: Person) -> dict[str, Any]:
    """Return a person as a JSON-ready dict."""
    return {
        "id": person.id,
        "name": person.name,
        "place": person.place,
        "code": person.code,
        "terms": [term._asdict() for term in person.terms],
        "mentions": [mention._asdict() for mention in person.mentions],
        "maybe": list(person.maybe),
    }


def rows_of(found: Iterable[Person]) -> Iterator[dict[str, object]]:
    """Yield a row a term of each person, for tables: a person without a title has one with none."""
    for person in found:
        days = sorted(m.day for m in person.mentions if m.day)
        terms = person.terms or (Term("", None, days[0] if days else None, days[-1] if days else None, 0),)
        for term in terms:
            yield {
                "person": person.id,
                "name": person.name,
                "place": person.place,
                "code": person.code,
                "title": term.title or None,
                "organisation": term.organisation,
                "first": term.first,
                "last": term.last,
                "mentions": term.mentions or len(person.mentions),
                "maybe": list(person.maybe),
            }
