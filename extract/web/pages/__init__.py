"""The pages, one module a kind. Each gives a router; what they share is a ``Context``."""

from __future__ import annotations

from typing import NamedTuple

from fastapi import HTTPException

from ..held import Desk, Opened
from ..templating import Templates
from ..words import Words

__all__ = ["Context", "opened"]


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
