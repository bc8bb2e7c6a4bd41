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
from .lines import Line, columns

__all__ = ["is_broken", "joined", "opens_paragraph"]

_ENDS = "。！？；：…!?;:"
_CLOSES = "”’」』）】》〉〕)"
_SENTENCE = re.compile(r"[。！？；]")
_HEADING = re.compile(r"[【〖［\[《<〈][^】〗］\]》>〉]{1,40}[】〗］\]》>〉]")
_BRACKETED_LINE = re.compile(r"[（(][^（()）]{1,60}[)）]$")
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff·（）()　 ]{1,16}?)\s?[：:](?!\d)")
#: ``要求：`` and ``如下：`` end with a verb or a pointer: they stand inside sentences, labels of paragraphs do not.
_NO_LABEL = re.compile(r"(?:[求出调示明是为下括道说到有称复意议分]|[一二三四五六七八九十])$")
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
_NARROWEST, _WIDEST = 30, 160
_SLACK = 4
"""Columns that a wrapped line may lack: a character that did not fit, and a mark that must not begin a line."""


def joined(lines: Sequence[Line], pages: Sequence[Page]) -> list[bool]:
    """Return for each line whether it goes on the paragraph of the line before it."""
    width = _wrap_width(lines)
    indented = _is_indented(lines)
    geometry = Geometry.of(lines, pages)
    joins = [False]
    start = 0
    for i, (before, line) in enumerate(pairwise(lines), 1):
        join = False
        if not (before.is_tabular or line.is_tabular or opens_paragraph(line.string)):
            boxed = geometry is not None and before.is_boxed and line.is_boxed
            if boxed and geometry is not None:
                join = geometry.goes_on(before, line, ended=_is_ended(before.string))
            elif width is not None:
                join = _is_wrapped(before, line, width, indented=indented)
            if not join and (not boxed or before.page != line.page):
                join = is_broken("".join(part.string for part in lines[start:i]), line.string)
        start = start if join else i
        joins.append(join)
    return joins


def opens_paragraph(string: str) -> bool:
    """Tell whether a line opens a paragraph by its form: a heading in brackets, a label, a number of a list.

    【工作动态】, 某某县：, 报：, 二、, （三）, ● — but not 要求：, which goes on a sentence.
    """
    if _HEADING.match(string) and (string[-1] in "】〗］]》>〉" or string[0] in "【〖"):
        return True
    if _NUMBERED.match(string) or _BRACKETED_LINE.match(string):
        return True
    label = _LABEL.match(string)
    return label is not None and not _NO_LABEL.search(label["label"].rstrip("　 "))


def is_broken(before: str, line: str) -> bool:
    """Tell whether ``line`` goes on a sentence that was broken, by a page or a careless copy, after ``before``.

    ``…全部落实到`` + ``位，确保按期完成。`` is one; a title has no sentence in it, so nothing goes on a title.
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
    return (len(before) >= _LONG or _LEAD.match(before) is not None) and not _STARTS_NEWS.match(line)


def _has_sentence(string: str) -> bool:
    return string[-1] in "。！？；" or any(mark in string for mark in "。，；、")


def _is_ended(string: str) -> bool:
    return string.rstrip(_CLOSES)[-1:] in _ENDS


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the columns at which a plain text is wrapped, None where its lines are paragraphs.

    A wrapped text has many lines of nearly the same, greatest width, and half of them stop in mid-sentence.
    """
    widths = sorted((line.width for line in lines if _NARROWEST <= line.width <= _WIDEST), reverse=True)
    if len(widths) < 4 or any(line.is_boxed for line in lines):
        return None
    for width in dict.fromkeys(widths[: max(len(widths) // 4, 1) + 3]):
        full = [line for line in lines if width - _SLACK <= line.width <= width]
        wider = sum(line.width > width for line in lines)
        open_ended = sum(not _is_ended(line.string) for line in full)
        if len(full) >= 3 and wider <= len(full) / 10 and 2 * open_ended >= len(full) and 3 * len(full) >= len(widths):
            return width
    return None


def _is_indented(lines: Sequence[Line]) -> bool:
    """Tell whether paragraphs begin with a blank of two characters: some lines do, and some do not."""
    indented = sum(2 <= line.indent <= 8 for line in lines)
    return 2 <= indented < len(lines)


def _is_wrapped(before: Line, line: Line, width: int, *, indented: bool) -> bool:
    """Tell whether the wrapping of the text, not the end of a paragraph, parts two lines."""
    room = width - before.width
    if room > _SLACK and room >= columns(_first_word(line.string)):
        return False
    if line.blanks and not line.opens_page and (_is_ended(before.string) or not _has_sentence(line.string)):
        return False
    if indented:
        return line.indent < 2
    return not _is_ended(before.string) and line.indent <= before.indent


def _first_word(string: str) -> str:
    """Return what cannot be parted at the beginning of a line: a word or number of ASCII, or one character."""
    match = re.match(r"[!-~]+|.", string)
    return match[0] if match else ""
