"""How large a difference the text's own note explains."""

from __future__ import annotations

import re
from functools import cache

from ..rulepack import Rules

__all__ = ["Explained", "explained"]

#: Least and greatest difference between the sum of the parts and the whole; None is no limit.
Explained = tuple[int | None, int | None]

_DIGITS = "一二三四五六七八九十"


def explained(note: str | None, rules: Rules) -> Explained:
    """Return how far the sum of a list may lie from its whole, given the note beside the list.

    ``部分件涉及多个地区`` explains any excess, ``其中1件涉及2市`` an excess of 1, ``重复件未计入`` any shortfall.
    No note explains nothing.
    """
    if note is None or not note.strip():
        return 0, 0
    words = rules.pack.messages.checks
    short = any(word in note for word in words.shortfall_words)
    overlap = any(word in note for word in words.excess_words)
    low = None if short else 0
    if short and not overlap:
        return low, 0
    stated = [_number(m["cases"]) * (_places(m) - 1) for m in _stated(words.place_units).finditer(note)]
    return low, sum(stated) if stated else None


@cache
def _stated(places: tuple[str, ...]) -> re.Pattern[str]:
    """``1件涉及2市``, ``1件同时交办甲县、乙县``: so many cases, each in so many places, within one clause."""
    number = rf"\d+|[{_DIGITS}两]"
    gap = r"[^\d，,；;。、]{0,8}?"
    units = "|".join(sorted(map(re.escape, places), key=len, reverse=True)) or "(?!)"
    named = rf"[^\d，,；;。、和]{{2,16}}(?:{units})(?:[、和][^\d，,；;。、和]{{1,10}}(?:{units}))+"
    return re.compile(rf"(?P<cases>{number})[件个宗起](?:{gap}(?P<places>{number})个?(?:{units})|(?P<named>{named}))")


def _places(match: re.Match[str]) -> int:
    """Return in how many places the cases of a note lie: as counted, or as named."""
    return _number(match["places"]) if match["places"] else len(re.split("[、和]", match["named"]))


def _number(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    return 2 if digits == "两" else _DIGITS.index(digits) + 1
