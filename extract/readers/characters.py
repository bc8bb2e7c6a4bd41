"""The characters of a PDF page as pdfium gives them: code points, and boxes on the page as it is shown.

The calls of pdfium that are needed once a character are made from C: nothing of Python's is made for a character.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from itertools import repeat
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .order import Boxes, Codes

__all__ = ["characters"]

_CHINESE = (0x3400, 0xA000)
_FLAT = 0.75
"""A Chinese character whose box is lower than this share of its width has no font's height: its box is its ink."""
_ASCENT, _DESCENT = 0.88, 0.12
"""Of a Chinese font, in ems."""


def characters(page: Any, textpage: Any, count: int) -> tuple[Codes, Boxes]:
    """Return the codes of a page's characters in the order of its stream, and x0, top, x1, bottom of each.

    The boxes are counted from the top left corner of the page as shown.
    """
    codes = _codes(textpage, count)
    edges = _loose_boxes(textpage, count)
    if _has_flat(codes, edges):
        edges = _with_font_height(textpage, edges)
    return codes, _as_shown(page, edges)


def _codes(textpage: Any, count: int) -> Codes:
    """Return the code points of a page's characters, one for each index of pdfium."""
    import numpy as np
    from pypdfium2 import raw

    units = np.zeros(count + 1, dtype=np.uint16)
    written = raw.FPDFText_GetText(textpage, 0, count, units.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))) - 1
    codes: Codes = units[:count].astype(np.uint32)
    if written == count and not ((codes >= 0xD800) & (codes < 0xE000)).any():
        return codes
    return np.fromiter((raw.FPDFText_GetUnicode(textpage, i) for i in range(count)), dtype=np.uint32, count=count)


def _loose_boxes(textpage: Any, count: int) -> Boxes:
    """Return left, bottom, right and top of a page's characters, as the page counts.

    The boxes are the loose ones (the font's height, the character's advance): they exist for characters whose glyph
    is missing, and tell lines apart better than ink does.
    """
    import numpy as np
    from pypdfium2 import raw

    rectangles = np.zeros((count, 4), dtype=np.float32)
    _call(raw.FPDFText_GetLooseCharBox, textpage, count, _rows(rectangles))
    return rectangles[:, [0, 3, 2, 1]]


def _has_flat(codes: Codes, edges: Boxes) -> bool:
    chinese = (codes >= _CHINESE[0]) & (codes < _CHINESE[1])
    wide, high = edges[:, 2] - edges[:, 0], edges[:, 3] - edges[:, 1]
    return bool((chinese & (high < _FLAT * wide)).any())


def _with_font_height(textpage: Any, edges: Boxes) -> Boxes:
    """Return the boxes made as high as their fonts: a font of type 3 has no height, so 一 would be a dash to pdfium."""
    import numpy as np
    from pypdfium2 import raw

    count = len(edges)
    origins = np.zeros((count, 2), dtype=np.float64)
    matrices = np.zeros((count, 6), dtype=np.float32)
    _call(raw.FPDFText_GetCharOrigin, textpage, count, _rows(origins), _rows(origins, 1))
    _call(raw.FPDFText_GetMatrix, textpage, count, _rows(matrices))
    size_of = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_int)(_address(raw.FPDFText_GetFontSize))
    sizes = np.fromiter(map(size_of, repeat(_handle(textpage)), range(count)), dtype=np.float64, count=count)
    up = matrices[:, 2:4] * sizes[:, None]
    real = (edges[:, 2] > edges[:, 0]) & np.isfinite(up).all(axis=1)
    high, low = origins + _ASCENT * up, origins - _DESCENT * up
    least = np.minimum(edges[:, :2], np.minimum(high, low))
    most = np.maximum(edges[:, 2:], np.maximum(high, low))
    whole: Boxes = np.where(real[:, None], np.concatenate((least, most), axis=1), edges).astype(np.float32)
    return whole


def _call(function: Any, textpage: Any, count: int, *places: Iterable[int]) -> None:
    """Call a function of pdfium for every character; ``places`` are the addresses that it writes to."""
    signature = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *(ctypes.c_void_p for _ in places))
    deque(map(signature(_address(function)), repeat(_handle(textpage)), range(count), *places), maxlen=0)


def _rows(array: Any, column: int = 0) -> Iterable[int]:
    """Return the addresses of an array's rows, from one of its columns on."""
    start, step = array.ctypes.data + column * array.itemsize, array.itemsize * array.shape[1]
    return range(start, start + step * len(array), step)


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def _handle(textpage: Any) -> int | None:
    return ctypes.cast(textpage.raw, ctypes.c_void_p).value


def _as_shown(page: Any, edges: Boxes) -> Boxes:
    """Return the boxes turned as the page is, from its top left corner."""
    import numpy as np

    left, bottom, right, top = edges.T
    x, y, x_end, y_end = _shown_part(page)
    left, right, bottom, top = left - x, right - x, bottom - y, top - y
    wide, high = x_end - x, y_end - y
    turned = {
        0: (left, high - top, right, high - bottom),
        90: (bottom, left, top, right),
        180: (wide - right, bottom, wide - left, top),
        270: (high - top, wide - right, high - bottom, wide - left),
    }[page.get_rotation() % 360]
    return np.ascontiguousarray(np.stack(turned, axis=1), dtype=np.float32)


def _shown_part(page: Any) -> tuple[float, float, float, float]:
    """Return the part of the page that is shown: its CropBox as far as it lies on the MediaBox."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    part = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return part if part[0] < part[2] and part[1] < part[3] else media
