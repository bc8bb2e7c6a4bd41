"""The reading text: raw characters repaired, page furniture gone, one paragraph a line.

All of it is one list of edits on the raw text, so that every character keeps its origin: line ends inside a paragraph
go (between Latin words they become a blank), line ends between paragraphs stay, blanks around a line go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from ..document import Raw
from ..text import Edit, Text
from .furniture import furniture
from .lines import Line, find_lines
from .paragraphs import joined
from .repair import same_length, unseen

__all__ = ["reading_text"]

_WORD_ENDS = re.compile(r"[A-Za-z,.;:!?)]")
_WORD_BEGINS = re.compile(r"[A-Za-z(]")


def reading_text(raw: Raw) -> Text:
    """Return the reading text of a file; its origins are offsets in ``raw.string``."""
    string = same_length(raw.string)
    hidden = list(unseen(string))
    # Lines are judged without what nobody sees: a blank of the same length stands for it while they are.
    visible = _blanked(string, hidden) if hidden else string
    lines = find_lines(raw, visible)
    gone = furniture(lines, raw.pages)
    for i in gone:
        if i + 1 < len(lines):
            lines[i + 1].after_break = True
    kept = [line for i, line in enumerate(lines) if i not in gone]
    text = Text(string, Text.of(raw.string).runs)
    if not kept:
        return text.edit([Edit(0, len(string), "")])
    gaps = list(_gaps(kept, joined(kept, raw.pages), string))
    return text.edit(merge(gaps, _outside(hidden, gaps)))


def _blanked(string: str, hidden: list[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for edit in hidden:
        parts.append(string[at : edit.start])
        parts.append(string[edit.start : edit.end] if edit.replacement else " ")
        at = edit.end
    parts.append(string[at:])
    return "".join(parts)


def _gaps(lines: list[Line], joins: list[bool], string: str) -> Iterator[Edit]:
    """Yield the edits of what stands between the lines; ``joins[i]`` tells whether line i goes on line i − 1."""
    at = 0
    for line, join in zip(lines, joins, strict=True):
        if at == 0:
            if line.start:
                yield Edit(0, line.start, "")
        else:
            yield from _gap(at, line.start, string, join)
        at = line.end
    if at < len(string):
        yield Edit(at, len(string), "")


def _gap(start: int, end: int, string: str, join: bool) -> Iterator[Edit]:
    """Yield the edits that make ``[start, end)`` nothing, a blank or one newline that has a newline as its origin."""
    newline = string.find("\n", start, end)
    if join and not (_WORD_ENDS.match(string, start - 1) and _WORD_BEGINS.match(string, end)):
        yield Edit(start, end, "")
        return
    if newline < 0:
        yield Edit(start, end, " " if join else "\n")
        return
    if start < newline:
        yield Edit(start, newline, "")
    if join:
        yield Edit(newline, newline + 1, " ")
    if newline + 1 < end:
        yield Edit(newline + 1, end, "")


def _outside(hidden: list[Edit], gaps: list[Edit]) -> Iterator[Edit]:
    """Yield the edits of ``hidden`` that no gap swallows."""
    rest = iter(gaps)
    gap = next(rest, None)
    for edit in hidden:
        while gap is not None and gap.end <= edit.start:
            gap = next(rest, None)
        if gap is None or edit.end <= gap.start:
            yield edit
