"""Table ``[sites]``: words about sites."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Sites"]


@dataclass(frozen=True, slots=True)
class Sites:
    """Words about sites."""

    __pydantic_config__ = CONFIG
    # example: Words = ()
