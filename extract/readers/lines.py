"""Lines: the visual lines of a file, with what their form tells; furniture and paragraphs are decided on them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..document import Raw

__all__ = ["Line", "columns", "find_lines"]

_BLANK = " \t\r\u3000"
_NAN = float("nan")


@dataclass(slots=True)
class Line:
    """One line that holds something: ``[start, end)`` of the raw text, without the blanks around it.

    ``string`` are its characters, repaired. ``indent`` and ``width`` count columns (a Chinese character takes two),
    ``length`` characters, the blanks before it among them;
    ``left`` to ``em`` are points, NaN where the format has no boxes; ``em`` is the width of one Chinese character.
    """

    start: int
    end: int
    page: int
    string: str
    blanks: int
    """How many empty lines stand before it on its page."""
    after_break: bool
    """Whether a page ended before it: it is the first of its page, or stands below page furniture."""
    indent: int
    width: int
    length: int
    left: float = _NAN
    right: float = _NAN
    top: float = _NAN
    bottom: float = _NAN
    em: float = _NAN
    column: int = 0
    """Which of its page's columns it stands in, from 1; 0 on a page without columns, and for a line across them."""
    has_chinese: bool = False

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
    """Return the lines that hold something, in order; ``string`` is the raw text with its look-alikes repaired."""
    lines: list[Line] = []
    for index, page in enumerate(raw.pages):
        blanks = 0
        opens = True
        columns_at = [(area.span.start, area.span.end, i) for i, area in enumerate(page.columns, 1)]
        for start, end in _lines_between(string, page.span.start, page.span.end):
            content = string[start:end]
            bare = content.strip(_BLANK)
            if not bare:
                blanks += 1
                continue
            first = start + len(content) - len(content.lstrip(_BLANK))
            indent = columns(content[: first - start].replace("\t", "    "))
            line = Line(
                first,
                first + len(bare),
                index,
                bare,
                blanks,
                opens,
                indent,
                indent + columns(bare),
                first - start + len(bare),
            )
            line.column = next((i for begin, stop, i in columns_at if begin <= first < stop), 0)
            lines.append(line)
            blanks, opens = 0, False
    if raw.boxes and lines:
        _measure(lines, string, raw.boxes)
    return lines


def _lines_between(string: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = string.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def _measure(lines: Sequence[Line], string: str, boxes: array[float]) -> None:
    """Give each line its edges and its em from the boxes of its characters."""
    import numpy as np

    edges = np.frombuffer(boxes, dtype=np.float32).reshape(-1, 4)
    codes = np.frombuffer(string.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    chinese = ((codes >= 0x3400) & (codes < 0xA000) & ~np.isnan(edges[:, 0])).astype(np.float64)
    widths = np.where(chinese > 0, edges[:, 2] - edges[:, 0], 0.0)
    # Every second stretch is what stands between two lines.
    bounds = [offset for line in lines for offset in (line.start, line.end)]
    at = np.array(bounds[:-1] if bounds[-1] == len(string) else bounds)
    least = np.fmin.reduceat(edges, at, axis=0)[::2].tolist()
    most = np.fmax.reduceat(edges, at, axis=0)[::2].tolist()
    counts = np.add.reduceat(chinese, at)[::2].tolist()
    sums = np.add.reduceat(widths, at)[::2].tolist()
    for line, low, high, count, total in zip(lines, least, most, counts, sums, strict=True):
        line.left, line.top, line.right, line.bottom = low[0], low[1], high[2], high[3]
        line.em = total / count if count else line.bottom - line.top
        line.has_chinese = bool(count)
