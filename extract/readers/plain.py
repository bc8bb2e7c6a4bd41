"""Plain text files: UTF-8, UTF-16, GB18030, Big5; any kind of line end; form feeds part pages."""

from __future__ import annotations

from ..document import Notice, Page, Raw
from ..errors import EmptyFile
from ..span import Span
from .encodings import decode
from .limits import Limits

__all__ = ["read_plain"]

#: Line ends other than the newline, one character each, so that offsets stay. A form feed also ends its page.
_LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\x85\u2028\u2029", "\n"))


def read_plain(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the characters of a text file, one to one: offsets in ``Raw.string`` are offsets in the decoded file.

    Only line ends are made newlines where they are one character each; ``\\r\\n`` stays, its ``\\r`` counts as a blank.
    """
    decoded = decode(data, uri)
    limits.demand("characters", len(decoded.string), uri)
    if not decoded.string.strip(" \t\r\n\v\f\u3000\ufeff\u200b\u00a0\x1a"):
        raise EmptyFile(uri, "nothing but blanks in it")
    pages = _pages(decoded.string)
    limits.demand("pages", len(pages), uri)
    notices: tuple[Notice, ...] = ()
    if decoded.replaced:
        message = f"{decoded.replaced} characters could not be decoded from {decoded.encoding}; U+FFFD stands for them"
        notices = (Notice("replaced_characters", message),)
    return Raw(_with_newlines(decoded.string), pages, notices=notices)


def _pages(string: str) -> tuple[Page, ...]:
    """Return the pages that form feeds part; one at the very end of the file parts nothing."""
    pages: list[Page] = []
    start = 0
    length = len(string.rstrip("\f\r\n\x1a "))
    while (feed := string.find("\f", start, length)) >= 0:
        pages.append(Page(len(pages) + 1, None, None, Span(start, feed + 1)))
        start = feed + 1
    pages.append(Page(len(pages) + 1, None, None, Span(start, len(string))))
    return tuple(pages)


def _with_newlines(string: str) -> str:
    string = string.translate(_LINE_ENDS) if any(mark in string for mark in "\v\f\x85\u2028\u2029") else string
    if "\r" not in string:
        return string
    parts = string.split("\r\n")
    return "\r\n".join(part.replace("\r", "\n") for part in parts)
