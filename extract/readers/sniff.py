"""Sniffing: what kind of file some bytes are. The name of the file does not count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from .zips import names_in

__all__ = ["Kind", "kind_of", "kind_of_names", "picture_type"]

Kind = Literal[
    "plain", "pdf", "docx", "wordxml", "xlsx", "pptx", "ofd", "odt", "zip", "doc", "xls", "ppt", "locked office file",
    "html", "mhtml", "xml", "rtf", "image", "archive", "caj", "audio or video", "program",
]  # fmt: skip

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x00\x0cjP  ", "image"),
    (b"\x97JB2\r\n\x1a\n", "image"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b\x08", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"CAJ\x00", "caj"),
    (b"HN\x00\x00", "caj"),
    (b"ID3", "audio or video"),
    (b"OggS", "audio or video"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
)

#: What the pictures are called as media types; JPEG 2000 and JBIG2 are recognised, and not read.
_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*", "image/tiff"),
    (b"MM", "image/tiff"),
    (b"RIFF", "image/webp"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x00\x0cjP", "image/jp2"),
)

#: The folder in a zip of Office's that tells what the zip is.
_FOLDERS: tuple[tuple[str, Kind], ...] = (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx"))
_OFD: tuple[str, Kind] = ("OFD.xml", "ofd")
_OFFICE = "[Content_Types].xml"

#: Files of Word, Excel and PowerPoint until 2003, and of WPS: streams whose names tell what they are.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", "locked office file"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("Workbook", "xls"),
)

#: PDF readers look for the header within the first kilobyte; so do we.
_PDF_HEADER = 1024
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b", re.I)
_XML = b"<?xml"
_WORD_XML = re.compile(rb"<(?:\w+:)?(?:wordDocument|package)\b")
_MIME = re.compile(
    rb"(?:(?:From|Subject|Date|MIME-Version|Content-[\w-]+|X-[\w-]+|Snapshot-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.I
)


def kind_of(data: bytes) -> Kind:
    """Return the kind of file that ``data`` is; ``plain`` where nothing says otherwise."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "doc")
    head = data[:_PDF_HEADER]
    if b"%PDF-" in head and (data.startswith(b"%PDF-") or _is_preamble(head[: head.index(b"%PDF-")])):
        return "pdf"
    if (data.startswith(b"RIFF") and data[8:12] == b"WEBP") or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        return "image"
    if data[4:8] == b"ftyp":
        return "audio or video"
    text = head.removeprefix(b"\xef\xbb\xbf")
    if text.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = text.replace(b"\x00", b"")[2:]
    text = text.lstrip()
    is_xml = text.startswith(_XML)
    while text.startswith((b"<!--", b"<?")):
        text = text.partition(b"-->" if text.startswith(b"<!--") else b">")[2].lstrip()
    if _HTML.match(text):
        return "html"
    if is_xml and _WORD_XML.match(text):
        return "wordxml"
    if (headers := _MIME.match(text)) and b"mime-version:" in headers[0].lower():
        return "mhtml"
    return "xml" if is_xml else "plain"


def picture_type(data: bytes) -> str:
    """Return the media type of a file of kind ``image``."""
    return next((media_type for magic, media_type in _PICTURES if data.startswith(magic)), "image/x-unknown")


def kind_of_names(names: Sequence[str]) -> Kind:
    """Return what a zip is by the names in it; ``zip`` where it is an archive of files."""
    if _OFD[0] in names:
        return "ofd"
    if "word/document.xml" in names:
        return "docx"
    if "mimetype" in names and "content.xml" in names:
        return "odt"
    if _OFFICE in names:
        return next((kind for folder, kind in _FOLDERS if any(name.startswith(folder) for name in names)), "zip")
    return "zip"


def _zip_kind(data: bytes) -> Kind:
    """Return what a zip is; by any name in it where its directory is lost."""
    names = names_in(data)
    if names:
        return kind_of_names(names)
    return next((kind for name, kind in (*_FOLDERS, _OFD) if name.encode() in data), "zip")


def _is_preamble(before: bytes) -> bool:
    """Tell whether the bytes before ``%PDF-`` are junk of a download, and not a text that speaks of PDF."""
    return len(before) < 64 or not before.isascii() or before.isspace() or before.startswith((b"HTTP/", b"%!PS"))
