"""What people say of values: written, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException

from ...archive.corrections import Draft, add_correction, withdraw_correction
from ..correcting import drafts_of, review_of, why_of
from . import Context, opened

__all__ = ["router"]

_LONGEST_NAME = 60
Given = Annotated[dict[str, Any], Body()]


def router(context: Context) -> APIRouter:
    """Return the routes that write corrections."""
    routes = APIRouter(tags=["corrections"])
    desk = context.desk

    def write(document: int, drafts: list[Draft], author: str) -> list[int]:
        made = datetime.now(UTC).isoformat(timespec="seconds")
        with desk.store.write() as connection:
            return [add_correction(connection, document, draft, author, made) for draft in drafts]

    @routes.post("/api/bulletins/{name}/corrections", status_code=201)
    def correct(name: str, given: Given) -> dict[str, Any]:
        """Confirm, correct, add or remove a value. The extracted value is kept; the correction is a row beside it.

        `state` is that of the record that the person saw; where it is another one by now, nothing is written (409).
        """
        found = opened(desk, name)
        if given.get("state") not in (None, found.state):
            raise HTTPException(409, "the bulletin has changed meanwhile: load the page again")
        author = _author(given, desk.settings.author)
        try:
            drafts = drafts_of(found, given)
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
        numbers = write(found.head.document, drafts, author)
        return {"corrections": numbers, "state": opened(desk, name).state}

    @routes.delete("/api/bulletins/{name}/corrections/{number}")
    def withdraw(name: str, number: int) -> dict[str, Any]:
        """Withdraw a correction: its row stays, with the time, and is not replayed any more."""
        found = opened(desk, name)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        with desk.store.write() as connection:
            done = withdraw_correction(connection, found.head.document, number, when)
        if not done:
            raise HTTPException(404, f"there is no correction {number} to withdraw")
        return {"withdrawn": number, "state": opened(desk, name).state}

    @routes.post("/api/audit/{number}/review", status_code=201)
    def review(number: int, given: Given) -> dict[str, Any]:
        """Note that a finding of the audit was reviewed, by whom and with what result (`why`)."""
        findings = desk.audit.get().findings
        if not 0 <= number < len(findings) or findings[number].message != given.get("message"):
            raise HTTPException(409, "the audit has changed meanwhile: load the page again")
        made = review_of(findings[number])
        if made is None:
            raise HTTPException(422, "the finding cites no document")
        document, draft = made
        try:
            draft = replace(draft, why=why_of(given))
        except ValueError as error:
            raise HTTPException(422, str(error)) from error
        return {"corrections": write(document, [draft], _author(given, desk.settings.author))}

    return routes


def _author(given: dict[str, Any], default: str) -> str:
    author = " ".join(str(given.get("author") or default).split())
    if not author or len(author) > _LONGEST_NAME or not author.isprintable():
        raise HTTPException(422, f"author: say who you are, in at most {_LONGEST_NAME} characters")
    return author
