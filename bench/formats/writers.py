"""What every writer of a format shares: how it is called, and what it says where its program is not on this machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from jianbao.record import Bulletin

__all__ = ["MissingProgram", "Writer", "program", "run"]

#: Takes bulletins by name and a folder; writes one file a bulletin and returns their paths by name.
Writer = Callable[[Mapping[str, Bulletin], Path], dict[str, Path]]

_PATIENCE = 300


class MissingProgram(Exception):
    """What a writer needs is not on this machine; the message says how to get it."""


def program(names: Sequence[str], remedy: str) -> str:
    """Return the path of the first of some programs that there is. Raises MissingProgram."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise MissingProgram(f"{names[0]} is missing: {remedy}")


def run(command: Sequence[str | Path]) -> None:
    """Run a program to its end. Raises CalledProcessError or TimeoutExpired."""
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
