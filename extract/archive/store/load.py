"""Writing a record into a store, and asking what is there already. All in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select, update

from ...record import Bulletin
from .rows import Row, Rows, rows_of
from .tables import METADATA

__all__ = ["Known", "clear_quarantine", "known", "put_path", "put_quarantine", "put_rows", "rescue", "save"]

_TABLES = METADATA.tables

#: The tables below a bulletin, parents before children.
_BELOW = tuple(
    table.name
    for table in METADATA.sorted_tables
    if "document" in table.primary_key.columns and table.name not in ("bulletins", "corrections", "arrivals")
)


def save(connection: Connection, bulletin: Bulletin, fingerprint: str | None = None) -> bool:
    """Put a record into the store in one transaction; tell whether that changed anything.

    The rows of an earlier extraction of the same document are replaced; saving the same record again changes nothing.
    ``fingerprint`` stands for everything besides the file that decides the record; the rules' own by default.
    """
    rows = rows_of(bulletin, fingerprint)
    with connection.begin_nested() if connection.in_transaction() else connection.begin():
        changed = put_rows(connection, rows)
        put_path(connection, bulletin.source.uri, rows.sha256)
        clear_quarantine(connection, bulletin.source.uri)
        rescue(connection, rows.sha256)
    return changed


def put_rows(connection: Connection, rows: Rows) -> bool:
    """Put the rows of one document in the place of its older ones; tell whether that changed anything."""
    bulletins = _TABLES["bulletins"]
    mine = bulletins.c.document == rows.sha256
    kept = connection.execute(select(bulletins.c.fingerprint, bulletins.c.record).where(mine)).one_or_none()
    if kept is not None and tuple(kept) == (rows.bulletin["fingerprint"], rows.bulletin["record"]):
        return False
    _put(connection, _TABLES["documents"], rows.document)
    if kept is not None:
        connection.execute(delete(bulletins).where(mine))  # and with it all rows below
    connection.execute(insert(bulletins), rows.bulletin)
    for name in _BELOW:
        if name in rows.tables:
            connection.execute(insert(_TABLES[name]), rows.tables[name])
    return True


def put_path(connection: Connection, uri: str, sha256: str) -> None:
    """Note that the document stands at ``uri``."""
    _put(connection, _TABLES["paths"], {"uri": uri, "document": sha256})


def put_quarantine(connection: Connection, row: Row) -> None:
    """Note why the file at ``row["uri"]`` could not be archived."""
    _put(connection, _TABLES["quarantine"], row)


def clear_quarantine(connection: Connection, uri: str) -> None:
    """Take the file at ``uri`` out of quarantine."""
    table = _TABLES["quarantine"]
    connection.execute(delete(table).where(table.c.uri == uri))


def rescue(connection: Connection, sha256: str) -> None:
    """Take all files with these bytes out of quarantine: their content is in the store, wherever it was read."""
    table = _TABLES["quarantine"]
    for uri in connection.execute(select(table.c.uri).where(table.c.sha256 == sha256)).scalars().all():
        put_path(connection, uri, sha256)
        clear_quarantine(connection, uri)


class Known(NamedTuple):
    """What a store knows: fingerprint and path by hash, hash by path, and the paths in quarantine."""

    documents: dict[str, tuple[str, str]]
    paths: dict[str, str]
    quarantined: set[str]


def known(connection: Connection, hashes: Iterable[str], uris: Iterable[str]) -> Known:
    """Return what the store knows of the documents with these hashes, and of these paths."""
    documents, bulletins = _TABLES["documents"], _TABLES["bulletins"]
    paths, quarantine = _TABLES["paths"], _TABLES["quarantine"]
    uris = list(uris)
    found = connection.execute(
        select(documents.c.sha256, bulletins.c.fingerprint, documents.c.uri)
        .join(bulletins, bulletins.c.document == documents.c.sha256)
        .where(documents.c.sha256.in_(list(hashes)))
    )
    return Known(
        {row[0]: (row[1], row[2]) for row in found},
        {
            row[0]: row[1]
            for row in connection.execute(select(paths.c.uri, paths.c.document).where(paths.c.uri.in_(uris)))
        },
        set(connection.execute(select(quarantine.c.uri).where(quarantine.c.uri.in_(uris))).scalars()),
    )


def _put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert the row, or make the one with its key equal to it; an equal one is not touched."""
    (key,) = table.primary_key.columns
    kept = connection.execute(select(table).where(key == row[key.name])).mappings().one_or_none()
    if kept is None:
        connection.execute(insert(table), row)
    elif dict(kept) != row:
        connection.execute(update(table).where(key == row[key.name]).values(row))
