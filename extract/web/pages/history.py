"""People, sites and places over time: ``/people``, ``/sites``, ``/places``, and a page for each of them."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response

from ...archive.counties import County
from ...archive.people import people
from . import Context, Number

__all__ = ["router"]

_PAGE = 100
_SITES = text(
    "SELECT name, min(kind) AS kind, count(DISTINCT document) AS bulletins, min(event_date) AS first,"
    " max(event_date) AS last FROM sites_history WHERE (CAST(:like AS TEXT) = '' OR lower(name) LIKE :like ESCAPE '!')"
    " GROUP BY name ORDER BY bulletins DESC, name LIMIT :most OFFSET :start"
)
_SITE = text(
    "SELECT document, update_id, site, kind, township, event_date, county, county_code, update_title, bulletin, year,"
    " issue, bulletin_date FROM sites_history WHERE name = :name ORDER BY coalesce(event_date, bulletin_date), document"
)
_PLACE = text(
    "SELECT u.document, u.id AS update_id, u.title AS update_title, u.county, b.title AS bulletin, b.year, b.issue,"
    " b.date AS bulletin_date, (SELECT min(e.date) FROM event_dates AS e WHERE e.document = u.document"
    " AND e.update_id = u.id) AS event_date FROM updates AS u JOIN bulletins AS b ON b.document = u.document"
    " WHERE u.county = :name AND coalesce(u.county_code, '') = :code ORDER BY coalesce(b.date, ''), u.document, u.id"
    " LIMIT 2000"
)
_ESCAPED = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})


def router(context: Context) -> APIRouter:
    """Return the routes of people, sites and places."""
    routes = APIRouter(include_in_schema=False)
    desk, templates = context.desk, context.templates

    @routes.get("/people")
    def everybody(request: Request, q: str = "", start: Number = 0) -> Response:
        """Who is named, the most often named first."""
        found, _ = desk.people.peek()
        if found is None:
            return templates.page(request, "wait.html", 202, what="people")
        chosen = [person for person in found if q.strip() in person.name] if q.strip() else list(found)
        chosen.sort(key=lambda person: (-len(person.mentions), person.name, person.id))
        start = max(start, 0)
        part = chosen[start : start + _PAGE]
        return templates.page(request, "people.html", people=part, q=q, start=start, total=len(chosen), per_page=_PAGE)

    @routes.get("/person/{name}")
    def person(request: Request, name: str) -> Response:
        """Everybody of one name: posts, and every mention."""
        with desk.store.read() as connection:
            found = people(connection, desk.rules, name)
        if not found:
            raise HTTPException(404, f"the archive names nobody {name}")
        return templates.page(request, "person.html", name=name, people=found, heads=desk.heads.get())

    @routes.get("/sites")
    def sites(request: Request, q: str = "", start: Number = 0) -> Response:
        """The sites, the most often named first."""
        like = f"%{q.strip().lower().translate(_ESCAPED)}%" if q.strip() else ""
        with desk.store.read() as connection:
            rows = connection.execute(_SITES, {"like": like, "most": _PAGE + 1, "start": max(start, 0)}).all()
        return templates.page(
            request, "sites.html", sites=rows[:_PAGE], more=len(rows) > _PAGE, q=q, start=max(start, 0), per_page=_PAGE
        )

    @routes.get("/site/{name:path}")
    def site(request: Request, name: str) -> Response:
        """What happened at a site."""
        with desk.store.read() as connection:
            rows = connection.execute(_SITE, {"name": name}).all()
        if not rows:
            raise HTTPException(404, f"the archive names no site {name}")
        return templates.page(request, "site.html", name=name, mentions=rows)

    @routes.get("/places")
    def places(request: Request) -> Response:
        """The counties, by their names of today."""
        return templates.page(request, "places.html", places=desk.counties.get())

    @routes.get("/place/{code}")
    def place(request: Request, code: str) -> Response:
        """A county under each of its names."""
        county = next((one for one in desk.counties.get() if code in (one.code, one.name)), None)
        if county is None:
            raise HTTPException(404, f"the archive has no place {code}")
        return templates.page(request, "place.html", place=county, updates=_updates(context, county))

    return routes


def _updates(context: Context, county: County) -> list[Any]:
    rows: list[Any] = []
    with context.desk.store.read() as connection:
        for name in county.names:
            rows += connection.execute(_PLACE, {"name": name.name, "code": name.code or ""}).all()
    return sorted(rows, key=lambda row: (row.event_date or row.bulletin_date or "", row.document, row.update_id))
