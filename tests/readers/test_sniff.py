"""Kinds of files are told by their bytes, and the ones not read yet are named."""

from __future__ import annotations

import io
import zipfile

import pytest

from jianbao.errors import DamagedFile, UnsupportedFormat
from jianbao.readers import read_bytes
from jianbao.readers.sniff import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str, content: str = "x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return buffer.getvalue()


OTHERS = [
    (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
    (OLE + bytes(500) + "Workbook".encode("utf-16-le"), "xls"),
    (OLE + bytes(500) + "PowerPoint Document".encode("utf-16-le"), "ppt"),
    (b'<?xml version="1.0"?><root/>', "xml"),
]


@pytest.mark.parametrize(("data", "kind"), OTHERS)
def test_kinds_that_are_not_read_yet_are_named(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    with pytest.raises(UnsupportedFormat, match=rf"^a\.txt: a file of kind {kind}; this version reads .*pdf"):
        read_bytes(data, "a.txt")


PICTURES_AND_PAGES = [
    (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
    (b"II*\x00\x08\x00", "image"),
    (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "image"),
]


@pytest.mark.parametrize(("data", "kind"), PICTURES_AND_PAGES)
def test_pictures_and_ofd_are_told_by_their_beginning(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
    with pytest.raises(DamagedFile, match=r"^a\.txt: "):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07\x00", b"\x1f\x8b\x08\x00"])
def test_archives_that_are_no_zip_are_to_be_unpacked(data: bytes) -> None:
    assert kind_of(data) == "archive"
    with pytest.raises(UnsupportedFormat, match=r"^a\.rar: an archive that is no zip: unpack it"):
        read_bytes(data, "a.rar")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "word/document.xml")[:-30], "docx"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "html"),
        (b"\xef\xbb\xbf\r\n<html><head>", "html"),
        ("<html><body>青山县".encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><html xmlns="x">', "html"),
        (b"<!-- a --> <!-- b -->\n<html>", "html"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tx=y\r\n\r\n", "mhtml"),
        ("Date: 六月七日\n青山县".encode(), "plain"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>', "wordxml"),
        (b'<?xml version="1.0"?>\n<pkg:package xmlns:pkg="x">', "wordxml"),
        (OLE + bytes(500), "doc"),
        (OLE + bytes(500) + "WordDocument".encode("utf-16-le") + "Workbook".encode("utf-16-le"), "doc"),
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "locked office file"),
        (zipped("mimetype", "content.xml", content="application/vnd.oasis.opendocument.text"), "odt"),
        (zipped("一.docx", content=zipped("word/document.xml").decode("latin-1")), "zip"),
        (zipped("简报.txt"), "zip"),
        (zipped("word/第1期.txt", "xl/a.txt"), "zip"),
        (zipped(), "zip"),
        (b"{\\rtf1\\ansi}", "rtf"),
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4\n", "pdf"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 1234567\r\nX: y\r\n\r\n%PDF-1.4", "pdf"),
        ("青山县工作简报".encode(), "plain"),
        ("<青山县工作简报>".encode(), "plain"),
        (b"PK is a word too", "plain"),
        # Once a pattern of nested repetitions needed longer than anybody waits for this.
        (b"<!---->" * 200, "plain"),
        (b"", "plain"),
    ],
)
def test_kinds_that_are_read(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
