"""Rows: what the rows of a table are in the tree. A list of the row names, with the further columns as parts."""

from __future__ import annotations

import re
from dataclasses import replace

from . import headlines
from .headlines import Opening
from .labels import UNKNOWN, Label, classify
from .members import Members
from .tables import Cell, Head, Row, Table
from .tokens import Token
from .tree import Item, Part, Statement
from .vocabulary import Vocabulary

#: What a head may say that names the cases themselves: nothing, or how they were handed on.
_OF_CASES = (None, "duplicate")

__all__ = ["read_table"]

#: In a caption, before the unit of all numbers.
_UNIT = "单位"


def read_table(table: Table, caption: list[Token], lists: Members) -> None:
    """Take the rows of a table as lists, one for each column of totals; the row of sums is the whole of each list."""
    for token in (*table.broken, *(number for _, number in table.glued)):
        lists.reading.reasons[token.start] = "not_understood"
    totals = _total_columns(table.heads, lists)
    rows = table.rows
    sums = [row for row in rows if _is_sum(row, lists)]
    if len(sums) == len(table.glued) == 1 and (parted := _parted(*table.glued[0], rows, sums[0])) is not None:
        rows = sorted([*rows, parted], key=lambda row: row.name.start)
    dimension = lists.words.dimension.get(table.head)
    for column, others in totals:
        _read_column(column, others, rows, sums, dimension, caption, lists)
    read = {at for column, others in totals for at in (column, *others)}
    for row in rows:
        for at, cell in enumerate(row.cells):
            if cell is not None and at not in read and not cell.token.unit:
                lists.reading.reasons[cell.token.start] = "not_understood"


def _read_column(
    column: int,
    others: list[int],
    rows: list[Row],
    sums: list[Row],
    dimension: str | None,
    caption: list[Token],
    lists: Members,
) -> None:
    """Take one column of totals as a list of the names of the rows; ``others`` are the columns that break it down."""
    filled = [row for row in rows if row.cells[column] is not None]
    listed = [row for row in filled if row not in sums]
    if not listed:
        return
    head = next(cell.head for cell in (row.cells[column] for row in listed) if cell is not None)
    total = _values([row for row in filled if row in sums] or listed, column)
    statement = _statement(total, bool(sums), caption, head, lists)
    default = _unit(caption, statement, lists)
    part = Part(dimension, listed[0].name.start, led=dimension is not None, candidates=tuple(statement.wholes))
    for row in filled:
        item = _item(row, column, others, default, row in sums, lists)
        if row in sums:
            statement.content.append(item)
            part.whole = None if any(whole.value == item.value for whole in part.candidates) else item
        else:
            part.items.append(item)
    statement.content.append(part)


def _total_columns(heads: list[Head], lists: Members) -> list[tuple[int, list[int]]]:
    """Return the columns that others break down (合计, 转办, or the noun for cases), each with those others.

    There are several only where their heads tell them apart in time (当日交办, 累计交办); the columns behind each are
    its own.
    """
    words = lists.words
    open_ = [i for i, head in enumerate(heads) if words.dimension_named(head.above) is None]
    named = [i for i in open_ if words.total_column.fullmatch(heads[i].text)]
    nouns = [i for i in open_ if _counts_cases(heads[i].text, lists)]
    ending = [i for i in open_ if words.total_end.search(heads[i].text) and not _breaks_down(heads[i].text, lists)]
    first = next(iter([*named, *nouns, *ending]), None)
    if first is None:
        return []
    times = {_time(heads[first], words)}
    found = [first]
    for i in sorted({*named, *nouns, *ending} - {first}):
        if (time := _time(heads[i], words)) not in times:
            times.add(time)
            found.append(i)
    found.sort()
    bounds = [0, *found[1:], len(heads)]
    return [(at, [i for i in range(bounds[n], bounds[n + 1]) if i != at]) for n, at in enumerate(found)]


def _time(head: Head, words: Vocabulary) -> tuple[bool, str]:
    """Return what a head says of the time that its column counts: whether up to a day, and which day or batch."""
    text = head.above + head.text
    summed = words.cumulative.search(text) is not None or words.until.search(text) is not None
    return summed, "".join(token.text for token in head.tokens if token.kind in ("date", "batch"))


def _counts_cases(head: str, lists: Members) -> bool:
    """Tell whether a head names the cases themselves: 信访件, 当日转办信访件."""
    if lists.words.noun.fullmatch(head):
        return not classify(head, lists.rules).strong
    return headlines.noun_at_end(head, lists.words) is not None and classify(head, lists.rules).dimension in _OF_CASES


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


def _statement(total: float, printed: bool, caption: list[Token], head: Head, lists: Members) -> Statement:
    """Return the statement that a column belongs to: the one its head or the caption tells, else the one whose total
    it adds up to.

    A column whose printed sum is none of the totals before it is of a time of its own.
    """
    opening = Opening()
    for token in (*caption, *head.tokens):
        if token.kind == "words" and token.text.startswith(_UNIT):
            continue
        if token.kind == "words":
            opening.add(lists.words.other_batch.sub("", token.text), token.start)
        else:
            opening.mark(token, lists.words)
    before = lists.reading.statements
    current = before[-1] if before else None
    summed = lists.words.cumulative.search(head.above + head.text) is not None
    timed = opening.day is not None or opening.batch is not None or opening.until(lists.words)
    if current is None or timed:
        fresh = headlines.statement_of(opening, "", None, before, lists.rules, lists.context)
        fresh.subject = current.subject if current is not None else fresh.subject
        same = next((s for s in reversed(before) if _same_time(s, fresh)), None)
        return _opened(fresh if same is None else same, lists, same is None)
    fitting = next((s for s in reversed(before) if any(whole.value == total for whole in s.wholes)), None)
    if fitting is None and (summed or lists.words.same_day.search(head.text)):
        scope = "cumulative" if summed else "new"
        fitting = next((s for s in reversed(before) if s.scope == scope and s.wholes), None)
        if fitting is None and summed:
            return _opened(
                replace(current, scope="cumulative", as_of=current.as_of, batch=None, wholes=[]), lists, True
            )
    if fitting is not None:
        return _opened(fitting, lists, False)
    if not printed:
        return current
    return _opened(replace(current, scope="other", as_of=None, batch=None, wholes=[]), lists, True)


def _same_time(earlier: Statement, fresh: Statement) -> bool:
    """Tell whether a statement is of the time that the head of a column gives; the head may leave the batch out."""
    batch = fresh.batch is None or earlier.batch == fresh.batch
    return batch and (earlier.scope, earlier.as_of) == (fresh.scope, fresh.as_of)


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


def _item(row: Row, column: int, others: list[int], default: str, is_sum: bool, lists: Members) -> Item:
    """Return a row as an item: its number is that of the total column, those of ``others`` are parts of it."""
    first = row.cells[column]
    assert first is not None
    unit = _unit_in(first, default, lists)
    label = None if is_sum else row.name.text
    says = UNKNOWN if is_sum else classify(row.name.text, lists.rules)
    span = None if is_sum else row.name.span
    item = Item(label, says, first.token.value or 0, unit, first.token.span, label_span=span)
    lists.reading.taken.add(first.token.start)
    spanned = _spanned_sums(row, others, unit, item, lists)
    for at in others:
        cell = row.cells[at]
        if cell is not None and cell.token.start not in lists.reading.taken:
            _cell(cell, spanned.get(cell.head.above, item), item, unit, lists)
    return item


def _unit_in(cell: Cell, default: str, lists: Members) -> str:
    headed = cell.head.unit if lists.words.units.fullmatch(cell.head.unit) else ""
    return cell.token.unit or headed or default


def _spanned_sums(row: Row, others: list[int], unit: str, item: Item, lists: Members) -> dict[str, Item]:
    """Return the sums of columns that a head spans (污染类型: 水, 大气, 合计), by that head."""
    found: dict[str, Item] = {}
    for at in others:
        cell = row.cells[at]
        if cell is None or not cell.head.above or not lists.words.total_column.fullmatch(cell.head.text):
            continue
        head = cell.head
        total = Item(
            head.text,
            Label("other", head.text, True),
            cell.token.value or 0,
            _unit_in(cell, unit, lists),
            cell.token.span,
            label_span=head.tokens[0].span,
        )
        item.parts.append(Part("other", cell.token.start, whole=item, beside=True, items=[total]))
        lists.reading.taken.add(cell.token.start)
        found[head.above] = total
    return found


def _cell(cell: Cell, whole: Item, item: Item, unit: str, lists: Members) -> None:
    """Take a further number of a row as a part of its first, or of the sum of the columns beside it."""
    head, token = cell.head, cell.token
    says = classify(head.text, lists.rules)
    above = lists.words.dimension_named(head.above)
    if says.dimension is None and above is not None:
        says = says._replace(dimension=above)
    known = says.dimension is not None and (says.strong or above is not None)
    if not known or lists.words.cumulative.match(head.text):
        if token.unit == "":
            lists.reading.reasons[token.start] = "not_understood"
        return
    inner = next((p for p in item.parts if p.dimension == says.dimension and p.whole is whole), None)
    if inner is None:
        inner = Part(says.dimension, token.start, candidates=(whole,), whole=whole)
        item.parts.append(inner)
    span = head.tokens[0].span
    inner.items.append(
        Item(head.text, says, token.value or 0, _unit_in(cell, unit, lists), token.span, label_span=span)
    )
    lists.reading.taken.add(token.start)
