"""A store: a database that holds an archive, opened, recognised and brought up to date."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from ...errors import StoreError
from .tables import METADATA, SCHEMA, VERSION_TABLE

__all__ = ["Store", "database_url", "make_engine", "open_store"]

#: How long a writer waits for another one, in milliseconds.
_PATIENCE = 60_000
#: Memory for pages of the database, in KiB.
_CACHE = 65_536
#: Pages that the write-ahead log may have before they are put into the file: a page that changes often moves once.
_LOG_PAGES = 8_000
#: The advisory lock of PostgreSQL by which one writer waits for another, as they do in SQLite: "jianbao" in letters.
_ONE_WRITER = int.from_bytes(b"jianbao", "big")


class Store:
    """An open database. Close it, or use it as a context manager."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def name(self) -> str:
        """The database as a user would name it, without a password."""
        url = self.engine.url
        return str(url.database) if _is_sqlite(url) else url.render_as_string(hide_password=True)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the database itself consists of."""
        database = self.engine.url.database
        if not _is_sqlite(self.engine.url) or not database:
            return ()
        return tuple(Path(database + end).absolute() for end in ("", "-wal", "-shm", "-journal"))

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that writes: all of it is kept, or nothing.

        Raises StoreError where the database refuses (full, locked, gone).
        """
        try:
            with self.engine.connect().execution_options(jianbao_writes=True) as connection, connection.begin():
                if connection.dialect.name == "postgresql":
                    connection.execute(select(func.pg_advisory_xact_lock(_ONE_WRITER)))
                yield connection
        except DBAPIError as error:
            raise StoreError(f"{self.name}: {_cause(error)}") from error

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that reads one unchanging state of the database."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise StoreError(f"{self.name}: {_cause(error)}") from error

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str | Path | URL, create: bool = True) -> Store:
    """Open the archive at ``url``, a SQLAlchemy URL or the path of a SQLite file; bring an older one up to date.

    With ``create`` a database that does not exist, or holds no table yet, becomes an archive.

    Raises StoreError where it is no archive, was made by a newer program, or cannot be opened.
    """
    target = database_url(url)
    if _is_sqlite(target) and target.database and target.database != ":memory:":
        _check_file(Path(target.database), create)
    try:
        store = Store(make_engine(target))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        hint = ": pip install 'jianbao[postgres]'" if "psycopg" in str(error) else ""
        raise StoreError(f"{target.render_as_string(hide_password=True)}: {error}{hint}") from error
    try:
        _bring_up_to_date(store, create)
    except BaseException:
        store.close()
        raise
    return store


def database_url(url: str | Path | URL) -> URL:
    """Return the URL that a user means: a text without ``://`` is the path of a SQLite file."""
    if isinstance(url, URL):
        return url
    given = str(url)
    if isinstance(url, Path) or "://" not in given:
        return URL.create("sqlite", database=given)
    try:
        found = make_url(given)
    except ArgumentError as error:
        raise StoreError(f"{given}: not a database URL") from error
    return found.set(drivername="postgresql+psycopg") if found.drivername in ("postgresql", "postgres") else found


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _check_file(path: Path, create: bool) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: is a folder, not a database")
    if not path.exists():
        if not create:
            raise StoreError(f"{path}: no such database")
        if not path.absolute().parent.is_dir():
            raise StoreError(f"{path}: there is no folder {path.absolute().parent}")
        return
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from error
    if head and head != b"SQLite format 3\0":
        raise StoreError(f"{path}: not a database")


def make_engine(url: URL) -> Engine:
    """Return an engine whose transactions hold all that is done in them, the making of tables too."""
    engine = create_engine(url)
    if _is_sqlite(url):
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _: object) -> None:
    # The driver's own transactions would commit before DDL; ours are begun by _on_begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA cache_size = {-_CACHE}")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that became a writer later could only fail, not wait.
    writes = connection.get_execution_options().get("jianbao_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(store: Store, create: bool) -> None:
    with store.read() as connection:
        state = _revision(connection, store)
    if state == SCHEMA:
        return
    if state is None and not create:
        raise StoreError(f"{store.name}: not an archive (it holds no table)")
    from .migrations import upgrade

    if _is_sqlite(store.engine.url):
        _use_write_ahead_log(store)
    with store.write() as connection:
        if _revision(connection, store) != SCHEMA:  # another process may have been faster
            upgrade(connection)


def _revision(connection: Connection, store: Store) -> str | None:
    """Return the revision of the database, None where there is nothing yet.

    Raises StoreError where it belongs to something else, or is newer than this program.
    """
    names = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in names:
        if names and (_is_sqlite(store.engine.url) or names & set(METADATA.tables)):
            raise StoreError(f"{store.name}: a database, but not one of Jianbao's")
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars().all()
    if not found:
        return None
    revision = str(found[0])
    if revision == SCHEMA:
        return revision
    from .migrations import revisions

    if revision not in revisions():
        raise StoreError(
            f"{store.name}: its schema {revision} is that of another Jianbao; this one knows schemas up to {SCHEMA}"
        )
    return revision


def _use_write_ahead_log(store: Store) -> None:
    """Let readers and a writer work at once. SQLite keeps the mode in the file; it cannot change in a transaction."""
    raw = store.engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise StoreError(f"{store.name}: {error}") from error
    finally:
        raw.close()


def _cause(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig and str(error.orig).strip() else type(error).__name__
