"""Exports into databases that hold data already: the rows of a document replace its rows, all others stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archive_stub import TEXT, bulletin
from sqlalchemy import create_engine, inspect, text

from jianbao.archive import open_store, save
from jianbao.errors import ExportError
from jianbao.publish.exports import export
from jianbao.publish.exports.schema import TABLES


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database that holds a table of somebody else's."""
    url: str = request.getfixturevalue("url") if request.param == "postgresql" else f"sqlite:///{tmp_path / 'mine.db'}"
    run(url, "CREATE TABLE mine (a integer)", "INSERT INTO mine VALUES (7)")
    return url


def archived(path: Path, *bulletins: Any) -> Path:
    with open_store(path) as store, store.write() as connection:
        for each in bulletins:
            save(connection, each)
    return path


def run(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def rows(url: str, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            name: sorted((tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))), key=repr)
            for name in tables or inspect(connection).get_table_names()
        }
    engine.dispose()
    return found


def test_twice_is_once_and_other_data_stay(target: str, tmp_path: Path) -> None:
    archive = archived(tmp_path / "a.db", bulletin(), bulletin(TEXT + "\n第二期", "b.txt"))
    counts = export(archive, target)
    first = rows(target)
    assert {name: len(first[name]) for name in counts} == counts
    assert set(first) == {*TABLES, "panel", "mine"}
    assert export(archive, target) == counts
    assert rows(target) == first
    assert first["mine"] == [(7,)]
    assert {row[0] for row in rows(target, "figures")["figures"]} == {row[0] for row in first["documents"]}


def test_new_records_replace_old_ones_and_other_archives_stay(target: str, tmp_path: Path) -> None:
    export(archived(tmp_path / "a.db", bulletin()), target)
    export(archived(tmp_path / "b.db", bulletin(TEXT + "\n另一个档案", "c.txt")), target)
    both = rows(target, "documents", "figures")
    assert (len(both["documents"]), len(both["figures"])) == (2, 6)
    shorter = bulletin()
    shorter.figures = shorter.figures[:1]
    shorter.groups, shorter.findings, shorter.updates[0].sites = [], [], []
    export(archived(tmp_path / "new.db", shorter), target)
    after = rows(target, "documents", "figures", "findings", "sites")
    assert after["documents"] == both["documents"]
    assert len(after["figures"]) == 4
    assert (len(after["findings"]), len(after["sites"])) == (1, 1)


def test_names_that_are_taken(target: str, tmp_path: Path) -> None:
    archive = archived(tmp_path / "a.db", bulletin())
    run(target, "CREATE TABLE sites (a integer)")
    with pytest.raises(ExportError, match="has a table sites with other columns; give --prefix"):
        export(archive, target)
    assert set(rows(target)) == {"mine", "sites"}
    export(archive, target, prefix="bulletin_")
    assert set(rows(target)) == {"mine", "sites", *(f"bulletin_{name}" for name in (*TABLES, "panel"))}


def test_another_archive_is_no_target_without_a_prefix(target: str, tmp_path: Path) -> None:
    archive = archived(tmp_path / "a.db", bulletin())
    other = archived(tmp_path / "other.db")
    with pytest.raises(ExportError, match="is an archive itself; give --prefix"):
        export(archive, str(other))
    assert export(archive, str(other), prefix="x_")["figures"] == 3


def test_values_come_out_as_they_went_in(target: str, tmp_path: Path, dump: Callable[..., Any]) -> None:
    archive = archived(tmp_path / "a.db", bulletin(TEXT + "\n“引号” '😀 \\ %s"))
    export(archive, target, names=["figures", "bulletins", "findings"])
    engine = create_engine(target)
    with engine.connect() as connection:
        value, implied = connection.execute(text("SELECT value, implied FROM figures WHERE id = 2")).one()
        assert (value, bool(implied)) == (3.5, False)
        assert connection.execute(text('SELECT "constraint" FROM findings')).scalar_one() == "partition"
        assert connection.execute(text("SELECT text FROM bulletins")).scalar_one().endswith("“引号” '😀 \\ %s")
    engine.dispose()
