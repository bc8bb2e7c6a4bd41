"""The same archive in a real PostgreSQL server: same tables, same rows, same answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import archive_stub
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from archive_stub import TEXT, bulletin
from sqlalchemy import inspect, text

from jianbao.archive import Summary, archive, load, open_store, quarantined, save, search
from jianbao.archive.store.tables import METADATA, VERSION_TABLE
from jianbao.archive.store.views import VIEWS
from jianbao.errors import StoreError


@pytest.fixture
def there(url):
    with open_store(url) as opened:
        yield opened


def run(paths, store, extract=archive_stub.extract, fingerprint="r1"):
    with ThreadPoolExecutor(3) as executor:
        return archive(paths, store, extract, fingerprint, executor=executor)


def equal_numbers(tables):
    """Return a dump in which 7 and 7.0 are one: PostgreSQL has one type for both."""
    return {name: [tuple(value.removesuffix(".0") for value in row) for row in rows] for name, rows in tables.items()}


def test_migrated_schema_is_the_metadata(there):
    with there.read() as connection:
        options = {
            "version_table": VERSION_TABLE,
            "compare_type": True,
            "include_name": lambda name, kind, _: kind != "table" or name != "search_grams",
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=options), METADATA) == []
        assert set(inspect(connection).get_view_names()) == set(VIEWS)


def test_every_fate_and_every_row_as_in_sqlite(folder, there, store, dump):
    expected = run([folder], store)
    assert run([folder], there) == expected == Summary(10, 4, 0, 3, 3, 3)
    assert equal_numbers(dump(there)) == equal_numbers(dump(store))
    assert run([folder], there) == Summary(10, 0, 4, 3, 3, 3)
    assert equal_numbers(dump(there)) == equal_numbers(dump(store))


def test_new_rules_replace_the_rows(folder, there, store, dump):
    for one in (there, store):
        run([folder], one)
        run([folder], one, archive_stub.extract_with_new_rules, "r2")
    assert equal_numbers(dump(there)) == equal_numbers(dump(store))


def test_search_answers_as_sqlite(there, store):
    texts = ["水库边的采石场。", "石采场，不在水中。", "由李　强带队，縣環保局", "%_' \" \\ 100% x"]
    for one in (there, store):
        with one.write() as connection:
            for number, more in enumerate(texts):
                record = bulletin(f"{TEXT}\n{more}", f"{number}.txt")
                record.masthead.date = None if number == 1 else date(2031, 3, number + 1).isoformat()
                save(connection, record)
            save(connection, bulletin(f"{TEXT}\n河道", "0.txt", "r2", bulletin(f"{TEXT}\n{texts[0]}").source.sha256))
    for query in ("水", "水库", "采石场", "李强", "县环保局", "场", "x", "100%", "河道", "调研 李强", "'", "\\"):
        assert search(there, query) == search(store, query), query
    assert [hit.uri for hit in search(there, "河道")] == ["0.txt"]


def test_views_and_frames(there):
    with there.write() as connection:
        save(connection, bulletin())
        rows = connection.execute(text("SELECT category, value, quote, page FROM complaints_by_region ORDER BY figure"))
        assert [tuple(row) for row in rows] == [("青禾县", 4, "4件", 2), ("白沙县", 3.5, "3件", 2)]
        rows = connection.execute(text("SELECT name, event_date, county FROM officials_activity"))
        assert [tuple(row) for row in rows] == [("陈一鸣", "2031-03-14", "青禾县")]
    with load(there.engine.url) as frames:
        assert frames.figures.value.tolist() == [7, 4, 3.5]
        assert [record.source.uri for record in frames.records()] == ["a.txt"]


def test_two_runs_at_once_do_everything_once(folder, url, there, store, dump):
    with open_store(url) as other, ThreadPoolExecutor(2) as both:
        summaries = list(both.map(lambda one: run([folder], one), (there, other)))
    assert all(s.done == s.found == 10 and s.quarantined == 3 for s in summaries)
    run([folder], store)
    assert equal_numbers(dump(there)) == equal_numbers(dump(store))


def test_value_that_the_database_refuses_is_one_file(tmp_path, there):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(name)

    def extract(path):
        record = archive_stub.extract(path)
        if path.stem == "b":
            record.masthead.title = "no\0text"
        return record

    assert run([tmp_path], there, extract) == Summary(found=3, archived=2, quarantined=1)
    assert [item.code for item in quarantined(there)] == ["unfit"]


def test_failed_copy_leaves_nothing(there, dump):
    before = dump(there)
    wrong = bulletin()
    wrong.sections[0].kind = None  # type: ignore[assignment]
    with there.engine.connect() as connection, pytest.raises(Exception, match="kind"):
        save(connection, wrong)
    assert dump(there) == before


def test_no_server():
    with pytest.raises(StoreError, match=r"^postgresql\+psycopg://me:\*\*\*@127\.0\.0\.1:1/db: "):
        open_store("postgresql://me:secret@127.0.0.1:1/db")
