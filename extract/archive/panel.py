"""The panel: a row a county and day, ready for analysis.

A news item counts on every day of its event dates that are known to the day (a range: each of its days, a month at
most). Complaints are those that a bulletin prints for the county as new on that day; where two bulletins disagree,
there is no number. ``sparse`` has the days on which something happened, ``balanced`` every county on every day between
the first and the last one, with zeros (but no zero for complaints: what was not printed is not known).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, get_args

from sqlalchemy import Connection, text

from ..record import Role

__all__ = ["COLUMNS", "TEXTS", "Rows", "Shape", "panel_rows"]

Rows = list[tuple[Any, ...]]

Shape = Literal["sparse", "balanced"]
ROLES: tuple[str, ...] = get_args(Role)
_LONGEST = 31
_PORTION = 2_000

#: Column → what it means, in their order.
COLUMNS: dict[str, str] = {
    "county_code": "GB/T 2260 code of the county on that day",
    "county": "official name of the county on that day",
    "date": "day, ISO 8601",
    "updates": "news items about that day",
    "bulletins": "bulletins with such news items",
    "officials": "persons in them, by name",
    **{f"officials_{role}": f"persons in them whose role is {role}" for role in ROLES},
    "sites": "places that were visited, by name",
    "complaints_new": "件 printed for the county as new on that day; null where none, or several, are printed",
    "complaints_cumulative": "件 printed for the county up to that day; null likewise",
}
#: The columns that are text; the others are numbers.
TEXTS = frozenset(("county_code", "county", "date"))

_EVENTS = """
SELECT u.county_code, u.county, e.date, e.end_date, u.document, u.id
FROM updates AS u JOIN event_dates AS e ON e.document = u.document AND e.update_id = u.id
WHERE u.county_code IS NOT NULL AND e.precision = 'day' AND e.date IS NOT NULL
ORDER BY u.county_code, u.document, u.id, e.id"""
_OFFICIALS = """
SELECT u.county_code, u.document, u.id, o.name, o.role
FROM updates AS u JOIN officials AS o ON o.document = u.document AND o.update_id = u.id
WHERE u.county_code IS NOT NULL ORDER BY u.county_code, u.document, u.id, o.id"""
_SITES = """
SELECT u.county_code, u.document, u.id, s.name
FROM updates AS u JOIN sites AS s ON s.document = u.document AND s.update_id = u.id
WHERE u.county_code IS NOT NULL ORDER BY u.county_code, u.document, u.id, s.id"""
_FIGURES = """
SELECT f.code, f.category, f.as_of, f.scope, f.value
FROM figures AS f LEFT JOIN figures AS p ON p.document = f.document AND p.id = f.parent
WHERE f.dimension = 'region' AND f.code IS NOT NULL AND f.as_of IS NOT NULL AND f.unit = '件'
  AND f.scope IN ('new', 'cumulative') AND p.dimension IS NULL
ORDER BY f.code, f.document, f.id"""

_Item = tuple[int, int]


@dataclass(slots=True)
class _Day:
    county: str
    items: set[_Item] = field(default_factory=set)
    counts: dict[str, set[float]] = field(default_factory=lambda: defaultdict(set))


def panel_rows(connection: Connection, shape: Shape) -> Iterator[Rows]:
    """Yield the rows of the panel, by county and day; one county at a time is in memory."""
    first, last = _bounds(connection) if shape == "balanced" else (None, None)
    rows: Rows = []
    for code, days, officials, sites in _counties(connection):
        county = days[min(days)].county
        for day in _days(days, first, last):
            county = days[day].county if day in days else county
            rows.append(_row(code, day, days.get(day), county, officials, sites))
            if len(rows) == _PORTION:
                yield rows
                rows = []
    yield rows


def _counties(
    connection: Connection,
) -> Iterator[tuple[str, dict[date, _Day], dict[_Item, list[tuple[str, str]]], dict[_Item, list[str]]]]:
    """Yield for each county its days, and the officials and sites of its news items."""
    streams = [_by_county(connection, query) for query in (_EVENTS, _FIGURES, _OFFICIALS, _SITES)]
    heads = [next(stream, None) for stream in streams]
    while any(heads):
        code = min(head[0] for head in heads if head)
        mine: list[list[Any]] = []
        for at, head in enumerate(heads):
            if head and head[0] == code:
                mine.append(head[1])
                heads[at] = next(streams[at], None)
            else:
                mine.append([])
        days: dict[date, _Day] = {}
        for _, county, begin, end, document, update in mine[0]:
            for day in _between(begin, end):
                days.setdefault(day, _Day(county)).items.add((document, update))
        for _, county, as_of, scope, value in mine[1]:
            if (on := _as_date(as_of)) is not None:
                days.setdefault(on, _Day(county)).counts[scope].add(value)
        officials: dict[_Item, list[tuple[str, str]]] = defaultdict(list)
        for _, document, update, name, role in mine[2]:
            officials[document, update].append((name, role))
        sites: dict[_Item, list[str]] = defaultdict(list)
        for _, document, update, name in mine[3]:
            sites[document, update].append(name)
        if days:
            yield code, days, officials, sites


def _by_county(connection: Connection, query: str) -> Iterator[tuple[str, list[Any]]]:
    result = connection.execute(text(query), execution_options={"yield_per": _PORTION})
    for code, rows in groupby(result, key=itemgetter(0)):
        yield code, list(rows)


def _row(
    code: str,
    day: date,
    found: _Day | None,
    county: str,
    officials: dict[_Item, list[tuple[str, str]]],
    sites: dict[_Item, list[str]],
) -> tuple[Any, ...]:
    items = found.items if found else set()
    people = {person for item in items for person in officials.get(item, ())}
    visited = {name for item in items for name in sites.get(item, ())}
    return (
        code,
        county,
        day.isoformat(),
        len(items),
        len({document for document, _ in items}),
        len({name for name, _ in people}),
        *(len({name for name, own in people if own == role}) for role in ROLES),
        len(visited),
        _only(found, "new"),
        _only(found, "cumulative"),
    )


def _only(day: _Day | None, scope: str) -> float | None:
    """Return the one number that was printed, None for none or several."""
    values = day.counts.get(scope, set()) if day else set()
    value = next(iter(values)) if len(values) == 1 else None
    return int(value) if value is not None and float(value).is_integer() else value


def _days(days: dict[date, _Day], first: date | None, last: date | None) -> Iterator[date]:
    if first is None or last is None:
        yield from sorted(days)
        return
    day = first
    while day <= last:
        yield day
        day += timedelta(1)


def _between(begin: str, end: str | None) -> Iterator[date]:
    first, last = _as_date(begin), _as_date(end or begin)
    if first is None:
        return
    last = last if last is not None and first <= last <= first + timedelta(_LONGEST) else first
    for days in range((last - first).days + 1):
        yield first + timedelta(days)


def _bounds(connection: Connection) -> tuple[date | None, date | None]:
    """Return the first and the last day of the panel."""
    days = [day for _, found, _, _ in _counties(connection) for day in (min(found), max(found))]
    return (min(days), max(days)) if days else (None, None)


def _as_date(value: str | None) -> date | None:
    """Return a date, None for one without a year."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None
