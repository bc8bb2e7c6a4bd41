"""Mentions of people in office: titles and names brought together, list by list.

``find_mentions`` yields groups: people who are named in one breath (副县长甲、乙, 镇党委书记丙) and so share a verb.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..rulepack import Hit
from ..span import Span
from .names import DOUBTFUL, SURE, Name, name_at
from .official_dictionary import is_word
from .official_words import LEVELS, OfficialWords
from .titles import Chain, Title, find_posts, of_person, read_chain, title_ahead, title_start, without_empty_posts

__all__ = ["Group", "Mention", "Taken", "find_mentions"]

_GAPS = frozenset("、，；和及与同暨兼")
_WEAK_NEED = 2.6
#: Behind 、 in a list of names less evidence is asked for.
_LISTED = 0.8
#: How far before its end a list of names can begin.
_LIST_REACH = 80
#: How far before a list the words that open it can begin.
_HEAD_REACH = 40
_UNTITLED = ("一行", "带队", "率队", "同志", "率领", "带领", "率")
_OFFICES = frozenset(["担任", "兼任"])


@dataclass(slots=True)
class Mention:
    """One naming of a person; ``name`` is the full one, also where the span covers only 毛书记."""

    name: str
    span: Span
    titles: tuple[str, ...] = ()
    organisation: str | None = None
    kind: str = ""
    why: str = ""


@dataclass(slots=True)
class Group:
    """People named in one breath; ``span`` goes from their first title to their last name."""

    span: Span
    people: list[Mention] = field(default_factory=list)
    role: str = ""
    """A role that the words around the list give by themselves (陪同的有…), else empty."""


class Taken:
    """Stretches of the text that are read already; none overlaps another."""

    __slots__ = ("_spans",)

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def add(self, span: Span) -> None:
        """Take one more stretch."""
        insort(self._spans, span)

    def overlaps(self, span: Span) -> bool:
        """Tell whether any of them shares a character with ``span``."""
        index = bisect_left(self._spans, span.end, key=lambda taken: taken.start)
        return index > 0 and self._spans[index - 1].end > span.start


def find_mentions(text: str, words: OfficialWords) -> list[Group]:
    """Return the groups of people in the text, in its order."""
    hits = find_posts(text, words)
    reader = _Reader(text, hits, words)
    reader.read_titles()
    reader.taken = Taken(group.span for group in reader.groups)
    reader.read_bodies()
    reader.read_untitled()
    reader.read_heads()
    return sorted(reader.groups, key=lambda group: group.span)


class _Reader:
    """The state of reading one item: which posts are used and how far the text has been read."""

    def __init__(self, text: str, hits: Sequence[Hit[bool]], words: OfficialWords) -> None:
        self.text, self.hits, self.words = text, hits, words
        self.groups: list[Group] = []
        self.floor = 0
        self.taken = Taken(())
        self.endings: set[str] = set()
        """What the names found so far end with."""

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
        more = self._more_names(first.span.end)
        people += [self._mention(name, titles, organisation, kind, f"{why} of the list") for name in more]
        self._add(chain.titles[0].start, people, near)
        return True

    def _name(self, start: int, title: Title) -> Name | None:
        start += self.text.startswith("\t", start)
        if self.text.startswith("：", start):
            return name_at(self.text, start + 1, self.words, SURE)
        return name_at(self.text, start, self.words, DOUBTFUL if title.strong else _WEAK_NEED, titled=True)

    def _more_names(self, end: int) -> list[Name]:
        """Return the names that go on a list: 、乙、丙和丁."""
        names: list[Name] = []
        while True:
            end = self._behind_bracket(end)
            wide = self.text.startswith("\t", end)
            separator = "\t" if wide else self.words.separators.at(self.text, end)
            if not separator or separator in "，；兼":
                return names
            start = end + len(separator)
            listed = separator == "、"
            name = name_at(self.text, start, self.words, _LISTED if listed else _WEAK_NEED, titled=listed)
            if name is None or (self._title_ahead(start) and not self._behind_is_list(name.span.end)):
                return names
            names.append(name)
            end = name.span.end

    def _behind_is_list(self, end: int) -> bool:
        return self.text[end : end + 1] in ("、", "，", "。", "等", "及", "和", "（", "；", "\t", "\n", "")

    def _title_ahead(self, start: int) -> bool:
        index = bisect_left(self.hits, start, key=lambda hit: hit.span.start)
        return title_ahead(self.text, start, self.hits, index, self.words)

    def _behind_bracket(self, end: int) -> int:
        if self.text[end : end + 1] == "（":
            close = self.text.find("）", end, end + 16)
            if close > 0:
                return close + 1
        return end

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

    def _read_glued(self, title: Title) -> None:
        """Read 甲副处长: the name stands where the organisation would, or between it and the post."""
        written = title.written
        for place in range(2, len(written) - 1):
            post = written[place:]
            while deputy := self.words.deputies.at(post, 0):
                post = post[len(deputy) :]
            if post in self.words.post_words and self._read_named(title, place):
                return

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
            if name is not None:
                own = written[place:]
                kind = "department" if body else ""
                person = self._mention(name, (own,), body or None, kind, f"title {own} behind the name")
                self._add(title.start, [person], self._near_group(title.start), title.end)
                return True
        return False

    def _is_place(self, string: str, post: str) -> bool:
        """Tell whether a string is a place's name with the beginning of the post: 高坪｜区长."""
        return post in LEVELS and string + post in self.words.forms

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
        start = title_start_of_list(self.text, end, self.floor, self.words)
        for first in range(start, max(start, end - 1)):
            names = self._exactly(first, end)
            if names:
                why = f"title {title.words} behind the {'list' if len(names) > 1 else 'name'}"
                people = [self._mention(n, (title.words,), title.organisation, title.kind, why) for n in names]
                self._add(first, people, self._near_group(first), title.end)
                return

    def _exactly(self, start: int, end: int) -> list[Name]:
        """Return names joined by separators that fill ``[start, end)``, [] where they do not."""
        stops = [i for i in range(start, end) if self.text[i] == "、"] + [end]
        names: list[Name] = []
        need = SURE if len(stops) == 1 else 1.0
        for stop in stops:
            name = name_at(self.text, start, self.words, need, stop)
            if name is None:
                return []
            names.append(name)
            start = stop + 1
        return names

    def _mention(self, name: Name, titles: tuple[str, ...], organisation: str | None, kind: str, why: str) -> Mention:
        string = name.span.of(self.text)
        self.endings.update(string[first:] for first in range(len(string)))
        return Mention(string, name.span, titles, organisation, kind, why)

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

    def _free(self, span: Span) -> bool:
        return not self.taken.overlaps(span)

    def read_bodies(self) -> None:
        """Read the heads of groups who are named without a title: 省督察组甲带队."""
        for hit in self.words.bodies.find(self.text):
            end = hit.span.end
            name = name_at(self.text, end, self.words, SURE)
            if name is None or not self._free(name.span) or not self.text.startswith(_UNTITLED, name.span.end):
                continue
            start = title_start(self.text, hit.span.start, 0, self.words)
            body = self.text[start:end]
            why = f"named behind {body}"
            self._put(Group(Span(start, name.span.end), [self._mention(name, (), body, "", why)]))

    def read_untitled(self) -> None:
        """Read people who head a visit or are called 同志, with no title at all."""
        for mark in _UNTITLED[:4]:
            place = self.text.find(mark)
            while place >= 0:
                floor = title_start_of_list(self.text, place, 0, self.words)
                name = name_at(self.text, floor, self.words, SURE + 0.6, place) if 2 <= place - floor <= 4 else None
                if name is not None and self._free(name.span) and self._is_new(name, floor):
                    self._put(Group(name.span, [self._mention(name, (), None, "", f"name before {mark}")]))
                place = self.text.find(mark, place + 1)

    def _is_new(self, name: Name, start: int) -> bool:
        """Tell whether a name can begin here without a title, and is not the given name of somebody."""
        if start and self.text[start - 1] not in "，。；：\n\t、日午晚由":
            return False
        string = name.span.of(self.text)
        return string not in self.endings and not is_word(string)

    def read_heads(self) -> None:
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
                names = [first, *self._more_names(first.span.end)]
                people = [self._mention(n, (), None, "", f"named in the list behind {head}") for n in names]
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


def title_start_of_list(text: str, end: int, floor: int, words: OfficialWords) -> int:
    """Return where a list of names that ends at ``end`` can begin at the earliest."""
    start = end
    floor = max(floor, end - _LIST_REACH)
    while start > floor and text[start - 1] not in "，。；：\n\t！？（）“”":
        start -= 1
    mark = text.find("、", start, end)
    first = end if mark < 0 else mark
    return max(start, title_start(text, first, start, words))
