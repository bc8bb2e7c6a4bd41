"""A second opinion on where a name ends: is what follows made of words? Asked only when an ambiguity is left.

The words and frequencies are the general dictionary's; it is read when the first question comes.
"""

from __future__ import annotations

from math import log

from ..rulepack.dictionary import look_up

__all__ = ["fluency", "is_action", "is_circumstance", "is_word"]

_LONGEST = 5
_UNKNOWN = -16.0
#: Kinds of words that say when and how something was done: adverbs, times, sides, conjunctions.
_CIRCUMSTANCES = ("d", "t", "f", "c", "ad", "vd")
_ACTIONS = ("v", "vn", "p")
#: Logarithm of the words that the dictionary was counted on; it only sets the scale.
_TOTAL = log(6e7)


def is_word(string: str, least: int = 20) -> bool:
    """Tell whether the dictionary has ``string`` as a common word that is no name (调研, 高度)."""
    word = look_up(string)
    return word is not None and word.frequency >= least and not word.is_name


def is_circumstance(string: str, least: int = 3) -> bool:
    """Tell whether ``string`` says when or how something was done (周末, 陆续)."""
    word = look_up(string)
    return word is not None and word.frequency >= least and word.kind in _CIRCUMSTANCES


def is_action(string: str, least: int = 100) -> bool:
    """Tell whether ``string`` is a common verb (登上, 呼吁)."""
    word = look_up(string)
    return word is not None and word.frequency >= least and word.kind in _ACTIONS


def fluency(string: str) -> float:
    """Return the logarithm of how likely ``string`` is as a sequence of words, for each character.

    实地调研 is fluent, 地调研 is less so: 某｜实地调研 and not 某实｜地调研.
    """
    if not string:
        return 0.0
    best = [0.0] + [float("-inf")] * len(string)
    for end in range(1, len(string) + 1):
        for start in range(max(0, end - _LONGEST), end):
            word = look_up(string[start:end])
            cost = log(word.frequency) - _TOTAL if word and word.frequency else _UNKNOWN * (end - start)
            best[end] = max(best[end], best[start] + cost)
    return best[-1] / len(string)
