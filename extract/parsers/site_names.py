"""Site names: where the name of one site begins and ends within the stretch between two separators.

``某镇石山采石场生态修复现场`` → ``某镇石山采石场`` (the longest run that ends like a site); ``春风电子`` has no such
ending and stays as it is: whether it is a site is told by the list in which it stands. Refuses nouns that name no one
site (``企业``, ``项目现场``).
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Literal, NamedTuple, cast

import regex

from ..record import SiteKind
from ..rulepack import Lexicon, Rules
from ..span import Span

__all__ = ["Marks", "Name", "Noun", "township_of"]

#: What the noun that sums a list up tells of its members.
Noun = SiteKind | Literal["township"]

_TOWNSHIP = regex.compile(r"\p{Han}{1,7}?(?:镇|乡|街道办事处|街道|苏木|办事处)")
_QUANTITY = regex.compile(r"(?:\d{1,3}|[一二两三四五六七八九十多数几]{1,3})余?多?[个家处座名所]")
_LEADING_COUNT = regex.compile(
    r"(?:\d{1,4}|[一二两三四五六七八九十]{1,3})余?多?[个家处座名件条项位人起批次年月日天元吨]"
)
_WATER = regex.compile("[河江溪湖渠水]")
_GROUP = regex.compile(r"(?:第?[一二三四五六七八九十\d]{1,2}|督察|督导|检查|调研|工作)组")
_LONGEST_NAME = 36
_ONE = 1


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


class _Ending(NamedTuple):
    start: int
    kind: SiteKind
    brand: bool


class Marks:
    """The words of a text that bound names of sites, found once for the whole text."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.words = rules.pack.sites
        self._rules = rules
        self._endings: dict[int, _Ending] = {}
        for hit in _endings(rules).find_all(text):
            kind, brand = hit.value
            old = self._endings.get(hit.span.end)
            if old is None or hit.span.start < old.start:
                self._endings[hit.span.end] = _Ending(hit.span.start, kind, brand)
        self._ends = sorted(self._endings)
        stops = [hit.span for hit in _stops(rules).find(text) if hit.value]
        self._stops = stops
        self._after_weak = (*self.words.topics, *self.words.breaks, *self.words.tails, "“", "（")
        self._stop_starts = [span.start for span in stops]

    def ending_at(self, end: int) -> SiteKind | None:
        """Return the kind of site whose ending ends right there."""
        ending = self._endings.get(end)
        return ending.kind if ending else None

    def stop(self, start: int, end: int) -> int:
        """Return where the first word that ends a name begins, ``end`` without one.

        A word that an ending of a site covers (``检查`` in ``检查站``) ends none.
        """
        i = bisect_left(self._stop_starts, start)
        while i < len(self._stops) and self._stops[i].start < end:
            if not self._covered(self._stops[i], start, end):
                return self._stops[i].start
            i += 1
        return end

    def _covered(self, stop: Span, start: int, end: int) -> bool:
        if stop.start == start:
            return False
        i = bisect_left(self._ends, stop.end)
        while i < len(self._ends) and self._ends[i] <= min(end, stop.end + 8):
            ending = self._endings[self._ends[i]]
            if ending.start <= stop.start and self._ends[i] - ending.start > 1:
                return True
            i += 1
        return False

    def name(self, start: int, end: int, brief: bool = False) -> Name | None:
        """Return the name that stands in ``[start, end)``, which no separator and no verb parts.

        ``brief`` is for what a complaint is about: what is wrong follows the name at once (``某公司采矿``).
        """
        start, end = self._trimmed(start, end)
        of = max(self.text.rfind("的", start, end), self.text.rfind("是", start, end))
        if of >= 0:
            start, end = self._trimmed(of + 1, end)
        if end - start < 2 or end - start > _LONGEST_NAME + 20 or self._is_room(start, end):
            return None
        typed = self._typed(start, end, brief)
        if typed is not None:
            return typed if self._names_something(typed.span) else None
        if not self._may_be_bare(Span(start, end)):
            return None
        return Name(Span(start, end), None)

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Leave out what is no part of the name at both ends: ``位于…``, ``…附近``."""
        text, words = self.text, self.words
        changed = True
        while changed and start < end:
            before = start, end
            for word in words.starts:
                if text.startswith(word, start, end) and not (word == "“" and "”" in text[start:end]):
                    start += len(word)
            for word in words.tails:
                if end - len(word) > start and text.endswith(word, start, end) and not self._ends_name(end):
                    end -= len(word)
            changed = (start, end) != before
        return start, end

    def _ends_name(self, end: int) -> bool:
        ending = self._endings.get(end)
        return ending is not None and end - ending.start > _ONE

    def _typed(self, start: int, end: int, brief: bool) -> Name | None:
        """Return the longest run from ``start`` that ends like a site, with nothing inside that breaks it."""
        text = self.text
        best: int | None = None
        i = bisect_left(self._ends, start + 2)
        while i < len(self._ends) and self._ends[i] <= end:
            at = self._ends[i]
            i += 1
            ending = self._endings[at]
            if ending.start < start or (at - ending.start == 1 and not self._weak_holds(at, end)):
                continue
            if at < end and (text.startswith(self.words.townships, at) or text[at].isascii()):
                continue
            if ending.brand and not self._brand_holds(start, at, end):
                continue
            if best is not None and self._broken(best, ending.start, at, end, brief):
                break
            best = at
        if best is None or best - start < 2:
            return None
        ending = self._endings[best]
        span = Span(start, best)
        kind = "river" if text[best - 1] == "段" and _WATER.search(text, start, best) else ending.kind
        return Name(span, kind, best - ending.start == _ONE, ending.brand, self._is_specific(start, ending.start))

    def _weak_holds(self, at: int, end: int) -> bool:
        """Tell whether an ending of one character (桥, 点) is the end of a name: nothing of the name follows."""
        if at == end:
            return True
        if self.text[at - 1] == "村" and self._rules is not None and self.text[at : at + 1] not in ("镇", "民", "委"):
            return True
        return self.text.startswith(self._after_weak, at)

    def _broken(self, best: int, following: int, at: int, end: int, brief: bool) -> bool:
        """Tell whether a name that can end at ``best`` does not go on to the ending in ``[following, at)``."""
        gap = self.text[best:following]
        if len(gap) > 16 or any(word in gap for word in self.words.breaks):
            return True
        if self._endings[best].kind in ("village", "community") and at - following == 1 and at < end:
            return True
        return brief and self.text.startswith(self.words.topics, best)

    def _brand_holds(self, start: int, at: int, end: int) -> bool:
        """Tell whether a line of business ends a company's short name: what follows is no part of a name."""
        text = self.text
        if at < end and not text.startswith(self.words.topics, at):
            return False
        before = self._endings[at].start
        return not any(text.find(topic, start, before) >= 0 for topic in self.words.topics)

    def _is_specific(self, start: int, ending: int) -> bool:
        """Tell whether what stands before the ending is more than general words (``污水处理``)."""
        rest = self.text[start:ending]
        words, characters = _general(self._rules)
        for word in words:
            rest = rest.replace(word, "")
        return not characters.issuperset(rest) and (len(rest) >= 2 or ending - start <= 2)

    def _names_something(self, span: Span) -> bool:
        name = span.of(self.text)
        if _GROUP.fullmatch(name) or name in self.words.vague or name.startswith(self.words.vague_starts) or _LEADING_COUNT.match(name):
            return False
        return not name.endswith((*self.words.not_townships, *self.words.never))

    def _is_room(self, start: int, end: int) -> bool:
        return any(self.text.find(room, start, end) >= 0 for room in self.words.rooms)

    def _may_be_bare(self, span: Span) -> bool:
        name = span.of(self.text)
        if not 2 <= len(name) <= 14 or not self._names_something(span) or name[0] in "一二三四五六七八九十":
            return False
        return not any(topic in name for topic in self.words.topics) and name.isalnum()

    def counted(self, start: int, end: int) -> tuple[int, Noun | None]:
        """Return the end of a name without the count that sums the list up (``2个企业``), and the kind it tells."""
        for match in _QUANTITY.finditer(self.text, start + 2, end):
            noun = self.noun_at(match.end())
            if noun is not None:
                return match.start(), noun
        return end, None

    def noun_at(self, at: int) -> Noun | None:
        """Return what the noun that begins there says of a list: ``企业``."""
        nouns = _list_nouns(self._rules)
        return next((nouns[word] for n in range(8, 0, -1) if (word := self.text[at : at + n]) in nouns), None)

    def noun_after(self, at: int) -> Noun | None:
        """Return the kind that the noun behind 等 tells: ``等矿山企业``."""
        at += 1
        counted = _QUANTITY.match(self.text, at)
        return self.noun_at(counted.end() if counted else at)


def township_of(name: str, rules: Rules) -> str | None:
    """Return the township that a name begins with: ``某镇石山采石场`` → ``某镇``; None where it begins with none."""
    match = _TOWNSHIP.match(name)
    if match is None or match[0].endswith(rules.pack.sites.not_townships) or len(match[0]) < 2:
        return None
    rest = name[match.end() :]
    if rest[:1] in ("镇", "乡") and len(match[0]) == 2:
        return match[0] + rest[0]
    return match[0]


@cache
def _endings(rules: Rules) -> Lexicon[tuple[SiteKind, bool]]:
    words = rules.pack.sites
    entries: dict[str, tuple[SiteKind, bool]] = {brand: ("enterprise", True) for brand in words.brands}
    for kind, endings in words.kinds.items():
        for ending in endings:
            entries[ending] = (cast(SiteKind, kind), False)
    return Lexicon(entries)


@cache
def _stops(rules: Rules) -> Lexicon[bool]:
    words = rules.pack.sites
    return Lexicon(dict.fromkeys(words.stops, True) | dict.fromkeys(words.kept, False))


@cache
def _general(rules: Rules) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the general words, the longest first, and the general characters."""
    words = sorted(rules.pack.sites.general, key=lambda word: (-len(word), word))
    return tuple(word for word in words if len(word) > 1), frozenset(word for word in words if len(word) == 1)


@cache
def _list_nouns(rules: Rules) -> dict[str, Noun]:
    return {noun: cast(Noun, kind) for kind, nouns in rules.pack.sites.list_nouns.items() for noun in nouns}
