"""Tables: rows of cells parted by tabs, a head line over them (县区 | 转办 | 重点件).

The first column of numbers belongs to the names at the beginning of the rows; the other ones are parts of it, each
under its own head. What is refused: rows without a head line, and columns whose head says nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from .pieces import Piece
from .tokens import Token

__all__ = ["Cell", "Row", "Table", "table_at"]

#: Heads of a column that only numbers the rows.
_NUMBERING = ("序号", "编号")


class Cell(NamedTuple):
    """A number in a row, with the head of its column."""

    head: str
    token: Token


class Row(NamedTuple):
    """A row: its name, and its numbers."""

    name: Token
    cells: list[Cell]


class Table(NamedTuple):
    """A table: what the names of its rows are, its rows, and how many pieces it takes."""

    head: str
    rows: list[Row]
    length: int


def table_at(pieces: list[Piece], start: int) -> Table | None:
    """Return the table that begins with the piece ``start``, None where there is none."""
    if pieces[start].mark != "\t":
        return None
    line = _line(pieces, start)
    head = [_words(piece) for piece in line]
    if len(head) < 2 or not all(head):
        return None
    names = [cell.text for cell in head if cell is not None]
    skip = int(names[0] in _NUMBERING)
    rows: list[Row] = []
    at = start + len(line)
    while at < len(pieces):
        cells = _line(pieces, at)
        numbered = skip and len(cells) == len(names)
        row = _row(cells[1:] if numbered else cells, names[skip:])
        if row is None:
            break
        rows.append(row)
        at += len(cells)
    return Table(names[skip], rows, at - start) if rows else None


def _line(pieces: list[Piece], start: int) -> list[Piece]:
    """Return the pieces up to the end of a line of cells; nothing where another mark stands in it."""
    for end in range(start, len(pieces)):
        if pieces[end].mark != "\t":
            return pieces[start : end + 1] if pieces[end].mark in ("\n", "") else []
    return []


def _words(piece: Piece) -> Token | None:
    unit = piece.units[0] if len(piece.units) == 1 else None
    return unit if isinstance(unit, Token) and unit.kind == "words" else None


def _row(cells: list[Piece], names: list[str]) -> Row | None:
    name = _words(cells[0]) if len(cells) == len(names) > 1 else None
    if name is None:
        return None
    numbers: list[Cell] = []
    for piece, head in zip(cells[1:], names[1:], strict=True):
        unit = piece.units[0] if len(piece.units) == 1 else None
        if not isinstance(unit, Token) or unit.kind != "number":
            return None
        numbers.append(Cell(head, unit))
    return Row(name, numbers)
