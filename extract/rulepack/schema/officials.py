"""Table ``[officials]``: words about people in office."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Officials"]


@dataclass(frozen=True, slots=True)
class Officials:
    """Words about people in office."""

    __pydantic_config__ = CONFIG
    # example: Words = ()
