"""What people ask of an archive: the views, and the archive as DataFrames."""

from __future__ import annotations

import sqlite3

import archive_stub
import pytest
from archive_stub import TEXT, bulletin

from jianbao.archive import load, save
from jianbao.archive.store.tables import METADATA
from jianbao.errors import StoreError


@pytest.fixture
def filled(store):
    with store.write() as connection:
        save(connection, bulletin())
        later = bulletin(TEXT + "\n第二期", "b.txt")
        later.masthead.issue, later.masthead.date = 6, None
        later.figures[1].dimension = "pollution"
        later.figures[1].category = "大气"
        later.figures[2].parent = 1
        later.updates[0].event_dates = []
        save(connection, later)
    return store


def rows(store, query):
    """Return what a user sees who opens the file with SQLite's own tool."""
    with sqlite3.connect(store.files[0]) as connection:
        found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_complaints_by_region(filled):
    columns = "issue, bulletin_date, category, code, value, unit, of_dimension, of_category, quote, page"
    assert rows(filled, f"SELECT {columns} FROM complaints_by_region ORDER BY issue, figure") == [
        (5, "2031-03-15", "青禾县", "990101", 4, "件", None, None, "4件", 2),
        (5, "2031-03-15", "白沙县", "990102", 3.5, "件", None, None, "3件", 2),
        (6, None, "白沙县", "990102", 3.5, "件", "pollution", "大气", "3件", 2),
    ]


def test_complaints_by_type(filled):
    assert rows(filled, "SELECT issue, dimension, category, value FROM complaints_by_type") == [
        (6, "pollution", "大气", 4)
    ]


def test_officials_activity(filled):
    columns = "name, titles, role, event_date, bulletin_date, county, update_title, issue"
    assert rows(filled, f"SELECT {columns} FROM officials_activity ORDER BY issue") == [
        ("陈一鸣", "副县长、组长", "lead", "2031-03-14", "2031-03-15", "青禾县", "调研", 5),
        ("陈一鸣", "副县长、组长", "lead", None, None, "青禾县", "调研", 6),
    ]


def test_sites_history(filled):
    assert rows(filled, "SELECT name, kind, event_date, county, issue FROM sites_history ORDER BY issue") == [
        ("柳溪村", "village", "2031-03-14", "青禾县", 5),
        ("柳溪村", "village", None, "青禾县", 6),
    ]


def test_users_need_no_quotes(filled):
    query = "SELECT count(*) FROM groups, findings WHERE constraint_name = 'partition' AND relation = 'partition'"
    assert rows(filled, query) == [(4,)]


def test_figures_are_a_frame_with_the_columns_of_the_record(filled):
    with load(filled.engine.url.database) as archive:
        frame = archive.figures
        assert archive.figures is frame
    first = frame[frame.document == 1].set_index("id")
    assert first.value.tolist() == [7, 4, 3.5]
    assert first.parent.isna().tolist() == [True, False, False]
    assert {column: str(frame[column].dtype) for column in ("id", "issue", "serial", "parent", "value", "implied")} == {
        "id": "Int64", "issue": "Int64", "serial": "Int64", "parent": "Int64", "value": "Float64",
        "implied": "boolean",
    }  # fmt: skip
    assert first.quote.tolist() == ["7件", "4件", "3件"]
    assert first.box[0] == [72.0, 140.0, 300.5, 155.0]
    assert {"subject", "scope", "as_of", "batch_first", "batch_last", "group", "label", "unit"} <= set(frame.columns)


@pytest.mark.parametrize(
    ("name", "length"),
    [
        ("documents", 2), ("bulletins", 2), ("sections", 4), ("updates", 2), ("event_dates", 2), ("officials", 2),
        ("sites", 2), ("figures", 6), ("groups", 2), ("findings", 2), ("unread", 2), ("warnings", 2),
        ("quarantine", 0), ("runs", 0),
    ],
)  # fmt: skip
def test_frames(filled, name, length):
    with load(filled.engine.url.database) as archive:
        frame = getattr(archive, name)
    assert len(frame) == length
    assert len(frame.columns) > 3


def test_findings_bear_the_name_of_their_constraint(filled):
    with load(filled.engine.url.database) as archive:
        assert archive.findings.constraint.tolist() == ["partition", "partition"]


def test_every_table_and_view_can_be_read(filled):
    with load(filled.engine.url.database) as archive:
        for name in (*METADATA.tables, "officials_activity", "sites_history", "complaints_by_type"):
            assert list(archive.table(name).columns), name
        with pytest.raises(KeyError, match="songs: the archive has arrivals, bulletins"):
            archive.table("songs")


def test_no_archive(tmp_path):
    with pytest.raises(StoreError, match="no such database"):
        load(tmp_path / "none.db")


def test_stub_quotes_are_where_they_say():
    record = archive_stub.bulletin()
    assert [figure.span.of(record.text) for figure in record.figures] == ["7件", "4件", "3件"]
