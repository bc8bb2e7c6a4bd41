"""Files, each tried once: rows, or the reason why not. This is what runs in a worker."""

from __future__ import annotations

import contextlib
import hashlib
import re
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..errors import ReadError, RuleError, StoreError
from ..readers import Limits
from ..readers.progress import WATCHER
from ..record import Bulletin
from .places import hash_of, local, side_by_side
from .store.packed import Packed, pack

__all__ = ["Extract", "Failure", "attempt", "failure_of", "hash_files", "one_line"]

Extract = Callable[[Path], Bulletin]


class Failure(NamedTuple):
    """Why a file could not be archived: a code for programs, a cause for people, the place in the code for both."""

    code: str
    cause: str
    traceback: str | None = None
    traceback_hash: str | None = None


def attempt(extract: Extract, uris: Sequence[str], fingerprint: str, seconds: int = 0) -> list[Packed | Failure]:
    """Extract some files and return the rows of each, or why that failed. The rows bear the ``uri`` as given.

    With ``seconds`` the system ends this process where a file takes longer than that without finishing a page.

    Raises RuleError and StoreError: they are about the whole run, not about one file.
    """
    results = []
    for uri in uris:
        with _killed_after(seconds):
            results.append(_attempt(extract, uri, fingerprint))
    return results


def _attempt(extract: Extract, uri: str, fingerprint: str) -> Packed | Failure:
    try:
        with local(uri) as path:
            bulletin = extract(path)
        return pack(replace(bulletin, source=replace(bulletin.source, uri=uri)), fingerprint)
    except (RuleError, StoreError):
        raise
    except Exception as error:
        return failure_of(error)


@contextlib.contextmanager
def _killed_after(seconds: int) -> Iterator[None]:
    """Have the system kill this process in so many seconds, counted anew with each page (where it has such alarms)."""
    if not seconds or not hasattr(signal, "alarm"):
        yield
        return
    token = WATCHER.set(lambda: _set_alarm(seconds))
    _set_alarm(seconds)
    try:
        yield
    finally:
        _set_alarm(0)
        WATCHER.reset(token)


def _set_alarm(seconds: int) -> None:
    signal.alarm(seconds)


def hash_files(uris: Sequence[str], limits: Limits) -> dict[str, str | Failure]:
    """Return the SHA-256 of each file, or why it cannot be read; remote ones are fetched side by side."""
    return dict(zip(uris, side_by_side(lambda uri: _hash_file(uri, limits), uris), strict=True))


def _hash_file(uri: str, limits: Limits) -> str | Failure:
    try:
        return hash_of(uri, limits)
    except Exception as error:
        return failure_of(error)


def failure_of(error: BaseException) -> Failure:
    """Return what the quarantine says of ``error``.

    A ReadError is the file's fault and needs no traceback. Anything else is ours: the frames and the kind of error
    are hashed, so that files which fail in the same place can be counted together.
    """
    if isinstance(error, ReadError):
        return Failure(_snake(type(error).__name__), one_line(error.cause))
    if isinstance(error, MemoryError):
        return Failure("limit_exceeded", "needs more memory than the limit allows; raise it with --limit memory=…")
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
