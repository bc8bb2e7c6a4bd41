"""Reading in a process of its own, which may crash, run for ever or take all memory without harm to anybody else.

PDFs, and whatever else is read by native code, can make that code crash; no ``except`` catches it. So a batch has them
read by a child process, one for many files, that is killed where it takes too long and replaced where it dies.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from ..document import Document
from ..errors import DamagedFile, LimitExceeded
from . import is_native, read_again, read_bytes, read_file
from .again import Part
from .limits import Limits
from .progress import WATCHER, page_done

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["IsolatedReader", "hold_to_memory"]

_FILES = 200
"""A process reads so many files before it is replaced, so that what native code leaks does not add up."""
_GRACE = 2.0
"""Seconds that a process may take to send what it has read, or to end."""
_PAGE = "page"

_Task: TypeAlias = Literal["read", "read again"]


class _Done(NamedTuple):
    """What a task in the process of its own gave back."""

    value: Any


class IsolatedReader:
    """Reads files as ``readers.read`` does, those for native code in a process of its own.

    The process is started with the first such file and ends with ``close``, with its parent, or with what kills it.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._process: Any = None
        self._pipe: Connection | None = None
        self._files = 0

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def read(self, path: str | Path, uri: str | None = None) -> Document:
        """Return the document that the file at ``path`` holds; ``uri`` is what to call it, its path by default.

        Raises ReadError; DamagedFile where the file makes its reader crash, LimitExceeded where a page takes too long
        or the file too much memory.
        """
        name = str(path) if uri is None else uri
        data = read_file(path, name, self.limits)
        if not is_native(data):
            return read_bytes(data, name, self.limits)
        document: Document = self._ask("read", name, data, name, self.limits)
        return document

    def read_again(self, path: str | Path, parts: Sequence[Part]) -> list[str]:
        """Return what stands in each of the parts of a scan, read from finer pictures of its pages.

        Raises ReadError, as ``read`` does.
        """
        name = str(path)
        data = read_file(path, name, self.limits)
        strings: list[str] = self._ask("read again", name, data, name, parts, self.limits)
        return strings

    def close(self) -> None:
        """End the process, if one runs."""
        if self._pipe is not None:
            self._pipe.close()
            self._process.join(_GRACE)
        self._kill()

    def _ask(self, task: _Task, uri: str, *arguments: Any) -> Any:
        """Have the process do a task on the file that ``uri`` names; return what it gives, raise what it raises."""
        try:
            answer = self._answer(task, uri, arguments)
        except BaseException:
            # A process that is still busy, with this file or with the wreck of it, is of no use for the next.
            self._kill()
            raise
        if isinstance(answer, _Done):
            return answer.value
        self._kill()
        if isinstance(answer, MemoryError):
            raise LimitExceeded(uri, _memory(self.limits)) from None
        raise answer

    def _answer(self, task: _Task, uri: str, arguments: tuple[Any, ...]) -> Any:
        if self._files >= _FILES:
            self.close()
        if self._pipe is None:
            self._start()
        pipe = self._pipe
        assert pipe is not None
        self._files += 1
        started = time.monotonic()
        try:
            pipe.send((task, arguments))
            while True:
                if not pipe.poll(self.limits.page_seconds + _GRACE):
                    raise _too_long(uri, self.limits)
                answer = pipe.recv()
                if answer != _PAGE:
                    return answer
                page_done()
        except (EOFError, OSError):
            raise self._death(uri, time.monotonic() - started) from None

    def _death(self, uri: str, seconds: float) -> DamagedFile | LimitExceeded:
        """Return the error for a process that died while it read a file."""
        self._process.join(_GRACE)
        code = self._process.exitcode
        if code is not None and -code == getattr(signal, "SIGXCPU", None):
            return _too_long(uri, self.limits)
        cause = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
        hint = ": it is damaged, or " + _memory(self.limits) if cause == "SIGABRT" else ""
        return DamagedFile(uri, f"the file makes its reader crash ({cause}, after {seconds:.1f} s){hint}")

    def _start(self) -> None:
        import multiprocessing

        # A forked process has all modules loaded, and is there in milliseconds; elsewhere than on Linux it is not safe.
        context: Any = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self._pipe, theirs = context.Pipe()
        ours = self._pipe if sys.platform == "linux" else None
        self._process = context.Process(target=_serve, args=(theirs, ours, self.limits), daemon=True)
        with warnings.catch_warnings():
            # Threads of the parent that hold no lock of ours (a watchdog) do no harm.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        theirs.close()
        self._files = 0

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, parents_end: Connection | None, limits: Limits) -> None:
    """Do tasks for the parent until it is gone: what runs in the process of its own."""
    if parents_end is not None:
        parents_end.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    hold_to_memory(limits.memory)

    def watch() -> None:
        _hold_to_seconds(limits.page_seconds)
        pipe.send(_PAGE)

    tasks: Mapping[_Task, Callable[..., Any]] = {"read": read_bytes, "read again": read_again}
    WATCHER.set(watch)
    while True:
        try:
            task, arguments = pipe.recv()
        except EOFError:
            return
        _hold_to_seconds(limits.page_seconds)
        answer: _Done | Exception
        try:
            answer = _Done(tasks[task](*arguments))
        except Exception as error:
            error.add_note("".join(traceback.format_exception(error)))
            answer = error
        del arguments
        try:
            pipe.send(answer)
        except MemoryError:
            pipe.send(MemoryError())
        except (BrokenPipeError, ConnectionError):
            return
        except Exception:
            pipe.send(RuntimeError(f"{type(answer).__name__} cannot be sent"))


def hold_to_memory(most: int) -> None:
    """Let this process take ``most`` bytes more than it has, where the system (Linux) can hold it to that."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text().split()[0])
        size = pages * os.sysconf("SC_PAGE_SIZE") + most
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if hard < 0 else min(size, hard), hard))


def _hold_to_seconds(most: int) -> None:
    """Have the system end this process where it computes longer, even if nobody is left to watch it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        end = int(used.ru_utime + used.ru_stime) + 4 * most + 1
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (end if hard < 0 else min(end, hard), hard))


def _too_long(uri: str, limits: Limits) -> LimitExceeded:
    seconds = limits.page_seconds
    cause = f"a page takes longer than the limit of {seconds} s; raise it with --limit page_seconds={10 * seconds}"
    return LimitExceeded(uri, cause)


def _memory(limits: Limits) -> str:
    return (
        f"needs more memory than the limit of {limits.memory:,} bytes; raise it with --limit memory={4 * limits.memory}"
    )
