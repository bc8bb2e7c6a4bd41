"""A zip is a batch: each file in it is archived, counted and quarantined by its own name."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import archive_stub
import pytest

from jianbao.archive import Store, archive, find_files, quarantined, retry
from jianbao.errors import DamagedFile
from jianbao.readers import Limits, read_file
from jianbao.record import Bulletin


def put(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as opened:
        for name, text in files.items():
            opened.writestr(name, text)
    return path


@pytest.fixture
def executor() -> Iterator[Executor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


def extract(path: Path) -> Bulletin:
    text = read_file(path, str(path), Limits()).decode()
    if text == "BAD":
        raise DamagedFile(str(path), "cut short")
    return archive_stub.bulletin(
        f"{archive_stub.TEXT}\n{text}", str(path), "r1", hashlib.sha256(text.encode()).hexdigest()
    )


def test_files_of_a_zip_are_found_by_name(tmp_path: Path) -> None:
    zipped = put(tmp_path / "a.zip", {"b/一.txt": "x", "二.txt": "y", "__MACOSX/._一.txt": "z"})
    (tmp_path / "c.txt").write_text("z")
    (tmp_path / "d.zip").write_bytes(b"PK\x03\x04 damaged")
    expected = [f"{zipped}!/b/一.txt", f"{zipped}!/二.txt", str(tmp_path / "c.txt"), str(tmp_path / "d.zip")]
    assert find_files([tmp_path]).files == expected
    assert find_files([f"{zipped}!/二.txt", zipped]).files == [expected[1], expected[0]]


def test_each_file_of_a_zip_has_its_outcome(tmp_path: Path, store: Store, executor: Executor) -> None:
    zipped = put(tmp_path / "a.zip", {"一.txt": "text 1", "二.txt": "text 2", "又.txt": "text 1", "坏.txt": "BAD"})
    summary = archive([zipped], store, extract, "r1", executor=executor)
    assert (summary.found, summary.archived, summary.duplicates, summary.quarantined) == (4, 2, 1, 1)
    assert [(file.uri, file.code) for file in quarantined(store)] == [(f"{zipped}!/坏.txt", "damaged_file")]
    with store.read() as connection:
        uris = [row[0] for row in connection.exec_driver_sql("SELECT uri FROM documents ORDER BY uri")]
    assert uris == [f"{zipped}!/一.txt", f"{zipped}!/二.txt"]
    again = archive([zipped], store, extract, "r1", executor=executor)
    assert (again.unchanged, again.duplicates, again.quarantined) == (2, 1, 1)


def test_a_file_of_a_zip_leaves_quarantine_when_it_is_mended(tmp_path: Path, store: Store, executor: Executor) -> None:
    zipped = put(tmp_path / "a.zip", {"坏.txt": "BAD", "二.txt": "text 2"})
    archive([zipped], store, extract, "r1", executor=executor)
    put(zipped, {"坏.txt": "text 3", "二.txt": "text 2"})
    assert retry(store, extract, "r1", executor=executor).archived == 1
    assert quarantined(store) == []


def test_limits_hold_for_the_files_of_a_zip(tmp_path: Path, store: Store, executor: Executor) -> None:
    zipped = put(tmp_path / "a.zip", {"一.txt": "text 1", "长.txt": "text 2, and longer"})
    assert find_files([zipped], limits=Limits(members=1)).files == [str(zipped)]
    summary = archive([zipped], store, extract, "r1", executor=executor, limits=Limits(bytes=10))
    assert (summary.archived, summary.quarantined) == (1, 1)
    assert [(file.uri, file.code) for file in quarantined(store)] == [(f"{zipped}!/长.txt", "limit_exceeded")]
