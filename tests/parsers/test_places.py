"""Places: which names of the gazetteer a text names, and the county that an item is about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.context import Context
from jianbao.parsers.places import county_of, find_places
from jianbao.rulepack import load_rules
from jianbao.span import Span

RULES = load_rules()
ON = Context(date(2023, 5, 20))
YONGZHOU = Context(date(2023, 5, 20), "431100")

#: (label, text behind it, context, name, code)
LABELS = [
    ("零陵区", "5月9日，召开会议。", YONGZHOU, "零陵区", "431102"),
    ("零陵", "5月9日，召开会议。", YONGZHOU, "零陵区", "431102"),
    ("江华", "5月9日，召开会议。", ON, "江华瑶族自治县", "431129"),
    ("金洞管理区", "5月9日，召开会议。", YONGZHOU, "金洞管理区", None),
    ("东乌旗", "5月9日，召开会议。", ON, "东乌珠穆沁旗", "152525"),
    ("肃南县", "5月9日，召开会议。", ON, "肃南裕固族自治县", "620721"),
    ("青石管理区", "5月9日，召开会议。", ON, "青石管理区", None),
    ("永州市祁阳市", "5月9日，召开会议。", ON, "祁阳市", "431181"),
    ("宁远", "5月9日，新田县委书记王川带队考察。", ON, "宁远县", "431126"),
    ("朝阳区", "5月9日，长春市朝阳区召开会议。", ON, "朝阳区", "220104"),
]

COUNTIES = [
    ("5月9日，宁远县召开会议。", ON, "宁远县"),
    ("5月9日，宁远县委书记王川到石坪镇调研。", ON, "宁远县"),
    ("5月9日，道县县委常委王川到石坪镇调研。", ON, "道县"),
    ("5月9日，随县县委书记王川到石坪镇调研。", ON, "随县"),
    ("5月9日，随州市生态环境局局长王川一行督办，随县县委书记李江陪同。", ON, "随县"),
    ("5月9日，长沙市芙蓉区委书记王川到石坪街道调研。", ON, "芙蓉区"),
    ("5月9日，副市长王川到岳麓区调研，区长李江陪同。", ON, "岳麓区"),
    ("5月9日，副市长王川到蓝山调研，县委书记李江陪同。", ON, "蓝山县"),
    ("5月9日，江华县召开会议。", ON, "江华瑶族自治县"),
    ("5月9日，宁远召开会议。", ON, "宁远县"),
    ("5月9日，市生态环境局桂阳分局到石坪镇检查。", ON, "桂阳县"),
    ("5月9日，祁阳县召开会议。", Context(date(2019, 5, 20)), "祁阳县"),
    ("5月9日，祁阳召开会议。", Context(date(2019, 5, 20)), "祁阳县"),
    ("5月9日，祁阳召开会议。", ON, "祁阳市"),
    ("5月9日，省督察组进驻大冶市。", ON, "大冶市"),
    ("5月9日，西乌旗组织召开会议。", ON, "西乌珠穆沁旗"),
    ("5月9日，副市长王川到宁远县湾井镇调研。", ON, "宁远县"),
    ("5月9日，市督查组赴宁远县河湾镇杨柳村检查。", ON, "宁远县"),
    ("5月9日，县长王川到蓝山、清溪等乡镇调研。", ON, None),
    ("5月9日，核查组赴宁远县石坪镇，宁远县副县长甲、新田县副县长乙、双牌县副县长丙参加。", ON, None),
    ("5月9日，县委书记王川到石坪镇调研。", ON, None),
    ("5月9日，永州市召开会议。", ON, None),
    ("5月9日，副市长王川到宁远县、新田县检查。", ON, None),
    ("5月9日，副市长王川先后到宁远县、新田县和双牌县检查。", ON, None),
    ("5月9日，县委、县政府和县直部门参加。", ON, None),
    ("5月9日，县公安局依法处理，合理利用资源。", ON, None),
    ("5月9日，该县完成县城治理。", ON, None),
    ("公安对此立案，资源开展整合。", ON, None),
    ("5月9日，桂林市资源召开会议。", ON, "资源县"),
    ("宁远新闻网讯（记者王川）5月9日，副市长李江来我县走访。", ON, "宁远县"),
    ("5月9日，公安县召开会议。", ON, "公安县"),
    ("5月9日，副市长王川到和县调研。", ON, "和县"),
    ("5月9日，中心城区河道清淤。", ON, None),
    ("5月9日，平安区域行动启动。", ON, None),
]


@pytest.mark.parametrize(("label", "text", "context", "name", "code"), LABELS)
def test_the_label_decides(label, text, context, name, code):
    county = county_of(f"{label}：{text}", RULES, context, Span(0, len(label)))
    assert county is not None
    assert (county.name, county.code) == (name, code)


@pytest.mark.parametrize("label", ["永州市", "石坪镇", "县生态环境局"])
def test_a_label_that_is_no_county_decides_nothing(label):
    assert county_of(f"{label}：5月9日，召开会议。", RULES, ON, Span(0, len(label))) is None


@pytest.mark.parametrize(("text", "context", "name"), COUNTIES)
def test_the_county_of_the_text(text, context, name):
    county = county_of(text, RULES, context)
    assert (county.name if county else None) == name


def test_an_ambiguous_county_has_its_name_but_no_code():
    county = county_of("5月9日，鼓楼区召开会议。", RULES, ON)
    assert county is not None
    assert (county.name, county.code) == ("鼓楼区", None)


def test_the_prefecture_named_before_settles_it():
    county = county_of("5月9日，福州市委书记王川到鼓楼区调研。", RULES, ON)
    assert county is not None
    assert county.code == "350102"


def test_the_title_serves_where_the_body_names_no_county():
    text = "宁远县委书记调研环保工作\n5月9日，县委书记王川到石坪镇调研。"
    county = county_of(text, RULES, ON, None, 13)
    assert county is not None
    assert (county.name, county.span) == ("宁远县", Span(0, 3))


PIECES = st.sampled_from(
    [
        "宁远",
        "宁远县",
        "县委",
        "永州市",
        "祁阳",
        "召开",
        "到",
        "，",
        "、",
        "城区",
        "朝阳区",
        "资源",
        "分局",
        "调研",
        "和县",
    ]
)


@given(st.lists(PIECES, max_size=10).map("".join), st.sampled_from([None, "431100", "110000"]))
def test_whatever_the_text(text, home):
    context = Context(date(2023, 5, 20), home)
    places = find_places(text, RULES, context)
    assert all(p.span.of(text) == p.quote and p.places for p in places)
    county = county_of(text, RULES, context)
    assert county is None or county.span.of(text) == county.quote
    assert county == county_of(text, RULES, context)


def test_a_label_of_two_counties_names_none():
    text = "宁远县、新田县：5月9日，两县签订协议。"
    assert county_of(text, RULES, ON, Span(0, 7)) is None


@pytest.mark.parametrize(
    ("text", "county"),
    [
        # Waters, as what is done there, what stands beside them, or who comes says.
        ("5月9日，副市长王川到清水河巡河。", None),
        ("5月9日，副市长王川到清水河督导水环境治理。", None),
        ("5月9日，副市长王川到清水河、红星采石场督导整改。", None),
        ("5月9日，县长王川到清水河调研。", None),
        ("5月9日，县委常委、副县长王川到唐河、沙河检查。", None),
        # Counties.
        ("5月9日，副市长王川到清水河调研。", "清水河县"),
        ("5月9日，县长王川到清水河考察学习。", "清水河县"),
        ("5月9日，县长王川到清水河县调研。", "清水河县"),
        ("5月9日，清水河县委书记王川到石坪镇调研。", "清水河县"),
    ],
)
def test_a_county_called_after_a_water_is_not_the_water(text, county):
    found = county_of(text, RULES, ON)
    assert (found.name if found else None) == county


def test_a_county_of_the_bulletins_own_prefecture_is_itself():
    text = "5月9日，副市长王川到沙河督导。"
    assert county_of(text, RULES, Context(date(2023, 5, 20), "130500")).name == "沙河市"
    assert county_of(text, RULES, YONGZHOU) is None
