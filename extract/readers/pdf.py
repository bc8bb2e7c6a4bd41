"""PDF files, read with pypdfium2: every character with its box, in reading order; pages that are pictures by OCR.

Boxes are in points from the top left corner of the page as it is shown: CropBox and rotation are respected.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any

from ..document import Raw
from ..errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from .building import RawBuilder
from .characters import Characters, page_characters
from .limits import Limits
from .ocr import REMEDY, is_installed
from .order import Ordered, in_reading_order
from .pageobjects import PageObjects, look, pictured
from .plumber import Plumber
from .progress import page_done
from .render import FINE, FINER, rendered, resolution
from .rulings import rulings
from .scan import is_picture, is_unreadable, read_page
from .tables import Table, TooManyRulings, find_tables

__all__ = ["read_pdf"]

#: pdfium must not be entered by two threads at once.
_PDFIUM = Lock()
_TAIL = 2048
_SCAN = f"page images only, no text layer: scans are read with the extra ocr ({REMEDY})"


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
        self.built = RawBuilder(uri, limits)
        self.draws = False
        self.plumber = Plumber(data)

    def raw(self) -> Raw:
        """Read all pages."""
        for index in range(len(self.document)):
            self._add(index)
        if self.built.is_blank:
            if self.draws:
                if is_installed():
                    raise EmptyFile(self.uri, "OCR finds no text on the page images of the PDF")
                raise UnsupportedFormat(self.uri, _SCAN)
            raise EmptyFile(self.uri, "the pages of the PDF are blank")
        return self.built.raw()

    def _add(self, index: int) -> None:
        import pypdfium2

        try:
            page = self.document[index]
        except pypdfium2.PdfiumError as error:
            raise DamagedFile(self.uri, f"page {index + 1} of the PDF is broken") from error
        try:
            width, height = page.get_size()
            objects = look(page, self.limits.ruled_objects)
            found = self._characters(page, index, objects)
            if self._is_scan(page, index, found, objects):
                ordered = self._recognised(page, index, width, height)
            else:
                ordered = in_reading_order(found, self._tables(page, index, objects))
        finally:
            page.close()
        if not ordered.string.strip() and objects.drawn:
            self.draws = True
            self._note("page_without_text", "a page image without a text layer", index)
        self.built.add(index, width, height, ordered)
        page_done()

    def _characters(self, page: Any, index: int, objects: PageObjects) -> Characters:
        """Return a page's characters, as its stream gives them."""
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
                raise LimitExceeded(self.uri, f"{cause}; raise it with --limit page_characters={count}")
            return page_characters(page, textpage, count)
        finally:
            textpage.close()

    def _is_scan(self, page: Any, index: int, found: Characters, objects: PageObjects) -> bool:
        """Tell whether a page has to be read from its picture, and can be."""
        unreadable = is_unreadable(found.codes)
        if unreadable:
            self._note("unreadable_text_layer", "its fonts do not say which characters they show", index)
        if not unreadable and not is_picture(found.codes, objects.drawn, lambda: pictured(page)):
            return False
        if is_installed():
            return True
        self._note("page_without_ocr", f"a page that is read by OCR alone: {REMEDY}", index)
        return False

    def _recognised(self, page: Any, index: int, width: float, height: float) -> Ordered:
        """Return what OCR reads on the picture of a page."""
        dots = resolution(width, height, FINE, self.limits, self.uri, index + 1)
        finer = resolution(width, height, FINER, self.limits, self.uri, index + 1)
        scanned = read_page(rendered(page, dots), width, height, index + 1, lambda: rendered(page, finer))
        self.built.add_notices(scanned.notices)
        return scanned.ordered

    def _tables(self, page: Any, index: int, objects: PageObjects) -> Sequence[Table]:
        if objects.paths > self.limits.ruled_objects:
            self._note("tables_not_searched", f"{objects.paths} drawn paths: too many to find tables among", index)
            return ()
        if not objects.is_ruled:
            return ()
        try:
            return find_tables(rulings(page), self.limits.crossings)
        except TooManyRulings:
            self._note("tables_not_searched", "more rulings than a table has: a map, or squared paper", index)
            return ()

    def _note(self, code: str, message: str, index: int) -> None:
        self.built.note(code, message, index)


def _brief(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()[:80]
