"""Readers: what text stands in this file, and where?

``read`` sniffs what the bytes are, has the one reader for that kind give the raw text, and makes the reading text of
it in the same way for all kinds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

from ..document import Document, Notice, Raw
from ..errors import EmptyFile, EncryptedFile, UnsupportedFormat
from .again import Part, read_again
from .limits import Limits
from .members import MARK, expand, is_member, members_of, open_file, read_file
from .reading import reading_text
from .repair import private_use
from .sniff import Kind, kind_of, picture_type
from .zips import Zip

__all__ = [
    "DirectReader",
    "Limits",
    "expand",
    "is_member",
    "is_native",
    "open_file",
    "read",
    "read_again",
    "read_bytes",
    "read_file",
]


class _Reader(NamedTuple):
    """A module of this package with a function ``read_<module>(data, uri, limits) -> Raw``, or one of another name."""

    module: str
    media_type: str
    function: str = ""


_READERS: dict[Kind, _Reader] = {
    "plain": _Reader("plain", "text/plain"),
    "pdf": _Reader("pdf", "application/pdf"),
    "docx": _Reader("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": _Reader("html", "text/html"),
    "mhtml": _Reader("html", "multipart/related", "read_mhtml"),
    "wordxml": _Reader("docx", "application/msword", "read_wordxml"),
    "doc": _Reader("office", "application/msword"),
    "rtf": _Reader("office", "application/rtf"),
    "odt": _Reader("office", "application/vnd.oasis.opendocument.text"),
    "ofd": _Reader("ofd", "application/ofd"),
    "image": _Reader("picture", ""),  # each picture has its own media type
}
#: Kinds that libraries in C read (pdfium, libxml2), or an engine for pictures.
_NATIVE: frozenset[Kind] = frozenset(("pdf", "docx", "wordxml", "html", "mhtml", "ofd", "image"))


def read(path: str | Path, limits: Limits | None = None, uri: str | None = None) -> Document:
    """Return the document that the file at ``path`` holds; ``uri`` is what to call it, its path by default.

    Raises ReadError, which names the file and the cause.
    """
    name = str(path) if uri is None else uri
    limits = limits or Limits()
    return read_bytes(read_file(path, name, limits), name, limits)


class DirectReader:
    """Reads files in this process, where a file that makes native code crash ends the program."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()

    def read(self, path: str | Path) -> Document:
        """Return the document that the file at ``path`` holds. Raises ReadError."""
        return read(path, self.limits)

    def read_again(self, path: str | Path, parts: Sequence[Part]) -> list[str]:
        """Return what stands in each of the parts of a scan, read from finer pictures of its pages.

        Raises ReadError.
        """
        return read_again(read_file(path, str(path), self.limits), str(path), parts, self.limits)


def is_native(data: bytes) -> bool:
    """Tell whether a file is read by native code, which a damaged file can make crash or run for ever."""
    return kind_of(data) in _NATIVE


def read_bytes(data: bytes, uri: str, limits: Limits | None = None) -> Document:
    """Return the document that ``data`` holds; ``uri`` names it in messages and in the document.

    Raises ReadError, which names the file and the cause.
    """
    limits = limits or Limits()
    limits.demand("bytes", len(data), uri)
    if not data:
        raise EmptyFile(uri, "no bytes in it")
    kind = kind_of(data)
    reader = _READERS.get(kind)
    if kind == "zip":
        _refuse_zip(data, uri, limits)
    if kind == "locked office file":
        raise EncryptedFile(uri, "a Word, Excel or PowerPoint file with a password")
    if reader is None:
        if kind == "archive":
            raise UnsupportedFormat(uri, "an archive that is no zip: unpack it, and give the folder")
        raise UnsupportedFormat(uri, f"a file of kind {kind}; this version reads {', '.join(sorted(_READERS))}, zip")
    read_kind: Callable[[bytes, str, Limits], Raw] = getattr(
        import_module(f".{reader.module}", __package__), reader.function or f"read_{reader.module}"
    )
    raw = _with_notices(read_kind(data, uri, limits))
    text = reading_text(raw)
    if not text.string:
        raise EmptyFile(uri, "no text in it")
    media_type = reader.media_type or picture_type(data)
    return Document(uri, hashlib.sha256(data).hexdigest(), media_type, reader.module, raw, text)


def _refuse_zip(data: bytes, uri: str, limits: Limits) -> NoReturn:
    """Say why a zip is no document, or what is wrong with it."""
    names = members_of(Zip(data, uri, limits), uri, limits)
    if not names:
        raise EmptyFile(uri, "a zip without any file")
    if uri.count(MARK) >= limits.nesting:
        limits.demand("nesting", uri.count(MARK) + 1, uri)
    raise UnsupportedFormat(uri, f"a zip of {len(names)} files, which are read one by one: {uri}{MARK}{names[0]}")


def _with_notices(raw: Raw) -> Raw:
    count = private_use(raw.string)
    if not count:
        return raw
    message = f"{count} characters of a private use area: what they mean is known to the file's own fonts alone"
    return Raw(raw.string, raw.pages, raw.boxes, (*raw.notices, Notice("private_use_characters", message)))
