"""Rows: what the rows of a table are in the tree. A list of the row names, with the further columns as parts."""

from __future__ import annotations

import re
from dataclasses import replace

from . import headlines
from .headlines import Opening
from .labels import UNKNOWN, classify
from .members import Members
from .tables import Cell, Row, Table
from .tokens import Token
from .tree import Item, Part, Statement

__all__ = ["read_table"]

#: In a caption, before the unit of all numbers.
_UNIT = "单位"


def read_table(table: Table, caption: list[Token], lists: Members) -> None:
    """Take the rows of a table as a list; the row of sums is a total, and the whole of the list."""
    words = lists.words
    for token in (*table.broken, *(number for _, number in table.glued)):
        lists.reading.reasons[token.start] = "not_understood"
    column = _total_column(table.heads, lists)
    if column is None:
        return
    rows = [row for row in table.rows if row.cells[column] is not None]
    sums = [row for row in rows if _is_sum(row, lists)]
    if len(sums) == len(table.glued) == 1 and (parted := _parted(*table.glued[0], rows, sums[0])) is not None:
        rows = sorted([*rows, parted], key=lambda row: row.name.start)
    listed = [row for row in rows if row not in sums]
    if not listed:
        return
    statement = _statement(_values(sums or listed, column), bool(sums), caption, lists)
    default = _unit(caption, statement, lists)
    dimension = words.dimension.get(table.head)
    part = Part(dimension, listed[0].name.start, led=dimension is not None, candidates=tuple(statement.wholes))
    for row in rows:
        item = _item(row, column, default, row in sums, lists)
        if row in sums:
            statement.content.append(item)
            part.whole = None if any(whole.value == item.value for whole in part.candidates) else item
        else:
            part.items.append(item)
    statement.content.append(part)


def _total_column(heads: list[str], lists: Members) -> int | None:
    """Return the column that the other ones break down: 合计, 转办, or the noun for cases; None where there is none."""
    words = lists.words
    named = [i for i, head in enumerate(heads) if words.total_column.fullmatch(head)]
    nouns = [i for i, head in enumerate(heads) if words.noun.fullmatch(head) and not classify(head, lists.rules).strong]
    ending = [i for i, head in enumerate(heads) if words.total_end.search(head) and not _breaks_down(head, lists)]
    return next(iter([*named, *nouns, *ending]), None)


def _breaks_down(head: str, lists: Members) -> bool:
    says = classify(head, lists.rules)
    return says.strong and says.dimension not in ("duplicate", "enforcement")


def _is_sum(row: Row, lists: Members) -> bool:
    name = row.name.text
    return lists.words.cumulative.fullmatch(name) is not None or lists.words.own_area.fullmatch(name) is not None


def _parted(name: Token, number: Token, rows: list[Row], sums: Row) -> Row | None:
    """Return the row whose cells ran together in one number, where the sums decide what they were."""
    cells: list[Cell | None] = []
    start = number.span.start
    digits = number.text[start - number.start :]
    for i, cell in enumerate(sums.cells):
        others = [row.cells[i] for row in rows if row is not sums]
        if cell is None or any(other is None for other in others):
            return None
        missing = str(int((cell.token.value or 0) - sum(other.token.value or 0 for other in others if other)))
        if not digits.startswith(missing):
            return None
        digits, end = digits[len(missing) :], start + len(missing)
        cells.append(cell._replace(token=Token("number", start, end, missing, int(missing), figure=start)))
        start = end
    return Row(name, cells) if not digits else None


def _values(rows: list[Row], column: int) -> float:
    cells = [row.cells[column] for row in rows]
    return sum(cell.token.value or 0 for cell in cells if cell is not None)


def _statement(total: float, printed: bool, caption: list[Token], lists: Members) -> Statement:
    """Return the statement that a table belongs to: the one its caption tells, else the one whose total it adds up to.

    A table whose printed sum is none of the totals before it is of a time of its own.
    """
    opening = Opening()
    for token in caption:
        if token.kind == "words" and token.text.startswith(_UNIT):
            break
        if token.kind == "words":
            opening.add(lists.words.other_batch.sub("", token.text), token.start)
        else:
            opening.mark(token, lists.words)
    before = lists.reading.statements
    current = before[-1] if before else None
    if current is None or opening.day is not None or opening.batch is not None or opening.until(lists.words):
        fresh = headlines.statement_of(opening, "", None, before, lists.rules, lists.context)
        fresh.subject = current.subject if current is not None else fresh.subject
        key = (fresh.scope, fresh.as_of, fresh.batch)
        same = next((s for s in reversed(before) if (s.scope, s.as_of, s.batch) == key), None)
        return _opened(fresh if same is None else same, lists, same is None)
    fitting = next((s for s in reversed(before) if any(whole.value == total for whole in s.wholes)), None)
    if fitting is not None:
        return _opened(fitting, lists, False)
    if not printed:
        return current
    return _opened(replace(current, scope="other", as_of=None, batch=None, wholes=[]), lists, True)


def _opened(statement: Statement, lists: Members, fresh: bool) -> Statement:
    """Open a statement for a table: as it is if it is the last one, else a new one that goes on about it."""
    if statement is lists.statement:
        return statement
    lists.begin(replace(statement, total=None, content=[], wholes=list(statement.wholes)))
    opened = lists.reading.statements[-1]
    if fresh:
        lists.find_subject(opened, 0, 0)
    return opened


def _unit(caption: list[Token], statement: Statement, lists: Members) -> str:
    """Return the unit of numbers that bear none: the caption's (单位：件), else that of the total."""
    if caption:
        text = lists.text[caption[0].start : caption[-1].end]
        if (found := re.search(rf"{_UNIT}：(?P<unit>{lists.words.units.pattern})", text)) is not None:
            return found["unit"]
    wholes = [whole.unit for whole in statement.wholes]
    return wholes[-1] if wholes else lists.words.plain_unit


def _item(row: Row, column: int, default: str, is_sum: bool, lists: Members) -> Item:
    """Return a row as an item: its number is that of the total column, the other ones are parts of it."""
    first = row.cells[column]
    assert first is not None
    unit = _unit_in(first, default, lists)
    label = None if is_sum else row.name.text
    says = UNKNOWN if is_sum else classify(row.name.text, lists.rules)
    span = None if is_sum else row.name.span
    item = Item(label, says, first.token.value or 0, unit, first.token.span, label_span=span)
    lists.reading.taken.add(first.token.start)
    for i, cell in enumerate(row.cells):
        if cell is not None and i != column:
            _cell(cell, item, unit, lists)
    return item


def _unit_in(cell: Cell, default: str, lists: Members) -> str:
    headed = cell.unit if lists.words.units.fullmatch(cell.unit) else ""
    return cell.token.unit or headed or default


def _cell(cell: Cell, item: Item, unit: str, lists: Members) -> None:
    """Take a further number of a row as a part of its first."""
    head, token = cell.head, cell.token
    says = classify(head.text, lists.rules)
    if says.dimension is None or not says.strong or lists.words.cumulative.match(head.text):
        if token.unit == "":
            lists.reading.reasons[token.start] = "not_understood"
        return
    inner = next((p for p in item.parts if p.dimension == says.dimension), None)
    if inner is None:
        inner = Part(says.dimension, token.start, candidates=(item,), whole=item)
        item.parts.append(inner)
    inner.items.append(
        Item(head.text, says, token.value or 0, _unit_in(cell, unit, lists), token.span, label_span=head.span)
    )
    lists.reading.taken.add(token.start)
