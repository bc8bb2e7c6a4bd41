"""Updates: the composition of one item."""

from datetime import date

from jianbao.parsers.context import Context
from jianbao.parsers.updates import parse_update
from jianbao.rulepack import load_rules
from jianbao.span import Span

RULES = load_rules()
ON = Context(date(2023, 5, 20), "431100")


def test_a_labelled_item():
    text = "江华：5月9日上午，副县长王建国带队到石坪镇大湾采石场调研。"
    update = parse_update(text, RULES, ON, Span(0, 2), section=3)
    assert update.county is not None
    assert (update.county.name, update.county.code, update.county.quote) == ("江华瑶族自治县", "431129", "江华")
    assert [(d.quote, d.date, d.part_of_day) for d in update.event_dates] == [("5月9日上午", "2023-05-09", "上午")]
    assert [(o.name, o.titles, o.role) for o in update.officials] == [("王建国", ["副县长"], "lead")]
    assert [(s.name, s.township, s.kind) for s in update.sites] == [("石坪镇大湾采石场", "石坪镇", "quarry")]
    assert (update.section, update.title, update.span) == (3, None, Span(0, len(text)))


def test_an_article_with_a_title():
    title = "王建国到石坪镇督导环保工作"
    text = f"{title}\n5月9日，宁远县副县长王建国到石坪镇大湾采石场督导。"
    update = parse_update(text, RULES, ON, None, len(title) + 1, 1, title)
    assert update.title == title
    assert update.county is not None
    assert update.county.name == "宁远县"
    assert update.county.span.start > len(title)
    assert [o.name for o in update.officials] == ["王建国"]
    assert [s.name for s in update.sites] == ["石坪镇大湾采石场"]


def test_an_item_that_gives_nothing():
    update = parse_update("各级各部门要高度重视。", RULES, ON)
    assert (update.county, update.event_dates, update.officials, update.sites) == (None, [], [], [])


def test_nothing_is_kept_between_items():
    text = "宁远：5月9日，副县长王建国到石坪镇调研。"
    assert parse_update(text, RULES, ON, Span(0, 2)) == parse_update(text, RULES, ON, Span(0, 2))


def test_a_township_is_the_label_of_its_sites():
    update = parse_update("石坪镇：5月9日，镇长王建国到杨柳村走访。", RULES, ON)
    assert [(s.name, s.township) for s in update.sites] == [("杨柳村", "石坪镇")]
