"""Table ``[layout]``: words about how lines become paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Words about how lines become paragraphs."""

    __pydantic_config__ = CONFIG
    # example: Words = ()
