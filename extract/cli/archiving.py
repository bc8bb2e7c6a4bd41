"""``jianbao archive`` and ``quarantine``: many files into a database, with a closing line that reconciles."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from .. import __version__
from ..archive.attempt import Extract
from ..archive.batch import Progress, Summary, archive
from ..archive.quarantine import quarantined, retry
from ..archive.store import Store, open_store
from ..errors import JianbaoError
from ..readers import Limits
from ..record import Bulletin
from ..rulepack import Rules, load_rules
from .complaint import complain
from .metadata import Metadata
from .progress import Reporter

if TYPE_CHECKING:
    from ..readers.isolated import IsolatedReader

__all__ = ["How", "fingerprint_of", "list_quarantined", "retry_quarantined", "run"]


@dataclass(frozen=True)
class How:
    """What decides the records of a run, and who makes them."""

    pack: str
    metadata: Path | None
    limits: Limits
    workers: int = 0
    cluster: str | None = None


def run(paths: Sequence[str], url: str, how: How, originals: Path | None) -> int:
    """Archive the files; print what became of them; return the exit code: 1 when any stands in quarantine."""

    def work(store: Store, made: _Made) -> Summary:
        return archive(paths, store, **made, originals=originals)

    return _carry_out(url, how, work)


def retry_quarantined(url: str, how: How, codes: Sequence[str]) -> int:
    """Try the files in quarantine again, or those that failed in one of these ways; return the exit code."""

    def work(store: Store, made: _Made) -> Summary:
        return retry(store, codes=codes, **made)

    return _carry_out(url, how, work, create=False)


def list_quarantined(url: str, codes: Sequence[str]) -> int:
    """Print the files in quarantine, one line each: code, path, cause."""
    with open_store(url, create=False) as store:
        for file in quarantined(store, codes):
            print(f"{file.code}\t{file.uri}\t{file.cause}")
    return 0


class _Made(TypedDict):
    """What ``archive`` and ``retry`` are told of how records are made."""

    extract: Extract
    fingerprint: str
    executor: Executor | None
    workers: int | None
    progress: Progress
    limits: Limits


def _carry_out(url: str, how: How, work: Callable[[Store, _Made], Summary], create: bool = True) -> int:
    try:
        with open_store(url, create) as store, _executor(how) as (executor, workers):
            fingerprint = fingerprint_of(how.pack, how.metadata)
            extract = partial(record_of, pack=how.pack, metadata=how.metadata, limits=how.limits)
            with Reporter("archiving") as reporter:
                made = _Made(
                    extract=extract,
                    fingerprint=fingerprint,
                    executor=executor,
                    workers=workers,
                    progress=reporter.advance,
                    limits=how.limits,
                )
                summary = work(store, made)
            for file in quarantined(store) if summary.quarantined else ():
                complain(f"{file.uri}: {file.cause}")
    except JianbaoError as error:
        complain(error)
        return 1
    print(
        f"{summary.found} found = {summary.archived} archived + {summary.unchanged} unchanged"
        f" + {summary.duplicates} duplicates + {summary.quarantined} quarantined"
        + (f" ({summary.ignored} ignored)" if summary.ignored else "")
    )
    return int(bool(summary.quarantined))


@contextlib.contextmanager
def _executor(how: How) -> Iterator[tuple[Executor | None, int | None]]:
    """Give the cluster's executor and how many workers it has, or nothing where this machine does the work."""
    if how.cluster is None:
        yield None, how.workers or None
        return
    from .cluster import connect

    with connect(how.cluster) as cluster:
        yield cluster.executor, cluster.threads


def record_of(path: Path, pack: str, metadata: Path | None, limits: Limits) -> Bulletin:
    """Return the record of a file: what a worker does. Raises ReadError."""
    from ..second_look import extract_with

    rules, known = _knowledge(pack, metadata)
    facts = known.of(path)
    return extract_with(_reader(limits), path, rules, facts.date, facts.masthead)


@cache
def _reader(limits: Limits) -> IsolatedReader:
    """Return what a worker reads files with: it outlives files that crash, and ends with the worker."""
    from ..readers.isolated import IsolatedReader

    return IsolatedReader(limits)


@cache
def _knowledge(pack: str, metadata: Path | None) -> tuple[Rules, Metadata]:
    """Return the rules of this run and what is known of its files: loaded once a worker."""
    return load_rules(pack), Metadata.load(metadata)


def fingerprint_of(pack: str, metadata: Path | None) -> str:
    """Return a hash of all that decides a record besides its file: program, rules, and what is known of the files."""
    rules, known = _knowledge(pack, metadata)
    parts = (__version__, rules.lineage, known.fingerprint)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
