"""Document: what a file holds, as text whose every character knows its page and box.

A reader gives the *raw* text (the file's characters in reading order, a newline after each line) with its pages and,
where the format has them, a box for every character. The *reading text* is made from it by edits, so that each of its
spans resolves to raw characters, and those to places on pages.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .span import Span
from .text import Text

__all__ = ["Box", "Column", "Document", "Line", "Notice", "Page", "Place", "Raw"]


class Box(NamedTuple):
    """A rectangle on a page in PDF points, from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Column(NamedTuple):
    """A column of a page: its stretch of the raw text, and its left and right edge in points."""

    span: Span
    left: float
    right: float


class Page(NamedTuple):
    """One page: its number from 1, its size in points (None for plain text) and its stretch of the raw text.

    ``columns`` are those of a page whose text stands in more than one, in reading order; a line across them is in none.
    """

    number: int
    width: float | None
    height: float | None
    span: Span
    columns: tuple[Column, ...] = ()


class Place(NamedTuple):
    """Where a span stands: the page's number, and a box for one of its lines (None for plain text)."""

    page: int
    box: Box | None


class Line(NamedTuple):
    """A stretch of the reading text that stands on one line of one page; ``raw`` is its span in the raw text."""

    span: Span
    page: int
    box: Box | None
    raw: Span


class Notice(NamedTuple):
    """Something that a reader saw and wants its users to know; ``page`` is None where it is about the whole file."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """What one reader found in a file.

    ``string`` holds every character in reading order, each line closed by a newline. ``boxes`` holds four floats a
    character (x0, top, x1, bottom in points), all NaN for a character without a box; it is empty where the format has
    no boxes at all. ``pages`` are in order and cover the string.
    """

    string: str
    pages: tuple[Page, ...]
    boxes: array[float] = field(default_factory=lambda: array("f"))
    notices: tuple[Notice, ...] = ()

    def box(self, span: Span) -> Box | None:
        """Return the union of the boxes of the characters of ``span``, None if none of them has one."""
        if not self.boxes:
            return None
        part = self.boxes[4 * span.start : 4 * span.end]
        edges = [[x for x in part[i::4] if x == x] for i in range(4)]
        if not edges[0]:
            return None
        x0, top, x1, bottom = min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])
        return Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))

    def page_at(self, offset: int) -> Page:
        """Return the page that the raw character at ``offset`` stands on."""
        return self.pages[max(bisect_right(self.pages, offset, key=lambda page: page.span.start) - 1, 0)]

    def lines(self, span: Span) -> Iterator[Span]:
        """Yield the parts of ``span`` that stand on one line each, without the newlines."""
        start = span.start
        while start < span.end:
            end = self.string.find("\n", start, span.end)
            end = span.end if end < 0 else end
            if end > start:
                yield Span(start, end)
            start = end + 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text with origins.

    ``uri`` is the file as the user named it, ``sha256`` the hash of its bytes, ``reader`` the reader that read it.
    ``text`` is the reading text: page furniture gone, paragraphs broken by a page joined, one paragraph a line; its
    origins are offsets in ``raw.string``.
    """

    uri: str
    sha256: str
    media_type: str
    reader: str
    raw: Raw
    text: Text

    def places(self, span: Span) -> list[Place]:
        """Return where ``span`` of the reading text stands: one place for each line of each page, in order."""
        return [
            Place(self.raw.page_at(line.start).number, self.raw.box(line))
            for stretch in self.text.source_spans(span)
            for line in self.raw.lines(stretch)
        ]

    def lines(self) -> Iterator[Line]:
        """Yield the reading text line by line, as the lines stood on the pages."""
        pending: tuple[Span, Span] | None = None
        for run in self.text.runs:
            for raw in self.raw.lines(Span(run.source, run.source + run.length)):
                start = run.start + raw.start - run.source if run.exact else run.start
                span = Span(start, start + raw.end - raw.start if run.exact else run.end)
                if pending and self._on_one_line(pending[1], raw):
                    pending = Span(pending[0].start, span.end), Span(pending[1].start, raw.end)
                    continue
                if pending:
                    yield self._line(*pending)
                pending = span, raw
        if pending:
            yield self._line(*pending)

    def _on_one_line(self, before: Span, after: Span) -> bool:
        return before.end <= after.start and self.raw.string.find("\n", before.end, after.start) < 0

    def _line(self, span: Span, raw: Span) -> Line:
        return Line(span, self.raw.page_at(raw.start).number, self.raw.box(raw), raw)
