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

    __slots__ = ("_aligned", "_folded", "_same", "reading")

    def __init__(self, folded: Text, reading: str) -> None:
        self._folded = folded
        self._same = folded.string == reading
        self._aligned = len(folded) == len(reading) and all(run.exact for run in folded.runs)
        self.reading = reading

    def span(self, span: Span, offset: int = 0) -> Span:
        """Return the span of the reading text for one of the folded text that begins ``offset`` characters in."""
        moved = Span(span.start + offset, span.end + offset)
        return moved if self._aligned else self._folded.source_span(moved)

    def settle(self, values: Iterable[Any], offset: int = 0) -> None:
        """Rewrite, in place, all spans within ``values`` (dataclasses), and the quotes and names that stand at them."""
        if self._same and not offset:
            return
        for value in values:
            self._settle_one(value, offset)

    def _settle_one(self, value: Any, offset: int) -> None:
        spans, nested = _plan(value.__class__)
        for name in spans:
            held = getattr(value, name)
            if isinstance(held, Span):
                setattr(value, name, self.span(held, offset))
                if name == "span" and not self._same:
                    self._rewrite(value, _WRITTEN, Span(held.start + offset, held.end + offset), value.span)
                elif name in _LOCATED and not self._same:
                    folded = Span(held.start + offset, held.end + offset)
                    self._rewrite(value, (_LOCATED[name],), folded, getattr(value, name))
            elif isinstance(held, list):
                setattr(value, name, [self.span(span, offset) for span in held])
            elif isinstance(held, dict):
                setattr(value, name, {key: self.span(span, offset) for key, span in held.items()})
        for name in nested:
            held = getattr(value, name)
            if isinstance(held, list):
                self.settle(held, offset)
            elif held is not None:
                self._settle_one(held, offset)

    def _rewrite(self, value: Any, names: Iterable[str], folded_span: Span, reading_span: Span) -> None:
        folded = folded_span.of(self._folded.string)
        for name in names:
            if getattr(value, name, None) == folded:
                written = reading_span.of(self.reading)
                setattr(value, name, written if name == "quote" else "".join(written.split()))


@cache
def _plan(kind: type) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the fields of a dataclass that hold spans, and of those that hold values with spans."""
    if not is_dataclass(kind):
        return (), ()
    annotations = {field.name: str(field.type) for field in fields(kind)}
    spans = tuple(name for name, annotation in annotations.items() if "Span" in annotation)
    nested = tuple(name for name, annotation in annotations.items() if any(n in annotation for n in _NESTED))
    return spans, nested
