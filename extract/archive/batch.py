"""Many files into a store: who asks for it, and what is said of it afterwards. How it goes is in ``pipeline``."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import asdict
from pathlib import Path

from ..readers import Limits
from .attempt import Extract
from .finding import Found, find_files
from .originals import Originals
from .pipeline import Pipeline, Progress, Summary
from .store import Store, open_store
from .store.log import begin_run, end_run
from .workers import Workers, cores

__all__ = ["Progress", "Summary", "archive", "archive_files"]


def archive(
    paths: Iterable[str | Path],
    store: Store | str | Path,
    extract: Extract,
    fingerprint: str,
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
    originals: str | Path | None = None,
) -> Summary:
    """Put the records of all files into the store, and return what became of each.

    ``paths`` are folders, patterns, ``@lists`` and files (see ``find_files``). ``extract`` makes the record of a file;
    it is sent to a worker with each file, so it should be small: a function, or a ``functools.partial`` over names.
    ``fingerprint`` stands for everything besides the file that decides the record: a file whose hash and fingerprint
    the store knows is not extracted again. ``executor`` is any executor; without one a pool of ``workers`` processes
    (all cores by default) is used, and no pool at all for a single file. ``limits`` bound zips and workers.
    ``originals`` is a folder in which the bytes of every file are kept, under their hash.

    A worker that takes longer over a file than ``limits.file_seconds``, or more memory than ``limits.memory``, is ended
    and replaced. A file that fails goes to quarantine with its reason and the others go on; a later success clears it.

    Raises ReadError where nothing can be found at a path, RuleError, and StoreError where the database fails.
    """
    if not isinstance(store, Store):
        with open_store(store) as opened:
            return archive(
                paths, opened, extract, fingerprint,
                executor=executor, workers=workers, progress=progress, limits=limits, originals=originals,
            )  # fmt: skip
    found = find_files(paths, store.files, limits)
    return archive_files(
        found,
        store,
        extract,
        fingerprint,
        executor=executor,
        workers=workers,
        progress=progress,
        limits=limits,
        originals=originals,
    )


def archive_files(
    found: Found,
    store: Store,
    extract: Extract,
    fingerprint: str,
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    limits: Limits | None = None,
    originals: str | Path | None = None,
) -> Summary:
    """Do as ``archive`` does, with files that were found before."""
    if executor is None:
        pickle.dumps(extract)  # what cannot be sent to a worker fails here, not once a file
    with store.write() as connection:
        run = begin_run(connection, fingerprint)
    count = workers or cores()
    if executor is None and len(found.files) == 1 and workers is None:
        count = 0
    limits = limits or Limits()
    keeper = Originals(Path(originals)) if originals is not None else None
    with_workers = Workers(executor, count, limits.memory)
    pipeline = Pipeline(store, extract, fingerprint, run, with_workers, limits, progress, keeper)
    pipeline.counts.update(found=len(found.files), ignored=found.ignored)
    outcome = "failed"
    try:
        pipeline.run(found.files)
        outcome = "done"
    except BaseException as error:
        pipeline.stop()
        if isinstance(error, KeyboardInterrupt):
            pipeline.write()
            outcome = "interrupted"
        raise
    finally:
        pipeline.workers.close()
        with store.write() as connection:
            end_run(connection, run, outcome, asdict(pipeline.summary))
    return pipeline.summary
