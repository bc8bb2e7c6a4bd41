"""Writing a record into a store, and asking what is there already. All in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, insert, select, update

from ...record import Bulletin
from .rows import Row, Rows, rows_of
from .tables import METADATA

__all__ = ["Known", "clear_quarantine", "known", "put_paths", "put_quarantine", "put_rows", "save"]

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
        changed = put_rows(connection, [rows])
        put_paths(connection, {bulletin.source.uri: rows.sha256})
    return changed


def put_rows(connection: Connection, many: Sequence[Rows]) -> bool:
    """Put the rows of documents, each once, in the place of their older ones; tell whether that changed anything."""
    bulletins = _TABLES["bulletins"]
    mine = bulletins.c.document.in_([rows.sha256 for rows in many])
    query = select(bulletins.c.document, bulletins.c.fingerprint, bulletins.c.record).where(mine)
    kept = {row[0]: (row[1], row[2]) for row in connection.execute(query)}
    new = [r for r in many if kept.get(r.sha256) != (r.bulletin["fingerprint"], r.bulletin["record"])]
    if not new:
        return False
    _put(connection, _TABLES["documents"], [rows.document for rows in new])
    old = [rows.sha256 for rows in new if rows.sha256 in kept]
    if old:
        connection.execute(delete(bulletins).where(bulletins.c.document.in_(old)))  # and with it all rows below
    connection.execute(insert(bulletins), [rows.bulletin for rows in new])
    for name in _BELOW:
        below = [row for rows in new for row in rows.tables.get(name, ())]
        if below:
            connection.execute(insert(_TABLES[name]), below)
    return True


def put_paths(connection: Connection, documents: Mapping[str, str]) -> None:
    """Note where documents stand (path → hash). These paths, and all others with the same bytes, leave quarantine."""
    quarantine = _TABLES["quarantine"]
    hashes = list(set(documents.values()))
    others = connection.execute(
        select(quarantine.c.uri, quarantine.c.sha256).where(quarantine.c.sha256.in_(hashes))
    ).all()
    everywhere = {row[0]: row[1] for row in others} | dict(documents)
    rows = [{"uri": uri, "document": document} for uri, document in everywhere.items()]
    _put(connection, _TABLES["paths"], rows)
    connection.execute(delete(quarantine).where(quarantine.c.uri.in_(list(everywhere))))


def put_quarantine(connection: Connection, rows: Sequence[Row]) -> None:
    """Note why files could not be archived."""
    _put(connection, _TABLES["quarantine"], rows)


def clear_quarantine(connection: Connection, uris: Iterable[str]) -> None:
    """Take files out of quarantine."""
    table = _TABLES["quarantine"]
    connection.execute(delete(table).where(table.c.uri.in_(list(uris))))


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


def _put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows, or make those with their keys equal to them; equal ones are not touched."""
    (key,) = table.primary_key.columns
    query = select(table).where(key.in_([row[key.name] for row in rows]))
    kept = {row[key.name]: dict(row) for row in connection.execute(query).mappings()}
    new = [row for row in rows if row[key.name] not in kept]
    if new:
        connection.execute(insert(table), new)
    for row in rows:
        if row[key.name] in kept and kept[row[key.name]] != row:
            connection.execute(update(table).where(key == row[key.name]).values(row))
