"""Each kind of constraint: held, violated, left open; and the sentence for it in both languages."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from sheets import RULES, Sheet, listed, one, worked_example

from jianbao.checks import check, explain
from jianbao.record import Finding, Unread
from jianbao.span import Span

FOUR = {"东县": 5, "西县": 4, "南县": 3, "北县": 1}
KINDS = {"水": 5, "大气": 4, "噪声": 3, "土壤": 1}

CASES = [
    (
        listed(12, {"来电": 9, "来信": 3}, "channel"),
        ("partition", "holds", 12, 12),
        "来电9件、来信3件合计9+3=12件，与累计总数12件一致。",
        "来电 9, 来信 3 add up to 9+3 = 12, consistent with the cumulative total (12) as published.",
    ),
    (
        listed(12, {"来电": 12}, "channel"),
        ("partition", "holds", 12, 12),
        "来电12件，与累计总数12件一致。",
        "来电 12, consistent with the cumulative total (12) as published.",
    ),
    (
        listed(12, FOUR, scope="new", batch=[4, 4]),
        ("partition", "violated", 12, 13),
        "按地区分的4项合计5+4+3+1=13件，比第4批总数12件多1件，不一致。",
        "The 4 regions add up to 5+4+3+1 = 13, 1 more than the total of batch 4 (12) as published.",
    ),
    (
        listed(15, FOUR, scope="other", batch=[1, 3]),
        ("partition", "violated", 15, 13),
        "按地区分的4项合计5+4+3+1=13件，比第1至3批总数15件少2件，不一致。",
        "The 4 regions add up to 5+4+3+1 = 13, 2 less than the total of batches 1 to 3 (15) as published.",
    ),
    (
        listed(12, FOUR, note="其中1件涉及2市", scope="new"),
        ("partition", "holds", 12, 13),
        "按地区分的4项合计5+4+3+1=13件，与本批总数12件相差1件；原文已说明“其中1件涉及2市”，差额可由此解释，视为一致。",
        "The 4 regions add up to 5+4+3+1 = 13, 1 off the total of this batch (12); the text explains the difference "
        "(“其中1件涉及2市”), so this counts as consistent.",
    ),
    (
        listed(10, FOUR, note="其中1件涉及2市", scope="other"),
        ("partition", "violated", 10, 13),
        "按地区分的4项合计5+4+3+1=13件，比总数10件多3件，不一致。原文说明“其中1件涉及2市”，不足以解释该差额。",
        "The 4 regions add up to 5+4+3+1 = 13, 3 more than the total (10) as published. The text says "
        "“其中1件涉及2市”, which does not explain the difference.",
    ),
    (
        listed(10, KINDS, "pollution"),
        ("partition", "unchecked", 10, 13),
        "按污染类型分的4项合计5+4+3+1=13件，比累计总数10件多3件；同一件可能计入多项而原文未作说明，未作判断。",
        "The 4 pollution types add up to 5+4+3+1 = 13, 3 more than the cumulative total (10); one case may count in "
        "several parts though the text does not say so, so this is left undecided.",
    ),
    (
        listed(14, KINDS, "pollution"),
        ("partition", "violated", 14, 13),
        "按污染类型分的4项合计5+4+3+1=13件，比累计总数14件少1件，不一致。",
        "The 4 pollution types add up to 5+4+3+1 = 13, 1 less than the cumulative total (14) as published.",
    ),
    (
        listed(4, KINDS, "pollution"),
        ("partition", "violated", 4, 5),
        "水5件超过累计总数4件，多1件，部分不应大于整体，不一致。",
        "水 5: more than the cumulative total (4) by 1, though a part cannot exceed its whole.",
    ),
    (
        listed(10, KINDS, "pollution", relation="cover", note="同一件可能涉及多种类型"),
        ("cover", "holds", 10, 13),
        "按污染类型分的4项合计5+4+3+1=13件，不少于累计总数10件，且各项均未超过该数，一致。",
        "The 4 pollution types add up to 5+4+3+1 = 13, not less than the cumulative total (10), and none alone "
        "exceeds it: consistent.",
    ),
    (
        listed(4, KINDS, "pollution", relation="cover"),
        ("cover", "violated", 4, 5),
        "水5件超过累计总数4件，多1件，部分不应大于整体，不一致。",
        "水 5: more than the cumulative total (4) by 1, though a part cannot exceed its whole.",
    ),
    (
        listed(20, KINDS, "pollution", relation="cover"),
        ("cover", "violated", 20, 13),
        "按污染类型分的4项合计5+4+3+1=13件，比累计总数20件少7件；各项可以重叠，但合计不应少于总数，不一致。",
        "The 4 pollution types add up to 5+4+3+1 = 13, 7 less than the cumulative total (20), though parts that may "
        "overlap must still reach it.",
    ),
    (
        listed(10, {"重点件": 3}, "priority", relation="subset"),
        ("subset", "holds", 10, 3),
        "重点件3件，未超过累计总数10件，一致。",
        "重点件 3: not more than the cumulative total (10), consistent.",
    ),
    (
        listed(10, {"办结": 12}, "status", relation="subset"),
        ("subset", "violated", 10, 12),
        "办结12件超过累计总数10件，多2件，部分不应大于整体，不一致。",
        "办结 12: more than the cumulative total (10) by 2, though a part cannot exceed its whole.",
    ),
    (
        listed(100, FOUR, relation="partial"),
        ("subset", "holds", 100, 5),
        "按地区分的4项中最大的东县5件，未超过累计总数100件，一致。",
        "The largest of the 4 regions, 东县 5, is not more than the cumulative total (100): consistent.",
    ),
    (
        listed(100, {"分解后交办": 130}, "duplicate", relation="subset"),
        ("subset", "unchecked", 100, 130),
        "分解后交办130件，超过累计总数100件；案件拆分后数量可能增加，未作判断。",
        "分解后交办 130: more than the cumulative total (100); splitting cases may add to their number, so this is "
        "left undecided.",
    ),
    (
        listed(100, {"合并重复件后": 130}, "duplicate", relation="subset"),
        ("subset", "violated", 100, 130),
        "合并重复件后130件超过累计总数100件，多30件，部分不应大于整体，不一致。",
        "合并重复件后 130: more than the cumulative total (100) by 30, though a part cannot exceed its whole.",
    ),
]


@pytest.mark.parametrize(("finding", "numbers", "chinese", "english"), CASES, ids=[c[2][:12] for c in CASES])
def test_a_list_and_its_whole(finding: Finding, numbers: tuple[object, ...], chinese: str, english: str) -> None:
    assert (finding.constraint, finding.status, finding.expected, finding.actual) == numbers
    assert (finding.message, finding.message_en) == (chinese, english)


def test_every_template_stands_in_both_languages_with_the_same_fields() -> None:
    messages = RULES.pack.messages
    fields = re.compile(r"{(\w+)}")
    assert set(messages.zh) == set(messages.en)
    assert set(messages.lists_zh) == set(messages.lists_en)
    pieces = {"sum_few", "sum_many", "bracketed", "whole_of_issue"}
    differ = {k for k in messages.zh if set(fields.findall(messages.zh[k])) != set(fields.findall(messages.en[k]))}
    assert differ <= pieces
    assert not any("correct" in text for text in messages.en.values())
    assert not any("正确" in text for text in messages.zh.values())


class TestMissing:
    def test_no_total(self) -> None:
        sheet = Sheet()
        sheet.list("region", FOUR, None)
        finding = one(sheet)
        assert (finding.status, finding.expected, finding.actual) == ("unchecked", None, 13)
        assert finding.message == "按地区分的4项合计5+4+3+1=13件，文中没有可供核对的总数，未核对。"
        assert finding.message_en == (
            "The 4 regions add up to 5+4+3+1 = 13; the text gives no total to compare this with, so it is not checked."
        )

    def test_other_units(self) -> None:
        finding = listed(10, {"办结": 3, "未办结": 7}, "status", unit="家")
        assert (finding.status, finding.message) == (
            "unchecked",
            "办结3家、未办结7家，与累计总数10件计量单位不同，未核对。",
        )
        assert listed(10, {"办结": 3, "未办结": 7}, "status", unit="个").status == "holds"

    def test_what_is_not_additive_is_no_constraint(self) -> None:
        sheet = Sheet()
        sheet.list("enforcement", {"责令整改": 30}, sheet.put(10), "none", unit="家")
        assert sheet.check() == []

    @pytest.mark.parametrize(
        ("total", "place", "reason", "status"),
        [
            (18, Span(20, 22), "label", "unchecked"),
            (18, Span(60, 62), "label", "violated"),
            (18, Span(20, 22), "duration", "violated"),
            (13, Span(20, 22), "label", "holds"),
            (12, Span(20, 22), "label", "violated"),
        ],
        ids=["short", "unread elsewhere", "no count at all", "equal", "over"],
    )
    def test_a_list_with_an_unread_number(self, total: int, place: Span, reason: str, status: str) -> None:
        sheet = Sheet()
        sheet.list("region", FOUR, sheet.put(total))
        sheet.groups[0].span = Span(10, 50)
        (finding,) = check(sheet.figures, sheet.groups, RULES, [Unread(place, "7件", reason)])
        assert finding.status == status
        if status == "unchecked":
            assert finding.message == (
                "按地区分的4项合计5+4+3+1=13件，比累计总数18件少5件；所列数字中有未能读取的，未作判断。"
            )

    def test_a_number_that_could_not_be_read_takes_part_in_blame_at_no_cost(self) -> None:
        sheet = worked_example(total=19, regions=(5, float("nan"), 1, 1, 1, 2, 1, 2, 1))
        regions, industries, types = sheet.check()
        assert (regions.status, industries.status, types.status) == ("unchecked", "violated", "holds")
        assert {(r.figure, r.value) for r in industries.repairs} == {(0, 17)} | {
            (i, sheet.figures[i].value + 2) for i in range(10, 17)
        }


class TestBrackets:
    def sheet(self, south: int = 1, headline: int = 3, note: str | None = None) -> Sheet:
        sheet = Sheet()
        whole = sheet.put(9)
        sheet.list("priority", {"重点件": headline}, whole, "subset")
        east, _, last = sheet.list("region", {"东县": 4, "西县": 3, "南县": 2}, whole, note=note)
        sheet.put(2, "priority", "重点件", parent=east)
        sheet.put(south, "priority", "重点件", parent=last)
        return sheet

    def test_they_add_up_to_their_headline(self) -> None:
        finding = one(self.sheet(), "rollup")
        assert (finding.status, finding.figures, finding.expected, finding.actual) == ("holds", [1, 5, 6], 3, 3)
        assert finding.message == "括注的2项“重点件”合计2+1=3件，与重点件3件一致。"
        assert finding.message_en == (
            "The 2 bracketed counts of 重点件 add up to 2+1 = 3, consistent with 重点件 (3) as published."
        )

    def test_or_not(self) -> None:
        finding = one(self.sheet(south=2), "rollup")
        assert (finding.status, finding.expected, finding.actual) == ("violated", 3, 4)
        assert finding.message == "括注的2项“重点件”合计2+2=4件，比重点件3件多1件，不一致。"
        assert [(r.figure, r.value) for r in finding.repairs] == [(1, 4), (5, 1), (6, 1)]

    def test_a_joint_case_explains_one_too_many(self) -> None:
        finding = one(self.sheet(south=2, note="部分件由两地合办"), "rollup")
        assert finding.status == "holds"
        assert "原文已说明“部分件由两地合办”" in finding.message

    def test_each_is_within_its_item(self) -> None:
        found = [f for f in self.sheet(south=5, headline=7).check() if f.constraint == "subset"]
        assert [(f.status, f.figures) for f in found] == [
            ("holds", [0, 1]),
            ("holds", [2, 5]),
            ("violated", [4, 6]),
        ]
        assert found[2].message.startswith("重点件5件超过南县2件，多3件，部分不应大于整体，不一致。")
        assert found[2].message_en.startswith("重点件 5: more than 南县 (2) by 3, though a part cannot exceed")

    def test_a_list_of_parts_of_one_item_says_nothing_of_the_others(self) -> None:
        sheet = Sheet()
        whole = sheet.put(10)
        sheet.list("region", {"东县": 6, "西县": 4}, whole)
        done, _ = sheet.list("status", {"办结": 5, "未办结": 5}, whole)
        sheet.list("region", {"东县": 3, "西县": 2}, done)
        assert [(f.constraint, f.status) for f in sheet.check()] == [("partition", "holds")] * 3

    def test_channels_of_every_region_add_up_but_not_those_of_some(self) -> None:
        def sheet(every: bool) -> Sheet:
            sheet = Sheet()
            whole = sheet.put(10)
            sheet.list("channel", {"来电": 7, "来信": 3}, whole)
            east, west = sheet.list("region", {"东县": 6, "西县": 4}, whole)
            sheet.list("channel", {"来电": 4, "来信": 2}, east)
            if every:
                sheet.list("channel", {"来电": 3, "来信": 1}, west)
            return sheet

        rolled = [f for f in sheet(every=True).check() if f.constraint == "rollup"]
        assert [(f.figures, f.status) for f in rolled] == [([1, 5, 7], "holds"), ([2, 6, 8], "holds")]
        assert not [f for f in sheet(every=False).check() if f.constraint == "rollup"]


class TestTwice:
    def test_the_same_total_again(self) -> None:
        sheet = Sheet(as_of="2024-06-07")
        sheet.put(9)
        sheet.put(9)
        finding = one(sheet)
        assert (finding.constraint, finding.status, finding.message, finding.message_en) == (
            "agree",
            "holds",
            "累计总数9件，与文中另一处的9件一致。",
            "The cumulative total (9), consistent with 9 where it is printed again.",
        )

    def test_totals_without_batch_and_date_may_be_of_two_times(self) -> None:
        sheet = Sheet()
        sheet.put(9)
        sheet.put(8)
        assert sheet.check() == []

    def test_lists_of_two_undated_totals_are_two_counts(self) -> None:
        sheet = Sheet()
        for total, parts in ((9, {"东县": 5, "西县": 4}), (9, {"东县": 6, "西县": 3})):
            sheet.list("region", parts, sheet.put(total))
        assert not [f for f in sheet.check() if f.constraint == "agree"]

    def test_a_batch_alone_tells_the_time(self) -> None:
        sheet = Sheet()
        sheet.put(9, batch=[1, 3])
        sheet.put(8, batch=[1, 3])
        assert (one(sheet).constraint, one(sheet).status) == ("agree", "violated")

    def test_the_same_part_with_another_number(self) -> None:
        sheet = Sheet()
        whole = sheet.put(9)
        sheet.list("region", {"东县": 5, "西县": 4}, whole)
        sheet.list("region", {"东县": 6, "西县": 3}, whole)
        found = [f for f in sheet.check() if f.constraint == "agree"]
        assert [(f.figures, f.status, f.message) for f in found] == [
            ([1, 3], "violated", "东县5件，文中另一处为6件，相差1件，不一致。要使各项数字一致，至少须改动2个数字。"),
            ([2, 4], "violated", "西县4件，文中另一处为3件，相差1件，不一致。要使各项数字一致，至少须改动2个数字。"),
        ]
        assert found[0].message_en.startswith("东县 (5), but 6 where it is printed again: they differ by 1.")

    def test_another_batch_whole_or_list_is_another_count(self) -> None:
        sheet = Sheet()
        sheet.put(9, scope="new", batch=[3, 3])
        sheet.put(8, scope="new", batch=[4, 4])
        whole = sheet.put(20)
        done = sheet.list("status", {"办结": 12}, whole, "subset")[0]
        sheet.list("region", {"东县": 12, "西县": 8}, whole)
        sheet.list("region", {"东县": 7, "西县": 5}, done)
        sheet.list("pollution", {"油烟": 3, "扬尘": 2, "水": 15}, whole)
        for figure in sheet.figures[-3:-1]:
            figure.category = "大气"
        assert not [f for f in sheet.check() if f.constraint == "agree"]


def test_explain_shows_the_problem_and_its_answers() -> None:
    sheet = Sheet()
    sheet.list("channel", {"来电": 9, "来信": 2}, sheet.put(12))
    assert explain(sheet.figures, sheet.groups, RULES) == (
        "minimise the number of changes among 3 printed numbers\n"
        "  y0 = 12 unless it is wrong   (headline)\n"
        "  y1 = 9 unless it is wrong   (channel 来电)\n"
        "  y2 = 2 unless it is wrong   (channel 来信)\n"
        "subject to\n"
        "  - y0 + y1 + y2 = 0   (partition)   ← does not hold\n"
        "at least 1 must change; 3 answers\n"
        "  y0: 12 → 11\n"
        "  y2: 2 → 3\n"
        "  y1: 9 → 10"
    )
    sheet = worked_example()
    assert explain(sheet.figures, sheet.groups, RULES) == "No constraint is violated: there is nothing to solve."


def test_a_bulletin_is_checked_in_a_millisecond() -> None:
    sheet = worked_example()
    whole = sheet.put(100, scope="new")
    sheet.list("region", [5] * 20, whole, scope="new")
    sheet.list("channel", {"来电": 60, "来信": 40}, whole, scope="new")
    for parent in (1, 2, 6):
        sheet.put(1, "priority", "重点件", parent=parent)
    assert len(sheet.figures) == 47
    assert {f.status for f in sheet.check()} == {"holds"}
    times = []
    for _ in range(30):
        begin = perf_counter()
        sheet.check()
        times.append(perf_counter() - begin)
    assert min(times) < 0.003  # about 0.0007 on an idle machine
