"""A Dask cluster on this machine, a scheduler and two workers in processes of their own, does the work of a batch."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import archive_stub
import pytest

from jianbao.archive import Summary, archive, open_store
from jianbao.cli.cluster import connect
from jianbao.errors import ExecutorError

ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(archive_stub.__file__).parent)}


def _dask(what: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--no-dashboard", *arguments]
    return subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def cluster(tmp_path):
    """Give the address of a scheduler, and its two workers."""
    file = tmp_path / "scheduler.json"
    scheduler = _dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    started = [scheduler]
    try:
        started += [
            _dask("worker", "--scheduler-file", str(file), "--nthreads", "1", "--local-directory", str(tmp_path))
            for _ in range(2)
        ]
        deadline = time.monotonic() + 60
        while not file.exists() or not file.read_text():
            assert time.monotonic() < deadline, "no scheduler"
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        while True:
            with contextlib.suppress(ExecutorError), connect(address) as joined:
                if joined.threads == 2:
                    break
            assert time.monotonic() < deadline, "no workers"
        yield address, started[1:]
    finally:
        for process in reversed(started):
            _end(process)


@pytest.fixture
def many(tmp_path):
    root = tmp_path / "many"
    root.mkdir()
    for number in range(300):
        content = "BAD" if number % 50 == 7 else f"text {number % 280}"
        (root / f"{number:03}.txt").write_text(content)
    return root


@pytest.mark.filterwarnings("default")
def test_a_worker_that_is_killed_in_mid_run_costs_nothing(cluster, many, tmp_path, dump):
    address, workers = cluster
    with open_store(tmp_path / "here.db") as here:
        expected = archive([many], here, archive_stub.extract, "r1", workers=2)
        with open_store(tmp_path / "cluster.db") as store, connect(address) as joined:
            first_written = threading.Event()

            def kill_one() -> None:
                assert first_written.wait(60)
                _end(workers[0])

            killer = threading.Thread(target=kill_one)
            killer.start()
            summary = archive(
                [many], store, archive_stub.extract_slowly, "r1", executor=joined.executor, workers=joined.threads,
                progress=lambda done, *_: first_written.set() if done else None,
            )  # fmt: skip
            killer.join()
            assert summary == expected == Summary(found=300, archived=275, duplicates=19, quarantined=6)
            assert dump(store) == dump(here)


@pytest.mark.filterwarnings("default")
def test_a_file_that_kills_its_worker_is_one_file(cluster, tmp_path, store):
    address, _ = cluster
    (tmp_path / "in").mkdir()
    for number in range(6):
        (tmp_path / "in" / f"{number}.txt").write_text("DIE" if number == 3 else f"text {number}")
    with connect(address) as joined:
        summary = archive(
            [tmp_path / "in"], store, archive_stub.extract, "r1", executor=joined.executor, workers=joined.threads
        )
    assert summary == Summary(found=6, archived=5, quarantined=1)


def test_nobody_at_the_address(monkeypatch):
    monkeypatch.setattr("jianbao.cli.cluster._SECONDS", 1)
    with (
        pytest.raises(ExecutorError, match=r"^tcp://127\.0\.0\.1:1: no cluster answers there"),
        connect("tcp://127.0.0.1:1"),
    ):
        pass
