"""Who does the work: any executor, watched, and replaced where it breaks."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from ..readers.isolated import hold_to_memory

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

__all__ = ["Workers", "cores", "is_death"]

#: Objects after which a worker looks for garbage in circles: a record is a tree of thousands, and leaves none.
_GARBAGE = 20_000

#: A forked worker would hold copies of what is open here, and of locks that other threads have taken.
_SPAWN = multiprocessing.get_context("spawn")

P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def is_death(error: BaseException | None) -> bool:
    """Tell whether a task failed because its worker died; Dask says so after it has tried it on some of them."""
    return isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker"


class Workers:
    """An executor that outlives the death of its workers.

    A given ``executor`` is used as long as it works and is left open. Without one, a pool of ``count`` processes is
    started with the first task, each with ``memory`` bytes at most; with ``count`` 0 the tasks run in this process.
    """

    def __init__(self, executor: Executor | None, count: int, memory: int = 0) -> None:
        self._given = executor
        self._pool: Executor | None = executor
        self._single: Executor | None = None
        self._ours: _Ours | None = None
        self._memory = memory
        self.count = count

    @property
    def may_be_killed(self) -> bool:
        """Whether the tasks run in processes of our own making, which may end when a task takes too long."""
        return self.count > 0 and (self._pool is None or self._pool is not self._given)

    def submit(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start a task. Raises BrokenExecutor where a worker has died."""
        if self._pool is None:
            self._pool = self._start(self.count) if self.count else _Here()
        with _deaf_to_interrupts() if self.may_be_killed else contextlib.nullcontext():
            return self._pool.submit(task, *args, **kwargs)

    def alone(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a task while no other one runs beside it, in a process of its own, and return it when it is done."""
        if self._single is None:
            self._single = self._start(1)
        with _deaf_to_interrupts():
            future = self._single.submit(task, *args, **kwargs)
        if isinstance(future.exception(), BrokenExecutor):
            self._single.shutdown()
            self._single = None
        return future

    def renew(self) -> None:
        """Forget the broken executor. The next task starts a pool of our own."""
        if self._pool is not None and self._pool is not self._given:
            self._pool.shutdown()
        self._pool = None
        self.count = max(self.count, 1)

    def close(self) -> None:
        """End our own workers, after the tasks at hand; what waits is dropped."""
        for executor in (self._pool, self._single):
            if executor is not None and executor is not self._given:
                executor.shutdown(cancel_futures=True)
        self._pool = self._single = None
        if self._ours is not None:
            self._ours.close()
            self._ours = None

    def stop(self) -> None:
        """End our own workers at once, in the midst of their tasks, and remove what they have left half done."""
        if self._ours is not None:
            self._ours.end_workers()
        self.close()

    def _start(self, count: int) -> ProcessPoolExecutor:
        if self._ours is None:
            self._ours = _Ours()
        initargs = (self._ours.theirs, self._ours.folder.name, self._memory)
        return ProcessPoolExecutor(count, _SPAWN, initializer=_begin_worker, initargs=initargs)


class _Ours:
    """What holds our own workers to us: the end of a pipe that closes when we end, and a folder for passing files.

    A worker that is killed, or ends in the midst of a task, cannot remove what it wrote; so we do.
    """

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="jianbao-", ignore_cleanup_errors=True)
        self.theirs, self._end = _SPAWN.Pipe(duplex=False)

    def end_workers(self) -> None:
        self._end.close()

    def close(self) -> None:
        self._end.close()
        self.theirs.close()
        self.folder.cleanup()


class _Here(Executor):
    """Runs each task at once, in this process."""

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(task(*args, **kwargs))
        except (Exception, SystemExit) as error:
            future.set_exception(error)
        return future


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C while a worker may be started, which inherits that for ever: Ctrl-C is for the parent alone."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker(held: Connection, folder: str, memory: int) -> None:
    """End when the parent lets go of the other end of ``held``, by its own death at the latest.

    What passes through a file does so in ``folder``.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it cannot be held back
    threading.Thread(target=_end_with, args=(held, folder), daemon=True).start()
    tempfile.tempdir = folder
    gc.set_threshold(_GARBAGE)
    if memory:
        hold_to_memory(memory)


def _end_with(held: Connection, folder: str) -> None:
    wait([held])
    for child in multiprocessing.active_children():
        child.kill()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
