"""Site names: where the name of one site begins and ends within the stretch between two separators.

``某镇石山采石场生态修复现场`` → ``某镇石山采石场`` (the longest run that ends like a site); ``春风电子`` has no such
ending and stays as it is: whether it is a site is told by the list in which it stands. Refuses nouns that name no one
site (``企业``, ``项目现场``).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import regex

from ..record import SiteKind
from ..rulepack import Rules
from ..span import Span
from .official_words import is_han
from .site_marks import Ending, Marks, Noun

__all__ = ["Name", "acting_township", "counted", "name_in", "names_aspects", "noun_after", "township_of"]

_TOWNSHIP = regex.compile(r"[^\P{Han}的]{1,7}?(?:镇|乡(?![道镇])|街道(?=办事处)|街道|苏木|办事处)")
#: 镇 within the name of a township: 马镇湾镇.
_LONGER = regex.compile(r"\p{Han}{0,2}[镇乡]")
_SHORTEST = 2
_NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十多数几]{1,3})余?多?"
_QUANTITY = regex.compile(rf"{_NUMBER}[个家处座名所大]")
#: What stands between 等 or a count and the noun that sums a list up: ``五大山区乡镇``, ``等边远村组``.
_LONGEST_QUALITY = 2
#: A number in a name makes it one of many: 提升1号泵站.
_NUMBERED = regex.compile(r"\d+[号#]")
_OF_QUALITY = ("township", "village", "community", "enterprise", "quarry")
_LEADING_COUNT = regex.compile(rf"{_NUMBER}[个家处座名件条项位人起批次年月日天元吨户类种支片只头]")
_GROUP = regex.compile(r"(?:第?[一二三四五六七八九十\d]{1,2}组|.*(?<![\d一二三四五六七八九十村小居民])组)")
_WATER = regex.compile("[河江溪湖渠港]")
_LONGEST_NAME = 56
_LONGEST_BARE = 14
_LONGEST_GAP = 16
_LEAST_OWNER = 4
_ONE = 1
#: Where something stood: part of its name.
#: 张集镇 and 大王集镇 are townships, a longer one is the built-up part of its township: 牛角山集镇.
_LONGEST_MARKET = 4
_LONGEST_TOWNSHIP = 7
_SUFFIX = regex.compile("[镇乡]|街道|苏木")
_BEFORE_TOWNSHIP = "，。；：、.）】\n\t ◆●"
_FORMER = ("原址", "旧址")


class Name(NamedTuple):
    """The name of one site as it stands in the text."""

    span: Span
    kind: SiteKind | None
    """None where nothing in the name tells that it is a site."""
    weak: bool = False
    """Whether its ending is one character, which other names have by chance (桥, 街)."""
    brand: bool = False
    """Whether it ends with a line of business: a company's short name."""
    specific: bool = False
    """Whether it names one site: more than a kind of site (污水处理厂)."""


def name_in(marks: Marks, start: int, end: int, brief: bool = False) -> Name | None:
    """Return the name that stands in ``[start, end)``, which no separator and no verb parts.

    ``brief`` is for what a complaint is about: what is wrong follows the name at once (``某公司采矿``).
    """
    start, end = _trimmed(marks, start, end)
    of = max(marks.text.rfind("的", start, end), marks.text.rfind("是", start, end))
    if of >= 0:
        first = start, of
        start, end = _trimmed(marks, of + 1, end)
        if _typed(marks, start, end, brief) is None:
            owner = _typed(marks, *first, brief) if of - first[0] >= _LEAST_OWNER else None
            return owner if owner is not None and owner.specific and _names_something(marks, owner.span) else None
    if not 2 <= end - start <= _LONGEST_NAME or marks.has_room(start, end):
        return None
    typed = _typed(marks, start, end, brief)
    if typed is not None:
        return typed if _names_something(marks, typed.span) else None
    return Name(Span(start, end), None) if _may_be_bare(marks, Span(start, end)) else None


def _trimmed(marks: Marks, start: int, end: int) -> tuple[int, int]:
    """Leave out what is no part of the name at both ends: ``位于…``, ``…附近``."""
    text, tails = marks.text, marks.vocabulary.tails
    if match := marks.vocabulary.starts.match(text, start, end):
        start = match.end()
    if text.startswith("“", start) and text.find("”", start, end) < 0:
        start += 1
    while text.endswith(tails, start, end) and not _ends_name(marks, end):
        end -= len(next(word for word in tails if text.endswith(word, start, end)))
    return start, end


def _ends_name(marks: Marks, end: int) -> bool:
    """Tell whether an ending of a site ends there, so that no tail is cut: 处 in 街道办事处."""
    ending = marks.endings.get(end)
    return ending is not None and end - ending.start > _ONE


def _typed(marks: Marks, start: int, end: int, brief: bool) -> Name | None:
    """Return the longest run from ``start`` that ends like a site, with nothing inside that breaks it."""
    text = marks.text
    best: int | None = None
    for at in marks.ends_between(start + 2, end):
        ending = marks.endings[at]
        if ending.start < start or (at < end and not _holds(marks, ending, at)):
            continue
        if ending.start == start and at < end and not marks.text.startswith(marks.vocabulary.behind_weak, at):
            continue
        if ending.brand and (marks.has_matter(start, ending.start) or (at < end and _is_of_a_place(marks, ending))):
            continue
        if best is not None and _broken(marks, best, ending.start, brief):
            break
        if best is not None and at < end and at - ending.start == _ONE and _is_settlement(marks, best):
            continue
        best = at
    if best is None:
        return None
    if text[start] == "“" and text.find("”", start, best) < 0:
        start += 1
    ending = marks.endings[best]
    kind = _kind_of_stretch(marks, start, best) or ending.kind
    specific = _is_specific(marks, start, ending.start, ending.brand)
    former = len(_FORMER[0]) if best < end and text.startswith(_FORMER, best) else 0
    return Name(Span(start, best + former), kind, best - ending.start == _ONE, ending.brand, specific)


def _kind_of_stretch(marks: Marks, start: int, end: int) -> SiteKind | None:
    """Return what a stretch is of: a river (``青溪河城区段``), or works (``某治理项目（城区段）``)."""
    text = marks.text
    if text[end - 1] == "）" and (bracket := text.find("（", start, end)) > 0 and text[end - 2] == "段":
        works = marks.endings.get(bracket)
        if works is not None and works.kind == "project":
            return works.kind
    return "river" if text[end - 1] == "段" and _WATER.search(text, start, end) else None


def _holds(marks: Marks, ending: Ending, at: int) -> bool:
    """Tell whether an ending in mid-stretch ends a name: what follows does not go on with it (``马家桥镇``)."""
    text, words = marks.text, marks.vocabulary
    if text.startswith(words.townships, at) or text[at].isascii():
        return False
    if ending.brand:
        return text.startswith(words.topics, at)
    if at - ending.start > _ONE or (text[at - 1] == "村" and text[at] not in "镇民委"):
        return True
    return text.startswith(words.behind_weak, at)


def _is_of_a_place(marks: Marks, ending: Ending) -> bool:
    """Tell whether a line of business is but a matter of a place before it: 青溪河环境 (问题整改)."""
    return marks.ending_at(ending.start) in ("river", "village", "community", "park")


def _is_settlement(marks: Marks, at: int) -> bool:
    return marks.endings[at].kind in ("village", "community")


def _broken(marks: Marks, best: int, following: int, brief: bool) -> bool:
    """Tell whether a name that can end at ``best`` does not go on to the ending that begins at ``following``."""
    if following - best > _LONGEST_GAP:
        return True
    if any(hit.value for hit in marks.vocabulary.breaks.find(marks.text[best : max(best, following)])):
        return True
    return brief and marks.text.startswith(marks.vocabulary.topics, best)


def _is_specific(marks: Marks, start: int, ending: int, brand: bool) -> bool:
    """Tell whether what stands before the ending is more than general words (``污水处理``)."""
    left = _proper(marks, marks.text[start:ending])
    if brand and len(left) >= _SHORTEST:
        return True
    return not marks.vocabulary.general_characters.issuperset(left) and (len(left) >= 2 or ending - start <= 2)


def _proper(marks: Marks, name: str) -> str:
    """Return what of a name is no general word: ``红星`` of ``红星污水处理``."""
    rest = list(name)
    for hit in marks.vocabulary.general.find(name):
        rest[hit.span.start : hit.span.end] = [""] * (hit.span.end - hit.span.start)
    return "".join(rest)


def _names_something(marks: Marks, span: Span) -> bool:
    name, words = span.of(marks.text), marks.vocabulary
    vague = name.startswith(words.vague_starts) and not _NUMBERED.search(name)
    if name in words.vague or vague or name.endswith(words.never):
        return False
    return not (_GROUP.fullmatch(name) or _LEADING_COUNT.match(name))


def _may_be_bare(marks: Marks, span: Span) -> bool:
    name = span.of(marks.text)
    if len(name) > _LONGEST_BARE or not name.isalnum():
        return False
    return not marks.has_matter(span.start, span.end) and _names_something(marks, span)


def counted(marks: Marks, start: int, end: int) -> tuple[int, Noun | None]:
    """Return the end of a name without the count that sums the list up (``2个企业``), and the kind it tells."""
    for match in _QUANTITY.finditer(marks.text, start + 2, end):
        noun = _qualified_noun(marks, match.end())
        if noun is not None:
            return match.start(), noun
    return end, None


def _qualified_noun(marks: Marks, at: int) -> Noun | None:
    """Return what the noun tells that begins at ``at``, or behind a quality: ``山区乡镇``."""
    noun = marks.noun_at(at)
    if noun is not None or not is_han(marks.text[at : at + _LONGEST_QUALITY]):
        return noun
    noun = marks.noun_at(at + _LONGEST_QUALITY)
    return noun if noun in _OF_QUALITY else None


def names_aspects(marks: Marks, at: int) -> bool:
    """Tell whether 等 sums up what is no place: ``等三个方面``."""
    return marks.text.startswith(marks.vocabulary.aspects, _behind_count(marks, at))


def noun_after(marks: Marks, at: int) -> Noun | None:
    """Return what the noun behind 等 tells of the list: ``等2家矿山企业``."""
    return _qualified_noun(marks, _behind_count(marks, at))


def _behind_count(marks: Marks, at: int) -> int:
    """Return where the count behind the 等 at ``at`` ends, or the 等 itself: ``等2家``."""
    quantity = _QUANTITY.match(marks.text, at + 1)
    return quantity.end() if quantity else at + 1


def township_of(name: str, rules: Rules) -> str | None:
    """Return the township that a name begins with: ``某镇石山采石场`` → ``某镇``; None where it begins with none."""
    match = _TOWNSHIP.match(name)
    found = str(match[0]) if match else ""
    words = rules.pack.sites
    if not found or found in words.not_townships or found.endswith(words.not_township_endings):
        return None
    if found.endswith("集镇") and len(found) > _LONGEST_MARKET:
        return None
    if len(found) == _SHORTEST and name.endswith(words.quarters):
        return None
    longer = _LONGER.match(name, len(found)) if len(found) == _SHORTEST else None
    return found + str(longer[0]) if longer else found


def acting_township(text: str, rules: Rules, place_ends: Collection[int], body: int) -> tuple[str, int] | None:
    """Return the township that an item is labelled with or whose leaders act, and where it ends.

    ``某镇：…``, ``某县某镇党委书记甲到某村走访``. None where there is none.
    """
    words = rules.pack.sites
    for match in _SUFFIX.finditer(text, body):
        end = match.end()
        labelled = text[end : end + 1] == "："
        if not labelled and not text.startswith(words.acting, end):
            continue
        for start in range(end - 3, max(-1, end - _LONGEST_TOWNSHIP - 1), -1):
            if start and not (
                start in place_ends
                or text[start - 1] in _BEFORE_TOWNSHIP
                or text.endswith(words.acting_before, 0, start)
            ):
                continue
            name = text[start:end]
            if name.isalpha() and township_of(name, rules) == name:
                return name, end
    return None
