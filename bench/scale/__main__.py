"""``python -m bench.scale``: the table of what an archive costs."""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sqlalchemy import create_engine, text

from jianbao.archive import open_store, search

from ..postgres import server
from .kills import digests, killed
from .material import ISSUES, make
from .run import Measured, measure


def main() -> None:
    """Make, archive, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000, help="text bulletins")
    parser.add_argument("--pdfs", type=int, default=2_000)
    parser.add_argument("--part", type=int, default=5_000, help="texts for the comparisons that are run several times")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--into", type=Path, metavar="DIR", help="where bulletins and databases stay")
    given = parser.parse_args()
    folder: Path = given.into or Path(tempfile.mkdtemp(prefix="jianbao-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _Bench(folder, given.texts, given.pdfs, given.part, given.kills).run()
    finally:
        if given.into is None:
            shutil.rmtree(folder)


class _Bench:
    def __init__(self, folder: Path, texts: int, pdfs: int, part: int, kills: int) -> None:
        self.folder = folder
        self.texts, self.pdfs, self.kills = texts, pdfs, kills
        self.part = self._part(make(folder / "texts", texts, pdf=False), -(-part // ISSUES))

    def run(self) -> None:
        say("measure", "value", "")
        say("-------", "-----", "")
        self.scaling()
        self.many_texts()
        self.many_pdfs()
        self.postgres()
        self.killed()

    def many_texts(self) -> None:
        first = self._archive("texts", "texts.db", 2)
        report("texts", first, self.folder / "texts.db")
        again = self._archive("texts", "texts.db", 2, fresh=False)
        say("texts, unchanged", f"{again.rate:,.0f}/s", f"{again.rate / first.rate:.0f} times as fast as archiving")
        with open_store(self.folder / "texts.db") as store:
            for query in ("水库", "采石场", "垃圾填埋场", "水", "李强"):
                started = time.perf_counter()
                hits = len(search(store, query))
                took = (time.perf_counter() - started) * 1e3
                say(f"search {query}", f"{took:.0f} ms", f"the {hits} newest of {first.files:,} bulletins")

    def many_pdfs(self) -> None:
        make(self.folder / "pdfs", self.pdfs, pdf=True)
        report("PDFs", self._archive("pdfs", "pdfs.db", 2), self.folder / "pdfs.db")

    def scaling(self) -> None:
        """Compare two workers with one, in pairs; beside it, what two processes of nothing but arithmetic reach."""
        ratios, free = [], []
        for _ in range(3):
            one, two = (self._archive(self.part.name, f"{workers}.db", workers) for workers in (1, 2))
            ratios.append(two.rate / one.rate)
            free.append(_two_processes())
        say("two workers", f"{statistics.median(ratios):.2f} × one", _spread(ratios))
        say("two bare processes", f"{statistics.median(free):.2f} × one", _spread(free) + ": what the cores give")

    def postgres(self) -> None:
        with server() as url:
            engine = create_engine(url.format("postgres"), isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text("CREATE DATABASE bulletins"))
                report("texts, PostgreSQL", measure(self.part, url.format("bulletins"), 2))
                size = connection.execute(text("SELECT pg_database_size('bulletins')")).scalar_one()
            engine.dispose()
        say("", f"{size / self._count(self.part) / 1e3:.1f} KB", "of database a document")

    def killed(self) -> None:
        quiet = self._archive(self.part.name, "quiet.db", 2)
        (self.folder / "killed.db").unlink(missing_ok=True)
        reached = killed(self.part, self.folder / "killed.db", self.kills, quiet.seconds / 6)
        same = digests(self.folder / "killed.db") == digests(self.folder / "quiet.db")
        say(f"{self.kills} kills", "equal, row for row" if same else "DIFFERENT", f"documents at each: {reached}")

    def _archive(self, folder: str, database: str, workers: int, fresh: bool = True) -> Measured:
        path = self.folder / database
        for end in ("", "-wal", "-shm") if fresh else ():
            path.with_name(path.name + end).unlink(missing_ok=True)
        return measure(self.folder / folder, str(path), workers)

    def _part(self, whole: Path, series: int) -> Path:
        part = self.folder / "part"
        shutil.rmtree(part, ignore_errors=True)
        for name in sorted(path.name for path in whole.iterdir())[:series]:
            shutil.copytree(whole / name, part / name)
        return part

    def _count(self, folder: Path) -> int:
        return sum(1 for _ in folder.glob("*/*"))


def report(what: str, run: Measured, database: Path | None = None) -> None:
    """Print what a run cost."""
    per_file = 1e3 / run.files
    cpu = (
        f"CPU a file: {run.cpu_workers * per_file:.2f} ms in workers, {run.cpu_parent * per_file:.2f} ms in the parent"
    )
    say(f"{run.archived:,} {what}", f"{run.rate:,.0f}/s", f"two workers; {cpu}")
    say("", f"{run.peak_parent / 1e6:,.0f} MB", f"peak of the parent; {run.peak_worker / 1e6:,.0f} MB of a worker")
    (wall, cpu_rate), (last, last_cpu) = run.tenths[0], run.tenths[-1]
    say("", f"{last / wall:.2f}", f"rate of the last tenth to the first; {last_cpu / cpu_rate:.2f} by processor time")
    if database:
        size = sum(path.stat().st_size for path in database.parent.glob(database.name + "*"))
        say("", f"{size / 1e6:,.0f} MB", f"database; {size / run.files / 1e3:.1f} KB a document")


def say(what: str, value: str, note: str) -> None:
    """Print a line of the table."""
    print(f"{what:<24} {value:>16}   {note}", flush=True)


def _two_processes() -> float:
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_arithmetic, [1, 1]))
        started = time.perf_counter()
        list(pool.map(_arithmetic, [3_000_000]))
        alone = time.perf_counter() - started
        started = time.perf_counter()
        list(pool.map(_arithmetic, [3_000_000] * 2))
        return 2 * alone / (time.perf_counter() - started)


def _arithmetic(steps: int) -> int:
    total = 0
    for step in range(steps):
        total = (total * 31 + step) % 1_000_003
    return total


def _spread(values: list[float]) -> str:
    return f"pairs: {', '.join(f'{value:.2f}' for value in values)}"


if __name__ == "__main__":
    main()
