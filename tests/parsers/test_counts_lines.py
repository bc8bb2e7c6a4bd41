"""Lists whose items have a line each, as web pages and annexes set them."""

from __future__ import annotations

import pytest
from counted import read, rows, violated

HEAD = "6月7日，清河市收到第2批信访件共20件"
PLACES = ("清河县", "东湖县", "西山县")
NUMBERS = (9, 8, 3)


@pytest.mark.parametrize("lead", ["。\n按地区分：\n", "。其中：\n", "，其中\n", "。\n", "：\n"])
@pytest.mark.parametrize("number", ["", "{}.", "{}、", "（{}）", "· ", "● "])
@pytest.mark.parametrize("between", ["", "：", " "])
@pytest.mark.parametrize("end", ["", "；", "。", "，"])
def test_a_line_an_item(lead: str, number: str, between: str, end: str) -> None:
    lines = [
        f"{number.format(index)}{place}{between}{count}件{end}"
        for index, (place, count) in enumerate(zip(PLACES, NUMBERS, strict=True), 1)
    ]
    counts = read(HEAD + lead + "\n".join(lines))
    assert [(f.label, f.value) for f in counts.figures] == [(None, 20), *zip(PLACES, NUMBERS, strict=True)]
    assert [(g.dimension, g.relation, g.whole) for g in counts.groups] == [("region", "partition", 0)]
    assert counts.unread == []


def test_a_heading_between_parts_two_lists() -> None:
    text = f"{HEAD}。\n1.按污染类型分\n大气12件\n水8件\n2.按承办单位分\n清河县15件，重点件1件\n东湖县5件"
    counts = read(text)
    assert [(g.dimension, g.relation) for g in counts.groups if g.dimension != "priority"] == [
        ("pollution", "partition"), ("region", "partition"),
    ]  # fmt: skip
    assert violated(text.replace("5件", "4件")) != []


def test_a_sentence_of_its_own_is_no_line_of_a_list() -> None:
    text = f"{HEAD}，其中清河县9件、东湖县11件。\n县水务局已办结3件。"
    assert next(group.relation for group in read(text).groups) == "partition"
    assert violated(text) == []


def test_a_share_may_stand_beside_each_item() -> None:
    text = f"{HEAD}。\n清河县12件 占比60%\n东湖县8件 占比40%"
    assert rows(text) == [
        "信访件 20件", "region 清河县 12件", "region 清河县 60%", "region 东湖县 8件", "region 东湖县 40%",
    ]  # fmt: skip
    assert violated(text) == []
    assert violated(text.replace("60%", "50%")) == ["share"]


LABELS = [
    ("按污染类型分", ["大气污染", "水污染", "噪声污染"]),
    ("从污染类型看", ["其他", "大气", "油烟扰民"]),
    ("交办县区分别为", ["清河县", "东湖县", "西山县"]),
    ("反映问题涉及", ["水类", "大气类", "其他类"]),
    ("按重要性划分", ["一般件", "重点件"]),
    ("按举报方式分", ["来信", "来电", "其他渠道"]),
]


@pytest.mark.parametrize(("lead", "labels"), LABELS)
@pytest.mark.parametrize("mark", ["，", "：", ""])
@pytest.mark.parametrize("colon", ["：", ""])
@pytest.mark.parametrize("between", ["、", "；", "，", " 、"])
def test_a_colon_may_stand_before_each_number(
    lead: str, labels: list[str], mark: str, colon: str, between: str
) -> None:
    numbers = NUMBERS if len(labels) > 2 else (17, 3)
    listed = between.join(f"{label}{colon}{number}件" for label, number in zip(labels, numbers, strict=True))
    mark = "" if lead.endswith(("为", "涉及")) else mark or "，"
    counts = read(f"{HEAD}。{lead}{mark}{listed}。")
    assert [(f.label, f.value) for f in counts.figures[1:]] == list(zip(labels, numbers, strict=True))
    assert [(g.relation, g.whole) for g in counts.groups] in ([("partition", 0)], [("cover", 0)])
    assert counts.unread == []


@pytest.mark.parametrize("first", ["其中重点件17件、一般件3件", "清河县12件、东湖县8件", "来电15件、来信5件"])
@pytest.mark.parametrize("opener", ["涉及", "其中涉及", "反映问题涉及"])
def test_others_may_come_first(first: str, opener: str) -> None:
    counts = read(f"{HEAD}，{first}，{opener}其他类9件、噪声类11件。")
    assert [f.dimension for f in counts.figures[3:]] == ["pollution", "pollution"]
    assert len(counts.groups) == 2
