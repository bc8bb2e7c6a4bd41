"""Files that commands write: they appear under their name only when they are complete."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import typer

__all__ = ["target_of", "write_whole", "written"]


@contextlib.contextmanager
def written(path: Path | None, inputs: Sequence[Path] = ()) -> Iterator[IO[str]]:
    """Give standard output, or a file that appears under its name only when it is complete and holds something.

    What is no regular file (a pipe, a device) is written to directly; a link is followed.
    """
    if path is None:
        yield sys.stdout
        return
    target = target_of(path, inputs)
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8") as file:
            yield file
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8") as file:
            yield file
        if temporary.stat().st_size:
            temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path | None, data: bytes, inputs: Sequence[Path] = ()) -> None:
    """Write ``data`` to standard output, or to a file that appears under its name only when it is complete."""
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target = target_of(path, inputs)
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def target_of(path: Path, inputs: Sequence[Path] = ()) -> Path:
    """Return the file that is written to; one that is read, and a folder, are wrong use."""
    target = Path(os.path.realpath(path))
    if any(os.path.realpath(given) == str(target) for given in inputs):
        raise typer.BadParameter(f"{path}: is one of the files to be read")
    if target.is_dir():
        raise typer.BadParameter(f"{path}: is a folder")
    return target
