"""``/charts``: complaints over time, by region and by type; a click leads to the number behind a point."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from fastapi import APIRouter, HTTPException
from sqlalchemy import bindparam, text
from starlette.requests import Request
from starlette.responses import Response

from ...archive.audit import Series
from . import Context, Number

__all__ = ["router"]

_TOGETHER = 500
_SERIES = 200
_QUERY = text(
    "SELECT f.document, f.id, f.scope, f.dimension, f.category, f.label, f.value, f.unit, f.parent,"
    " p.dimension AS of_dimension, f.batch_first, f.as_of FROM figures AS f"
    " LEFT JOIN figures AS p ON p.document = f.document AND p.id = f.parent"
    " WHERE f.document IN :documents AND f.scope IN ('new', 'cumulative')"
    " AND (f.dimension IS NULL OR f.dimension IN ('region', 'pollution', 'industry', 'channel'))"
    " ORDER BY f.document, f.id"
).bindparams(bindparam("documents", expanding=True))


class Point(NamedTuple):
    """A published number: the issue that it stands in, by its index, its value and its anchor."""

    issue: int
    value: float
    figure: int


def router(context: Context) -> APIRouter:
    """Return the routes of the charts."""
    routes = APIRouter(include_in_schema=False)
    desk, templates = context.desk, context.templates

    @routes.get("/charts")
    def page(request: Request, series: Number | None = None) -> Response:
        """The page."""
        known = [one for one, _ in desk.series.get()]
        chosen = _chosen(known, series)
        return templates.page(request, "charts.html", series=known[:_SERIES], chosen=chosen)

    @routes.get("/charts/data")
    def data(series: Number | None = None) -> dict[str, Any]:
        """The numbers of a series, for its charts."""
        chosen = _chosen([one for one, _ in desk.series.get()], series)
        if chosen is None:
            raise HTTPException(404, "the archive has no series")
        return _data(context, chosen)

    return routes


def _chosen(known: list[Series], document: int | None) -> Series | None:
    """Return the series that an issue belongs to; the longest one by default."""
    found = next((one for one in known if any(head.document == document for head in one.heads)), None)
    return found or (known[0] if known else None)


def _data(context: Context, series: Series) -> dict[str, Any]:
    """Return the totals of each issue, and the parts by dimension and scope, by their category of the rules.

    A number is taken where it is a part of a headline itself, not of another part; where an issue has several of one
    kind, the first.
    """
    place = {head.document: index for index, head in enumerate(series.heads)}
    totals: dict[str, list[Point]] = {"new": [], "cumulative": []}
    parts: dict[str, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    seen: set[tuple[Any, ...]] = set()
    numbers = list(place)
    with context.desk.store.read() as connection:
        for start in range(0, len(numbers), _TOGETHER):
            for row in connection.execute(_QUERY, {"documents": numbers[start : start + _TOGETHER]}):
                if row.of_dimension is not None or row.unit == "%":
                    continue
                name = row.category or row.label
                key = row.document, row.scope, row.dimension, name if row.dimension else None
                if key in seen or (row.dimension and not name):
                    continue
                seen.add(key)
                point = Point(place[row.document], row.value, row.id)
                if row.dimension is None:
                    totals[row.scope].append(point)
                else:
                    parts[f"{row.dimension}/{row.scope}"][name].append(point)
    return {
        "title": series.title or series.issuer or "",
        "issues": [
            {"document": h.document, "name": h.name or h.uri.rpartition("/")[2], "date": h.date} for h in series.heads
        ],
        "totals": {scope: sorted(points) for scope, points in totals.items()},
        "parts": {key: {name: sorted(points) for name, points in some.items()} for key, some in parts.items()},
    }
