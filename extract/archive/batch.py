"""Many files into a store: each hashed, extracted where that is needed, written in order, and accounted for.

::

    find ─▶ hash ─▶ known? ─▶ unchanged, duplicate
                      │ no
                      └─▶ workers: extract ─▶ rows ─▶ this process: a transaction for some documents ─▶ counts

Only this process writes. A file is counted when its outcome is in the database, so that a run that is killed loses
what was under way and nothing else.
"""

from __future__ import annotations

import pickle
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import InternalError, OperationalError, SQLAlchemyError

from ..errors import RuleError, StoreError
from ..readers import Limits
from .attempt import Extract, Failure, attempt, failure_of, hash_file, one_line
from .finding import Found, find_files, uri_of
from .store import Store, open_store
from .store.load import Known, known, put_paths, put_quarantine, put_rows
from .store.log import begin_run, end_run, put_arrivals
from .store.rows import Rows
from .workers import Workers, cores

__all__ = ["Progress", "Summary", "archive", "archive_files"]

#: Files that are hashed and looked up together.
_CHUNK = 64
#: Documents that are written together, at most, and the seconds after which they are written anyway.
_TOGETHER = 64
_PATIENCE = 1.0
#: Errors about the database itself; all other ones at writing are about the values of one document.
_DATABASE_FAILS = (OperationalError, InternalError)
_VALUES_UNFIT = (SQLAlchemyError, ValueError, TypeError, OverflowError)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the files. Once a run is done, ``found`` is the sum of the four counts that follow it.

    ``ignored`` counts what stood in the folders and is no document.
    """

    found: int = 0
    archived: int = 0
    unchanged: int = 0
    duplicates: int = 0
    quarantined: int = 0
    ignored: int = 0

    @property
    def done(self) -> int:
        """How many of the files have their outcome in the database."""
        return self.archived + self.unchanged + self.duplicates + self.quarantined


#: Called with the files done, the files found, and the counts so far.
Progress = Callable[[int, int, Summary], None]


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
) -> Summary:
    """Put the records of all files into the store, and return what became of each.

    ``paths`` are folders, patterns, ``@lists`` and files (see ``find_files``). ``extract`` makes the record of a file;
    it is sent to a worker with each file, so it should be small: a function, or a ``functools.partial`` over names.
    ``fingerprint`` stands for everything besides the file that decides the record: a file whose hash and fingerprint
    the store knows is not extracted again. ``executor`` is any executor; without one a pool of ``workers`` processes
    (all cores by default) is used, and no pool at all for a single file. ``limits`` bound the zips among them.

    A file that fails goes to quarantine with its reason and the others go on; a later success clears it.

    Raises ReadError where nothing can be found at a path, RuleError, and StoreError where the database fails.
    """
    if not isinstance(store, Store):
        with open_store(store) as opened:
            return archive(
                paths,
                opened,
                extract,
                fingerprint,
                executor=executor,
                workers=workers,
                progress=progress,
                limits=limits,
            )
    found = find_files(paths, store.files, limits)
    return archive_files(
        found, store, extract, fingerprint, executor=executor, workers=workers, progress=progress, limits=limits
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
) -> Summary:
    """Do as ``archive`` does, with files that were found before."""
    if executor is None:
        pickle.dumps(extract)  # what cannot be sent to a worker fails here, not once a file
    with store.write() as connection:
        run = begin_run(connection, fingerprint)
    count = workers or cores()
    if executor is None and len(found.files) == 1 and workers is None:
        count = 0
    batch = _Batch(store, extract, fingerprint, run, Workers(executor, count), progress, limits)
    batch.counts.update(found=len(found.files), ignored=found.ignored)
    outcome = "failed"
    try:
        batch.run(found.files)
        outcome = "done"
    except KeyboardInterrupt:
        batch.write()
        outcome = "interrupted"
        raise
    finally:
        batch.workers.close()
        with store.write() as connection:
            end_run(connection, run, outcome, asdict(batch.summary))
    return batch.summary


class _Item(NamedTuple):
    """A file on its way: where it stands, and its hash (None where it could not be read)."""

    uri: str
    sha256: str | None


_Result = tuple[_Item, Rows | Failure]


class _Batch:
    """One run: what is under way, what waits to be written, and the counts."""

    def __init__(
        self,
        store: Store,
        extract: Extract,
        fingerprint: str,
        run: int,
        workers: Workers,
        progress: Progress | None,
        limits: Limits | None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.workers = workers
        self._store = store
        self._extract = extract
        self._fingerprint = fingerprint
        self._run = run
        self._progress = progress
        self._limits = limits or Limits()
        self._limit = 2 * max(workers.count, 1) + 2
        self._under_way: dict[Future[Rows | Failure], _Item] = {}
        #: Hashes that are under way or wait to be written, with the other files that have them.
        self._pending: dict[str, list[_Item]] = {}
        #: What was archived since the store was last asked: hash → path.
        self._fresh: dict[str, str] = {}
        self._results: list[_Result] = []
        #: Files whose content the store has, with what they count as.
        self._seen: list[tuple[_Item, str]] = []
        #: How many files with a hash went to quarantine in this run; they leave it if another name makes them readable.
        self._failed: Counter[str] = Counter()
        #: Files that are to be tried because the one before them with the same bytes failed.
        self._again: list[_Item] = []
        self._written = time.monotonic()

    @property
    def summary(self) -> Summary:
        """The counts so far."""
        return Summary(**self.counts)

    def run(self, files: Iterable[str]) -> None:
        """Take all files through."""
        for chunk in _chunks(files, _CHUNK):
            hashed = [(uri, hash_file(uri, self._limits)) for uri in map(uri_of, chunk)]
            with self._store.read() as connection:
                there = known(connection, [h for _, h in hashed if isinstance(h, str)], [uri for uri, _ in hashed])
            self._fresh.clear()
            for uri, sha256 in hashed:
                if isinstance(sha256, Failure):
                    self._results.append((_Item(uri, None), sha256))
                else:
                    self._sort(_Item(uri, sha256), sha256, there)
            self._write_in_time()
            self._report()
            self._try_again()
        while self._under_way or self._results or self._seen or self._again:
            self._try_again()
            if self._under_way:
                self._collect()
            else:
                self.write()

    def write(self) -> None:
        """Write all results at hand in one transaction, and count them."""
        self._written = time.monotonic()
        results, self._results = self._results, []
        seen, self._seen = self._seen, []
        if not results and not seen:
            return
        with self._store.write() as connection:
            settled = self._put(connection, results)
            put_arrivals(connection, self._run, [result.sha256 for _, result in settled if isinstance(result, Rows)])
            if seen:
                put_paths(connection, {item.uri: item.sha256 for item, _ in seen if item.sha256})
        self.counts.update(kind for _, kind in seen)
        for item, result in settled:
            self._settle(item, isinstance(result, Rows))
        self._report()

    def _sort(self, item: _Item, sha256: str, there: Known) -> None:
        """Decide what is to be done with a file that could be hashed."""
        if sha256 in self._pending:
            self._pending[sha256].append(item)
            return
        first = self._fresh.get(sha256)
        kept = (self._fingerprint, first) if first else there.documents.get(sha256)
        if kept is None or kept[0] != self._fingerprint:
            self._pending[sha256] = []
            self._start(item)
            return
        kind = "unchanged" if kept[1] == item.uri else "duplicates"
        if item.uri not in there.quarantined and there.paths.get(item.uri) == sha256:
            self.counts[kind] += 1
        else:
            self._seen.append((item, kind))

    def _start(self, item: _Item) -> None:
        while len(self._under_way) >= self._limit:
            self._collect()
        try:
            future = self.workers.submit(attempt, self._extract, item.uri, self._fingerprint)
        except BrokenExecutor:
            self._recover([item])
        else:
            self._under_way[future] = item

    def _collect(self) -> None:
        """Wait until something is finished, and take it."""
        finished, _ = wait(self._under_way, return_when=FIRST_COMPLETED)
        broken: list[_Item] = []
        for future in [future for future in self._under_way if future in finished]:
            item = self._under_way.pop(future)
            if isinstance(future.exception(), BrokenExecutor):
                broken.append(item)
            else:
                self._take(item, future)
        if broken:
            self._recover(broken)
        self._write_in_time()

    def _recover(self, items: list[_Item]) -> None:
        """Go on after the death of a worker: try what was under way one by one, so that only the culprit is blamed."""
        wait(self._under_way)
        for future, item in list(self._under_way.items()):
            if isinstance(future.exception(), BrokenExecutor):
                items.append(item)
                del self._under_way[future]
        self.workers.renew()
        for item in items:
            self._take(item, self.workers.alone(attempt, self._extract, item.uri, self._fingerprint))

    def _take(self, item: _Item, future: Future[Rows | Failure]) -> None:
        """Keep the result of a task that is done. Raises what is about the whole run."""
        error = future.exception()
        if isinstance(error, RuleError | StoreError):
            raise error
        if isinstance(error, BrokenExecutor):
            self._results.append((item, Failure("worker_died", "the worker that read the file died")))
            return
        result = failure_of(error) if error else future.result()
        if isinstance(result, Rows) and result.sha256 != item.sha256:
            result = Failure("changed", "the file changed while it was read")
        self._results.append((item, result))

    def _put(self, connection: Connection, results: list[_Result]) -> list[_Result]:
        """Write results; return them, with those that the database refused as failures."""
        try:
            with connection.begin_nested():
                good = {item.uri: rows for item, rows in results if isinstance(rows, Rows)}
                if good:
                    put_rows(connection, list(good.values()))
                    put_paths(connection, {uri: rows.sha256 for uri, rows in good.items()})
                bad = [(item, failure) for item, failure in results if isinstance(failure, Failure)]
                if bad:
                    put_quarantine(
                        connection, [{"uri": i.uri, "sha256": i.sha256, **failure._asdict()} for i, failure in bad]
                    )
                return results
        except _DATABASE_FAILS:
            raise
        except _VALUES_UNFIT as error:
            if len(results) > 1:
                return [written for result in results for written in self._put(connection, [result])]
            if isinstance(results[0][1], Failure):
                raise StoreError(f"{self._store.name}: {one_line(str(error))}") from error
            cause = one_line(str(getattr(error, "orig", None) or error))
            return self._put(connection, [(results[0][0], Failure("unfit", f"the database refused it: {cause}"))])

    def _settle(self, item: _Item, good: bool) -> None:
        """Count a written result, and release the files that waited because they have the same bytes."""
        self.counts["archived" if good else "quarantined"] += 1
        if item.sha256 is None:
            return
        others = self._pending.pop(item.sha256)
        if good:
            rescued = self._failed.pop(item.sha256, 0)
            self.counts["quarantined"] -= rescued
            self.counts["duplicates"] += rescued
            self._fresh[item.sha256] = item.uri
            self._seen += [(other, "duplicates") for other in others]
            return
        self._failed[item.sha256] += 1
        if others:
            self._pending[item.sha256] = others[1:]
            self._again.append(others[0])

    def _try_again(self) -> None:
        while self._again:
            self._start(self._again.pop(0))

    def _write_in_time(self) -> None:
        waiting = len(self._results) + len(self._seen)
        if waiting >= _TOGETHER or (waiting and time.monotonic() - self._written > _PATIENCE):
            self.write()

    def _report(self) -> None:
        if self._progress is not None:
            summary = self.summary
            self._progress(summary.done, summary.found, summary)


def _chunks(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
