"""Seals: the round red stamps of Chinese offices, taken off the picture of a page so that the text below can be read.

A seal is red ink over black text. Seen through red alone the ink is as bright as paper, and the text stays dark. That
is done within seals only: a red title is text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from .ocr import Picture

__all__ = ["seals", "without_seals"]

_RED = 50
"""How much brighter red is than green and blue where the ink is red, of 255."""
_SMALLEST, _LARGEST = 50.0, 190.0
"""The width of seals in points: 18 mm to 67 mm. The largest that regulations know measures 60 mm."""
_SQUARE = 0.7
"""The shorter side of a seal's box as a share of the longer one."""
_COARSE = 3.0
"""Points of the cells in which red is looked for: ink that is closer belongs together."""
_INK = (0.05, 0.75)
"""The share of a seal that is inked: less is a frame or a signature, more a picture."""


def without_seals(picture: Picture, width: float) -> Picture:
    """Return the picture of a page of ``width`` points without its red seals."""
    found = seals(picture, width)
    if not found:
        return picture
    cleaned = picture.copy()
    for x0, top, x1, bottom in found:
        part = cleaned[top:bottom, x0:x1]
        red = part[:, :, :1].astype(int) - part[:, :, 1:].max(axis=2, keepdims=True) > _RED // 2
        brightest = part[:, :, :1].repeat(3, axis=2)
        part[:] = _stretched(brightest, part, red.repeat(3, axis=2))
    return cleaned


def seals(picture: Picture, width: float) -> list[tuple[int, int, int, int]]:
    """Return the boxes (x0, top, x1, bottom, in pixels) of what looks like a seal: red, about square, of its size."""
    import numpy as np

    red = picture[:, :, 0].astype(np.int16) - picture[:, :, 1:].max(axis=2) > _RED
    if not red.any():
        return []
    scale = picture.shape[1] / width
    cell = max(int(_COARSE * scale), 1)
    high, wide = (size // cell * cell for size in red.shape)
    cells = red[:high, :wide].reshape(high // cell, cell, wide // cell, cell).any(axis=(1, 3))
    return [box for box in _components(cells, cell) if _is_seal(red, box, scale)]


def _components(cells: NDArray[np.bool_], cell: int) -> list[tuple[int, int, int, int]]:
    import cv2
    import numpy as np

    joined = cv2.dilate(cells.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, _, rows, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    return [(x * cell, y * cell, (x + wide) * cell, (y + high) * cell) for x, y, wide, high, _ in rows[1:].tolist()]


def _is_seal(red: NDArray[np.bool_], box: tuple[int, int, int, int], scale: float) -> bool:
    x0, top, x1, bottom = box
    sides = sorted(((x1 - x0) / scale, (bottom - top) / scale))
    if not (_SMALLEST <= sides[1] <= _LARGEST and sides[0] >= _SQUARE * sides[1]):
        return False
    part = red[top:bottom, x0:x1]
    return _INK[0] <= float(part.mean()) <= _INK[1] and _is_round(part)


def _is_round(part: NDArray[np.bool_]) -> bool:
    """Tell whether the corners of a box are emptier than the rest: a seal is round, characters are not."""
    high, wide = (max(size // 8, 1) for size in part.shape)
    corners = (part[:high, :wide], part[:high, -wide:], part[-high:, :wide], part[-high:, -wide:])
    return float(sum(corner.mean() for corner in corners)) / 4 < 0.3 * float(part.mean())


def _stretched(brightest: Picture, part: Picture, red: NDArray[np.bool_]) -> Picture:
    """Return a part seen through red, the ink of the seal made as bright as the paper."""
    import numpy as np

    paper = float(np.percentile(part, 90))
    ink = brightest[red]
    level = float(np.median(ink)) if ink.size else 255.0
    lifted = np.clip(brightest.astype(np.float32) * (paper / max(level, 1.0)), 0, 255).astype(np.uint8)
    shown: Picture = np.where(red, lifted, brightest)
    return shown
