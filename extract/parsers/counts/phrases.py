"""Phrases: what the words of a piece are, taken by themselves. Pure functions, remembered by their words.

``strip_label("其中涉及大气污染")`` gives 大气污染 and that parts of a total follow; ``lead_in("从问题类型看")`` gives
pollution; ``implied("均为来电件")`` gives 来电, all of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...rulepack import Rules
from .labels import OTHER, REPEATED, UNKNOWN, Label, classify, is_word
from .vocabulary import Vocabulary, vocabulary

_WITH = "与和同由"

__all__ = [
    "BULLETS", "Implied", "Stripped", "implied", "kind_before_outcome", "lead_in", "parted", "share_of", "strip_label",
]  # fmt: skip

_REMEMBERED = 1 << 15
_IMPLIED = ("channel", "priority")
_LONGEST_IMPLIED = 9
#: Outcomes that words give for all cases at once: 均已办结.
_SETTLED = ("办结", "阶段性办结", "未办结")
_ALREADY = "已"
_AMONG = "中"
#: In 累计向相关省转办 no place is named whose own number follows.
_TOWARDS = "向"
#: Before a channel: 1件，为来信举报.
_BEING = "为"
_VERIFIED = ("属实", "部分属实", "基本属实", "不属实")
#: What 属 goes before.
_LISTED = ("pollution", "region", "department", "industry")
_CLOSING = ("为", "是", "有", "看", "分", "在")
#: Marks of the lines of a list; ★, ▲ and ※ are those of priority.
BULLETS = "·•●○◆◇■□▪►"
#: What opens a line of a list: 1.住房保障类, ● 住房保障类.
_LINE_OPENED = re.compile(rf"\s*(?:\d{{1,2}}[.．](?!\d))?[{BULLETS}]?\s*")
_SHARED = re.compile(r"占(?P<whole>[^\d]+)的")
_TRIM = '“”"：— '


class Stripped(NamedTuple):
    """A label without the words around it, and what these said."""

    text: str
    offset: int
    """How many characters before the label were taken off."""
    parts: bool = False
    """其中: parts of a total follow."""
    ranking: bool = False
    """居前的为: the list is a ranking."""
    dimension: str | None = None
    """地区分布为: the list has this dimension."""
    says: Label = UNKNOWN
    """What the label says."""
    measure: str | None = None
    """What was done in the place that the label names: 清河县问责 (3人) → 问责."""
    tally: str | None = None
    """What the words count, where they are a verb of other statistics with its object: 排查隐患 → 隐患."""
    plain: bool = False
    """The words are a label of known dimension and nothing else: no verb, no sum, no area of the notice's own."""


class Implied(NamedTuple):
    """A figure in words: all of them, or none, are of that kind."""

    label: str
    start: int
    end: int
    all: bool


@lru_cache(maxsize=_REMEMBERED)
def strip_label(head: str, rules: Rules) -> Stripped:
    """Return the label before a number, without openers (其中, 涉及), lead-ins and general tails (的, 件数)."""
    words = vocabulary(rules)
    opened = _LINE_OPENED.match(head)
    at = opened.end() if opened is not None else 0
    parts = ranking = False
    dimension = None
    first_sum = -1
    while at < len(head):
        rest = head[at:]
        if rest in rules.gazetteer.forms() or rest in rules.pack.counts.department_words:
            break
        noun = words.noun.match(rest)
        if noun is not None and noun.end() < len(rest) and words.nouns_cores.search(noun[0]):
            behind = classify(rest[noun.end() :], rules)
            if behind.strong and (behind.dimension == "status" or behind.category in _VERIFIED):
                at += noun.end()
                break
            if rest.startswith(_AMONG, noun.end()):
                at += noun.end() + len(_AMONG)
                parts = True
                continue
        joint = words.joint.search(rest) if rest[0] in _WITH else words.joint.match(rest)
        opener = None if joint is not None else words.opener.match(rest)
        if opener is None:
            lead = words.lead_in.match(rest)
            if lead is None or not _announces(lead, rest):
                skipped = _behind_involving(rest, words)
                at += skipped
                if skipped:
                    continue
                break
            dimension = words.dimension[lead["word"]]
            at += lead.end()
            continue
        if opener.end() == len(rest) and words.verb.fullmatch(opener[0]):
            break
        if is_word(rest[opener.end() - 1 :], rules):  # 其中｜有效, not 其中有｜效
            at += opener.end() - 1
            parts = parts or words.part_opener.fullmatch(opener[0][:-1]) is not None
            break
        ranking = ranking or words.ranking.fullmatch(opener[0]) is not None
        parts = parts or words.part_opener.fullmatch(opener[0]) is not None
        if first_sum < 0 and words.cumulative.fullmatch(opener[0]):
            first_sum = at
        at += opener.end()
    if first_sum >= 0 and at < len(head) and _hands_on(head[at:], rules, words):
        at = first_sum
    text = head[at:]
    if text == "率":
        text, at = head, 0
    text = text if "”" in text[:-1] else text.lstrip(_TRIM)
    belonging = _behind_belonging(text, rules, words)
    text = text[belonging:]
    rank = words.rank_tail.search(text)
    ranking = ranking or (rank is not None and rank["rank"] is not None)
    label = _without_tail(text, rules, words).rstrip(_TRIM)
    says = classify(label, rules)
    if says.dimension == "enforcement" and label.startswith(_ALREADY):
        text, label = text[1:], label[1:]
    place = _place_before(label, rules, words) if says.dimension == "enforcement" else ""
    measure = label[len(place) :] if place else None
    if place:
        label, says = place, Label("region", None, True)
    other = parts or ranking or dimension or words.verb.search(head) or words.cumulative.search(head)
    total = words.own_total.fullmatch(head) or words.every_area.search(head) or words.problem.fullmatch(label)
    plain = not other and says.strong and not total and not place and words.change.search(label) is None
    return Stripped(label, len(head) - len(text), parts, ranking, dimension, says, measure, _tally(head, words), plain)


def _tally(head: str, words: Vocabulary) -> str | None:
    found = words.tally.search(words.sum_end.sub("", head))
    return (found["noun"] or found[0]) if found else None


def _announces(lead: re.Match[str], text: str) -> bool:
    """Tell whether words before a label are the lead-in of a list (地区分布为), and no label themselves."""
    closer: str = lead["closer"]
    if lead["opener"]:
        return bool(closer)
    return closer.endswith(_CLOSING) and lead.end() < len(text)


def _behind_involving(head: str, words: Vocabulary) -> int:
    """Return where a label begins behind 涉及 in mid-piece (本批举报件涉及噪声), 0 where there is none."""
    found = words.involving.match(head)
    return found.end() if found and found.end() < len(head) and not words.joint.search(head) else 0


def _behind_belonging(text: str, rules: Rules, words: Vocabulary) -> int:
    """Return where a label begins behind 属 (属大气污染类, 属清河县); 0 in labels that hold it (属实)."""
    found = words.belonging.match(text)
    whole = classify(text, rules)
    if found is None or (whole.strong and whole.dimension != "region"):
        return 0
    says = classify(text[found.end() :], rules)
    return found.end() if says.strong and says.dimension in _LISTED else 0


def _hands_on(text: str, rules: Rules, words: Vocabulary) -> bool:
    """Tell whether a label is a total after handing on: 累计转办 keeps its 累计."""
    return words.verb.search(text) is not None and classify(text, rules).dimension == "duplicate"


def _without_tail(text: str, rules: Rules, words: Vocabulary) -> str:
    if words.only_number.fullmatch(text) and not words.kinds.fullmatch(text):
        return ""
    rank = words.rank_tail.search(text)
    if rank is not None and rank.start() > 0:
        text = text[: rank.start()]
        handed = words.handed_end.search(text)
        if handed is not None and _is_own_place(text[: handed.start()], rules, words):
            return text[: handed.start()]
    verb = words.verb_end.search(text)
    if verb is not None and not verb["rest"] and _is_own_place(text[: verb.start()], rules, words):
        return text[: verb.start()]
    tail = words.label_tail.search(text)
    if tail is not None and tail.start() > 0 and (tail[0].startswith(("的", "等")) or not classify(text, rules).strong):
        text = text[: tail.start()]
    return text


def _place_before(label: str, rules: Rules, words: Vocabulary) -> str:
    """Return the place that stands before a measure: 清河县问责 → 清河县; nothing where none does, as in 公安机关."""
    hit = next(iter(words.places.find(label)), None)
    if hit is None or hit.span.start > 0 or hit.span.end == len(label):
        return ""
    return "" if label.startswith(rules.pack.counts.department_endings, hit.span.end) else label[: hit.span.end]


def _is_own_place(text: str, rules: Rules, words: Vocabulary) -> bool:
    """Tell whether words before a verb of handing on are a place of a list: 清河县转办 (3件), not 全县转办."""
    says = classify(text, rules) if text else UNKNOWN
    place = says.strong and says.dimension == "region" and text not in rules.pack.counts.region_words
    return place and _TOWARDS not in text and words.own_area.search(text) is None


@lru_cache(maxsize=_REMEMBERED)
def share_of(text: str, rules: Rules) -> str | None:
    """Return the category that a share is one of: 占涉气举报的34.2% → 大气; None where it is one of all."""
    named = _SHARED.search(text)
    return classify(named["whole"], rules).category if named is not None else None


@lru_cache(maxsize=_REMEMBERED)
def lead_in(text: str, colon: bool, rules: Rules) -> str | None:
    """Return the dimension that a lead-in names (按地区分, 从污染类型看), None where the words are none."""
    frame = vocabulary(rules).lead_frame.fullmatch(text)
    if frame is not None:
        return vocabulary(rules).dimension[frame["word"]]
    match = vocabulary(rules).lead_in.match(text)
    if match is None or not (match["opener"] or match["closer"] or colon):
        return None
    if len(text) - match.end() > 4 and not match["opener"]:
        return None
    return vocabulary(rules).dimension[match["word"]]


@lru_cache(maxsize=_REMEMBERED)
def implied(text: str, rules: Rules) -> Implied | None:
    """Return the figure that words give without digits: 均为来电件, 无重点关注案件."""
    words = vocabulary(rules)
    says = classify(text[1:], rules)
    if text.startswith(_BEING) and says.strong and says.dimension == "channel" and len(text) <= _LONGEST_IMPLIED:
        return Implied(text[1:], 0, len(text), True)
    for pattern, is_all in ((words.none_of, False), (words.all_of, True)):
        match = pattern.search(text)
        if match is None:
            continue
        label = match["label"].removesuffix("举报件") if is_all else match["label"]
        says = classify(label, rules)
        if (
            is_all
            and says.dimension == "status"
            and says.category in _SETTLED
            and _about_all(text[: match.start()], words)
        ):
            return Implied(label, match.start(), match.end(), True)
        if says.strong and len(label) <= _LONGEST_IMPLIED and (says.dimension in _IMPLIED or says.category == REPEATED):
            if says.dimension == "channel":
                label = label.removesuffix("件")
            return Implied(label, match.start(), match.end(), is_all)
    return None


def _about_all(before: str, words: Vocabulary) -> bool:
    """Tell whether the words before 均已办结 speak of all cases: none, or the noun for them."""
    before = before.removesuffix("目前").removesuffix("现")
    return not before or words.noun.fullmatch(before) is not None


@lru_cache(maxsize=_REMEMBERED)
def kind_before_outcome(text: str, rules: Rules) -> str:
    """Return the kind of cases that stands before their outcome: 重点关注案件已办结 → 重点关注案件; else nothing."""
    for cut in range(len(text) - 2, 1, -1):
        outcome = classify(text[cut:], rules)
        if outcome.strong and outcome.dimension == "status":
            words = text[:cut].removesuffix(_ALREADY)
            kind = classify(words, rules)
            return words if kind.strong and kind.dimension == "priority" else ""
    return ""


@lru_cache(maxsize=_REMEMBERED)
def parted(label: str, rules: Rules) -> tuple[tuple[str, int], ...]:
    """Return the labels, with their offsets, that conjunctions join in one: 甲县和乙县 → 甲县, 乙县."""
    if label in rules.gazetteer.forms():
        return ((label, 0),)
    for match in vocabulary(rules).conjunction.finditer(label):
        left, right = label[: match.start()], label[match.end() :]
        if left and len(right) > 1:
            first, second = classify(left, rules), classify(right, rules)
            known = first.dimension is not None and second.dimension is not None
            if (known and first.dimension == second.dimension) or OTHER in (first.category, second.category):
                rest = parted(right, rules)
                return ((left, 0), *((text, match.end() + offset) for text, offset in rest))
    return ((label, 0),)
