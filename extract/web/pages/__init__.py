"""The pages, one module a kind. Each gives a router; what they share is a ``Context``."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import HTTPException, Query

from ..held import Desk, Opened
from ..templating import Templates
from ..words import Words

__all__ = ["Context", "Number", "opened"]

#: A whole number of a request that any database can hold.
Number = Annotated[int, Query(ge=-1_000_000_000, le=1_000_000_000)]


class Context(NamedTuple):
    """What every page needs."""

    desk: Desk
    templates: Templates
    words: Words


def opened(desk: Desk, name: str) -> Opened:
    """Return the bulletin that a path names, by its number or its hash. Raises HTTPException (404)."""
    number = desk.document(name)
    found = desk.open(number) if number is not None else None
    if found is None:
        raise HTTPException(404, f"the archive has no bulletin {name}")
    return found
