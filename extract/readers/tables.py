"""Ruled tables of a PDF, found with pdfplumber: their cells, each with its text and box.

pdfplumber is more than ten times as slow as pdfium, so it is imported and asked only for pages that have rulings.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from ..document import Box
from .characters import Characters

__all__ = ["Cell", "Plumber", "Table", "read_tables"]

_DESCENT = 0.15
"""The part of a character's height that most fonts have below the baseline."""


class Cell(NamedTuple):
    """One cell: its box on the page and the text in it."""

    box: Box
    text: str


class Table(NamedTuple):
    """A ruled table: the page that it stands on (from 1), its box, and its rows of cells from left to right.

    A cell that spans rows stands in its first row only, so rows can differ in length.
    """

    page: int
    box: Box
    rows: tuple[tuple[Cell, ...], ...]


class Plumber:
    """A PDF opened with pdfplumber, once, when it is first asked."""

    def __init__(self, source: str | Path | bytes) -> None:
        self._source = source
        self._document: Any = None

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._document is not None:
            self._document.close()

    def tables(self, number: int) -> list[Table]:
        """Return the ruled tables of one page (counted from 1), those with one cell (frames) left out."""
        page = self._page(number)
        found = [table for ruled in page.find_tables() if (table := _table(ruled, page, number)) is not None]
        page.close()
        return found

    def glyphs(self, number: int) -> Characters:
        """Return the characters of one page (counted from 1), as pdfminer reads them."""
        import numpy as np

        page = self._page(number)
        dx, dy = _shift(page)
        codes: list[int] = []
        boxes: list[tuple[float, float, float, float]] = []
        for glyph in page.chars:
            for character in glyph["text"] if not glyph["text"].startswith("(cid:") else "\ufffd":
                codes.append(ord(character))
                boxes.append((glyph["x0"] - dx, glyph["top"] - dy, glyph["x1"] - dx, glyph["bottom"] - dy))
        page.close()
        edges = np.array(boxes, dtype=np.float32).reshape(-1, 4)
        # pdfminer's boxes reach from the descent of the font to one size above it.
        baselines = edges[:, 3] - np.float32(_DESCENT) * (edges[:, 3] - edges[:, 1])
        return Characters(np.array(codes, dtype=np.uint32), edges, baselines)

    def _page(self, number: int) -> Any:
        if self._document is None:
            import pdfplumber

            # What pdfminer finds odd about a file is no news to the user: it says so on standard error otherwise.
            logging.getLogger("pdfminer").addHandler(logging.NullHandler())
            source = BytesIO(self._source) if isinstance(self._source, bytes) else self._source
            self._document = pdfplumber.open(source)
        return self._document.pages[number - 1]


def read_tables(source: str | Path | bytes, pages: Iterable[int]) -> list[Table]:
    """Return the ruled tables of some pages (numbers from 1), those with one cell (frames) left out."""
    plumber = Plumber(source)
    try:
        return [table for number in pages for table in plumber.tables(number)]
    finally:
        plumber.close()


def _table(ruled: Any, page: Any, number: int) -> Table | None:
    dx, dy = _shift(page)
    boxes = [Box(x0 - dx, top - dy, x1 - dx, bottom - dy) for x0, top, x1, bottom in ruled.cells]
    if len(boxes) < 2:
        return None
    texts = [(page.crop(cell, strict=False).extract_text() or "").strip() for cell in ruled.cells]
    cells = [Cell(box, text) for box, text in zip(boxes, texts, strict=True)]
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda c: (c.box.top, c.box.x0)):
        if rows and abs(rows[-1][0].box.top - cell.box.top) <= 2:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    x0, top, x1, bottom = ruled.bbox
    ordered = tuple(tuple(sorted(row, key=lambda c: c.box.x0)) for row in rows)
    return Table(number, Box(x0 - dx, top - dy, x1 - dx, bottom - dy), ordered)


def _shift(page: Any) -> tuple[float, float]:
    """Return how far the corner of the shown part lies from that of the MediaBox, which pdfplumber counts from.

    pdfplumber's own ``cropbox`` is upside down on a turned page, so the boxes of the file itself are compared.
    """
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    left, below = max(crop[0] - media[0], 0.0), max(crop[1] - media[1], 0.0)
    right, above = max(media[2] - crop[2], 0.0), max(media[3] - crop[3], 0.0)
    return {0: (left, above), 90: (below, left), 180: (right, below), 270: (above, right)}[page.rotation % 360]
