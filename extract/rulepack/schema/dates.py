"""Table ``[dates]``: words about dates."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Dates"]


@dataclass(frozen=True, slots=True)
class Dates:
    """Words about dates."""

    __pydantic_config__ = CONFIG
    # example: Words = ()
