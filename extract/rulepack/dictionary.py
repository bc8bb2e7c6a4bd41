"""The general dictionary: how common a word is, and whether it is somebody's name. Words and counts are jieba's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["Word", "look_up"]


class Word(NamedTuple):
    """What the dictionary says of a word: its frequency (in some 60 million words), and whether it is a name."""

    frequency: int
    is_name: bool


def look_up(word: str) -> Word | None:
    """Return what the dictionary says of a word, None where it is not in it.

    The dictionary is read when the first question comes, and kept: a fifth of a second, once a process.
    """
    entries, index = _dictionary()
    place = index.get(word.encode())
    if place is None:
        return None
    return Word(int(entries[3 * place + 1]), entries[3 * place + 2].startswith(b"nr"))


@cache
def _dictionary() -> tuple[Sequence[bytes], Mapping[bytes, int]]:
    """Return the entries (word, count, kind, word, count, kind, …) and the number of each word's entry."""
    entries = files("jieba").joinpath("dict.txt").read_bytes().split()
    words = entries[0::3]
    return entries, MappingProxyType(dict(zip(words, range(len(words)), strict=True)))
