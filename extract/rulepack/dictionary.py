"""The general dictionary: how common a word is, and whether it is somebody's name. Words and counts are jieba's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

__all__ = ["Word", "look_up"]

#: Chinese characters; entries with Latin letters (T恤, 阿Q) are in no order, and nobody asks for them.
_FIRST, _LAST = "\u2e80", "\ud7ff"


class Word(NamedTuple):
    """What the dictionary says of a word: its frequency (in some 60 million words), and of what kind it is."""

    frequency: int
    kind: str
    """Its part of speech, in the dictionary's letters: nr a name, v a verb, d an adverb, t a time."""

    @property
    def is_name(self) -> bool:
        """Whether it is somebody's name."""
        return self.kind.startswith("nr")


def look_up(word: str) -> Word | None:
    """Return what the dictionary says of a Chinese word, None where it is not in it.

    Of the dictionary's 349,000 entries, those with the word's first character are read when one of them is asked for
    first, and kept: an index of all of them would take a fifth of a second to make.
    """
    return _beginning_with(word[:1]).get(word)


@cache
def _beginning_with(character: str) -> Mapping[str, Word]:
    """Return the words with a first character. An entry is a line (word, count, kind), and they stand in order."""
    if not _FIRST <= character < _LAST:
        return {}
    entries = _entries()
    place = slice(_first_line(entries, character.encode()), _first_line(entries, chr(ord(character) + 1).encode()))
    fields = entries[place].decode().split()
    return {
        word: Word(int(count), kind) for word, count, kind in zip(fields[::3], fields[1::3], fields[2::3], strict=True)
    }


def _first_line(entries: bytes, beginning: bytes) -> int:
    """Return where the lines begin that are not before ``beginning``."""
    low, high = 0, len(entries)
    while low < high:
        line = entries.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if entries[line : line + len(beginning)] < beginning:
            low = entries.find(b"\n", line) + 1 or len(entries)
        else:
            high = line
    return low


@cache
def _entries() -> bytes:
    """Return the dictionary's file. It is found, and not imported: jieba's own modules take as long as all of ours."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("dict.txt").read_bytes()
