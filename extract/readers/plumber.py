"""Characters that pdfium leaves out, read with pdfplumber: ten times as slow, so only where they are needed."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import Any

from .characters import Characters

__all__ = ["Plumber"]

_DESCENT = 0.15
"""The part of a character's height that most fonts have below the baseline."""


class Plumber:
    """A PDF opened with pdfplumber, once, when it is first asked."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._document is not None:
            self._document.close()

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
            self._document = pdfplumber.open(BytesIO(self._data))
        return self._document.pages[number - 1]


def _shift(page: Any) -> tuple[float, float]:
    """Return how far the corner of the shown part lies from that of the MediaBox, which pdfplumber counts from.

    pdfplumber's own ``cropbox`` is upside down on a turned page, so the boxes of the file itself are compared.
    """
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    left, below = max(crop[0] - media[0], 0.0), max(crop[1] - media[1], 0.0)
    right, above = max(media[2] - crop[2], 0.0), max(media[3] - crop[3], 0.0)
    return {0: (left, above), 90: (below, left), 180: (right, below), 270: (above, right)}[page.rotation % 360]
