"""Tables: rows of cells parted by tabs, with one or two head lines over them (县区 | 转办 | 重点件).

One column of numbers belongs to the names at the beginning of the rows; the other ones are parts of it, each under its
own head. The unit stands in the cell, in the head (已整改（处）) or in the caption (单位：件). A head may span several
columns, each with a head of its own below it; a table may be folded, its columns set side by side twice or more. What
is refused: rows without a head line; a row with too few or too many cells is passed over, and its numbers stay unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .pieces import Bracket, Piece
from .tokens import Token
from .vocabulary import Vocabulary

__all__ = ["Cell", "Head", "Row", "Table", "caption_of", "table_at"]

#: Heads of a column that only numbers the rows.
_NUMBERING = ("序号", "编号")
#: Kinds of tokens that the words of a head are made of.
_HEADING = ("words", "date", "time", "batch", "round")
_CAPTION_LINES = 2
#: Cells of a line; what has more is no table of a bulletin.
_CELLS = 300
_MOST_FOLDS = 4


class Head(NamedTuple):
    """The head of a column: its words with their tokens, the unit in its brackets, and the head that spans it."""

    text: str
    tokens: tuple[Token, ...] = ()
    unit: str = ""
    above: str = ""


class Cell(NamedTuple):
    """A number in a row, with the head of its column."""

    head: Head
    token: Token


class Row(NamedTuple):
    """A row: its name, and its numbers by column; None where a cell holds none."""

    name: Token
    cells: list[Cell | None]


class Table(NamedTuple):
    """A table: what the names of its rows are, the heads of its columns, its rows, and how many pieces it takes."""

    head: str
    heads: list[Head]
    rows: list[Row]
    broken: list[Token]
    """Numbers of rows whose cells do not fit the head."""
    glued: list[tuple[Token, Token]]
    """Names and numbers of rows whose cells ran together: 西山新区12."""
    length: int


def table_at(pieces: list[Piece], start: int, words: Vocabulary) -> Table | None:
    """Return the table that begins with the piece ``start``, None where there is none."""
    first = _heads(_line(pieces, start)) if pieces[start].mark == "\t" else None
    if first is None or sum(bool(head.text) for head in first) < 2:
        return None
    at = start + len(first)
    second = _heads(_line(pieces, at)) if at < len(pieces) else None
    below = _line(pieces, at + len(second)) if second and at + len(second) < len(pieces) else []
    heads = _spanned(first, second, len(below), words) if second and _numbered(below) else None
    if heads is not None and second is not None:
        at += len(second)
    heads = heads or first
    if not all(head.text for head in heads):
        return None
    folds = _folds(heads)
    heads = heads[: len(heads) // folds]
    skip = int(heads[0].text in _NUMBERING)
    rows: list[Row] = []
    broken: list[Token] = []
    glued: list[tuple[Token, Token]] = []
    while at < len(pieces):
        line = _line(pieces, at)
        found = _rows(line, heads, folds, skip)
        if found:
            rows += found
        elif rows and (pair := _glued(line)) is not None:
            glued.append(pair)
        elif rows and len(line) > 1:
            broken += [token for piece in line for token in _tokens(piece) if token.kind == "number"]
        else:
            break
        at += len(line)
    return Table(heads[skip].text, heads[skip + 1 :], rows, broken, glued, at - start) if rows else None


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
    """Return the pieces up to the end of a line of cells; nothing where another mark ends it, or its end is far."""
    for end in range(start, min(start + _CELLS, len(pieces))):
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


def _numbered(line: list[Piece]) -> bool:
    return any(token.kind == "number" for piece in line for token in _tokens(piece))


def _heads(line: list[Piece]) -> list[Head] | None:
    """Return the heads in a line, an empty one for an empty cell; None where a cell is no head."""
    heads = [_head(piece) for piece in line]
    return [head for head in heads if head is not None] if heads and None not in heads else None


def _head(piece: Piece) -> Head | None:
    """Return the words of a head, and the unit in its brackets."""
    words = [unit for unit in piece.units if isinstance(unit, Token)]
    brackets = [unit for unit in piece.units if isinstance(unit, Bracket)]
    if any(token.kind not in _HEADING for token in words) or len(brackets) > 1 or (brackets and not words):
        return None
    inside = list(_tokens(Piece(list(brackets))))
    if any(token.kind == "number" for token in inside):
        return None
    return Head("".join(token.text for token in words), tuple(words), "".join(token.text for token in inside))


def _spanned(first: list[Head], second: list[Head], width: int, words: Vocabulary) -> list[Head] | None:
    """Return the heads of two lines as one: the columns of the second line stand below one head of the first.

    An empty cell behind a head is spanned by it; where the first line has no cells for the spanned columns, the head
    that spans them is the one that names a dimension (污染类型). None where it cannot be told.
    """
    if len(first) == len(second) == width:
        return _below(first, second)
    named = [head for head in second if head.text]
    if len(first) == width:
        runs = [i for i, head in enumerate(first) if head.text and _run(first, i) == len(named)]
        return _under(first, runs[0], len(named), named) if len(runs) == 1 else None
    if len(first) - 1 + len(named) == width:
        spanning = [i for i, head in enumerate(first) if i and words.dimension_named(head.text) is not None]
        return _under(first, spanning[0], 1, named) if len(spanning) == 1 else None
    return None


def _below(first: list[Head], second: list[Head]) -> list[Head]:
    heads: list[Head] = []
    above = ""
    for upper, lower in zip(first, second, strict=True):
        above = upper.text or above
        heads.append(lower._replace(above=above, unit=lower.unit or upper.unit) if lower.text else upper)
    return heads


def _run(heads: list[Head], start: int) -> int:
    """Return how many columns a head spans: itself and the empty cells behind it."""
    end = start + 1
    while end < len(heads) and not heads[end].text:
        end += 1
    return end - start


def _under(first: list[Head], at: int, width: int, second: list[Head]) -> list[Head]:
    spanning = first[at]
    below = [head._replace(above=spanning.text, unit=head.unit or spanning.unit) for head in second]
    return [*first[:at], *below, *first[at + width :]]


def _folds(heads: list[Head]) -> int:
    """Return how often the same heads stand side by side."""
    texts = [(head.text, head.unit) for head in heads]
    for folds in range(_MOST_FOLDS, 1, -1):
        width = len(texts) // folds
        if width > 1 and width * folds == len(texts) and texts == texts[:width] * folds:
            return folds
    return 1


def _glued(cells: list[Piece]) -> tuple[Token, Token] | None:
    """Return the name and the number of a row whose cells ran together (西山新区12), None for any other row."""
    tokens = list(_tokens(cells[0])) if cells and not any(piece.units for piece in cells[1:]) else []
    if [token.kind for token in tokens] != ["words", "number"] or tokens[1].unit:
        return None
    return tokens[0], tokens[1]


def _rows(line: list[Piece], heads: list[Head], folds: int, skip: int) -> list[Row]:
    """Return the rows of a line, several where the table is folded; nothing where one of them does not fit."""
    if folds == 1 and skip and len(line) == len(heads) - skip:
        heads, skip = heads[skip:], 0
    width = len(heads)
    if width < 2 or len(line) > width * folds or (folds == 1 and len(line) < width):
        return []
    parts = [line[at : at + width] for at in range(0, len(line), width)]
    parts = [part for part in parts if any(piece.units for piece in part)]
    rows = [_row(part[skip:], heads[skip:]) if len(part) == width else None for part in parts]
    return [row for row in rows if row is not None] if None not in rows else []


def _row(cells: list[Piece], heads: list[Head]) -> Row | None:
    unit = cells[0].units[0] if cells[0].units else None
    if not isinstance(unit, Token) or unit.kind != "words" or any(t.kind == "number" for t in _tokens(cells[0])):
        return None
    numbers: list[Cell | None] = []
    for piece, head in zip(cells[1:], heads[1:], strict=True):
        token = piece.units[0] if len(piece.units) == 1 else None
        number = isinstance(token, Token) and token.kind == "number"
        if not number and any(inner.kind == "number" for inner in _tokens(piece)):
            return None
        numbers.append(Cell(head, token) if number and isinstance(token, Token) else None)
    return Row(unit, numbers) if any(numbers) else None
