"""Members: the files inside zips, named as ``archive.zip!/folder/name.docx``, and as such read like any file.

A .docx or an OFD file is a zip as well, but a document: it has no members. Zips stand in each other as deep as the
limits allow.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from functools import lru_cache
from io import BufferedReader
from pathlib import Path

from ..errors import LimitExceeded, ReadError
from .limits import Limits
from .sniff import kind_of_names
from .zips import Zip

__all__ = ["MARK", "expand", "is_member", "members_of", "open_file", "read_file"]

MARK = "!/"
"""What parts a zip's path from a name inside it."""
_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
#: What desktops leave in zips, and nobody means.
_LITTER = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


def expand(path: str, limits: Limits | None = None) -> list[str]:
    """Return the paths of the files in a zip; the path itself for any other file, and for a zip that cannot be read.

    Reading such a zip raises the error that says why.
    """
    limits = limits or Limits()
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return [path]
        with open(path, "rb") as file:
            if not file.read(4).startswith(_STARTS):
                return [path]
        return [
            f"{path}{MARK}{name}" for name in members_of(_opened(path, _stamp(path), (), limits), path, limits)
        ] or [path]
    except (OSError, ReadError):
        return [path]


def members_of(opened: Zip, uri: str, limits: Limits) -> list[str]:
    """Return the names of the files in a zip and in the zips within it, litter left out; nothing for a document.

    Raises ReadError where a zip within it is broken, LimitExceeded where there are too many files in all.
    """
    names: list[str] = []
    for name in _names(opened, uri, limits, 1):
        names.append(name)
        if len(names) > limits.members:
            limits.demand("members", len(names), uri)
    return names


def is_member(path: str | Path) -> bool:
    """Tell whether a path names a file inside a zip."""
    return MARK in str(path) and not os.path.lexists(path) and _parted(str(path)) is not None


def open_file(path: str | Path, uri: str) -> BufferedReader:
    """Open a file; never a pipe or a device, which would keep its reader waiting.

    Raises OSError, and ReadError for what is no regular file.
    """
    file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))  # noqa: SIM115
    mode = os.fstat(file.fileno()).st_mode
    if not stat.S_ISREG(mode):
        file.close()
        raise ReadError(uri, "is not a regular file")
    return file


def read_file(path: str | Path, uri: str, limits: Limits) -> bytes:
    """Return the bytes of a file, or of a file inside a zip.

    Raises ReadError, which names the file and the cause.
    """
    parted = _parted(str(path)) if is_member(path) else None
    try:
        if parted is None:
            with open_file(path, uri) as file:
                limits.demand("bytes", os.fstat(file.fileno()).st_size, uri)
                data = file.read(limits.bytes + 1) or b""
            limits.demand("bytes", len(data), uri)  # it may grow while it is read
            return data
        outer, *inner = parted
        return _opened(outer, _stamp(outer), tuple(inner[:-1]), limits).read(inner[-1])
    except OSError as error:
        cause = "is a folder" if isinstance(error, IsADirectoryError) else error.strerror or str(error)
        raise ReadError(uri, cause) from error
    except ReadError as error:
        raise type(error)(uri, error.cause) from error


def _names(opened: Zip, uri: str, limits: Limits, depth: int) -> Iterator[str]:
    if kind_of_names(opened.names) != "zip":
        return
    for name in opened.names:
        if _is_litter(name):
            continue
        if not name.lower().endswith(".zip") or depth >= limits.nesting:
            yield name
            continue
        try:
            inner = list(_names(Zip(opened.read(name), uri, limits), uri, limits, depth + 1))
        except LimitExceeded:
            raise
        except ReadError:
            inner = []
        yield from (f"{name}{MARK}{part}" for part in inner) if inner else (name,)


def _parted(path: str) -> list[str] | None:
    """Return the path of the zip and the names inside it, one for each zip; None where no zip stands at the path."""
    first, *rest = path.split(MARK)
    for number, part in enumerate(rest):
        if os.path.isfile(first):
            return [first, *rest[number:]]
        first = f"{first}{MARK}{part}"
    return None


def _stamp(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=4)
def _opened(path: str, stamp: tuple[int, int], inner: tuple[str, ...], limits: Limits) -> Zip:
    """Return a zip, or one inside it; the last ones stay open, for files come zip by zip."""
    if not inner:
        return Zip(Path(path), path, limits)
    outer = _opened(path, stamp, inner[:-1], limits)
    return Zip(outer.read(inner[-1]), path, limits)


def _is_litter(name: str) -> bool:
    lowered = name.lower()
    base = lowered.rpartition("/")[2]
    return lowered.startswith(_LITTER) or base.startswith((".", "~$")) or base in _LITTER
