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
