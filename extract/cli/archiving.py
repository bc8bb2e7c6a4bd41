"""``jianbao archive``: many files into a database, with a progress bar and a closing line that reconciles."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .. import __version__
from ..archive.batch import Summary, archive
from ..archive.quarantine import quarantined
from ..archive.store import open_store
from ..errors import JianbaoError
from ..readers import Limits
from ..record import Bulletin
from ..rulepack import Rules, load_rules
from .complaint import complain
from .metadata import Metadata

if TYPE_CHECKING:
    from ..readers.isolated import IsolatedReader

__all__ = ["run"]


def run(paths: Sequence[Path], url: str, pack: str, metadata: Path | None, workers: int, limits: Limits) -> int:
    """Archive the files; print what became of them; return the exit code: 1 when any stands in quarantine."""
    try:
        with open_store(url) as store:
            fingerprint = _fingerprint(pack, metadata)
            with _bar() as bar:
                task = bar.add_task("archiving", total=None)

                def advance(done: int, found: int, summary: Summary) -> None:
                    bar.update(task, completed=done, total=found, description=f"{summary.quarantined} quarantined")

                extract = partial(record_of, pack=pack, metadata=metadata, limits=limits)
                summary = archive(
                    paths, store, extract, fingerprint, workers=workers or None, progress=advance, limits=limits
                )
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


def record_of(path: Path, pack: str, metadata: Path | None, limits: Limits) -> Bulletin:
    """Return the record of a file: what a worker does. Raises ReadError."""
    from ..api import parse

    rules, known = _knowledge(pack, metadata)
    facts = known.of(path)
    return parse(_reader(limits).read(path), rules, facts.date, facts.masthead)


@cache
def _reader(limits: Limits) -> IsolatedReader:
    """Return what a worker reads files with: it outlives files that crash, and ends with the worker."""
    from ..readers.isolated import IsolatedReader

    return IsolatedReader(limits)


@cache
def _knowledge(pack: str, metadata: Path | None) -> tuple[Rules, Metadata]:
    """Return the rules of this run and what is known of its files: loaded once a worker."""
    return load_rules(pack), Metadata.load(metadata)


def _fingerprint(pack: str, metadata: Path | None) -> str:
    """Return a hash of all that decides a record besides its file: program, rules, and what is known of the files."""
    rules, known = _knowledge(pack, metadata)
    parts = (__version__, rules.lineage, known.fingerprint)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _bar() -> Progress:
    return Progress(
        TextColumn("archiving"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
