"""Reading order: the characters of one PDF page, as its stream gives them, put into lines by their boxes.

A page's stream is in no order that a reader could rely on: fonts are mixed, headers come last, cells of a table one
column after the other. So characters are sorted by where they stand: into lines from top to bottom, in a line from
left to right, in a ruled table row by row and cell by cell. Newlines, and blanks for gaps, are the only characters
that no box belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..document import Column
from ..span import Span
from .characters import Characters
from .columns import Region, in_lines, regions
from .tables import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .characters import Boxes, Codes
    from .columns import Mask, Order

__all__ = ["Ordered", "in_reading_order"]

_NEWLINE, _TAB, _BLANK, _WIDE_BLANK = -10, -9, -32, -0x3000
"""Characters that are put in, as negative codes among the indices of those that the page has."""
_CHINESE = 0x2E80
"""The first code point of Chinese characters and their punctuation."""
_WORD_GAP = 0.18
_PAIR_GAP = 0.4
_GAP = 0.8
_WIDE_GAP = 1.6
"""Gaps, in ems: between Latin words; between two Chinese characters; beside one; between columns."""

_ALIKE, _SAME = 3, 0.15
"""So many gaps of a line that differ by less than so many ems are those of justified setting."""


class Ordered(NamedTuple):
    """A page's characters in reading order, four edges for each of them, and the columns that they stand in."""

    string: str
    boxes: Boxes
    columns: tuple[Column, ...] = ()


def in_reading_order(found: Characters, tables: Sequence[Table] = ()) -> Ordered:
    """Return the characters of a page in reading order."""
    import numpy as np

    found = _visible(found)
    parts = regions(found, [table.box for table in tables])
    orders = [_region(found, part.members, tables) for part in parts]
    order = np.concatenate(orders) if orders else np.arange(0)
    real = order >= 0
    points = np.where(real, found.codes[np.where(real, order, 0)], -order) if len(found.codes) else -order
    placed = np.full((len(order), 4), np.nan, dtype=np.float32)
    placed[real] = found.boxes[order[real]]
    string = points.astype("<u4").tobytes().decode("utf-32-le", errors="replace")
    return Ordered(string, placed, _columns(parts, [len(part) for part in orders]))


def _columns(parts: Iterable[Region], lengths: Iterable[int]) -> tuple[Column, ...]:
    columns: list[Column] = []
    at = 0
    for part, length in zip(parts, lengths, strict=True):
        if part.edges is not None:
            columns.append(Column(Span(at, at + length), *part.edges))
        at += length
    return tuple(columns)


def _region(found: Characters, chosen: Order, tables: Iterable[Table]) -> Order:
    """Return the characters of one stretch of a page: the rows of its tables among the lines of its text."""
    import numpy as np

    rows: list[Order] = []
    for table in tables:
        inside = _within(found.boxes, chosen, table.box)
        if inside.any():
            rows += _table_rows(found, chosen[inside], table)
            chosen = chosen[~inside]
    order = _text(found, chosen)
    if not rows:
        return order
    rows += _split_lines(order)
    rows.sort(key=lambda row: _top_left(found.boxes, row))
    return np.concatenate(rows)


def _visible(found: Characters) -> Characters:
    """Return the characters that the page itself has: not those that pdfium made up, nor those without a code."""
    import numpy as np

    codes, boxes = found.codes, found.boxes
    codes = np.where((codes == 2) | (codes == 0xFFFE), ord("-"), codes).astype(np.uint32)
    codes = np.where(((codes >= 0xD800) & (codes < 0xE000)) | (codes > 0x10FFFF), 0xFFFD, codes).astype(np.uint32)
    made_up = (boxes[:, 2] - boxes[:, 0] <= 0) & (boxes[:, 3] - boxes[:, 1] <= 0)
    kept = ~made_up & (codes >= 32) & np.isfinite(boxes).all(axis=1) & np.isfinite(found.baselines)
    return found._replace(codes=codes).chosen(kept)


def _text(found: Characters, chosen: Order) -> Order:
    """Return characters line by line: a newline after each line, a blank or a tab for each gap in it."""
    import numpy as np

    if not len(chosen):
        return chosen
    codes, boxes = found.codes, found.boxes
    chosen, line = in_lines(found, chosen)
    width = np.maximum(boxes[chosen, 2] - boxes[chosen, 0], 0.1)
    same = np.diff(line) == 0
    # What is printed twice in nearly the same place, to look bold, is one character.
    twice = same & (codes[chosen[1:]] == codes[chosen[:-1]]) & (np.diff(boxes[chosen, 0]) < 0.25 * width[1:])
    if twice.any():
        kept = np.concatenate(([True], ~twice))
        chosen, line, width = chosen[kept], line[kept], width[kept]
        same = np.diff(line) == 0
    between = np.where(same, _gaps(codes[chosen], boxes[chosen], width, line), _NEWLINE)
    put_in = np.concatenate((between, [_NEWLINE]))
    idle = (put_in == _TAB) & (codes[chosen] == ord(" "))
    if idle.any():
        before = np.concatenate((idle[1:], [False]))
        put_in = np.where(before, _TAB, put_in)
        chosen, put_in = chosen[~idle], put_in[~idle]
    at = np.flatnonzero(put_in)
    order: Order = np.insert(chosen, at + 1, put_in[at])
    return order


def _gaps(codes: Codes, boxes: Boxes, width: Boxes, line: Order) -> Order:
    """Return for each two neighbours what to put between them: a tab, a blank or nothing (0)."""
    import numpy as np

    chinese = codes >= _CHINESE
    em = np.where(chinese, width, 0.9 * (boxes[:, 3] - boxes[:, 1]))
    em = np.maximum(em[1:], em[:-1])
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    pairs = chinese[1:] & chinese[:-1]
    for number in np.unique(line[1:][pairs & (gaps > _PAIR_GAP * em) & (np.diff(line) == 0)]):
        # The letters of a title can be spaced out: what all gaps of a line have is no gap.
        members = pairs & (line[1:] == number) & (line[:-1] == number)
        if members.sum() > 1 or len(line[line == number]) == 2:
            gaps[members] -= max(float(np.median(gaps[members])), 0.0)
    _close_justified(gaps, em, line, chinese)
    words = ~chinese[1:] & ~chinese[:-1]
    blank = (codes == 32) | (codes == 0x3000)
    free = ~blank[1:] & ~blank[:-1]
    least = np.where(words, _WORD_GAP, np.where(pairs, _PAIR_GAP, _GAP)) * em
    put_in: Order = np.where(free & (gaps > least), np.where(words, _BLANK, _WIDE_BLANK), 0)
    put_in[(_over_blanks(gaps, boxes, codes, line) > _WIDE_GAP * em)] = _TAB
    return put_in


def _over_blanks(gaps: Boxes, boxes: Boxes, codes: Codes, line: Order) -> Boxes:
    """Return the gaps, those after a Latin blank counted from what stands before it: several blanks part columns."""
    import numpy as np

    after = np.flatnonzero((codes[:-1] == 32) & (codes[1:] != 32) & (np.diff(line) == 0))
    if not len(after):
        return gaps
    shown = np.where(codes == 32, 0, np.arange(len(codes)))
    before = np.maximum.accumulate(shown)[after]
    whole = gaps.copy()
    same = line[before] == line[after + 1]
    whole[after[same]] = boxes[after[same] + 1, 0] - boxes[before[same], 2]
    return whole


def _close_justified(gaps: Boxes, em: Boxes, line: Order, chinese: Mask) -> None:
    """Set to nothing the gaps that justified setting makes where digits meet Chinese characters.

    They are alike, at every such place of a line and nowhere else: so no table has them, if there are some of them.
    """
    import numpy as np

    inside = np.diff(line) == 0
    wide = (gaps > _GAP * em) & inside
    numbers, counts = np.unique(line[1:][wide], return_counts=True)
    meeting = (chinese[1:] != chinese[:-1]) & inside
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        here = line[1:] == number
        members = wide & here
        enough = count >= (_ALIKE if (gaps[members] > _WIDE_GAP * em[members]).any() else _ALIKE - 1)
        if enough and np.array_equal(members, meeting & here) and np.ptp(gaps[members]) < _SAME * em[members].max():
            gaps[members] = 0.0


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


def _table_rows(found: Characters, chosen: Order, table: Table) -> Iterator[Order]:
    """Yield the rows of a table that hold something: cells parted by tabs, the lines of a cell run together."""
    import numpy as np

    for row in table.rows:
        parts: list[Order] = []
        for cell in row:
            inside = _within(found.boxes, chosen, cell)
            parts += (_cell(found, chosen[inside]), np.array([_TAB]))
            chosen = chosen[~inside]
        order = np.concatenate((*parts[:-1], [_NEWLINE]))
        if (order >= 0).any():
            yield order
    yield from _split_lines(_text(found, chosen))


def _cell(found: Characters, chosen: Order) -> Order:
    """Return the characters of one cell, its lines run together; only Latin words stay apart."""
    import numpy as np

    lines = [np.where(line == _TAB, _BLANK, line)[:-1] for line in _split_lines(_text(found, chosen))]
    parts: list[Order] = []
    for i, line in enumerate(lines):
        ends = found.codes[lines[i - 1][-1]], found.codes[line[0]]
        if i and all(chr(code).isalpha() and code < 0x250 for code in ends):
            parts.append(np.array([_BLANK]))
        parts.append(line)
    return np.concatenate(parts) if parts else chosen
