"""Lexicon: all words of a list found in one pass over the text (Aho–Corasick), each with what it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from ..span import Span

__all__ = ["Hit", "Lexicon"]

T = TypeVar("T")
#: Makes a named tuple without a call of Python's: hits are made by the ten thousand.
_new = tuple.__new__


class Hit(NamedTuple, Generic[T]):
    """A word of the lexicon at a place in the text; ``value`` is what the lexicon says of it."""

    span: Span
    word: str
    value: T


class Lexicon(Generic[T]):
    """Words, each with a value, that are looked for all at once."""

    __slots__ = ("_automaton", "_overlapping", "_values", "_words")

    def __init__(self, entries: Mapping[str, T]) -> None:
        words = tuple(sorted(word for word in entries if word))
        self._words = words
        self._values = [entries[word] for word in words]
        self._automaton = _longest(words)
        self._overlapping: AhoCorasick | None = None

    def __len__(self) -> int:
        return len(self._words)

    def find(self, text: str) -> Iterator[Hit[T]]:
        """Yield the hits from left to right, the longest at each place, none overlapping another."""
        words, values = self._words, self._values
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            yield _new(Hit, (_new(Span, (start, end)), words[index], values[index]))

    def find_all(self, text: str) -> Iterator[Hit[T]]:
        """Yield every hit, overlapping ones too, ordered by where they end."""
        if self._overlapping is None:
            self._overlapping = AhoCorasick(self._words, matchkind=MatchKind.Standard)
        words, values = self._words, self._values
        for index, start, end in self._overlapping.find_matches_as_indexes(text, overlapping=True):
            yield _new(Hit, (_new(Span, (start, end)), words[index], values[index]))


@lru_cache(maxsize=32)
def _longest(words: tuple[str, ...]) -> AhoCorasick:
    """Return the automaton of some words, once for all lexicons that have them: that of all places takes long."""
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest)
