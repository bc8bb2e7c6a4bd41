"""One run: each file hashed, extracted where that is needed, written in the order in which it was found, and counted.

::

    found ─▶ hash ─▶ known? ─▶ unchanged, duplicate
                       │ no
                       └─▶ workers: extract, pack ─▶ this process: a transaction for some documents ─▶ counts

Only this process writes. What is under way stands in a queue in the order of the files, and is taken from its head, so
that documents get their numbers in that order, whoever was quicker, and a run that was killed and taken up again gives
the database of one that was not. A file is counted when its outcome is in the database: a run that is killed loses
what was under way and nothing else.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from ..errors import ExecutorError, RuleError, StoreError
from ..readers import Limits
from .attempt import Extract, Failure, attempt, failure_of, hash_files
from .originals import Originals
from .outcomes import Item, Result, put_results
from .places import size_of, stamps_of, uri_of
from .store import Store
from .store.load import Known, known, put_paths
from .store.log import put_arrivals
from .store.packed import Packed
from .workers import Workers, is_death

__all__ = ["Pipeline", "Progress", "Summary"]

#: Files that are hashed and looked up together.
_CHUNK = 64
#: Files that a worker gets together, at most, and the bytes that they may have together.
_BUNDLE, _BUNDLE_BYTES = 16, 256_000
#: Bundles under way for each worker: enough that nobody waits while the head of the queue takes its time.
_DEPTH = 12
#: Documents that are written together, at most, and the seconds after which they are written anyway.
_TOGETHER = 256
_PATIENCE = 1.0

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


@dataclass(slots=True)
class _Entry:
    """A place in the queue: files that a worker has (``future``), or a file whose twin stands before it."""

    items: list[Item]
    future: Future[list[Packed | Failure]] | None = None


class Pipeline:
    """What is under way, what waits to be written, and the counts."""

    def __init__(
        self,
        store: Store,
        extract: Extract,
        fingerprint: str,
        run: int,
        workers: Workers,
        limits: Limits,
        progress: Progress | None,
        originals: Originals | None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.workers = workers
        self._store = store
        self._extract = extract
        self._fingerprint = fingerprint
        self._run = run
        self._limits = limits
        self._seconds = limits.file_seconds
        self._progress = progress
        self._originals = originals
        self._queue: deque[_Entry] = deque()
        self._bundle: list[Item] = []
        self._bundle_bytes = 0
        #: How many files with a hash stand in the queue or in the bundle.
        self._pending: Counter[str] = Counter()
        self._results: list[tuple[Item, Result]] = []
        #: Files whose content the store has, with what they count as.
        self._seen: list[tuple[Item, str]] = []
        #: What was archived and is not written yet, or not since the store was last asked: hash → path.
        self._unwritten: dict[str, str] = {}
        self._fresh: dict[str, str] = {}
        #: How many files with a hash went to quarantine in this run; they leave it if another name makes them readable.
        self._failed: Counter[str] = Counter()
        self._written = time.monotonic()

    @property
    def summary(self) -> Summary:
        """The counts so far."""
        return Summary(**self.counts)

    def run(self, files: Iterable[str]) -> None:
        """Take all files through."""
        for chunk in _chunks(files, _CHUNK):
            for item, failure in self._unknown([uri_of(path) for path in chunk]):
                self._sort(item, failure)
            self._write_in_time()
            self._report()
        self._submit()
        while self._queue:
            self._collect()
        self.write()

    def stop(self) -> None:
        """Drop what is under way. What is done can still be written."""
        for entry in self._queue:
            if entry.future is not None:
                entry.future.cancel()
        self.workers.stop()

    def write(self) -> None:
        """Write all results at hand in one transaction, and count them."""
        self._written = time.monotonic()
        results, self._results = self._results, []
        seen, self._seen = self._seen, []
        if not results and not seen:
            return
        with self._store.write() as connection:
            settled = put_results(connection, results, self._store.name)
            put_arrivals(connection, self._run, [r.sha256 for _, r in settled if isinstance(r, Packed)])
            if seen:
                put_paths(
                    connection,
                    {item.uri: item.sha256 for item, _ in seen if item.sha256},
                    {item.uri: item.stamp for item, _ in seen},
                )
        self._fresh |= self._unwritten
        self._unwritten.clear()
        self.counts.update(kind for _, kind in seen)
        for item, result in settled:
            self._settle(item, isinstance(result, Packed))
        self._report()

    def _unknown(self, uris: Sequence[str]) -> Iterator[tuple[Item, Failure | None]]:
        """Yield the files that are not what the store knows already; the others are counted."""
        stamps = stamps_of(uris)
        hashes = self._known_by_stamp(stamps)
        found = hashes | hash_files([uri for uri in uris if uri not in hashes], self._limits)
        items = [self._hashed(uri, found[uri], stamps[uri]) for uri in uris]
        with self._store.read() as connection:
            there = known(connection, [i.sha256 for i, _ in items if i.sha256], uris)
        self._fresh.clear()
        for item, failure in items:
            if item.sha256 is None or item.sha256 in self._pending or not self._is_settled(item, item.sha256, there):
                yield item, failure

    def _hashed(self, uri: str, found: str | Failure, stamp: str | None) -> tuple[Item, Failure | None]:
        """Return a file with its hash, or why it has none; its original is kept where that is wanted."""
        if not isinstance(found, Failure) and self._originals is not None:
            found = self._originals.keep(uri, found)
        if isinstance(found, Failure):
            return Item(uri, None, stamp), found
        return Item(uri, found, stamp), None

    def _known_by_stamp(self, stamps: dict[str, str | None]) -> dict[str, str]:
        """Return the hashes of the remote files whose state is the one at which they were archived."""
        remote = [uri for uri, stamp in stamps.items() if stamp is not None]
        if not remote:
            return {}
        with self._store.read() as connection:
            places = known(connection, [], remote).paths
        return {uri: sha256 for uri, (sha256, stamp) in places.items() if stamp == stamps[uri]}

    def _is_settled(self, item: Item, sha256: str, there: Known) -> bool:
        """Tell whether the store has the content of a file, as the rules of this run give it; then count the file."""
        first = self._unwritten.get(sha256) or self._fresh.get(sha256)
        kept = (self._fingerprint, first) if first else there.documents.get(sha256)
        if kept is None or kept[0] != self._fingerprint:
            return False
        kind = "unchanged" if kept[1] == item.uri else "duplicates"
        if item.uri not in there.quarantined and there.paths.get(item.uri) == (sha256, item.stamp):
            self.counts[kind] += 1
        else:
            self._seen.append((item, kind))
        return True

    def _sort(self, item: Item, failure: Failure | None) -> None:
        """Put a file that has to be extracted into the queue."""
        if failure is not None or item.sha256 is None:
            self._results.append((item, failure or Failure("unreadable_file", "cannot be hashed")))
            return
        self._pending[item.sha256] += 1
        if self._pending[item.sha256] > 1:
            self._submit()
            self._queue.append(_Entry([item]))
            return
        self._bundle.append(item)
        self._bundle_bytes += size_of(item.uri)
        if len(self._bundle) >= _BUNDLE or self._bundle_bytes >= _BUNDLE_BYTES:
            self._submit()

    def _submit(self) -> None:
        """Give the bundle to a worker; before that, take results as long as too much is under way."""
        items, self._bundle, self._bundle_bytes = self._bundle, [], 0
        while items and len(self._queue) >= _DEPTH * max(self.workers.count, 1):
            self._collect()
        if items:
            self._queue.append(_Entry(items, self._start(items)))

    def _start(self, items: Sequence[Item]) -> Future[list[Packed | Failure]]:
        seconds = self._seconds if self.workers.may_be_killed else 0
        uris = [item.uri for item in items]
        try:
            return self.workers.submit(attempt, self._extract, uris, self._fingerprint, seconds)
        except BrokenExecutor:
            self._recover()
            return self.workers.submit(attempt, self._extract, uris, self._fingerprint, seconds)

    def _collect(self) -> None:
        """Take the results at the head of the queue; wait for them, and write meanwhile what waits to be written."""
        head = self._queue[0]
        if head.future is None:
            self._resolve(self._queue.popleft().items[0])
            return
        while not wait([head.future], timeout=_PATIENCE).done:
            self._write_in_time()
        error = head.future.exception()
        if isinstance(error, BrokenExecutor):
            self._recover()
        elif is_death(error) and len(head.items) > 1:
            self._queue.popleft()
            self._queue.extendleft(_Entry([item], self._start([item])) for item in reversed(head.items))
        else:
            self._take(self._queue.popleft())
        self._write_in_time()

    def _resolve(self, item: Item) -> None:
        """Settle a file whose twin stood before it: a duplicate, or, where the twin failed, to be tried itself."""
        assert item.sha256 is not None
        if item.sha256 not in self._unwritten:
            self.write()
        with self._store.read() as connection:
            there = known(connection, [item.sha256], [item.uri])
        if self._is_settled(item, item.sha256, there):
            self._done_with(item.sha256)
        else:
            self._queue.appendleft(_Entry([item], self._start([item])))

    def _recover(self) -> None:
        """Go on after the death of a worker: try what was under way one by one, so that only the culprit is blamed."""
        wait([entry.future for entry in self._queue if entry.future is not None])
        self.workers.renew()
        for entry in self._queue:
            if entry.future is not None and isinstance(entry.future.exception(), BrokenExecutor):
                entry.future = Future()
                entry.future.set_result([result for item in entry.items for result in self._alone(item)])

    def _alone(self, item: Item) -> list[Packed | Failure]:
        started = time.monotonic()
        future = self.workers.alone(attempt, self._extract, [item.uri], self._fingerprint, self._seconds)
        error = future.exception()
        if error is None:
            return future.result()
        _raise_if_about_all(error)
        if not is_death(error):
            return [failure_of(error)]
        return [_death(time.monotonic() - started, self._seconds)]

    def _take(self, entry: _Entry) -> None:
        """Keep the results of a bundle that is done. Raises what is about the whole run."""
        assert entry.future is not None
        error = entry.future.exception()
        if error is not None:
            _raise_if_about_all(error)
            failure = _death(0, self._seconds) if is_death(error) else failure_of(error)
            if len(entry.items) > 1 and not is_death(error):
                self._queue.extendleft(_Entry([item], self._start([item])) for item in reversed(entry.items))
                return
            results: list[Packed | Failure] = [failure]
        else:
            results = entry.future.result()
        for item, result in zip(entry.items, results, strict=True):
            self._keep(item, result)

    def _keep(self, item: Item, result: Packed | Failure) -> None:
        assert item.sha256 is not None
        self._done_with(item.sha256)
        if isinstance(result, Packed) and result.sha256 != item.sha256:
            result = Failure("changed", "the file changed while it was read")
        if isinstance(result, Packed):
            self._unwritten[item.sha256] = item.uri
        self._results.append((item, result))

    def _done_with(self, sha256: str) -> None:
        self._pending[sha256] -= 1
        if not self._pending[sha256]:
            del self._pending[sha256]

    def _settle(self, item: Item, good: bool) -> None:
        """Count a written result."""
        self.counts["archived" if good else "quarantined"] += 1
        if item.sha256 is None:
            return
        if good:
            rescued = self._failed.pop(item.sha256, 0)
            self.counts["quarantined"] -= rescued
            self.counts["duplicates"] += rescued
        else:
            self._fresh.pop(item.sha256, None)
            self._failed[item.sha256] += 1

    def _write_in_time(self) -> None:
        waiting = len(self._results) + len(self._seen)
        if waiting >= _TOGETHER or (waiting and time.monotonic() - self._written > _PATIENCE):
            self.write()

    def _report(self) -> None:
        if self._progress is not None:
            summary = self.summary
            self._progress(summary.done, summary.found, summary)


def _raise_if_about_all(error: BaseException) -> None:
    if isinstance(error, RuleError | StoreError):
        raise error
    if isinstance(error, CancelledError):
        raise ExecutorError("the executor gave up the run: is the cluster still there?") from error


def _death(seconds: float, most: int) -> Failure:
    if most and seconds >= most:
        cause = f"takes longer than the limit of {most} s; raise it with --limit file_seconds={10 * most}"
        return Failure("limit_exceeded", cause)
    return Failure("worker_died", "the worker that read the file died")


def _chunks(items: Iterable[T], size: int) -> Iterator[Sequence[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
