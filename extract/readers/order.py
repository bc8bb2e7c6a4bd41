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


class _Row(NamedTuple):
    top: float
    left: float
    order: list[Order]


def in_reading_order(codes: Codes, boxes: Boxes, tables: Iterable[Table] = ()) -> Ordered:
    """Return the characters of a page in reading order."""
    import numpy as np

    codes, boxes = _visible(codes, boxes)
    rest = np.arange(len(codes))
    rows: list[_Row] = []
    for table in tables:
        inside = _within(boxes, rest, table.box)
        rows += _table_rows(codes, boxes, rest[inside], table)
        rest = rest[~inside]
    for line in _lines(boxes, rest):
        line = _without_doubles(codes, boxes, line)
        rows.append(_Row(float(np.median(boxes[line, 1])), float(boxes[line[0], 0]), [_spaced(codes, boxes, line)]))
    rows.sort(key=lambda row: (row.top, row.left))
    newline = np.array([_NEWLINE])
    parts = [part for row in rows for part in (*row.order, newline)]
    order: Order = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    real = order >= 0
    points = np.where(real, codes[np.where(real, order, 0)] if len(codes) else 0, -order).astype("<u4")
    placed = np.full((len(order), 4), np.nan, dtype=np.float32)
    placed[real] = boxes[order[real]]
    return Ordered(points.tobytes().decode("utf-32-le", errors="replace"), placed)


def _visible(codes: Codes, boxes: Boxes) -> tuple[Codes, Boxes]:
    """Return the characters that the page itself has: not those that pdfium made up, nor those without a code."""
    import numpy as np

    codes = np.where((codes == 2) | (codes == 0xFFFE), ord("-"), codes).astype(np.uint32)
    codes = np.where(((codes >= 0xD800) & (codes < 0xE000)) | (codes > 0x10FFFF), 0xFFFD, codes).astype(np.uint32)
    made_up = (boxes[:, 2] - boxes[:, 0] <= 0) & (boxes[:, 3] - boxes[:, 1] <= 0)
    kept = ~made_up & (codes >= 32) & np.isfinite(boxes).all(axis=1)
    return codes[kept], boxes[kept]


def _lines(boxes: Boxes, chosen: Order) -> Iterator[Order]:
    """Yield the characters of each line, from left to right; lines from top to bottom."""
    import numpy as np

    if not len(chosen):
        return
    middle = (boxes[chosen, 1] + boxes[chosen, 3]) / 2
    height = np.maximum(boxes[chosen, 3] - boxes[chosen, 1], 1.0)
    down = np.argsort(middle, kind="stable")
    middle, height, chosen = middle[down], height[down], chosen[down]
    near = np.diff(middle) <= _ONE_LINE * np.minimum(height[1:], height[:-1])
    starts = np.flatnonzero(~near) + 1
    for part in np.split(np.arange(len(chosen)), starts):
        for line in _apart(middle, height, part):
            yield chosen[line][np.argsort(boxes[chosen[line], 0], kind="stable")]


def _apart(middle: Boxes, height: Boxes, part: Order) -> Iterator[Order]:
    """Yield a line, or the lines that a chain of near neighbours wrongly made one."""
    import numpy as np

    if middle[part[-1]] - middle[part[0]] <= 0.9 * float(np.median(height[part])):
        yield part
        return
    start = 0
    for i in range(1, len(part) + 1):
        if i == len(part) or middle[part[i]] - middle[part[start]] > 0.5 * height[part[start]]:
            yield part[start:i]
            start = i


def _without_doubles(codes: Codes, boxes: Boxes, line: Order) -> Order:
    """Return a line without characters printed twice in nearly the same place to look bold."""
    import numpy as np

    if len(line) < 2:
        return line
    width = np.maximum(boxes[line, 2] - boxes[line, 0], 0.1)
    twice = (codes[line[1:]] == codes[line[:-1]]) & (np.diff(boxes[line, 0]) < 0.25 * width[1:])
    return line[np.concatenate(([True], ~twice))]


def _spaced(codes: Codes, boxes: Boxes, line: Order) -> Order:
    """Return a line with a blank for each gap between words, and a tab for each gap between columns."""
    import numpy as np

    if len(line) < 2:
        return line
    width = boxes[line, 2] - boxes[line, 0]
    chinese = codes[line] >= 0x2E80
    em = float(np.median(width[chinese])) if chinese.any() else 0.9 * float(np.median(boxes[line, 3] - boxes[line, 1]))
    gaps = boxes[line[1:], 0] - boxes[line[:-1], 2]
    pairs = chinese[1:] & chinese[:-1]
    usual = max(float(np.median(gaps[pairs])), 0.0) if pairs.sum() > 1 or (pairs.all() and len(line) == 2) else 0.0
    spread = np.where(pairs, usual, 0.0)
    words = ~chinese[1:] & ~chinese[:-1]
    wide = gaps > _WIDE_GAP * em + spread
    narrow = ~wide & (gaps > np.where(words, _WORD_GAP, _GAP) * em + spread)
    blank = codes[line] == 32
    narrow &= ~(blank[1:] | blank[:-1])
    at = np.flatnonzero(wide | narrow)
    return np.insert(line, at + 1, np.where(wide[at], _TAB, _BLANK))


def _within(boxes: Boxes, chosen: Order, box: Sequence[float]) -> NDArray[np.bool_]:
    x0, top, x1, bottom = box
    x, y = (boxes[chosen, 0] + boxes[chosen, 2]) / 2, (boxes[chosen, 1] + boxes[chosen, 3]) / 2
    inside: NDArray[np.bool_] = (x >= x0) & (x <= x1) & (y >= top) & (y <= bottom)
    return inside


def _table_rows(codes: Codes, boxes: Boxes, chosen: Order, table: Table) -> Iterator[_Row]:
    """Yield the rows of a table: its cells parted by tabs, the lines of a cell one after the other."""
    import numpy as np

    for row in table.rows:
        order: list[Order] = []
        for i, cell in enumerate(row):
            inside = _within(boxes, chosen, cell.box)
            if i:
                order.append(np.array([_TAB]))
            lines = [_without_doubles(codes, boxes, line) for line in _lines(boxes, chosen[inside])]
            order += _cell(codes, boxes, lines)
            chosen = chosen[~inside]
        yield _Row(row[0].box.top, row[0].box.x0, order)
    for line in _lines(boxes, chosen):
        yield _Row(float(boxes[line[0], 1]), float(boxes[line[0], 0]), [_spaced(codes, boxes, line)])


def _cell(codes: Codes, boxes: Boxes, lines: Sequence[Order]) -> Iterator[Order]:
    import numpy as np

    for i, line in enumerate(lines):
        if i and all(chr(code).isalpha() and code < 0x250 for code in (codes[lines[i - 1][-1]], codes[line[0]])):
            yield np.array([_BLANK])
        spaced = _spaced(codes, boxes, line)
        yield np.where(spaced == _TAB, _BLANK, spaced)
