"""Who does the work: any executor, watched, and replaced where it breaks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

from ..readers.isolated import hold_to_memory

__all__ = ["Workers", "cores", "is_death"]

#: Objects after which a worker looks for garbage in circles: a record is a tree of thousands, and leaves none.
_GARBAGE = 20_000

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
        self._memory = memory
        self.count = count

    @property
    def may_be_killed(self) -> bool:
        """Whether the tasks run in processes of our own making, which may end when a task takes too long."""
        return self.count > 0 and (self._pool is None or self._pool is not self._given)

    def submit(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Start a task. Raises BrokenExecutor where a worker has died."""
        if self._pool is None:
            self._pool = _pool(self.count, self._memory) if self.count else _Here()
        return self._pool.submit(task, *args, **kwargs)

    def alone(self, task: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run a task while no other one runs beside it, in a process of its own, and return it when it is done."""
        if self._single is None:
            self._single = _pool(1, self._memory)
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
        """Stop our own workers, after the tasks at hand; what waits is dropped."""
        for executor in (self._pool, self._single):
            if executor is not None and executor is not self._given:
                executor.shutdown(cancel_futures=True)
        self._pool = self._single = None


class _Here(Executor):
    """Runs each task at once, in this process."""

    def submit(self, task: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(task(*args, **kwargs))
        except (Exception, SystemExit) as error:
            future.set_exception(error)
        return future


def _pool(count: int, memory: int) -> ProcessPoolExecutor:
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, spawn, initializer=_begin_worker, initargs=(memory,))


def _begin_worker(memory: int) -> None:
    """Leave Ctrl-C to the parent, and end with it: a pool's worker would wait for ever for a parent that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    gc.set_threshold(_GARBAGE)
    if memory:
        hold_to_memory(memory)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
