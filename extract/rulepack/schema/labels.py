"""Table ``[labels]``: what the parts of a record are called when they are shown to people."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG

__all__ = ["Labels"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Key → label, once for each language. Every key stands in both."""

    __pydantic_config__ = CONFIG
    zh: dict[str, str] = field(default_factory=dict)
    en: dict[str, str] = field(default_factory=dict)
