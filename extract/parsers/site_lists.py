"""Site lists: the names that follow a lead-in, ``先后来到甲厂、乙村和丙公司等地``, up to where the list ends.

Separators are 、 and 和, 及, 与 between two names, and a comma before a further township; brackets and quotation marks
hide the separators inside them. The list ends with a verb, with 等 or with the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from ..rulepack import Rules
from ..span import Span
from .site_marks import Marks, Noun
from .site_names import Name, counted, name_in, names_aspects, noun_after, township_of

__all__ = ["SiteList", "read_list", "share_head", "summed_lists"]

_SEPARATOR = regex.compile(r"，(?:以及|和|及)|[、，。；！？：\n\t]|以及|和|及|与|跟")
#: What stands farther from its lead-in or separator is no part of a name.
_FARTHEST = 120
_SOFT = ("以及", "和", "及", "与", "跟")
_PAIRS = {"（": "）", "“": "”", "《": "》"}
_UNIT = regex.compile(r"\p{Han}{1,6}[县市区旗]")
_RIVER = regex.compile(r"[^\P{Han}县市区旗]{1,4}?(?:河|江|水库|湖)(?!镇|乡|街道|村|社区|县|市|区|\p{Han}{1,6}族乡)")
#: 港镇 in 某河港镇 is none.
_SHORTEST_TOWNSHIP = 2
#: What lies along a road is a stretch of it: ``某路沿线的甲厂`` names the factory only.
_ALONG = ("沿线", "两侧", "沿街", "附近", "旁", "旁边")
#: ``A、B两家企业``: what sums up a list that no lead-in begins.
_SUM = regex.compile("[家等]")
_COUNT = regex.compile(r"等?(?:\d{1,3}|[二两三四五六七八九十]{1,2})余?$")
_SUMMED_NOUN = regex.compile(r"\p{Han}{0,4}(?:企业|公司|厂)")
_LONGEST_COUNT = 5
_LIST_START = "的对求到了在是为将把由让令使督促责成现发查"
_LONGEST_SUMMED = 60
#: What a name between two commas is, where it does not go on a list: one who comes along.
_NO_MEMBERS = ("agency", None)
#: The longest short name that shares the head of another.
_LONGEST_SHORT = 4
_BRAND = regex.compile(r"\p{Han}{2,4}")
_BRACKET = regex.compile(r"[（“《]")


class SiteList(NamedTuple):
    """The names of one list, and what sums it up: the kind told by ``等企业``."""

    names: list[Name]
    noun: Noun | None
    end: int
    closed: str
    """What ended it: stop (a verb), etc (等), comma, end."""


def read_list(marks: Marks, start: int, rules: Rules, brief: bool = False) -> SiteList:
    """Return the list of names that begins at ``start``; ``brief``: see ``name_in``."""
    marks.prepare(start)
    text = marks.text
    names: list[Name] = []
    noun: Noun | None = None
    at = start
    while True:
        if lead := marks.vocabulary.starts.match(text, at):
            at = lead.end()
        end, mark = _item_end(marks, at)
        stop = marks.stop(at, end)
        item_end, summed = counted(marks, at, stop)
        noun = summed or noun
        item_end = min(item_end, at + _FARTHEST)
        found = list(_names(marks, at, item_end, brief, rules))
        general = not any(name.specific or name.kind is None for name in found)
        if stop < end and general and (behind := _behind_clause(marks, stop, end)):
            at = behind
            continue
        names += found
        if stop < end and text[stop:end] not in marks.vocabulary.tails:
            is_etc = text[stop] == "等"
            if is_etc and names_aspects(marks, stop):
                names = [name for name in names if name.kind is not None]
            noun = (noun_after(marks, stop) if is_etc else None) or noun
            return SiteList(names, noun, stop, "etc" if is_etc else "stop")
        if mark == "，" and not _goes_on(marks, end + 1, names, rules):
            return SiteList(names, noun, end, "comma")
        if mark not in ("、", "，", *_SOFT) and len(mark) < 2:
            return SiteList(names, noun, end, "end")
        at = end + len(mark)


def _behind_clause(marks: Marks, stop: int, end: int) -> int:
    """Return where the name begins behind a clause with a verb, 0 without one: ``集团负责实施的某改造项目``."""
    of = marks.text.find("的", stop, end)
    name = name_in(marks, of + 1, end) if of >= 0 else None
    return of + 1 if name is not None and name.kind is not None and name.specific else 0


def _names(marks: Marks, start: int, end: int, brief: bool, rules: Rules) -> Iterator[Name]:
    """Yield the names in one item of a list; of what is no site, the township before it: ``某镇散养户``."""
    name = name_in(marks, start, end, brief) if end > start else None
    township = _township_at(marks, start, end, rules)
    if name is not None and (not township or name.kind != "enterprise" or name.specific or name.span.start > start):
        yield from _parts(marks, start, name, rules, township)
    elif township is not None:
        yield Name(township, None)


def _township_at(marks: Marks, start: int, end: int, rules: Rules) -> Span | None:
    """Return the township that an item begins with, or that the county before it has; None before its people."""
    first = marks.text[start:end]
    unit = _UNIT.match(first)
    for skipped in (0, unit.end() if unit else 0):
        found = township_of(first[skipped:], rules)
        if found is not None and len(found) > _SHORTEST_TOWNSHIP:
            at = start + skipped + len(found)
            rest = marks.text.startswith(rules.pack.sites.township_people, at)
            return None if rest else Span(at - len(found), at)
    return None


def _item_end(marks: Marks, start: int) -> tuple[int, str]:
    """Return where the item that begins at ``start`` ends, and the separator there."""
    text = marks.text
    at = start
    farthest = min(len(text), start + 2 * _FARTHEST)
    while match := _SEPARATOR.search(text, at, farthest):
        hidden = _BRACKET.search(text, at, match.start())
        if hidden:
            close = text.find(_PAIRS[hidden[0]], hidden.end())
            if 0 < close - hidden.end() <= 20:
                at = close + 1
                continue
        if match[0] not in _SOFT or _joins_names(marks, start, match.start(), match.end()):
            return match.start(), match[0]
        at = match.end()
    return farthest, ""


def _joins_names(marks: Marks, start: int, left_end: int, right_start: int) -> bool:
    """Tell whether 和 stands between two names, and not within one (``万和镇``)."""
    if left_end - start < 2:
        return False
    if marks.ending_at(left_end) or marks.stop(start, left_end) < left_end:
        return True
    if _goes_on_within(marks, start, left_end, right_start):
        return False
    if marks.text[left_end - 1] in "县市区旗" and not _UNIT.match(marks.text, right_start):
        return False
    right = marks.text[right_start : right_start + 3]
    return left_end - start >= 3 and not right.startswith(marks.vocabulary.within_names)


def _goes_on_within(marks: Marks, start: int, left_end: int, right_start: int) -> bool:
    """Tell whether 和 stands within a name: before a bare ending (``巴日和小学``), or between works of one project."""
    following = _SEPARATOR.search(marks.text, right_start, right_start + _FARTHEST)
    end = following.start() if following else right_start + _FARTHEST
    end = marks.stop(right_start, min(end, len(marks.text)))
    ending = marks.endings.get(end)
    if ending is None:
        return False
    if ending.start == right_start:
        return ending.kind != "river" and left_end - start >= _LONGEST_SHORT
    works = marks.text.endswith(marks.vocabulary.topics, start, left_end)
    return works and ending.kind == "project"


def _goes_on(marks: Marks, at: int, names: list[Name], rules: Rules) -> bool:
    """Tell whether a list goes on behind a comma: with a site and nothing else, in a township or by its full name."""
    if not names:
        return False
    end, _ = _item_end(marks, at)
    if marks.stop(at, end) < end:
        return False
    name = name_in(marks, at, end)
    if name is None or name.span.end != end or marks.stop(at, name.span.start) < name.span.start:
        return False
    full = name.specific and not (name.weak or name.brand) and name.kind not in _NO_MEMBERS
    return full or (name.span.start == at and township_of(name.span.of(marks.text), rules) is not None)


def _parts(marks: Marks, start: int, name: Name, rules: Rules, township: Span | None) -> Iterator[Name]:
    """Yield the site that a place stands at (``龙门水库边的碎石厂``: the reservoir), and the site itself."""
    of = marks.text.find("的", start, name.span.start)
    if of > start + 2:
        beside = name_in(marks, start, of)
        if beside is not None and beside.kind is not None and beside.specific and _lies_at(marks, beside, of):
            if not (beside.kind == "other" and marks.text.endswith(_ALONG, beside.span.end, of)):
                yield beside
        elif township is not None and township.end == of and not name.specific:
            yield Name(township, None)
            return
    river = _RIVER.match(marks.text, name.span.start, name.span.end)
    rest = marks.text[river.end() : name.span.end] if river else ""
    if river and rest[-1:] != "段" and len(township_of(rest, rules) or "") > _SHORTEST_TOWNSHIP:
        yield Name(Span(*river.span()), "river", specific=True)
        name = name._replace(span=Span(river.end(), name.span.end))
    yield name


def _lies_at(marks: Marks, beside: Name, of: int) -> bool:
    """Tell whether something can stand at a place: at a reservoir, not at a company or at those who use it."""
    return not beside.brand and marks.stop(beside.span.end, of) == of


def share_head(names: SiteList) -> bool:
    """Tell whether short names share the noun of the last one: ``甲盛、乙隆、丙源建材有限公司``."""
    *shorter, last = names.names
    if not shorter or last.kind != "enterprise" or not last.specific or last.brand:
        return False
    return all(n.kind is None and n.span.end - n.span.start <= _LONGEST_SHORT for n in shorter)


def summed_lists(marks: Marks) -> Iterator[SiteList]:
    """Yield the lists of enterprises that what sums them up tells of: ``要求龙泉、宏图、盛达三家石材厂停产``.

    They need no lead-in. Refuses what is not all short names of enterprises: ``化工、建材等企业``.
    """
    text = marks.text
    if "、" not in text:
        return
    for match in _SUM.finditer(text):
        end = _summed_from(text, match.start())
        if end is None:
            continue
        noun = marks.noun_at(match.end()) or marks.firm_at(match.end())
        if noun not in ("enterprise", "quarry"):
            continue
        begin = max(0, end - _LONGEST_SUMMED)
        begin += max(text.rfind(mark, begin, end) - begin + 1 for mark in "，。；：！？\n")
        if text.find("、", begin, end) < 0:
            continue
        marks.prepare(begin)
        names = _summed(marks, begin, end)
        if len(names) > 1:
            yield SiteList(names, noun, end, "etc")


def _summed_from(text: str, at: int) -> int | None:
    """Return where the list ends that 等 or 家 sums up (``、盛达等三家企业``), None where it sums none up."""
    if text[at] == "家":
        count = _COUNT.search(text, max(0, at - _LONGEST_COUNT), at)
        return count.start() if count else None
    return at if _SUMMED_NOUN.match(text, at + 1) else None


def _summed(marks: Marks, begin: int, end: int) -> list[Name]:
    """Return the short names between two places, none if one of them is anything else."""
    text = marks.text
    starts = [begin, *(m.end() for m in regex.finditer("[、和及与]", text, pos=begin, endpos=end))]
    ends = [*(at - 1 for at in starts[1:]), end]
    first = max((i + 1 for i in range(begin, ends[0]) if text[i] in _LIST_START), default=begin)
    starts[0] = max(first, begin)
    names = []
    for start, stop in zip(starts, ends, strict=True):
        name = name_in(marks, start, stop)
        if name is None or name.span != (start, stop) or marks.stop(start, stop) < stop or marks.is_common(start, stop):
            return []
        if name.kind is None and not _BRAND.fullmatch(text, start, stop):
            return []
        if name.kind is not None and not (name.specific and name.kind in ("enterprise", "quarry", "plant")):
            return []
        names.append(name)
    return names
