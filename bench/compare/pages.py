"""PDF and picture to record, beside the libraries' own reading."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

from jianbao import extract, read
from jianbao.rulepack import load_rules

from ..formats import pdf_chromium, pdf_libreoffice, pdf_reportlab, pdf_typst
from ..formats.writers import MissingProgram, Writer
from .measure import Table, paired
from .texts import BULLETINS

__all__ = ["pdfs", "pictures"]

_MAKERS: dict[str, Writer] = {
    "reportlab": pdf_reportlab.write,
    "typst": pdf_typst.write,
    "Chromium": pdf_chromium.write,
    "LibreOffice": pdf_libreoffice.write,
}
_DOTS_AN_INCH = 200


def pdfs(rounds: int = 5) -> list[Table]:
    """Return PDF to record against pypdfium2, pdfplumber, pdfminer and pypdf, maker by maker."""
    for name in ("pdfminer", "pypdf"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    rules = load_rules()
    plain = {path.stem: extract(path, rules) for path in sorted(BULLETINS.glob("*.txt"))}
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        for name, write in _MAKERS.items():
            (place := Path(folder) / name).mkdir()
            try:
                paths = list(write(plain, place).values())
            except MissingProgram:
                continue
            rows.append(_row(name, paths, rounds))
    said = (
        "The corpus as PDF, as the makers on this machine write it; pdfium's text and a box for every character is "
        "what a program needs that must say where a value stands. All others give text alone: how many times as "
        "long as Jianbao's text, tables and record together."
    )
    columns = ("PDFs of", "ms a page to the record", "record ÷ pypdfium2 with boxes", "text ÷ pypdfium2 with boxes",
               "pypdfium2, text alone", "pdfplumber.extract_text", "pdfminer", "pypdf")  # fmt: skip
    return [Table("PDF to record", said, columns, tuple(rows))]


def _row(name: str, paths: list[Path], rounds: int) -> tuple[str, ...]:
    rules = load_rules()
    pages = sum(len(read(path).raw.pages) for path in paths)
    steps: Mapping[str, Callable[[Path], object]] = {
        "boxes": _with_boxes,
        "text": read,
        "record": lambda path: extract(path, rules),
        "pdfium": _without_boxes,
        "pdfplumber": _plumbed,
        "pdfminer": extract_text,
        "pypdf": lambda path: [page.extract_text() for page in pypdf.PdfReader(path).pages],
    }

    def all_of(step: Callable[[Path], object]) -> Callable[[], object]:
        return lambda: [step(path) for path in paths]

    measured = paired({key: all_of(step) for key, step in steps.items()}, rounds)
    each = 1000 * measured.median("record") / pages
    first = (name, f"{each:.1f}", measured.over("record", "boxes"), measured.over("text", "boxes"))
    return first + tuple(measured.over(key, "record") for key in ("pdfium", "pdfplumber", "pdfminer", "pypdf"))


def pictures(rounds: int = 3) -> list[Table]:
    """Return a scan to its record against rapidocr alone on the same picture."""
    from rapidocr import RapidOCR

    rules = load_rules()
    engine = RapidOCR(params={"Global.log_level": "critical"})
    with tempfile.TemporaryDirectory() as folder:
        made = pdf_reportlab.write(
            {path.stem: extract(path, rules) for path in sorted(BULLETINS.glob("*.txt"))[:2]}, Path(folder)
        )
        paths = []
        for path in made.values():
            document = pypdfium2.PdfDocument(path)
            picture = Path(folder) / f"{path.stem}.png"
            document[0].render(scale=_DOTS_AN_INCH / 72).to_pil().save(picture, dpi=(_DOTS_AN_INCH, _DOTS_AN_INCH))
            document.close()
            paths.append(picture)
        measured = paired(
            {
                "record": lambda: [extract(path, rules) for path in paths],
                "rapidocr": lambda: [engine(str(path)) for path in paths],
            },
            rounds,
        )
    row = ("PNG, 200 dpi", f"{measured.median('record') / len(paths):.1f}", measured.over("record", "rapidocr"))
    said = "Pages as pictures: Jianbao's record (lines in order, seals and doubtful digits looked at, parsed, checked)."
    return [Table("Scan to record", said, ("pictures", "seconds a page", "record ÷ rapidocr alone"), (row,))]


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


def _without_boxes(path: Path) -> int:
    count = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        count += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return count


def _plumbed(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_text() or "") for page in document.pages)
