"""Batches: every file accounted for, whatever happens to it or to us."""

from __future__ import annotations

import os
import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import archive_stub
import pytest
from archive_stub import run
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.archive import Summary, archive, forget, open_store, quarantined, retry
from jianbao.archive.places import path_of, uri_of
from jianbao.errors import RuleError
from jianbao.readers import Limits


def test_every_fate(folder, store):
    assert run([folder], store) == Summary(found=10, archived=4, duplicates=3, quarantined=3, ignored=3)
    fates = {Path(q.uri).name: (q.code, q.cause) for q in quarantined(store)}
    assert fates == {
        "bad.txt": ("damaged_file", "cut short"),
        "crash.txt": ("crash", "ValueError: what is this? indeed"),
        "empty.txt": ("empty_file", "nothing in it"),
    }


def test_paths_name_every_place_of_a_document(folder, store):
    run([folder], store)
    with store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT p.uri, d.uri FROM paths AS p JOIN documents AS d ON d.id = p.document ORDER BY p.uri"
        ).all()
    short = {Path(a).relative_to(folder).as_posix(): Path(b).relative_to(folder).as_posix() for a, b in found}
    assert short == {
        "2031/copy.txt": "2031/copy.txt",
        "2031/four.txt": "2031/four.txt",
        "a.txt": "a.txt",
        "b.txt": "2031/copy.txt",
        "copy.txt": "a.txt",
        "odd.xyz": "z.txt",
        "z.txt": "z.txt",
    }


def test_again_changes_nothing(folder, store, dump):
    run([folder], store)
    before = dump(store)
    assert run([folder], store) == Summary(found=10, unchanged=4, duplicates=3, quarantined=3, ignored=3)
    assert dump(store) == before


def test_unchanged_files_are_not_read_by_the_extraction(folder, store):
    run([folder / "a.txt"], store)

    def never(path):
        raise AssertionError(path)

    assert run([folder / "a.txt", folder / "copy.txt"], store, never) == Summary(found=2, unchanged=1, duplicates=1)


def test_new_rules_extract_again(folder, store):
    run([folder], store)
    again = run([folder], store, archive_stub.extract_with_new_rules, "r2")
    assert again == Summary(found=10, archived=4, duplicates=3, quarantined=3, ignored=3)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT DISTINCT rules_fingerprint, fingerprint FROM bulletins").all() == [
            ("r2", "r2")
        ]


def test_new_rules_equal_a_fresh_archive(folder, store, dump, tmp_path):
    run([folder], store)
    run([folder], store, archive_stub.extract_with_new_rules, "r2")
    with open_store(tmp_path / "fresh.db") as fresh:
        run([folder], fresh, archive_stub.extract_with_new_rules, "r2")
        assert dump(store) == dump(fresh)


def test_original_files_are_left_alone(folder, store):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    run([folder], store)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    assert after == before


def test_mended_file_leaves_quarantine(folder, store):
    run([folder], store)
    (folder / "bad.txt").write_text("good now")
    assert run([folder / "bad.txt"], store).archived == 1
    assert "bad.txt" not in {Path(q.uri).name for q in quarantined(store)}


def test_copy_of_an_archived_file_leaves_quarantine(folder, store):
    run([folder], store)
    (folder / "bad.txt").write_text("one")
    assert run([folder], store).duplicates == 4
    assert [q.uri for q in quarantined(store)] == [str(folder / n) for n in ("crash.txt", "empty.txt")]


def test_changed_file_is_a_new_document(folder, store):
    run([folder / "b.txt"], store)
    (folder / "b.txt").write_text("two, amended")
    assert run([folder / "b.txt"], store).archived == 1
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM documents").scalar_one() == 2
        assert connection.exec_driver_sql("SELECT count(*) FROM paths").scalar_one() == 1


def test_file_that_changes_while_it_is_read(tmp_path, store):
    (tmp_path / "a.txt").write_text("CHANGE")
    assert run([tmp_path / "a.txt"], store).quarantined == 1
    assert [q.code for q in quarantined(store)] == ["changed"]


def test_same_bytes_under_a_name_that_can_be_read(tmp_path, store):
    for name in ("a.xyz", "b.xyz", "c.txt", "d.txt"):
        (tmp_path / name).write_text("same")
    assert run([tmp_path / n for n in ("a.xyz", "b.xyz", "c.txt", "d.txt")], store) == Summary(
        found=4, archived=1, duplicates=3
    )


def test_crashes_in_one_place_have_one_hash(tmp_path, store):
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(f"CRASH {name}")
    run([tmp_path / "a.txt", tmp_path / "b.txt"], store)
    first, second = quarantined(store)
    assert first.traceback_hash == second.traceback_hash is not None
    assert first.traceback.splitlines()[-1] == "ValueError"
    assert "extract" in first.traceback.splitlines()[-2]
    assert str(tmp_path) not in first.traceback


def test_wrong_rules_stop_the_run(folder, store):
    def extract(path):
        raise RuleError("my.toml", "no such table")

    with pytest.raises(RuleError, match=r"my\.toml: no such table"):
        run([folder], store, extract)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT outcome, archived FROM runs").all() == [("failed", 0)]


def test_record_that_the_database_refuses(tmp_path, store):
    (tmp_path / "a.txt").write_text("fine")
    (tmp_path / "b.txt").write_text("odd")

    def extract(path):
        record = archive_stub.extract(path)
        if path.name == "b.txt":
            record.masthead.issue = 2**70
        return record

    assert run([tmp_path / "a.txt", tmp_path / "b.txt"], store, extract) == Summary(found=2, archived=1, quarantined=1)


def test_run_log(folder, store):
    run([folder], store)
    run([folder], store)
    with store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, outcome, fingerprint, found, archived, unchanged, duplicates, quarantined, ignored FROM runs"
        ).all()
        arrivals = connection.exec_driver_sql("SELECT run, count(*) FROM arrivals GROUP BY run").all()
    assert rows == [(1, "done", "r1", 10, 4, 0, 3, 3, 3), (2, "done", "r1", 10, 0, 4, 3, 3, 3)]
    assert arrivals == [(1, 4)]


def test_progress_grows_to_the_end(folder, store):
    seen = []
    run([folder], store, progress=lambda done, total, summary: seen.append((done, total, summary.done)))
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    assert seen[-1] == (10, 10, 10)


def test_retry_and_forget(folder, store):
    run([folder], store)
    (folder / "bad.txt").write_text("good now")
    (folder / "crash.txt").unlink()
    with ThreadPoolExecutor(1) as executor:
        summary = retry(store, archive_stub.extract, "r1", executor=executor)
    assert summary == Summary(found=3, archived=1, quarantined=2)
    crash = quarantined(store, ["unreadable_file"])
    assert [(Path(q.uri).name, q.cause) for q in crash] == [("crash.txt", "No such file or directory")]
    forget(store, [crash[0].uri])
    assert [Path(q.uri).name for q in quarantined(store)] == ["empty.txt"]


def test_name_that_is_not_unicode(tmp_path, store):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xbc\xf2\xb1\xa8.txt"))
    path.write_text("BAD")
    assert run([tmp_path / "."], store).quarantined == 1
    (item,) = quarantined(store)
    assert item.uri.endswith("/%BC%F2%B1%A8.txt")
    path.write_text("good")
    assert retry(store, archive_stub.extract, "r1").archived == 1


@given(st.binary(min_size=1, max_size=20).filter(lambda b: b"\0" not in b and b"/" not in b))
def test_uri_round_trip(name):
    path = "/data/" + os.fsdecode(name)
    uri = uri_of(path)
    assert uri.encode().decode() == uri
    assert path_of(uri) == Path(path)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["one", "two", "three", "four", "BAD", "BAD 2", "CRASH", "EXIT", ""]),
            st.sampled_from([".txt", ".txt", ".xyz"]),
        ),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_all_files_are_accounted_for(files: list[tuple[str, str]], chance: random.Random):
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "in").mkdir()
        paths = []
        for number, (content, suffix) in enumerate(files):
            paths.append(root / "in" / f"{number}{suffix}")
            paths[-1].write_text(content)
        with open_store(root / "b.db") as store:
            for part in (chance.sample(paths, len(paths) // 2), [root / "in"], [root / "in"]):
                summary = run(part, store)
                assert summary.found == summary.done
            good = {content for content, suffix in files if content.islower() and suffix == ".txt"}
            with store.read() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM bulletins").scalar_one() == len(good)
            assert summary.archived == 0
            assert summary.unchanged == len(good)
            assert len(quarantined(store)) == summary.quarantined


def test_one_file_needs_no_other_process(folder, store):
    parent = os.getpid()

    def extract(path):
        raise AssertionError

    with pytest.raises((AttributeError, TypeError), match="pickle"):
        archive([folder / "a.txt"], store, extract, "r1")
    assert archive([folder / "a.txt"], store, partial(_in_process, parent), "r1").archived == 1


def _in_process(expected: int, path: Path):
    assert os.getpid() == expected
    return archive_stub.extract(path)


def test_processes_give_what_threads_give(folder, store, dump, tmp_path):
    assert archive([folder], store, archive_stub.extract, "r1").found == 10
    with open_store(tmp_path / "threads.db") as other:
        run([folder], other)
        assert dump(store) == dump(other)


def test_dying_worker_does_not_stop_the_batch(folder, store):
    (folder / "die.txt").write_text("DIE")
    (folder / "2031" / "die.txt").write_text("DIE too")
    (folder / "exit.txt").write_text("EXIT")
    summary = archive([folder], store, archive_stub.extract, "r1", workers=2)
    assert summary == Summary(found=13, archived=4, duplicates=3, quarantined=6, ignored=3)
    codes = {Path(q.uri).relative_to(folder).as_posix(): q.code for q in quarantined(store)}
    assert {codes["die.txt"], codes["2031/die.txt"]} == {"worker_died"}
    assert codes["exit.txt"] == "crash"


def test_file_that_takes_too_long_or_too_much_is_one_file(folder, store):
    (folder / "hang.txt").write_text("HANG")
    (folder / "hog.txt").write_text("HOG")
    limits = Limits(file_seconds=5, memory=1_000_000_000)
    summary = archive([folder], store, archive_stub.extract, "r1", workers=2, limits=limits)
    assert summary == Summary(found=12, archived=4, duplicates=3, quarantined=5, ignored=3)
    causes = {Path(q.uri).name: q.cause for q in quarantined(store, ["limit_exceeded"])}
    assert causes == {
        "hang.txt": "takes longer than the limit of 5 s; raise it with --limit file_seconds=50",
        "hog.txt": "needs more memory than the limit allows; raise it with --limit memory=…",
    }
