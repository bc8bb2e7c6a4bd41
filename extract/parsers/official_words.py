"""The vocabulary of people in office, compiled once for each rule pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log10

import regex

from ..rulepack import Lexicon, Rules

__all__ = ["OfficialWords", "Prefixes", "is_han", "official_words"]

DOTS = "·•‧・∙"
DOTTED = regex.compile(rf"\p{{Han}}{{1,7}}(?:[{DOTS}]\p{{Han}}{{1,9}})+")
_HAN = regex.compile(r"\p{Han}+")
LEVELS = frozenset("省市县区旗州盟镇乡地")
OPEN_BRACKET, CLOSE_BRACKET = "（", "）"


def is_han(string: str) -> bool:
    """Tell whether a string consists of Chinese characters alone, and is not empty."""
    return _HAN.fullmatch(string) is not None


class Prefixes:
    """A set of words that is asked for the longest one at a place of a text."""

    __slots__ = ("_by_first", "_by_last", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word for word in words if word)
        self._by_first = self._lengths(0)
        self._by_last = self._lengths(-1)

    def _lengths(self, index: int) -> dict[str, tuple[int, ...]]:
        """Return the lengths of the words by their first or last character, longest first."""
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[index], set()).add(len(word))
        return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}

    def at(self, text: str, start: int) -> str:
        """Return the longest word that begins at ``start``, "" if none does."""
        for length in self._by_first.get(text[start : start + 1], ()):
            word = text[start : start + length]
            if word in self._words:
                return word
        return ""

    def before(self, text: str, end: int) -> str:
        """Return the longest word that ends at ``end``, "" if none does."""
        for length in self._by_last.get(text[end - 1 : end], ()):
            if length <= end and (word := text[end - length : end]) in self._words:
                return word
        return ""

    def __contains__(self, word: str) -> bool:
        return word in self._words


@dataclass(frozen=True, eq=False)
class OfficialWords:
    """What the parsers of officials ask for; see the table ``[officials]`` for the meaning of each list."""

    surnames: Mapping[str, float]
    """Surname → decimal logarithm of the people in a million who bear it."""
    word_surnames: frozenset[str]
    given: frozenset[str]
    never_given: frozenset[str]
    never_last: frozenset[str]
    middle_given: frozenset[str]
    adverbs: frozenset[str]
    presence: Prefixes
    """What only people are followed by: verbs of those who were there, and 一行, 同志."""
    elements: Prefixes
    syllables: frozenset[str]
    not_names: Prefixes
    not_given: frozenset[str]
    doctrines: Prefixes
    posts: Lexicon[bool]
    """Posts and what they become with a follower; the value tells whether it is a post of some strength."""
    post_words: frozenset[str]
    post_ends: frozenset[str]
    """The last characters of posts."""
    weak_posts: frozenset[str]
    list_posts: frozenset[str]
    deputies: Prefixes
    post_tails: Prefixes
    post_followers: Prefixes
    outsiders: Prefixes
    committees: Prefixes
    governments: Prefixes
    organisation_endings: Prefixes
    division_endings: Prefixes
    division_posts: Prefixes
    chiefs: Prefixes
    water: regex.Pattern[str]
    """A water's name, at the beginning of a title."""
    water_before: regex.Pattern[str]
    """A whole water's name and what joins it to the one behind: 青溪河｜、白水河."""
    bodies: Lexicon[bool]
    breaks: Lexicon[bool]
    """Words that end the search for the beginning of a title; False for words of a title that hold one."""
    separators: Prefixes
    followers: Prefixes
    weak_followers: frozenset[str]
    verbs: Lexicon[str]
    verb_words: Prefixes
    adjacent: Mapping[str, str]
    subjects: Lexicon[bool]
    list_heads: Mapping[str, str]
    list_head_words: Prefixes
    forms: Mapping[str, object]
    """The gazetteer's names of places."""


@cache
def official_words(rules: Rules) -> OfficialWords:
    """Return the compiled vocabulary of a rule pack."""
    table = rules.pack.officials
    verbs = {word: kind for kind, words in table.verbs.items() for word in split(words)}
    heads = {word: role for role, words in table.list_heads.items() for word in split(words)}
    posts = frozenset(split(table.posts))
    weak = frozenset(split(table.weak_posts)) | frozenset(split(table.list_posts)) - posts
    weak -= frozenset(word for word in weak if word[:1] == "副" and word[1:] in posts)
    breaks = dict.fromkeys(split(table.title_breaks), True) | dict.fromkeys(split(table.title_words), False)
    separators = frozenset(split(table.separators))
    waters = f"(?:{'|'.join(map(regex.escape, split(table.waters))) or '(?!)'})"
    return OfficialWords(
        surnames=_surnames(table.surnames, split(table.compound_surnames)),
        word_surnames=frozenset(split(table.word_surnames)),
        given=frozenset("".join(table.given_characters)),
        never_given=frozenset("".join(table.never_given)),
        never_last=frozenset("".join(table.never_last)),
        middle_given=frozenset("".join(table.middle_given)),
        adverbs=frozenset(split(table.adverbs)),
        presence=Prefixes(
            [word for word, kind in verbs.items() if kind in ("lead", "attend", "accompany") and len(word) > 1]
            + split(table.person_marks)
        ),
        elements=Prefixes(split(table.name_elements)),
        syllables=frozenset("".join(table.name_syllables)),
        not_names=Prefixes(split(table.not_names)),
        not_given=frozenset(split(table.not_given)),
        doctrines=Prefixes(split(table.doctrines)),
        posts=Lexicon({word: word in posts for word in posts | weak}),
        post_words=posts | weak,
        post_ends=frozenset(word[-1] for word in posts | weak),
        weak_posts=weak,
        list_posts=frozenset(split(table.list_posts)),
        deputies=Prefixes(split(table.deputies)),
        post_tails=Prefixes(split(table.post_tails)),
        post_followers=Prefixes(split(table.post_followers)),
        outsiders=Prefixes(split(table.outsiders)),
        committees=Prefixes(split(table.committees)),
        governments=Prefixes(split(table.governments)),
        organisation_endings=Prefixes(split(table.organisation_endings)),
        division_endings=Prefixes(split(table.division_endings)),
        division_posts=Prefixes(split(table.division_posts)),
        chiefs=Prefixes(split(table.chiefs)),
        water=regex.compile(rf"\p{{Han}}{{1,6}}?{waters}"),
        water_before=regex.compile(
            rf"(?<![^，、。；：\n])(?P<water>\p{{Han}}{{1,5}}{waters})(?:（[^（）]{{1,8}}）)?[、和与及]$"
        ),
        bodies=Lexicon(dict.fromkeys(split(table.bodies), True)),
        breaks=Lexicon(breaks),
        separators=Prefixes(separators),
        followers=Prefixes({*split(table.followers), *(v for v in verbs if len(v) > 1), *_joined_to(table.crowds)}),
        weak_followers=frozenset(split(table.weak_followers)),
        verbs=Lexicon(verbs),
        verb_words=Prefixes(verbs),
        adjacent={word: kind for kind, words in table.adjacent_verbs.items() for word in split(words)},
        subjects=Lexicon(dict.fromkeys(split(table.subjects), True)),
        list_heads=heads,
        list_head_words=Prefixes(heads),
        forms=rules.gazetteer.forms(),
    )


def _joined_to(crowds: Iterable[str]) -> list[str]:
    """Return what joins a name to people who are not named: 和相关."""
    return [joint + crowd for crowd in split(crowds) for joint in ("和", "及", "与", "以及", "同")]


def split(entries: Iterable[str]) -> list[str]:
    """Return the words of a list whose entries may hold several."""
    return [word for entry in entries for word in entry.split()]


def _surnames(classes: Mapping[str, tuple[str, ...]], compound: Iterable[str]) -> dict[str, float]:
    found = dict.fromkeys(compound, 3.0)
    for frequency, words in sorted(classes.items(), key=lambda item: -float(item[0])):
        for surname in split(words):
            found.setdefault(surname, log10(float(frequency)))
    return found
