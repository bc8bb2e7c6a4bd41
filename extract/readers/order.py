"""Reading order: the characters of one PDF page, as its stream gives them, put into lines by their boxes.

A page's stream is in no order that a reader could rely on: fonts are mixed, headers come last, cells of a table one
column after the other. So characters are sorted by where they stand: into lines from top to bottom, in a line from
left to right, in a ruled table row by row and cell by cell. Newlines, and blanks for gaps, are the only characters
that no box belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from .tables import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Boxes = NDArray[np.float32]
    Order = NDArray[np.int64]

__all__ = ["Ordered", "in_reading_order"]

_NEWLINE, _TAB, _BLANK = -10, -9, -32
"""Characters that are put in, as negative codes among the indices of those that the page has."""
_CHINESE = 0x2E80
"""The first code point of Chinese characters and their punctuation."""
_ONE_LINE = 0.4
"""Centres that lie closer than this share of the characters' height are on one line."""
_WORD_GAP = 0.18
_GAP = 0.8
_WIDE_GAP = 1.6
"""Gaps between Latin words, between Chinese characters, and between columns, in ems."""


class Ordered(NamedTuple):
    """A page's characters in reading order, and four edges for each of them."""

    string: str
    boxes: Boxes


def in_reading_order(codes: Codes, boxes: Boxes, tables: Iterable[Table] = ()) -> Ordered:
    """Return the characters of a page in reading order."""
    import numpy as np

    codes, boxes = _visible(codes, boxes)
    rest: Order = np.arange(len(codes))
    rows: list[Order] = []
    for table in tables:
        inside = _within(boxes, rest, table.box)
        rows += _table_rows(codes, boxes, rest[inside], table)
        rest = rest[~inside]
    order = _text(codes, boxes, rest)
    if rows:
        rows += _split_lines(order)
        rows.sort(key=lambda row: _top_left(boxes, row))
        order = np.concatenate(rows)
    real = order >= 0
    points = np.where(real, codes[np.where(real, order, 0)], -order) if len(codes) else -order
    placed = np.full((len(order), 4), np.nan, dtype=np.float32)
    placed[real] = boxes[order[real]]
    return Ordered(points.astype("<u4").tobytes().decode("utf-32-le", errors="replace"), placed)


def _visible(codes: Codes, boxes: Boxes) -> tuple[Codes, Boxes]:
    """Return the characters that the page itself has: not those that pdfium made up, nor those without a code."""
    import numpy as np

    codes = np.where((codes == 2) | (codes == 0xFFFE), ord("-"), codes).astype(np.uint32)
    codes = np.where(((codes >= 0xD800) & (codes < 0xE000)) | (codes > 0x10FFFF), 0xFFFD, codes).astype(np.uint32)
    made_up = (boxes[:, 2] - boxes[:, 0] <= 0) & (boxes[:, 3] - boxes[:, 1] <= 0)
    kept = ~made_up & (codes >= 32) & np.isfinite(boxes).all(axis=1)
    return codes[kept], boxes[kept]


def _text(codes: Codes, boxes: Boxes, chosen: Order) -> Order:
    """Return characters line by line: a newline after each line, a blank or a tab for each gap in it."""
    import numpy as np

    if not len(chosen):
        return chosen
    chosen, line = _in_lines(boxes, chosen)
    width = np.maximum(boxes[chosen, 2] - boxes[chosen, 0], 0.1)
    same = np.diff(line) == 0
    # What is printed twice in nearly the same place, to look bold, is one character.
    twice = same & (codes[chosen[1:]] == codes[chosen[:-1]]) & (np.diff(boxes[chosen, 0]) < 0.25 * width[1:])
    if twice.any():
        kept = np.concatenate(([True], ~twice))
        chosen, line, width = chosen[kept], line[kept], width[kept]
        same = np.diff(line) == 0
    put_in = np.concatenate((np.where(same, _gaps(codes[chosen], boxes[chosen], width, line), _NEWLINE), [_NEWLINE]))
    at = np.flatnonzero(put_in)
    order: Order = np.insert(chosen, at + 1, put_in[at])
    return order


def _in_lines(boxes: Boxes, chosen: Order) -> tuple[Order, Order]:
    """Return characters from top to bottom and from left to right, with the number of the line of each."""
    import numpy as np

    middle = (boxes[chosen, 1] + boxes[chosen, 3]) / 2
    height = np.maximum(boxes[chosen, 3] - boxes[chosen, 1], 1.0)
    down = np.argsort(middle, kind="stable")
    chosen, middle, height = chosen[down], middle[down], height[down]
    far = np.diff(middle) > _ONE_LINE * np.minimum(height[1:], height[:-1])
    line = np.concatenate(([0], np.cumsum(far)))
    starts = np.flatnonzero(np.concatenate(([True], far)))
    ends = np.concatenate((starts[1:], [len(chosen)]))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if middle[end - 1] - middle[start] > 0.9 * height[start]:
            line = line + _apart(middle, height, start, end)
    sort = np.lexsort((boxes[chosen, 0], line))
    return chosen[sort], line[sort]


def _apart(middle: Boxes, height: Boxes, start: int, end: int) -> Order:
    """Return how many lines to add from each character on, to part lines that a chain of near neighbours made one."""
    import numpy as np

    extra: Order = np.zeros(len(middle), dtype=np.int64)
    first = start
    for i in range(start, end):
        if middle[i] - middle[first] > 0.5 * height[first]:
            extra[i:] += 1
            first = i
    return extra


def _gaps(codes: Codes, boxes: Boxes, width: Boxes, line: Order) -> Order:
    """Return for each two neighbours what to put between them: a tab, a blank or nothing (0)."""
    import numpy as np

    chinese = codes >= _CHINESE
    em = np.where(chinese, width, 0.9 * (boxes[:, 3] - boxes[:, 1]))
    em = np.maximum(em[1:], em[:-1])
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    pairs = chinese[1:] & chinese[:-1]
    for number in np.unique(line[1:][pairs & (gaps > _GAP * em) & (np.diff(line) == 0)]):
        # The letters of a title can be spaced out: what all gaps of a line have is no gap.
        members = pairs & (line[1:] == number) & (line[:-1] == number)
        if members.sum() > 1 or len(line[line == number]) == 2:
            gaps[members] -= max(float(np.median(gaps[members])), 0.0)
    words = ~chinese[1:] & ~chinese[:-1]
    blank = (codes == 32) | (codes == 0x3000)
    wide = gaps > _WIDE_GAP * em
    narrow = (gaps > np.where(words, _WORD_GAP, _GAP) * em) & ~blank[1:] & ~blank[:-1]
    put_in: Order = np.where(wide, _TAB, np.where(narrow, _BLANK, 0))
    return put_in


def _split_lines(order: Order) -> list[Order]:
    import numpy as np

    return [part for part in np.split(order, np.flatnonzero(order == _NEWLINE) + 1) if len(part)]


def _top_left(boxes: Boxes, row: Order) -> tuple[float, float]:
    import numpy as np

    real = row[row >= 0]
    return (float(np.median(boxes[real, 1])), float(boxes[real[0], 0])) if len(real) else (0.0, 0.0)


def _within(boxes: Boxes, chosen: Order, box: Sequence[float]) -> NDArray[np.bool_]:
    x0, top, x1, bottom = box
    x, y = (boxes[chosen, 0] + boxes[chosen, 2]) / 2, (boxes[chosen, 1] + boxes[chosen, 3]) / 2
    inside: NDArray[np.bool_] = (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return inside


def _table_rows(codes: Codes, boxes: Boxes, chosen: Order, table: Table) -> Iterator[Order]:
    """Yield the rows of a table that hold something: cells parted by tabs, the lines of a cell run together."""
    import numpy as np

    for row in table.rows:
        parts: list[Order] = []
        for cell in row:
            inside = _within(boxes, chosen, cell.box)
            parts += (_cell(codes, boxes, chosen[inside]), np.array([_TAB]))
            chosen = chosen[~inside]
        order = np.concatenate((*parts[:-1], [_NEWLINE]))
        if (order >= 0).any():
            yield order
    yield from _split_lines(_text(codes, boxes, chosen))


def _cell(codes: Codes, boxes: Boxes, chosen: Order) -> Order:
    """Return the characters of one cell, its lines run together; only Latin words stay apart."""
    import numpy as np

    lines = [np.where(line == _TAB, _BLANK, line)[:-1] for line in _split_lines(_text(codes, boxes, chosen))]
    parts: list[Order] = []
    for i, line in enumerate(lines):
        if i and all(chr(code).isalpha() and code < 0x250 for code in (codes[lines[i - 1][-1]], codes[line[0]])):
            parts.append(np.array([_BLANK]))
        parts.append(line)
    return np.concatenate(parts) if parts else chosen
