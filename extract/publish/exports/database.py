"""Into a database that may hold other data: the rows of each document replace those that are there of it.

Doing it again changes nothing; a document that was extracted anew replaces what was there; documents of other archives
stay. Tables whose rows belong to no document (panel, quarantine, runs) are those of the archive that was exported last.
All of it is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Connection,
    Double,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
)
from sqlalchemy import Column as Sql
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from ...archive.store import database_url
from ...archive.store.engine import make_engine
from ...archive.store.tables import VERSION_TABLE
from ...errors import ExportError
from .rows import Rows
from .schema import Exported, Kind

__all__ = ["write_database"]

_TYPES: dict[Kind, Any] = {
    "string": Text(),
    "integer": BigInteger(),
    "number": Double(),
    "boolean": Boolean(),
    "json": JSON(none_as_null=True),
}
#: Documents whose rows are taken away at once.
_TOGETHER = 500


def write_database(
    url: str, prefix: str, documents: Iterable[str], tables: Iterable[tuple[Exported, Iterable[Rows]]]
) -> dict[str, int]:
    """Write tables, their names after ``prefix``, into the database at ``url``; return how many rows each has.

    ``documents`` are the hashes of the documents whose rows are replaced.

    Tables that are missing are made. Raises ExportError where the database refuses, is an archive itself, or has a
    table of the same name and other columns.
    """
    target = database_url(url)
    name = target.render_as_string(hide_password=True)
    try:
        engine = make_engine(target)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        hint = ": pip install 'jianbao[postgres]'" if "psycopg" in str(error) else ""
        raise ExportError(name, f"{error}{hint}") from error
    try:
        with engine.connect().execution_options(jianbao_writes=True) as connection, connection.begin():
            made = [(_table(table, prefix), table, portions) for table, portions in tables]
            _prepare(connection, [sql for sql, _, _ in made], prefix, name)
            for hashes in _batched(documents, _TOGETHER):
                for sql in (sql for sql, table, _ in made if table.has_documents):
                    connection.execute(delete(sql).where(sql.c.sha256.in_(hashes)))
            for sql in (sql for sql, table, _ in made if not table.has_documents):
                connection.execute(delete(sql))
            return {table.name: _insert(connection, sql, portions) for sql, table, portions in made}
    except DBAPIError as error:
        raise ExportError(name, str(error.orig).strip().split("\n")[0]) from error
    except SQLAlchemyError as error:
        raise ExportError(name, str(error).split("\n")[0]) from error
    finally:
        engine.dispose()


def _batched(hashes: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield the hashes in lists of ``size`` at most."""
    rest = iter(hashes)
    while some := list(islice(rest, size)):
        yield some


def _prepare(connection: Connection, tables: Sequence[Table], prefix: str, name: str) -> None:
    """Make the tables that are missing; refuse a database where that is not possible."""
    there = inspect(connection)
    names = set(there.get_table_names())
    if VERSION_TABLE in names and not prefix:
        raise ExportError(name, "is an archive itself; give --prefix for tables beside its own")
    for sql in tables:
        if sql.name not in names:
            sql.create(connection)
        elif {column["name"] for column in there.get_columns(sql.name)} != {column.name for column in sql.columns}:
            raise ExportError(name, f"has a table {sql.name} with other columns; give --prefix")


def _table(table: Exported, prefix: str) -> Table:
    def type_of(name: str, kind: Kind) -> Any:
        return String(64) if name == "sha256" else _TYPES[kind]

    columns = [
        Sql(c.name, type_of(c.name, c.kind), primary_key=c.name in table.key, autoincrement=False, comment=c.meaning)
        for c in table.columns
    ]
    return Table(prefix + table.name, MetaData(), *columns, comment=table.meaning)


def _insert(connection: Connection, sql: Table, portions: Iterable[Rows]) -> int:
    names = [column.name for column in sql.columns]
    count = 0
    for rows in filter(None, portions):
        connection.execute(insert(sql), [dict(zip(names, row, strict=True)) for row in rows])
        count += len(rows)
    return count
