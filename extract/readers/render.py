"""Pictures of PDF pages for OCR, as fine as the page allows: at 200 dots an inch, larger pages more coarsely."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from ..errors import LimitExceeded
from .limits import Limits

if TYPE_CHECKING:
    from .ocr import Picture

__all__ = ["FINE", "FINER", "rendered", "resolution"]

FINE = 200
"""Dots an inch at which pages are read."""
FINER = 400
"""Dots an inch at which what was not read surely is read again."""
_COARSEST = 75
"""Below this nothing of a printed page can be read."""
_POINTS = 72


def resolution(width: float, height: float, wanted: int, limits: Limits, uri: str, number: int) -> float:
    """Return at how many dots an inch a page of ``width`` x ``height`` points is rendered: ``wanted``, or less.

    Raises LimitExceeded where the page is too large to be rendered so that it can be read.
    """
    most = _POINTS * math.sqrt(limits.pixels / max(width * height, 1.0))
    if most < _COARSEST:
        least = int(width * height * (_COARSEST / _POINTS) ** 2) + 1
        cause = f"page {number} measures {width:.0f} x {height:.0f} points, too large to be read by OCR"
        raise LimitExceeded(uri, f"{cause}; raise it with --limit pixels={least}")
    return min(float(wanted), most)


def rendered(page: Any, dots: float) -> Picture:
    """Return the picture of a page of pdfium's at ``dots`` an inch: height x width x red, green, blue."""
    import numpy as np

    bitmap = page.render(scale=dots / _POINTS, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
    try:
        array = bitmap.to_numpy()
        picture: Picture = np.array(array[:, :, :3] if array.ndim == 3 else np.stack([array] * 3, axis=2))
        return picture
    finally:
        bitmap.close()
