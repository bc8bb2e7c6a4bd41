"""A series of issues as a calendar: years by months, every issue in its place, what is missing between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..archive.audit import Head, Series
from ..archive.audit.numbering import Gap

__all__ = ["Cell", "Year", "calendar"]


class Cell(NamedTuple):
    """An issue of a month, or numbers that are missing behind one (``head`` None, ``first`` to ``last``)."""

    head: Head | None
    first: int | None = None
    last: int | None = None


class Year(NamedTuple):
    """A year: twelve months with their cells; then those of which the month is not known."""

    year: int | None
    months: tuple[tuple[Cell, ...], ...]
    undated: tuple[Cell, ...]


def calendar(series: Series, gaps: Sequence[Gap]) -> list[Year]:
    """Return the years of a series, the first one first; years in which nothing came stand among them."""
    missing: dict[int, list[Gap]] = {}
    for gap in gaps:
        if gap.kind == "missing" and gap.heads:
            missing.setdefault(gap.heads[0].document, []).append(gap)
    cells: dict[tuple[int | None, int], list[Cell]] = {}
    for head in series.heads:
        day = head.day
        month = day.month if day else _month(head)
        here = cells.setdefault((day.year if day else head.year, month), [])
        here.append(Cell(head))
        here += [Cell(None, gap.first, gap.last) for gap in missing.get(head.document, ())]
    known = sorted({year for year, _ in cells if year is not None})
    years: list[int | None] = list(range(known[0], known[-1] + 1)) if known and known[-1] - known[0] < 200 else [*known]
    if any(year is None for year, _ in cells):
        years.append(None)
    return [
        Year(year, tuple(tuple(cells.get((year, m), ())) for m in range(1, 13)), tuple(cells.get((year, 0), ())))
        for year in years
    ]


def _month(head: Head) -> int:
    """Return the month of a date without a year (``--03-15``), 0 where there is none."""
    month = (head.date or "")[2:4]
    return int(month) if (head.date or "").startswith("--") and month.isdigit() else 0
