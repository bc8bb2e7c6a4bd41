"""``python -m bench.pdf_speed [--rounds N] [PDF…]``: what PDF to record costs, beside the libraries' own reading.

Files are taken one by one; each round times, one after the other, pypdfium2 giving the text and a box for every
character, ``read``, ``read`` and ``parse``, and pdfplumber giving the text alone. The ratios are those of the sums of a
round; printed is their median with the least and the greatest, for seconds depend on the machine. Without files the
corpus's bulletins are read as the makers on this machine write them.
"""

from __future__ import annotations

import argparse
import gc
import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pdfplumber
import pypdfium2

from jianbao import extract, parse, read
from jianbao.rulepack import load_rules

from .formats import pdf_chromium, pdf_libreoffice, pdf_reportlab, pdf_typst
from .formats.writers import MissingProgram, Writer

BULLETINS = Path(__file__).parents[1] / "corpus" / "bulletins"
MAKERS: dict[str, Writer] = {
    "reportlab": pdf_reportlab.write,
    "typst": pdf_typst.write,
    "Chromium": pdf_chromium.write,
    "LibreOffice": pdf_libreoffice.write,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a maker: the two ratios that are promised, and where the time goes."""
    parser = argparse.ArgumentParser(prog="python -m bench.pdf_speed", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="PDF")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # it tells of every odd font
    with tempfile.TemporaryDirectory() as folder:
        sets = {"the files": given.files} if given.files else _made(Path(folder))
        for name, paths in sets.items():
            print(f"{name}: {_measured(paths, given.rounds)}", flush=True)


def _made(folder: Path) -> dict[str, list[Path]]:
    """Write the corpus with every maker that is on this machine."""
    plain = {path.stem: extract(path) for path in sorted(BULLETINS.glob("*.txt"))}
    made: dict[str, list[Path]] = {}
    for name, write in MAKERS.items():
        (place := folder / name).mkdir()
        try:
            made[name] = list(write(plain, place).values())
        except MissingProgram as missing:
            print(f"{name}: not tried, {missing}")
    return made


def _measured(paths: Sequence[Path], rounds: int) -> str:
    """Return what some rounds over the files took, as ratios."""
    rules = load_rules()
    steps: tuple[Callable[[Path], object], ...] = (_with_boxes, read, lambda path: parse(read(path), rules), _plumbed)
    pages = sum(len(read(path).raw.pages) for path in paths)
    for step in steps:
        step(paths[0])  # all is loaded before anything is timed
    gc.collect()
    gc.freeze()
    sums = [[0.0] * len(steps) for _ in range(rounds)]
    for taken in sums:
        for path in paths:
            for at, step in enumerate(steps):
                started = time.perf_counter()
                step(path)
                taken[at] += time.perf_counter() - started
    read_, record, plumber = (
        _spread([over / below for over, below in pairs])
        for pairs in (
            [(taken[1], taken[0]) for taken in sums],
            [(taken[2], taken[0]) for taken in sums],
            [(taken[3], taken[2]) for taken in sums],
        )
    )
    each = 1000 * median(taken[2] for taken in sums) / pages
    return (
        f"{pages} pages, {each:.1f} ms a page to the record = {record} × pypdfium2 with boxes (to the text: {read_} ×);"
        f" pdfplumber's text alone takes {plumber} × the record"
    )


def _spread(ratios: Sequence[float]) -> str:
    return f"{median(ratios):.2f} [{min(ratios):.2f}-{max(ratios):.2f}]"


def _with_boxes(path: Path) -> int:
    """Read a file as pypdfium2's own calls do: its text, and a box for each character."""
    count = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        for index in range(text.count_chars()):
            text.get_charbox(index)
            count += 1
        text.close()
        page.close()
    document.close()
    return count


def _plumbed(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_text() or "") for page in document.pages)


if __name__ == "__main__":
    main()
