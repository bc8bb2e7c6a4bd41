"""The full-text index of a store, kept in step with its bulletins: SQLite's FTS5, or an array under a GIN index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from .bulk import copy_rows
from .grams import folded, grams

__all__ = ["replace"]


def replace(connection: Connection, old: Mapping[int, str], new: Mapping[int, Sequence[str]]) -> None:
    """Put the entries of bulletins (number → entries) in the place of those of their older texts (number → text)."""
    if connection.dialect.name == "postgresql":
        if old:
            connection.execute(text("DELETE FROM search_grams WHERE document = ANY(:n)"), {"n": list(old)})
        copy_rows(connection, "search_grams", ("document", "grams"), [(n, list(e)) for n, e in new.items()])
        return
    if old:
        rows: list[tuple[Any, ...]] = [(n, " ".join(grams(folded(string)))) for n, string in old.items()]
        connection.exec_driver_sql(
            "INSERT INTO search_grams (search_grams, rowid, grams) VALUES ('delete', ?, ?)", rows
        )
    connection.exec_driver_sql(
        "INSERT INTO search_grams (rowid, grams) VALUES (?, ?)", [(n, " ".join(e)) for n, e in new.items()]
    )
