"""Limits: how much of a file a reader takes on before it says no."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import LimitExceeded

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. Bulletins stay far below; the limits keep one odd file from stopping a batch.

    Raise one by passing another value: ``read(path, Limits(pages=20_000))``.
    """

    bytes: int = 200_000_000
    """Size of the file."""
    pages: int = 5_000
    """Pages of the file."""
    characters: int = 20_000_000
    """Characters of the whole text."""
    page_characters: int = 200_000
    """Characters on one page of a PDF. A crowded newspaper page has 15,000."""
    ruled_objects: int = 20_000
    """Drawn paths on one PDF page that are searched for the rulings of tables; a page with more (a map, a chart) is
    read without tables, and a notice says so."""

    def demand(self, name: str, value: int, uri: str) -> None:
        """Raise LimitExceeded where ``value`` is more than the limit called ``name`` allows."""
        allowed: int = getattr(self, name)
        if value > allowed:
            what = name.replace("_", " ")
            raise LimitExceeded(
                uri, f"{value:,} {what} are more than the limit of {allowed:,}; raise it with Limits({name}={value})"
            )
