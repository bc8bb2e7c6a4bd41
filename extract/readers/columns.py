"""Columns: the lines of a PDF page, and the regions that it is read in where its text stands in columns.

A gutter is a strip that runs down the page and that hardly a line crosses. What does cross it (a title, a paragraph
over the whole width, a table) parts the page into bands, and each band is read column by column. The columns of a
table without rulings are none: their lines do not fill them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..document import Box
from .characters import Characters, is_chinese

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .characters import Boxes

    Order = NDArray[np.int64]
    Mask = NDArray[np.bool_]

__all__ = ["Region", "in_lines", "regions"]

_ONE_LINE = 0.4
"""Baselines that lie closer than this share of the characters' size are those of one line."""
_BIN = 2.0
"""Points of the strips that a page is looked through by."""
_MIDDLE = 0.2
"""No gutter lies in this share of the text's width from its edge."""
_CROSSED = 0.7
"""A gutter is crossed by fewer lines than this share of those elsewhere."""
_NARROWEST = 8.0
_LEAST_GUTTER = 0.9
"""The width of a column and of a gutter, in ems."""
_LEAST_LINES = 4
"""Lines that a column has at least in a band."""
_FREE = 0.3
"""The share of a gutter's width that is free in a line that does not cross it."""
_LEAST_FULL = 3
_FILLED = 0.5
"""How many lines of every column reach both its edges, and which share of one of them."""


class Region(NamedTuple):
    """A stretch of a page that is read from top to bottom; ``edges`` are its left and right if it is a column."""

    members: Order
    edges: tuple[float, float] | None


def in_lines(found: Characters, chosen: Order) -> tuple[Order, Order]:
    """Return characters from top to bottom and from left to right, with the number of the line of each."""
    import numpy as np

    base, size = found.baselines[chosen], _sizes(found, chosen)
    down = np.argsort(base, kind="stable")
    chosen, base, size = chosen[down], base[down], size[down]
    far = np.diff(base) > _ONE_LINE * np.minimum(size[1:], size[:-1])
    line = np.concatenate(([0], np.cumsum(far)))
    starts = np.flatnonzero(np.concatenate(([True], far)))
    ends = np.concatenate((starts[1:], [len(chosen)]))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if base[end - 1] - base[start] > 0.9 * size[start]:
            line = line + _apart(base, size, start, end)
    sort = np.lexsort((found.boxes[chosen, 0], line))
    return chosen[sort], line[sort]


def _sizes(found: Characters, chosen: Order) -> Boxes:
    """Return the sizes of characters: the width of a Chinese one, about the height of another."""
    import numpy as np

    boxes = found.boxes[chosen]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    sizes: Boxes = np.maximum(np.where(is_chinese(found.codes[chosen]), wide, 0.9 * high), 1.0)
    return sizes


def _apart(base: Boxes, size: Boxes, start: int, end: int) -> Order:
    """Return how many lines to add from each character on, to part lines that a chain of near neighbours made one."""
    import numpy as np

    extra: Order = np.zeros(len(base), dtype=np.int64)
    first = start
    for i in range(start, end):
        if base[i] - base[first] > 0.5 * size[first]:
            extra[i:] += 1
            first = i
    return extra


def regions(found: Characters, tables: Sequence[Box]) -> list[Region]:
    """Return the regions of a page in reading order; a page without columns is one."""
    import numpy as np

    everything: Order = np.arange(len(found.codes))
    gutters = _gutters(found) if len(everything) else []
    if not gutters:
        return [Region(everything, None)]
    chosen, line = in_lines(found, everything)
    boxes = found.boxes[chosen]
    middle = (boxes[:, 0] + boxes[:, 2]) / 2
    spans: Mask = np.zeros(int(line.max()) + 1, dtype=bool)
    for left, right in gutters:
        spans |= _crossed(boxes, line, (left, right))
        for x0, top, x1, bottom in tables:
            if x0 < left and x1 > right:
                spans[line[(boxes[:, 1] < bottom) & (boxes[:, 3] > top)]] = True
    column = np.searchsorted([(left + right) / 2 for left, right in gutters], middle) + 1
    # Lines that cross a gutter, or stand between such lines with too few beside them, are in no column.
    band = np.concatenate(([0], np.cumsum(spans[1:] != spans[:-1])))
    column = np.where(_in_columns(line, column, spans, band, len(gutters) + 1)[line], column, 0)
    if not column.any():
        return [Region(everything, None)]
    return _in_bands(chosen, column, boxes, line, gutters)


def _gutters(found: Characters) -> list[tuple[float, float]]:
    """Return left and right of the strips that few lines cross, from left to right."""
    import numpy as np

    visible = found.codes > 32
    left, right = found.boxes[visible, 0], found.boxes[visible, 2]
    if len(left) < 60:
        return []
    em = float(np.median(_sizes(found, np.flatnonzero(visible))))
    start, end = float(np.percentile(left, 1)), float(np.percentile(right, 99))
    if not end - start > 2 * _NARROWEST * em or end - start > 1e5:
        return []
    count = int((end - start) / _BIN) + 1
    first = np.clip(((left - start) / _BIN).astype(int), 0, count)
    last = np.clip(np.ceil((right - start) / _BIN).astype(int), 0, count)
    cover = np.cumsum(np.bincount(first, minlength=count + 1) - np.bincount(last, minlength=count + 1))[:count]
    low = cover < _CROSSED * np.median(cover)
    low[: int(_MIDDLE * count)] = low[count - int(_MIDDLE * count) :] = False
    bounds = np.flatnonzero(np.diff(np.concatenate(([0], low.astype(int), [0])))).reshape(-1, 2)
    strips = [_narrowed(cover, a, b, float(np.median(cover))) for a, b in bounds.tolist()]
    wide = [(start + a * _BIN, start + b * _BIN) for a, b in strips if (b - a) * _BIN >= _LEAST_GUTTER * em]
    return [gutter for gutter in wide if _parts_text(found, visible, gutter, em)]


def _narrowed(cover: Order, start: int, end: int, usual: float) -> tuple[int, int]:
    """Return the part of a strip that fewest lines cross: indents beside a gutter are none of it."""
    import numpy as np

    least = int(cover[start:end].min())
    open_ = np.concatenate(([0], (cover[start:end] <= least + max(2.0, 0.1 * usual)).astype(int), [0]))
    bounds = np.flatnonzero(np.diff(open_)).reshape(-1, 2)
    a, b = max(bounds.tolist(), key=lambda pair: pair[1] - pair[0])
    return start + int(a), start + int(b)


def _parts_text(found: Characters, visible: Mask, gutter: tuple[float, float], em: float) -> bool:
    """Tell whether the lines beside a strip fill the room up to it: text does, the cells of a table do not."""
    import numpy as np

    chosen, line = in_lines(found, np.flatnonzero(visible))
    boxes = found.boxes[chosen]
    beside = ~_crossed(boxes, line, gutter)[line]
    centre = sum(gutter) / 2
    filled: list[float] = []
    for side in (boxes[:, 0] < centre, boxes[:, 0] >= centre):
        members = beside & side
        numbers = line[members]
        if not len(numbers):
            return False
        begins = np.flatnonzero(np.concatenate(([True], np.diff(numbers) > 0)))
        lefts = np.minimum.reduceat(boxes[members, 0], begins)
        rights = np.maximum.reduceat(boxes[members, 2], begins)
        flush = (lefts < lefts.min() + 2.6 * em) & (rights > rights.max() - 1.6 * em)
        if flush.sum() < _LEAST_FULL or rights.max() - lefts.min() < _NARROWEST * em:
            return False
        filled.append(float(flush.mean()))
    return max(filled) >= _FILLED


def _crossed(boxes: Boxes, line: Order, gutter: tuple[float, float]) -> Mask:
    """Return which lines cross a gutter: the room in it is taken, but for a mark that hangs over the edge."""
    import numpy as np

    width = gutter[1] - gutter[0]
    centre, least = (gutter[0] + gutter[1]) / 2, _FREE * width
    before = (boxes[:, 0] + boxes[:, 2]) / 2 < centre
    ends = np.full(int(line.max()) + 1, -np.inf)
    begins = np.full(len(ends), np.inf)
    np.maximum.at(ends, line[before], boxes[before, 2])
    np.minimum.at(begins, line[~before], boxes[~before, 0])
    first, last = np.full(len(ends), np.inf), np.full(len(ends), -np.inf)
    np.minimum.at(first, line, boxes[:, 0])
    np.maximum.at(last, line, boxes[:, 2])
    # A title that is spaced out leaves a gutter free, but stands about its middle, away from both edges.
    room = np.minimum(first - boxes[:, 0].min(), boxes[:, 2].max() - last)
    centred = (np.abs(first + last - 2 * centre) < 2 * width) & (room > 3 * width) & (begins - ends < 4 * width)
    crossed: Mask = centred | (begins - ends < least) | (ends > centre + least / 2) | (begins < centre - least / 2)
    return crossed


def _in_columns(line: Order, column: Order, spans: Mask, band: Order, count: int) -> Mask:
    """Return which lines are read in columns: those of bands that no line crosses, with enough lines in two of them."""
    import numpy as np

    inside: Mask = np.zeros(len(spans), dtype=bool)
    for number in range(int(band.max()) + 1):
        lines = (band == number) & ~spans
        filled = [len(np.unique(line[lines[line] & (column == i)])) >= _LEAST_LINES for i in range(1, count + 1)]
        inside |= lines & (sum(filled) > 1)
    return inside


def _in_bands(
    chosen: Order, column: Order, boxes: Boxes, line: Order, gutters: Sequence[tuple[float, float]]
) -> list[Region]:
    """Return the regions: column by column in each band, what stands across them between the bands."""
    import numpy as np

    edges = {}
    for i in range(1, len(gutters) + 2):
        here = boxes[column == i]
        if len(here):
            edges[i] = float(here[:, 0].min()), float(here[:, 2].max())
    across = np.zeros(int(line.max()) + 1, dtype=bool)
    across[line[column == 0]] = True
    band = np.concatenate(([0], np.cumsum(across[1:] != across[:-1])))[line]
    found: list[Region] = []
    for number in range(int(band.max()) + 1):
        for i in (0, *edges):
            members = chosen[(band == number) & (column == i)]
            if len(members):
                found.append(Region(np.sort(members), edges[i] if i else None))
    return found
