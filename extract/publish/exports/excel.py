"""Excel: a sheet a table. Text is text, whatever it begins with; what no cell can hold is cut, and noted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .rows import Rows
from .schema import Exported

__all__ = ["text_cell", "write_excel"]

#: What Excel can hold.
_ROWS, _CELL = 1_048_576, 32_767
_NOTES = "notes"


def write_excel(path: Path, tables: Iterable[tuple[Exported, Iterable[Rows]]]) -> dict[str, int]:
    """Write tables to one file; return how many rows each has. A table too long for one sheet goes on on the next."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    notes: list[tuple[str, str, str]] = []
    counts: dict[str, int] = {}
    for table, portions in tables:
        counts[table.name] = _write(book, table, (row for portion in portions for row in portion), notes)
        notes += [(table.name, column.name, column.meaning) for column in table.columns]
    sheet = book.create_sheet(_NOTES)
    sheet.append(["table", "column", "meaning"])
    for note in notes:
        sheet.append([text_cell(sheet, part) for part in note])
    book.save(path)
    return counts


def _write(book: Any, table: Exported, rows: Iterator[tuple[Any, ...]], notes: list[tuple[str, str, str]]) -> int:
    count = 0
    sheet: Any = None
    for row in rows:
        if count % (_ROWS - 1) == 0:
            sheet = _sheet(book, table, count)
        cut = [
            c.name for c, value in zip(table.columns, row, strict=True) if isinstance(value, str) and len(value) > _CELL
        ]
        notes += [
            (table.name, name, f"row {count + 1}: longer than a cell, cut at {_CELL:,} characters") for name in cut
        ]
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    if not count:
        _sheet(book, table, 0)
    return count


def _sheet(book: Any, table: Exported, before: int) -> Any:
    number = before // (_ROWS - 1) + 1
    sheet = book.create_sheet(table.name if number == 1 else f"{table.name} {number}")
    sheet.freeze_panes = "A2"
    sheet.append([column.name for column in table.columns])
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    return text_cell(sheet, value) if isinstance(value, str) else value


def text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that is text even where it begins like a formula; controls, which XML cannot hold, are left out."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL])
    cell.data_type = "s"
    return cell
