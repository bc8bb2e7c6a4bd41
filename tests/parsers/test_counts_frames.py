"""Frames: of which batch, day and scope a number is, where the text says so before it, behind it, or not at all."""

from __future__ import annotations

from datetime import date

import pytest

from jianbao.checks import check
from jianbao.parsers.context import Context
from jianbao.parsers.counts import Counts, looks_like_statistics, parse_counts
from jianbao.parsers.fold import fold
from jianbao.rulepack import load_rules

RULES = load_rules()


def read(text: str, reference: date | None = date(2024, 9, 30)) -> Counts:
    return parse_counts(fold(text).string, RULES, Context(reference))


def frames(text: str, reference: date | None = date(2024, 9, 30)) -> list[str]:
    """Return each figure as ``scope as_of batch label value``; a point stands for nothing."""
    return [
        f"{f.scope} {f.as_of or '.'} {'-'.join(map(str, f.batch)) if f.batch else '.'} {f.label or '.'} {f.value}"
        for f in read(text, reference).figures
    ]


def violated(text: str) -> list[str]:
    counts = read(text)
    findings = check(counts.figures, counts.groups, RULES, counts.unread)
    return [f.constraint for f in findings if f.status == "violated"]


CASES = [
    # The batch is named in a sentence of its own, behind the total.
    (
        "5月31日，督察组向我市交办20件信访件，其中重点件3件。这是督察组交办的第9批信访件，均来自5月30日的来电。",
        ["new 2024-05-31 9-9 . 20", "new 2024-05-31 9-9 重点件 3"],
    ),
    # A day without its month: of the date before it, else of the reference date.
    (
        "9月21日，清河市收到第2批信访件2件。截至21日22时，累计40件信访件。",
        ["new 2024-09-21 2-2 . 2", "cumulative 2024-09-21 . . 40"],
    ),
    ("29日，督察组向清河市交办第2批信访件65件。", ["new 2024-09-29 2-2 . 65"]),
    # A month that was lost on the page.
    ("67日，督察组向清河市交办第3批信访件9件。", ["new 2024-06-07 3-3 . 9"]),
    # The day on which a period begins is no date up to which is counted.
    (
        "9月25日，清河市收到第4批信访件41件。继9月21日动员会召开后，督察组已累计转交156件信访件。",
        ["new 2024-09-25 4-4 . 41", "cumulative . . . 156"],
    ),
    # Totals of other days that are added up.
    (
        "7月17日，督察组向清河市移交第3批信访件70件。加上此前移交的80件，目前累计已移交信访件150件。",
        ["new 2024-07-17 3-3 . 70", "other . . . 80", "cumulative . . . 150"],
    ),
    # Back to the day's batch behind a cumulative total.
    (
        "7月23日，督察组移交第9批信访件31件，累计已移交信访件827件。\n本批信访件数量明显增加。从地区分布来看，东湖县21件，西山县10件。",
        [
            "new 2024-07-23 9-9 . 31",
            "cumulative . . . 827",
            "new 2024-07-23 9-9 东湖县 21",
            "new 2024-07-23 9-9 西山县 10",
        ],
    ),
    (
        "7月23日，督察组移交第2批信访件47件，两日累计转交信访件68件。\n上述47件信访件中，大气30件、水17件。",
        [
            "new 2024-07-23 2-2 . 47",
            "cumulative . . . 68",
            "new 2024-07-23 2-2 . 47",
            "new 2024-07-23 2-2 大气 30",
            "new 2024-07-23 2-2 水 17",
        ],
    ),
    # The total is taken up again.
    (
        "8月2日，清河市收到第4批信访件29件，我市立即将29件信访件转至相关县区办理。",
        ["new 2024-08-02 4-4 . 29", "new 2024-08-02 4-4 . 29"],
    ),
    # Results are of a batch of their own.
    (
        "7月8日，督察组交办清河市的第29批302件信访案件已全部核查办理。其中，属实248件、不属实53件、仍在调查1件。",
        [
            "other 2024-07-08 29-29 . 302",
            "other 2024-07-08 29-29 属实 248",
            "other 2024-07-08 29-29 不属实 53",
            "other 2024-07-08 29-29 仍在调查 1",
        ],
    ),
    (
        "截至9月20日，督察组累计转交信访件8批223件，我市累计办结信访件3批86件（重点件12件），剩余137件（重点件20件）正在办理中。",
        [
            "cumulative 2024-09-20 1-8 . 223",
            "cumulative 2024-09-20 1-8 办结 86",
            "cumulative 2024-09-20 1-8 重点件 12",
            "cumulative 2024-09-20 1-8 正在办理 137",
            "cumulative 2024-09-20 1-8 重点件 20",
        ],
    ),
    # The number of cases stands right behind that of the batches, and without a unit.
    (
        "截至4月15日，督察组交办信访件共九批572件（来电463件、来信109件）。",
        [
            "cumulative 2024-04-15 1-9 . 572",
            "cumulative 2024-04-15 1-9 来电 463",
            "cumulative 2024-04-15 1-9 来信 109",
        ],
    ),
    (
        "截至5月30日，督察组已累计交办信访举报件2245（重点件196件）。",
        ["cumulative 2024-05-30 . . 2245", "cumulative 2024-05-30 . 重点件 196"],
    ),
    # Places from which nothing came.
    (
        "6月24日，清河市收到第20批信访件5件，东湖县5件，西山县、南岭县当日未收到信访件。",
        [
            "new 2024-06-24 20-20 . 5",
            "new 2024-06-24 20-20 东湖县 5",
            "new 2024-06-24 20-20 西山县 0",
            "new 2024-06-24 20-20 南岭县 0",
        ],
    ),
    ("今天，督察组向清河市转办信访件35件。", ["new 2024-09-30 . . 35"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_frames(text: str, expected: list[str]) -> None:
    assert frames(text) == expected


def test_without_a_reference_date_a_lone_day_has_no_date() -> None:
    assert frames("29日，督察组向清河市交办第2批信访件65件。", None) == ["new . 2-2 . 65"]


RESULTS = [
    # An earlier batch whose results are told did not come in, the latest one did, wherever the text begins.
    (
        "第4批信访件已办结5件\n6月7日，督察组向清河市转办第13批信访件9件。第13批信访件从地区分布看，东湖县5件，西山县4件。"
        "从第4批信访件反馈情况看，东湖县转办8件，办结3件，阶段办结5件；西山县转办2件，办结2件。",
        [
            "other . 4-4 已办结 5",
            "new 2024-06-07 13-13 . 9",
            "new 2024-06-07 13-13 东湖县 5",
            "new 2024-06-07 13-13 西山县 4",
            "other . 4-4 东湖县 8",
            "other . 4-4 办结 3",
            "other . 4-4 阶段办结 5",
            "other . 4-4 西山县 2",
            "other . 4-4 办结 2",
        ],
    ),
    # Results up to a day, in the sentence of their batch.
    (
        "第5批信访件共计81件，截至8月25日，已办结54件，其余27件正在办理中。",
        ["new 2024-08-25 5-5 . 81", "new 2024-08-25 5-5 已办结 54", "new 2024-08-25 5-5 正在办理 27"],
    ),
    # A period from a day to a day adds up.
    (
        "6月30日，清河市接到信访件9件。从6月1日-6月30日，督察组向清河市转办信访件91件，其中来电80件。",
        ["new 2024-06-30 . . 9", "cumulative 2024-06-30 . . 91", "cumulative 2024-06-30 . 来电 80"],
    ),
    # Brackets that speak of another batch change nothing.
    (
        "6月7日，清河市接到第2批信访件3件（第1批信访件不涉及我市），均为来电举报，涉及东湖县、西山县、北关区各1件。",
        [
            "new 2024-06-07 2-2 . 3",
            "new 2024-06-07 2-2 来电举报 3",
            "new 2024-06-07 2-2 东湖县 1",
            "new 2024-06-07 2-2 西山县 1",
            "new 2024-06-07 2-2 北关区 1",
        ],
    ),
    # The number of the batch stands behind 其中涉及.
    (
        "6月7日，督察组转办了第3批信访件，其中涉及清河市信访件7件。东湖县4件，西山县3件。",
        ["new 2024-06-07 3-3 . 7", "new 2024-06-07 3-3 东湖县 4", "new 2024-06-07 3-3 西山县 3"],
    ),
    # Visitors are counted in groups and in people.
    (
        "6月30日，清河市群众走访110批1731人次，其中，东湖县76批1677人次，西山县34批54人次。",
        [
            "new 2024-06-30 . . 110",
            "new 2024-06-30 . . 1731",
            "new 2024-06-30 . 东湖县 76",
            "new 2024-06-30 . 东湖县 1677",
            "new 2024-06-30 . 西山县 34",
            "new 2024-06-30 . 西山县 54",
        ],
    ),
    # The outcome of a kind of cases is a part of that kind.
    (
        "截至6月7日，清河市累计收到信访件81件，已办结61件，阶段性办结20件，其中13件重点关注案件已办结8件，阶段性办结5件。",
        [
            "cumulative 2024-06-07 . . 81",
            "cumulative 2024-06-07 . 已办结 61",
            "cumulative 2024-06-07 . 阶段性办结 20",
            "cumulative 2024-06-07 . 重点关注案件 13",
            "cumulative 2024-06-07 . 已办结 8",
            "cumulative 2024-06-07 . 阶段性办结 5",
        ],
    ),
    # A total is said again.
    (
        "截至6月7日，清河市累计接到信访问题41件，来电30件，来信11件。这41个问题主要涉及3个县区。",
        [
            "cumulative 2024-06-07 . . 41",
            "cumulative 2024-06-07 . 来电 30",
            "cumulative 2024-06-07 . 来信 11",
            "cumulative 2024-06-07 . . 41",
        ],
    ),
    # What is left is left of the total before.
    (
        "截至4月18日，督察组共向清河市交办10批22件信访件。目前，前6批信访件共9件已办结，其余13件正在调查处理中。",
        ["cumulative 2024-04-18 1-10 . 22", "other . 1-6 . 9", "cumulative 2024-04-18 1-10 正在调查处理 13"],
    ),
    # The list adds up to a part of an earlier total.
    (
        "6月7日，督察组向江东省交办第6批信访件91件，涉及我区6件。截至6月7日，向我区共交办信访件20件。"
        "从信访件涉及的问题类型来看，其中涉及大气4件、噪声2件。",
        [
            "new 2024-06-07 6-6 . 91",
            "new 2024-06-07 6-6 . 6",
            "cumulative 2024-06-07 . . 20",
            "new 2024-06-07 6-6 大气 4",
            "new 2024-06-07 6-6 噪声 2",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RESULTS)
def test_results_and_periods_have_the_time_that_is_theirs(text: str, expected: list[str]) -> None:
    assert frames(text) == expected


LISTS = [
    # Problems are counted beside cases: their kinds add up to the problems.
    "6月24日，清河市收到第28批信访件9件。本批信访件涉及生态环境问题12个，其中水5个、大气7个。",
    # A number before a colon is the whole of what it announces.
    "5月26日，清河市收到第17批信访件97件。涉及各区85件：东湖区50件，西山区35件。涉及部门12件。",
    # The number of the total for all areas is no member of the list.
    "5月26日，清河市收到第17批信访件9件，涉及各县9件，分别是：东湖县5件、西山县4件。",
    # Departments in a sentence of their own go on the list of regions; the note is about both.
    "5月30日，清河市收到第22批信访件12件。按区域分，东湖县8件，西山县5件。市水务局2件（部分件涉及多个区县和部门共同办理）。",
    # The whole of the prefectures is the region's own number.
    "3月20日，督察组转办第26批信访件77件。其中，自治区69件，兵团8件。分别为：清河市40件，东湖县29件。",
    # Place and channel: each list adds up by itself.
    "3月20日，清河市收到第3批信访件20件，来电12件，来信8件。其中：东湖县来电9件、来信3件，西山县来电3件、来信5件。",
    # A note counts the places by naming them.
    "截至9月24日，清河市共接收案件28批共20宗，其中东湖县15宗、西山县6宗，其中第8批有1宗同时交办东湖县、西山县。",
    # A rate of what is settled, in part or whole.
    "截至3月20日，清河市累计收到信访件100件，已办结30件，阶段性办结40件，正在办理30件，办结率70%。",
    "截至3月20日，清河市累计收到信访件100件，属实93件，不属实7件，不属实率7%。",
    # Percentages that go on a ranking.
    "8月，清河市共接到举报324件。从污染类型来看，8月大气污染举报最多，占61.8%。其次为噪声污染举报，占53.4%。"
    "水污染和固废污染举报分别占17.9%和10.7%。",
    # Kinds of complaints that are called like all complaints are.
    "6月，清河市共收到信访件65件。按信件类型分类：建议11件、举报9件、投诉15件、咨询30件。",
    # One kind of problem is called like all problems are.
    "6月7日，清河市转办信访件9件，涉及环境问题14个。其中，水环境问题6个、生态环境问题5个、其他类型问题3个。",
    # Cases that several places handle together stand in the list of places.
    "6月11日，清河市收到第14批信访件6件。本批信访件涉及东湖县3件、西山县2件、共同办理1件（东湖县、西山县）。",
    # Departments in the brackets of a place are an extract.
    "6月11日，清河市收到第14批信访件60件，属东湖县35件（市农垦集团1件，市开发区1件）、属西山县25件。",
    # Several names make one label.
    "截至6月26日，清河市共收到6批信访件12件，涉及大气和噪声7个、水3个、水、大气和噪声1个、水、大气、土壤和生态1个。",
    # The percentages tell which number is the whole.
    "6月7日，转办第2批信访件31件，其中：自治区25件，兵团6件。本批涉及7个地州，清河市12件，占48%；东湖县5件，占20%；西山县8件。",
    # A measure in each place adds up to the measure; the people among them to theirs.
    "6月7日，清河市公开问责情况，共问责48人。问责厅级干部5人，其中正厅级干部2人；处级干部16人。"
    "东湖县问责人数最多，达25人，其中厅级干部3人；西山县问责13人，其中厅级干部2人；北关区问责10人。",
    # People whom a measure hits.
    "截至6月26日，清河市累计收到信访件247件。问责共139人、15个单位。其中，科级干部37人，科级以下干部102人。",
    # A combined class of its own adds up.
    "9月1日，清河市收到第5批信访件4件。按污染类型分，水1件、大气2件、综合类（涉多个污染类型）1件。",
]


@pytest.mark.parametrize("text", LISTS)
def test_consistent_lists_are_not_reported(text: str) -> None:
    assert violated(text) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (LISTS[0].replace("大气7个", "大气6个"), ["partition"]),
        (LISTS[1].replace("西山区35件", "西山区34件"), ["partition"]),
        (LISTS[4].replace("东湖县29件", "东湖县28件"), ["partition"]),
        (LISTS[5].replace("西山县来电3件", "西山县来电4件"), ["partition"]),
        (LISTS[6].replace("西山县6宗", "西山县7宗"), ["partition"]),
        (LISTS[7].replace("办结率70%", "办结率50%"), ["share"]),
        (LISTS[8].replace("不属实率7%", "不属实率9%"), ["share"]),
    ],
)
def test_the_same_lists_are_reported_when_they_do_not_add_up(text: str, kinds: list[str]) -> None:
    assert violated(text) == kinds


UNREAD = [
    ("5月31日，清河市收到第2批信访件60件，东湖县47件，其他县均少于10件。", [("10件", "threshold")]),
    ("5月31日，清河市收到第2批信访件60件，反映干部的占总量的70%以上。", [("70%", "threshold")]),
    ("5月31日，清河市收到第2批信访件60件，走访有关部门和单位139个。", [("139个", "body_count")]),
]


@pytest.mark.parametrize(("text", "expected"), UNREAD)
def test_bounds_and_offices_are_no_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(u.quote, u.reason) for u in read(text).unread] == expected


ISSUERS = [
    "省环保督查办", "省委第三巡查组", "省联合检查组", "市环境监察支队", "环保部华南督查中心", "省政府督导组",
    "市环境督查局", "县信访联席办", "市委督查室", "中央第一环境保护督察组",
]  # fmt: skip
FRAMES = [
    "截至6月21日，我市接到{}转办的举报件共23件，其中已办结19件，其余4件正在办理中。",
    "6月21日，{}向我市交办第5批信访件23件，其中来电19件、来信4件。",
    "6月21日，{}向我市转办信访举报件23件，其中大气19件、水4件。",
    "截至6月21日，{}累计向我市移交信访问题23个，其中清河县19个、东湖县4个。",
    "6月21日，市整改办接{}转办单23件，其中重点件19件、一般件4件。",
]


@pytest.mark.parametrize("issuer", ISSUERS)
@pytest.mark.parametrize("frame", FRAMES)
def test_who_hands_on_is_no_deed(issuer: str, frame: str) -> None:
    text = frame.format(issuer)
    figures = read(text).figures
    assert [(f.value, f.parent) for f in figures] == [(23, None), (19, 0), (4, 0)]
    assert figures[0].subject in ("举报件", "信访件", "信访举报件", "信访问题", "转办单")
    assert looks_like_statistics(text, RULES)
