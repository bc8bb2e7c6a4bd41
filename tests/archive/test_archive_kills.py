"""Killed at twenty random moments and taken up again, a run gives the database of one that was left in peace."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import archive_stub
import pytest

from jianbao.archive import archive, open_store

KILLS = 20


@pytest.fixture
def many(tmp_path):
    """Return a folder with files of every fate: good, doubled, damaged, doubled and damaged."""
    root = tmp_path / "many"
    root.mkdir()
    for number in range(1500):
        kind = number % 40
        content = "BAD" if kind == 7 else f"CRASH {number}" if kind == 9 else f"text {number % 1400}"
        (root / f"{number:04}.txt").write_text(content)
    for number in range(0, 1400, 90):
        (root / f"{number:04}-first.xyz").write_text(f"text {number}")
    return root


def archive_in_threads(root, database):
    with ThreadPoolExecutor(3) as executor:
        return archive([root], database, archive_stub.extract, "r1", executor=executor)


def _killed(root, database, bulletins, seconds):
    """Archive in a child that is killed so long after the database holds so many bulletins."""
    child = os.fork()
    if not child:
        try:
            archive_in_threads(root, database)
        finally:
            os._exit(0)
    while _written(database) < bulletins:
        assert os.waitpid(child, os.WNOHANG) == (0, 0), "the run ended before it was killed"
        time.sleep(0.001)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _written(database):
    """Return how many bulletins the database holds: none while it is being made."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT count(*) FROM bulletins").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_twenty_kills_change_nothing(many, tmp_path, dump, monkeypatch):
    monkeypatch.setattr("jianbao.archive.pipeline._TOGETHER", 4)  # many transactions, so that kills fall between them
    archive_in_threads(many, tmp_path / "warm.db")  # what is loaded once is loaded before the children begin
    quiet_summary = archive_in_threads(many, tmp_path / "quiet.db")
    rng = random.Random(20)
    database = tmp_path / "killed.db"
    written = 0
    for _ in range(KILLS):
        _killed(many, database, written + rng.randrange(25), rng.uniform(0, 0.02))
        before, written = written, _written(database)
        assert written >= before
    last = archive_in_threads(many, database)
    assert last.found == last.done == quiet_summary.found
    assert last.quarantined == quiet_summary.quarantined
    with open_store(database) as store, open_store(tmp_path / "quiet.db") as quiet:
        assert dump(store) == dump(quiet)
        with store.read() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            unfinished = connection.exec_driver_sql("SELECT count(*) FROM runs WHERE outcome IS NULL").scalar_one()
        assert unfinished >= KILLS / 2
