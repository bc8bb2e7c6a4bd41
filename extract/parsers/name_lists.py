"""Lists of names: 甲、乙、丙和丁 behind a title, before 等县领导, or alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from ..rulepack import Hit
from .name_ends import Name
from .names import SURE, name_at
from .official_words import OfficialWords
from .titles import title_ahead, title_start

__all__ = ["WEAK_NEED", "list_start", "names_behind", "names_filling"]

#: What must speak for a name where the words before it are no sure sign of one.
WEAK_NEED = 2.6
#: Behind 、 in a list of names less evidence is asked for.
_LISTED = 0.8
#: How far before its end a list of names can begin.
_REACH = 80
_STOPS = "，。；：\n\t！？（）“”"
_BEHIND_A_LIST = ("、", "，", "。", "等", "及", "和", "（", "；", "\t", "\n", "")


def names_behind(text: str, end: int, hits: Sequence[Hit[bool]], words: OfficialWords) -> list[Name]:
    """Return the names that go on a list which has come to ``end``: 、乙、丙和丁. ``hits`` are the text's posts."""
    names: list[Name] = []
    while True:
        end = _behind_bracket(text, end)
        wide = text.startswith("\t", end)
        separator = "\t" if wide else words.separators.at(text, end)
        if not separator or separator in "，；兼":
            return names
        start = end + len(separator)
        listed = separator == "、"
        name = name_at(text, start, words, _LISTED if listed else WEAK_NEED, titled=listed)
        if name is None:
            return names
        ends_list = text[name.span.end : name.span.end + 1] in _BEHIND_A_LIST
        if not ends_list and _title_ahead(text, start, hits, words):
            return names
        names.append(name)
        end = name.span.end


def names_filling(text: str, start: int, end: int, words: OfficialWords) -> list[Name]:
    """Return names joined by 、 that fill ``[start, end)``, [] where they do not."""
    stops = [i for i in range(start, end) if text[i] == "、"] + [end]
    names: list[Name] = []
    need = SURE if len(stops) == 1 else 1.0
    for stop in stops:
        name = name_at(text, start, words, need, stop)
        if name is None:
            return []
        names.append(name)
        start = stop + 1
    return names


def list_start(text: str, end: int, floor: int, words: OfficialWords) -> int:
    """Return where a list of names that ends at ``end`` can begin at the earliest."""
    start = end
    floor = max(floor, end - _REACH)
    while start > floor and text[start - 1] not in _STOPS:
        start -= 1
    mark = text.find("、", start, end)
    first = end if mark < 0 else mark
    return max(start, title_start(text, first, start, words))


def _title_ahead(text: str, start: int, hits: Sequence[Hit[bool]], words: OfficialWords) -> bool:
    index = bisect_left(hits, start, key=lambda hit: hit.span.start)
    return title_ahead(text, start, hits, index, words)


def _behind_bracket(text: str, end: int) -> int:
    if text[end : end + 1] == "（":
        close = text.find("）", end, end + 16)
        if close > 0:
            return close + 1
    return end
