"""Unfold: takes what the parsers found in folded text back to the reading text.

Parsed values carry spans of the folded text. ``Unfold.settle`` rewrites them, and the quotes and names that stand at
them, in place: the values were just made by a parser and belong to nobody else yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from ..span import Span
from ..text import Text

__all__ = ["Unfold"]

#: Fields that repeat the text at ``span``; set anew where they repeat the folded text exactly.
_WRITTEN = ("quote", "name")
#: Fields with a span of their own, which bears their name: set anew where they repeat the folded text there.
_LOCATED = {"label_span": "label", "subject_span": "subject"}
#: Values of the record that stand within others.
_NESTED = ("County", "EventDate", "Official", "Site")


class Unfold:
    """Maps spans of ``folded`` to spans of the reading text that it was folded from."""

    __slots__ = ("_aligned", "_ends", "_folded", "_same", "_starts", "reading")

    def __init__(self, folded: Text, reading: str) -> None:
        self._folded = folded
        self._same = folded.string == reading
        self._aligned = len(folded) == len(reading) and all(run.exact for run in folded.runs)
        self.reading = reading
        # For each folded character, where what it came from begins and ends. Folding keeps the order, and inserts
        # nothing, so those of a span are the first one's beginning and the last one's end.
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end, source, length, exact in () if self._aligned else folded.runs:
            if exact:
                self._starts.extend(range(source, source + length))
                self._ends.extend(range(source + 1, source + length + 1))
            else:
                self._starts.extend([source] * (end - start))
                self._ends.extend([source + length] * (end - start))

    def span(self, span: Span, offset: int = 0) -> Span:
        """Return the span of the reading text for one of the folded text that begins ``offset`` characters in."""
        start, end = span[0] + offset, span[1] + offset
        if self._aligned:
            return Span(start, end)
        if start < end <= len(self._ends):
            return Span(self._starts[start], self._ends[end - 1])
        return self._folded.source_span(Span(start, end))

    def settle(self, values: Iterable[Any], offset: int = 0) -> None:
        """Rewrite, in place, all spans within ``values`` (dataclasses), and the quotes and names that stand at them."""
        if self._same and not offset:
            return
        for value in values:
            self._settle_one(value, offset)

    def _settle_one(self, value: Any, offset: int) -> None:
        spans, nested = _plan(value.__class__)
        for name, written in spans:
            held = getattr(value, name)
            if held.__class__ is Span:
                settled = self.span(held, offset)
                setattr(value, name, settled)
                if written and not self._same:
                    self._rewrite(value, written, held, settled, offset)
            elif held.__class__ is list:
                setattr(value, name, [self.span(span, offset) for span in held])
            elif held.__class__ is dict:
                settled_spans = {key: self.span(span, offset) for key, span in held.items()}
                setattr(value, name, settled_spans)
                if not self._same:
                    for key, span in held.items():
                        self._rewrite(value, (key,), span, settled_spans[key], offset)
        for name in nested:
            held = getattr(value, name)
            if held.__class__ is list:
                for one in held:
                    self._settle_one(one, offset)
            elif held is not None:
                self._settle_one(held, offset)

    def _rewrite(self, value: Any, names: Iterable[str], held: Span, settled: Span, offset: int) -> None:
        """Write out ``names`` as published, where they repeat what the folded text has at ``held``."""
        folded = self._folded.string[held[0] + offset : held[1] + offset]
        reading = self.reading[settled[0] : settled[1]]
        for name in names:
            if getattr(value, name, None) == folded:
                setattr(value, name, reading if name == "quote" else "".join(reading.split()))


@cache
def _plan(kind: type) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """Return the fields of a dataclass that hold spans, and those that hold values with spans.

    Beside a field that holds spans stand the fields that repeat the text there.
    """
    if not is_dataclass(kind):
        return (), ()
    annotations = {field.name: str(field.type) for field in fields(kind)}
    repeating = {"span": _WRITTEN} | {span: (name,) for span, name in _LOCATED.items()}
    spans = tuple(
        (name, tuple(other for other in repeating.get(name, ()) if other in annotations))
        for name, annotation in annotations.items()
        if "Span" in annotation
    )
    nested = tuple(name for name, annotation in annotations.items() if any(n in annotation for n in _NESTED))
    return spans, nested
