"""Site marks: the words of one text that bound the names of sites, found once for the whole text.

Endings (``采石场``), stops (verbs that end a name), matters (``污染``, no part of a name), rooms and speech, each with
its place, so that reading a name costs a few look-ups.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast

import regex

from ..record import SiteKind
from ..rulepack import Lexicon, Rules
from ..span import Span

__all__ = ["Ending", "Marks", "Noun"]

#: What the noun that sums a list up tells of its members.
Noun = SiteKind | Literal["township"]

_LONGEST_NOUN = 8


class Ending(NamedTuple):
    """What a site's name ends with at some place in the text."""

    start: int
    kind: SiteKind
    brand: bool
    """Whether it is a line of business that stands for 有限公司."""


class Marks:
    """The marks of one text. They are found sentence by sentence, where a list of sites begins; most have none."""

    __slots__ = (
        "_ends", "_matters", "_ready", "_rooms", "_speech", "_stop_starts", "_stops", "endings", "text", "vocabulary",
    )  # fmt: skip

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self.vocabulary = _vocabulary(rules)
        self.endings: dict[int, Ending] = {}
        self._ready = Span(0, 0)
        self._ends: list[int] = []
        self._stops: list[Span] = []
        self._stop_starts: list[int] = []
        self._matters: list[int] = []
        self._rooms: list[int] = []
        self._speech = _clauses_behind((hit.span.start for hit in self.vocabulary.speech.find(text)), text)

    def prepare(self, start: int) -> None:
        """Find the marks from ``start`` to the end of its sentence; what is asked of others is only asked there."""
        if self._ready.start <= start < self._ready.end:
            return
        end = _sentence_end(self.text, start)
        part = self.text[start:end]
        self._ready = Span(start, end)
        self.endings = {}
        for hit in self.vocabulary.endings.find_all(part):
            at, begin = hit.span.end + start, hit.span.start + start
            old = self.endings.get(at)
            if old is None or begin < old.start:
                self.endings[at] = Ending(begin, *hit.value)
        self._ends = sorted(self.endings)
        self._stops = [hit.span.shift(start) for hit in self.vocabulary.stops.find(part) if hit.value]
        self._stop_starts = [span.start for span in self._stops]
        found: dict[str, list[int]] = {"topic": [], "room": []}
        for other in self.vocabulary.matters.find(part):
            found[other.value].append(other.span.start + start)
        self._matters, self._rooms = found["topic"], found["room"]

    def ending_at(self, end: int) -> SiteKind | None:
        """Return the kind of site whose ending ends right there."""
        ending = self.endings.get(end)
        return ending.kind if ending else None

    def ends_between(self, first: int, last: int) -> list[int]:
        """Return where endings end, from ``first`` to ``last``, both included."""
        return self._ends[bisect_left(self._ends, first) : bisect_right(self._ends, last)]

    def stop(self, start: int, end: int) -> int:
        """Return where the first word that ends a name begins, ``end`` without one.

        A word that an ending of a site covers (``检查`` in ``检查站``) ends none.
        """
        for i in range(bisect_left(self._stop_starts, start), len(self._stops)):
            stop = self._stops[i]
            if stop.start >= end:
                break
            if not self._covered(stop, start, end):
                return stop.start
        return end

    def _covered(self, stop: Span, start: int, end: int) -> bool:
        if stop.start == start:
            return False
        within = self.ends_between(stop.end, min(end, stop.end + 8))
        return any(self.endings[at].start <= stop.start and at - self.endings[at].start > 1 for at in within)

    def has_matter(self, start: int, end: int) -> bool:
        """Tell whether a word for a matter (污染) begins in ``[start, end)``."""
        i = bisect_left(self._matters, start)
        return i < len(self._matters) and self._matters[i] < end

    def has_room(self, start: int, end: int) -> bool:
        """Tell whether a word for a room (会议室) begins in ``[start, end)``."""
        i = bisect_left(self._rooms, start)
        return i < len(self._rooms) and self._rooms[i] < end

    def is_spoken(self, at: int) -> bool:
        """Tell whether somebody is speaking there: ``要求深入企业``."""
        i = bisect_right(self._speech, (at, at)) - 1
        return i >= 0 and at < self._speech[i][1]

    def noun_at(self, at: int) -> Noun | None:
        """Return what the noun that begins there says of a list: ``企业``."""
        nouns = self.vocabulary.nouns
        return next(
            (nouns[word] for n in range(_LONGEST_NOUN, 0, -1) if (word := self.text[at : at + n]) in nouns), None
        )

    def firm_at(self, at: int) -> Noun | None:
        """Return the kind that a short noun with its trade before it tells: ``石材厂``, ``页岩砖企业``."""
        for end in range(at + 2, at + _LONGEST_NOUN + 1):
            kind = self.vocabulary.nouns.get(self.text[end - 1 : end]) or self.vocabulary.nouns.get(
                self.text[end - 2 : end]
            )
            if kind in ("enterprise", "quarry"):
                return kind
        return None

    def is_common(self, start: int, end: int) -> bool:
        """Tell whether a name is all general words: ``化工``."""
        name = self.text[start:end]
        covered = sum(len(hit.word) for hit in self.vocabulary.general.find(name))
        return covered == len(name)

    def noun_end(self, at: int) -> int:
        """Return where the noun that begins there ends; ``at`` without one."""
        nouns = self.vocabulary.nouns
        return next((at + n for n in range(_LONGEST_NOUN, 0, -1) if self.text[at : at + n] in nouns), at)


_SENTENCE_END = regex.compile("[。；！？\n]")


def _sentence_end(text: str, at: int) -> int:
    end = _SENTENCE_END.search(text, at)
    return end.start() if end else len(text)


def _clauses_behind(starts: Iterable[int], text: str) -> list[tuple[int, int]]:
    """Return the stretches from each word to the end of its sentence."""
    return [(at, _sentence_end(text, at)) for at in starts]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words about sites of a rule pack, compiled."""

    endings: Lexicon[tuple[SiteKind, bool]]
    stops: Lexicon[bool]
    matters: Lexicon[Literal["topic", "room"]]
    speech: Lexicon[None]
    general: Lexicon[None]
    general_characters: frozenset[str]
    nouns: dict[str, Noun]
    starts: regex.Pattern[str]
    breaks: Lexicon[bool]
    seats: regex.Pattern[str]
    tails: tuple[str, ...]
    topics: tuple[str, ...]
    aspects: tuple[str, ...]
    townships: tuple[str, ...]
    behind_weak: tuple[str, ...]
    """What may follow an ending of one character."""
    vague: frozenset[str]
    vague_starts: tuple[str, ...]
    never: tuple[str, ...]
    within_names: tuple[str, ...]


@cache
def _vocabulary(rules: Rules) -> Vocabulary:
    words = rules.pack.sites
    endings: dict[str, tuple[SiteKind, bool]] = dict.fromkeys(words.brands, ("enterprise", True))
    for kind, forms in words.kinds.items():
        endings.update(dict.fromkeys(forms, (cast(SiteKind, kind), False)))
    matters: dict[str, Literal["topic", "room"]] = dict.fromkeys(words.topics, "topic")
    matters |= dict.fromkeys(words.rooms, "room")
    return Vocabulary(
        endings=Lexicon(endings),
        stops=Lexicon(dict.fromkeys(words.stops, True) | dict.fromkeys(words.kept, False)),
        matters=Lexicon(matters),
        speech=Lexicon(dict.fromkeys(words.speech)),
        general=Lexicon(
            dict.fromkeys(word for word in (*words.general, *words.trades, *words.brands) if len(word) > 1)
        ),
        general_characters=frozenset(word for word in words.general if len(word) == 1),
        nouns={noun: cast(Noun, kind) for kind, nouns in words.list_nouns.items() for noun in nouns},
        starts=regex.compile(rf"(?:{_any_of(words.starts)})+"),
        breaks=Lexicon(dict.fromkeys(words.breaks, True) | dict.fromkeys(words.kept, False)),
        seats=regex.compile(_any_of(words.seats)),
        tails=tuple(sorted(words.tails, key=lambda word: -len(word))),
        topics=words.topics,
        aspects=words.aspects,
        townships=words.townships,
        behind_weak=(*words.topics, *words.breaks, *words.tails, "“", "（"),
        vague=frozenset((*words.vague, *words.not_townships)),
        vague_starts=words.vague_starts,
        within_names=words.within_names,
        never=(*(word for word in words.not_township_endings if word not in endings), *words.never),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
