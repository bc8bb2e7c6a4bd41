"""Parts of a scan read a second time, from a finer picture of the page: what do its digits really say?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from ..document import Box
from ..errors import UnsupportedFormat
from .limits import Limits
from .ocr import recognise_line
from .progress import page_done
from .sniff import kind_of

if TYPE_CHECKING:
    from .ocr import Picture

__all__ = ["Part", "read_again"]

_MARGIN = 0.15
"""How far around a part its picture is cut, in heights of its box."""


class Part(NamedTuple):
    """A stretch of one line of a scan: the number of its page, from 1, and its box on it in points."""

    page: int
    box: Box


def read_again(data: bytes, uri: str, parts: Sequence[Part], limits: Limits) -> list[str]:
    """Return what stands in each of the parts, read at twice the resolution of the first reading; "" for nothing.

    Raises UnsupportedFormat for a file that is neither a PDF nor a picture, and what the pictures of its pages raise.
    """
    kind = kind_of(data)
    if kind not in _PAGES:
        raise UnsupportedFormat(uri, f"a file of kind {kind} is not read again")
    picture_of = _PAGES[kind](data, uri, limits)
    found = [""] * len(parts)
    for number, same in groupby(sorted(range(len(parts)), key=lambda i: parts[i].page), lambda i: parts[i].page):
        picture, scale = picture_of(number)
        for i in same:
            found[i] = recognise_line(_cut(picture, parts[i].box, scale))[0]
        page_done()
    return found


def _cut(picture: Picture, box: Box, scale: float) -> Picture:
    margin = _MARGIN * (box.bottom - box.top)
    top, bottom = (int(scale * edge) for edge in (max(box.top - margin, 0.0), box.bottom + margin))
    left, right = (int(scale * edge) for edge in (max(box.x0, 0.0), box.x1))
    return picture[top : bottom + 1, left : right + 1]


def _pdf_pages(data: bytes, uri: str, limits: Limits) -> Callable[[int], tuple[Picture, float]]:
    """Return what gives a page of a PDF as picture, and its pixels a point."""
    import pypdfium2

    from .render import FINER, rendered, resolution

    document = pypdfium2.PdfDocument(data)

    def picture(number: int) -> tuple[Picture, float]:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            dots = resolution(width, height, FINER, limits, uri, number)
            return rendered(page, dots), dots / 72
        finally:
            page.close()

    return picture


def _frames(data: bytes, uri: str, limits: Limits) -> Callable[[int], tuple[Picture, float]]:
    """Return what gives a frame of a picture file, enlarged, and its pixels a point."""
    from .picture import enlarged, frames

    def picture(number: int) -> tuple[Picture, float]:
        frame = next(frame for at, frame in enumerate(frames(data, uri, limits), 1) if at == number)
        large = enlarged(frame.picture)
        return large, large.shape[1] / frame.width

    return picture


_PAGES: dict[str, Callable[[bytes, str, Limits], Callable[[int], tuple[Picture, float]]]] = {
    "pdf": _pdf_pages,
    "image": _frames,
}
