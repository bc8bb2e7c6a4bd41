"""Scans: the pages of the PDF as pictures, laid askew, with the noise of a scanner and a red seal over the text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jianbao.record import Bulletin

from . import pdf_reportlab
from .writers import Writer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["pictures", "writer"]

_NOISE = 8.0
_SEAL = 60.0
"""The radius of the seal in points: 42 mm across."""


def writer(dots: int, skew: float) -> Writer:
    """Return a writer of PDFs whose pages are pictures at so many dots an inch, turned by so many degrees."""

    def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
        written = pdf_reportlab.write(bulletins, folder)
        for path in written.values():
            pages = pictures(path.read_bytes(), dots, skew)
            pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=dots, quality=80)
        return written

    return write


def pictures(pdf: bytes, dots: int, skew: float) -> list[Any]:
    """Return the pages of a PDF as a scanner gives them; the last one bears a seal."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    random = np.random.default_rng(dots)
    document = pypdfium2.PdfDocument(pdf)
    scans = []
    for index, page in enumerate(document):
        picture = page.render(scale=dots / 72).to_pil().convert("RGB")
        array = np.asarray(picture).astype(np.float32)
        if index == len(document) - 1:
            array = _sealed(array, dots / 72)
        picture = Image.fromarray(array.astype(np.uint8)).rotate(skew, Image.Resampling.BICUBIC, fillcolor="white")
        noise = random.normal(0, _NOISE, (picture.height, picture.width, 1))
        scans.append(Image.fromarray((np.asarray(picture) + noise).clip(0, 255).astype(np.uint8)))
    document.close()
    return scans


def _sealed(array: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """Return a page with a round red seal over its last lines: a ring, a blot, and strokes like letters."""
    import numpy as np

    ink = np.argwhere(array.min(axis=2) < 128)
    radius = _SEAL * scale
    middle = (float(ink[:, 0].max()) - radius * 0.8, float(np.median(ink[:, 1]))) if len(ink) else (radius, radius)
    y, x = np.mgrid[: array.shape[0], : array.shape[1]]
    far = np.hypot(y - middle[0], x - middle[1]) / radius
    angle = np.arctan2(y - middle[0], x - middle[1])
    letters = (far > 0.66) & (far < 0.84) & (np.sin(angle * 22) > 0.1) & (np.sin(far * 90) > -0.3)
    seal = ((far > 0.93) & (far <= 1.0)) | letters | (far < 0.18)
    red = np.array([214, 32, 40], dtype=np.float32)
    array[seal] = np.minimum(array[seal], red)
    return array
