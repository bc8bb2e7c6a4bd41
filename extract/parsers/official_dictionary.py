"""A second opinion on where a name ends: is what follows made of words? Asked only when an ambiguity is left.

The words and frequencies are those of jieba's dictionary; it is read when the first question comes, and kept.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from math import log
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["fluency", "is_word"]

_LONGEST = 5
_UNKNOWN = -16.0


@cache
def _frequencies() -> Mapping[str, tuple[int, bool]]:
    """Return word → (frequency, whether it is somebody's name); jieba itself is not imported, its file is read."""
    table: dict[str, tuple[int, bool]] = {}
    found = find_spec("jieba")
    if found is None or found.origin is None:
        return table
    for line in Path(found.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, kind = line.split(" ")
        if len(word) <= _LONGEST:
            table[word] = (int(count), kind.startswith("nr"))
    return MappingProxyType(table)


@cache
def _total() -> float:
    return log(sum(count for count, _ in _frequencies().values()) or 1)


def is_word(string: str, least: int = 20) -> bool:
    """Tell whether the dictionary has ``string`` as a common word that is no name (调研, 高度)."""
    count, name = _frequencies().get(string, (0, True))
    return count >= least and not name


def fluency(string: str) -> float:
    """Return the logarithm of how likely ``string`` is as a sequence of words, for each character.

    参加会议 is fluent, 加会议 is less so: 邓明｜参加会议 and not 邓明参｜加会议.
    """
    if not string:
        return 0.0
    words = _frequencies()
    best = [0.0] + [float("-inf")] * len(string)
    for end in range(1, len(string) + 1):
        for start in range(max(0, end - _LONGEST), end):
            count, _ = words.get(string[start:end], (0, False))
            cost = log(count) - _total() if count else _UNKNOWN * (end - start)
            best[end] = max(best[end], best[start] + cost)
    return best[-1] / len(string)
