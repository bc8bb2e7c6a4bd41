"""Text: a string that knows, for every stretch of itself, where in its source it came from.

Every step that rewrites text (Unicode repair, removal of page furniture, joining of broken paragraphs, folding to one
script and width) is a list of edits. ``Text.edit`` applies them and keeps the map, so nothing is ever found again by
searching or by diff. The idea is pdfplumber's ``TextMap``, compressed to runs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .span import Span

__all__ = ["Edit", "Run", "Text"]


class Run(NamedTuple):
    """``string[start:end]`` came from ``source[source:source + length]``.

    An ``exact`` run came character by character; any other one came as a whole from the whole (a replacement), and with
    ``length == 0`` it was inserted at ``source``.
    """

    start: int
    end: int
    source: int
    length: int
    exact: bool = True


class Edit(NamedTuple):
    """Replace ``string[start:end]`` by ``replacement`` (empty to delete, ``start == end`` to insert)."""

    start: int
    end: int
    replacement: str


class Text:
    """A string with the origins of its characters in a source string. Immutable.

    ``runs`` are sorted, without gaps, and cover the whole string.
    """

    __slots__ = ("_starts", "runs", "string")

    def __init__(self, string: str, runs: tuple[Run, ...]) -> None:
        self.string = string
        self.runs = runs
        self._starts = [run.start for run in runs]

    @classmethod
    def of(cls, string: str, source: int = 0) -> Text:
        """Return the text that is its own source, beginning at offset ``source`` there."""
        return cls(string, (Run(0, len(string), source, len(string)),) if string else ())

    def __str__(self) -> str:
        return self.string

    def __len__(self) -> int:
        return len(self.string)

    def __repr__(self) -> str:
        return f"Text({self.string[:20]!r}, {len(self.string)} characters, {len(self.runs)} runs)"

    def edit(self, edits: Iterable[Edit]) -> Text:
        """Return the text with all ``edits`` applied at once.

        Edits are given in the offsets of this text, sorted, and do not overlap. A replacement of the same length keeps
        the origins character by character; any other one has the whole of what it replaced as its origin.

        Raises ValueError where edits overlap or run backwards.
        """
        pieces: list[str] = []
        runs: list[Run] = []
        at = 0
        length = 0
        for start, end, replacement in edits:
            if not at <= start <= end <= len(self.string):
                raise ValueError(f"edit [{start}, {end}) overlaps the one before it, or leaves the text")
            if start > at:
                _extend(runs, self._runs_between(at, start), length - at)
                pieces.append(self.string[at:start])
                length += start - at
            if replacement:
                if len(replacement) == end - start:
                    _extend(runs, self._runs_between(start, end), length - start)
                else:
                    origin = self.source_span(Span(start, end))
                    _extend(
                        runs,
                        [Run(length, length + len(replacement), origin.start, origin.end - origin.start, False)],
                        0,
                    )
                pieces.append(replacement)
                length += len(replacement)
            at = end
        if not pieces and at == 0:
            return self
        _extend(runs, self._runs_between(at, len(self.string)), length - at)
        pieces.append(self.string[at:])
        return Text("".join(pieces), tuple(runs))

    def cut(self, span: Span) -> Text:
        """Return the part of the text that ``span`` covers."""
        runs: list[Run] = []
        _extend(runs, self._runs_between(span.start, span.end), -span.start)
        return Text(span.of(self.string), tuple(runs))

    @classmethod
    def join(cls, parts: Iterable[Text], separator: str = "") -> Text:
        """Return the parts one after the other; a separator has the end of the part before it as its origin."""
        pieces: list[str] = []
        runs: list[Run] = []
        length = 0
        for i, part in enumerate(parts):
            if i and separator:
                origin = runs[-1].source + runs[-1].length if runs else 0
                _extend(runs, [Run(length, length + len(separator), origin, 0, False)], 0)
                pieces.append(separator)
                length += len(separator)
            _extend(runs, part.runs, length)
            pieces.append(part.string)
            length += len(part)
        return cls("".join(pieces), tuple(runs))

    def source_spans(self, span: Span) -> list[Span]:
        """Return the stretches of the source that ``span`` came from, in the order of the text, adjacent ones merged.

        An empty span gives the one empty stretch at its place.
        """
        if span.start >= span.end:
            offset = self._source_offset(span.start)
            return [Span(offset, offset)]
        spans: list[Span] = []
        for run in self._runs_between(span.start, span.end):
            if not run.length:
                continue
            if spans and spans[-1].end == run.source:
                spans[-1] = Span(spans[-1].start, run.source + run.length)
            else:
                spans.append(Span(run.source, run.source + run.length))
        if not spans:
            offset = self._source_offset(span.start)
            return [Span(offset, offset)]
        return spans

    def source_span(self, span: Span) -> Span:
        """Return the one stretch of the source, first to last character, that ``span`` came from."""
        start, end = span
        if start < end:
            run = self.runs[bisect_right(self._starts, start) - 1]
            if end <= run.end and run.exact:
                return Span(run.source + start - run.start, run.source + end - run.start)
        spans = self.source_spans(span)
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def onto(self, source: Text) -> Text:
        """Return this text with its origins taken one step further back: through ``source`` to *its* source."""
        runs: list[Run] = []
        for run in self.runs:
            if run.exact:
                _extend(runs, source._runs_between(run.source, run.source + run.length), run.start - run.source)
            else:
                origin = source.source_span(Span(run.source, run.source + run.length))
                _extend(runs, [Run(run.start, run.end, origin.start, origin.end - origin.start, False)], 0)
        return Text(self.string, tuple(runs))

    def _source_offset(self, position: int) -> int:
        if not self.runs:
            return 0
        index = max(bisect_right(self._starts, position) - 1, 0)
        run = self.runs[index]
        if run.exact:
            return run.source + min(position - run.start, run.length)
        return run.source if position == run.start else run.source + run.length

    def _runs_between(self, start: int, end: int) -> Iterator[Run]:
        """Yield the runs of ``[start, end)``, the first and last cut to it, in the offsets of this text."""
        if start >= end:
            return
        for index in range(bisect_right(self._starts, start) - 1, len(self.runs)):
            run = self.runs[index]
            if run.start >= end:
                break
            first, last = max(run.start, start), min(run.end, end)
            if run.exact:
                yield Run(first, last, run.source + first - run.start, last - first)
            else:
                yield Run(first, last, run.source, run.length, False)


def _extend(runs: list[Run], more: Iterable[Run], offset: int) -> None:
    """Append ``more``, moved by ``offset``, merging a run that goes on where the last one stopped."""
    for run in more:
        moved = Run(run.start + offset, run.end + offset, run.source, run.length, run.exact)
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.exact
            and moved.exact
            and last.source + last.length == moved.source
            and last.end == moved.start
        ):
            runs[-1] = Run(last.start, moved.end, last.source, last.length + moved.length)
        else:
            runs.append(moved)
