"""Table ``[messages]``: words about sentences for people."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Messages"]


@dataclass(frozen=True, slots=True)
class Messages:
    """Words about sentences for people."""

    __pydantic_config__ = CONFIG
    # example: Words = ()
