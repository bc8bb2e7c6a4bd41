"""The originals, kept under the hash of their bytes: whatever happens to a file, the archive can still show it."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import DamagedFile, ReadError, StoreError
from ..readers import Limits, is_member, read_file
from .attempt import Failure, failure_of
from .places import local

__all__ = ["Originals", "original"]

_BLOCK = 1 << 20


class Originals:
    """A folder that holds each original once, as ``ab/abcdef…`` (the SHA-256 in hexadecimal)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Return where the original with this hash stands, or would stand."""
        return self._folder / sha256[:2] / sha256

    def keep(self, uri: str, sha256: str) -> str | Failure:
        """Keep the file at ``uri``; return its hash, or why it could not be read.

        Raises StoreError where the folder cannot be written to.
        """
        target = self.path(sha256)
        if target.exists():
            return sha256
        try:
            with local(uri) as path:
                data = read_file(path, uri, Limits()) if is_member(path) else path
                found = self._write(data, target)
        except (OSError, ReadError) as error:
            return failure_of(error)
        return sha256 if found == sha256 else Failure("changed", "the file changed while it was read")

    def _write(self, source: Path | bytes, target: Path) -> str:
        """Copy a file, or write bytes, so that ``target`` appears only when it is complete; return the hash."""
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        digest = hashlib.sha256()
        try:
            with self._written(temporary) as write:
                for block in [source] if isinstance(source, bytes) else _blocks(source):
                    digest.update(block)
                    write(block)
            if digest.hexdigest() == target.name:
                temporary.replace(target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        return digest.hexdigest()

    @contextlib.contextmanager
    def _written(self, path: Path) -> Iterator[Callable[[bytes], None]]:
        """Give what writes to a new file. Raises StoreError where the folder or the disk refuses."""

        def write(block: bytes) -> None:
            try:
                file.write(block)
            except OSError as error:
                raise StoreError(f"{self._folder}: {error.strerror}") from error

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("wb")
        except OSError as error:
            raise StoreError(f"{self._folder}: {error.strerror}") from error
        with file:
            yield write


def original(uri: str, sha256: str, folder: Path | None, limits: Limits) -> bytes:
    """Return the bytes that were archived from ``uri``: those that ``folder`` keeps, else those that stand there still.

    Raises ReadError or OSError where they are gone, or are others by now.
    """
    kept = Originals(folder).path(sha256) if folder is not None else None
    if kept is not None and kept.exists():
        return read_file(kept, uri, limits)
    with local(uri) as path:
        data = read_file(path, uri, limits)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise DamagedFile(uri, "is not the file any more that was archived")
    return data


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block
