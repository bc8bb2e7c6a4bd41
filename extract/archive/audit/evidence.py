"""The places that findings cite: quoted text, the clause around it, page and boxes, read from the archive."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from ...readers.lines import columns
from ...record import Figure
from ...span import Span
from ..store.tables import METADATA
from .model import Cited, Head, Published

__all__ = ["Evidence", "Named", "Placed", "cite", "named", "portion"]

_T = METADATA.tables
#: Documents whose texts are read together.
_TOGETHER = 50
#: The clause around a number ends at one of these, or after so many characters.
_ENDS = "。；;\n"
_AROUND = 40


class Placed(NamedTuple):
    """A stretch of a text on one line of a page."""

    start: int
    end: int
    page: int
    box: tuple[float, float, float, float] | None


class Named(NamedTuple):
    """What is cited: a figure by its number in its record, with its name and value."""

    figure: int | None
    label: str | None
    value: float | int | None
    unit: str


def named(figure: Figure, number: int) -> Named:
    """Return a figure as it is cited; ``number`` is its number in its own record."""
    return Named(number, figure.label or figure.subject, figure.value, figure.unit)


class Evidence:
    """Texts and lines of documents, read once for all places that are cited from them."""

    def __init__(self, connection: Connection, documents: Iterable[int]) -> None:
        self._texts: dict[int, str] = {}
        self._spans: dict[int, Mapping[str, Sequence[int]]] = {}
        self._lines: Mapping[int, list[Placed]] = defaultdict(list)
        numbers = sorted(set(documents))
        lines: dict[int, list[Placed]] = defaultdict(list)
        for start in range(0, len(numbers), _TOGETHER):
            some = numbers[start : start + _TOGETHER]
            b, n = _T["bulletins"].c, _T["lines"].c
            for row in connection.execute(select(b.document, b.text, b.masthead_spans).where(b.document.in_(some))):
                self._texts[row[0]] = row[1]
                self._spans[row[0]] = row[2] or {}
            query = select(n.document, n.span_start, n.span_end, n.page, n.box).where(n.document.in_(some))
            for document, first, last, page, box in connection.execute(query.order_by(n.document, n.id)):
                lines[document].append(Placed(first, last, page, _box(box)))
        self._lines = lines

    def figure(self, document: Published, figure: Figure) -> Cited:
        """Return the citation of one of a document's published numbers."""
        return self._cited(document.head, named(figure, document.number_of(figure.id)), figure.span)

    def masthead(self, head: Head) -> Cited:
        """Return the citation of an issue's head: its number, else its date, else its title."""
        spans = self._spans.get(head.document, {})
        span = next((spans[name] for name in ("issue", "date", "title") if name in spans), None)
        return self._cited(head, Named(None, None, head.issue, ""), Span(*span) if span else None)

    def _cited(self, head: Head, what: Named, span: Span | None) -> Cited:
        text, lines = self._texts.get(head.document, ""), self._lines.get(head.document, ())
        return cite(head, head.document, what, span, text, lines)


def cite(head: Head, document: int | None, what: Named, span: Span | None, text: str, lines: Sequence[Placed]) -> Cited:
    """Return the citation of ``span`` of a document's ``text``, with the pages and boxes of its ``lines``."""
    touched = [line for line in lines if span and line.start < span.end and span.start < line.end]
    return Cited(
        bulletin=head.uri,
        issue=head.name,
        figure=what.figure,
        label=what.label,
        value=what.value,
        unit=what.unit,
        quote=span.of(text) if span else None,
        context=_clause(text, span) if span else None,
        span=(span.start, span.end) if span else None,
        page=touched[0].page if touched else None,
        boxes=tuple((line.page, portion(line, line.box, span, text)) for line in touched if line.box and span),
        document=document,
    )


def portion(
    line: Placed, box: tuple[float, float, float, float], span: Span, text: str
) -> tuple[float, float, float, float]:
    """Return the part of a line's box in which ``span`` stands, by the widths of the line's characters."""
    start, end = max(span.start, line.start), min(span.end, line.end)
    whole = columns(text[line.start : line.end]) or 1
    before, within = columns(text[line.start : start]), columns(text[start:end])
    column = (box[2] - box[0]) / whole
    return box[0] + before * column, box[1], box[0] + (before + within) * column, box[3]


def _box(value: Any) -> tuple[float, float, float, float] | None:
    found = json.loads(value) if isinstance(value, str) else value
    return None if found is None else (found[0], found[1], found[2], found[3])


def _clause(text: str, span: Span) -> str:
    """Return the clause in which a span stands, cut where it is long."""
    start = max((text.rfind(end, 0, span.start) for end in _ENDS), default=-1) + 1
    ends = [at for end in _ENDS if (at := text.find(end, span.end)) >= 0]
    end = min(ends, default=len(text))
    left, right = max(start, span.start - _AROUND), min(end, span.end + _AROUND)
    return ("…" if left > start else "") + text[left:right].strip() + ("…" if right < end else "")
