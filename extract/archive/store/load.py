"""Writing a record into a store, and asking what is there already. All in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from ...record import Bulletin
from . import index
from .bulk import insert_many
from .packed import BELOW, Packed, pack
from .rows import Row
from .tables import METADATA

__all__ = ["Known", "clear_quarantine", "known", "put_paths", "put_quarantine", "put_rows", "save"]

_TABLES = METADATA.tables


def save(connection: Connection, bulletin: Bulletin, fingerprint: str | None = None) -> bool:
    """Put a record into the store in one transaction; tell whether that changed anything.

    The rows of an earlier extraction of the same document are replaced; saving the same record again changes nothing.
    ``fingerprint`` stands for everything besides the file that decides the record; the rules' own by default.
    """
    packed = pack(bulletin, fingerprint)
    with connection.begin_nested() if connection.in_transaction() else connection.begin():
        changed = put_rows(connection, [packed])
        put_paths(connection, {bulletin.source.uri: packed.sha256})
    return changed


def put_rows(connection: Connection, many: Sequence[Packed]) -> bool:
    """Put the rows of documents, each once, in the place of their older ones; tell whether that changed anything.

    Documents that are new get the next numbers, in the order of ``many``.
    """
    kept = _kept(connection, many)
    new = [p for p in many if p.sha256 not in kept or kept[p.sha256][1:3] != (p.fingerprint, p.record)]
    if not new:
        return False
    numbers = _put_documents(connection, new, {sha256: row[0] for sha256, row in kept.items()})
    old = {row[0]: row[3] for sha256, row in kept.items() if sha256 in numbers and row[3] is not None}
    _clear(connection, list(old))
    numbered = sorted(((numbers[p.sha256], p) for p in new), key=itemgetter(0))
    insert_many(connection, "bulletins", [(number, *p.bulletin) for number, p in numbered])
    for name in BELOW:
        insert_many(connection, name, [(number, *row) for number, p in numbered for row in p.tables.get(name, ())])
    index.replace(connection, old, {number: p.grams for number, p in numbered})
    return True


def put_paths(
    connection: Connection, documents: Mapping[str, str], stamps: Mapping[str, str | None] | None = None
) -> None:
    """Note where documents stand (path → hash). These paths, and all others with the same bytes, leave quarantine.

    ``stamps`` tell, for remote files, the state of the file by which it is known to be unchanged.
    """
    stamps = stamps or {}
    quarantine, table = _TABLES["quarantine"], _TABLES["documents"]
    hashes = list(set(documents.values()))
    others = connection.execute(
        select(quarantine.c.uri, quarantine.c.sha256).where(quarantine.c.sha256.in_(hashes))
    ).all()
    query = select(table.c.sha256, table.c.id).where(table.c.sha256.in_(hashes))
    numbers = {row[0]: row[1] for row in connection.execute(query)}
    everywhere = {row[0]: row[1] for row in others} | dict(documents)
    rows = [{"uri": uri, "document": numbers[sha256], "stamp": stamps.get(uri)} for uri, sha256 in everywhere.items()]
    _put(connection, _TABLES["paths"], rows)
    if others:
        clear_quarantine(connection, everywhere)
    elif connection.execute(select(quarantine.c.uri).limit(1)).first():
        clear_quarantine(connection, documents)


def put_quarantine(connection: Connection, rows: Sequence[Row]) -> None:
    """Note why files could not be archived."""
    _put(connection, _TABLES["quarantine"], rows)


def clear_quarantine(connection: Connection, uris: Iterable[str]) -> None:
    """Take files out of quarantine."""
    table = _TABLES["quarantine"]
    connection.execute(delete(table).where(table.c.uri.in_(list(uris))))


class Known(NamedTuple):
    """What a store knows: fingerprint and path by hash; hash and stamp by path; and the paths in quarantine."""

    documents: dict[str, tuple[str, str]]
    paths: dict[str, tuple[str, str | None]]
    quarantined: set[str]


def known(connection: Connection, hashes: Iterable[str], uris: Collection[str]) -> Known:
    """Return what the store knows of the documents with these hashes, and of these paths."""
    documents, bulletins = _TABLES["documents"], _TABLES["bulletins"]
    paths, quarantine = _TABLES["paths"], _TABLES["quarantine"]
    found = connection.execute(
        select(documents.c.sha256, bulletins.c.fingerprint, documents.c.uri)
        .join(bulletins, bulletins.c.document == documents.c.id)
        .where(documents.c.sha256.in_(list(hashes)))
    )
    places = connection.execute(
        select(paths.c.uri, documents.c.sha256, paths.c.stamp)
        .join(documents, documents.c.id == paths.c.document)
        .where(paths.c.uri.in_(uris))
    )
    return Known(
        {row[0]: (row[1], row[2]) for row in found},
        {row[0]: (row[1], row[2]) for row in places},
        set(connection.execute(select(quarantine.c.uri).where(quarantine.c.uri.in_(uris))).scalars()),
    )


_Kept = tuple[int, str | None, bytes | None, str | None]


def _kept(connection: Connection, many: Sequence[Packed]) -> dict[str, _Kept]:
    """Return what is there of these documents: hash → number, fingerprint, record and text."""
    documents, bulletins = _TABLES["documents"], _TABLES["bulletins"]
    query = (
        select(
            documents.c.sha256, documents.c.id, bulletins.c.fingerprint, bulletins.c.record, bulletins.c.text
        )
        .outerjoin(bulletins, bulletins.c.document == documents.c.id)
        .where(documents.c.sha256.in_([p.sha256 for p in many]))
    )  # fmt: skip
    return {row[0]: (row[1], row[2], row[3], row[4]) for row in connection.execute(query)}


def _put_documents(connection: Connection, new: Sequence[Packed], numbers: Mapping[str, int]) -> dict[str, int]:
    """Put the rows of ``documents``; return the number of each. ``numbers`` are those of the ones that are there."""
    table = _TABLES["documents"]
    result: dict[str, int] = {}
    fresh: list[Packed] = []
    for packed in new:
        if packed.sha256 in numbers:
            number = result[packed.sha256] = numbers[packed.sha256]
            connection.execute(update(table).where(table.c.id == number).values(packed.document))
        else:
            fresh.append(packed)
    if fresh:
        last: int = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        result |= {packed.sha256: number for number, packed in enumerate(fresh, last + 1)}
        insert_many(connection, "documents", [(result[p.sha256], *p.document.values()) for p in fresh])
    return result


def _clear(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete bulletins with all that is below them, children before parents: no cascade has to be waited for."""
    if numbers:
        for name in (*reversed(BELOW), "bulletins"):
            table = _TABLES[name]
            connection.execute(delete(table).where(table.c.document.in_(numbers)))


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
