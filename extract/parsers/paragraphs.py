"""Paragraph: one line of the reading text, and what its form alone tells of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from ..span import Span

__all__ = ["Paragraph", "bare_heading", "paragraphs"]

_SENTENCE_END = "。！？；…"
_CLOSING = "”’」』）】》"
_LONGEST_TITLE = 60
_NUMBERING = regex.compile(
    r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]{1,3}部分[：:]?|\d{1,2}[.、．](?!\d)|[●■◆★▲○□◇※*#·]+)\s*"
)
_SYMBOLS = "●■◆★▲○□◇※*#·"
_BRACKETED = regex.compile(r"[【〖\[［<〈《](?P<inner>[^】〗\]］>〉》]{2,30})[】〗\]］>〉》]$")


class Paragraph(NamedTuple):
    """A line of the text, with its span there."""

    string: str
    span: Span

    @property
    def is_sentence(self) -> bool:
        """Whether it is running text: it ends like a sentence, or holds one."""
        return self.string.rstrip(_CLOSING)[-1:] in _SENTENCE_END or "。" in self.string

    @property
    def is_bracketed(self) -> bool:
        """Whether the whole line stands in heading brackets: 【基层动态】."""
        return _BRACKETED.match(self.string) is not None

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a heading's number: 二、."""
        return _NUMBERING.match(self.string) is not None

    @property
    def marker(self) -> str | None:
        """The kind of mark that the line begins with: 一 for 二、, 1 for 3., ● for ●; None without one."""
        mark = _NUMBERING.match(self.string)
        if mark is None:
            return None
        first = mark[0].strip("（(第")[:1]
        return "1" if first.isdigit() else first if first in _SYMBOLS else "一"

    @property
    def is_title(self) -> bool:
        """Whether it has the form of a title: short, one column, without a sentence, not ended like one."""
        return (
            len(self.string) <= _LONGEST_TITLE
            and not self.is_sentence
            and self.string[-1:] not in "：，、"
            and "\t" not in self.string
        )


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text that holds one on a line; empty lines are passed over."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(line, Span(start, start + len(line)))
        start += len(line) + 1


def bare_heading(string: str) -> str:
    """Return a heading without its number and brackets: ``二、【基层动态】`` gives ``基层动态``."""
    rest = string[m.end() :] if (m := _NUMBERING.match(string)) else string
    bracketed = _BRACKETED.match(rest)
    return bracketed["inner"] if bracketed else rest
