"""Mentions of people in office, and the groups that are named in one breath (副县长甲、乙) and so share a verb."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..span import Span

__all__ = ["Group", "Mention", "Taken"]


@dataclass(slots=True)
class Mention:
    """One naming of a person; ``name`` is the full one, also where the span covers only 毛书记."""

    name: str
    span: Span
    titles: tuple[str, ...] = ()
    organisation: str | None = None
    kind: str = ""
    why: str = ""


@dataclass(slots=True)
class Group:
    """People named in one breath; ``span`` goes from their first title to their last name."""

    span: Span
    people: list[Mention] = field(default_factory=list)
    role: str = ""
    """A role that the words around the list give by themselves (陪同的有…), else empty."""


class Taken:
    """Stretches of the text that are read already; none overlaps another."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def add(self, span: Span) -> None:
        """Take one more stretch."""
        insort(self._spans, span)

    def overlaps(self, span: Span) -> bool:
        """Tell whether any of them shares a character with ``span``."""
        index = bisect_left(self._spans, span.end, key=lambda taken: taken.start)
        return index > 0 and self._spans[index - 1].end > span.start
