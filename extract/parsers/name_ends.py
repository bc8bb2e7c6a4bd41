"""Where a name can end: the marks and words that follow names, and how much each of them speaks for an end."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from ..span import Span
from .official_words import OfficialWords

__all__ = ["CLEAR", "Name", "right_side", "tail"]

_CLOSING = frozenset('，。；：、！？）)”》】\n\t（"…—')
_AHEAD = 7
#: Somebody went to a place, or is there: 到石桥镇, 在红星采石场.
_TO_A_PLACE = regex.compile(r"[到在]\p{Han}{1,6}?(?:[镇乡县区市旗州村厂场矿]|街道|社区|苏木|嘎查|公司|水库|园区)")
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
        if word not in words.weak_followers:
            return CLEAR
        return 1.4 if _TO_A_PLACE.match(text, end) else 0.8
    return -2.0


def tail(text: str, start: int, most: int = _AHEAD) -> str:
    """Return the characters behind a candidate up to the next mark, ``most`` at most."""
    stop = start
    while stop < min(len(text), start + most) and text[stop] not in _CLOSING and not text[stop].isdigit():
        stop += 1
    return text[start:stop]
