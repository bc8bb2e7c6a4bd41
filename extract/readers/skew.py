"""Skew: boxes on a page whose lines do not run level, and the same boxes as if they did."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .characters import Boxes

__all__ = ["levelled", "turned"]


def turned(boxes: Boxes, angle: float, centre: Sequence[float]) -> Boxes:
    """Return boxes (x0, top, x1, bottom) moved as if the page were turned clockwise by ``angle`` radians.

    The middles of the boxes move, the boxes stay as wide and as high as they are.
    """
    import numpy as np

    middles = np.stack([(boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2], axis=1)
    x, y = (middles - np.asarray(centre, dtype=np.float64)).T
    cosine, sine = np.cos(angle), np.sin(angle)
    moved = np.stack([x * cosine - y * sine - x, x * sine + y * cosine - y], axis=1)
    shifted: Boxes = (boxes + np.tile(moved, 2)).astype(np.float32)
    return shifted


def levelled(boxes: Boxes, angle: float, width: float, height: float) -> Boxes:
    """Return the boxes of a page whose lines fall by ``angle`` radians to the right, as if they ran level."""
    return turned(boxes, -angle, (width / 2, height / 2))
