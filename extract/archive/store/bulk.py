"""Many rows into a table at once, by the quickest way that the database has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from .packed import columns

__all__ = ["copy_rows", "insert_many"]


def insert_many(connection: Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values stand in the order of the table's columns; PostgreSQL gets them by COPY.

    Raises DBAPIError where the database refuses a value.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        copy_rows(connection, table, columns(table), rows)
    else:
        connection.exec_driver_sql(_insert(table), list(rows))


@cache
def _insert(table: str) -> str:
    names = columns(table)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def copy_rows(connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows into a table of PostgreSQL by COPY. Raises DBAPIError where the database refuses a value."""
    driver: Any = connection.connection.driver_connection
    errors: Any = connection.dialect.loaded_dbapi
    statement = f"COPY {table} ({', '.join(names)}) FROM STDIN"
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except errors.Error as error:
        wrapped = DBAPIError.instance(statement, None, error, errors.Error, dialect=connection.dialect)
        raise wrapped from error
