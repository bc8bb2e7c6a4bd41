"""The files that could not be archived, why, and another try."""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Executor
from typing import NamedTuple

from sqlalchemy import select

from ..readers import Limits
from .attempt import Extract
from .batch import Progress, Summary, archive_files
from .finding import Found
from .places import is_remote, path_of
from .store import Store
from .store.load import clear_quarantine
from .store.tables import METADATA

__all__ = ["Quarantined", "forget", "quarantined", "retry"]

_TABLE = METADATA.tables["quarantine"]


class Quarantined(NamedTuple):
    """One file in quarantine.

    ``code`` is for programs (``damaged_file``, ``unsupported_format``, ``crash``, ``worker_died``, …), ``cause`` for
    people. A crash has the frames that led to it, and their hash: equal hashes, same place in the code.
    """

    uri: str
    sha256: str | None
    code: str
    cause: str
    traceback: str | None
    traceback_hash: str | None


def quarantined(store: Store, codes: Collection[str] = ()) -> list[Quarantined]:
    """Return the files in quarantine, sorted by path; with ``codes`` only those that failed in one of these ways."""
    query = select(_TABLE).order_by(_TABLE.c.uri)
    if codes:
        query = query.where(_TABLE.c.code.in_(list(codes)))
    with store.read() as connection:
        return [Quarantined(**row) for row in connection.execute(query).mappings()]


def retry(
    store: Store,
    extract: Extract,
    fingerprint: str,
    *,
    codes: Collection[str] = (),
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Summary:
    """Try the files in quarantine again (with ``codes`` some of them). Those that succeed leave it.

    A file that is gone from its place stays, with that as its reason; ``forget`` takes it out.
    """
    found = Found([_path(item.uri) for item in quarantined(store, codes)], ignored=0)
    return archive_files(
        found, store, extract, fingerprint, executor=executor, workers=workers, progress=progress, limits=limits
    )


def forget(store: Store, uris: Collection[str]) -> None:
    """Take files out of quarantine without another try."""
    with store.write() as connection:
        clear_quarantine(connection, uris)


def _path(uri: str) -> str:
    return uri if is_remote(uri) else str(path_of(uri))
