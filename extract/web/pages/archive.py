"""``/``: search with filters, the calendar of a series, what the archive holds. ``/lists/…``: any list as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from fastapi import APIRouter, HTTPException
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from ...archive.searching import Filter, Snippet, search
from ...record import Constraint, Dimension, Role, Scope, SiteKind, Status
from ..calendar import calendar
from ..listing import LISTS, Listing, Order, csv_lines, href_of, rows_of
from ..words import Pair
from . import Context, Number

__all__ = ["router", "snippet_parts"]

#: Hits on a page, and series to choose from.
_HITS, _SERIES = 30, 200
#: Columns that hold words of a closed list.
_CLOSED = {
    "scope": get_args(Scope),
    "dimension": get_args(Dimension),
    "role": get_args(Role),
    "kind": get_args(SiteKind),
    "status": get_args(Status),
    "constraint_name": get_args(Constraint),
}
_COUNTS = text(
    "SELECT (SELECT count(*) FROM bulletins), (SELECT count(*) FROM updates), (SELECT count(*) FROM figures),"
    " (SELECT count(*) FROM findings WHERE status = 'violated'), (SELECT count(*) FROM unread),"
    " (SELECT count(*) FROM quarantine)"
)


def router(context: Context) -> APIRouter:
    """Return the routes of the archive page and of the lists."""
    routes = APIRouter(include_in_schema=False)
    desk, templates = context.desk, context.templates
    counts = _counts(context)

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
            counts=counts(),
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
            {"name": c.name, "kind": c.kind, "label": context.words.known(c.name), "values": _values(context, c.name)}
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
            order, filters = _asked(sort, filter)
            rows_of(desk.store, listing, 0, 0, order, filters)  # what is wrong with the question is said before any row
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
        return StreamingResponse(
            csv_lines(desk.store, listing, order, filters), 200, headers, "text/csv; charset=utf-8"
        )

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


def _counts(context: Context) -> Any:
    from ..held import Kept

    def read() -> dict[str, int]:
        with context.desk.store.read() as connection:
            row = connection.execute(_COUNTS).one()
        return dict(zip(("bulletins", "updates", "figures", "findings", "unread", "quarantine"), row, strict=True))

    return Kept(read, context.desk.state).get


def _values(context: Context, column: str) -> dict[str, Pair]:
    """Return what the values of a column of closed vocabulary are called."""
    return {
        value: context.words.known(
            f"{column}_other" if value == "other" and column in ("dimension", "scope") else value
        )
        for value in _CLOSED.get(column, ())
    }


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
