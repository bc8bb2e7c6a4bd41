"""Wrapping: a plain text whose lines were broken at a fixed width, and which of its lines go on the one before.

The width is counted in columns (a Chinese character takes two) or, as many programs do, in characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .lines import Line, columns

__all__ = ["Wrapping"]

_NARROWEST, _WIDEST = 30, 160
"""Columns of a wrapped text."""
_CANDIDATES = 12
_ENDS = "。！？；：…”」"
_MARKS = "，。、；：！？）”’》】〉」』〕%)"
_FIRST_WORD = re.compile(rf"[（“‘《【〈「『〔(]*(?:[!-~]+|.)[{_MARKS}]*")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The width of a wrapped text, and whether its paragraphs begin with an indent."""

    width: int
    by_columns: bool
    indented: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Wrapping | None:
        """Return how a text is wrapped, None where its lines are paragraphs.

        A wrapped text has many lines after which the next word would not have fitted, hardly one that is longer than
        the others, and half of them stop in mid-sentence.
        """
        if len(lines) < 3 or any(line.is_boxed for line in lines):
            return None
        indents = sum(2 <= line.indent <= 8 for line in lines)
        indented = 2 <= indents < len(lines)
        best, found = 0, None
        for by_columns in (True, False):
            tried = cls(0, by_columns, indented)
            sizes = sorted({tried._size(line) for line in lines if _NARROWEST <= line.width <= _WIDEST}, reverse=True)
            measured = tried._measure(lines)
            for width in sizes[:_CANDIDATES]:
                evidence = measured.evidence(width)
                if evidence > best:
                    best, found = evidence, cls(width, by_columns, indented)
        return found

    def goes_on(self, before: Line, line: Line, *, ended: bool) -> bool:
        """Tell whether the width, not the end of a paragraph, parts two lines; ``ended``: the first ends a sentence."""
        if not self._is_full(before, line, self.width):
            return False
        if line.blanks and not line.after_break and ended:
            return False
        if self.indented:
            return line.indent < 2 and (line.after_break or not line.blanks)
        return not ended and line.indent <= before.indent and (line.after_break or not line.blanks)

    def _size(self, line: Line) -> int:
        return line.width if self.by_columns else line.length

    def _is_full(self, before: Line, line: Line, width: int) -> bool:
        """Tell whether the word that begins ``line`` would not have fitted; one mark may hang over the edge."""
        return self._needed(before, line) > width

    def _needed(self, before: Line, line: Line) -> int:
        """Return how wide ``before`` would be with the word that begins ``line``, and a mark that may hang over."""
        match = _FIRST_WORD.match(line.string)
        word = match[0] if match else ""
        size, hanging = (columns(word), 2) if self.by_columns else (len(word), 1)
        apart = word[:1].isascii() and before.string[-1].isascii()
        return self._size(before) + size + apart + hanging

    def _hanging(self, line: Line) -> int:
        """Return how much of a line is marks that may hang over the edge."""
        marks = line.string[len(line.string.rstrip(_MARKS)) :]
        return columns(marks) if self.by_columns else len(marks)

    def _measure(self, lines: Sequence[Line]) -> _Measured:
        """Return what each width is held against."""
        neighbours = [(a, b) for a, b in pairwise(lines) if not b.blanks and a.width >= _NARROWEST]
        needed = [(self._needed(a, b), a.string[-1] not in _ENDS) for a, b in neighbours]
        return _Measured(
            sorted(size for size, _ in needed),
            sorted(size for size, opened in needed if opened),
            sorted(self._size(line) - self._hanging(line) for line in lines),
        )


class _Measured(NamedTuple):
    """A text's lines in numbers, each list in order, so that a width is judged without looking at the lines again."""

    needed: list[int]
    """For each line, how wide it would be with the first word of the next."""
    opened: list[int]
    """The same of the lines that stop in mid-sentence."""
    sizes: list[int]
    """How wide the lines are, marks that hang over aside."""

    def evidence(self, width: int) -> int:
        """Return how many lines speak for that width (full, and stopped in mid-sentence) more than against it."""
        full = len(self.needed) - bisect_right(self.needed, width)
        stray = bisect_right(self.opened, width)
        cut = len(self.opened) - stray
        wider = len(self.sizes) - bisect_right(self.sizes, width)
        enough = full >= 2 and 3 * full >= len(self.needed) and 2 * cut >= full and 10 * wider <= full
        return cut - 2 * stray if enough else 0
