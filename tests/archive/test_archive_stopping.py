"""Runs that are stopped: by Ctrl-C, by a terminal's, by death; nobody stays behind, and the next run does the rest."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import archive_stub
import pytest
from archive_stub import run

from jianbao.archive import open_store
from jianbao.errors import StoreError

PARENT = """
import sys
import archive_stub
from pathlib import Path
from jianbao.archive import archive
if __name__ == "__main__":
    archive([Path(sys.argv[1])], sys.argv[2], archive_stub.extract_for_ever, "r1", workers=2)
"""


@pytest.fixture
def many(tmp_path):
    root = tmp_path / "many"
    root.mkdir()
    for number in range(150):
        (root / f"{number:03}.txt").write_text("BAD" if number % 50 == 7 else f"text {number % 120}")
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    environment = os.environ | {"PYTHONPATH": str(Path(archive_stub.__file__).parent)}
    started = []

    def start(database: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(script), str(root), str(database)]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, start_new_session=True)
        started.append(process)
        return process

    yield root, start
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _until_some_are_written(process: subprocess.Popen[bytes], database: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        if database.exists():
            try:
                with open_store(database, create=False) as store, store.read() as connection:
                    if connection.exec_driver_sql("SELECT count(*) FROM bulletins").scalar_one():
                        return
            except StoreError:
                pass  # not created yet
        time.sleep(0.01)
    raise AssertionError("nothing was written")


@pytest.mark.parametrize("signal_", [signal.SIGKILL, signal.SIGINT])
def test_stopped_run_is_completed_by_the_next(many, tmp_path, dump, signal_):
    root, start = many
    database = tmp_path / "stopped.db"
    process = start(database)
    _until_some_are_written(process, database)
    os.kill(process.pid, signal_)
    _, errors = process.communicate(timeout=30)
    assert process.returncode != 0
    with open_store(database) as store:
        before = len(dump(store)["bulletins"])
        assert 0 < before < 118
        summary = run([root], store)
        assert (summary.found, summary.unchanged + summary.archived) == (150, 118)
        assert summary.done == 150
        assert summary.unchanged >= 1
        with store.read() as connection:
            outcome = connection.exec_driver_sql("SELECT outcome FROM runs WHERE id = 1").scalar_one()
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert outcome == (None if signal_ == signal.SIGKILL else "interrupted")
        with open_store(tmp_path / "quiet.db") as quiet:
            run([root], quiet)
            assert dump(store) == dump(quiet)
    if signal_ == signal.SIGINT:
        assert errors.rstrip().endswith(b"KeyboardInterrupt")
        assert errors.count(b"Traceback") <= 2


def test_workers_end_with_a_killed_parent(many, tmp_path):
    _, start = many
    database = tmp_path / "stopped.db"
    process = start(database)
    _until_some_are_written(process, database)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert _left_of(process) == []


def test_interrupted_run_does_not_wait_for_the_files_at_hand(many, tmp_path):
    root, start = many
    database = tmp_path / "stopped.db"
    process = start(database)
    passing = _until_it_does_not_go_on(process, tmp_path / "endless")
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert _left_of(process) == []
    assert not passing.parent.exists()
    with open_store(database) as store, store.read() as connection:
        assert connection.exec_driver_sql("SELECT outcome FROM runs").scalar_one() == "interrupted"
        written = connection.exec_driver_sql("SELECT count(*) FROM bulletins").scalar_one()
    with open_store(database) as store:
        summary = run([root], store)
        assert (summary.found, summary.unchanged + summary.archived) == (150, 118)
        assert summary.unchanged >= written > 0


def test_terminals_interrupt_is_for_the_parent_alone(many, tmp_path):
    _, start = many
    process = start(tmp_path / "stopped.db")
    deadline = time.monotonic() + 30
    while not any("spawn_main" in line for line in _session(process.pid)):
        assert time.monotonic() < deadline
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGINT
    assert b"Fatal Python error" not in errors
    assert b"spawn_main" not in errors
    assert errors.rstrip().endswith(b"KeyboardInterrupt")
    assert _left_of(process) == []


def _until_it_does_not_go_on(process: subprocess.Popen[bytes], endless: Path) -> Path:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        if endless.exists() and (name := endless.read_text()):
            assert Path(name).exists()
            return Path(name)
        time.sleep(0.01)
    raise AssertionError("it did not come to its endless file")


def _left_of(leader: subprocess.Popen[bytes]) -> list[str]:
    deadline = time.monotonic() + 10
    while (left := _session(leader.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def _session(leader: int) -> list[str]:
    """Return the live processes of the session that ``leader`` began."""
    done = subprocess.run(
        ["ps", "-ww", "-o", "stat=,cmd=", "-s", str(leader)], capture_output=True, text=True, check=False
    )
    return [line for line in done.stdout.splitlines() if not line.startswith("Z")]
