"""The stages of the counts grammar: what the tokeniser and the tree make of a text."""

from __future__ import annotations

import pytest

from jianbao.parsers.context import Context
from jianbao.parsers.counts import outline, parse_counts
from jianbao.parsers.counts.labels import classify
from jianbao.parsers.counts.phrases import strip_label
from jianbao.parsers.counts.tokens import tokenize
from jianbao.parsers.fold import fold
from jianbao.rulepack import load_rules

RULES = load_rules()


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokenize(fold(text).string, RULES)]


TOKENS = [
    ("东湖县3件，", [("words", "东湖县"), ("number", "3件"), ("mark", "，")]),
    ("五家渠市3件", [("words", "五家渠市"), ("number", "3件")]),
    ("共三十三件", [("number", "共三十三件")]),
    ("第三十三批", [("batch", "第三十三批")]),
    ("第2-17批、前九批", [("batch", "第2-17批"), ("mark", "、"), ("batch", "前九批")]),
    ("第一批至第五批", [("batch", "第一批至第五批")]),
    ("8批(次)90件", [("batch", "8批（次）"), ("number", "90件")]),
    ("第二轮第四批督察", [("round", "第二轮第四批"), ("words", "督察")]),
    ("第四批中央生态环境保护督察", [("round", "第四批"), ("words", "中央生态环境保护督察")]),
    ("截至2024年6月7日18时", [("words", "截至"), ("date", "2024年6月7日18时")]),
    ("每天8:00—20:00", [("words", "每天"), ("time", "8:00-20:00")]),
    ("12345热线、第七组", [("words", "12345热线"), ("mark", "、"), ("words", "第七组")]),
    ("同一件", [("words", "同一件")]),
    ("办结一批", [("words", "办结一批")]),
    ("（占比33.33%）", [("open", "（"), ("number", "占比33.33%"), ("close", "）")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "batch"),
    [
        ("第三批", (3, 3)), ("第2-17批", (2, 17)), ("前九批", (1, 9)), ("十九批次", (1, 19)), ("1批", (1, 1)),
        ("首批", (1, 1)),
        ("第一批至第十二批", (1, 12)), ("第十八、十九批", (18, 19)),
    ],
)  # fmt: skip
def test_batch(text: str, batch: tuple[int, int]) -> None:
    assert [token.batch for token in tokenize(text, RULES)] == [batch]


@pytest.mark.parametrize(
    ("text", "lead"),
    [("各3件", "shared"), ("均为3件", "shared"), ("分别为3件", "respective"), ("占3%", "share"),
    ("约占总数的3%", "share"),
     ("共计3件", "plain"), ("3件", "")],
)  # fmt: skip
def test_what_stands_before_a_number(text: str, lead: str) -> None:
    (token,) = tokenize(text, RULES)
    assert (token.lead, token.value) == (lead, 3)


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("其中涉及大气污染", "大气污染"), ("地区分布为东湖县", "东湖县"), ("居前的为东湖县", "东湖县"),
        ("本批举报件涉及噪声", "噪声"),
        ("东湖县的举报件数量最多", "东湖县"), ("责令整改企业", "责令整改企业"), ("累计转办", "累计转办"),
        ("列为重点关注件", "重点关注件"),
        ("土壤污染的", "土壤污染"), ("数量", ""), ("其中", ""),
    ],
)  # fmt: skip
def test_label(head: str, label: str) -> None:
    assert strip_label(head, RULES).text == label


@pytest.mark.parametrize(
    ("label", "dimension", "category"),
    [
        ("来电举报", "channel", "来电"), ("水污染问题", "pollution", "水"),
        ("重点信访事项", "priority", "重点件"), ("已办结", "status", "办结"),
        ("阶段办结", "status", "阶段性办结"), ("合并重复件后移交", "duplicate", "合并后"),
        ("市水务局", "department", None),
        ("省直", "department", None), ("东湖新区", "region", None), ("刑事拘留", "enforcement", "刑事拘留"),
        ("基本属实", "other", "基本属实"),
        ("兖州区和邹城市合办", "region", None), ("一句没有类别的话", None, None),
    ],
)  # fmt: skip
def test_classify(label: str, dimension: str | None, category: str | None) -> None:
    says = classify(label, RULES)
    assert (says.dimension, says.category) == (dimension, category)


def test_outline_of_a_tree() -> None:
    text = "6月7日，清河市收到第2批信访件3件。按地区分：东湖县2件（重点件1件）、西山县1件。"
    assert outline(parse_counts(text, RULES, Context()).tree).splitlines() == [
        "new --06-07 batch 2-2 信访件: 3件",
        "  [region]",
        "    东湖县 2件",
        "      [priority]",
        "        重点件 1件",
        "    西山县 1件",
    ]
