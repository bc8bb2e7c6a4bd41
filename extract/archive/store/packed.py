"""Rows as the database takes them: plain tuples in the order of the columns, ready to be inserted or copied.

Made in a worker, so that the process that writes has nothing left to do but to put the document's number before each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import JSON

from ...record import Bulletin
from .grams import folded, grams
from .rows import Row, rows_of
from .tables import METADATA

__all__ = ["BELOW", "Packed", "columns", "pack"]

Values = tuple[Any, ...]

#: The tables below a bulletin, parents before children.
BELOW = tuple(
    table.name
    for table in METADATA.sorted_tables
    if "document" in table.primary_key.columns and table.name not in ("bulletins", "corrections", "arrivals")
)


class Packed(NamedTuple):
    """One document: what identifies it, and the values of all its rows, still without its number.

    ``bulletin`` holds the values of its row; ``tables`` those of the rows below, by table; ``grams`` its entries in the
    full-text index.
    """

    document: Row
    fingerprint: str
    record: bytes
    bulletin: Values
    tables: dict[str, list[Values]]
    grams: list[str]

    @property
    def sha256(self) -> str:
        """The hash of the document."""
        key: str = self.document["sha256"]
        return key


def pack(bulletin: Bulletin, fingerprint: str | None = None) -> Packed:
    """Return the rows of a record, ready to be written.

    ``fingerprint`` stands for everything besides the file that decides the record; the rules' own by default.

    Raises ValueError where the record's references lead nowhere.
    """
    rows = rows_of(bulletin, fingerprint)
    return Packed(
        rows.document,
        rows.bulletin["fingerprint"],
        rows.bulletin["record"],
        _values("bulletins", [rows.bulletin])[0],
        {name: _values(name, below) for name, below in rows.tables.items()},
        grams(folded(bulletin.text)),
    )


@cache
def columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, in order."""
    return tuple(METADATA.tables[table].columns.keys())


def _values(table: str, rows: Sequence[Row]) -> list[Values]:
    """Return the values of rows in the order of the table's columns, without the first (the document's number)."""
    names = columns(table)[1:]
    written = [
        {**row, **{name: None if row[name] is None else json.dumps(row[name]) for name in _json(table)}}
        for row in rows
    ] if _json(table) else rows  # fmt: skip
    return [tuple([row[name] for name in names]) for row in written]


@cache
def _json(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in METADATA.tables[table].columns if isinstance(column.type, JSON))
