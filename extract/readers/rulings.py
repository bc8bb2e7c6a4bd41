"""The rulings of a PDF page: every horizontal and every vertical stretch of what is drawn on it, as pdfium gives it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .characters import as_shown
from .pageobjects import Matrix, matrix_of, objects, turned

if TYPE_CHECKING:
    from .characters import Boxes

__all__ = ["rulings"]

_STRAIGHT = 0.5
"""Points by which a ruling may be off the level, or the upright."""

Point = tuple[float, float]


def rulings(page: Any) -> Boxes:
    """Return the level and upright stretches of a page's paths (also of those that are filled): x0, top, x1, bottom.

    In points from the top left corner of the page as it is shown. Curves and slanted lines are left out.
    """
    import numpy as np

    found = [
        (min(x, u), min(y, v), max(x, u), max(y, v))
        for path, form in _paths(page)
        for (x, y), (u, v) in _stretches(path, form)
        if min(abs(x - u), abs(y - v)) <= _STRAIGHT < max(abs(x - u), abs(y - v))
    ]
    edges = np.array(found, dtype=np.float64).reshape(-1, 4)
    return as_shown(page, edges[np.isfinite(edges).all(axis=1)])


def _paths(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Yield the paths of a page, each with what turns its points into points of the page."""
    from pypdfium2 import raw

    for handle, kind, form in objects(page):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            own = matrix_of(handle)
            yield handle, own if form is None else turned(own, form)


def _stretches(path: Any, matrix: Matrix) -> Iterator[tuple[Point, Point]]:
    """Yield the straight parts of a path, from where to where."""
    from pypdfium2 import raw

    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = at = (0.0, 0.0)
    for number in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = to
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield at, to
        at = to
        if raw.FPDFPathSegment_GetClose(segment):
            yield at, start
            at = start
