"""Span: a half-open stretch of characters, the smallest unit of provenance."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Span"]


class Span(NamedTuple):
    """The characters ``[start, end)`` of a string, counted in Python ``str`` indices.

    A tuple, so that it costs nothing to make and becomes ``[start, end]`` in JSON.
    """

    start: int
    end: int

    def of(self, string: str) -> str:
        """Return the characters of ``string`` that the span covers."""
        return string[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """Return the span moved by ``offset`` characters."""
        return Span(self.start + offset, self.end + offset)

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end
