"""Pictures of the places that findings cite: a strip of the page with the number in it, if the file is still there."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ...archive.audit import Cited, Head
from ...archive.originals import original
from ...document import Box
from ...errors import ReadError
from ...readers import Limits
from ...readers.pagepictures import Drawn, Painter, can_be_drawn

__all__ = ["Clipping", "Clippings", "Strip", "strips_of"]

#: Points above and below the lines of a place that are shown with them, and the pixels of a strip, which is as wide as
#: its page.
_ABOVE, _WIDTH = 14.0, 1_000
#: A report with more strips than this would be too heavy to open.
_MOST = 400


class Clipping(NamedTuple):
    """A strip of a page as PNG, and where on it the places stand: left, top, width, height in hundredths of it."""

    png: bytes
    issue: str
    page: int
    marks: tuple[tuple[float, float, float, float], ...]


class Strip(NamedTuple):
    """A stretch of a page on which cited places stand, and their boxes; in points from the page's top left."""

    cited: Cited
    """The first of them."""
    page: int
    top: float
    bottom: float
    boxes: tuple[Box, ...]


def strips_of(cited: Iterable[Cited]) -> list[Strip]:
    """Return a strip for each page on which some of these places stand."""
    boxes: dict[tuple[str, int], list[Box]] = defaultdict(list)
    first: dict[tuple[str, int], Cited] = {}
    for one in cited:
        for page, box in one.boxes:
            boxes[one.bulletin, page].append(Box(*box))
            first.setdefault((one.bulletin, page), one)
    return [
        Strip(
            first[key],
            key[1],
            max(min(box.top for box in some) - _ABOVE, 0.0),
            max(box.bottom for box in some) + _ABOVE,
            tuple(some),
        )
        for key, some in boxes.items()
    ]


class Clippings:
    """Cuts places out of the pages of PDFs and scans. A file that is gone, changed or broken gives none.

    ``originals`` is the folder of ``jianbao archive --keep-originals``; without it the files are looked for where they
    were archived from.
    """

    def __init__(self, painter: Painter, originals: Path | None = None, limits: Limits | None = None) -> None:
        self._painter = painter
        self._originals = originals
        self._limits = limits or Limits()
        self._left = _MOST
        self._failed: set[str] = set()

    def of(self, cited: Iterable[Cited], heads: Mapping[str, Head]) -> Iterator[Clipping]:
        """Yield a strip for each page on which some of these places stand."""
        for strip in strips_of(cited):
            drawn = self._strip(heads.get(strip.cited.bulletin), strip)
            if drawn is not None:
                marks = tuple(_mark(box, drawn.region) for box in strip.boxes)
                yield Clipping(drawn.png, strip.cited.issue, strip.page, marks)

    def _strip(self, head: Head | None, strip: Strip) -> Drawn | None:
        if head is None or not self._left or not can_be_drawn(head.media_type) or head.sha256 in self._failed:
            return None
        region = Box(0.0, strip.top, math.inf, strip.bottom)
        try:
            drawn = self._painter.draw(head.sha256, lambda: self._bytes(head), strip.page, _WIDTH, head.uri, region)
        except (ReadError, OSError):
            self._failed.add(head.sha256)
            return None
        self._left -= 1
        return drawn

    def _bytes(self, head: Head) -> bytes:
        return original(head.uri, head.sha256, self._originals, self._limits)


def _mark(box: Box, region: Box) -> tuple[float, float, float, float]:
    """Return left, top, width and height of a box in hundredths of a region."""
    across, down = 100 / (region.x1 - region.x0), 100 / (region.bottom - region.top)
    left, top = (box.x0 - region.x0) * across, (box.top - region.top) * down
    return round(left, 2), round(top, 2), round((box.x1 - box.x0) * across, 2), round((box.bottom - box.top) * down, 2)
