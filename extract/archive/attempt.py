"""One file, tried once: rows, or the reason why not. This is what runs in a worker."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError, RuleError, StoreError
from ..readers import Limits, is_member, read_file
from ..record import Bulletin
from .finding import path_of
from .store.rows import Rows, rows_of

__all__ = ["Extract", "Failure", "attempt", "failure_of", "hash_file", "one_line"]

Extract = Callable[[Path], Bulletin]


class Failure(NamedTuple):
    """Why a file could not be archived: a code for programs, a cause for people, the place in the code for both."""

    code: str
    cause: str
    traceback: str | None = None
    traceback_hash: str | None = None


def attempt(extract: Extract, uri: str, fingerprint: str) -> Rows | Failure:
    """Extract the file at ``uri`` and return its rows, or why that failed. The rows bear ``uri`` as the file's name.

    Raises RuleError and StoreError: they are about the whole run, not about one file.
    """
    try:
        bulletin = extract(path_of(uri))
        return rows_of(replace(bulletin, source=replace(bulletin.source, uri=uri)), fingerprint)
    except (RuleError, StoreError):
        raise
    except Exception as error:
        return failure_of(error)


def hash_file(uri: str, limits: Limits) -> str | Failure:
    """Return the SHA-256 of the file at ``uri`` (or inside a zip), or why it cannot be read."""
    path = path_of(uri)
    try:
        if is_member(path):
            return hashlib.sha256(read_file(path, uri, limits)).hexdigest()
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ReadError) as error:
        return failure_of(error)


def failure_of(error: BaseException) -> Failure:
    """Return what the quarantine says of ``error``.

    A ReadError is the file's fault and needs no traceback. Anything else is ours: the frames and the kind of error
    are hashed, so that files which fail in the same place can be counted together.
    """
    if isinstance(error, ReadError):
        return Failure(_snake(type(error).__name__), one_line(error.cause))
    if isinstance(error, OSError) and error.strerror:
        return Failure("unreadable_file", one_line(error.strerror))
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    trace = "\n".join([*frames, type(error).__name__])
    cause = one_line(f"{type(error).__name__}: {error}")
    return Failure("crash", cause, trace, hashlib.sha256(trace.encode()).hexdigest())


def one_line(cause: str) -> str:
    """Return ``cause`` on one line, of a length that people read, in characters that any database holds."""
    text = " ".join(cause.replace("\0", " ").encode("utf-8", "backslashreplace").decode().split())
    return text if len(text) <= 500 else text[:499] + "…"


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
