"""Killed at random moments and taken up again: is the database that of an undisturbed run, row for row?"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from jianbao.archive import open_store
from jianbao.archive.store.tables import CONTENT

__all__ = ["digests", "killed"]


def killed(folder: Path, database: Path, kills: int, longest: float, seed: int = 1) -> list[int]:
    """Archive ``folder``, killed ``kills`` times after at most ``longest`` seconds; return how far each came.

    The last run is left in peace.
    """
    rng = random.Random(seed)
    reached = []
    for _ in range(kills):
        process = _start(folder, database)
        time.sleep(rng.uniform(0.5, longest))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        reached.append(_documents(database))
    if _start(folder, database).wait():
        raise RuntimeError("the last run failed")
    return reached


def digests(database: Path) -> dict[str, str]:
    """Return a hash of all rows of each table, the log apart."""
    found = {}
    with open_store(database, create=False) as store, store.read() as connection:
        for table in CONTENT:
            digest = hashlib.sha256()
            query = select(table).order_by(*table.primary_key.columns)
            for row in connection.execution_options(yield_per=1000).execute(query):
                digest.update(repr(tuple(row)).encode())
            found[table.name] = digest.hexdigest()
    return found


def _start(folder: Path, database: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bench.scale.run", str(folder), str(database), "2"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)


def _documents(database: Path) -> int:
    if not database.exists():
        return 0
    with open_store(database) as store, store.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM documents").scalar_one())
