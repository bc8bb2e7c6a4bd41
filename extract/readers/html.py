"""Web pages: the main text of a published page, without menus, breadcrumbs, share buttons and footers.

Saved pages (MHTML) and mails are read by their page. A page that is built by a script has its text inside one: it is
read from there where the page itself shows no sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

from ..document import Notice, Raw
from ..errors import DamagedFile, EmptyFile
from .blocks import Block, raw_of
from .encodings import Decoded
from .limits import Limits
from .mainpart import MainPart, main_part
from .webtext import web_blocks
from .webtree import decode_page, parse_page

__all__ = ["read_html", "read_mhtml"]

_SENTENCE = re.compile(r"[\u4e00-\u9fff][^<>{}]{5,}[。；，]")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.){40,})"')
_ESCAPED = re.compile(r"\\u[4-9][0-9a-fA-F]{3}|[\u4e00-\u9fff]")
_TITLES = ("ArticleTitle", "og:title", "title")


def read_html(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the main text of a web page, one block or row of a table a line.

    Raises DamagedFile, EmptyFile, UndecodableText, LimitExceeded.
    """
    return _read(decode_page(data, uri), uri, limits)


def read_mhtml(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the main text of the page in a saved page or mail (MHTML).

    Raises as ``read_html`` does, and DamagedFile where no page is in it.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    except RecursionError:
        raise DamagedFile(uri, "a saved page (MHTML) with too many parts in each other") from None
    if not pages:
        raise DamagedFile(uri, "a saved page (MHTML) without a page in it")
    content = pages[0].get_payload(decode=True)
    if not isinstance(content, bytes) or not content.strip():
        raise DamagedFile(uri, "a saved page (MHTML) whose page is empty")
    return _read(decode_page(content, uri), uri, limits)


def _read(page: Decoded, uri: str, limits: Limits) -> Raw:
    limits.demand("characters", len(page.string), uri)
    root = parse_page(page.string, uri)
    blocks = _blocks(root)
    if not _has_sentences(blocks):
        for string in _strings_in_scripts(root):
            inner = _blocks(parse_page(f"<div>{string}</div>", uri))
            if _has_sentences(inner):
                blocks = inner
                break
    if not blocks:
        raise EmptyFile(uri, _no_text(root))
    notices: tuple[Notice, ...] = ()
    if page.replaced:
        message = f"{page.replaced} characters could not be decoded from {page.encoding}; U+FFFD stands for them"
        notices = (Notice("replaced_characters", message),)
    return raw_of(blocks, uri, limits, notices)


def _no_text(root: Any) -> str:
    """Say that a page shows no text, and where its text is, if it is one of frames."""
    frames = [source for frame in root.iter("frame", "iframe") if (source := frame.get("src"))]
    if not frames:
        return "a web page that shows no text"
    return f"a web page without a text of its own; it shows those of {', '.join(frames[:3])[:200]}"


def _blocks(root: Any) -> list[Block]:
    part = main_part(root, list(_names(root)))
    if part is None:
        return []
    title = [] if part.title is None else web_blocks(part.title, lambda element: False)
    return title + web_blocks(part.root, lambda element: _is_furniture(element, part))


def _is_furniture(element: Any, part: MainPart) -> bool:
    return element in part.furniture


def _names(root: Any) -> Iterator[str]:
    """Yield the titles that a page gives itself."""
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property")) in _TITLES:
            yield meta.get("content", "")
    for title in root.iter("title"):
        yield "".join(title.itertext())


def _has_sentences(blocks: list[Block]) -> bool:
    return any(not isinstance(block, str) or _SENTENCE.search(block) for block in blocks)


def _strings_in_scripts(root: Any) -> Iterator[str]:
    """Yield the strings in the scripts of a page that hold Chinese text, the longest first."""
    found: list[str] = []
    for script in root.iter("script", "textarea", "noscript"):
        text = "".join(script.itertext())
        if script.tag != "script":
            found.append(text)
            continue
        for match in _STRING.finditer(text):
            if len(_ESCAPED.findall(match[1])) >= 20:
                try:
                    found.append(json.loads(f'"{match[1]}"', strict=False))
                except ValueError:
                    continue
    yield from sorted(found, key=len, reverse=True)
