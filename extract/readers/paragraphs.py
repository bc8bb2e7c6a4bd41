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
from .wrapping import Wrapping

__all__ = ["is_broken", "joined", "opens_paragraph"]

_ENDS = "。！？；：…!?;:"
_CLOSES = "”’」』）】》〉〕)"
_SENTENCE = re.compile(r"[。！？；]")
_HEADING = re.compile(r"[【〖［\[《<〈][^】〗］\]》>〉]{1,40}[】〗］\]》>〉]")
_BRACKETED_LINE = re.compile(r"[（(][^（()）]{1,60}[)）]$")
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff·　 ]{2,16}?(?:[（(][^（）()]{1,60}[)）])?)\s?[：:]")
#: Labels of the distribution list and of notes: nothing that begins with one goes on anything.
_LIST_LABEL = re.compile(r"(?:[报送发呈注附]|(?:抄|主|分|呈|报)[报送发]|附件|附注|印发)\s?[：:]")
#: ``要求：`` and ``如下：`` end with a verb or a pointer: they stand inside sentences, labels of paragraphs do not.
_NO_LABEL = re.compile(r"(?:[求出调示明是为下括道说到有称复意]|[一二三四五六七八九十])$")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}(?:[章节条部]|部分)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|[●■◆★▲○□◇※◎►▶➢])"
)
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
    joins = [False]
    start = 0
    for i, (before, line) in enumerate(pairwise(lines), 1):
        if before.is_tabular or line.is_tabular or _opens_alone(line.string):
            join = False
        else:
            ended = _is_ended(before.string)
            boxed = geometry is not None and before.is_boxed and line.is_boxed
            layout = geometry if boxed else wrapping
            join = layout is not None and layout.goes_on(before, line, ended=ended)
            if join and opens_paragraph(line.string):
                # What looks like a label or a number in the middle of a sentence is one only where paragraphs would
                # have shown their beginning by an indent.
                join = layout is not None and layout.indented and not ended
            if not join and (not boxed or before.page != line.page):
                so_far = "".join(
                    part.string for part in (*lines[start : start + 1], *lines[max(start + 1, i - _RECENT) : i])
                )
                join = is_broken(so_far, line.string, across_pages=line.after_break)
        start = start if join else i
        joins.append(join)
    return joins


def opens_paragraph(string: str) -> bool:
    """Tell whether a line opens a paragraph by its form: a heading in brackets, a label, a number of a list.

    【工作动态】, 某某县：, 报：, 二、, （三）, ● — but not 要求：, which goes on a sentence.
    """
    if _opens_alone(string) or _NUMBERED.match(string) or _BRACKETED_LINE.match(string):
        return True
    label = _LABEL.match(string)
    return label is not None and not _NO_LABEL.search(label["label"].rstrip("　 "))


def _opens_alone(string: str) -> bool:
    """Tell whether a line can be no part of a sentence: a heading in brackets, a label of the distribution list."""
    heading = _HEADING.match(string)
    bracketed = heading is not None and (string[-1] in "】〗］]》>〉" or string[0] in "【〖")
    return bracketed or _LIST_LABEL.match(string) is not None


def is_broken(before: str, line: str, *, across_pages: bool = False) -> bool:
    """Tell whether ``line`` goes on a sentence that was broken, by a page or a careless copy, after ``before``.

    ``…全部落实到`` + ``位，确保按期完成。`` is one; a title has no sentence in it, so nothing goes on a title. Where a
    page is known to end between them (``across_pages``), a comma is sentence enough.
    """
    if opens_paragraph(line) or not _has_sentence(line):
        return False
    if _GOES_ON.match(line) and _SENTENCE.search(before):
        return True
    if _is_ended(before) or before[-1] in _CLOSES:
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


def _is_ended(string: str) -> bool:
    return string.rstrip(_CLOSES)[-1:] in _ENDS
