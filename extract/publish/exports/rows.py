"""The rows of an export, read in portions: an archive of any size goes through the same memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from .schema import Exported

__all__ = ["Rows", "portions"]

#: Rows of one portion.
_PORTION = 2_000

Rows = list[tuple[Any, ...]]


def portions(connection: Connection, table: Exported) -> Iterator[Rows]:
    """Yield the rows of a table in the order of its key; whole numbers are ``int``, as in the record."""
    numbers = [at for at, column in enumerate(table.columns) if column.kind == "number"]
    result = connection.execution_options(yield_per=_PORTION).execute(table.query)
    for portion in result.partitions():
        yield [_plain(row, numbers) for row in portion] if numbers else [tuple(row) for row in portion]


def _plain(row: Any, numbers: list[int]) -> tuple[Any, ...]:
    values = list(row)
    for at in numbers:
        value = values[at]
        if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
            values[at] = int(value)
    return tuple(values)
