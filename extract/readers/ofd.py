"""OFD files (GB/T 33190-2016), China's own format of fixed pages: characters with boxes, in reading order.

An OFD file is a zip of XML parts: ``OFD.xml`` names the document, that its pages and the templates below them. A text
object has a boundary, a matrix, a size, and text codes with the way from each character to the next (``DeltaX``,
``DeltaY``). Lengths are millimetres. A page that is one picture is read by OCR.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..document import Raw
from ..errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, ReadError, UnsupportedFormat
from .building import RawBuilder
from .characters import Characters
from .limits import Limits
from .ocr import REMEDY, is_installed
from .ofdobjects import PageContent, TextCharacter, content_of, numbers
from .order import Ordered, in_reading_order
from .progress import page_done
from .tables import Table, TooManyRulings, find_tables
from .xmlparts import parse_xml
from .zips import Zip

if TYPE_CHECKING:
    from .scan import ScannedPage

__all__ = ["read_ofd"]

_MAIN = "OFD.xml"
_A4 = (210.0, 297.0)
_POINTS = 72 / 25.4
_COVERED = 0.6
"""A picture that covers this share of a page is the page."""
_LABELS = 60
"""So few characters on such a picture are a stamp, or a page number: no text layer."""
_LARGEST = 20_000.0
"""Millimetres that a page may measure."""


def read_ofd(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the text of an OFD file, page by page, with a box for every character.

    Raises DamagedFile, EncryptedFile, EmptyFile (no pages, or blank ones), UnsupportedFormat (pictures, without
    the extra ``ocr``), LimitExceeded.
    """
    package = _Package(Zip(data, uri, limits), uri, limits)
    built = RawBuilder(uri, limits)
    draws = False
    pages = package.pages()
    limits.demand("pages", len(pages), uri)
    for index, page in enumerate(pages):
        content = package.content(page)
        ordered = _page(package, page, content, built, index)
        draws |= bool(content.pictures) and not ordered.string.strip()
        if content.pictures and not ordered.string.strip():
            built.note("page_without_text", "a page image without text", index)
        built.add(index, page.width * _POINTS, page.height * _POINTS, ordered)
        page_done()
    if built.is_blank:
        if draws and not is_installed():
            raise UnsupportedFormat(uri, f"page images only: scans are read with the extra ocr ({REMEDY})")
        raise EmptyFile(uri, "the pages of the OFD file show no text" if pages else "the OFD file has no pages")
    return built.raw()


def _page(package: _Package, page: _Page, content: PageContent, built: RawBuilder, index: int) -> Ordered:
    limits, uri = package.limits, package.uri
    if len(content.characters) > limits.page_characters:
        count = len(content.characters)
        cause = f"page {index + 1} has {count:,} characters, the limit is {limits.page_characters:,}"
        raise LimitExceeded(uri, f"{cause}; raise it with --limit page_characters={count}")
    scan = _scanned(package, page, content, index, built)
    if scan is not None:
        built.add_notices(scan.notices)
        return scan.ordered
    return in_reading_order(_characters(content.characters), _tables(content, limits, built, index))


def _characters(found: list[TextCharacter]) -> Characters:
    """Return characters in points, from the page's top left corner."""
    import numpy as np

    codes = np.array([ord(one.character) for one in found], dtype=np.uint32)
    boxes = np.array([one.box for one in found], dtype=np.float32).reshape(-1, 4) * _POINTS
    baselines = np.array([one.baseline for one in found], dtype=np.float32) * _POINTS
    return Characters(codes, boxes.astype(np.float32), baselines.astype(np.float32))


def _tables(content: PageContent, limits: Limits, built: RawBuilder, index: int) -> list[Table]:
    import numpy as np

    if len(content.rulings) > limits.ruled_objects:
        built.note("tables_not_searched", f"{len(content.rulings)} drawn paths: too many to find tables among", index)
        return []
    if not content.rulings:
        return []
    try:
        return find_tables(np.array(content.rulings, dtype=np.float32) * _POINTS, limits.crossings)
    except TooManyRulings:
        built.note("tables_not_searched", "more rulings than a table has: a map, or squared paper", index)
        return []


def _scanned(package: _Package, page: _Page, content: PageContent, index: int, built: RawBuilder) -> ScannedPage | None:
    """Return what OCR reads on a page that is one picture, None for any other page."""
    largest = max(content.pictures, key=lambda picture: picture.area, default=None)
    if largest is None or len(content.characters) >= _LABELS:
        return None
    if content.characters and largest.area < _COVERED * page.width * page.height:
        return None
    if not is_installed():
        built.note("page_without_ocr", f"a page that is read by OCR alone: {REMEDY}", index)
        return None
    from .picture import decoded, enlarged
    from .scan import read_page

    name = package.media.get(largest.resource)
    if name is None:
        built.note("page_without_text", "a page image that is not in the file", index)
        return None
    try:
        picture = decoded(package.zip.read(name), package.uri, package.limits)
    except LimitExceeded:
        raise
    except ReadError as error:
        built.note("page_without_text", f"a page image that cannot be read ({name}): {error.cause}", index)
        return None
    x, y, wide, high = (length * _POINTS for length in largest.box)
    scan = read_page(picture, wide, high, index + 1, lambda: enlarged(picture))
    scan.ordered.boxes[:, [0, 2]] += x
    scan.ordered.boxes[:, [1, 3]] += y
    return scan


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: where its content stands, the templates below it, its size in millimetres."""

    parts: tuple[str, ...]
    width: float
    height: float


class _Package:
    """The parts of an OFD file."""

    def __init__(self, package: Zip, uri: str, limits: Limits) -> None:
        self.zip, self.uri, self.limits = package, uri, limits
        root = self._part(_MAIN)
        if any(name.lower().endswith("encryptions.xml") for name in package.names):
            raise EncryptedFile(uri, "an encrypted OFD file")
        body = _first(root, "DocBody")
        main = None if body is None else _text(_first(body, "DocRoot"))
        if not main:
            raise DamagedFile(uri, f"{_MAIN} names no document")
        self.main = self._name(main, "")
        self.document = self._part(self.main)
        self.folder = posixpath.dirname(self.main)
        common = _first(self.document, "CommonData")
        self._size = _size(None if common is None else _first(common, "PageArea")) or _A4
        self._templates = {
            child.get("ID", ""): self._name(child.get("BaseLoc", ""), self.folder)
            for child in (common if common is not None else ())
            if _local(child) == "TemplatePage"
        }
        self.media: dict[str, str] = {}
        for child in common if common is not None else ():
            if _local(child) in ("PublicRes", "DocumentRes"):
                self._add_media(self._name(_text(child), self.folder))

    def pages(self) -> list[_Page]:
        """Return the pages in their order."""
        listed = _first(self.document, "Pages")
        pages = [child for child in (listed if listed is not None else ()) if _local(child) == "Page"]
        return [self._page(self._name(child.get("BaseLoc", ""), self.folder)) for child in pages]

    def content(self, page: _Page) -> PageContent:
        """Return what stands on a page, and on the templates below it."""
        content = PageContent()
        for part in page.parts:
            root = self._part(part)
            for layer in root.iter("{*}Layer"):
                content_of(layer, content, self.uri)
        return content

    def _page(self, name: str) -> _Page:
        root = self._part(name)
        width, height = _size(_first(root, "Area")) or self._size
        if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
            raise DamagedFile(self.uri, f"{name}: a page of {width:g} x {height:g} mm")
        folder = posixpath.dirname(name)
        for child in root:
            if _local(child) == "PageRes":
                self._add_media(self._name(_text(child), folder))
        used = [child.get("TemplateID", "") for child in root if _local(child) == "Template"]
        templates = [self._templates[key] for key in used if key in self._templates]
        return _Page((*templates, name), width, height)

    def _add_media(self, name: str) -> None:
        if name not in self.zip:
            return
        root = self._part(name)
        base = self._name(root.get("BaseLoc", ""), posixpath.dirname(name))
        for child in root.iter("{*}MultiMedia"):
            file = _text(_first(child, "MediaFile"))
            if file:
                self.media[child.get("ID", "")] = self._name(file, base)

    def _name(self, location: str, folder: str) -> str:
        """Return the name in the zip of a part that another one refers to."""
        path = location if location.startswith("/") else posixpath.join(folder, location)
        return posixpath.normpath("/" + path).lstrip("/")

    def _part(self, name: str) -> Any:
        if name not in self.zip:
            raise DamagedFile(self.uri, f"an OFD file without its part {name}")
        return parse_xml(self.zip.read(name), name, self.uri, self.limits)


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _first(element: Any, name: str) -> Any | None:
    return next((child for child in element if _local(child) == name), None)


def _text(element: Any | None) -> str:
    return "" if element is None else (element.text or "").strip()


def _size(area: Any | None) -> tuple[float, float] | None:
    box = None if area is None else numbers(_text(_first(area, "PhysicalBox")))
    return (box[2], box[3]) if box is not None and len(box) == 4 else None
