"""The database: recognised, migrated, and filled without ever changing what is the same."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from archive_stub import TEXT, bulletin
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from jianbao.archive.store import database_url, open_store, save
from jianbao.archive.store.migrations import revisions
from jianbao.archive.store.rows import inflate, rows_of
from jianbao.archive.store.tables import CONTENT, LOG, METADATA, SCHEMA, VERSION_TABLE
from jianbao.archive.store.views import VIEWS
from jianbao.errors import StoreError
from jianbao.record import from_json
from jianbao.span import Span


def test_migrated_schema_is_the_metadata(store):
    with store.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "compare_type": True,
                "compare_server_default": True,
                "include_name": lambda name, kind, _: kind != "table" or not name.startswith("search_grams"),
            },
        )
        assert compare_metadata(context, METADATA) == []


def test_migrated_tables_are_clustered_and_cascade_as_the_metadata_says(store, tmp_path):
    with create_engine(f"sqlite:///{tmp_path / 'direct.db'}").begin() as connection:
        METADATA.create_all(connection)
        expected = {table: _details(connection, table) for table in METADATA.tables}
        connection.engine.dispose()
    with store.read() as connection:
        assert {table: _details(connection, table) for table in METADATA.tables} == expected


def _details(connection, table):
    ddl = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}).scalar_one()
    rules = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").all()
    return "WITHOUT ROWID" in ddl, sorted(tuple(map(str, rule[1:])) for rule in rules)


def test_migrated_views_are_the_views(store):
    with store.read() as connection:
        found = dict(connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'view'")).all())
    assert found == {name: f"CREATE VIEW {name} AS {select}" for name, select in VIEWS.items()}


def test_newest_revision_is_the_schema():
    assert revisions()[0] == SCHEMA


def test_every_table_is_content_or_log():
    assert {*CONTENT, *LOG} == set(METADATA.sorted_tables)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_no_name_needs_quotes(dialect):
    for table in METADATA.sorted_tables:
        ddl = str(CreateTable(table).compile(dialect=dialect))
        assert '"' not in ddl, ddl


def test_opening_again_changes_nothing(store, dump):
    before = dump(store, log=True)
    with open_store(store.engine.url) as again:
        assert dump(again, log=True) == before


def test_pragmas(store):
    with store.read() as connection:
        pragmas = ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in pragmas]
    assert found == ["wal", 1, 1, 60_000]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("bulletins.db", ("sqlite", "bulletins.db")),
        ("/data/简报.db", ("sqlite", "/data/简报.db")),
        ("sqlite:///x.db", ("sqlite", "x.db")),
        (Path("a") / "b?.db", ("sqlite", "a/b?.db")),
        ("postgresql+psycopg://me:pass@host/db", ("postgresql+psycopg", "db")),
    ],
)
def test_url(given, expected):
    url = database_url(given)
    assert (url.drivername, url.database) == expected


def test_path_with_odd_characters_is_a_file(tmp_path):
    path = tmp_path / "a?b#c 简报.db"
    open_store(str(path)).close()
    assert path.stat().st_size > 0


def test_nothing_there(tmp_path):
    with pytest.raises(StoreError, match="no such database"):
        open_store(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_folder_is_missing(tmp_path):
    with pytest.raises(StoreError, match="there is no folder"):
        open_store(tmp_path / "none" / "b.db")


def test_folder_is_no_database(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_text_file_is_no_database(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("only notes, and long enough ones")
    with pytest.raises(StoreError, match=r"notes\.db: not a database"):
        open_store(path)
    assert path.read_text() == "only notes, and long enough ones"


def test_damaged_database(tmp_path):
    path = tmp_path / "hurt.db"
    path.write_bytes(b"SQLite format 3\0" + b"\xff" * 4096)
    with pytest.raises(StoreError, match=r"hurt\.db: "):
        open_store(path)


def test_database_of_another_program(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (title)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not one of Jianbao's"):
        open_store(path)
    assert path.read_bytes() == before


def test_empty_database_becomes_an_archive_only_if_asked(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="holds no table"):
        open_store(path, create=False)
    open_store(path).close()
    open_store(path, create=False).close()


def test_database_of_a_newer_program(store):
    with store.write() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(
        StoreError, match=f"schema 9999 is that of another Jianbao; this one knows schemas up to {SCHEMA}"
    ):
        open_store(store.engine.url)


def test_unknown_kind_of_database():
    with pytest.raises(StoreError, match="oracel"):
        open_store("oracel://host/db")


def test_bad_url():
    with pytest.raises(StoreError, match="not a database URL"):
        open_store("://")


def test_save_fills_every_table_of_content(store, dump):
    with store.write() as connection:
        assert save(connection, bulletin())
    counts = {name: len(rows) for name, rows in dump(store).items()}
    assert counts == {
        "documents": 1, "paths": 1, "bulletins": 1, "sections": 2, "updates": 1, "event_dates": 2, "officials": 1,
        "titles": 2, "sites": 1, "figures": 3, "groups": 1, "findings": 1, "finding_figures": 3, "repairs": 2,
        "unread": 1, "distributions": 1, "recipients": 2, "lines": 4, "warnings": 1, "quarantine": 0,
        "corrections": 0, "keywords": 9,
    }  # fmt: skip


def test_figure_row(store):
    with store.write() as connection:
        save(connection, bulletin())
        row = dict(connection.execute(text("SELECT * FROM figures WHERE id = 2")).mappings().one())
    start = TEXT.index("3件")
    assert row == {
        "document": 1, "id": 2, "subject": "投诉举报件", "scope": "new", "as_of": "2031-03-15",
        "batch_first": 3, "batch_last": 4, "dimension": "region", "category": "白沙县", "code": "990102",
        "label": "白沙县", "value": 3.5, "unit": "件", "parent": 0, "group_id": 0, "implied": 0,
        "span_start": start, "span_end": start + 2, "page": 2, "box": "[72.0, 140.0, 300.5, 155.0]",
    }  # fmt: skip


def test_whole_numbers_stay_whole(store):
    with store.write() as connection:
        save(connection, bulletin())
        assert [repr(v) for v in connection.execute(text("SELECT value FROM figures ORDER BY id")).scalars()] == [
            "7",
            "4",
            "3.5",
        ]


def test_saving_again_changes_nothing(store, dump):
    with store.write() as connection:
        save(connection, bulletin())
    before = dump(store, log=True)
    with store.engine.connect() as connection:
        assert not save(connection, bulletin())
    assert dump(store, log=True) == before


def test_new_rules_replace_the_rows(store, dump):
    with store.write() as connection:
        save(connection, bulletin())
    shorter = bulletin(rules="r2")
    shorter.figures, shorter.groups, shorter.findings = [], [], []
    with store.write() as connection:
        assert save(connection, shorter)
    after = dump(store)
    assert after["figures"] == after["findings"] == after["repairs"] == after["finding_figures"] == []
    assert len(after["bulletins"]) == len(after["officials"]) == 1


def test_new_rules_and_back_is_the_same(store, dump):
    with store.write() as connection:
        save(connection, bulletin())
    before = dump(store, log=True)
    for rules in ("r2", "r1"):
        with store.write() as connection:
            assert save(connection, bulletin(rules=rules))
    assert dump(store, log=True) == before


def test_corrections_outlive_a_new_extraction(store):
    corrections = METADATA.tables["corrections"]
    with store.write() as connection:
        save(connection, bulletin())
        row = {"document": 1, "id": 0, "action": "correct", "table_name": "officials", "field": "name"}
        values = {"extracted_value": "陈一鸣", "value": "陈一明", "author": "me", "made": "2031-04-01T00:00:00"}
        connection.execute(corrections.insert(), row | values)
        save(connection, bulletin(rules="r2"))
        assert connection.execute(select(corrections.c.value)).scalars().all() == ["陈一明"]


def test_record_round_trip(store):
    original = bulletin(TEXT + "\n“引号” 'a' \"b\" 😀 %s :x \\ " + "长" * 100_000)
    with store.write() as connection:
        save(connection, original)
        record, kept = connection.execute(text("SELECT record, text FROM bulletins")).one()
    assert from_json(inflate(record)) == original
    assert kept == original.text


def test_failed_save_leaves_nothing(store, dump):
    before = dump(store)
    wrong = bulletin()
    wrong.sections[0].kind = None  # type: ignore[assignment]
    with store.engine.connect() as connection, pytest.raises(Exception, match="kind"):
        save(connection, wrong)
    assert dump(store) == before


@pytest.mark.parametrize(
    ("table", "index", "field", "value", "message"),
    [
        ("figures", 1, "parent", 3, "a figure's parent is 3, and there are only 3"),
        ("figures", 1, "group", -1, "a figure's group is -1, and there are only 1"),
        ("figures", 1, "id", 7, "the ids of the figures are not their places"),
        ("groups", 0, "whole", 99, "a group's whole is 99"),
        ("findings", 0, "figures", [5], "a finding's figure is 5"),
        ("updates", 0, "section", 2, "an update's section is 2"),
    ],
)
def test_references_that_lead_nowhere(table, index, field, value, message):
    wrong = bulletin()
    setattr(getattr(wrong, table)[index], field, value)
    with pytest.raises(ValueError, match=message):
        rows_of(wrong)


def test_place_of_a_span_between_and_after_the_lines():
    record = bulletin()
    after = len(TEXT) + 5
    spans = [Span(4, 5), Span(after, after + 1), Span(0, len(TEXT))]
    record.unread = [dataclasses.replace(record.unread[0], span=span) for span in spans]
    assert [(row["page"], row["box"][1]) for row in rows_of(record).tables["unread"]] == [
        (1, 120.0),
        (2, 160.0),
        (1, 100.0),
    ]


def test_text_without_lines_has_no_pages():
    record = bulletin()
    record.lines = []
    assert {(row["page"], row["box"]) for row in rows_of(record).tables["figures"]} == {(None, None)}


def test_two_writers_wait_for_each_other(store, tmp_path):
    with open_store(store.engine.url) as other, store.write() as connection:
        save(connection, bulletin())
        with other.read() as reader:  # a reader is not held up, and sees the state before
            assert reader.execute(text("SELECT count(*) FROM documents")).scalar_one() == 0
    with store.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar_one() == 1


def test_indexes_that_users_need(store):
    with store.read() as connection:
        found = {
            tuple(index["column_names"])
            for table in METADATA.tables
            for index in inspect(connection).get_indexes(table)
        }
    assert found >= {("name",), ("date",), ("issuer", "year", "issue"), ("dimension", "category"), ("status",)}
