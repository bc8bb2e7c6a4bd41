"""Where a name can end: the marks and words that follow names, and how much each of them speaks for an end."""

from __future__ import annotations

from dataclasses import dataclass

from ..span import Span
from .official_words import OfficialWords

__all__ = ["CLEAR", "Name", "right_side", "tail"]

_CLOSING = frozenset('，。；：、！？）)”》】\n\t（"…—')
_AHEAD = 7
#: From this on a right side is a clear end of a name.
CLEAR = 1.8


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text, how much speaks for it, and what decided."""

    span: Span
    score: float
    why: str


def right_side(text: str, end: int, words: OfficialWords) -> float:
    """Return how well a name can end here."""
    following = text[end : end + 1]
    if not following or following in _CLOSING:
        return 2.0
    if following.isdigit():
        return 0.8
    word = words.followers.at(text, end)
    if len(word) > 1:
        return 2.0 + 0.2 * min(len(word), 4)
    if word:
        return 0.8 if word in words.weak_followers else 1.8
    return -2.0


def tail(text: str, start: int, most: int = _AHEAD) -> str:
    """Return the characters behind a candidate up to the next mark, ``most`` at most."""
    stop = start
    while stop < min(len(text), start + most) and text[stop] not in _CLOSING and not text[stop].isdigit():
        stop += 1
    return text[start:stop]
