"""Forms beyond complaints: tallies of other things, rankings, second levels, measures; words as written."""

from __future__ import annotations

import pytest
from counted import CONTEXT, RULES, read, rows, violated

from jianbao.parsers.counts import looks_like_statistics, parse_counts
from jianbao.parsers.fold import fold
from jianbao.parsers.unfold import Unfold

NEW = "6月7日，清河市收到第2批信访件共20件"
HOTLINE = (
    "8月份，民生热线共受理群众诉求900件，日均29件，自行处理700件，派单200件，其中热线派单150件，网站派单50件。\n"
    "3.承办量位于前两位的县直部门：县水务局40件；县民政局30件。\n"
    "位居前两位的工单：城乡建设类60件、交通能源类25件，占工单总量的85%。"
)
FORMS = [
    # What a batch's cases are about is a total of its own, whatever stands before its noun.
    (
        f"{NEW}。此批转来的举报件涉及环境问题24个，其中，噪声污染问题14个，土壤污染问题10个。",
        ["信访件 20件", "环境问题 24个", "pollution 噪声污染问题 14个", "pollution 土壤污染问题 10个"],
    ),
    # A total of other cases than all before, of none of which it can be a part.
    (
        "截至5月21日，全市初次信访共办结80件，其中一次性化解60件，一次性化解率75%。\n"
        "截至5月21日，全市共收到信访件20件。\n共交办积案187件，本周化解4件，累计化解63件，化解率33.69%。",
        [
            "status 共办结 80件", "status 一次性化解 60件", "status 一次性化解率 75%",
            "信访件 20件", "积案 187件", "status 本周化解 4件", "status 化解 63件", "status 化解率 33.69%",
        ],
    ),
    (
        "八月份累计收到书记信箱、县长信箱共30封，其中书记信箱12封，县长信箱18封。按类型分类：建议9封、投诉21封。",
        [
            "县长信箱 30封", "channel 书记信箱 12封", "channel 县长信箱 18封",
            "other 建议 9封", "other 投诉 21封",
        ],
    ),
    # A hotline: averages and shares of several items are no counts; a heading may announce a ranking.
    (
        HOTLINE,
        [
            "群众诉求 900件", "other 自行处理 700件", "other 派单 200件",
            "channel 热线派单 150件", "channel 网站派单 50件",
            "department 县水务局 40件", "department 县民政局 30件",
            "industry 城乡建设类 60件", "industry 交通能源类 25件",
        ],
    ),
    (
        "3月份，共办理热线工单20件。受理省派工单9件，已处理完毕6件，正在办理3件。",
        ["热线工单 20件", "duplicate 受理省派工单 9件", "status 已处理完毕 6件", "status 正在办理 3件"],
    ),
    # A share right behind its count; 行为 keeps its 为; where cases come from, whatever the labels say besides.
    (
        f"{NEW}。按污染类型分，大气12件占比60%，水8件占比40%。违纪行为3件，职务犯罪行为2件。",
        [
            "信访件 20件", "pollution 大气 12件", "pollution 大气 60%", "pollution 水 8件", "pollution 水 40%",
            "other 违纪行为 3件", "other 职务犯罪行为 2件",
        ],
    ),
    (
        f"{NEW}。从问题来源来看，群众反映10件，巡查中发现4件，职能部门移交5件，其他1件。",
        [
            "信访件 20件", "channel 群众反映 10件", "channel 巡查中发现 4件",
            "channel 职能部门移交 5件", "channel 其他 1件",
        ],
    ),
    # A case handled with another place stands in brackets before the unit, or behind the number.
    (
        f"{NEW}。东湖县、西山县较多，分别有7（+3）件、6（+1）件；北岭县5（+2）件、南坪县2件（+1）。",
        ["信访件 20件", "region 东湖县 7件", "region 西山县 6件", "region 北岭县 5件", "region 南坪县 2件"],
    ),
    # A place and that cases were handed on to it, with a rank.
    (
        f"{NEW}。各县中，清河县交办信访件最多，有9件；东湖县接收交办信访件较少，有2件。",
        ["信访件 20件", "region 清河县 9件", "region 东湖县 2件"],
    ),
    (
        f"{NEW}。从问题类型看，大气污染信访投诉件占60%、其他信访投诉件占40%。",
        ["信访件 20件", "pollution 大气污染信访投诉件 60%", "pollution 其他信访投诉件 40%"],
    ),
    # Tallies: what a verb of other statistics counts is a total with a subject of its own.
    (
        "8月1日至7日，全市共派出检查组3个，检查企业40家，发现隐患90处，其中重大隐患2处，已整改80处，正在整改10处。",
        [
            "检查组 3个", "企业 40家", "隐患 90处",
            "priority 重大隐患 2处", "status 已整改 80处", "status 正在整改 10处",
        ],
    ),
    (
        "截至8月7日，各级河长累计巡河500人次，发现问题30个，整改率80%。",
        ["巡河 500人次", "问题 30个", "status 整改率 80%"],
    ),
    (
        "截至8月7日，全市发现问题10个。按类型分：乱占4个、乱采3个、乱堆2个、其他1个。",
        ["问题 10个", "other 乱占 4个", "other 乱采 3个", "other 乱堆 2个", "other 其他 1个"],
    ),
    ("8月份，全县新发现问题13个，省级督办4个。", ["问题 13个", "priority 省级督办 4个"]),
    (
        "5月6日至12日，全县登记信访事项20件，同比下降8.5%，其中来信12件、网上信访8件。",
        ["信访事项 20件", "other 同比下降 8.5%", "channel 来信 12件", "channel 网上信访 8件"],
    ),
    (
        "5月6日至12日，全县登记信访事项20件。反映的问题涉及：城乡建设12件，自然资源6件，其他2件。",
        ["信访事项 20件", "industry 城乡建设 12件", "industry 自然资源 6件", "industry 其他 2件"],
    ),
    (
        "截至5月16日，市联席办交办我县重复信访积案9件，已化解7件，正在化解2件，化解率77.8%。",
        ["重复信访积案 9件", "status 已化解 7件", "status 正在化解 2件", "status 化解率 77.8%"],
    ),
    # A number before its noun, with an outcome behind, is the whole.
    ("截至6月7日，30件信访件已办结20件，正在办理10件。", ["信访件 30件", "status 已办结 20件", "status 正在办理 10件"]),
    (f"{NEW}。20件信访件共反映环境问题25个，其中水20个、大气5个。",
     ["信访件 20件", "信访件 20件", "环境问题 25个", "pollution 水 20个", "pollution 大气 5个"]),
    # Groups of visitors are no batch.
    (
        "9月1日至7日，全市共受理信访诉求120批300人次，其中来访20批80人次、网上100件。",
        ["信访诉求 120批", "信访诉求 300人次", "channel 来访 20批", "channel 来访 80人次", "channel 网上 100件"],
    ),
    # Measures.
    (f"{NEW}。责令整改企业3家，对7名公职人员和2个单位进行约谈。",
     ["信访件 20件", "enforcement 责令整改企业 3家", "enforcement 约谈 7名", "enforcement 约谈 2个单位"]),
    (f"{NEW}。各被督察地区责令整改3家。", ["信访件 20件", "enforcement 责令整改 3家"]),
    (f"{NEW}，均已办结。", ["信访件 20件", "status 已办结 20件"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_form(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "listed",
    [
        "县（市、区）占比前三位的是：东湖县9件；西山县2件。",
        "东湖县9件、西山县2件（其他详见附表）。",
        "信访量居前三位的是东湖县9件、西山县2件。",
    ],
)
def test_a_ranking_or_an_extract_is_partial(listed: str) -> None:
    counts = read(f"{NEW}。{listed}")
    assert [(g.dimension, g.relation) for g in counts.groups] == [("region", "partial")]
    assert [f.label for f in counts.figures] == [None, "东湖县", "西山县"]


def test_this_week_begins_a_new_total_after_a_cumulative_one() -> None:
    counts = read("截止6月7日，全市共收到信访件90件。本周新收信访件12件，东湖县9件、西山县3件。")
    assert [(f.scope, f.as_of, f.value, f.parent) for f in counts.figures] == [
        ("cumulative", "2024-06-07", 90, None),
        ("new", None, 12, None),
        ("new", None, 9, 1),
        ("new", None, 3, 1),
    ]


def test_a_month_counts_up_to_its_last_day() -> None:
    assert [f.as_of for f in read("2月份，全市排查隐患30处。").figures] == ["2024-02-29"]
    assert [f.as_of for f in read("2023年11月，全市排查隐患30处。").figures] == ["2023-11-30"]


def test_a_range_of_days_counts_up_to_its_last_one() -> None:
    assert [f.as_of for f in read("4月18日至24日，清河市收到信访件5件。").figures] == ["2024-04-24"]


def test_a_heading_about_another_batch_gives_no_scope() -> None:
    counts = read("第3批信访件办理情况\n6月7日，清河市收到第5批信访件20件。")
    assert [(f.scope, f.batch) for f in counts.figures] == [("new", [5, 5])]


VIOLATED: list[tuple[str, list[str]]] = [
    ("截至5月16日，交办信访事项120件，按时办结93件，正在办理22件，群众满意率96.3%。", ["partition"]),
    ("截至5月16日，交办信访事项115件，按时办结93件，正在办理22件。", []),
    ("6月7日，督察组向全省转办第十批信访件132件，涉及我市21件；其中东湖县15件，西山县6件。", []),
    ("6月7日，督察组向全省转办第十批信访件132件，涉及我市133件。", ["agree"]),
    ("截至6月7日，累计向全省交办信访件90件。截至6月7日，我市累计收到信访件6件，东湖县6件。", []),
    ("6月7日，我市收到第十批信访件21件。督察组向全省转办第十批信访件132件。", []),
    ("6月7日，我市收到第十批信访件21件。当日，我市收到第十批信访件22件。", ["agree"]),
    ("截至6月7日，督察组累计向全省交办信访件90件，我市收到信访件6件，均已办结。", []),
    ("截至6月7日，共收到信访件90件。70件信访件已办结60件，正在办理10件。", []),
    ("截止6月7日，全市共收到信访件90件，其中来电80件、来信10件。本周新收信访件12件，来电9件、来信3件。", []),
    ("截至8月7日，全市发现问题30个。8月份，新发现问题13个，省级督办4个。", []),
    (f"{NEW}。满意率100%，整改率90%。已办结12件。", []),
]


def test_a_share_right_behind_its_count_is_of_its_list() -> None:
    figures = read(f"{NEW}。按污染类型分，大气12件占比60%，水8件占比40%。").figures
    assert [(f.value, f.parent, f.group) for f in figures[1:]] == [(12, 0, 0), (60, 0, 0), (8, 0, 0), (40, 0, 0)]


def test_shares_may_say_that_a_list_is_an_extract() -> None:
    listed = "噪声6件占30%，水5件占25%，土壤4件占20%，大气3件占15%"
    assert violated(f"{NEW}。按污染类型分，{listed}。") == []
    assert violated(f"{NEW}。按污染类型分，{listed.replace('15%', '25%')}。") == ["partition", "share"]


def test_what_two_lists_leave_over_is_not_the_same() -> None:
    text = f"{NEW}。从反映方式看，来访12件、其他8件。从问题来源看，群众反映13件、其他7件。"
    assert violated(text) == []


@pytest.mark.parametrize(
    ("lead_in", "label", "category"),
    [
        ("按污染类型分", "餐饮油烟", "大气"),
        ("按行业分", "餐饮油烟", "餐饮"),
        ("按污染类型分", "畜禽养殖", "畜禽养殖"),
        ("按行业分", "畜禽养殖类", "畜牧养殖"),
    ],
)
def test_a_label_has_the_category_of_its_list(lead_in: str, label: str, category: str) -> None:
    figures = read(f"{NEW}。{lead_in}，{label}8件、其他12件。").figures
    assert [(f.label, f.category) for f in figures[1:]] == [(label, category), ("其他", "其他")]


@pytest.mark.parametrize("verb", ["转来", "交来", "批转", "分办", "推送"])
@pytest.mark.parametrize("noun", ["信访事项", "信访材料", "群众来信来电举报件"])
def test_what_hands_cases_on_is_no_letter(verb: str, noun: str) -> None:
    figures = read(f"6月7日，督察组向清河市{verb}{noun}共9件，其中来电5件、来信4件。").figures
    assert [(f.subject, f.dimension, f.value) for f in figures] == [
        (noun, None, 9),
        (noun, "channel", 5),
        (noun, "channel", 4),
    ]


@pytest.mark.parametrize("label", ["社会治安类信件", "社会治安类信件类", "类来信类", "各类来电类来信类"])
def test_a_class_of_letters_is_read_to_its_end(label: str) -> None:
    assert read(f"{NEW}，{label}8件。").figures[-1].value == 8


def test_a_label_of_several_kinds_is_of_none_of_them() -> None:
    text = f"{NEW}。其中大气、水环境污染类1件，噪声污染类9件，扬尘、噪声、其他污染问题2件，其他污染类8件。"
    assert [(f.label, f.category, f.value) for f in read(text).figures[1:]] == [
        ("大气、水环境污染类", "大气、水环境污染类", 1),
        ("噪声污染类", "噪声", 9),
        ("扬尘、噪声、其他污染问题", "扬尘、噪声、其他污染问题", 2),
        ("其他污染类", "其他", 8),
    ]


def test_a_hotline_keeps_its_sums() -> None:
    assert violated(HOTLINE) == []
    assert [(u.quote, u.reason) for u in read(HOTLINE).unread] == [("29件", "average"), ("85%", "share_of_list")]
    assert [f.category for f in read(HOTLINE).figures][-2:] == ["城乡建设", "交通能源类"]


def test_shares_may_be_of_what_a_list_adds_up_to() -> None:
    listed = "咨询类30件，占60%；求助类15件，占30%；投诉类5件，占10%。"
    assert violated(f"4月份，热线共受理群众诉求80件。其中，{listed}") == []
    assert violated(f"4月份，热线共受理群众诉求80件。其中，{listed.replace('60%', '62%')}") == ["share"] * 3


def test_rates_of_different_wholes_need_not_agree() -> None:
    assert violated("截至5月21日，全市化解率90%。全县化解率80%。") == []


def test_who_is_not_satisfied_is_not_satisfied() -> None:
    figures = read(f"{NEW}，满意15件、基本满意3件、不满意2件。").figures
    assert [f.category for f in figures] == [None, "满意", "基本满意", "不满意"]


@pytest.mark.parametrize(("text", "expected"), VIOLATED)
def test_violations(text: str, expected: list[str]) -> None:
    assert violated(text) == expected


def test_subject_and_label_are_as_written() -> None:
    text = "６月７日，清河市收到第２批信訪件共２０件。東湖縣１２件、西山縣８件。"
    folded = fold(text)
    figures = parse_counts(folded.string, RULES, CONTEXT).figures
    assert [(f.subject, f.label) for f in figures] == [("信访件", None), ("信访件", "东湖县"), ("信访件", "西山县")]
    Unfold(folded, text).settle(figures)
    assert [(f.subject, f.label) for f in figures] == [("信訪件", None), ("信訪件", "東湖縣"), ("信訪件", "西山縣")]
    assert [f.label_span.of(text) for f in figures if f.label_span] == ["東湖縣", "西山縣"]


@pytest.mark.parametrize("text", [text for text, _ in FORMS])
def test_spans_of_labels_and_subjects_hold_their_words(text: str) -> None:
    folded = fold(text).string
    for figure in parse_counts(folded, RULES, CONTEXT).figures:
        assert figure.label_span is None or figure.label_span.of(folded) == figure.label
        assert figure.subject_span is None or figure.subject_span.of(folded) == figure.subject
        assert (figure.label_span is not None) == (figure.label is not None)


def test_a_tally_alone_makes_no_notice() -> None:
    text = "8月1日，清河县检查企业35家，发现隐患20处，已整改18处，立案2起，罚款12万元。"
    assert not looks_like_statistics(text, RULES)


@pytest.mark.parametrize(
    ("number", "value"), [("1.2万余", 12000), ("2万多", 20000), ("1492余", 1492), ("3.5万", 35000)]
)
def test_about_so_many_are_a_number(number: str, value: int) -> None:
    text = f"截至6月7日，清河市共受理群众信访举报{number}件，已办结40件。"
    assert [(f.category, f.value) for f in read(text).figures] == [(None, value), ("办结", 40)]


@pytest.mark.parametrize("word", ["未予受理", "未予以受理", "不予受理", "不受理", "未受理"])
def test_what_is_refused_is_not_taken(word: str) -> None:
    text = f"{NEW}，已受理15件，其余5件因线索不详或不属于管辖范围而{word}。"
    assert [f.category for f in read(text).figures] == [None, "已受理", "未受理"]


@pytest.mark.parametrize("places", [("长沙市", "邵阳市", "衡阳市"), ("清河县", "东湖县", "西山县")])
@pytest.mark.parametrize("what", ["", "信访件数量", "交办信访件数量"])
def test_a_ranking_with_its_numbers_behind_begins_with_the_first(places: tuple[str, ...], what: str) -> None:
    counts = read(f"{NEW}。{what}前三位的县市为{'、'.join(places)}，分别是9件、6件、2件。")
    assert [(f.label, f.value) for f in counts.figures[1:]] == list(zip(places, (9, 6, 2), strict=True))
    assert [group.relation for group in counts.groups] == ["partial"]
    assert counts.unread == []


def test_cases_reflect_problems_that_are_counted_apart() -> None:
    counts = read(f"{NEW}。20件信访件共反映47个环境问题，其中涉及水污染20个、大气污染27个。")
    assert [f.subject for f in counts.figures][2] == "环境问题"
    assert [(group.relation, group.whole) for group in counts.groups] == [("partition", 2)]


@pytest.mark.parametrize("said", ["。已向社会公开8件。", "，现将新办结的3件予以公示。", "。新办结3件。"])
def test_what_is_published_or_newly_closed_is_not_all_that_is_closed(said: str) -> None:
    assert violated(f"{NEW}，其中已办结12件{said}") == []


def test_where_most_cases_are_is_no_list_of_all() -> None:
    text = f"{NEW}。其中，信访案件数量较多的区域主要涉及清河县7件、东湖县5件。"
    assert [group.relation for group in read(text).groups] == ["partial"]


def test_a_total_said_again_in_round_numbers_counts_nothing() -> None:
    counts = read("一季度，全国共接到环保举报88131件。在8.8万余件举报中，微信举报80000件，网上举报8131件。")
    assert [f.value for f in counts.figures] == [88131, 80000, 8131]
    assert [(u.quote, u.reason) for u in counts.unread] == [("8.8万余件", "note")]
