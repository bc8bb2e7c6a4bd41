"""Paragraphs: which lines go on the paragraph before them.

Three kinds of evidence, each a function of two neighbouring lines: their words (a sentence that a page broke goes on),
their columns (a text wrapped at a fixed width), their boxes (a PDF). A line that opens something of its own, a heading
in brackets, a label, a number of a list, goes on nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..document import Page
from .geometry import Geometry
from .lines import Line
from .openings import CLOSES, is_ended, opens_alone, opens_paragraph
from .wrapping import Wrapping

__all__ = ["is_broken", "joined"]

_SENTENCE = re.compile(r"[。！？；]")
#: No paragraph begins with 并 as the conjunction: what does goes on the sentence before.
_GOES_ON = re.compile(r"并(?:[与对就将向在要及于按由]|且|同时|进行)")
_DATE = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_LEAD = re.compile(rf"(?:[\u4e00-\u9fff]{{2,12}}[：:]\s*)?(?:{_DATE}|近日|日前|连日来|最近|近期|截至|截止)")
_STARTS_NEWS = re.compile(rf"(?:{_DATE}|近日|日前|截至|截止)")
_LONG = 40
"""A line of so many characters with a comma in it is no title."""
_RECENT = 8
"""Lines of a paragraph that are looked at beside its first."""


def joined(lines: Sequence[Line], pages: Sequence[Page]) -> list[bool]:
    """Return for each line whether it goes on the paragraph of the line before it."""
    wrapping = Wrapping.of(lines)
    geometry = Geometry.of(lines, pages)
    titles = geometry.titles(lines) if geometry is not None else set[int]()
    joins = [False]
    start = 0
    for i, (before, line) in enumerate(pairwise(lines), 1):
        join = by_words = False
        if _stands_alone(before, line):
            pass
        elif geometry is not None and before.is_boxed and line.is_boxed:
            join = i in titles or _goes_on_by_place(before, line, geometry)
            by_words = before.page != line.page
        else:
            join = _goes_on_by_width(before, line, wrapping)
            by_words = True
        if not join and by_words:
            so_far = (*lines[start : start + 1], *lines[max(start + 1, i - _RECENT) : i])
            join = is_broken("".join(part.string for part in so_far), line.string, across_pages=line.after_break)
        start = start if join else i
        joins.append(join)
    return joins


def _stands_alone(before: Line, line: Line) -> bool:
    return before.is_tabular or line.is_tabular or opens_alone(line.string)


def _goes_on_by_place(before: Line, line: Line, geometry: Geometry) -> bool:
    """Tell whether a line of a PDF goes on the one before it.

    What looks like a label or a number is one only where paragraphs would have shown their beginning by an indent.
    """
    ended = is_ended(before.string)
    if not geometry.goes_on(before, line, ended=ended):
        return False
    if not opens_paragraph(line.string):
        return True
    return geometry.surely_goes_on(before, line) or (geometry.indented and not ended)


def _goes_on_by_width(before: Line, line: Line, wrapping: Wrapping | None) -> bool:
    """Tell whether a line of a text that is wrapped at a width goes on the one before it."""
    ended = is_ended(before.string)
    if wrapping is None or not wrapping.goes_on(before, line, ended=ended):
        return False
    return not opens_paragraph(line.string) or (wrapping.indented and not ended)


def is_broken(before: str, line: str, *, across_pages: bool = False) -> bool:
    """Tell whether ``line`` goes on a sentence that was broken, by a page or a careless copy, after ``before``.

    ``…全部落实到`` + ``位，确保按期完成。`` is one; a title has no sentence in it, so nothing goes on a title. Where a
    page is known to end between them (``across_pages``), a comma is sentence enough.
    """
    if opens_paragraph(line) or not _has_sentence(line):
        return False
    if _GOES_ON.match(line) and _SENTENCE.search(before):
        return True
    if is_ended(before) or before[-1] in CLOSES:
        return False
    if before[-1] in "，、" and len(before) >= 10:
        return True
    if _SENTENCE.search(before):
        return True
    if "，" not in before and "," not in before:
        return False
    return (across_pages or len(before) >= _LONG or _LEAD.match(before) is not None) and not _STARTS_NEWS.match(line)


def _has_sentence(string: str) -> bool:
    return string[-1] in "。！？；" or any(mark in string for mark in "。，；、")
