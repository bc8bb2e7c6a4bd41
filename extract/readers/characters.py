"""The characters of a PDF page as pdfium gives them: code points, boxes and baselines on the page as it is shown.

The calls of pdfium that are needed once a character are made from C: nothing of Python's is made for a character.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.uint32]
    Boxes = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["Characters", "as_shown", "is_chinese", "page_characters"]

_FLAT, _TALL = 0.75, 1.7
"""A character whose box is lower or higher than this many ems has a font that does not tell its height."""

_SIZES = 8
"""More widths than this are no sizes of fonts: they are those of ink."""


class Characters(NamedTuple):
    """The characters of a page: code points; x0, top, x1, bottom of each; how far down the page its baseline runs.

    Counted in points from the top left corner of the page as it is shown.
    """

    codes: Codes
    boxes: Boxes
    baselines: Boxes

    def chosen(self, mask: Mask) -> Characters:
        """Return some of the characters."""
        return Characters(self.codes[mask], self.boxes[mask], self.baselines[mask])


def page_characters(page: Any, textpage: Any, count: int) -> Characters:
    """Return the characters of a page in the order of its stream."""
    import numpy as np

    codes = _codes(textpage, count)
    boxes = as_shown(page, _loose_boxes(textpage, count))
    origins = as_shown(page, np.tile(_origins(textpage, count), 2))
    found = Characters(codes, boxes, origins[:, 1])
    return _with_font_height(textpage, found, origins[:, 0]) if _is_odd(found) else found


def _is_odd(found: Characters) -> bool:
    """Tell whether Chinese characters have other boxes than squares of some sizes: their fonts tell no measures."""
    import numpy as np

    boxes = found.boxes[is_chinese(found.codes)]
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    if ((wide > 0) & ((high < _FLAT * wide) | (high > _TALL * wide))).any():
        return True
    sizes = np.bincount(np.clip(np.nan_to_num(10 * wide), 0, 2000).astype(int))
    return int(np.count_nonzero(sizes)) > _SIZES


def is_chinese(codes: Codes) -> Mask:
    """Tell which characters are ideographs: as wide as high, whatever the font."""
    return (codes >= 0x3400) & (codes < 0xA000)


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


def _origins(textpage: Any, count: int) -> NDArray[np.float64]:
    """Return where each character's baseline begins, as the page counts."""
    import numpy as np
    from pypdfium2 import raw

    origins = np.zeros((count, 2), dtype=np.float64)
    _call(raw.FPDFText_GetCharOrigin, textpage, count, _rows(origins), _rows(origins, 1))
    return origins


def _with_font_height(textpage: Any, found: Characters, starts: Boxes) -> Characters:
    """Return the characters with boxes as high as the size of their fonts, where the fonts do not tell their height.

    A font of type 3 has none, so 一 would be a dash to pdfium; others name one that reaches into the next line.
    ``starts`` is where each character's baseline begins. Chinese characters become as wide as they are high, too.
    """
    import numpy as np
    from pypdfium2 import raw

    count = len(starts)
    matrices = np.zeros((count, 6), dtype=np.float32)
    _call(raw.FPDFText_GetMatrix, textpage, count, _rows(matrices))
    size_of = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_void_p, ctypes.c_int)(_address(raw.FPDFText_GetFontSize))
    sizes = np.fromiter(map(size_of, repeat(_handle(textpage)), range(count)), dtype=np.float64, count=count)
    wide = np.hypot(matrices[:, 0], matrices[:, 1]) * sizes
    high = np.hypot(matrices[:, 2], matrices[:, 3]) * sizes
    boxes, chinese = found.boxes.copy(), is_chinese(found.codes)
    real = (boxes[:, 2] > boxes[:, 0]) & np.isfinite(wide) & np.isfinite(high)
    told = boxes[:, 3] - boxes[:, 1]
    odd = real & ((told < _FLAT * high) | (told > _TALL * high))
    ascent, descent = np.where(chinese, 0.88, 0.95), np.where(chinese, 0.12, 0.25)
    boxes[odd, 1] = (found.baselines - ascent * high)[odd]
    boxes[odd, 3] = (found.baselines + descent * high)[odd]
    boxes[real & chinese, 0] = starts[real & chinese]
    boxes[real & chinese, 2] = (starts + wide)[real & chinese]
    return found._replace(boxes=boxes)


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


def as_shown(page: Any, edges: NDArray[Any]) -> Boxes:
    """Return boxes (left, bottom, right, top) turned as the page is, from its top left corner."""
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
