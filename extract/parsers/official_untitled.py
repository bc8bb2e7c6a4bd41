"""People who are named without a title of their own: 督察组甲带队, 甲带队, 甲、乙参加, 参加会议的有甲、乙."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from ..rulepack import Hit
from ..span import Span
from .name_ends import Name
from .name_lists import list_start, names_behind, names_filling
from .names import SURE, name_at
from .official_dictionary import is_word
from .official_groups import Group, Mention, Taken
from .official_words import OfficialWords
from .titles import title_start

__all__ = ["read_untitled"]

#: How far before a list the words that open it can begin.
_HEAD_REACH = 40
#: How far before its end a list of names can begin.
_LIST_REACH = 80
_UNTITLED = ("一行", "带队", "率队", "同志", "率领", "带领", "率")
#: What people do whose sentence says no more of them than their names.
_PRESENT = ("参加", "出席", "列席", "陪同", "随同")
_TOGETHER = ("一同", "一起", "分别", "等", "全程", "共同", "一道", "也", "还")
#: Behind names: people who are not named, 及县政府负责人.
_CROWD = regex.compile(r"(?:以及|及|和|与)(?=[^，。；]*(?:负责人|负责同志|领导|人员|同志|干部)[^，。；]{0,4}$)")
_CLAUSE_MARKS = "，。；：\n\t！？（）“”"


def read_untitled(text: str, groups: Sequence[Group], hits: Sequence[Hit[bool]], words: OfficialWords) -> list[Group]:
    """Return the groups of people with a title, and of those without one, each role that a phrase gives set.

    ``hits`` are the text's posts.
    """
    reader = _Untitled(text, groups, hits, words)
    return reader.read()


class _Untitled:
    """The state of reading those without a title: who is known, and what has been read."""

    def __init__(self, text: str, groups: Sequence[Group], hits: Sequence[Hit[bool]], words: OfficialWords) -> None:
        self.text, self.hits, self.words = text, hits, words
        self.groups = list(groups)
        self.taken = Taken(group.span for group in groups)
        self.endings = {ending for group in groups for mention in group.people for ending in _endings(mention.name)}
        """What the names found so far end with."""

    def read(self) -> list[Group]:
        """Return all groups."""
        self._bodies()
        self._heads_of_visits()
        self._those_present()
        self._lists_with_heads()
        return self.groups

    def _bodies(self) -> None:
        """Read the heads of groups who are named without a title: 省督察组甲带队."""
        for hit in self.words.bodies.find(self.text):
            end = hit.span.end
            name = name_at(self.text, end, self.words, SURE)
            if name is None or not self._free(name.span) or not self.text.startswith(_UNTITLED, name.span.end):
                continue
            start = title_start(self.text, hit.span.start, 0, self.words)
            body = self.text[start:end]
            why = f"named behind {body}"
            self._put(Group(Span(start, name.span.end), [_untitled(self.text, name, body, why)]))

    def _heads_of_visits(self) -> None:
        """Read people who head a visit or are called 同志, with no title at all."""
        for mark in _UNTITLED[:4]:
            place = self.text.find(mark)
            while place >= 0:
                floor = list_start(self.text, place, 0, self.words)
                name = name_at(self.text, floor, self.words, SURE + 0.6, place) if 2 <= place - floor <= 4 else None
                if name is not None and self._free(name.span) and self._is_new(name, floor):
                    self._put(Group(name.span, [_untitled(self.text, name, None, f"name before {mark}")]))
                place = self.text.find(mark, place + 1)

    def _those_present(self) -> None:
        """Read a sentence that is nothing but names and what they did: 甲、乙参加调研."""
        for verb in _PRESENT:
            place = self.text.find(verb)
            while place >= 0:
                self._read_those_before(place, verb)
                place = self.text.find(verb, place + 1)

    def _read_those_before(self, place: int, verb: str) -> None:
        end = place
        while (adverb := self.words.followers.before(self.text, end)) in _TOGETHER:
            end -= len(adverb)
        start = end
        while start > max(0, end - _LIST_REACH) and self.text[start - 1] not in _CLAUSE_MARKS:
            start -= 1
        opens = start == 0 or self.text[start - 1] in "。；\n"
        span = Span(start, end)
        if not end - start >= 2 or not self._free(span) or not (opens or "、" in span.of(self.text)):
            return
        names = names_filling(self.text, start, end, self.words)
        if not names and opens and (joint := _CROWD.search(self.text, start + 2, end)):
            names = names_filling(self.text, start, joint.start(), self.words)
            span = Span(start, joint.start())
        strings = [name.span.of(self.text) for name in names]
        if strings and not any(is_word(string) or string in self.endings for string in strings):
            self._put(Group(span, [_untitled(self.text, name, None, f"named before {verb}") for name in names]))

    def _is_new(self, name: Name, start: int) -> bool:
        """Tell whether a name can begin here without a title, and is not the given name of somebody."""
        if start and self.text[start - 1] not in "，。；：\n\t、日午晚由":
            return False
        string = name.span.of(self.text)
        return string not in self.endings and not is_word(string)

    def _lists_with_heads(self) -> None:
        """Read lists that a phrase opens: 参加会议的有甲、乙."""
        for group in self.groups:
            begin = group.span.start
            before = self.text[max(0, begin - _HEAD_REACH) : begin].rstrip("：")
            head = self.words.list_head_words.before(before, len(before))
            if head and (self.text[begin - 1] == "：" or head.endswith(("有", "领导", "人员"))):
                group.role = self.words.list_heads[head]
            elif before.endswith("有"):
                group.role = self._role_of_phrase(before)
        place = self.text.find("：")
        while place >= 0:
            head = self.words.list_head_words.before(self.text, place)
            first = name_at(self.text, place + 1, self.words, SURE) if head else None
            if first is not None and self._free(first.span) and not is_word(first.span.of(self.text)):
                names = [first, *names_behind(self.text, first.span.end, self.hits, self.words)]
                people = [_untitled(self.text, n, None, f"named in the list behind {head}") for n in names]
                self._put(Group(Span(place + 1, names[-1].span.end), people, self.words.list_heads[head]))
            place = self.text.find("：", place + 1)

    def _role_of_phrase(self, before: str) -> str:
        """Return the role that a phrase such as 参加督查的还有 gives to the list behind it, "" if none."""
        clause = before[max(before.rfind(mark) for mark in "，。；\n") + 1 :][-16:]
        kinds = [hit.value for hit in self.words.verbs.find(clause)]
        if "attend" in kinds:
            return "attend"
        return "accompany" if {"accompany", "together"}.intersection(kinds) else ""

    def _put(self, group: Group) -> None:
        self.groups.append(group)
        self.taken.add(group.span)
        self.endings.update(ending for mention in group.people for ending in _endings(mention.name))

    def _free(self, span: Span) -> bool:
        return not self.taken.overlaps(span)


def _untitled(text: str, name: Name, organisation: str | None, why: str) -> Mention:
    return Mention(name.span.of(text), name.span, (), organisation, "", why)


def _endings(name: str) -> list[str]:
    return [name[first:] for first in range(len(name))]
