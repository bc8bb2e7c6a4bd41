"""Geometry: which lines of a PDF go on the paragraph before them, by where they stand.

A line goes on where the one before reaches the column's right edge, the line itself begins at its left edge, both are
of one size and as close together as lines of the text are. Headings of two lines are centred and larger than the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..document import Page
from .lines import Line

__all__ = ["Geometry"]

#: What stays together at the beginning of a line: a word or a character, with the brackets and marks clinging to it.
_FIRST_WORD = re.compile(r"[（“‘《【〈「『〔]*(?:[!-~]+|.)[，。、；：！？）”’》】〉」』〕]*")
_DATE_OR_ISSUE = re.compile(r"\d{4}\s*年|第\s*[\d〇一二三四五六七八九十]+\s*期|[（(]")
_LIST_LABEL = re.compile(r"[\u4e00-\u9fff]{1,3}\s?[：:]")


@dataclass(frozen=True, slots=True)
class Geometry:
    """The measures of a file's running text, in points."""

    edges: dict[int, tuple[float, float]]
    """Left and right edge of the text, page by page."""
    em: float
    pitch: float
    """From the top of a line to the top of the next."""
    indented: bool
    """Whether paragraphs begin with an indent."""

    @classmethod
    def of(cls, lines: Sequence[Line], pages: Sequence[Page]) -> Geometry | None:
        """Return the measures of a file, None for one without boxes."""
        boxed = [line for line in lines if line.is_boxed and not line.is_tabular]
        if not boxed:
            return None
        em = _weighted_median(boxed)
        body = [line for line in boxed if abs(line.em - em) <= 0.12 * em] or boxed
        whole = _edges(body, em, max(page.width or 0.0 for page in pages))
        edges: dict[int, tuple[float, float]] = {}
        for page in {line.page for line in boxed}:
            here = [line for line in body if line.page == page]
            left, right = _edges(here, em, pages[page].width or 0.0) if len(here) >= 8 else whole
            edges[page] = (left, right)
        steps = [b.top - a.top for a, b in pairwise(body) if a.page == b.page and 0 < b.top - a.top < 4 * em]
        pitch = _usual(steps) if steps else 1.5 * em
        indents = sum(em < line.left - edges[line.page][0] < 3.5 * em for line in body)
        flush = sum(abs(line.left - edges[line.page][0]) <= 0.6 * em for line in body)
        return cls(edges, em, pitch, indents >= 1 and flush >= 1)

    def goes_on(self, before: Line, line: Line, *, ended: bool) -> bool:
        """Tell whether ``line`` goes on the paragraph of ``before``, which ``ended`` like a sentence or not."""
        if abs(before.em - line.em) > 0.12 * max(before.em, line.em):
            return False
        if before.page == line.page:
            step = line.top - before.top
            if not 0 < step <= max(1.45 * self.pitch * max(line.em / self.em, 1.0), 2.2 * line.em):
                return False
            if self._is_centred(before) and self._is_centred(line):
                return not ended and self._is_title(before, line)
        elif line.page != before.page + 1:
            return False
        indent = line.left - self.edges[line.page][0]
        if not self._is_full(before, line):
            return self.indented and not ended and abs(indent) < 0.6 * line.em and self._is_text(before)
        if indent < 1.2 * line.em:
            return self.indented or not ended
        if abs(line.left - before.left) < 0.6 * line.em:
            return not ended
        return not ended and line.left > before.left and _LIST_LABEL.match(before.string) is not None

    def _is_full(self, before: Line, line: Line) -> bool:
        """Tell whether what begins ``line`` would not have fitted at the end of ``before``."""
        right = self.edges[before.page][1]
        word = _FIRST_WORD.match(line.string)
        need = sum(0.55 if character.isascii() else 1.0 for character in word[0]) if word else 1.0
        return before.right + (max(need, 1.0) + 0.6) * before.em > right

    def _is_text(self, line: Line) -> bool:
        """Tell whether a line begins like running text and fills most of its column."""
        left, right = self.edges[line.page]
        return line.left - left < 2.6 * line.em and line.right - left > 0.7 * (right - left)

    def _is_centred(self, line: Line) -> bool:
        left, right = self.edges[line.page]
        before, after = line.left - left, right - line.right
        return abs(before - after) < 1.5 * line.em and (before > 1.2 * line.em or line.em > 1.08 * self.em)

    def _is_title(self, before: Line, line: Line) -> bool:
        """Tell whether two centred lines are one title: larger than the text, or too long for one line."""
        if _DATE_OR_ISSUE.search(before.string) or _DATE_OR_ISSUE.match(line.string):
            return False
        left, right = self.edges[before.page]
        return before.em > 1.08 * self.em or before.right - before.left > 0.8 * (right - left)


def _weighted_median(lines: Sequence[Line]) -> float:
    ems = sorted((line.em, len(line.string)) for line in lines)
    half = sum(length for _, length in ems) / 2
    for em, length in ems:
        half -= length
        if half <= 0:
            return em
    return ems[-1][0]


def _edges(lines: Sequence[Line], em: float, width: float) -> tuple[float, float]:
    """Return where the lines usually begin, and how far to the right they reach.

    Where hardly any line is as long as another, the text is taken to end as far from the edge as it begins.
    """
    lefts = Counter[int]()
    for line in lines:
        lefts[round(2 * line.left / em)] += len(line.string)
    most = max(lefts.values())
    left = min(key for key, count in lefts.items() if 4 * count >= most) * em / 2
    rights = sorted(line.right for line in lines)
    right = rights[max(len(rights) - 1 - len(rights) // 20, 0)]
    if sum(right - edge <= 1.5 * em for edge in rights) < 3:
        right = max(right, width - left - 2 * em)
    return left, right


def _usual(steps: Sequence[float]) -> float:
    counts = Counter(round(step) for step in steps)
    usual, _ = max(counts.items(), key=lambda item: (item[1], -item[0]))
    return median(step for step in steps if abs(step - usual) <= 1.5)
