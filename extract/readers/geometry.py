"""Geometry: which lines of a PDF go on the paragraph before them, by where they stand.

A line goes on where the one before reaches the column's right edge, the line itself begins at its left edge, both are
of one size and as close together as lines of the text are. Headings of two lines are centred and larger than the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from ..document import Page
from .lines import Line
from .openings import is_ended, opens_alone, opens_paragraph

__all__ = ["Geometry"]

#: What stays together at the beginning of a line: a word or a character, with the brackets and marks clinging to it.
_FIRST_WORD = re.compile(r"[（“‘《【〈「『〔]*(?:[!-~]+|.)[，。、；：！？）”’》】〉」』〕]*")
_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
#: Lines of a masthead that stand for themselves: the date, the number of the issue or of the document, who may read it.
_DATE_OR_ISSUE = re.compile(
    rf"{_DIGIT}{{4}}\s*年\s*{_DIGIT}{{1,3}}\s*月|第\s*{_DIGIT}+\s*期|[〔［\[]\s*{_DIGIT}{{4}}\s*[〕］\]]|内部(?:资料|文件|刊物)"
)
_ISSUE_BEGINS = re.compile(rf"[（(]|{_DIGIT}{{4}}\s*[年./-]")
#: A row of a table that has no rulings: three words and more apart, or numbers apart from words.
_ROW = re.compile(r"(?:\S{2,}[\s　]+){2,}\S{2,}|\S[\s　]+[\d.,%％]+(?:[\s　]|$)")
_SHORT = 12
"""Characters of a line that is hardly a paragraph of running text."""
_FEWEST = 2
_LONGEST_TITLE = 4
_CARELESS = 3.5
"""The most ems that a line of running text leaves empty."""
_LIST_LABEL = re.compile(r"[\u4e00-\u9fff]{1,3}\s?[：:]")


@dataclass(frozen=True, slots=True)
class Geometry:
    """The measures of a file's running text, in points."""

    edges: dict[tuple[int, int], tuple[float, float]]
    """Left and right edge of the text, by page and column."""
    em: float
    pitch: float
    """From the top of a line to the top of the next."""
    indented: bool
    """Whether paragraphs begin with an indent."""
    steady: bool
    """Whether all of them do: then a full line and a line at the edge below it are one paragraph, whatever they say."""

    @classmethod
    def of(cls, lines: Sequence[Line], pages: Sequence[Page]) -> Geometry | None:
        """Return the measures of a file, None for one without boxes."""
        boxed = [line for line in lines if line.is_boxed and not line.is_tabular]
        if not boxed:
            return None
        em = _weighted_median(boxed)
        body = [line for line in boxed if abs(line.em - em) <= 0.12 * em] or boxed
        edges = _all_edges(boxed, body, em, pages)
        pairs = [(a, b) for a, b in pairwise(body) if _in_one_column(a, b)]
        steps = [b.top - a.top for a, b in pairs if 0 < b.top - a.top < 4 * em]
        measures = cls(edges, em, _usual(steps) if steps else 1.5 * em, indented=False, steady=False)
        indents = sum(measures.is_indented(line) for line in body)
        flush = sum(abs(measures.indent(line)) <= 0.6 * em for line in body)
        # Where a line is not full, the next one begins a paragraph: at the edge of the text, or indented?
        begins = [b for a, b in pairs if not measures.is_full(a, b) and not opens_alone(b.string)]
        outdents = sum(abs(measures.indent(line)) <= 0.6 * em and line.length > _SHORT for line in begins)
        indented = indents >= 1 and flush >= 1
        steady = indented and indents >= _FEWEST and outdents * 10 <= indents
        return replace(measures, indented=indented, steady=steady)

    def goes_on(self, before: Line, line: Line, *, ended: bool) -> bool:
        """Tell whether ``line`` goes on the paragraph of ``before``, which ``ended`` like a sentence or not."""
        if not _of_one_size(before, line):
            return False
        if _in_one_column(before, line):
            if not self._is_next(before, line) or self.is_centred(before, line):
                return False
        elif line.page not in (before.page, before.page + 1):
            return False
        indent = self.indent(line)
        if not self.is_full(before, line):
            return self.indented and not ended and abs(indent) < 0.6 * line.em and self._is_nearly_full(before, line)
        if indent < 1.2 * line.em:
            return self.indented or not ended
        if abs(indent - self.indent(before)) < 0.6 * line.em:
            return not ended
        return not ended and indent > self.indent(before) and _LIST_LABEL.match(before.string) is not None

    def surely_goes_on(self, before: Line, line: Line) -> bool:
        """Tell whether a line goes on by its place alone: a full line before it, and no indent where all have one."""
        return self.steady and abs(self.indent(line)) < 0.6 * line.em and self.is_full(before, line)

    def titles(self, lines: Sequence[Line]) -> set[int]:
        """Return the lines that go on the title before them.

        Up to four centred lines of one size, larger than the text or too long for one line: one title. More of them
        are a list, and so are lines with numbers or bullets; a date or the number of an issue stands for itself.
        """
        found: set[int] = set()
        start = 0
        for i in range(1, len(lines) + 1):
            if i < len(lines) and self._may_be_one_title(lines[i - 1], lines[i]):
                continue
            if 1 < i - start <= _LONGEST_TITLE and self._is_title(lines[start]):
                found |= set(range(start + 1, i))
            start = i
        return found

    def indent(self, line: Line) -> float:
        """Return how far from the edge of its column a line begins."""
        return line.left - self.edges[line.page, line.column][0]

    def is_indented(self, line: Line) -> bool:
        """Tell whether a line begins like a paragraph that is indented."""
        return self.em < self.indent(line) < 3.5 * self.em

    def is_full(self, before: Line, line: Line) -> bool:
        """Tell whether what begins ``line`` would not have fitted at the end of ``before``."""
        right = self.edges[before.page, before.column][1]
        word = _FIRST_WORD.match(line.string)
        need = sum(0.55 if character.isascii() else 1.0 for character in word[0]) if word else 1.0
        return before.right + (max(need, 1.0) + 0.6) * before.em > right

    def is_centred(self, before: Line, line: Line) -> bool:
        """Tell whether two lines are both centred."""
        return self._is_centred(before) and self._is_centred(line)

    def _is_next(self, before: Line, line: Line) -> bool:
        step = line.top - before.top
        return 0 < step <= max(1.45 * self.pitch * max(line.em / self.em, 1.0), 2.2 * line.em)

    def _is_nearly_full(self, before: Line, line: Line) -> bool:
        """Tell whether a line of running text leaves no more room than a careless break does."""
        if self.indent(before) > 2.6 * before.em or opens_paragraph(line.string) or _LIST_LABEL.match(before.string):
            return False
        return self.edges[before.page, before.column][1] - before.right < _CARELESS * before.em

    def _is_centred(self, line: Line) -> bool:
        left, right = self.edges[line.page, line.column]
        before, after = line.left - left, right - line.right
        return abs(before - after) < 1.5 * line.em and (before > 1.2 * line.em or line.em > 1.08 * self.em)

    def _may_be_one_title(self, before: Line, line: Line) -> bool:
        return (
            line.is_boxed
            and before.is_boxed
            and not (line.is_tabular or before.is_tabular)
            and _in_one_column(before, line)
            and _of_one_size(before, line)
            and self._is_next(before, line)
            and self.is_centred(before, line)
            and not (opens_paragraph(line.string) or opens_paragraph(before.string) or is_ended(before.string))
            and not (_ROW.search(before.string) or _ROW.search(line.string))
            and (self.is_full(before, line) or not _stand_for_themselves(before.string, line.string))
        )

    def _is_title(self, line: Line) -> bool:
        left, right = self.edges[line.page, line.column]
        return line.em > 1.08 * self.em or line.right - line.left > 0.8 * (right - left)


def _stand_for_themselves(before: str, line: str) -> bool:
    """Tell whether one of two lines is of a kind that is no part of a title."""
    return bool(_DATE_OR_ISSUE.search(before) or _DATE_OR_ISSUE.search(line) or _ISSUE_BEGINS.match(line))


def _in_one_column(before: Line, line: Line) -> bool:
    return (before.page, before.column) == (line.page, line.column)


def _of_one_size(before: Line, line: Line) -> bool:
    """Tell whether two lines are of one size; the em of a line without Chinese characters is a guess."""
    most = 0.05 if before.has_chinese and line.has_chinese else 0.15
    return abs(before.em - line.em) <= most * max(before.em, line.em)


def _all_edges(
    boxed: Sequence[Line], body: Sequence[Line], em: float, pages: Sequence[Page]
) -> dict[tuple[int, int], tuple[float, float]]:
    """Return the edges of every column of every page; those of the whole file where a column has few lines."""
    whole = _edges([line for line in body if not line.column] or body, em, max(page.width or 0.0 for page in pages))
    columns: dict[tuple[int, int], list[Line]] = {}
    for line in boxed:
        columns.setdefault((line.page, line.column), [])
    for line in body:
        columns[line.page, line.column].append(line)
    edges: dict[tuple[int, int], tuple[float, float]] = {}
    for (page, column), here in columns.items():
        areas = pages[page].columns
        if areas:
            own = areas[column - 1 : column] if column else areas
            edges[page, column] = min(area.left for area in own), max(area.right for area in own)
        else:
            edges[page, column] = _edges(here, em, pages[page].width or 0.0) if len(here) >= 8 else whole
    return edges


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
    rights = [line.right for line in lines]
    right = _outermost(rights, em)
    if sum(right - edge <= 1.5 * em for edge in rights) < 3:
        right = max(right, width - left - 2 * em)
    return left, right


def _outermost(rights: Sequence[float], em: float) -> float:
    """Return how far to the right lines usually reach: one that runs into the margin is no measure for the others."""
    counts = Counter(round(2 * right / em) for right in rights)
    most = max(counts.values())
    edge = max(key for key, count in counts.items() if 4 * count >= most)
    return max(right for right in rights if round(2 * right / em) == edge)


def _usual(steps: Sequence[float]) -> float:
    counts = Counter(round(step) for step in steps)
    usual, _ = max(counts.items(), key=lambda item: (item[1], -item[0]))
    return median(step for step in steps if abs(step - usual) <= 1.5)
