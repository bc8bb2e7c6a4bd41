"""Tables of figures that never were in a bulletin."""

from __future__ import annotations

import pandas as pd
from sheets import RULES, worked_example

from jianbao.checks import check_frame


def test_dimension_and_value_suffice() -> None:
    frame = pd.DataFrame({"dimension": [None, "region", "region"], "value": [12, 7, 4]})
    (finding,) = check_frame(frame, RULES)
    assert (finding.constraint, finding.status, finding.figures) == ("partition", "violated", [0, 1, 2])
    assert [(r.figure, r.value) for r in finding.repairs] == [(0, 11), (1, 8), (2, 5)]


def test_the_columns_of_a_record_give_the_findings_of_the_record() -> None:
    sheet = worked_example(total=18)
    relation = {group.id: group for group in sheet.groups}
    frame = pd.DataFrame(
        [
            {
                "id": f.id + 100,
                "subject": f.subject,
                "scope": f.scope,
                "dimension": f.dimension,
                "category": f.category,
                "label": f.label,
                "value": f.value,
                "unit": f.unit,
                "parent": None if f.parent is None else f.parent + 100,
                "group": f.group,
                "relation": relation[f.group].relation if f.group is not None else None,
                "whole": 100 if f.group is not None else None,
                "note": relation[f.group].note if f.group is not None else None,
            }
            for f in sheet.figures
        ]
    )
    assert check_frame(frame, RULES) == sheet.check()


def test_lists_are_kept_apart_by_time_and_parent() -> None:
    rows = [
        ("new", "[3, 3]", None, None, 9, None),
        ("new", "[3, 3]", "region", "东县", 5, None),
        ("new", "[3, 3]", "region", "西县", 4, None),
        ("cumulative", "1-3", None, None, 30, None),
        ("cumulative", "1-3", "region", "东县", 20, None),
        ("cumulative", "1-3", "region", "西县", 10, None),
        ("new", "[3, 3]", "priority", "重点件", 2, None),
        ("new", "[3, 3]", "priority", "重点件", 2, 1),
    ]
    frame = pd.DataFrame(rows, columns=["scope", "batch", "dimension", "category", "value", "parent"])
    found = check_frame(frame, RULES)
    assert [(f.constraint, f.status, f.figures) for f in found] == [
        ("partition", "holds", [0, 1, 2]),
        ("partition", "holds", [3, 4, 5]),
        ("subset", "holds", [0, 6]),
        ("subset", "holds", [1, 7]),
        ("rollup", "holds", [6, 7]),
    ]


def test_of_two_totals_the_list_belongs_to_the_one_it_adds_up_to() -> None:
    rows = [(None, "件", 51), (None, "个", 60), ("pollution", "个", 40), ("pollution", "个", 20), ("region", "件", 51)]
    frame = pd.DataFrame(rows, columns=["dimension", "unit", "value"])
    assert [f.figures for f in check_frame(frame, RULES)] == [[1, 2, 3], [0, 4]]


def test_status_without_a_rest_need_not_add_up() -> None:
    def relation(*names: str) -> str:
        rows = [(None, None, 10), *(("status", name, 3) for name in names)]
        frame = pd.DataFrame(rows, columns=["dimension", "category", "value"])
        (finding,) = check_frame(frame, RULES)
        return finding.constraint

    assert relation("办结", "阶段办结") == "subset"
    assert relation("办结", "未办结") == "partition"


def test_issues_are_compared() -> None:
    rows = [
        (3, "cumulative", 48, "[1, 3]"),
        (4, "cumulative", 60, "[1, 4]"),
        (4, "new", 17, "[4, 4]"),
    ]
    frame = pd.DataFrame(rows, columns=["issue", "scope", "value", "batch"])
    frame["dimension"] = None
    found = check_frame(frame, RULES)
    assert [(f.constraint, f.status, f.figures) for f in found] == [
        ("monotone", "holds", [1, 0]),
        ("increment", "violated", [1, 0, 2]),
    ]
    assert found[1].message == "第4期累计总数60，较第3期的48增加12，比新增的17少5，不一致。"


def test_empty_cells_and_text() -> None:
    frame = pd.DataFrame(
        {
            "dimension": ["", "channel", "channel", "channel"],
            "label": [None, "来电", "来信", "网上"],
            "value": ["12", "7", "4", None],
            "unit": ["件"] * 4,
        }
    )
    (finding,) = check_frame(frame, RULES)
    assert finding.status == "unchecked"
    assert finding.message == "来电7件、来信4件合计7+4=11件，比总数12件少1件；所列数字中有未能读取的，未作判断。"
    assert check_frame(frame.iloc[:0], RULES) == []


def test_percentages_in_a_column_of_floats_keep_their_digits() -> None:
    frame = pd.DataFrame(
        {
            "dimension": [None, "region", "region", "region"],
            "category": [None, "东县", "西县", "东县"],
            "value": [27, 4, 23, 14.8],
            "unit": ["件", "件", "件", "%"],
        }
    )
    assert [(f.constraint, f.status) for f in check_frame(frame, RULES)] == [("partition", "holds"), ("share", "holds")]
    frame.loc[3, "value"] = 15.0
    assert check_frame(frame, RULES)[1].status == "holds"


def test_the_table_is_left_as_it_was() -> None:
    frame = pd.DataFrame({"dimension": [None, "region", "region"], "value": [12, 7, 4]})
    before = frame.copy()
    check_frame(frame, RULES)
    pd.testing.assert_frame_equal(frame, before)


def test_issues_of_an_archive_are_put_in_order_and_kept_apart_by_series() -> None:
    rows = [
        ("c", "东市简报", 2025, 1, "2025-01-03", 70),
        ("a", "东市简报", 2024, 9, "2024-12-30", 60),
        ("b", "东市简报", 2024, 10, "2024-12-31", 65),
        ("d", "西市简报", 2024, 10, "2024-12-31", 3),
    ]
    frame = pd.DataFrame(rows, columns=["document", "bulletin", "year", "issue", "bulletin_date", "value"])
    frame = frame.assign(id=0, scope="cumulative", dimension=None, batch_first=1, batch_last=frame["issue"])
    found = check_frame(frame, RULES)
    assert [(f.constraint, f.status, f.figures) for f in found] == [
        ("monotone", "holds", [2, 1]),
        ("monotone", "holds", [0, 2]),
    ]
    assert found[0].message == "2024年第10期累计总数65，不少于2024年第9期的60，一致。"
