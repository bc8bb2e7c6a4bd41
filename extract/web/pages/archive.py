"""``/``: search with filters, the calendar of a series, what the archive holds. ``/lists/…``: any list as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ...archive.searching import Filter, Snippet, search
from ..calendar import calendar
from ..listing import LISTS, Listing, Order, csv_lines, href_of, rows_of
from . import Context, Number

__all__ = ["router", "snippet_parts"]

#: Hits on a page, and series to choose from.
_HITS, _SERIES = 30, 200


def router(context: Context) -> APIRouter:
    """Return the routes of the archive page and of the lists."""
    routes = APIRouter(include_in_schema=False)
    desk, templates = context.desk, context.templates

    @routes.get("/")
    def page(
        request: Request,
        q: str = "",
        place: str = "",
        since: str = "",
        until: str = "",
        person: str = "",
        site: str = "",
        series: Number | None = None,
    ) -> Response:
        """The page."""
        only = Filter(*(value.strip() or None for value in (place, since, until, person, site)))
        hits = search(desk.store, q, _HITS + 1, only=only)
        known = desk.series.get()
        chosen = next((pair for pair in known if any(h.document == series for h in pair[0].heads)), None)
        chosen = chosen or (known[0] if known else None)
        asked = bool(q.strip() or any(only))
        return templates.page(
            request,
            "archive.html",
            q=q,
            only=only,
            asked=asked,
            hits=[(hit, [(s, snippet_parts(s)) for s in hit.snippets]) for hit in hits[:_HITS]],
            more=len(hits) > _HITS,
            counts=desk.counts.get(),
            series=[pair[0] for pair in known[:_SERIES]],
            chosen=chosen[0] if chosen else None,
            years=calendar(*chosen) if chosen and not asked else [],
            lists=list(LISTS),
        )

    @routes.get("/lists/{name}")
    def table(request: Request, name: str) -> Response:
        """A list as a table."""
        listing = _listing(name)
        columns = [
            {
                "name": c.name,
                "kind": c.kind,
                "label": context.words.known(c.name),
                "values": context.words.values(c.name),
            }
            for c in listing.columns
        ]
        return templates.page(request, "list.html", name=name, columns=columns, lists=list(LISTS))

    @routes.get("/lists/{name}/rows")
    def rows(name: str, start: Number = 0, end: Number = 100, sort: str = "[]", filter: str = "{}") -> dict[str, Any]:
        """A slice of a list."""
        listing = _listing(name)
        try:
            found = rows_of(desk.store, listing, start, end, *_asked(sort, filter))
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        return {
            "rows": [row | {"_href": href_of(listing, row)} for row in found],
            "last": start + len(found) if len(found) < end - start else None,
        }

    @routes.get("/lists/{name}/{file}.csv")
    def export(name: str, file: str, sort: str = "[]", filter: str = "{}") -> Response:
        """A whole list as CSV."""
        listing = _listing(name)
        try:
            lines = csv_lines(desk.store, listing, *_asked(sort, filter))
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return StreamingResponse(lines, 200, headers, "text/csv; charset=utf-8")

    return routes


def snippet_parts(snippet: Snippet) -> list[tuple[str, bool]]:
    """Return a snippet's text in parts: what it says, and whether it is one of the words that were looked for."""
    parts, at = [], snippet.span.start
    for match in snippet.matches:
        if match.start >= at:
            parts += [(snippet.string[at - snippet.span.start : match.start - snippet.span.start], False)]
            parts += [(snippet.string[match.start - snippet.span.start : match.end - snippet.span.start], True)]
            at = match.end
    return [part for part in [*parts, (snippet.string[at - snippet.span.start :], False)] if part[0]]


def _listing(name: str) -> Listing:
    if name not in LISTS:
        raise HTTPException(404, f"no list {name}; there are {', '.join(LISTS)}")
    return LISTS[name]


def _asked(sort: str, filter: str) -> tuple[list[Order], Mapping[str, Mapping[str, Any]]]:
    """Return the order and the filters that AG Grid asks for. Raises ValueError."""
    try:
        order = [Order(str(one["colId"]), one["sort"] == "desc") for one in json.loads(sort)]
        filters = json.loads(filter)
        if not isinstance(filters, dict) or not all(isinstance(one, dict) for one in filters.values()):
            raise ValueError("filter: an object of objects")
    except (TypeError, KeyError, RecursionError, AttributeError) as error:
        raise ValueError(f"sort, filter: {error}") from error
    return order, filters
