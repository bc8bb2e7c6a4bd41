"""What the tests of the archive share."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select, text

from bench.postgres import server
from jianbao.archive.store import Store, open_store
from jianbao.archive.store.tables import CONTENT, METADATA

_NAMES = (f"archive{number}" for number in itertools.count())

Dump = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "bulletins.db") as opened:
        yield opened


@pytest.fixture
def dump() -> Callable[..., Dump]:
    """Return a function that reads all rows of a store, without the log unless asked."""

    def read(store: Store, log: bool = False) -> Dump:
        with store.read() as connection:
            return {
                table.name: [tuple(map(repr, row)) for row in connection.execute(
                    select(table).order_by(*table.primary_key.columns))]
                for table in (METADATA.sorted_tables if log else CONTENT)
            }  # fmt: skip

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with files of every fate, in two levels."""
    root = tmp_path / "in"
    (root / "2031").mkdir(parents=True)
    for name, content in {
        "a.txt": "one",
        "b.txt": "two",
        "copy.txt": "one",
        "bad.txt": "BAD",
        "crash.txt": "CRASH here",
        "empty.txt": "",
        "odd.xyz": "three",
        "z.txt": "three",
        "2031/four.txt": "four “引号” '😀 \\ %s",
        "2031/copy.txt": "two",
        "2031/.hidden": "hidden",
        "2031/Thumbs.db": "",
        "2031/~$four.docx": "lock",
    }.items():
        (root / name).write_text(content, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the URL of a PostgreSQL server, with ``{}`` for the name of a database."""
    with server() as url:
        yield url


@pytest.fixture
def url(postgres: str) -> str:
    """Return the URL of an empty database."""
    name = next(_NAMES)
    engine = create_engine(postgres.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgres.format(name)
