"""Table ``[counts]``: words about complaint statistics."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Counts"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Words about complaint statistics."""

    __pydantic_config__ = CONFIG
    # example: Words = ()
