"""``--cluster ADDRESS``: the workers of a Dask cluster as an executor."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any, NamedTuple

from ..errors import ExecutorError

__all__ = ["Cluster", "connect"]

_SECONDS = 20
_ADDRESS = re.compile(r"[a-z]+://\S+:\d+")


class Cluster(NamedTuple):
    """What does the work, and how many files it can have in hand at a time."""

    executor: Executor
    threads: int


@contextlib.contextmanager
def connect(address: str) -> Iterator[Cluster]:
    """Give the executor of the cluster whose scheduler is at ``address`` (``tcp://host:8786``).

    Raises ExecutorError where the package is missing, or nobody answers, or there is no worker.
    """
    if not _ADDRESS.fullmatch(address):
        raise ExecutorError(f"{address}: no address of a cluster, like tcp://host:8786")
    try:
        import distributed
    except ImportError:
        raise ExecutorError("--cluster needs Dask: pip install 'jianbao[cluster]'") from None
    try:
        connect_to: Any = distributed.Client
        client = connect_to(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        raise ExecutorError(f"{address}: no cluster answers there ({_one_line(error)})") from None
    with client:
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        threads = sum(worker["nthreads"] for worker in workers)
        if not threads:
            raise ExecutorError(f"{address}: the cluster has no worker")
        yield Cluster(client.get_executor(pure=False), threads)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
