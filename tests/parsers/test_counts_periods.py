"""Statistics of a month, a quarter or a year: petitions, mailboxes, hotlines; shares of one kind of cases."""

from __future__ import annotations

import pytest
from counted import RULES, read, rows, violated

from jianbao import extract
from jianbao.parsers.counts import looks_like_statistics

MAILBOXES = (
    "1—6月，全区共受理网络理政办理件150件，同比上升46.5%。"
    "其中：区委书记信箱52件，区长公开电话83件，区长信箱15件。收到群众表扬信29件。"
)
KINDS = "从诉求类型来看，投诉类30件，占总量的60%；咨询类12件，占总量的24%；求助类7件；无效类1件，占总量的2%。"
MONTH = "4月，全市共接到环保举报400件。"


@pytest.mark.parametrize("number", ["总量", "总数", "件数", "数量"])
def test_a_number_word_behind_the_noun_tells_a_total(number: str) -> None:
    text = f"2031年1-6月，全县信访{number}143件次，同比上升9.2%。从信访形式看，来访95件次，来信19件次，网上投诉29件次。"
    counts = read(text)
    assert rows(text)[0] == "信访 143件次"
    assert [(f.category, f.value, f.parent) for f in counts.figures[2:]] == [
        ("来访", 95, 0), ("来信", 19, 0), ("网络", 29, 0),
    ]  # fmt: skip
    assert [group.relation for group in counts.groups] == ["partition"]
    assert [f.scope for f in counts.figures] == ["new"] * 5


def test_an_office_is_written_to_and_called() -> None:
    figures = read(MAILBOXES).figures
    assert [(f.category, f.value) for f in figures if f.dimension == "channel"] == [
        ("来信", 52), ("来电", 83), ("来信", 15),
    ]  # fmt: skip
    assert figures[0].subject == "网络理政办理件"
    assert violated(MAILBOXES) == []


def test_invalid_is_a_kind_of_its_own() -> None:
    counts = read(f"第三季度，县长信箱共收到群众来信50件。{KINDS}")
    assert [(g.dimension, g.relation, g.whole) for g in counts.groups] == [("other", "partition", 0)]
    assert [f.category for f in read("截至6月7日，共收到信访件20件，其中有效15件，无效5件。").figures] == [
        None, "有效", "无效",
    ]  # fmt: skip


def test_shares_of_one_kind_are_no_shares_of_all() -> None:
    text = (
        f"{MONTH}从污染类型来看，大气污染举报较多，占举报总量的52.3%，噪声污染占38%，水污染占9.7%。"
        "大气污染举报中，反映恶臭和烟尘的最多，分别占涉气举报的34.2%和31.4%，其次为油烟，占20%。"
        "水污染方面，反映污水的举报最多，占涉水举报的49.9%。"
    )
    counts = read(text)
    assert counts.unread == []
    assert [(g.relation, g.whole) for g in counts.groups] == [("partition", 0), ("partial", None), ("partial", None)]
    assert [f.group for f in counts.figures] == [None, 0, 0, 0, 1, 1, 1, 2]
    assert violated(text) == []


@pytest.mark.parametrize(("share", "expected"), [("40%", []), ("45%", ["share"])])
def test_a_share_of_a_kind_is_held_against_its_cases(share: str, expected: list[str]) -> None:
    text = f"{MONTH}其中大气污染200件，噪声污染200件。大气污染举报中，反映恶臭的最多，有80件，占涉气举报的{share}。"
    figures = read(text).figures
    assert [(f.label, f.value, f.parent) for f in figures[3:]] == [("恶臭", 80, 1), ("恶臭", float(share[:2]), 1)]
    assert violated(text) == expected


def test_every_kind_of_a_ranking_has_its_share() -> None:
    listed = "城市建设类，占27.2%；劳动保障类，占15.7%；公共服务类，占11.7%；环境保护类，占10.3%"
    counts = read(f"{MONTH}反映较为集中的分别是：{listed}。")
    assert [f.value for f in counts.figures[1:]] == [27.2, 15.7, 11.7, 10.3]
    assert counts.unread == []


@pytest.mark.parametrize("before", ["反映", "公众反映", "本月公众反映"])
def test_a_ranking_may_name_its_dimension(before: str) -> None:
    text = f"{MONTH}{before}最集中的行业是建筑业，占44.3%，其次为餐饮业和加工业，分别占16.1%和6.2%。"
    counts = read(text)
    assert [(f.dimension, f.label, f.value) for f in counts.figures[1:]] == [
        ("industry", "建筑业", 44.3), ("industry", "餐饮业", 16.1), ("industry", "加工业", 6.2),
    ]  # fmt: skip
    assert counts.unread == []


def test_two_offices_that_took_all_are_no_wholes() -> None:
    taken = "4月，共受理投诉举报500件，其中市生态环境局接收50件、热线中心接收450件。"
    counts = read(f"{taken}按要素分：大气占36%，噪声占60%，水占4%。")
    assert [(g.dimension, g.whole) for g in counts.groups] == [("duplicate", 0), ("pollution", 0)]


def test_the_rate_of_one_place_is_not_that_of_all() -> None:
    text = "共交办积案1876件，累计化解638件，化解率34.01%。县直部门累计化解8件，化解率6.61%。"
    figures = read(text).figures
    assert (figures[-1].label, figures[-1].parent) == ("化解率", figures[-2].id)
    assert violated(text) == []
    assert violated("共交办积案100件，清河县30件、东湖县70件，化解率90%，累计化解80件。") == ["share"]


def test_what_has_come_in_so_far_is_no_outcome() -> None:
    text = "9月12日，督察组向我区反馈第20批信访件1件。据统计，督察组已向我区反馈举报件6件，其中重复件1件。"
    assert [(f.scope, f.dimension, f.value, f.parent) for f in read(text).figures] == [
        ("new", None, 1, None), ("cumulative", None, 6, None), ("cumulative", "duplicate", 1, 1),
    ]  # fmt: skip
    assert violated(text) == []


def test_a_measure_is_for_whom_it_names() -> None:
    text = "截至6月7日，我市收到信访件20件，相关部门给9家企业下达了责令整改通知书，立案处罚4家。"
    figures = read(text).figures
    assert [(f.category, f.value) for f in figures[1:]] == [("责令整改", 9), ("立案处罚", 4)]


@pytest.mark.parametrize("period", ["4月", "一季度", "本月", "上半年", "2031年"])
def test_a_notice_of_a_period_is_a_notice(period: str) -> None:
    text = f"{period}，全市共接到环保举报455件。其中微信举报300件，网上举报155件。"
    assert looks_like_statistics(text, RULES)
    assert not looks_like_statistics(f"{period}，全市共接到环保举报455件。县长陈一鸣到柳溪镇查看了现场。", RULES)


def test_the_police_is_no_county() -> None:
    text = f"{MONTH}公安机关立案侦查25件，行政拘留处罚3人，行政和刑事拘留5人。清河县立案处罚4家。"
    assert [(f.dimension, f.category, f.value) for f in read(text).figures[1:]] == [
        ("enforcement", "立案侦查", 25), ("enforcement", "行政拘留", 3), ("enforcement", "拘留", 5),
        ("region", "清河县", 4),
    ]  # fmt: skip


def test_a_batch_may_be_named_before_its_total() -> None:
    text = "近日，督察组再次移交了群众信访举报件，此次为第二批，共计33件，其中来电30件、来信3件。"
    kinds = "从举报内容来看，水、土壤、生态及其他类型问题则分别有13件、6件、5件和9件。"
    counts = read(text + kinds)
    assert [f.batch for f in counts.figures] == [[2, 2]] * 7
    assert [f.value for f in counts.figures] == [33, 30, 3, 13, 6, 5, 9]
    assert [group.relation for group in counts.groups] == ["partition", "partition"]


def test_who_has_most_is_no_list_of_all() -> None:
    text = "4月份，热线共转派工单456件。工单数量较多的单位为：住房和城乡建设局146件，城市管理局107件，公安局77件。"
    assert [group.relation for group in read(text).groups] == ["partial"]
    assert violated(text) == []


def test_the_number_of_a_line_is_no_part_of_a_label() -> None:
    text = "4月份，热线共转派工单456件。\n1.住房保障类（79件，占比17.3%）。\n2.交通能源环保类（50件，占比11.0%）。"
    counts = read(text)
    assert [f.label for f in counts.figures[1:]] == ["住房保障类", "住房保障类", "交通能源环保类", "交通能源环保类"]
    assert counts.figures[3].category == "交通能源环保类"


def test_what_is_no_call_came_otherwise() -> None:
    assert [f.category for f in read("9月份，热线共接到诉求46件（电话诉求41件、非电话诉求5件）。").figures] == [
        None, "来电", "其他",
    ]  # fmt: skip


def test_a_share_by_any_of_its_names() -> None:
    text = f"{MONTH}投诉类300件，占比量75%；咨询类100件，占比25%。"
    assert [(f.label, f.value) for f in read(text).figures[1:]] == [
        ("投诉类", 300), ("投诉类", 75), ("咨询类", 100), ("咨询类", 25),
    ]  # fmt: skip


def test_a_table_of_some_offices_is_held_against_its_own_sum() -> None:
    table = "承办县区\t总件数\t已办结\n清河县\t30\t30\n东湖县\t20\t18\n总计\t50\t48"
    text = f"4月，县长信箱共收到来信90件，已办结85件。\n各县区办理情况：\n{table}"
    assert violated(text) == []
    assert violated(text.replace("50\t48", "50\t47")) != []


def test_numbered_headings_part_no_notice(tmp_path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(
        "8月，县长信箱共收到群众来信43件。来信总量比上月略有下降。\n一、办理情况\n"
        "从诉求类型来看，咨询类20件，求助类15件，建议类8件。\n",
        encoding="utf-8",
    )
    bulletin = extract(path, RULES)
    assert [section.kind for section in bulletin.sections] == ["statistics"]
    assert [(group.relation, group.whole) for group in bulletin.groups] == [("partition", 0)]
