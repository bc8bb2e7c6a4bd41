"""PDF files with a text layer, read with pypdfium2: every character with its box, in reading order.

Boxes are in points from the top left corner of the page as it is shown: CropBox and rotation are respected.
"""

from __future__ import annotations

import ctypes
from array import array
from collections import deque
from collections.abc import Iterable
from itertools import repeat
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..document import Notice, Page, Raw
from ..errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from ..span import Span
from .limits import Limits
from .order import Ordered, in_reading_order
from .pageobjects import PageObjects, look
from .tables import Plumber, Table

if TYPE_CHECKING:
    from .order import Boxes, Codes

__all__ = ["is_unreadable", "read_pdf"]

#: pdfium must not be entered by two threads at once.
_PDFIUM = Lock()
_TAIL = 2048
_SCAN = "page images only, no text layer; scans need the extra ocr, which this version does not read yet"


def read_pdf(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the text layer of a PDF, its lines from top to bottom, a table row by row with tabs between its cells.

    Raises EncryptedFile, DamagedFile (truncated files too: pdfium would read the rest and say nothing), EmptyFile
    (no pages, or blank ones), UnsupportedFormat (page images without text) or LimitExceeded.
    """
    if _is_truncated(data):
        raise DamagedFile(uri, "the PDF is truncated: its end is missing")
    with _PDFIUM:
        document = _opened(data, uri)
        reading = None
        try:
            reading = _Reading(document, data, uri, limits)
            return reading.raw()
        finally:
            if reading is not None:
                reading.plumber.close()
            document.close()


def _is_truncated(data: bytes) -> bool:
    """Tell whether the end of the file is missing: no end mark, or objects after the last one."""
    end = data.rfind(b"%%EOF")
    return end < 0 or (len(data) - end > _TAIL and b" obj" in data[end:])


def _opened(data: bytes, uri: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise EncryptedFile(uri, "the PDF needs a password") from error
        raise DamagedFile(uri, "not a readable PDF: its structure is broken") from error
    if not len(document):
        document.close()
        raise EmptyFile(uri, "the PDF has no pages")
    return document


class _Reading:
    """One PDF while it is read: what its pages have given so far."""

    def __init__(self, document: Any, data: bytes, uri: str, limits: Limits) -> None:
        limits.demand("pages", len(document), uri)
        self.document, self.uri, self.limits = document, uri, limits
        self.strings: list[str] = []
        self.boxes: array[float] = array("f")
        self.pages: list[Page] = []
        self.notices: list[Notice] = []
        self.length = 0
        self.draws = False
        self.plumber = Plumber(data)

    def raw(self) -> Raw:
        """Read all pages."""
        for index in range(len(self.document)):
            self._add(index)
        if not any(string.strip() for string in self.strings):
            if self.draws:
                raise UnsupportedFormat(self.uri, _SCAN)
            raise EmptyFile(self.uri, "the pages of the PDF are blank")
        return Raw("".join(self.strings), tuple(self.pages), self.boxes, tuple(self.notices))

    def _add(self, index: int) -> None:
        import pypdfium2

        try:
            page = self.document[index]
        except pypdfium2.PdfiumError as error:
            raise DamagedFile(self.uri, f"page {index + 1} of the PDF is broken") from error
        try:
            width, height = page.get_size()
            objects = look(page, self.limits.ruled_objects)
            codes, boxes = self._characters(page, index, objects)
            if is_unreadable(codes):
                self._note("unreadable_text_layer", "its fonts do not say which characters they show", index)
            ordered = in_reading_order(codes, boxes, self._tables(index, objects))
        finally:
            page.close()
        self._keep(index, width, height, ordered, objects)

    def _characters(self, page: Any, index: int, objects: PageObjects) -> tuple[Codes, Boxes]:
        """Return the codes and boxes of a page's characters, as its stream gives them."""
        if objects.lost_text:
            # pdfium leaves out a lone character whose font is neither embedded nor on this machine.
            try:
                return self.plumber.glyphs(index + 1)
            except Exception as error:
                # pdfminer has no exception of its own for what a damaged stream makes it do.
                self._note("lost_characters", f"single characters can be missing: {_brief(error)}", index)
        textpage = page.get_textpage()
        try:
            count = textpage.count_chars()
            if count > self.limits.page_characters:
                cause = f"page {index + 1} has {count:,} characters, the limit is {self.limits.page_characters:,}"
                raise LimitExceeded(self.uri, f"{cause}; raise it with Limits(page_characters={count})")
            return _codes(textpage, count), _boxes(page, textpage, count)
        finally:
            textpage.close()

    def _tables(self, index: int, objects: PageObjects) -> Iterable[Table]:
        if objects.paths > self.limits.ruled_objects:
            self._note("tables_not_searched", f"{objects.paths} drawn paths: too many to find tables among", index)
            return ()
        if not objects.is_ruled:
            return ()
        try:
            return self.plumber.tables(index + 1)
        except Exception as error:
            self._note("tables_not_searched", f"the rulings cannot be read: {_brief(error)}", index)
            return ()

    def _note(self, code: str, message: str, index: int) -> None:
        self.notices.append(Notice(code, message, index + 1))

    def _keep(self, index: int, width: float, height: float, ordered: Ordered, objects: PageObjects) -> None:
        string = ordered.string
        if not string.strip() and objects.drawn:
            self.draws = True
            self._note("page_without_text", "a page image without a text layer", index)
        span = Span(self.length, self.length + len(string))
        self.pages.append(Page(index + 1, round(width, 2), round(height, 2), span))
        self.strings.append(string)
        self.boxes.frombytes(ordered.boxes.tobytes())
        self.length += len(string)
        self.limits.demand("characters", self.length, self.uri)


def is_unreadable(codes: Codes) -> bool:
    """Tell whether more than a third of some characters have no meaning: controls, private use, replacements."""
    odd = (codes < 32) & (codes != 10) & (codes != 13) & (codes != 9) & (codes != 2)
    odd |= ((codes >= 0xE000) & (codes < 0xF900)) | (codes == 0xFFFD) | (codes >= 0xF0000)
    return len(codes) >= 20 and 3 * int(odd.sum()) > len(codes)


def _brief(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()[:80]


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


def _boxes(page: Any, textpage: Any, count: int) -> Boxes:
    """Return x0, top, x1 and bottom of a page's characters, from the top left corner of the page as shown.

    The boxes are the loose ones (the font's height, the character's advance): they exist for characters whose glyph
    is missing, and tell lines apart better than ink does.
    """
    import numpy as np
    from pypdfium2 import raw

    rectangles = np.zeros((count, 4), dtype=np.float32)
    size = ctypes.sizeof(raw.FS_RECTF)
    address = rectangles.ctypes.data
    signature = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
    box_of = signature(ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    # One call a character, all of them made from C: nothing of Python's is made for a character.
    deque(map(box_of, repeat(handle), range(count), range(address, address + count * size, size)), maxlen=0)
    left, top, right, bottom = rectangles.T
    return _as_shown(page, left, bottom, right, top)


def _as_shown(page: Any, left: Any, bottom: Any, right: Any, top: Any) -> Boxes:
    """Return the boxes turned as the page is, from its top left corner."""
    import numpy as np

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
