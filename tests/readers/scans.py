"""Scans for tests: the pages of a typeset PDF as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
import pypdfium2
from pdfs import typeset
from PIL import Image

TITLE = "青山县召开信访件办理调度会"
BODY = "6月7日上午，青山县委书记罗远舟到白水镇检查，先后来到兴旺砖厂、白水镇污水处理厂，副县长柳如海陪同。"
COUNTS = "青山县收到第2批信访件共116件，来信29件。"
LINES = ((TITLE, 22.0), BODY, COUNTS)


def scanned(
    dots: int = 200, skew: float = 0.0, seal: bool = False, lines: Sequence[str | tuple[str, float]] = LINES
) -> list[Image.Image]:
    """Return the pages of a short bulletin as pictures."""
    document = pypdfium2.PdfDocument(typeset(list(lines), footer=""))
    pages = []
    for page in document:
        image = page.render(scale=dots / 72).to_pil().convert("RGB")
        if seal:
            image = sealed(image, dots / 72)
        pages.append(image.rotate(skew, Image.Resampling.BICUBIC, fillcolor="white"))
    document.close()
    return pages


def sealed(image: Image.Image, scale: float) -> Image.Image:
    """Return a page with a red ring and blot over the middle of its text."""
    array = np.asarray(image).copy()
    rows, columns = np.nonzero(array.min(axis=2) < 128)
    y, x = np.mgrid[: array.shape[0], : array.shape[1]]
    far = np.hypot(y - np.median(rows), x - np.median(columns)) / (55 * scale)
    array[(far < 1) & ((far > 0.9) | (far < 0.25))] = np.minimum(
        array[(far < 1) & ((far > 0.9) | (far < 0.25))], np.array([210, 30, 40], dtype=np.uint8)
    )
    return Image.fromarray(array)


def as_file(pages: list[Image.Image], kind: str, dots: int = 200) -> bytes:
    buffer = BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind in ("PDF", "TIFF") else {}
    size = {"resolution": dots} if kind == "PDF" else {"dpi": (dots, dots)}
    pages[0].save(buffer, kind, **more, **size)
    return buffer.getvalue()
