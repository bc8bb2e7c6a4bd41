"""``export``: which tables go where, in which form. What is written appears whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection

from ...archive.panel import Shape, panel_rows
from ...archive.store import Store, database_url, open_store
from ...errors import ExportError
from .csvfiles import write_csv
from .database import write_database
from .excel import write_excel
from .jsonlines import write_jsonl
from .package import DESCRIPTOR, write_package
from .parquet import write_parquet
from .rows import Rows, portions
from .schema import TABLES, VIEW_MEANINGS, Exported, exported, panel

__all__ = ["Form", "export"]

Form = Literal["csv", "jsonl", "parquet", "xlsx", "zip", "database"]
_SUFFIXES: dict[str, Form] = {
    ".xlsx": "xlsx",
    ".zip": "zip",
    ".db": "database",
    ".sqlite": "database",
    ".sqlite3": "database",
}
_WRITERS = {"csv": write_csv, "jsonl": write_jsonl, "parquet": write_parquet}
_PANEL = "panel"
#: The time that files in a zip bear, so that the same archive gives the same zip.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def export(
    url: str | Path,
    to: str,
    form: Form | None = None,
    names: Sequence[str] = (),
    shape: Shape = "sparse",
    prefix: str = "",
) -> dict[str, int]:
    """Write the tables of the archive at ``url`` to a folder, a file or a database; return how many rows each has.

    ``names`` are tables or views; all tables and the panel where none is named. ``form`` follows from ``to`` where it
    is not given: ``.xlsx``, ``.zip`` (a data package), ``.db`` or a URL (a database), else a folder of CSV files, which
    is a data package too. ``prefix`` goes before the names of tables in a database.

    Raises StoreError where there is no archive, ExportError where the target cannot take it or a name is unknown.
    """
    form = form or _form_of(to)
    with open_store(url, create=False) as store, store.read() as connection:
        tables = [(table, _rows(connection, table, shape)) for table in _chosen(connection, names, to)]
        if form == "database":
            _refuse_itself(store, to)
            return write_database(to, prefix, _hashes(connection), tables)
        target = Path(to)
        if not target.absolute().parent.is_dir():
            raise ExportError(to, f"there is no folder {target.absolute().parent}")
        try:
            return _written(target, form, tables)
        except OSError as error:
            raise ExportError(to, error.strerror or str(error)) from error


def _form_of(to: str) -> Form:
    return "database" if "://" in to else _SUFFIXES.get(Path(to).suffix.lower(), "csv")


def _chosen(connection: Connection, names: Sequence[str], to: str) -> Iterator[Exported]:
    for name in names or (*TABLES, _PANEL):
        try:
            yield panel() if name == _PANEL else exported(connection, name)
        except KeyError:
            known = ", ".join((*TABLES, *VIEW_MEANINGS, _PANEL))
            raise ExportError(to, f"no table is called {name}; there are {known}") from None


def _rows(connection: Connection, table: Exported, shape: Shape) -> Iterator[Rows]:
    return panel_rows(connection, shape) if table.name == _PANEL else portions(connection, table)


def _hashes(connection: Connection) -> Iterator[str]:
    """Yield the documents whose rows are exported."""
    query = exported(connection, "documents").query
    return (row[0] for row in connection.execution_options(yield_per=1000).execute(query))


def _refuse_itself(store: Store, to: str) -> None:
    database = database_url(to).database
    if store.files and database and Path(database).absolute() == store.files[0]:
        raise ExportError(to, "is the archive itself")


def _written(target: Path, form: Form, tables: Sequence[tuple[Exported, Iterable[Rows]]]) -> dict[str, int]:
    if form in _WRITERS:
        if target.exists() and not target.is_dir():
            raise ExportError(str(target), f"is a file; {form} files go into a folder")
        with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=f".{target.name}.") as made:
            counts = _write_folder(Path(made), form, tables)
            target.mkdir(exist_ok=True)
            for path in sorted(Path(made).iterdir()):
                os.replace(path, target / path.name)
        return counts
    if target.is_dir():
        raise ExportError(str(target), "is a folder, not a file")
    with tempfile.TemporaryDirectory(dir=target.absolute().parent, prefix=f".{target.name}.") as made:
        file = Path(made) / target.name
        if form == "xlsx":
            counts = write_excel(file, tables)
        else:
            (folder := Path(made) / "package").mkdir()
            counts = _write_folder(folder, "csv", tables)
            _zip(folder, file)
        os.replace(file, target)
    return counts


def _write_folder(folder: Path, form: Form, tables: Iterable[tuple[Exported, Iterable[Rows]]]) -> dict[str, int]:
    made = []
    for table, rows in tables:
        path = folder / f"{table.name}.{form}"
        made.append((table, path, _WRITERS[form](path, table, rows)))
    if form == "csv":
        write_package(folder / DESCRIPTOR, made)
    return {table.name: count for table, _, count in made}


def _zip(folder: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(path.name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as out:
                shutil.copyfileobj(source, out)
