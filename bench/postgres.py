"""A PostgreSQL server of one's own, from Debian's package: in a temporary folder, behind a socket, gone afterwards."""

from __future__ import annotations

import contextlib
import glob
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["server"]


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Give the URL of a server's database ``postgres``, with ``{}`` in the place of the database's name.

    The server refuses to run as root; then it runs as the user that the package made.

    Raises FileNotFoundError where the package is not installed, CalledProcessError where the server does not start.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="jbpg"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    run = ["runuser", "-u", user, "--"] if user else []
    data, log = folder / "data", folder / "log"
    control = [*run, str(programs / "pg_ctl"), "-D", str(data), "-l", str(log), "-w"]
    try:
        _call([*run, str(programs / "initdb"), "-D", str(data), "-U", "jianbao", "-E", "UTF8", "--no-sync"])
        _call([*control, "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start"])
        try:
            yield f"postgresql+psycopg://jianbao@/{{}}?host={folder}"
        finally:
            _call([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    if not found:
        raise FileNotFoundError("PostgreSQL is not installed: apt-get install postgresql")
    return Path(found[-1])


def _call(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
