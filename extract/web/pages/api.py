"""``/api``: the same data as JSON, described by OpenAPI at ``/api/openapi.json``; the page there needs no network."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import Response

from ...archive.people import as_dict, people
from ...archive.searching import Filter, search
from ...archive.searching import as_dict as as_hit
from ...gold import gold_of
from ...publish.audit import as_dicts
from ...record import to_json
from ..listing import LISTS, Order, rows_of
from . import Context, opened
from .audit import findings_of
from .review import queue

__all__ = ["router"]

_MOST = 1_000


def router(context: Context) -> APIRouter:
    """Return the routes of the read API."""
    routes = APIRouter()
    desk = context.desk

    @routes.get("/api", include_in_schema=False)
    def page(request: Request) -> Response:
        """What the API offers, read from its own description."""
        return context.templates.page(request, "api.html", paths=request.app.openapi()["paths"])

    @routes.get("/api/search", tags=["read"])
    def find(
        q: str = Query("", description="Words, parted by spaces; all must occur."),
        place: str | None = Query(None, description="A county, by name or code."),
        since: str | None = Query(None, description="First day, ISO 8601."),
        until: str | None = Query(None, description="Last day, ISO 8601."),
        person: str | None = Query(None, description="An official's name."),
        site: str | None = Query(None, description="A site's name."),
        most: int = Query(20, ge=1, le=_MOST),
    ) -> list[dict[str, Any]]:
        """Find bulletins: the newest first, each with stretches of text around the words."""
        only = Filter(place, since, until, person, site)
        return [as_hit(hit) for hit in search(desk.store, q, most, only=only)]

    @routes.get("/api/bulletins/{name}", tags=["read"])
    def record(
        name: str,
        state: Literal["corrected", "extracted"] = Query("corrected", description="With corrections, or without."),
    ) -> Response:
        """Return a bulletin's record (`jianbao schema`), by the document's number or its SHA-256."""
        found = opened(desk, name)
        bulletin = found.bulletin if state == "corrected" else found.extracted
        return Response(to_json(bulletin), media_type="application/json")

    @routes.get("/api/bulletins/{name}/corrections", tags=["corrections"])
    def corrections(name: str) -> dict[str, Any]:
        """Return what people said of a bulletin's values, and how it fits what is extracted now."""
        found = opened(desk, name)
        return {
            "state": found.state,
            "corrections": [
                asdict(outcome.correction) | {"outcome": outcome.state, "extracted_now": outcome.extracted}
                for outcome in found.replayed.outcomes
            ],
        }

    @routes.get("/api/bulletins/{name}/gold", tags=["read"])
    def gold(name: str) -> dict[str, Any]:
        """Return a corrected bulletin as gold for `jianbao evaluate`."""
        return gold_of(opened(desk, name).bulletin)

    @routes.get("/api/lists", tags=["read"])
    def lists() -> dict[str, list[str]]:
        """Return the lists, each with its columns."""
        return {name: [column.name for column in listing.columns] for name, listing in LISTS.items()}

    @routes.get("/api/lists/{name}", tags=["read"])
    def rows(
        name: str,
        start: int = Query(0, ge=0, le=1_000_000_000),
        most: int = Query(100, ge=1, le=_MOST),
        sort: str | None = Query(None, description="A column; with - before it, the greatest first."),
    ) -> list[dict[str, Any]]:
        """Return rows of a list, in the order of their keys or of a column."""
        if name not in LISTS:
            raise HTTPException(404, f"no list {name}; there are {', '.join(LISTS)}")
        order = [Order(sort.removeprefix("-"), sort.startswith("-"))] if sort else []
        try:
            return rows_of(desk.store, LISTS[name], start, start + most, order)
        except ValueError as error:
            raise HTTPException(400, str(error)) from error

    @routes.get("/api/audit", tags=["read"])
    def audit(start: int = Query(0, ge=0, le=1_000_000_000), most: int = Query(100, ge=1, le=_MOST)) -> dict[str, Any]:
        """Return the findings of the audit that are violated, the gravest first, with all it takes to cite them."""
        made = desk.audit.get()
        findings = findings_of(made)
        return {
            "counts": dict(made.counts),
            "total": len(findings),
            "findings": as_dicts(findings[start : start + most]),
        }

    @routes.get("/api/people/{name}", tags=["read"])
    def person(name: str) -> list[dict[str, Any]]:
        """Return everybody of one name: place, posts, mentions."""
        with desk.store.read() as connection:
            found = people(connection, desk.rules, name)
        return [as_dict(one) for one in found]

    @routes.get("/api/review", tags=["read"])
    def review() -> list[dict[str, Any]]:
        """Return the bulletins that wait for a person, the most urgent first."""
        return [
            {"document": one.head.document, "uri": one.head.uri, "issue": one.head.name}
            | {"violated": one.violated, "unread": one.unread, "doubtful": one.doubtful, "conflicts": one.conflicts}
            for one in queue(context)
        ]

    return routes
