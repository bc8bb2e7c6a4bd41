"""Web pages as trees: decoded, parsed as browsers do, without what a browser does not show."""

from __future__ import annotations

import re
from typing import Any

from ..errors import DamagedFile
from .encodings import Decoded, decode, plausibility

__all__ = ["decode_page", "is_hidden", "parse_page"]

_META = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_HEAD = 8_192
#: GBK and GB 2312 are parts of GB18030; what calls itself Latin is whatever the author's editor wrote.
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "utf8": "utf-8"}
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<[^>]*>|\s+", re.I | re.S)
_UNSHOWN = frozenset(
    ["script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "svg", "math", "canvas",
     "audio", "video", "select", "input", "button", "textarea", "option", "datalist", "map", "rt", "rp", "del", "xml"]
)  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![\d.])", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def decode_page(data: bytes, uri: str) -> Decoded:
    """Return the characters of a page: by its byte order mark, by what it says of itself, else by its content.

    What a page says is believed only where it reads at least as well as the content alone would: browsers save pages in
    UTF-8 that still call themselves GB2312.

    Raises UndecodableText.
    """
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:_HEAD]:
        return decode(data, uri)
    text = _MARKUP.sub(b" ", data)
    found = decode(text, uri) if not text.isascii() else Decoded("", "utf-8", 0)
    encoding = found.encoding
    said = _META.search(data, 0, _HEAD)
    if said:
        name = said[1].decode().lower()
        name = _ALIASES.get(name, name)
        try:
            claimed = text.decode(name, "replace")
        except LookupError:
            claimed = ""
        if claimed and name != encoding and _reads(claimed) >= _reads(found.string):
            encoding = name
    string = data.decode(encoding, "replace")
    return Decoded(string, encoding, string.count("\ufffd"))


def parse_page(string: str, uri: str) -> Any:
    """Return the root element (lxml) of a page or a piece of one, comments and processing instructions left out.

    Real pages nest deeper than libxml2's bound of 256 when tags are never closed, so the parser's larger bound (2,048)
    is used. It has no entities to expand but HTML's own.

    Raises DamagedFile where there is no element in it, or too many in each other.
    """
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    page = _XML_DECLARATION.sub("", string).replace("\0", "")
    try:
        root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise DamagedFile(uri, f"no web page: {str(error).split(chr(10))[0]}") from error
    if root is None:
        raise DamagedFile(uri, "a web page without any element")
    if any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log):
        raise DamagedFile(uri, "a web page with more than 2,048 elements in each other")
    return root


def is_hidden(element: Any) -> bool:
    """Tell whether a browser shows nothing of an element."""
    if element.tag in _UNSHOWN or not isinstance(element.tag, str):
        return True
    return "hidden" in element.attrib or bool(_HIDING.search(element.get("style", "")))


def _reads(string: str) -> float:
    return plausibility(string[:50_000])
