"""Blocks: the lines and tables of a file without pages of its own (Word, HTML), and the raw text that they make.

A row of a table is one line, its cells parted by tabs, as the rows of ruled tables in a PDF are. A merged cell stands
once: where its row begins, or, in a head of several rows, in the last of them, so that this row names every column.
What only looks like a table (a frame of one cell, tables within a cell, columns of paragraphs side by side) gives its
lines one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from ..document import Notice, Page, Raw
from ..span import Span
from .limits import Limits

__all__ = ["PAGE_BREAK", "Block", "Cell", "Table", "is_ruled", "raw_of"]

PAGE_BREAK = "\f"
_GAPS = re.compile(r"[\t\n\f\r ]+")
_LATIN_END = re.compile(r"[0-9A-Za-z.,;:%)]\Z")
_LATIN_START = re.compile(r"[0-9A-Za-z(]")
_WIDEST = 1_000
"""Rows or columns that one cell spans at most; HTML allows as many columns."""


class Cell(NamedTuple):
    """A cell: what stands in it, and how many columns and rows it spans."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


class Table(NamedTuple):
    """A table: its rows of cells from left to right; what a cell of a row above covers is left out."""

    rows: tuple[tuple[Cell, ...], ...]


#: A line of text (PAGE_BREAK: a page ends here) or a table.
Block: TypeAlias = str | Table


def raw_of(blocks: Iterable[Block], uri: str, limits: Limits, notices: tuple[Notice, ...] = ()) -> Raw:
    """Return the raw text of blocks: a newline after each line, a page for each page break that text follows.

    Raises LimitExceeded.
    """
    parts: list[str] = []
    starts = [0]
    length = 0
    breaks = False
    for line in _lines(blocks):
        if line == PAGE_BREAK:
            breaks = True
            continue
        if breaks and line.strip():
            if length:
                starts.append(length)
            breaks = False
        parts.append(line + "\n")
        length += len(line) + 1
        if length > limits.characters:
            limits.demand("characters", length, uri)
    limits.demand("pages", len(starts), uri)
    bounds = pairwise([*starts, length])
    pages = tuple(Page(number, None, None, Span(start, end)) for number, (start, end) in enumerate(bounds, 1))
    return Raw("".join(parts), pages, notices=notices)


def is_ruled(table: Table) -> bool:
    """Tell whether a table holds rows and columns of data, and does not only place things on a page."""
    rows = [row for row in table.rows if len(row) > 1]
    if not rows or any(_nests(cell) for row in table.rows for cell in row):
        return False
    return len(rows) > 1 or all(len(list(_filled(cell))) < 2 for cell in rows[0])


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _table_lines(block)
        elif block == PAGE_BREAK:
            yield block
        else:
            yield from block.split("\n")


def _table_lines(table: Table) -> Iterator[str]:
    ruled = is_ruled(table)
    for row in _settled(table):
        if ruled and len(row) > 1:
            yield "\t".join(_text(cell) for cell in row)
        elif any(_nests(cell) for cell in row) or len(row) == 1 or len(table.rows) == 1:
            for cell in row:
                yield from (line for line in _lines(cell.blocks) if line != PAGE_BREAK)
        else:
            yield "\t".join(_text(cell) for cell in row)


def _settled(table: Table) -> Iterator[list[Cell]]:
    """Yield the rows; in a head of several rows, a cell that reaches down to the last of them stands there."""
    placed = list(_placed(table))
    first = next((i for i, row in enumerate(table.rows) if len(row) > 1), len(table.rows))
    head = [cell for row, _, cell in placed if row == first]
    height = max((cell.rows for cell in head), default=1) if any(cell.columns > 1 for cell in head) else 1
    rows: list[list[tuple[int, Cell]]] = [[] for _ in table.rows]
    for row, column, cell in placed:
        in_head = first <= row < first + height
        rows[min(row + cell.rows - 1, len(rows) - 1) if in_head else row].append((column, cell))
    for members in rows:
        yield [cell for _, cell in sorted(members, key=lambda member: member[0])]


def _placed(table: Table) -> Iterator[tuple[int, int, Cell]]:
    """Yield each cell with its row and column on the grid."""
    covered: dict[int, int] = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while covered.get(column, 0) > number:
                column += 1
            yield number, column, cell
            for spanned in range(column, column + min(cell.columns, _WIDEST)):
                covered[spanned] = number + min(cell.rows, _WIDEST)
            column += min(cell.columns, _WIDEST)


def _nests(cell: Cell) -> bool:
    return any(isinstance(block, Table) and _cells(block) > 1 for block in cell.blocks)


def _cells(table: Table) -> int:
    return sum(len(row) for row in table.rows)


def _filled(cell: Cell) -> Iterator[str]:
    """Yield the lines of a cell that hold something."""
    for line in _lines(cell.blocks):
        if string := _GAPS.sub(" ", line).strip(" \u3000\u00a0"):
            yield string


def _text(cell: Cell) -> str:
    """Return the lines of a cell run together, with a blank where two words or numbers would become one."""
    lines: Sequence[str] = list(_filled(cell))
    text = "".join(lines[:1])
    for line in lines[1:]:
        text += f" {line}" if _LATIN_END.search(text) and _LATIN_START.match(line) else line
    return text
