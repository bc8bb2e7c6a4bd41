"""Vocabulary: the words of the rule pack, compiled once for the tokeniser and the grammar.

Everything that depends on words is built here, from lists of the pack; the other modules hold no Chinese vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ...rulepack import Lexicon, Rules
from ..numerals import CHARACTERS

__all__ = ["Vocabulary", "one_of", "vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled words. Patterns are anchored where they are used (``match``, ``search`` in a short piece)."""

    units: re.Pattern[str]
    """A unit, the longest first."""
    case_units: frozenset[str]
    unread: dict[str, str]
    """Unit → reason why numbers with it are no statistics."""
    names: str
    """Alternation of place names that hold a numeral before a unit (五家渠)."""
    inspection: re.Pattern[str]
    noun: re.Pattern[str]
    nouns_cores: re.Pattern[str]
    problem: re.Pattern[str]
    verb: re.Pattern[str]
    handing: re.Pattern[str]
    """A verb or a word for the sum: as a label it is a total after handing on."""
    cumulatives: tuple[str, ...]
    verb_end: re.Pattern[str]
    cumulative: re.Pattern[str]
    other_batch: re.Pattern[str]
    until: re.Pattern[str]
    same_day: re.Pattern[str]
    own_area: re.Pattern[str]
    opener: re.Pattern[str]
    part_opener: re.Pattern[str]
    ranking: re.Pattern[str]
    ranking_tail: re.Pattern[str]
    label_tail: re.Pattern[str]
    body_tail: re.Pattern[str]
    conjunction: re.Pattern[str]
    part_frame: re.Pattern[str]
    all_of: re.Pattern[str]
    none_of: re.Pattern[str]
    joint: re.Pattern[str]
    lead_in: re.Pattern[str]
    dimension: dict[str, str]
    """What a lead-in calls a dimension → the dimension."""
    overlap: re.Pattern[str]
    places: Lexicon[bool]
    """Every form of every place; true for forms that end like a unit's full name."""


def one_of(words: Iterable[str]) -> str:
    """Return a group that matches one of the words, the longest that fits; nothing where there are no words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else "(?!)"


@cache
def vocabulary(rules: Rules) -> Vocabulary:
    """Return the compiled vocabulary of a rule pack."""
    words = rules.pack.counts
    unread = {unit: reason for reason, units in words.unread_units.items() for unit in units}
    dimension = {word: name for name, listed in words.dimension_words.items() for word in listed}
    unit_words = [*words.case_units, *words.other_units, *unread]
    openers = one_of([*words.openers, *words.ranking_openers])
    return Vocabulary(
        units=re.compile(one_of(unit_words)),
        case_units=frozenset(words.case_units),
        unread=unread,
        names=_names_with_numerals(rules, unit_words),
        inspection=re.compile(rf"次?{one_of(words.inspection_words)}+[^，。；件]{{0,6}}督[察查]|督[察查]"),
        noun=re.compile(rf"{one_of(words.noun_parts)}+"),
        nouns_cores=re.compile(one_of(words.noun_cores)),
        problem=re.compile(rf"{one_of(words.problem_nouns)}$"),
        verb=re.compile(one_of(words.handing_verbs)),
        handing=re.compile(one_of(words.handing_verbs)),
        cumulatives=words.cumulative_words,
        verb_end=re.compile(rf"{one_of(words.handing_verbs)}(?:给|至|到|了)?(?P<rest>[^，。]{{0,12}})$"),
        cumulative=re.compile(one_of(words.cumulative_words)),
        other_batch=re.compile(one_of(words.other_batch_words)),
        until=re.compile(one_of(words.until_words)),
        same_day=re.compile(one_of(words.same_day_words)),
        own_area=re.compile(rf"{one_of(words.own_area_words)}$"),
        opener=re.compile(openers),
        part_opener=re.compile(one_of(words.part_openers)),
        ranking=re.compile(one_of(words.ranking_openers)),
        ranking_tail=re.compile(one_of(words.ranking_tails)),
        label_tail=re.compile(rf"{one_of(words.label_tails)}+$"),
        body_tail=re.compile(rf"{one_of(words.body_tails)}$"),
        conjunction=re.compile(one_of(words.conjunctions)),
        part_frame=re.compile(rf"(?P<ref>.*?){one_of(words.part_frames)}$"),
        all_of=re.compile(rf"{one_of(words.all_words)}(?P<label>.{{1,12}})$"),
        none_of=re.compile(rf"{one_of(words.none_words)}(?P<label>.{{1,14}})$"),
        joint=re.compile(one_of(words.joint_words)),
        lead_in=_lead_in(words.lead_openers, dimension, words.lead_closers),
        dimension=dimension,
        overlap=re.compile(one_of(words.overlap_words)),
        places=Lexicon({form: form.endswith(words.region_endings) for form in rules.gazetteer.forms()}),
    )


def _lead_in(openers: Iterable[str], dimensions: Iterable[str], closers: Iterable[str]) -> re.Pattern[str]:
    """Return the frame of a lead-in: 按交办县市区分类, 从问题类型看, 地区分布为."""
    opener, dimension, closer = one_of(openers), one_of(dimensions), one_of(closers)
    return re.compile(
        rf"(?P<before>.{{0,16}}?)(?P<opener>{opener})?(?P<own>.{{0,6}}?)(?P<word>{dimension})(?P<closer>{closer}*)"
    )


def _names_with_numerals(rules: Rules, units: Iterable[str]) -> str:
    inside = re.compile(rf"[{CHARACTERS}]{one_of(units)}")
    return one_of(form for form in rules.gazetteer.forms() if len(form) > 2 and inside.search(form))
