"""PDFs that mean harm, each written by hand: what makes a reader run for ever, take all memory, or count for ever."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

__all__ = ["endless_forms", "flate_bomb", "huge_page", "many_pages", "page_tree_loop"]


def _pdf(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of some objects, the first of which is the catalogue, with its table of offsets."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + head + table + tail


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def _one_page(content: bytes, *more: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"") -> bytes:
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s%s>>>>" % (box, font, resources)
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *more])


def endless_forms(levels: int = 40) -> bytes:
    """Return a page whose picture holds another twice, which holds another twice, and so on."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    forms = [
        _stream(b"/X Do /X Do", b"%s/Resources<</XObject<</X %d 0 R>>>>" % (form, 6 + level)) for level in range(levels)
    ]
    last = _stream(b"BT /F 12 Tf 100 700 Td (A) Tj ET", form)
    return _one_page(_stream(b"/X Do"), *forms, last, resources=b"/XObject<</X 5 0 R>>")


def flate_bomb(size: int) -> bytes:
    """Return a page whose drawing unpacks to ``size`` bytes of text."""
    packer = zlib.compressobj(9)
    piece = b"BT /F 12 Tf 100 700 Td (A) Tj ET\n" * 100_000
    packed = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    return _one_page(_stream(packed, b"/Filter/FlateDecode"))


def huge_page(metres: float) -> bytes:
    """Return a page of so many metres each way, with a word in its middle."""
    points = int(metres * 1000 / 25.4 * 72)
    content = b"BT /F 16 Tf %d %d Td (HELLO 12) Tj ET" % (points // 2, points // 2)
    return _one_page(_stream(content), box=b"0 0 %d %d" % (points, points))


def many_pages(count: int) -> bytes:
    """Return a file of so many pages, all of them the same."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
    kids = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count)
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", kids, page, _stream(b"")])


def page_tree_loop() -> bytes:
    """Return a file whose tree of pages holds itself."""
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])
