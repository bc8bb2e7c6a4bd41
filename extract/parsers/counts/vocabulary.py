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

__all__ = ["Vocabulary", "joint_pattern", "one_of", "vocabulary"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Compiled words. Patterns are anchored where they are used (``match``, ``search`` in a short piece)."""

    units: re.Pattern[str]
    """A unit, the longest first."""
    case_units: frozenset[str]
    plain_unit: str
    thing_unit: str
    """The unit of anything without a measure of its own: 8个督察组."""
    """The unit of cases where the text gives none."""
    unread: dict[str, str]
    """Unit → reason why numbers with it are no statistics."""
    names: tuple[str, ...]
    """Words that hold a numeral before a unit: place names (五家渠), 一次性."""
    inspection: re.Pattern[str]
    noun: re.Pattern[str]
    nouns_cores: re.Pattern[str]
    problem: re.Pattern[str]
    """What a second total counts, at the end of the words before it: 涉及生态环境问题."""
    verb: re.Pattern[str]
    verb_end: re.Pattern[str]
    handed_end: re.Pattern[str]
    """That cases were handed on to a place, at the end of what a rank is said of: 清河县交办信访件 (最多)."""
    cumulative: re.Pattern[str]
    in_all: re.Pattern[str]
    """A weaker word for the sum before a verb: 共收到, 共向我市交办."""
    so_far: re.Pattern[str]
    """已向我市反馈: what has come in by now, behind the total of a batch."""
    sum_end: re.Pattern[str]
    """Words for the sum right before a number: …信访件共."""
    number_word: re.Pattern[str]
    """件数, 总数: what stands between a noun and its number."""
    number_of: re.Pattern[str]
    """…的件数: what follows is a number even where its unit is elided."""
    other_batch: re.Pattern[str]
    until: re.Pattern[str]
    same_day: re.Pattern[str]
    today: re.Pattern[str]
    """A word for the day of the notice, or one before it."""
    days_ago: dict[str, int]
    this_batch: re.Pattern[str]
    of_this_batch: re.Pattern[str]
    """What may stand before the noun of a batch: 本批交办的 (信访件)."""
    own_area: re.Pattern[str]
    area_word: re.Pattern[str]
    """A word for an area, the notice's own or the one above: 我市, 全省."""
    every_area: re.Pattern[str]
    """All areas together: 涉及各市350件."""
    rest: re.Pattern[str]
    """Words for what is left; what it is stands behind its number: 其余27件正在办理."""
    settled_end: re.Pattern[str]
    """Before a batch, the outcome that its cases have come to: 累计办结 (3批86件)."""
    settled_tail: re.Pattern[str]
    """Behind a batch's total, that its results are told: 302件群众举报案件已全部核查办理."""
    taking: re.Pattern[str]
    """Before a number, that it takes up the total: 立即将29件信访件, 在430件举报中."""
    own_total: re.Pattern[str]
    """我市, 我市信访件: as a label, the part of a total that is the notice's own."""
    opener: re.Pattern[str]
    part_opener: re.Pattern[str]
    ranking: re.Pattern[str]
    ranking_heading: re.Pattern[str]
    """At the end of the words before a colon: 办件量位于前三的部门."""
    ranking_end: re.Pattern[str]
    """Words before a colon that announce a ranking: 各区占比前三位的是."""
    ranking_tail: re.Pattern[str]
    label_tail: re.Pattern[str]
    rank_tail: re.Pattern[str]
    """Behind a label, that it ranks high: …的举报件数量最多."""
    only_number: re.Pattern[str]
    kinds: re.Pattern[str]
    """Nouns for cases that are kinds of them where they stand alone in a list: 建议11件、举报9件."""
    involving: re.Pattern[str]
    body_head: re.Pattern[str]
    bodies: frozenset[str]
    """Units of people and bodies."""
    dealing: re.Pattern[str]
    """Behind a number, the measure that it shares with another one: 和2个单位进行约谈."""
    tally: re.Pattern[str]
    """A verb with what it counts: 排查隐患."""
    this_period: re.Pattern[str]
    truncated: re.Pattern[str]
    total_column: re.Pattern[str]
    total_end: re.Pattern[str]
    """The end of such a head, less sure: 排查出的问题数量."""
    belonging: re.Pattern[str]
    """Before a label, that cases belong to it: 属大气污染类."""
    conjunction: re.Pattern[str]
    part_frame: re.Pattern[str]
    all_of: re.Pattern[str]
    none_of: re.Pattern[str]
    joint: re.Pattern[str]
    lead_frame: re.Pattern[str]
    """A whole lead-in with words between its opener and what it names: 从信访件涉及的问题类型来看."""
    seen: re.Pattern[str]
    """The end of a lead-in that names no dimension: 从第4批信访件反馈情况看，."""
    lead_in: re.Pattern[str]
    dimension: dict[str, str]
    """What a lead-in calls a dimension → the dimension."""
    overlap: re.Pattern[str]
    threshold: re.Pattern[str]
    """Before a number, that it is a bound and no count: 均少于10件."""
    added: re.Pattern[str]
    """Before a total of other days: 加上此前移交的80件."""
    since: re.Pattern[str]
    """Before a date that begins a period."""
    reference: re.Pattern[str]
    """Before a total that was given already: 上述47件."""
    bound: re.Pattern[str]
    """Behind a number, the same: 70%以上."""
    bodies_named: re.Pattern[str]
    """Before a number of things, that these are offices: 有关部门和单位139个."""
    naming: re.Pattern[str]
    """This is…: what follows names the batch of what was said: 这是第22批."""
    average: re.Pattern[str]
    """At the end of the words before a number: it is an average (日均)."""
    team: re.Pattern[str]
    """A team named by what it does: 检查组."""
    change: re.Pattern[str]
    """In a label: the number is a change, not a count (同比增长3%)."""
    overlap_count: re.Pattern[str]
    """That a case counts in several places: 1件普通件涉3市."""
    cause: re.Pattern[str]
    overlap_tail: re.Pattern[str]
    """Behind a number, that so many cases overlap: 1件涉及两市."""
    places: Lexicon[bool]
    """Every form of every place; true for forms that end like a unit's full name."""

    def dimension_named(self, text: str) -> str | None:
        """Return the dimension that a text names, as the heads of tables do (污染类型及数量), by its longest word."""
        word = max((word for word in self.dimension if word in text), key=len, default=None)
        return self.dimension[word] if word is not None else None


def one_of(words: Iterable[str]) -> str:
    """Return a group that matches one of the words, the longest that fits; nothing where there are no words."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})" if ordered else "(?!)"


#: With this begin overlaps that stand right behind a number: 1件同时交办甲县、乙县.
_AT_ONCE = "同时"
#: 涉3市, 均涉及两县: with the number of places.
_OVERLAP_COUNT = r"(?<!共)涉及?(?:\d+|[两二三四五六七八九])个?[市县区州镇乡地旗盟省]"


@cache
def vocabulary(rules: Rules) -> Vocabulary:
    """Return the compiled vocabulary of a rule pack."""
    words = rules.pack.counts
    unread = {unit: reason for reason, units in words.unread_units.items() for unit in units}
    dimension = {word: name for name, listed in words.dimension_words.items() for word in listed}
    unit_words = [*words.case_units, *words.other_units, *unread]
    first = r"前(?:\d+|[二两三四五六七八九十])(?:位|名|类|个)?[^，：]{0,8}?(?:(?:分别)?[是为有]|如下)"
    before_own = one_of([*words.openers, *words.handing_verbs, "转"])
    named = one_of([*dimension, *words.ranking_nouns])
    listed = rf"{one_of(words.ranking_cores)}的?{named}?(?:主要)?(?:(?:分别|依次)?[是为有]|如下|涉及)"
    opener = rf"(?:{listed}|{one_of(words.ranking_openers)})"
    ranking = rf"{one_of(words.ranking_prefixes)}{{0,6}}(?:{first}|{opener})"
    return Vocabulary(
        units=re.compile(one_of(unit_words)),
        case_units=frozenset(words.case_units),
        plain_unit=words.plain_unit,
        thing_unit=words.thing_unit,
        unread=unread,
        names=(*words.no_numbers, *_names_with_numerals(rules, unit_words)),
        inspection=re.compile(rf"次?{one_of(words.inspection_words)}{{1,6}}[^，。；件]{{0,6}}督[察查]|督[察查]"),
        noun=re.compile(rf"(?:(?!{_NO_LETTERS}){one_of(words.noun_parts)})+"),
        nouns_cores=re.compile(one_of(words.noun_cores)),
        problem=re.compile(rf"{one_of(words.problem_nouns)}$"),
        verb=re.compile(one_of(words.handing_verbs)),
        verb_end=re.compile(rf"{one_of(words.handing_verbs)}(?:给|至|到|了)?(?P<rest>[^，。]{{0,12}})$"),
        handed_end=re.compile(rf"{one_of(words.handing_verbs)}{{1,2}}{one_of(words.noun_parts)}*$"),
        cumulative=re.compile(one_of(words.cumulative_words)),
        so_far=re.compile(rf"已{one_of(words.handing_verbs)}"),
        in_all=re.compile(rf"共(?:向|{one_of(words.handing_verbs)})"),
        sum_end=re.compile(rf"(?:共|已|{one_of(words.number_words)}|{one_of(words.cumulative_words)}){{1,4}}$"),
        number_word=re.compile(one_of(words.number_words)),
        number_of=re.compile(rf"{one_of(words.number_words)}$"),
        other_batch=re.compile(one_of(words.other_batch_words)),
        until=re.compile(one_of(words.until_words)),
        same_day=re.compile(one_of(words.same_day_words)),
        today=re.compile(one_of(words.relative_days)),
        days_ago=words.relative_days,
        this_batch=re.compile(one_of(words.this_batch_words)),
        of_this_batch=re.compile(rf"{one_of(words.this_batch_words)}?(?:{one_of(words.handing_verbs)}的)?"),
        own_area=re.compile(rf"{one_of(words.own_area_words)}$"),
        area_word=re.compile(one_of(words.own_area_words)),
        every_area=re.compile(rf"(?:^|涉及|分布在){one_of(words.every_area_words)}$"),
        rest=re.compile(one_of(words.rest_words)),
        settled_end=re.compile(rf"(?P<label>已?{one_of(words.outcome_verbs)})(?:{one_of(words.noun_parts)}{{1,6}})?$"),
        settled_tail=re.compile(
            rf"{one_of(words.noun_parts)}{{0,6}}(?:已|均已|现已){one_of(words.all_words)}?{one_of(words.settling_verbs)}"
        ),
        taking=re.compile(rf"{one_of(words.taking_words)}$"),
        own_total=re.compile(
            rf"{before_own}{{0,6}}?{one_of(words.own_area_words)}(?:(?<=[我本].)共?{one_of(words.handing_verbs)})?"
            rf"(?:{one_of(words.noun_parts)}{{1,6}})?共?",
        ),
        opener=re.compile(rf"{ranking}|{one_of(words.openers)}"),
        part_opener=re.compile(one_of(words.part_openers)),
        ranking=re.compile(ranking),
        ranking_heading=re.compile(
            rf"{one_of(words.ranking_heads)}的?(?:{one_of(dimension)}{{1,3}}|{one_of(words.noun_parts)}{{1,4}})$"
        ),
        ranking_end=re.compile(rf"(?:{first}|{opener})$"),
        ranking_tail=re.compile(one_of(words.ranking_tails)),
        label_tail=re.compile(rf"(?:(?!(?<=行)为){one_of(words.label_tails)}){{1,4}}$"),
        body_head=re.compile(rf"(?:{one_of(words.body_words)}|被){{1,4}}"),
        bodies=frozenset(words.other_units),
        dealing=re.compile(
            rf"[^，。；：\n]{{0,24}}?{one_of(words.dealing_words)}(?P<measure>[^，。；：、\d\n]{{2,8}})"
        ),
        team=re.compile(rf"{one_of(words.tally_verbs)}{one_of(words.team_endings)}"),
        tally=re.compile(rf"{one_of(words.tally_verbs)}(?!{one_of(words.team_endings)})(?P<noun>.{{0,10}})$"),
        this_period=re.compile(one_of(words.this_period_words)),
        truncated=re.compile(one_of(words.truncation_words)),
        total_end=re.compile(rf"{one_of([*words.total_columns, *words.number_words])}$"),
        total_column=re.compile(rf"(?:总|共)?{one_of(words.total_columns)}(?:{one_of(words.number_words)})?"),
        rank_tail=re.compile(_rank_tail(words.noun_parts, words.number_words, words.rank_words)),
        only_number=re.compile(rf"(?:{one_of(words.number_words)}|{one_of(words.label_tails)}){{1,4}}"),
        kinds=re.compile(one_of(words.kind_nouns)),
        involving=re.compile(rf".*{one_of(words.involving_words)}"),
        belonging=re.compile(one_of(words.belonging_words)),
        conjunction=re.compile(rf"(?!{_AT_ONCE}){one_of(words.conjunctions)}"),
        part_frame=re.compile(rf"(?P<ref>.*?){one_of(words.part_frames)}$"),
        all_of=re.compile(rf"{one_of(words.all_words)}(?P<label>.{{1,12}})$"),
        none_of=re.compile(rf"{one_of(words.none_words)}(?P<label>.{{1,14}})$"),
        joint=re.compile(joint_pattern(words.joint_words)),
        lead_frame=re.compile(
            rf"{one_of(words.lead_openers)}.{{0,18}}?(?P<word>{one_of(dimension)}){one_of(words.lead_closers)}{{1,3}}"
        ),
        seen=re.compile(rf"{one_of(words.lead_openers)}[^，。；]*{one_of(words.lead_closers)}，$"),
        lead_in=_lead_in(words.lead_openers, dimension, words.lead_closers),
        dimension=dimension,
        overlap=re.compile(one_of(words.overlap_words)),
        overlap_count=re.compile(_OVERLAP_COUNT),
        cause=re.compile(one_of(words.cause_words)),
        threshold=re.compile(rf"{one_of(words.threshold_words)}$"),
        added=re.compile(one_of(words.added_words)),
        since=re.compile(rf"{one_of(words.since_words)}$"),
        reference=re.compile(one_of(words.reference_words)),
        bound=re.compile(one_of(words.bound_words)),
        bodies_named=re.compile(rf"{one_of(words.office_words)}$"),
        naming=re.compile(one_of(words.naming_words)),
        average=re.compile(rf"{one_of(words.average_words)}(?:为|约|约为|达)?$"),
        change=re.compile(one_of(words.change_words)),
        overlap_tail=re.compile(_overlap_tail(words.overlap_words)),
        places=Lexicon({form: form.endswith(words.region_endings) for form in rules.gazetteer.forms()}),
    )


def _overlap_tail(overlap: Iterable[str]) -> str:
    """Return what stands behind the number of cases that overlap: 1件涉及多个县, 1件同时交办甲县、乙县, 2件涉3市."""
    at_once = one_of(word for word in overlap if word.startswith(_AT_ONCE))
    involving = rf".{{0,8}}?(?:同时)?涉及?.{{0,4}}?{one_of(overlap)}"
    return rf"{involving}|.{{0,6}}{at_once}|.{{0,6}}?{_OVERLAP_COUNT}"


def _lead_in(openers: Iterable[str], dimensions: Iterable[str], closers: Iterable[str]) -> re.Pattern[str]:
    """Return the frame of a lead-in: 按交办县市区分类, 从问题类型看, 地区分布为."""
    opener, dimension, closer = one_of(openers), one_of(dimensions), one_of(closers)
    return re.compile(
        rf"(?P<before>.{{0,16}}?)(?P<opener>{opener})?(?P<own>.{{0,6}}?)(?P<word>{dimension})(?P<closer>{closer}{{0,3}})"
    )


def _rank_tail(parts: Iterable[str], numbers: Iterable[str], ranks: Iterable[str]) -> str:
    """Return what may follow a label that ranks high: 等地的群众信访举报件数量居前."""
    noun, number, rank = one_of(parts), one_of(numbers), one_of(ranks)
    return rf"(?:(?:等地?)?的{noun}{{1,6}}{number}?|(?:(?:等地?)?的{noun}{{0,6}})?{number}?(?P<rank>{rank}))$"


#: 转来｜信访事项 holds no 来信.
_NO_LETTERS = "来信访"


def joint_pattern(words: Iterable[str]) -> str:
    """Return the pattern of words for cases of several places (甲县和乙县共办), but not of 共办结."""
    return rf"{one_of(words)}(?!结)"


def _names_with_numerals(rules: Rules, units: Iterable[str]) -> tuple[str, ...]:
    inside = re.compile(rf"[{CHARACTERS}]{one_of(units)}")
    return tuple(form for form in rules.gazetteer.forms() if len(form) > 2 and inside.search(form))
