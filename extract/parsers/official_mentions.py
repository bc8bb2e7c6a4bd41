"""Mentions of people in office: titles and names brought together, list by list.

``find_mentions`` yields groups: people who are named in one breath (副县长甲、乙, 镇党委书记丙) and so share a verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..rulepack import Hit
from ..span import Span
from .name_ends import Name
from .name_lists import WEAK_NEED, list_start, names_behind, names_filling
from .names import DOUBTFUL, SURE, name_at
from .official_groups import Group, Mention
from .official_untitled import read_untitled
from .official_words import DOTS, LEVELS, OfficialWords, is_han
from .titles import Chain, Title, find_posts, of_person, read_chain, title_start, without_empty_posts

__all__ = ["find_mentions"]

_GAPS = frozenset("、，；和及与同暨兼")
_OFFICES = frozenset(["担任", "兼任"])


def find_mentions(text: str, words: OfficialWords) -> list[Group]:
    """Return the groups of people in the text, in its order."""
    hits = find_posts(text, words)
    reader = _Reader(text, hits, words)
    reader.read_titles()
    groups = read_untitled(text, reader.groups, hits, words)
    return sorted(groups, key=lambda group: group.span)


class _Reader:
    """The state of reading one item: which posts are used and how far the text has been read."""

    def __init__(self, text: str, hits: Sequence[Hit[bool]], words: OfficialWords) -> None:
        self.text, self.hits, self.words = text, hits, words
        self.groups: list[Group] = []
        self.floor = 0

    def read_titles(self) -> None:
        """Read titles with their names from left to right."""
        index = 0
        while index < len(self.hits):
            if self.hits[index].span.start < self.floor:
                index += 1
                continue
            chain = read_chain(self.text, self.hits, index, self.floor, self.words)
            if chain is None:
                index += 1
                continue
            if len(chain.titles) > 1 and self._read_glued(chain.titles[0]):
                continue
            if not self._read_people(chain):
                self._read_before(chain.titles[0])
            index += max(1, chain.hits)

    def _read_people(self, chain: Chain) -> bool:
        """Read the names behind a chain of titles; tell whether there are any."""
        chain = without_empty_posts(chain)
        head = chain.titles[0].written
        if head[0] in self.words.surnames and head[0] not in LEVELS and head[1:] in self.words.post_words:
            return False
        first = self._name(chain.end, chain.titles[-1])
        if first is None:
            return False
        titles, organisation, kind = of_person(chain.titles, self.words)
        near = self._near_group(chain.titles[0].start)
        if organisation is None and near is not None:
            joint = self.text[near.span.end : chain.titles[0].start]
            organisation, kind = self._inherited(near.people[-1], chain.titles, joint == "、")
        why = f"title {self.text[chain.titles[0].start : chain.titles[-1].end]} before the name"
        people = [self._mention(first, titles, organisation, kind, why)]
        more = names_behind(self.text, first.span.end, self.hits, self.words)
        people += [self._mention(name, titles, organisation, kind, f"{why} of the list") for name in more]
        self._add(chain.titles[0].start, people, near)
        return True

    def _name(self, start: int, title: Title) -> Name | None:
        start += self.text.startswith("\t", start)
        if self.text.startswith("：", start):
            return name_at(self.text, start + 1, self.words, SURE)
        return name_at(self.text, start, self.words, DOUBTFUL if title.strong else WEAK_NEED, titled=True)

    def _read_before(self, title: Title) -> None:
        """Read names before a title that has none behind it: 甲、乙等县领导, 甲副处长, 甲任组长."""
        text, end = self.text, title.start
        head = text[max(0, end - 2) : end]
        if title.words in self.words.list_posts or title.words.endswith("领导"):
            counted = end
            while counted > 0 and text[counted - 1] in "0123456789一二三四五六七八九十名位多余几个":
                counted -= 1
            if text[counted - 1 : counted] == "等":
                self._read_list(counted - 1, title)
            return
        if head in _OFFICES or (head.endswith("任") and head[0] not in "责主信胜就离连现时前"):
            self._read_list(end - (2 if head in _OFFICES else 1), title)
            return
        self._read_glued(title)

    def _read_glued(self, title: Title) -> bool:
        """Read 甲副处长: the name stands where the organisation would, or between it and the post."""
        written = title.written
        if self.text[title.start - 1 : title.start] in DOTS and title.start:
            return self._read_dotted(title)
        for place in range(len(written) - 1):
            if not self._is_post(written[place:]):
                continue
            if self._read_named(title, place) if place > 1 else self._read_owned(title, place):
                return True
        return False

    def _read_dotted(self, title: Title) -> bool:
        """Read 艾山·买买提专员: the last part of the name stands where the organisation would."""
        start = title.start
        while start > self.floor and (is_han(self.text[start - 1]) or self.text[start - 1] in DOTS):
            start -= 1
        broken = [hit.span.end for hit in self.words.breaks.find(self.text[start : title.start]) if len(hit.word) > 1]
        start += max(broken, default=0)
        for place in range(1, len(title.written) - 1):
            if self._is_post(title.written[place:]):
                name = Name(Span(start, title.start + place), SURE, "name with a dot")
                self._add_titled(start, name, title, None)
                return True
        return False

    def _read_named(self, title: Title, place: int) -> bool:
        """Read the name that ends ``place`` characters behind the beginning of a title."""
        written = title.written
        for length in (4, 3, 2):
            body = written[: place - length] if place >= length else None
            if body is None or (body and not self._is_body(body)):
                continue
            begin = title.start + place - length
            if written[place - length : place] in self.words.surnames or self._is_place(
                written[:place], written[place]
            ):
                continue
            name = name_at(self.text, begin, self.words, SURE, title.start + place)
            if name is not None and not self._is_given_name(name):
                self._add_titled(title.start, name, title, body or None)
                return True
        return False

    def _read_owned(self, title: Title, place: int) -> bool:
        """Read the name that begins before a title, behind a body: 县水利局｜秦向｜南局长, where 向 ends no title."""
        end = title.start + place
        for length in (3, 2):
            begin = end - length
            body = self.text[title_start(self.text, begin, self.floor, self.words) : begin] if begin > 0 else ""
            name = name_at(self.text, begin, self.words, SURE, end) if body and self._is_body(body) else None
            if name is not None:
                self._add_titled(begin - len(body), name, title, body)
                return True
        return False

    def _add_titled(self, start: int, name: Name, title: Title, body: str | None) -> None:
        """Add the person whose name, from ``start`` on behind its body if it has one, stands before its title."""
        own = title.written[name.span.end - title.start :]
        person = self._mention(name, (own,), body, "department" if body else "", f"title {own} behind the name")
        self._add(start, [person], self._near_group(start), title.end)

    def _is_post(self, string: str) -> bool:
        """Tell whether a string is a post, with 副 and the like before it or without."""
        while deputy := self.words.deputies.at(string, 0):
            string = string[len(deputy) :]
        return string in self.words.post_words

    def _is_given_name(self, name: Name) -> bool:
        """Tell whether a name is what somebody is called who was named before: 高远主任 of 任高远."""
        string = name.span.of(self.text)
        return any(
            mention.name != string and mention.name.endswith(string)
            for group in self.groups
            for mention in group.people
        )

    def _is_place(self, string: str, post: str) -> bool:
        """Tell whether a string is a place's name, with the beginning of the post (高坪｜区长) or without."""
        return string in self.words.forms or (post in LEVELS and string + post in self.words.forms)

    def _is_body(self, string: str) -> bool:
        """Tell whether a string ends as organisations, committees and governments do."""
        lists = (
            self.words.organisation_endings,
            self.words.division_endings,
            self.words.committees,
            self.words.governments,
        )
        return any(words.before(string, len(string)) for words in lists)

    def _read_list(self, end: int, title: Title) -> None:
        """Read the list of names that ends at ``end``."""
        start = list_start(self.text, end, self.floor, self.words)
        for first in range(start, max(start, end - 1)):
            names = names_filling(self.text, first, end, self.words)
            if names:
                why = f"title {title.words} behind the {'list' if len(names) > 1 else 'name'}"
                people = [self._mention(n, (title.words,), title.organisation, title.kind, why) for n in names]
                self._add(first, people, self._near_group(first), title.end)
                return

    def _mention(self, name: Name, titles: tuple[str, ...], organisation: str | None, kind: str, why: str) -> Mention:
        return Mention(name.span.of(self.text), name.span, titles, organisation, kind, why)

    def _near_group(self, start: int) -> Group | None:
        """Return the group that goes on here: nothing but separators lies between."""
        if not self.groups:
            return None
        last = self.groups[-1]
        between = self.text[last.span.end : start]
        between = between.replace("以及", "及")
        if between.startswith("（") and "）" in between:
            between = between[between.index("）") + 1 :]
        between = between.removeprefix("同志")
        return last if len(between) <= 2 and all(mark in _GAPS for mark in between) and between else None

    def _inherited(self, previous: Mention, titles: Sequence[Title], joint: bool) -> tuple[str | None, str]:
        """Return the organisation of the list that a title without one stands in; ``joint``: 、 lies between."""
        own = titles[0].words
        if previous.kind == "department" and titles[0].kind == "":
            bare = own
            while deputy := self.words.deputies.at(bare, 0):
                bare = bare[len(deputy) :]
            head = self.words.division_posts.before(own, len(own))
            rest = own[: -len(head)] if head else own
            if head and (rest == own[: len(own) - len(bare)] or self._is_division(rest)):
                return previous.organisation, previous.kind
        if previous.kind == "place" and (own.startswith(("政协", "人大")) or (joint and self._of_place(previous, own))):
            return previous.organisation, previous.kind
        return None, ""

    def _of_place(self, previous: Mention, own: str) -> bool:
        """Tell whether a post belongs to the place of the one before: 青溪县｜县委书记甲、副县长乙."""
        place = previous.organisation or ""
        if place.endswith("街道"):
            return own.startswith(("办事处", "街道", "党工委"))
        while deputy := self.words.deputies.at(own, 0):
            own = own[len(deputy) :]
        return bool(own) and place[-1:] == own[0] and own[0] in LEVELS and not own.endswith("领导")

    def _is_division(self, string: str) -> bool:
        while deputy := self.words.deputies.before(string, len(string)):
            string = string[: -len(deputy)]
        division = self.words.division_endings.before(string, len(string))
        return not string or bool(division) or string in self.words.committees

    def _add(self, start: int, people: list[Mention], near: Group | None, end: int = 0) -> None:
        end = max(end, people[-1].span.end)
        if near is not None:
            near.people += people
            near.span = Span(near.span.start, end)
        else:
            self.groups.append(Group(Span(start, end), people))
        self.floor = max(self.floor, end)
