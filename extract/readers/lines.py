"""Lines: the visual lines of a file, with what their form tells; furniture and paragraphs are decided on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from ..document import Raw

__all__ = ["Line", "columns", "find_lines"]

_BLANK = " \t\r\u3000"
_NAN = float("nan")
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(slots=True)
class Line:
    """One line that holds something: ``[start, end)`` of the raw text, without the blanks around it.

    ``string`` are its characters, repaired. ``indent`` and ``width`` count columns (a Chinese character takes two);
    ``left`` to ``em`` are points, NaN where the format has no boxes; ``em`` is the width of one Chinese character.
    """

    start: int
    end: int
    page: int
    string: str
    blanks: int
    """How many empty lines stand before it on its page."""
    opens_page: bool
    indent: int
    width: int
    left: float = _NAN
    right: float = _NAN
    top: float = _NAN
    bottom: float = _NAN
    em: float = _NAN

    @property
    def is_boxed(self) -> bool:
        """Whether it is known where it stands on its page."""
        return self.left == self.left

    @property
    def is_tabular(self) -> bool:
        """Whether it holds columns: a row of a table, or words set far apart."""
        return "\t" in self.string


def columns(string: str) -> int:
    """Return the columns that a string takes in a fixed-width font."""
    return len(string) if string.isascii() else len(string.encode("gbk", "replace"))


def find_lines(raw: Raw, string: str) -> list[Line]:
    """Return the lines of a file that hold something, in order; ``string`` is the raw text with look-alikes repaired."""
    lines: list[Line] = []
    for index, page in enumerate(raw.pages):
        blanks = 0
        opens = True
        for start, end in _lines_between(string, page.span.start, page.span.end):
            content = string[start:end]
            bare = content.strip(_BLANK)
            if not bare:
                blanks += 1
                continue
            first = start + len(content) - len(content.lstrip(_BLANK))
            indent = columns(content[: first - start].replace("\t", "    "))
            line = Line(first, first + len(bare), index, bare, blanks, opens, indent, indent + columns(bare))
            lines.append(line)
            blanks, opens = 0, False
    if raw.boxes:
        _measure(lines, raw.boxes)
    return lines


def _lines_between(string: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = string.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _measure(lines: Sequence[Line], boxes: Sequence[float]) -> None:
    """Give each line its edges and its em from the boxes of its characters."""
    for line in lines:
        part = boxes[4 * line.start : 4 * line.end]
        lefts = [x for x in part[0::4] if x == x]
        if not lefts:
            continue
        rights = [x for x in part[2::4] if x == x]
        line.left, line.right = min(lefts), max(rights)
        line.top = median(x for x in part[1::4] if x == x)
        line.bottom = median(x for x in part[3::4] if x == x)
        wide = [
            part[4 * m.start() + 2] - part[4 * m.start()]
            for m in _CHINESE.finditer(line.string)
            if part[4 * m.start()] == part[4 * m.start()]
        ]
        line.em = median(wide) if wide else line.bottom - line.top
