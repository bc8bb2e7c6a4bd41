"""Counties over time: one unit through its names and codes, with what the archive holds of it under each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, text

from ..rulepack import Rules
from ..rulepack.gazetteer import Place

__all__ = ["County", "Name", "Units", "counties", "rows_of"]

_QUERY = """
SELECT u.county, u.county_code, u.document,
  coalesce((SELECT min(e.date) FROM event_dates AS e
    WHERE e.document = u.document AND e.update_id = u.id AND e.date IS NOT NULL), b.date) AS day
FROM updates AS u JOIN bulletins AS b ON b.document = u.document
WHERE u.county IS NOT NULL
UNION ALL
SELECT f.category, f.code, f.document, coalesce(f.as_of, b.date)
FROM figures AS f JOIN bulletins AS b ON b.document = f.document
WHERE f.dimension = 'region' AND f.category IS NOT NULL AND f.code IS NOT NULL"""


class Name(NamedTuple):
    """A name and code under which a unit stands in the archive."""

    name: str
    code: str | None
    first: str | None
    last: str | None
    bulletins: int
    mentions: int


@dataclass(frozen=True, slots=True)
class County:
    """A unit of the administration by its name and code of today, with the names that the archive has for it."""

    name: str
    code: str | None
    names: tuple[Name, ...]


class Units:
    """Follows a code to the unit of today: 431121 (祁阳县) → 431181 (祁阳市)."""

    def __init__(self, rules: Rules) -> None:
        self._gazetteer = rules.gazetteer
        self._by_code: dict[str, list[Place]] = defaultdict(list)
        for place in self._gazetteer:
            if place.code is not None:
                self._by_code[place.code].append(place)

    def today(self, code: str | None, day: str | None) -> str | None:
        """Return the code that the unit has today; the code itself where nobody knows it."""
        place = self._at(code, day)
        following = self._gazetteer.successor(place) if place is not None else None
        return following.code if following is not None and following.code is not None else code

    def name(self, code: str | None) -> str | None:
        """Return the name that a unit bears today, by its code of today."""
        places = self._by_code.get(code or "")
        return next((p.name for p in places if p.until is None), places[-1].name) if places else None

    def _at(self, code: str | None, day: str | None) -> Place | None:
        places = self._by_code.get(code or "", [])
        on = _date(day)
        return next((p for p in places if on is not None and p.valid(on)), places[-1] if places else None)


def counties(connection: Connection, rules: Rules) -> list[County]:
    """Return the units that news items and lists of regions name, by their code of today."""
    units = Units(rules)
    found: dict[str, dict[tuple[str, str | None], list[tuple[str | None, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for county, code, document, day in connection.execute(text(_QUERY)):
        found[units.today(code, day) or county][county, code].append((day, document))
    rows = []
    for unit, names in sorted(found.items()):
        known = sorted((_name(*name, uses) for name, uses in names.items()), key=lambda n: (n.first or "", n.name))
        rows.append(County(units.name(unit) or known[-1].name, unit if unit.isdecimal() else None, tuple(known)))
    return rows


def _name(name: str, code: str | None, uses: Sequence[tuple[str | None, int]]) -> Name:
    days = sorted(day for day, _ in uses if day and not day.startswith("--"))
    first, last = (days[0], days[-1]) if days else (None, None)
    return Name(name, code, first, last, len({document for _, document in uses}), len(uses))


def rows_of(found: Sequence[County]) -> Iterator[dict[str, object]]:
    """Yield a row a name of each unit, for tables."""
    for county in found:
        for name in county.names:
            yield {"code": county.code, "place": county.name} | {
                "name_then": name.name,
                "code_then": name.code,
                "first": name.first,
                "last": name.last,
                "bulletins": name.bulletins,
                "mentions": name.mentions,
            }


def _date(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None
