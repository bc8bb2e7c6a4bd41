"""From a file to its record, with a second look at what OCR may have misread: digits of sums that do not hold.

What was read first stays in the text and in the figures; the warnings say what the second reading gave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Protocol

from .bulletin import parse
from .document import Document
from .errors import ReadError
from .readers.again import Part
from .record import Bulletin, Warning_
from .rulepack import Rules
from .span import Span

__all__ = ["Reader", "extract_with"]

_AROUND = 4
"""Characters before and after a number that are read with it."""
_MOST = 200
"""Numbers of one file that are read again."""


class Reader(Protocol):
    """What reads files: ``readers.IsolatedReader``, or ``readers.DirectReader``."""

    def read(self, path: str | Path) -> Document:
        """Return the document in a file. Raises ReadError."""
        ...

    def read_again(self, path: str | Path, parts: Sequence[Part]) -> list[str]:
        """Return what a finer picture of each part says. Raises ReadError."""
        ...


def extract_with(
    reader: Reader, path: str | Path, rules: Rules, date: Date | None = None, facts: Mapping[str, str] | None = None
) -> Bulletin:
    """Return the record of a file; see ``api.extract``. Raises ReadError."""
    document = reader.read(path)
    bulletin = parse(document, rules, date, facts)
    scanned = {notice.page for notice in document.raw.notices if notice.code == "read_by_ocr"}
    if scanned and any(finding.status == "violated" for finding in bulletin.findings):
        bulletin.warnings += _second_look(reader, path, document, bulletin, scanned)
    return bulletin


def _second_look(
    reader: Reader, path: str | Path, document: Document, bulletin: Bulletin, pages: set[int | None]
) -> list[Warning_]:
    """Return a warning for every number of a violated sum that stands on one of the pages."""
    spans, parts = [], []
    for span in _doubtful(bulletin):
        places = [place for place in document.places(span) if place.box is not None]
        if len(places) == 1 and places[0].page in pages and places[0].box is not None:
            spans.append(span)
            parts.append(Part(places[0].page, places[0].box))
    try:
        readings = reader.read_again(path, parts[:_MOST]) if parts else []
    except ReadError as error:
        return [Warning_("not_read_again", error.cause, None)]
    return [
        _warning(span.of(bulletin.text), string, part.page)
        for span, part, string in zip(spans, parts, readings, strict=False)
    ]


def _doubtful(bulletin: Bulletin) -> Iterator[Span]:
    """Yield the numbers of violated sums, each with the characters around it that stand on its line."""
    violated = {i for finding in bulletin.findings if finding.status == "violated" for i in finding.figures}
    spans = {figure.span for figure in bulletin.figures if figure.id in violated and not figure.implied}
    for span in sorted(spans):
        line = next((line.span for line in bulletin.lines if line.span.start <= span.start < line.span.end), span)
        yield Span(max(span.start - _AROUND, line.start), min(span.end + _AROUND, line.end))


def _warning(first: str, second: str, page: int) -> Warning_:
    if _digits(first) == _digits(second):
        return Warning_(
            "digits_read_again", f"of a sum that does not hold, a finer picture says the same: {first}", page
        )
    message = f"of a sum that does not hold: read as {first}, and finer as {second or 'nothing'}"
    return Warning_("digits_in_doubt", message, page)


def _digits(string: str) -> str:
    return "".join(character for character in string if character.isdigit())
