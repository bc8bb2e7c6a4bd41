"""Tables: rows of cells parted by tabs, a head line over them (县区 | 转办 | 重点件).

One column of numbers belongs to the names at the beginning of the rows; the other ones are parts of it, each under its
own head. The unit stands in the cell, in the head (已整改（处）) or in the caption (单位：件). What is refused: rows
without a head line; a row with too few or too many cells is passed over, and its numbers stay unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .pieces import Bracket, Piece
from .tokens import Token

__all__ = ["Cell", "Row", "Table", "caption_of", "table_at"]

#: Heads of a column that only numbers the rows.
_NUMBERING = ("序号", "编号")
_CAPTION_LINES = 2


class Cell(NamedTuple):
    """A number in a row, with the head of its column and the unit that stands there."""

    head: Token
    unit: str
    token: Token


class Row(NamedTuple):
    """A row: its name, and its numbers by column; None where a cell holds none."""

    name: Token
    cells: list[Cell | None]


class Table(NamedTuple):
    """A table: what the names of its rows are, the heads of its columns, its rows, and how many pieces it takes."""

    head: str
    heads: list[str]
    rows: list[Row]
    broken: list[Token]
    """Numbers of rows whose cells do not fit the head."""
    glued: list[tuple[Token, Token]]
    """Names and numbers of rows whose cells ran together: 西山新区12."""
    length: int


def table_at(pieces: list[Piece], start: int) -> Table | None:
    """Return the table that begins with the piece ``start``, None where there is none."""
    if pieces[start].mark != "\t":
        return None
    line = _line(pieces, start)
    columns = [_head(piece) for piece in line]
    heads = [column for column in columns if column is not None]
    if len(heads) < 2 or len(heads) < len(columns):
        return None
    skip = int(heads[0][0].text in _NUMBERING)
    rows: list[Row] = []
    broken: list[Token] = []
    glued: list[tuple[Token, Token]] = []
    at = start + len(line)
    while at < len(pieces):
        cells = _line(pieces, at)
        numbered = skip and len(cells) == len(heads)
        row = _row(cells[1:] if numbered else cells, heads[skip:])
        if row is not None:
            rows.append(row)
        elif rows and (pair := _glued(cells)) is not None:
            glued.append(pair)
        elif rows and len(cells) > 1:
            broken += [token for piece in cells for token in _tokens(piece) if token.kind == "number"]
        else:
            break
        at += len(cells)
    names = [token.text for token, _ in heads[skip:]]
    return Table(names[0], names[1:], rows, broken, glued, at - start) if rows else None


def caption_of(pieces: list[Piece], start: int) -> list[Token]:
    """Return the tokens of the short lines right above a table: its title, and its date and unit."""
    found: list[list[Token]] = []
    line: list[Token] = []
    for piece in reversed(pieces[:start]):
        if piece.mark and piece.mark in "\n。！？\t":
            if line:
                found.append(line)
            if piece.mark != "\n" or len(found) == _CAPTION_LINES:
                line = []
                break
            line = []
        line = [*_tokens(piece), *line]
    found = [*found, line] if line and len(found) < _CAPTION_LINES else found
    captions = []
    for tokens in found:
        if any(token.kind == "number" for token in tokens):
            break
        captions.append(tokens)
    return [token for tokens in reversed(captions) for token in tokens]


def _line(pieces: list[Piece], start: int) -> list[Piece]:
    """Return the pieces up to the end of a line of cells; nothing where another mark stands in it."""
    for end in range(start, len(pieces)):
        if pieces[end].mark != "\t":
            return pieces[start : end + 1] if pieces[end].mark in ("\n", "") else []
    return []


def _tokens(piece: Piece) -> Iterator[Token]:
    for unit in piece.units:
        if isinstance(unit, Bracket):
            for inner in unit.pieces:
                yield from _tokens(inner)
        else:
            yield unit


def _glued(cells: list[Piece]) -> tuple[Token, Token] | None:
    """Return the name and the number of a row whose cells ran together (西山新区12), None for any other row."""
    tokens = list(_tokens(cells[0])) if cells and not any(piece.units for piece in cells[1:]) else []
    if [token.kind for token in tokens] != ["words", "number"] or tokens[1].unit:
        return None
    return tokens[0], tokens[1]


def _words(piece: Piece) -> Token | None:
    unit = piece.units[0] if len(piece.units) == 1 else None
    return unit if isinstance(unit, Token) and unit.kind == "words" else None


def _head(piece: Piece) -> tuple[Token, str] | None:
    """Return the words of a head, and the unit in its brackets."""
    if not piece.units or len(piece.units) > 2:
        return None
    words, *rest = piece.units
    if not isinstance(words, Token) or words.kind != "words":
        return None
    if not rest:
        return words, ""
    unit = rest[0]
    inside = list(_tokens(Piece([unit]))) if isinstance(unit, Bracket) else []
    return (words, "".join(token.text for token in inside)) if inside else None


def _row(cells: list[Piece], heads: list[tuple[Token, str]]) -> Row | None:
    name = _words(cells[0]) if len(cells) == len(heads) > 1 else None
    if name is None:
        return None
    numbers: list[Cell | None] = []
    for piece, (head, unit) in zip(cells[1:], heads[1:], strict=True):
        token = piece.units[0] if len(piece.units) == 1 else None
        number = isinstance(token, Token) and token.kind == "number"
        if not number and any(inner.kind == "number" for inner in _tokens(piece)):
            return None
        numbers.append(Cell(head, unit, token) if number and isinstance(token, Token) else None)
    return Row(name, numbers) if any(numbers) else None
