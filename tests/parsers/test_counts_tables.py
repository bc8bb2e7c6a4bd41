"""Tables flattened to text: rows of cells parted by tabs or wide gaps, and what their captions and heads say."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.checks import check
from jianbao.parsers.context import Context
from jianbao.parsers.counts import Counts, parse_counts
from jianbao.parsers.fold import fold
from jianbao.rulepack import load_rules

RULES = load_rules()
NEW = "6月7日，清河市收到第2批信访件共20件。\n"


def read(text: str) -> Counts:
    return parse_counts(fold(text).string, RULES, Context(date(2024, 9, 30)))


def rows(text: str) -> list[tuple[str | None, str | None, float, str, int | None]]:
    return [(f.dimension, f.label, f.value, f.unit, f.parent) for f in read(text).figures]


def test_the_caption_gives_date_and_unit() -> None:
    caption = "各县区办理情况表（截至9月11日，单位：宗）"
    table = "县（市、区）\t转办\t已办结\n东湖县\t12\t9\n西山县\t8\t8\n合计\t20\t17\n"
    counts = read(f"{NEW}{caption}\n{table}")
    assert [(f.scope, f.as_of, f.dimension, f.label, f.value, f.unit, f.parent) for f in counts.figures[1:]] == [
        ("cumulative", "2024-09-11", "region", "东湖县", 12, "宗", 5),
        ("cumulative", "2024-09-11", "status", "已办结", 9, "宗", 1),
        ("cumulative", "2024-09-11", "region", "西山县", 8, "宗", 5),
        ("cumulative", "2024-09-11", "status", "已办结", 8, "宗", 3),
        ("cumulative", "2024-09-11", None, None, 20, "宗", None),
        ("cumulative", "2024-09-11", "status", "已办结", 17, "宗", 5),
    ]
    assert {f.subject for f in counts.figures} == {"信访件"}


def test_the_head_gives_the_unit_and_wide_gaps_part_cells() -> None:
    table = "县区    发现隐患（处）    已整改（处）\n东湖县    30    21\n西山县    10    9\n合计      40    30\n"
    assert rows(f"8月1日至7日，全市排查隐患40处。\n{table}") == [
        (None, None, 40, "处", None),
        ("region", "东湖县", 30, "处", 0),
        ("status", "已整改", 21, "处", 1),
        ("region", "西山县", 10, "处", 0),
        ("status", "已整改", 9, "处", 3),
        (None, None, 40, "处", None),
        ("status", "已整改", 30, "处", 5),
    ]


def test_the_columns_break_down_the_total_wherever_it_stands() -> None:
    assert rows(f"{NEW}县区\t来电\t来信\t合计\t办结率\n东湖县\t4\t8\t12\t50%\n西山县\t8\t0\t8\t/\n") == [
        (None, None, 20, "件", None),
        ("channel", "来电", 4, "件", 3),
        ("channel", "来信", 8, "件", 3),
        ("region", "东湖县", 12, "件", 0),
        ("status", "办结率", 50, "%", 3),
        ("channel", "来电", 8, "件", 7),
        ("channel", "来信", 0, "件", 7),
        ("region", "西山县", 8, "件", 0),
    ]


@pytest.mark.parametrize(
    ("sums", "violated"),
    [("20\t17", []), ("20\t18", [("rollup", "status")]), ("21\t17", [("partition", "region")])],
)
def test_columns_are_checked_against_their_sums(sums: str, violated: list[tuple[str, str]]) -> None:
    counts = read(f"统计表（截至9月11日）\n县区\t转办\t已办结\n东湖县\t12\t9\n西山县\t8\t8\n合计\t{sums}\n")
    findings = check(counts.figures, counts.groups, RULES, counts.unread)
    dimensions = {f.id: f.dimension for f in counts.figures}
    found = [(f.constraint, dimensions[f.figures[1]]) for f in findings if f.status == "violated"]
    assert found == violated


def test_a_table_of_another_time_contradicts_no_headline() -> None:
    counts = read(f"{NEW}县区\t转办\n东湖县\t30\n西山县\t20\n合计\t50\n")
    assert [(f.scope, f.as_of, f.value) for f in counts.figures][-1] == ("other", None, 50)
    findings = check(counts.figures, counts.groups, RULES, counts.unread)
    assert [f.status for f in findings] == ["holds"]


def test_glued_cells_and_unknown_columns_stay_unread() -> None:
    counts = read(f"{NEW}县区\t转办\t排名\n东湖县\t12\t1\n西山新区82\t\n南岭县\t1\t3\n")
    assert [(f.label, f.value) for f in counts.figures] == [(None, 20), ("东湖县", 12), ("南岭县", 1)]
    assert [(u.quote, u.reason) for u in counts.unread] == [
        ("1", "not_understood"),
        ("82", "not_understood"),
        ("3", "not_understood"),
    ]


GLUED = "县区\t转办\t已办结\n东湖县\t12\t9\n西山新区108\n合计\t{}\n"


def test_sums_decide_how_glued_cells_part() -> None:
    assert rows(NEW + GLUED.format("22\t17"))[1:] == [
        ("region", "东湖县", 12, "件", 5),
        ("status", "已办结", 9, "件", 1),
        ("region", "西山新区", 10, "件", 5),
        ("status", "已办结", 8, "件", 3),
        (None, None, 22, "件", None),
        ("status", "已办结", 17, "件", 5),
    ]


def test_glued_cells_that_the_sums_do_not_explain_stay_unread() -> None:
    counts = read(NEW + GLUED.format("23\t17"))
    assert [u.quote for u in counts.unread] == ["108"]
    assert [f.label for f in counts.figures if f.dimension == "region"] == ["东湖县"]
    findings = check(counts.figures, counts.groups, RULES, counts.unread)
    assert not [f for f in findings if f.status == "violated"]


def test_a_table_without_a_column_of_totals_stays_unread() -> None:
    counts = read(f"{NEW}县区\t来电\t来信\n东湖县\t4\t8\n")
    assert [f.value for f in counts.figures] == [20]
