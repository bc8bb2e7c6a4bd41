"""``/review``: which bulletins a person should look at first."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import APIRouter
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response

from ...archive.audit import Head
from ...archive.corrections import corrections_of
from ..correcting import is_review_of, is_review_of_unread
from . import Context, Number

__all__ = ["Waiting", "queue", "router"]

_PAGE = 100
#: Warnings that say that the reading itself is doubtful.
_DOUBTFUL = ("misread_place", "low_confidence", "digits_in_doubt", "private_use_characters", "replaced_characters")
_QUERIES = {
    "violated": "SELECT document, count(*) FROM findings WHERE status = 'violated' GROUP BY document",
    "unread": "SELECT document, count(*) FROM unread GROUP BY document",
    "doubtful": "SELECT document, count(*) FROM warnings WHERE code IN"
    f" ({', '.join(map(repr, _DOUBTFUL))}) GROUP BY document",
}


class Waiting(NamedTuple):
    """A bulletin that waits for a person: what is violated, unread and doubtful in it that nobody has reviewed, and
    corrections that a new extraction contradicts.
    """

    head: Head
    violated: int
    unread: int
    doubtful: int
    conflicts: int

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """What the queue is ordered by: conflicts and violated findings first, then unread numbers, then doubts."""
        return -self.conflicts, -self.violated, -self.unread, -self.doubtful, self.head.document


def router(context: Context) -> APIRouter:
    """Return the route of the review queue."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/review")
    def page(request: Request, start: Number = 0) -> Response:
        """The page."""
        waiting = queue(context)
        start = max(start, 0)
        return context.templates.page(
            request,
            "review.html",
            waiting=waiting[start : start + _PAGE],
            total=len(waiting),
            start=start,
            per_page=_PAGE,
        )

    return routes


def queue(context: Context) -> list[Waiting]:
    """Return the bulletins that wait for a person, the most urgent first."""
    desk = context.desk
    with desk.store.read() as connection:
        counts = {name: {row[0]: row[1] for row in connection.execute(text(query))} for name, query in _QUERIES.items()}
        spoken = corrections_of(connection)
    heads = desk.heads.get()
    waiting = []
    for number in set().union(*counts.values(), spoken):
        if number not in heads:
            continue
        violated, unread, doubtful = (counts[name].get(number, 0) for name in _QUERIES)
        conflicts = 0
        found = desk.open(number) if number in spoken else None
        if found is not None:
            said = [outcome.correction for outcome in found.replayed.outcomes]
            violated = sum(
                finding.status == "violated" and not any(is_review_of(one, finding) for one in said)
                for finding in found.bulletin.findings
            )
            unread = sum(not any(is_review_of_unread(one, number) for one in said) for number in found.bulletin.unread)
            conflicts = len(found.replayed.conflicts)
            doubtful = 0 if said else doubtful  # somebody has looked at it
        if violated or unread or doubtful or conflicts:
            waiting.append(Waiting(heads[number], violated, unread, doubtful, conflicts))
    return sorted(waiting, key=lambda one: one.order)
