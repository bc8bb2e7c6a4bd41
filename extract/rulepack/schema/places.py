"""Table ``[places]``: words about places, and the places that only one area's bulletins know."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["LocalPlace", "Places"]


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """A place that the national gazetteer lacks: a zone, a farm, a local way of naming."""

    __pydantic_config__ = CONFIG
    name: str
    parent: str
    """GB/T 2260 code of the unit that it belongs to."""
    code: str = ""
    level: str = "zone"
    kind: str = ""
    short: Words = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Words about places."""

    __pydantic_config__ = CONFIG
    local: tuple[LocalPlace, ...] = ()
