"""Where a file stands: on a disk, or behind a URL that fsspec opens (``s3://``, ``hdfs://``, ``memory://``, …)."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from ..errors import ReadError
from ..readers import Limits, is_member, open_file, read_file

__all__ = ["hash_of", "is_remote", "local", "opened", "path_of", "side_by_side", "size_of", "stamps_of", "uri_of"]

T = TypeVar("T")

#: Requests to a remote store that are under way together.
_AT_A_TIME = 16
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+(?:::[^:]+)*://", re.IGNORECASE)


def is_remote(name: str) -> bool:
    """Tell whether ``name`` is a URL for fsspec, and no path."""
    return _REMOTE.match(name) is not None and not name.startswith("file://")


def uri_of(path: str) -> str:
    """Return the path as a text that any database can hold: itself, or a ``file:`` URI where it is not Unicode."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return Path(path).as_uri()
    return path


def path_of(uri: str) -> Path:
    """Return the path that ``uri_of`` made a text of."""
    if uri.startswith("file:///"):
        return Path(os.fsdecode(unquote_to_bytes(uri.removeprefix("file://"))))
    return Path(uri)


def opened(url: str) -> tuple[Any, str]:
    """Return fsspec's file system for a URL, and the path there.

    Raises ReadError where fsspec, or its driver for this kind of URL, is missing.
    """
    try:
        import fsspec
    except ImportError:
        raise ReadError(url, "URLs need fsspec: pip install 'jianbao[remote]'") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise ReadError(url, f"fsspec cannot open it: {error}") from None
    return system, path


def hash_of(uri: str, limits: Limits) -> str:
    """Return the SHA-256 of the file at ``uri``. Raises OSError or ReadError where it cannot be read."""
    if is_remote(uri):
        system, name = opened(uri)
        with system.open(name, "rb") as file:
            return _digest(file)
    path = path_of(uri)
    if is_member(path):
        return hashlib.sha256(read_file(path, uri, limits)).hexdigest()
    with open_file(path, uri) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(uri: str) -> int:
    """Return the size of a file in bytes, 0 where nobody knows it: how much work it may be."""
    if is_remote(uri):
        system, path = opened(uri)
        with contextlib.suppress(Exception):
            return int(system.size(path) or 0)
        return 0
    try:
        return path_of(uri).stat().st_size
    except OSError:
        return 0


def side_by_side(ask: Callable[[str], T], uris: Sequence[str]) -> list[T]:
    """Return ``ask`` of each file: one after another on a disk, several at a time where the network is asked."""
    if not any(map(is_remote, uris)):
        return [ask(uri) for uri in uris]
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        return list(threads.map(ask, uris))


def stamps_of(uris: Sequence[str]) -> dict[str, str | None]:
    """Return, for each file, what ``_stamp_of`` says of it."""
    return dict(zip(uris, side_by_side(_stamp_of, uris), strict=True))


def _stamp_of(uri: str) -> str | None:
    """Return what a remote store says of the state of a file (ETag, size, time); None for a file on a disk.

    Equal stamps, equal bytes: such a file need not be fetched to know that it is unchanged.
    """
    if not is_remote(uri):
        return None
    system, path = opened(uri)
    try:
        return str(system.ukey(path))
    except Exception:  # a driver without such a thing, or a file that is gone: hashing will tell
        return None


@contextlib.contextmanager
def local(uri: str) -> Iterator[Path]:
    """Give the path of the file at ``uri``; a remote one is fetched into a temporary folder, under its own name."""
    if not is_remote(uri):
        yield path_of(uri)
        return
    system, path = opened(uri)
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        target = os.path.join(folder, os.path.basename(path.rstrip("/")) or "file")
        system.get_file(path, target)
        yield Path(target)


def _digest(file: Any) -> str:
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()
