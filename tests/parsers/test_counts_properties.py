"""What holds of every text: nothing lost, nothing twice, spans that fit, the same answer to the same words."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.context import Context
from jianbao.parsers.counts import Counts, parse_counts
from jianbao.parsers.fold import fold
from jianbao.record import Figure
from jianbao.rulepack import load_rules

RULES = load_rules()
NOTICES = sorted(Path(__file__).parents[3].glob("shared/dev/notices/*.txt"))
COUNTED = re.compile(r"(?<![\d.])\d{1,12}(?:\.\d+)?(?:件|个(?!月)|宗|起|人|家|万元|元|%)")

place = st.sampled_from(
    ["东湖县", "西山县", "和平区", "五家渠市", "六安市", "三门峡市", "清河新区", "江华", "市水务局", "省直"]
)
pollution = st.sampled_from(["水", "大气污染", "噪声类", "土壤问题", "其他污染", "油烟", "自然生态"])
status = st.sampled_from(["已办结", "阶段性办结", "未办结", "责令整改", "约谈", "重点件", "来电", "来信举报", "属实"])
label = st.one_of(place, pollution, status)
count = st.integers(0, 99_999).map(str) | st.sampled_from(["两", "十", "三十三", "0.5", "1.2万", "一百零五"])
unit = st.sampled_from(["件", "件", "件", "个", "宗", "家", "人", "%"])
note = st.sampled_from(
    ["", "", "", "（部分件涉及多种类型）", "（重点件1件）", "（占5%）", "（+1）", "，占3%", "居第一位"]
)
item = st.builds(lambda a, n, u, t: f"{a}{n}{u}{t}", label, count, unit, note)
shared = st.builds(lambda a, b, w, n: f"{a}、{b}{w}{n}件", place, place, st.sampled_from(["各", "均为", "均"]), count)
lead = st.sampled_from(
    ["", "按地区分：", "从问题类型看，", "其中", "居前的为", "截至当日，", "已办结的件中，", "另据通报，第3批"]
)
sentence = st.builds(
    lambda start, items, mark: start + mark.join(items) + "。",
    lead, st.lists(st.one_of(item, shared), min_size=1, max_size=6), st.sampled_from(["、", "，", "；"]),
)  # fmt: skip
headline = st.builds(
    lambda batch, n: f"6月7日，清河市收到督察组转来的第{batch}批信访件共{n}件。",
    st.sampled_from(["2", "三十", "十九"]),
    count,
)
notice = st.builds(lambda head, body: head + "".join(body), headline, st.lists(sentence, max_size=5))
anything = st.text(
    alphabet="清河县市的信访件个共各占为其中截至6月7日第二批0123456789.%，、。；：（）\n\t一十百万批件各均分别",
    max_size=80,
)


def read(text: str) -> Counts:
    return parse_counts(text, RULES, Context())


def rows(figures: list[Figure]) -> list[tuple[object, ...]]:
    return [(f.dimension, f.label, f.value, f.unit, f.scope, f.batch, f.as_of, f.subject, f.parent) for f in figures]


def check(text: str) -> None:
    counts = read(text)
    for found in (*counts.figures, *counts.groups, *counts.unread):
        assert 0 <= found.span.start < found.span.end <= len(text)
    for unread in counts.unread:
        assert unread.quote == unread.span.of(text)
    for index, figure in enumerate(counts.figures):
        assert figure.id == index
        assert figure.parent is None or 0 <= figure.parent < len(counts.figures)
        assert figure.parent != index
        assert figure.group is None or counts.groups[figure.group].id == figure.group
    taken = {figure.span for figure in counts.figures}
    left = {unread.span for unread in counts.unread}
    assert not taken & left
    assert len(left) == len(counts.unread)
    for found in COUNTED.finditer(text):
        ends = {span.end for span in taken | left}
        assert found.end() in ends or any(end > found.end() for end in ends), found[0][:20]


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_nothing_of_a_notice_is_lost(path: Path) -> None:
    check(fold(path.read_text(encoding="utf-8")).string)


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_paragraphs_do_not_matter(path: Path) -> None:
    text = fold(path.read_text(encoding="utf-8").strip()).string
    joined = text.replace("\n", "")
    parted = joined.replace("。", "。\n")
    assert rows(read(joined).figures) == rows(read(parted).figures)


@given(notice)
def test_nothing_is_lost(text: str) -> None:
    check(text)


@given(anything)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    counts = read(text)
    assert not {f.span for f in counts.figures if not f.implied} & {u.span for u in counts.unread}


HOSTILE = {
    "endless noun": "的" + "生态环境" * 20_000 + "3件",
    "endless digits": "1" * 80_000 + "件",
    "open brackets": "甲县3件（" * 2_000,
    "nested brackets": "（" * 5_000 + "3件" + "）" * 5_000,
    "endless list": "、甲县" * 10_000 + "各3件。",
    "endless openers": "其中涉及" * 10_000 + "3件",
    "endless cells": "甲\t" * 10_000,
    "endless batches": "第2批、" * 10_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_read_in_time(text: str) -> None:
    began = process_time()
    check(f"6月7日，清河市收到信访件3件。{text}")
    assert process_time() - began < 20


@given(notice)
def test_the_same_text_gives_the_same_figures(text: str) -> None:
    assert rows(read(text).figures) == rows(read(text).figures)


@given(notice)
def test_full_width_digits_and_narrow_marks_do_not_matter(text: str) -> None:
    wide = text.translate({ord(d): chr(ord(d) + 0xFEE0) for d in "0123456789"}).replace("，", ",").replace("（", "(")
    assert rows(read(fold(wide).string).figures) == rows(read(fold(text).string).figures)


@given(st.lists(st.tuples(place, st.integers(0, 999)), min_size=1, max_size=12), st.sampled_from(["、", "，", "；"]))
def test_a_list_gives_its_members(members: list[tuple[str, int]], mark: str) -> None:
    text = f"6月7日，清河市收到信访件9999件。按地区分：{mark.join(f'{name}{n}件' for name, n in members)}。"
    assert [(f.label, f.value) for f in read(text).figures[1:]] == members


@given(st.lists(place, min_size=1, max_size=6, unique=True), st.integers(0, 999), st.sampled_from(["各", "均", "均为"]))
def test_a_shared_number_goes_to_every_label(names: list[str], value: int, word: str) -> None:
    text = f"6月7日，清河市收到信访件9999件。按地区分：{'、'.join(names)}{word}{value}件。"
    assert [(f.label, f.value) for f in read(text).figures[1:]] == [(name, value) for name in names]
