"""A cheap look at what a PDF page is drawn of: are there rulings of a table, is there text that pdfium leaves out?"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Matrix", "PageObjects", "look", "matrix_of", "objects", "pictured", "turned"]

_THIN = 3.0
"""A path not thicker than this, in points, is a ruling."""
_LONG = 12.0
"""A ruling is at least as long as a cell is high."""
_FEWEST = 2
"""A table has so many rulings of each direction at least, four in all but for a frame, which is one path."""
_FRAME = 5
"""A box has so many segments; one path with more of them can be a whole table, and counts as several."""
_DEEPEST = 3
_LATIN = (b"Helvetica", b"Times", b"Courier", b"Arial", b"Symbol", b"ZapfDingbats")


Matrix = tuple[float, float, float, float, float, float]
"""Six numbers, as the PDF specification has them (8.3.3)."""


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
    for handle, kind, _ in objects(page):
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
        segments = raw.FPDFPath_CountSegments(handle)
        paths += 1 + segments // _FRAME
        if paths > most:
            continue
        level += wide >= _LONG and high <= _THIN
        upright += high >= _LONG and wide <= _THIN
        boxes += (wide >= _LONG and high >= _LONG) * (1 if segments <= _FRAME else _FEWEST)
    ruled = (level >= _FEWEST and upright >= _FEWEST) or boxes >= _FEWEST or (boxes >= 1 and level + upright >= 1)
    return PageObjects(count, paths, ruled, lost)


def pictured(page: Any) -> float:
    """Return the share of a page that the largest picture on it covers."""
    from pypdfium2 import raw

    width, height = page.get_size()
    edges = [ctypes.c_float() for _ in range(4)]
    largest = 0.0
    for handle, kind, _ in objects(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(handle, *edges):
            largest = max(largest, (edges[2].value - edges[0].value) * (edges[3].value - edges[1].value))
    return min(float(largest / max(width * height, 1.0)), 1.0)


def objects(page: Any) -> Iterator[tuple[Any, int, Matrix | None]]:
    """Yield the objects of a page, those inside of forms too: handle, kind, and what turns a form into the page."""
    from pypdfium2 import raw

    for i in range(raw.FPDFPage_CountObjects(page)):
        yield from _with_parts(raw.FPDFPage_GetObject(page, i), raw, None, _DEEPEST)


def _with_parts(handle: Any, raw: Any, form: Matrix | None, depth: int) -> Iterator[tuple[Any, int, Matrix | None]]:
    kind = raw.FPDFPageObj_GetType(handle)
    if kind != raw.FPDF_PAGEOBJ_FORM or not depth:
        yield handle, kind, form
        return
    inner = matrix_of(handle) if form is None else turned(matrix_of(handle), form)
    for i in range(raw.FPDFFormObj_CountObjects(handle)):
        yield from _with_parts(raw.FPDFFormObj_GetObject(handle, i), raw, inner, depth - 1)


def matrix_of(handle: Any) -> Matrix:
    """Return what turns the points of an object into those of what it stands in."""
    from pypdfium2 import raw

    found = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(handle, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def turned(inner: Matrix, outer: Matrix) -> Matrix:
    """Return what does as ``inner``, and then as ``outer``, does."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _has_glyphs(handle: Any, raw: Any) -> bool:
    """Tell whether the font of a text is embedded, or a Latin one that pdfium brings itself."""
    font = raw.FPDFTextObj_GetFont(handle)
    if not font or raw.FPDFFont_GetIsEmbedded(font) == 1:
        return bool(font)
    name = ctypes.create_string_buffer(64)
    raw.FPDFFont_GetBaseFontName(font, name, 64)
    return name.value.startswith(_LATIN)
