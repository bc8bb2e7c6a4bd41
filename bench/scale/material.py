"""The bulletins: series of invented ones, in one folder a place and year, as an archive has them."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from ..generator import series

__all__ = ["ISSUES", "make"]

#: Issues of one series: about a year's.
ISSUES = 250


def make(folder: Path, count: int, pdf: bool, processes: int = 2) -> Path:
    """Return the folder with ``count`` bulletins, texts or PDFs; what is there already is not made again."""
    seeds = range(-(-count // ISSUES))
    with ProcessPoolExecutor(processes) as pool:
        list(pool.map(partial(_series, folder=folder, pdf=pdf, count=count), seeds))
    return folder


def _series(seed: int, folder: Path, pdf: bool, count: int) -> None:
    mine = folder / f"{seed:04}"
    wanted = min(ISSUES, count - seed * ISSUES)
    if mine.is_dir() and len(list(mine.iterdir())) == wanted:
        return
    mine.mkdir(parents=True, exist_ok=True)
    for issue in series(seed, ISSUES):
        if issue.number > wanted:
            return
        if pdf:
            from jianbao.corpus.make_pdf import write_pdf

            write_pdf(issue.text, mine / f"{issue.name}.pdf")
        else:
            (mine / f"{issue.name}.txt").write_text(issue.text, encoding="utf-8")
