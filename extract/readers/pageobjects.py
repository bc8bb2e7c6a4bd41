"""A cheap look at what a PDF page is drawn of: are there rulings of a table, is there text that pdfium leaves out?"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["PageObjects", "look"]

_THIN = 3.0
"""A path not thicker than this, in points, is a ruling."""
_LONG = 12.0
"""A ruling is at least as long as a cell is high."""
_FEWEST = 2
"""A table has so many rulings of each direction at least, four in all but for a frame, which is one path."""
_DEEPEST = 3
_LATIN = (b"Helvetica", b"Times", b"Courier", b"Arial", b"Symbol", b"ZapfDingbats")


class PageObjects(NamedTuple):
    """What a page is drawn of."""

    drawn: int
    paths: int
    is_ruled: bool
    """Whether it has the rulings of a table: two horizontal and two vertical ones, or two boxes."""
    lost_text: bool
    """Whether some text has no width: characters of a font that is neither embedded nor on this machine."""


def look(page: Any, most: int) -> PageObjects:
    """Return what a page is drawn of; with more than ``most`` paths, rulings are not counted further."""
    from pypdfium2 import raw

    count = paths = level = upright = boxes = 0
    lost = False
    edges = [ctypes.c_float() for _ in range(4)]
    for handle, kind in _objects(page, raw):
        count += 1
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_TEXT):
            continue
        if kind == raw.FPDF_PAGEOBJ_TEXT and lost:
            continue
        if not raw.FPDFPageObj_GetBounds(handle, *edges):
            continue
        wide, high = edges[2].value - edges[0].value, edges[3].value - edges[1].value
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            lost = wide < 0.01 and not _has_glyphs(handle, raw)
            continue
        paths += 1
        if paths > most:
            continue
        level += wide >= _LONG and high <= _THIN
        upright += high >= _LONG and wide <= _THIN
        boxes += wide >= _LONG and high >= _LONG
    ruled = (level >= _FEWEST and upright >= _FEWEST) or boxes >= _FEWEST or (boxes >= 1 and level + upright >= 1)
    return PageObjects(count, paths, ruled, lost)


def _objects(page: Any, raw: Any) -> Iterator[tuple[Any, int]]:
    """Yield the objects of a page with their kinds, those inside of forms too."""
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _with_parts(raw.FPDFPage_GetObject(page, i), raw, _DEEPEST)


def _with_parts(handle: Any, raw: Any, depth: int) -> Iterator[tuple[Any, int]]:
    kind = raw.FPDFPageObj_GetType(handle)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth:
        for i in range(raw.FPDFFormObj_CountObjects(handle)):
            yield from _with_parts(raw.FPDFFormObj_GetObject(handle, i), raw, depth - 1)
    else:
        yield handle, kind


def _has_glyphs(handle: Any, raw: Any) -> bool:
    """Tell whether the font of a text is embedded, or a Latin one that pdfium brings itself."""
    font = raw.FPDFTextObj_GetFont(handle)
    if not font or raw.FPDFFont_GetIsEmbedded(font) == 1:
        return bool(font)
    name = ctypes.create_string_buffer(64)
    raw.FPDFFont_GetBaseFontName(font, name, 64)
    return name.value.startswith(_LATIN)
