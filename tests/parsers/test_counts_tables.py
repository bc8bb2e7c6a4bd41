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


def frames(text: str) -> list[tuple[str, str | None, str | None, float, str, int | None]]:
    return [(f.scope, f.as_of, f.label, f.value, f.unit, f.parent) for f in read(text).figures]


def test_columns_of_two_times_are_two_lists_each_under_its_own_total() -> None:
    table = "行政区域\t9月15日交办数量（件）\t9月1日至9月15日累计交办数量（件）\n东湖县\t1\t40\n西山县\t1\t10\n"
    totals = "9月15日，清河市收到第3批信访件2件。\n{}截至9月15日，累计交办信访件50件。\n"
    assert frames(totals.format(table)) == [
        ("new", "2024-09-15", None, 2, "件", None),
        ("new", "2024-09-15", "东湖县", 1, "件", 0),
        ("cumulative", "2024-09-15", "东湖县", 40, "件", 5),
        ("new", "2024-09-15", "西山县", 1, "件", 0),
        ("cumulative", "2024-09-15", "西山县", 10, "件", 5),
        ("cumulative", "2024-09-15", None, 50, "件", None),
    ]


SPANNED = [
    # Bars; the first line has no cells for the columns that a head spans.
    "县区 | 转办信访件（件） | 污染类型及数量（个） | 重点件（件） |\n水 | 大气 | 合计 |\n"
    "东湖县 | 1 | 0 | 2 | 2 | 0 |\n西山县 | 8 | 5 | 4 | 9 | 1 |\n",
    # Tabs; empty cells behind the head, and below the heads that span nothing.
    "县区\t转办信访件（件）\t污染类型及数量（个）\t\t\t重点件（件）\n水\t大气\t合计\n"
    "东湖县\t1\t0\t2\t2\t0\n西山县\t8\t5\t4\t9\t1\n",
]


@pytest.mark.parametrize("table", SPANNED)
def test_a_head_over_heads_sums_problems_beside_cases(table: str) -> None:
    assert rows(f"6月7日，清河市收到第2批信访件9件。\n{table}") == [
        (None, None, 9, "件", None),
        ("region", "东湖县", 1, "件", 0),
        ("pollution", "水", 0, "个", 4),
        ("pollution", "大气", 2, "个", 4),
        ("other", "合计", 2, "个", 1),
        ("priority", "重点件", 0, "件", 1),
        ("region", "西山县", 8, "件", 0),
        ("pollution", "水", 5, "个", 9),
        ("pollution", "大气", 4, "个", 9),
        ("other", "合计", 9, "个", 6),
        ("priority", "重点件", 1, "件", 6),
    ]


def test_a_wrong_sum_under_a_head_over_heads_is_found() -> None:
    table = SPANNED[1].replace("西山县\t8\t5\t4", "西山县\t8\t5\t3")
    counts = read(f"6月7日，清河市收到第2批信访件9件。\n{table}")
    findings = check(counts.figures, counts.groups, RULES, counts.unread)
    assert [(f.constraint, f.expected, f.actual) for f in findings if f.status == "violated"] == [("partition", 9, 8)]


def test_a_folded_table_is_read_to_its_end() -> None:
    table = "县区\t件数\t县区\t件数\n东湖县\t8\t西山县\t7\n南岭县\t5\t合计\t20\n"
    assert rows(NEW + table) == [
        (None, None, 20, "件", None),
        ("region", "东湖县", 8, "件", 0),
        ("region", "西山县", 7, "件", 0),
        ("region", "南岭县", 5, "件", 0),
        (None, None, 20, "件", None),
    ]


def test_an_empty_cell_keeps_its_column() -> None:
    assert rows(f"{NEW}县区\t转办\t重点件\t已办结\n东湖县\t12\t\t9\n西山县\t8\t1\t8\n")[1:] == [
        ("region", "东湖县", 12, "件", 0),
        ("status", "已办结", 9, "件", 1),
        ("region", "西山县", 8, "件", 0),
        ("priority", "重点件", 1, "件", 3),
        ("status", "已办结", 8, "件", 3),
    ]


def test_the_number_of_an_annex_is_no_figure() -> None:
    assert rows(f"{NEW}附表1\n县区\t转办\n东湖县\t20\n") == [
        (None, None, 20, "件", None),
        ("region", "东湖县", 20, "件", 0),
    ]
