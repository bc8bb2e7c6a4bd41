"""Percentages beside counts and alone: held, violated, rounded, and lists of them."""

from __future__ import annotations

import pytest
from sheets import Sheet, listed, one

from jianbao.record import Finding


class TestPercentages:
    def beside(self, percent: float, total: int = 27, part: int = 4) -> Finding:
        sheet = Sheet()
        whole = sheet.put(total)
        ids = sheet.list("region", {"东县": part, "西县": total - part}, whole)
        sheet.put(percent, "region", "东县", "%", parent=ids[0])
        return one(sheet, "share")

    @pytest.mark.parametrize("percent", [14.8, 15, 14.81, 14.815])
    def test_within_the_printed_digits(self, percent: float) -> None:
        assert self.beside(percent).status == "holds"

    @pytest.mark.parametrize("percent", [14.7, 14.9, 14, 16, 14.80])
    def test_any_other(self, percent: float) -> None:
        assert self.beside(percent).status == ("holds" if percent == 14.8 else "violated")

    def test_sentences(self) -> None:
        right, wrong = self.beside(14.8), self.beside(9)
        assert (right.message, right.message_en) == (
            "东县4件，占累计总数27件的4÷27≈14.8%，与所列14.8%一致。",
            "东县 4 of the cumulative total (27) is 4÷27 ≈ 14.8%, consistent with the printed 14.8%.",
        )
        assert (wrong.message, wrong.message_en) == (
            "东县4件，占累计总数27件的4÷27≈14.8%，所列为9%，相差5.8个百分点，不一致。",
            "东县 4 of the cumulative total (27) is 4÷27 ≈ 14.8%, but 9% is printed, 5.8 percentage points off.",
        )
        assert (right.expected, right.actual, wrong.expected, wrong.actual) == (14.8, 14.8, 15, 9)
        assert [(r.figure, r.value) for r in wrong.repairs] == [(3, 15)]

    def test_no_float_decides(self) -> None:
        assert self.beside(0.1, 1000, 1).status == "holds"
        assert self.beside(0.05, 1000, 1).status == "violated"
        assert self.beside(12.5, 40, 5).message.startswith("东县5件，占累计总数40件的5÷40=12.5%")
        halves = listed(6, {"东县": 4.5, "西县": 1.5})
        assert (halves.status, halves.message) == ("holds", "东县4.5件、西县1.5件合计4.5+1.5=6件，与累计总数6件一致。")

    def test_of_nothing(self) -> None:
        finding = self.beside(0, 0, 0)
        assert (finding.status, finding.message) == ("unchecked", "累计总数0件，无法计算占比，未核对。")

    def test_a_rate_is_a_share_of_its_category(self) -> None:
        sheet = Sheet()
        whole = sheet.put(27)
        sheet.list("status", {"办结": 9}, whole, "subset")
        sheet.put(33.3, "status", "办结率", "%")
        assert one(sheet, "share").message.startswith("办结9件，占累计总数27件的9÷27≈33.3%")

    @pytest.mark.parametrize(
        ("last", "status", "message"),
        [
            (15.2, "holds", "按污染类型分的4项合计39.6+37.7+7.5+15.2=100%，与100%一致。"),
            (15.1, "holds", "按污染类型分的4项合计39.6+37.7+7.5+15.1=99.9%，与100%在四舍五入误差以内，一致。"),
            (14.1, "violated", "按污染类型分的4项合计39.6+37.7+7.5+14.1=98.9%，比100%少1.1个百分点，不一致。"),
            (15.4, "holds", "按污染类型分的4项合计39.6+37.7+7.5+15.4=100.2%，与100%在四舍五入误差以内，一致。"),
        ],
    )
    def test_a_list_of_them_adds_up_to_a_hundred(self, last: float, status: str, message: str) -> None:
        sheet = Sheet()
        sheet.list("pollution", {"水": 39.6, "大气": 37.7, "噪声": 7.5, "土壤": last}, None, unit="%")
        assert (one(sheet).status, one(sheet).message) == (status, message)

    def test_one_that_was_made_to_fit_a_hundred(self) -> None:
        def sheet(last: float) -> Finding:
            sheet = Sheet()
            whole = sheet.put(3)
            ids = sheet.list("region", {"东县": 1, "西县": 1, "南县": 1}, whole)
            for index, name, value in zip(ids, ("东县", "西县", "南县"), (33.3, 33.3, last), strict=True):
                sheet.put(value, "region", name, "%", parent=index)
            return [f for f in sheet.check() if f.constraint == "share"][-1]

        assert (sheet(33.4).status, sheet(33.5).status) == ("holds", "violated")
        assert sheet(33.4).message == (
            "南县1件，占累计总数3件的1÷3≈33.33%，与所列33.4%相差不足末位一个单位，各项占比合计恰为100%，可视为配平所致，一致。"
        )

    def test_shares_of_overlapping_types_may_be_of_their_sum(self) -> None:
        sheet = Sheet()
        whole = sheet.put(8)
        ids = sheet.list("pollution", {"水": 6, "大气": 4}, whole, "cover", "同一件可能涉及多种类型")
        group = sheet.figures[ids[0]].group
        for index, name, value in zip(ids, ("水", "大气"), (60, 40), strict=True):
            sheet.put(value, "pollution", name, "%", parent=index, group=group)
        found = [f for f in sheet.check() if f.constraint == "share"]
        assert [f.status for f in found] == ["holds", "holds"]
        assert found[0].message == "水6件，占各项之和10件的6÷10=60%，与所列60%一致。"
