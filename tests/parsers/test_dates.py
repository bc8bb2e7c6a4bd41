"""Dates: every form, the year, and which dates are events'."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.context import Context
from jianbao.parsers.date_events import event_dates
from jianbao.parsers.dates import find_dates, parse_date
from jianbao.rulepack import load_rules

RULES = load_rules()
MAY = Context(date(2023, 5, 20))
JANUARY = Context(date(2023, 1, 4))

MASTHEADS = [
    ("2021年6月3日", "2021-06-03"),
    ("二〇二四年三月十五日", "2024-03-15"),
    ("二○一九年十二月三十一日", "2019-12-31"),
    ("二零二二年十月廿一日", "2022-10-21"),
    ("某办公室 2020年11月9日印发", "2020-11-09"),
    ("2022-07-08", "2022-07-08"),
    ("2022.7.8", "2022-07-08"),
    ("6月3日", "--06-03"),
    ("2021年2月30日", None),
    ("第3期", None),
]

#: (sentence, [(quote, date, end, part of day, precision)]), read in May 2023.
EVENTS = [
    ("5月9日下午，青河县召开会议。", [("5月9日下午", "2023-05-09", None, "下午", "day")]),
    ("2023年5月9日，青河县召开会议。", [("2023年5月9日", "2023-05-09", None, None, "day")]),
    ("二〇二三年五月九日，青河县召开会议。", [("二〇二三年五月九日", "2023-05-09", None, None, "day")]),
    ("5月9日晚上，青河县召开会议。", [("5月9日晚上", "2023-05-09", None, "晚上", "day")]),
    ("5月9日晚，青河县召开会议。", [("5月9日晚", "2023-05-09", None, "晚", "day")]),
    ("5月9日11时，青河县接到信访件。", [("5月9日11时", "2023-05-09", None, None, "day")]),
    ("5月9日上午9:30，青河县召开会议。", [("5月9日上午9:30", "2023-05-09", None, "上午", "day")]),
    ("5月9日晚8时许，青河县夜查。", [("5月9日晚8时许", "2023-05-09", None, "晚", "day")]),
    ("5月9日下午3点至5点，青河县召开会议。", [("5月9日下午", "2023-05-09", None, "下午", "day")]),
    ("本月9日，青河县召开会议。", [("本月9日", "2023-05-09", None, None, "day")]),
    ("上个月28日，青河县召开会议。", [("上个月28日", "2023-04-28", None, None, "day")]),
    ("本月，青河县开展行动。", [("本月", "2023-05", None, None, "month")]),
    ("去年3月9日，青河县召开会议。", []),
    ("近一周来，青河县开展行动。", [("近一周来", None, None, None, "vague")]),
    ("国庆期间，青河县开展行动。", [("国庆期间", None, None, None, "vague")]),
    ("5月9日（星期二）上午，青河县召开会议。", [("5月9日（星期二）上午", "2023-05-09", None, "上午", "day")]),
    ("5月9日至11日，督察组下沉。", [("5月9日至11日", "2023-05-09", "2023-05-11", None, "day")]),
    ("5月9日-11日，督察组下沉。", [("5月9日-11日", "2023-05-09", "2023-05-11", None, "day")]),
    ("5月9-11日，督察组下沉。", [("5月9-11日", "2023-05-09", "2023-05-11", None, "day")]),
    ("4月29日—5月2日，督察组下沉。", [("4月29日—5月2日", "2023-04-29", "2023-05-02", None, "day")]),
    (
        "5月9日、11日，副市长到两县检查。",
        [("5月9日", "2023-05-09", None, None, "day"), ("11日", "2023-05-11", None, None, "day")],
    ),
    (
        "5月9日晚，专班调度。5月10日上午，县环保局赶往现场。",
        [("5月9日晚", "2023-05-09", None, "晚", "day"), ("5月10日上午", "2023-05-10", None, "上午", "day")],
    ),
    (
        "5月9日，专班调度。10日下午，县环保局赶往现场。",
        [("5月9日", "2023-05-09", None, None, "day"), ("10日下午", "2023-05-10", None, "下午", "day")],
    ),
    (
        "5月9日，专班调度。次日，县环保局赶往现场。",
        [("5月9日", "2023-05-09", None, None, "day"), ("次日", "2023-05-10", None, None, "day")],
    ),
    ("5月9日，专班调度。当天，县环保局赶往现场。", [("5月9日", "2023-05-09", None, None, "day")]),
    ("5月9日，县长王川到场。9日下午，工作组进驻。", [("5月9日", "2023-05-09", None, None, "day")]),
    ("18日，县委书记王川到石坪镇调研。", [("18日", "2023-05-18", None, None, "day")]),
    ("28号上午，县委书记王川到石坪镇调研。", [("28号上午", "2023-04-28", None, "上午", "day")]),
    ("昨日，县委书记王川到石坪镇调研。", [("昨日", "2023-05-19", None, None, "day")]),
    ("今天下午，县委书记王川到石坪镇调研。", [("今天下午", "2023-05-20", None, "下午", "day")]),
    ("429日，县委书记王川到石坪镇调研。", [("429日", "2023-04-29", None, None, "day")]),
    ("近日，县委书记王川到石坪镇调研。", [("近日", None, None, None, "vague")]),
    ("青河县日前召开会议。", [("日前", None, None, None, "vague")]),
    ("连日来，青河县加大巡查力度。", [("连日来", None, None, None, "vague")]),
    ("近期，青河县加大巡查力度。", [("近期", None, None, None, "vague")]),
    ("青河县要抓好近期工作。", []),
    ("5至6日，督察组下沉。", [("5至6日", "2023-05-05", "2023-05-06", None, "day")]),
    ("今日青河网讯：5月9日，青河县召开会议。", [("5月9日", "2023-05-09", None, None, "day")]),
    ("连续5至6日开展巡查。", []),
    ("县长王川于近期先后到三个乡镇督导。", [("近期", None, None, None, "vague")]),
    ("5月9--11日，督察组下沉。", [("5月9--11日", "2023-05-09", "2023-05-11", None, "day")]),
    ("5月9日——11日，督察组下沉。", [("5月9日——11日", "2023-05-09", "2023-05-11", None, "day")]),
    ("4月，全县优良天数比例为93.2%，同比提高1.1个百分点。", []),
    ("目前，该店已停业。", []),
    ("要求15日前完成整改。", []),
    ("2016年2月，县里成立领导小组。", []),
    ("2021年3月2日，该店开业。5月9日，青河县召开会议。", [("5月9日", "2023-05-09", None, None, "day")]),
    ("5月初，青河县启动排查。", [("5月初", "2023-05", None, None, "month")]),
    ("2023年4月，青河县启动排查。", [("2023年4月", "2023-04", None, None, "month")]),
    (
        "5月9日上午和10日下午，青河县分别召开会议。",
        [("5月9日上午", "2023-05-09", None, "上午", "day"), ("10日下午", "2023-05-10", None, "下午", "day")],
    ),
    ("截至5月9日，青河县办结3件。", []),
    ("截止到5月9日，青河县办结3件。", []),
    ("要求企业5月30日前完成整改。", []),
    ("该店从今年4月5日起停业。", []),
    ("本报5月9日讯。", []),
    ("会议传达了5月9日全市动员会会议精神。", []),
    ("与5月2日动员大会后相比，各组进度加快。", []),
    ("按照5月9日会议要求，青河县排查隐患。", []),
    ("督察进驻时间：4月12日至5月12日。", []),
    ("根据《2023年5月9日工作方案》，青河县排查隐患。", []),
    ("县城管局核查5月9日转办的信访件。", []),
    ("定于5月19日召开推进会。", []),
    ("家住建设路28号的居民投诉。", []),
    ("连续5日开展巡查。", []),
    ("2021年警示片披露问题整改到位。", []),
    (
        "5月9日，青河县召开会议，传达了5月2日全市会议精神，要求6月底前完成整改。",
        [("5月9日", "2023-05-09", None, None, "day")],
    ),
]

YEARS = [
    ("12月31日下午，青河县召开会议。", JANUARY, "2022-12-31"),
    ("1月3日，青河县召开会议。", JANUARY, "2023-01-03"),
    ("5月20日，青河县召开会议。", MAY, "2023-05-20"),
    ("5月21日，青河县召开会议。", MAY, "2022-05-21"),
    ("2月29日，青河县召开会议。", MAY, "2020-02-29"),
    ("5月9日，青河县召开会议。", Context(), "--05-09"),
    ("2020年5月9日，青河县召开会议。", Context(), "2020-05-09"),
]


@pytest.mark.parametrize(("text", "expected"), MASTHEADS)
def test_a_masthead_s_date(text, expected):
    assert parse_date(text) == expected


def test_a_date_without_a_year_takes_it_from_the_reference():
    assert parse_date("12月30日", date(2023, 1, 4)) == "2022-12-30"


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_events(text, expected):
    found = event_dates(text, RULES, MAY)
    assert [(e.quote, e.date, e.end_date, e.part_of_day, e.precision) for e in found] == expected


@pytest.mark.parametrize(("text", "context", "expected"), YEARS)
def test_the_year_is_the_latest_on_or_before_the_reference(text, context, expected):
    assert [e.date for e in event_dates(text, RULES, context)] == [expected]


def test_last_year_is_the_year_before_the_reference():
    found = event_dates("去年12月28日，青河县召开会议。", RULES, Context(date(2023, 1, 9)))
    assert [(e.quote, e.date) for e in found] == [("去年12月28日", "2022-12-28")]


def test_last_month_in_january_is_december():
    found = event_dates("上月28日，青河县召开会议。", RULES, Context(date(2023, 1, 9)))
    assert [(e.quote, e.date) for e in found] == [("上月28日", "2022-12-28")]


def test_the_calendar_ends():
    assert [m.date for m in find_dates("9999年12月31日到场。次日返回。", RULES, Context())] == ["9999-12-31", None]


@pytest.mark.parametrize(("today", "expected"), [(date(2020, 1, 24), ["2020-01-23"]), (date(2020, 3, 1), [])])
def test_a_lost_month_of_two_readings_is_the_one_of_late(today, expected):
    assert [e.date for e in event_dates("123日，县长王川到场。", RULES, Context(today))] == expected


def test_an_hour_and_a_minute_belong_to_the_mention():
    mention = find_dates("5月9日11时30分，县城管局到场。", RULES, MAY)[0]
    assert (mention.quote, mention.hour, mention.minute) == ("5月9日", 11, 30)


def test_a_date_of_the_title_is_given_where_the_body_repeats_it():
    text = "青河县5月9日召开会议\n5月9日上午，青河县召开会议。"
    assert [(e.quote, e.span.start) for e in event_dates(text, RULES, MAY, 11)] == [("5月9日上午", 12)]


DAYS = ["5月9日", "近日", "12月31日", "二〇二三年五月九日", "3日", "429日", "当天", "次日", "昨日"]
WORDS = ["至", "、", "，", "。", "前", "截至", "上午", "县长", "2022年", "28号", "11时"]
PIECES = st.sampled_from(DAYS + WORDS)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS, st.dates(date(2015, 1, 1), date(2026, 12, 31)))
def test_whatever_the_text(text, reference):
    context = Context(reference)
    mentions = find_dates(text, RULES, context)
    assert all(m.span.of(text) == m.quote for m in mentions)
    assert all(a.span.end <= b.span.start for a, b in pairwise(mentions))
    events = event_dates(text, RULES, context)
    assert all(e.span.of(text) == e.quote for e in events)
    assert all(e.date is None or e.date <= reference.isoformat() for e in events)
    assert events == event_dates(text, RULES, context)


@given(st.dates(date(2015, 1, 1), date(2026, 12, 31)))
def test_every_day_is_read_in_both_numerals(day):
    digits = "〇一二三四五六七八九"
    small = ["", *digits[1:], "十", *(f"十{d}" for d in digits[1:]), "二十", *(f"二十{d}" for d in digits[1:])]
    small += ["三十", "三十一"]
    year = "".join(digits[int(d)] for d in str(day.year))
    assert parse_date(f"{year}年{small[day.month]}月{small[day.day]}日") == day.isoformat()
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day.isoformat()
