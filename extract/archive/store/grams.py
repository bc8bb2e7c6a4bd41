"""Pairs of characters: what the full-text index holds of a text, and what a query looks for.

Chinese is written without spaces, and people search for words of any length. So the index knows, for each bulletin,
which pairs of neighbouring characters occur in its folded text (one width, simplified, no padding: 李　强 and 李强 are
one). A text that has all pairs of a word may hold the word; whether it does is then looked up in the text itself.
A pair never spans punctuation; the last character of a stretch stands alone, so that a single character is the
beginning of some entry wherever it stands.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...parsers.fold import fold

__all__ = ["folded", "grams", "pairs"]

_STRETCH = re.compile(r"[^\W_]+")


def folded(string: str) -> str:
    """Return a text, or a query, in the form in which the two are compared."""
    return fold(string).string.lower()


def grams(string: str) -> list[str]:
    """Return the index entries of a folded text, each once, sorted."""
    found: set[str] = set()
    for stretch in _STRETCH.findall(string):
        found.update(map("".join, pairwise(stretch)))
        found.add(stretch[-1])
    return sorted(found)


def pairs(word: str) -> list[str]:
    """Return the entries that every text with ``word`` (folded) has; none for a single character.

    Raises nothing: a word of nothing but punctuation has none either.
    """
    found: dict[str, None] = {}
    for stretch in _STRETCH.findall(word):
        found.update(dict.fromkeys(map("".join, pairwise(stretch))))
    return list(found)
