"""Readers: what text stands in this file, and where?

``read`` sniffs what the bytes are, has the one reader for that kind give the raw text, and makes the reading text of
it in the same way for all kinds.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ..document import Document, Notice, Raw
from ..errors import EmptyFile, ReadError, UnsupportedFormat
from .limits import Limits
from .reading import reading_text
from .repair import private_use
from .sniff import Kind, kind_of

__all__ = ["Limits", "is_native", "load", "read", "read_bytes"]


class _Reader(NamedTuple):
    """A module of this package with a function ``read_<kind>(data, uri, limits) -> Raw``."""

    module: str
    media_type: str


_READERS: dict[Kind, _Reader] = {
    "plain": _Reader("plain", "text/plain"),
    "pdf": _Reader("pdf", "application/pdf"),
    "docx": _Reader("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": _Reader("html", "text/html"),
    "mhtml": _Reader("html", "multipart/related"),
    "wordxml": _Reader("docx", "application/msword"),
}
#: Kinds that pdfium, or an engine for pictures, reads.
_NATIVE: frozenset[Kind] = frozenset(("pdf",))


def read(path: str | Path, limits: Limits | None = None, uri: str | None = None) -> Document:
    """Return the document that the file at ``path`` holds; ``uri`` is what to call it, its path by default.

    Raises ReadError, which names the file and the cause.
    """
    name = str(path) if uri is None else uri
    limits = limits or Limits()
    return read_bytes(load(path, name, limits), name, limits)


def load(path: str | Path, uri: str, limits: Limits) -> bytes:
    """Return the bytes of the file at ``path``. Raises ReadError, where it is larger than the limit too."""
    try:
        status = Path(path).stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(uri, "is a folder" if stat.S_ISDIR(status.st_mode) else "is not a regular file")
        limits.demand("bytes", status.st_size, uri)
        return Path(path).read_bytes()
    except OSError as error:
        raise ReadError(uri, error.strerror or str(error)) from error


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
    if reader is None:
        known = " or ".join(sorted({reader.module for reader in _READERS.values()}))
        raise UnsupportedFormat(uri, f"a file of kind {kind}; this version reads {known}")
    read_kind: Callable[[bytes, str, Limits], Raw] = getattr(
        import_module(f".{reader.module}", __package__), f"read_{kind}"
    )
    raw = _with_notices(read_kind(data, uri, limits))
    text = reading_text(raw)
    if not text.string:
        raise EmptyFile(uri, "no text in it")
    return Document(uri, hashlib.sha256(data).hexdigest(), reader.media_type, reader.module, raw, text)


def _with_notices(raw: Raw) -> Raw:
    count = private_use(raw.string)
    if not count:
        return raw
    message = f"{count} characters of a private use area: what they mean is known to the file's own fonts alone"
    return Raw(raw.string, raw.pages, raw.boxes, (*raw.notices, Notice("private_use_characters", message)))
