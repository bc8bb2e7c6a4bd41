"""Word files: .docx and .docm, and the one-file XML forms of Word 2003 and 2007.

lxml on the zip's parts, fifteen times as fast as python-docx. Headers and footers are page furniture and are not read;
foot- and endnotes stand at the end of the text, their marks in the text do not (they would be digits behind a number).
A page ends where the file says so; where Word would break one it does not say.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import Any

from ..document import Notice, Raw
from ..errors import DamagedFile, UnsupportedFormat
from .blocks import Block, raw_of
from .limits import Limits
from .wordlists import Lists, Styles, child, local, value
from .wordtext import WordText
from .xmlparts import parse_xml
from .zips import Zip

__all__ = ["read_docx", "read_wordxml"]

_MAIN = "word/document.xml"
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")

#: Gives the root element of a part, None where the file has no such part.
_Part = Callable[[str], Any | None]


def read_docx(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the text of a Word file (a zip of XML parts), one paragraph or row of a table a line.

    Raises DamagedFile, EncryptedFile, LimitExceeded, and UnsupportedFormat for a file of nothing but pictures.
    """
    package = Zip(data, uri, limits)

    def part(name: str) -> Any | None:
        return parse_xml(package.read(name), name, uri, limits) if name in package else None

    main = _main_part(part)
    if main not in package:
        raise DamagedFile(uri, f"a Word file without its text ({main})")
    return _read(part, main, uri, limits)


def read_wordxml(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the text of a Word file that is one XML document: Word 2003's, or a package in one file.

    Raises DamagedFile, LimitExceeded, and UnsupportedFormat as ``read_docx`` does.
    """
    root = parse_xml(data, "the file", uri, limits)
    if local(root) == "package":
        parts = {str(value(p, "name")).lstrip("/"): child(p, "xmlData") for p in root if local(p) == "part"}

        def part(name: str) -> Any | None:
            content = parts.get(name)
            return None if content is None else next(iter(content), None)

        return _read(part, _main_part(part), uri, limits)
    if local(root) != "wordDocument":
        raise UnsupportedFormat(uri, f"an XML file of kind {local(root)}; of XML files only Word's are read")
    return _read(lambda name: root if name == _MAIN else None, _MAIN, uri, limits)


def _read(part: _Part, main: str, uri: str, limits: Limits) -> Raw:
    document = part(main)
    if document is None:
        raise DamagedFile(uri, f"a Word file without its text ({main})")
    related = _related(part, main)
    styles_root = part(related.get("styles", "word/styles.xml"))
    if styles_root is None:
        styles_root = child(document, "styles")
    styles = Styles(styles_root)
    text = WordText(styles, Lists(part(related.get("numbering", "word/numbering.xml")), styles))
    body = child(document, "body")
    if body is None:
        raise DamagedFile(uri, f"a Word file without its text ({main} has no body)")
    blocks = text.blocks(body)
    for kind in ("footnote", "endnote"):
        blocks += _notes(text, kind, part(related.get(f"{kind}s", f"word/{kind}s.xml")))
    for note in text.inline_notes:
        blocks += text.blocks(note)
    if text.pictures and not any(not isinstance(block, str) or block.strip() for block in blocks):
        raise UnsupportedFormat(
            uri, "a Word file with pictures and no text; save it as PDF, and its pages are read as scans"
        )
    notices: tuple[Notice, ...] = ()
    if text.unread_parts:
        message = f"{text.unread_parts} files embedded in the text are not read"
        notices = (Notice("embedded_file", message),)
    return raw_of(blocks, uri, limits, notices)


def _main_part(part: _Part) -> str:
    """Return the name of the part that holds the text, as the package says."""
    return _related(part, "").get("officeDocument", _MAIN)


def _related(part: _Part, name: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the last word of the relation's type."""
    folder, base = posixpath.split(name)
    relations = part(posixpath.join(folder, "_rels", f"{base}.rels"))
    found: dict[str, str] = {}
    for relation in relations if relations is not None else ():
        kind, target = value(relation, "Type") or "", value(relation, "Target") or ""
        if value(relation, "TargetMode") != "External":
            found.setdefault(kind.rpartition("/")[2], posixpath.normpath(posixpath.join("/", folder, target))[1:])
    return found


def _notes(text: WordText, kind: str, root: Any | None) -> list[Block]:
    """Return the notes of one kind that the text refers to, in its order."""
    if root is None:
        return []
    notes = {value(note, "id"): note for note in root if value(note, "type") not in _SEPARATORS}
    blocks: list[Block] = []
    for name, key in list(text.notes):
        if name == kind and key in notes:
            blocks += text.blocks(notes.pop(key))
    return blocks
