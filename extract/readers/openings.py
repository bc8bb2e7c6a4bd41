"""How lines begin and end: what opens a paragraph of its own, what ends a sentence."""

from __future__ import annotations

import re

__all__ = ["CLOSES", "is_ended", "opens_alone", "opens_paragraph"]

_ENDS = "。！？；：…!?;:"
CLOSES = "”’」』）】》〉〕)"
_HEADING = re.compile(r"[【〖［\[《<〈][^】〗］\]》>〉]{1,40}[】〗］\]》>〉]")
_BRACKETED_LINE = re.compile(r"[（(][^（()）]{1,60}[)）]$")
_LABEL = re.compile(r"(?P<label>[\u4e00-\u9fff·　 ]{2,16}?(?:[（(][^（）()]{1,60}[)）])?)\s?[：:]")
#: Labels of the distribution list and of notes: nothing that begins with one goes on anything.
_LIST_LABEL = re.compile(r"(?:[报報送发發呈注註附]|(?:抄|主|分|呈|报|報)[报報送发發]|附件|附注|附註|印发|印發)\s?[：:]")
#: ``要求：`` and ``如下：`` end with a verb or a pointer: they stand inside sentences, labels of paragraphs do not.
_NO_LABEL = re.compile(r"(?:[求出调示明是为下括道说到有称复意]|[一二三四五六七八九十])$")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]{1,3}(?:[章节条部]|部分)|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳]|[●■◆★▲○□◇※◎►▶➢])"
)


def opens_paragraph(string: str) -> bool:
    """Tell whether a line opens a paragraph by its form: a heading in brackets, a label, a number of a list.

    【工作动态】, 某某县：, 报：, 二、, （三）, ● — but not 要求：, which goes on a sentence.
    """
    if opens_alone(string) or _NUMBERED.match(string) or _BRACKETED_LINE.match(string):
        return True
    label = _LABEL.match(string)
    return label is not None and not _NO_LABEL.search(label["label"].rstrip("　 "))


def opens_alone(string: str) -> bool:
    """Tell whether a line can be no part of a sentence: a heading in brackets, a label of the distribution list."""
    heading = _HEADING.match(string)
    bracketed = heading is not None and (string[-1] in "】〗］]》>〉" or string[0] in "【〖")
    return bracketed or _LIST_LABEL.match(string) is not None


def is_ended(string: str) -> bool:
    """Tell whether a line ends as a sentence does, closing marks aside."""
    return string.rstrip(CLOSES)[-1:] in _ENDS
