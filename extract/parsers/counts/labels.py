"""Labels: from the words of a list's member to its dimension and canonical category.

大气污染问题 → pollution, 大气; 已办结 → status, 办结; 曲阳县 → region; 市水务局 → department. The whole label is looked
up first, then without its general ending (类, 问题, 案件), then by the words that it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...rulepack import Hit, Lexicon, Rules
from .vocabulary import joint_pattern

__all__ = ["OTHER", "REPEATED", "UNKNOWN", "Label", "category_in", "classify", "is_word"]

#: Dimensions whose words tell them wherever they stand in a label, even beside a place or a department.
_TELLING = ("priority", "enforcement", "duplicate", "status", "channel", "other")


class Label(NamedTuple):
    """What a label says. ``strong`` where the words leave no doubt; else a list's own dimension goes before.

    ``crossed``: a place stands before a channel (清河县来电): the list breaks the total down by both.
    """

    dimension: str | None
    category: str | None
    strong: bool
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    exact: dict[str, tuple[str, str]]
    own: dict[str, dict[str, str]]
    """Of each dimension, its words and their categories."""
    holds: Lexicon[tuple[str, str]]
    rank: dict[str, int]
    affixes: tuple[str, ...]
    region: tuple[str, ...]
    department: tuple[str, ...]
    region_words: frozenset[str]
    department_words: frozenset[str]
    joint: re.Pattern[str]
    after_words: tuple[str, ...]

    def after(self, label: str) -> bool:
        """Tell whether a label names what is left after merging (剔除重复件后), not what was merged."""
        return any(word in label for word in self.after_words)


UNKNOWN = Label(None, None, False)
REPEATED = "重复件"
_WITH = ("与", "和", "同")
#: Of several words of these dimensions the last one tells: 办结时限内正在办理 is 未办结.
_LAST_TELLS = ("status", "enforcement")
#: A rate of anything but outcomes (接通率) is no channel, and no kind of pollution.
_RATE = "率"
_RATED = ("status", "other", "priority")
#: Endings that speak for an office more strongly than a word of these dimensions within its name.
_OFFICES = ("局", "厅", "委员会", "支队", "总队", "大队", "公司", "集团", "办公室")
_WEAKER = ("duplicate", "other", "status")
OTHER = "其他"
_OTHER = (OTHER, "其它", "其余")
#: Dimensions with a remainder: 其他类生态环境问题.
_OPEN = ("pollution", "industry")
#: The dimension whose labels name several categories side by side.
_FIELDS = "industry"
_LISTED = "、"
#: Behind it a channel is but the noun: 社会治安类信件.
_CLASS = "类"


@lru_cache(maxsize=1 << 16)
def classify(label: str, rules: Rules) -> Label:
    """Return what a label says; dimension None where it says nothing by itself."""
    words = _words(rules)
    found = words.exact.get(label)
    if found:
        return _exact(found)
    if label in rules.gazetteer.forms() or label in words.region_words:
        return Label("region", None, True)
    if label in words.department_words:
        return Label("department", None, True)
    stem = _stem(label, words)
    if stem in _OTHER or (label.startswith(_OTHER) and stem[2:] in ("污染", "环境", "环境污染", "生态环境", "")):
        return Label("pollution" if stem != label and len(label) > 3 else None, OTHER, False)
    found = words.exact.get(stem)
    if found:
        return _exact(found)
    says = _by_parts(label, rules, words)
    if label.endswith(_RATE) and says.dimension not in _RATED:
        return Label("other", None, True)
    if label.startswith(_OTHER) and says.dimension in _OPEN:
        return says._replace(category=OTHER, strong=False)
    return says


def is_word(label: str, rules: Rules) -> bool:
    """Tell whether a label is, as it stands, a word of the rule pack: 有效."""
    return label in _words(rules).exact


def category_in(label: str, dimension: str | None, rules: Rules) -> str | None:
    """Return the category of a label in a list of a dimension that it does not tell of itself: 餐饮油烟 by industry."""
    words = _words(rules)
    own = words.own.get(dimension or "", {})
    return own.get(label) or own.get(_stem(label, words))


def _exact(found: tuple[str, str]) -> Label:
    dimension, category = found
    strong = dimension == "channel" or (dimension != "industry" and category not in _OTHER)
    return Label(dimension, category, strong)


def _of_a_place(label: str, end: int, rules: Rules, words: _Words) -> bool:
    place = label[:end]
    return end > 1 and (place in rules.gazetteer.forms() or place.endswith(words.region))


def _by_parts(label: str, rules: Rules, words: _Words) -> Label:
    hits = sorted(words.holds.find(label), key=lambda hit: words.rank[hit.value[0]])
    found = [hit.value for hit in hits]
    telling = next((value for value in found if value[0] in _TELLING), None)
    if telling and telling[0] in _LAST_TELLS:
        telling = [value for value in found if value[0] == telling[0]][-1]
    if words.joint.search(label, 1) and not label.startswith(_WITH):
        return Label("region", None, True)
    office = label.endswith(_OFFICES) or label.startswith(tuple(words.department_words))
    if telling and telling[0] == "duplicate" and REPEATED in (value[1] for value in found) and not words.after(label):
        return Label("duplicate", REPEATED, True)
    if telling and telling[0] == "channel" and _CLASS in label[: hits[0].span.start]:
        return classify(label[: label.index(_CLASS) + 1], rules)
    if telling and not (telling[0] in _WEAKER and office):
        return Label(*telling, True, telling[0] == "channel" and _of_a_place(label, hits[0].span.start, rules, words))
    if label.endswith(words.department) or label.startswith(tuple(words.department_words)):
        return Label("department", None, True)
    if label.endswith(words.region):
        return Label("region", None, True)
    soft = [hit for hit in hits if words.rank[hit.value[0]] == words.rank[hits[0].value[0]]]
    if not soft:
        return UNKNOWN
    dimension, category = soft[-1].value
    return Label(dimension, None if dimension in _OPEN and _is_several(label, soft, words) else category, False)


def _is_several(label: str, hits: list[Hit[tuple[str, str]]], words: _Words) -> bool:
    """Tell whether a label names several categories: 大气、水污染类; of fields, side by side: 交通能源环保类."""
    if len({hit.value for hit in hits}) < 2:
        return False
    side_by_side = hits[0].span.start == 0 and all(a.span.end == b.span.start for a, b in pairwise(hits))
    return _LISTED in label or (hits[0].value[0] == _FIELDS and side_by_side)


def _stem(label: str, words: _Words) -> str:
    """Return a label without the general words that it may end with."""
    stem = label.removeprefix("涉及")
    while stem.endswith(words.affixes):
        shorter = next(stem[: -len(affix)] for affix in words.affixes if stem.endswith(affix))
        if not shorter:
            break
        stem = shorter
        if stem in words.exact:
            break
    return stem


@cache
def _words(rules: Rules) -> _Words:
    counts = rules.pack.counts
    rank = {dimension: i for i, dimension in enumerate((*counts.precedence, "region", "department"))}
    holds: dict[str, tuple[str, str]] = {}
    exact: dict[str, tuple[str, str]] = {}
    own: dict[str, dict[str, str]] = {}
    for tables, targets in ((counts.exact, (exact,)), (counts.categories, (exact, holds))):
        for dimension in sorted(tables, key=lambda name: rank[name]):
            for category, variants in tables[dimension].items():
                for word in (category, *variants):
                    own.setdefault(dimension, {}).setdefault(word, category)
                    for target in targets:
                        if word not in _OTHER:
                            target.setdefault(word, (dimension, category))
    affixes = tuple(sorted(counts.label_affixes, key=len, reverse=True))
    return _Words(
        exact, own, Lexicon(holds), rank, affixes, counts.region_endings, counts.department_endings,
        frozenset(counts.region_words), frozenset(counts.department_words),
        re.compile(joint_pattern(counts.joint_words)), counts.after_words,
    )  # fmt: skip
