"""The counts grammar: forms of notices and what they give. Places, companies and numbers are invented."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.parsers.context import Context
from jianbao.parsers.counts import Counts, looks_like_statistics, parse_counts
from jianbao.parsers.fold import fold
from jianbao.record import Figure
from jianbao.rulepack import load_rules

RULES = load_rules()
CONTEXT = Context(date(2024, 9, 30))


def read(text: str) -> Counts:
    return parse_counts(fold(text).string, RULES, CONTEXT)


def row(figure: Figure) -> str:
    """Write a figure as ``dimension label value unit``; a headline has neither of the first two."""
    name = f"{figure.dimension} {figure.label} " if figure.dimension else ""
    return f"{name}{figure.value}{figure.unit}{' implied' if figure.implied else ''}"


def rows(text: str) -> list[str]:
    return [row(figure) for figure in read(text).figures]


HEADLINES = [
    # text, subject, scope, as_of, batch, value and unit
    ("6月7日，清河市收到督察组转来的第2批信访件共116件。", "信访件", "new", "2024-06-07", [2, 2], "116件"),
    ("6月7日，督察组向清河市交办第三十三批群众信访举报件9件。", "群众信访举报件", "new", "2024-06-07", [33, 33], "9件"),
    ("6月7日，省督察组向我市转办第12批91件群众举报件。", "群众举报件", "new", "2024-06-07", [12, 12], "91件"),
    ("12月1日，清河市收到信访件5件。", "信访件", "new", "2023-12-01", None, "5件"),
    ("2021年5月4日，清河市接到群众来信来电举报材料共三十件。", "群众来信来电举报材料", "new", "2021-05-04",
     None, "30件"),
    ("截至6月7日18时，督察组累计向清河市交办信访件64宗。", "信访件", "cumulative", "2024-06-07", None, "64宗"),
    ("截至6月7日，省督察组向我市转办1批累计17件投诉举报件。", "投诉举报件", "cumulative", "2024-06-07", [1, 1], "17件"),
    ("截至6月7日，清河市累计接到2-17批信访件98件。", "信访件", "cumulative", "2024-06-07", [2, 17], "98件"),
    ("截至目前，共收到前九批环境信访问题线索384件。", "环境信访问题线索", "cumulative", None, [1, 9], "384件"),
    ("截至6月7日，督察组交办群众举报案件十五批1165件。", "群众举报案件", "cumulative", "2024-06-07", [1, 15], "1165件"),
    ("另据通报，第九批信访举报件168件的办理情况：已办结117件。", "信访举报件", "other", None, [9, 9], "168件"),
    ("第一批至第五批累计交办信访件1.2万件。", "信访件", "cumulative", None, [1, 5], "12000件"),
    ("6月7日，督察组向我省移交第三批群众信访举报件，共计70件。", "群众信访举报件", "new", "2024-06-07", [3, 3], "70件"),
    ("6月7日，我市未收到督察组交办的信访件。", "信访件", "new", "2024-06-07", None, "0件 implied"),
    ("6月7日，第十批交办件件数为零。", "交办件", "new", "2024-06-07", [10, 10], "0件"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "subject", "scope", "as_of", "batch", "total"), HEADLINES)
def test_headline(text: str, subject: str, scope: str, as_of: str | None, batch: list[int] | None, total: str) -> None:
    figure = read(text).figures[0]
    assert (figure.subject, figure.scope, figure.as_of, figure.batch) == (subject, scope, as_of, batch)
    assert figure.dimension is None
    assert row(figure) == total


def test_without_a_reference_the_year_stays_open() -> None:
    figure = parse_counts("6月7日，清河市收到信访件5件。", RULES, Context()).figures[0]
    assert figure.as_of == "--06-07"


NEW = "6月7日，清河市收到第2批信访件共20件"
PARTS = [
    (f"{NEW}（来电12件、来信8件）。", ["channel 来电 12件", "channel 来信 8件"]),
    (f"{NEW}，其中来电举报12件，来信举报8件。", ["channel 来电举报 12件", "channel 来信举报 8件"]),
    (f"{NEW}（含来信8件）。", ["channel 来信 8件"]),
    (f"{NEW}，均为来电。", ["channel 来电 20件 implied"]),
    (f"{NEW}，其中重点关注案件3件。", ["priority 重点关注案件 3件"]),
    (f"{NEW}，列为重点3件。", ["priority 重点 3件"]),
    (f"{NEW}，加星件3件。", ["priority 加星件 3件"]),
    (f"{NEW}，无重点关注案件。", ["priority 重点关注案件 0件 implied"]),
    (
        f"{NEW}。按地区分类：东湖县12件，西山县（8件）。",
        ["region 东湖县 12件", "region 西山县 8件"],
    ),
    (
        f"{NEW}。涉及东湖县14件；西山县、南岭县各3件。",
        ["region 东湖县 14件", "region 西山县 3件", "region 南岭县 3件"],
    ),
    (f"{NEW}。甲县和乙县均10件。", ["region 甲县 10件", "region 乙县 10件"]),
    (f"{NEW}。东湖县、西山县均为0件。", ["region 东湖县 0件", "region 西山县 0件"]),
    (
        f"{NEW}。东湖县、西山县、市水务局的分别为10件、7件和3件。",
        ["region 东湖县 10件", "region 西山县 7件", "department 市水务局 3件"],
    ),
    (
        f"{NEW}。东湖县12件（重点件1件），西山县8件。",
        ["region 东湖县 12件", "priority 重点件 1件", "region 西山县 8件"],
    ),
    (f"{NEW}。东湖县3件（重点信访）。", ["region 东湖县 3件", "priority 重点信访 3件 implied"]),
    (f"{NEW}。东湖县17件（+1），西山县3件。", ["region 东湖县 17件", "region 西山县 3件"]),
    (f"{NEW}。东湖县2件（其中与西山县合办1件）。", ["region 东湖县 2件", "other 与西山县合办 1件"]),
    (f"{NEW}。从问题类型看，土壤12，生态8。", ["pollution 土壤 12件", "pollution 生态 8件"]),
    (
        f"{NEW}。按污染类型分：涉气问题15件（占75%）；其他问题5件占比25%。",
        ["pollution 涉气问题 15件", "pollution 涉气问题 75%", "pollution 其他问题 5件", "pollution 其他问题 25%"],
    ),
    (f"{NEW}。大气类占比60%、水类占40%。", ["pollution 大气类 60%", "pollution 水类 40%"]),
    (
        f"{NEW}。大气、噪声及其他污染类型居多，分别占50%、30%、20%。",
        ["pollution 大气 50%", "pollution 噪声 30%", "pollution 其他污染类型 20%"],
    ),
    (f"{NEW}。涉及30个生态环境问题，其中水污染问题30个。", ["30个", "pollution 水污染问题 30个"]),
    (
        f"{NEW}。按行业分：餐饮油烟4件，工业企业16件。",
        ["industry 餐饮油烟 4件", "industry 工业企业 16件"],
    ),
    (f"{NEW}。剔除重复件后实际案件15件。", ["duplicate 剔除重复件后实际案件 15件"]),
    (f"{NEW}。签收19件。", ["duplicate 签收 19件"]),
    (
        f"{NEW}。已办结8件、阶段性办结7件、正在办理5件，办结率40%。",
        ["status 已办结 8件", "status 阶段性办结 7件", "status 正在办理 5件", "status 办结率 40%"],
    ),
    (f"{NEW}。属实12件，基本属实3件，不属实5件。", ["other 属实 12件", "other 基本属实 3件", "other 不属实 5件"]),
    (
        f"{NEW}。责令38家企业整改，对15家企业立案处罚，罚款1492余万元。",
        ["enforcement 责令 38家", "enforcement 立案处罚 15家", "enforcement 罚款 1492万元"],
    ),
    (
        f"{NEW}。约谈12人、3个单位，关停、取缔2家。",
        ["enforcement 约谈 12人", "enforcement 约谈 3个单位", "enforcement 关停、取缔 2家"],
    ),
    (
        f"{NEW}。问责12人。问责对象中，科级干部5人、科级以下干部7人。",
        ["enforcement 问责 12人", "other 科级干部 5人", "other 科级以下干部 7人"],
    ),
    (
        f"{NEW}。按区域分：东湖县12件，重点1件；西山县5件；南岭县3件，重点1件。",
        [
            "region 东湖县 12件", "priority 重点 1件", "region 西山县 5件", "region 南岭县 3件", "priority 重点 1件",
        ],
    ),
    (
        f"{NEW}。已办结12件，其中立行立改5件；办理中8件。",
        ["status 已办结 12件", "status 立行立改 5件", "status 办理中 8件"],
    ),
    (
        f"{NEW}。投诉比较集中的是大气污染问题，共12件；涉及水、噪声的分别为5件、3件。",
        ["pollution 大气污染问题 12件", "pollution 水 5件", "pollution 噪声 3件"],
    ),
    (
        f"{NEW}。从分布的区域来看，东湖县、西山县等地的群众信访举报件数量居前，分别为11件、9件。",
        ["region 东湖县 11件", "region 西山县 9件"],
    ),
    (
        f"{NEW}。列为重点件3件（东湖县2件、西山县1件）。",
        ["priority 重点件 3件", "region 东湖县 2件", "region 西山县 1件"],
    ),
    (
        f"{NEW}。综合类（涉多个污染类型）8件，水污染类12件。",
        ["pollution 综合类 8件", "pollution 水污染类 12件"],
    ),
    (f"{NEW}（第1批、第3批件数为零）。东湖县20件。", ["0件", "region 东湖县 20件"]),
    (
        f"{NEW}。五家渠市2件、六安市1件、三门峡市4.5件。",
        ["region 五家渠市 2件", "region 六安市 1件", "region 三门峡市 4.5件"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts(text: str, expected: list[str]) -> None:
    assert rows(text) == ["20件", *expected]


GROUPS = [
    # text, then (dimension, relation, value of the whole, sum, note)
    (f"{NEW}。东湖县12件、西山县8件。", ("region", "partition", 20, 20, None)),
    (f"{NEW}。东湖县12件、西山县9件（1件涉及两县）。", ("region", "partition", 20, 21, "1件涉及两县")),
    (f"{NEW}。居前的为东湖县12件、西山县3件。", ("region", "partial", 20, 15, None)),
    (f"{NEW}。信访件较多的有东湖县12件。", ("region", "partial", 20, 12, None)),
    (f"{NEW}。东湖县12件居第一位，西山县3件居第二位。", ("region", "partial", 20, 15, None)),
    (
        f"{NEW}。从问题类型看（部分件涉及多种类型），水15件、大气10件。",
        ("pollution", "cover", 20, 25, "部分件涉及多种类型"),
    ),
    (f"{NEW}。水15件、大气10件（部分件涉及多种类型）。", ("pollution", "cover", 20, 25, "部分件涉及多种类型")),
    (f"{NEW}。水15件、大气10件。", ("pollution", "cover", 20, 25, None)),
    (f"{NEW}。水15件、大气4件。", ("pollution", "partition", 20, 19, None)),
    (f"{NEW}。东湖县12件（注：1件普通件涉2市）。", ("region", "subset", 20, 12, "注：1件普通件涉2市")),
    (f"{NEW}。东湖县12件、西山县9件。个别件由多个县承办。", ("region", "partition", 20, 21, "个别件由多个县承办")),
    (f"{NEW}。东湖县12件、西山县8件（第1批、第3批均为0件）。", ("region", "partition", 20, 20, None)),
    (f"{NEW}，重点件3件。", ("priority", "subset", 20, 3, None)),
    (f"{NEW}，重点件3件、一般件17件。", ("priority", "partition", 20, 20, None)),
    (f"{NEW}。责令整改3家、约谈2人。", ("enforcement", "none", 20, 5, None)),
    (f"{NEW}。已办结8件。", ("status", "subset", 20, 8, None)),
    (f"{NEW}。已办结8件、未办结12件。", ("status", "partition", 20, 20, None)),
    (f"{NEW}。合并重复件后移交15件。东湖县9件、西山县6件。", ("region", "partition", 15, 15, None)),
    (f"{NEW}。涉及30个环境问题，其中水20个、大气10个。", ("pollution", "partition", 30, 30, None)),
    (f"{NEW}，重点件3件，分别为东湖县2件、西山县1件。", ("region", "partition", 3, 3, None)),
    (f"{NEW}。已办结8件。已办结的件中，东湖县5件、西山县3件。", ("region", "partition", 8, 8, None)),
    (
        f"{NEW}，重点件3件。按市直单位分类（重点件双交办至市直单位，同一件可能涉及多家）：市水务局2件，市林业局2件。",
        ("department", "cover", 3, 4, "重点件双交办至市直单位，同一件可能涉及多家"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_last_group(text: str, expected: tuple[str, str, int, int, str | None]) -> None:
    counts = read(text)
    group = counts.groups[-1]
    members = [f for f in counts.figures if f.group == group.id and f.unit != "%"]
    whole = counts.figures[group.whole].value if group.whole is not None else None
    total = sum(f.value for f in members)
    assert (group.dimension, group.relation, whole, total, group.note) == expected
    assert all(f.parent == (None if group.relation == "none" else group.whole) for f in members)


@pytest.mark.parametrize(
    "table",
    [
        "县区\t转办\t重点件\n东湖县\t12件\t1件\n西山县\t8件\t0件\n合计\t20件\t1件\n",
        "序号\t县区\t转办\t重点件\n1\t东湖县\t12\t1\n2\t西山县\t8\t0\n合计\t20\t1\n",
    ],
)
def test_a_table_gives_a_list_and_its_parts(table: str) -> None:
    counts = read(f"{NEW}。各县区情况如下。\n{table}")
    assert [(row(f), f.parent) for f in counts.figures] == [
        ("20件", None),
        ("region 东湖县 12件", 0),
        ("priority 重点件 1件", 1),
        ("region 西山县 8件", 0),
        ("priority 重点件 0件", 3),
        ("20件", None),
        ("priority 重点件 1件", 5),
    ]
    assert counts.unread == []


def test_a_heading_does_not_colour_what_follows() -> None:
    counts = read("第二批信访件交办和办理情况\n6月7日，督察组向清河市交办第二批信访件20件。")
    assert [(f.scope, f.batch, f.value) for f in counts.figures] == [("new", [2, 2], 20)]


def test_two_levels_and_their_lists() -> None:
    counts = read("6月7日，督察组向省交办第九批信访件（125件），涉及我市3件，分别为东湖县2件、西山县1件。")
    assert [row(f) for f in counts.figures] == ["125件", "3件", "region 东湖县 2件", "region 西山县 1件"]
    assert counts.groups[-1].whole == 1


def test_three_statements_in_one_notice() -> None:
    counts = read(
        "6月7日，清河市收到第5批信访件3件。截至当日，累计收到信访件40件。其中，第二批9件已办结。"
        "本批信访件涉及东湖县2件、西山县1件。"
    )
    assert [(f.scope, f.batch, f.as_of, row(f)) for f in counts.figures] == [
        ("new", [5, 5], "2024-06-07", "3件"),
        ("cumulative", None, "2024-06-07", "40件"),
        ("other", [2, 2], None, "9件"),
        ("new", [5, 5], "2024-06-07", "region 东湖县 2件"),
        ("new", [5, 5], "2024-06-07", "region 西山县 1件"),
    ]
    assert counts.groups[-1].whole == 0


CATEGORIES = [
    ("涉水问题", "水"), ("油烟", "大气"), ("噪音污染", "噪声"), ("固体废物类", "固废"), ("其它污染", "其他"),
    ("建筑噪声", "噪声"),
    ("自然生态", "生态"), ("核与辐射", "辐射"), ("养殖异味", "大气"), ("垃圾污染", "固废"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "category"), CATEGORIES)
def test_category_of_a_pollution(label: str, category: str) -> None:
    figure = read(f"{NEW}。按污染类型分：{label}3件。").figures[1]
    assert (figure.label, figure.category, figure.code) == (label, category, None)


def test_places_get_their_official_name_and_code() -> None:
    figures = read("6月7日，永州市收到信访件5件：蓝山2件、江华1件、祁阳1件、其他1件。").figures[1:]
    assert [(f.label, f.category, f.code) for f in figures] == [
        ("蓝山", "蓝山县", "431127"),
        ("江华", "江华瑶族自治县", "431129"),
        ("祁阳", "祁阳市", "431181"),
        ("其他", "其他", None),
    ]


UNREAD = [
    ("督察组进驻1个月，电话每天8:00—20:00受理。", [("1个月", "duration")]),
    ("须在10天内反馈。", [("10天", "duration")]),
    ("信访件涉及16个地市。", [("16个地市", "place_count")]),
    ("共组建8个督察组，对4家中央企业督察。", [("8个督察组", "body_count"), ("4家中央企业", "group_of_enterprises")]),
    ("比上一批减少3件。", [("3件", "change")]),
    ("超过10件的有东湖县12件。", [("10件", "threshold")]),
    ("电话：000-0000000，信箱A000号，第七督察组，12345热线，第2版。", []),
    ("同一件可能涉及多家。", []),
    ("第二轮第四批中央生态环境保护督察向我省反馈。", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), UNREAD)
def test_numbers_that_count_something_else(text: str, expected: list[tuple[str, str]]) -> None:
    counts = read(f"{NEW}。{text}")
    assert [(u.quote, u.reason) for u in counts.unread] == expected
    assert {u.reason for u in counts.unread} <= set(RULES.pack.counts.reasons)


def test_shared_and_plain_numbers_keep_their_spans() -> None:
    text = f"{NEW}。东湖县、西山县各3件，其他占33.33%，土壤25。"
    figures = parse_counts(text, RULES, CONTEXT).figures
    assert [f.span.of(text) for f in figures] == ["20件", "3件", "3件", "33.33%", "25"]


NOTICES = [
    f"{NEW}。",
    "截至6月7日，督察组累计交办我市信访件64件。",
    "6月7日，我市收到信访件3件（来电1件、来信2件）。按要求，办理情况须在10天内反馈，结果向社会公开。",
]
PROSE = [
    "6月7日上午，清河市委书记调研信访件办理情况，实地查看3家企业，现场督办一起信访件。",
    "7月2日11时，清河镇接到督察组交办信访件一起，当即召集住建局、城管局等7个单位开会部署。",
    "会议指出，全市10个乡镇要压实责任，30个牵头单位要在3个月内完成整改。",
    "进驻以来，清河县收到转办件5件，目前已办结3件，责令2家企业停产整改，其余2件正在加紧办理，群众表示满意。",
    "清河县开展执法检查，出动执法人员50人次，检查企业35家，发现问题20个，已整改18个，立案查处2家，罚款12万元。",
    "",
]


@pytest.mark.parametrize("text", NOTICES)
def test_a_lone_notice_looks_like_statistics(text: str) -> None:
    assert looks_like_statistics(text, RULES)


@pytest.mark.parametrize("text", PROSE)
def test_news_does_not(text: str) -> None:
    assert not looks_like_statistics(text, RULES)
