"""Names of places resolve as of their date."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import GAZETTEER, OPEN, PLACES

from jianbao.errors import RuleError
from jianbao.rulepack.gazetteer import COLUMNS, Gazetteer, Place, period


def names(*query: object) -> list[str]:
    return [f"{place.code or ''}{place.name}" for place in GAZETTEER.lookup(*query)]  # type: ignore[arg-type]


# Lookups


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("祁阳", date(2019, 5, 1), ["431121祁阳县"]),
        ("祁阳", date(2021, 1, 15), ["431181祁阳市"]),
        ("祁阳", date(2024, 1, 1), ["431181祁阳市"]),
        ("祁阳县", date(2019, 5, 1), ["431121祁阳县"]),
        ("祁阳县", date(2024, 1, 1), ["431181祁阳市"]),
        ("祁阳市", date(2019, 5, 1), ["431121祁阳县"]),
        ("祁阳", None, ["431181祁阳市"]),
        ("祁阳县", None, ["431121祁阳县"]),
        ("邵东", date(2018, 1, 1), ["430521邵东县"]),
        ("邵东县", date(2020, 1, 1), ["430582邵东市"]),
        ("横县", date(2022, 1, 1), ["450181横州市"]),
        ("滦县", date(2017, 1, 1), ["130223滦县"]),
        ("滦县", date(2019, 1, 1), ["130284滦州市"]),
        ("襄樊", date(2024, 1, 1), ["420600襄阳市"]),
        ("襄樊", date(2009, 1, 1), ["420600襄樊市"]),
        ("思茅", date(2006, 1, 1), ["530800思茅市"]),
        ("普洱", date(2024, 1, 1), ["530800普洱市"]),
        ("海东", date(2010, 1, 1), ["632100海东地区"]),
        ("海东", date(2016, 1, 1), ["630200海东市"]),
        ("日喀则", date(2020, 1, 1), ["540200日喀则市"]),
        ("哈密", date(2020, 1, 1), ["650500哈密市"]),
        ("莱芜", date(2018, 6, 1), ["371200莱芜市"]),
        ("莱芜市", date(2019, 6, 1), ["370100济南市"]),
        ("莱城区", date(2019, 6, 1), ["370116莱芜区"]),
        ("巢湖市", date(2010, 1, 1), ["341400巢湖市"]),
        ("巢湖市", date(2012, 1, 1), ["340181巢湖市"]),
        ("余杭", date(2024, 1, 1), ["330110余杭区"]),
        ("江干区", date(2024, 1, 1), ["330102上城区"]),
        ("钱塘区", date(2019, 1, 1), []),
        ("简阳市", date(2015, 1, 1), ["512081简阳市"]),
        ("简阳市", date(2017, 1, 1), ["510185简阳市"]),
        ("两江新区", date(2020, 1, 1), ["重庆两江新区"]),
        ("两江新区", date(2026, 1, 1), ["500157两江新区"]),
        ("渝北区", date(2026, 1, 1), ["500157两江新区"]),
        ("雄安新区", date(2016, 1, 1), []),
        ("雄安新区", date(2024, 1, 1), ["河北雄安新区"]),
        ("武威市", None, ["620600武威市"]),
    ],
)
def test_a_name_is_resolved_as_of_its_date(name: str, on: date | None, expected: list[str]) -> None:
    assert names(name, on) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("江华瑶族自治县", ["431129江华瑶族自治县"]),
        ("江华自治县", ["431129江华瑶族自治县"]),
        ("江华县", ["431129江华瑶族自治县"]),
        ("江华", ["431129江华瑶族自治县"]),
        ("威宁县", ["520526威宁彝族回族苗族自治县"]),
        ("威宁自治县", ["520526威宁彝族回族苗族自治县"]),
        ("积石山", ["622927积石山保安族东乡族撒拉族自治县"]),
        ("双江", ["530925双江拉祜族佤族布朗族傣族自治县"]),
        ("隆林", ["451031隆林各族自治县"]),
        ("东乡族自治县", ["622926东乡族自治县"]),
        ("肃南县", ["620721肃南裕固族自治县"]),
        ("鄂伦春旗", ["150723鄂伦春自治旗"]),
        ("海西州", ["632800海西蒙古族藏族自治州"]),
        ("克孜勒苏州", ["653000克孜勒苏柯尔克孜自治州"]),
        ("内蒙古", ["150000内蒙古自治区"]),
        ("宁夏", ["640000宁夏回族自治区"]),
        ("土默特左旗", ["150121土默特左旗"]),
        ("东乌旗", ["152525东乌珠穆沁旗"]),
        ("阿荣", ["150721阿荣旗"]),
        ("阿荣旗", ["150721阿荣旗"]),
        ("神农架", ["429021神农架林区"]),
        ("大兴安岭", ["232700大兴安岭地区"]),
        ("浦东", ["310115浦东新区"]),
        ("二七区", ["410103二七区"]),
        ("七台河", ["230900七台河市"]),
        ("三门峡", ["411200三门峡市"]),
        ("兰考", ["410225兰考县"]),
        ("道县", ["431124道县"]),
        ("新县", ["411523新县"]),
        ("房县", ["420325房县"]),
        ("道", []),
        ("新", []),
        ("横", []),
        ("随州", ["421300随州市"]),
        ("随县", ["421321随县"]),
        ("吉林", ["220000吉林省"]),
        ("吉林市", ["220200吉林市"]),
        ("海南", ["460000海南省"]),
        ("海南州", ["632500海南藏族自治州"]),
        ("朝阳", ["211300朝阳市"]),
        ("朝阳区", ["110105朝阳区", "220104朝阳区"]),
        ("鼓楼区", ["320106鼓楼区", "320302鼓楼区", "350102鼓楼区", "410204鼓楼区"]),
        ("台江", ["522630台江县"]),
        ("永州经开区", ["永州经济技术开发区"]),
        ("永州经济开发区", ["永州经济技术开发区"]),
        ("常州经开区", ["常州经济开发区"]),
        ("永州市金洞管理区", ["金洞管理区"]),
        ("经开区", []),
        ("高新区", []),
        ("高新技术产业开发区", []),
        ("十二师", ["新疆生产建设兵团第十二师"]),
        ("第八师石河子市", ["新疆生产建设兵团第八师"]),
        ("石河子市", ["659001石河子市"]),
        ("不在地名录", []),
        ("", []),
    ],
)
def test_a_name_without_date_or_whereabouts(name: str, expected: list[str]) -> None:
    assert names(name) == expected


@pytest.mark.parametrize(
    ("name", "within", "expected"),
    [
        ("鼓楼", "350100", ["350102鼓楼区"]),
        ("仓山", "350100", ["350104仓山区"]),
        ("台江", "350100", ["350103台江区"]),
        ("台江", "522600", ["522630台江县"]),
        ("鼓楼区", "320000", ["320106鼓楼区", "320302鼓楼区"]),
        ("朝阳区", "110000", ["110105朝阳区"]),
        ("朝阳区", "220100", ["220104朝阳区"]),
        ("朝阳", "210000", ["211300朝阳市"]),
        ("朝阳", "211300", ["211321朝阳县"]),
        ("海南", "630000", ["632500海南藏族自治州"]),
        ("海南", "150300", ["150303海南区"]),
        ("海南", "460000", ["460000海南省"]),
        ("吉林", "220000", ["220200吉林市"]),
        ("永州", "431100", ["431100永州市"]),
        ("宁远", "431100", ["431126宁远县"]),
        ("金洞", "431100", ["金洞管理区"]),
        ("经开区", "431100", ["永州经济技术开发区"]),
        ("经济技术开发区", "431100", ["永州经济技术开发区"]),
        ("经开区", "320500", []),
        ("高新区", "430200", ["株洲高新技术产业开发区"]),
        ("高新区", "431100", []),
        ("西湖区", "330100", ["330106西湖区"]),
        ("江华", "430000", ["431129江华瑶族自治县"]),
        ("蓝山", "431100", ["431127蓝山县"]),
        ("郫县", "431100", ["510124郫县"]),
    ],
)
def test_within_a_unit(name: str, within: str, expected: list[str]) -> None:
    assert names(name, None, within) == expected


def test_a_former_unit_within_its_former_prefecture() -> None:
    assert names("东乡县", date(2024, 1, 1), "361000") == ["361003东乡区"]
    assert names("郊区", date(2024, 1, 1), "140400") == ["140403潞州区"]
    assert names("简阳市", date(2024, 1, 1), "512000") == ["510185简阳市"]


def test_up_names_prefecture_and_province_of_the_time() -> None:
    (qiyang,) = GAZETTEER.lookup("祁阳", date(2024, 1, 1))
    assert [unit.name for unit in GAZETTEER.up(qiyang)] == ["永州市", "湖南省"]
    (zone,) = GAZETTEER.lookup("仙桃高新区")
    assert [unit.name for unit in GAZETTEER.up(zone)] == ["仙桃市", "湖北省"]
    (old,) = GAZETTEER.lookup("居巢区", date(2009, 1, 1))
    assert [f"{unit.code}{unit.name}" for unit in GAZETTEER.up(old)] == ["341400巢湖市", "340000安徽省"]


def test_a_rule_pack_adds_places_and_short_names() -> None:
    def row(name: str, **given: object) -> SimpleNamespace:
        fields = {"parent": "431100", "code": "", "level": "zone", "kind": "", "short": (), "since": "", "until": ""}
        return SimpleNamespace(name=name, **(fields | given))

    rows = [row("某某工业园", short=("某园",)), row("金洞管理区", kind="管理区", short=("金洞区",))]
    extended = GAZETTEER.extended(rows)
    assert [p.name for p in extended.lookup("某园")] == ["某某工业园"]
    assert [p.name for p in extended.lookup("金洞区")] == ["金洞管理区"]
    assert [p.name for p in extended.lookup("金洞管理区")] == ["金洞管理区"]
    assert GAZETTEER.lookup("某园") == ()
    assert GAZETTEER.extended([]) is GAZETTEER
    with pytest.raises(RuleError, match="999999"):
        GAZETTEER.extended([row("某园", parent="999999")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (None, None)),
        ("2016-06-08", (date(2016, 6, 8), date(2016, 6, 8))),
        ("2021-12", (date(2021, 12, 1), date(2022, 1, 1))),
        ("2021-01", (date(2021, 1, 1), date(2021, 2, 1))),
        ("2019", (date(2019, 1, 1), date(2020, 1, 1))),
    ],
)
def test_period(text: str, expected: tuple[date | None, date | None]) -> None:
    assert period(text) == expected


@pytest.mark.parametrize("text", ["20", "2021-13", "2021-02-30", "2021/01/01", "soon"])
def test_a_wrong_date_names_its_line(text: str) -> None:
    line = f"431121,祁阳县,county,431100,,{text},,,"
    with pytest.raises(RuleError, match="line 2"):
        Gazetteer.load([",".join(COLUMNS), line])


def test_a_wrong_header_or_row_is_refused() -> None:
    with pytest.raises(RuleError, match="line 1"):
        Gazetteer.load(["code,name"])
    with pytest.raises(RuleError, match="line 2"):
        Gazetteer.load([",".join(COLUMNS), "431121,祁阳县"])


# Properties


@given(st.sampled_from(PLACES), st.data())
def test_an_official_name_stands_for_its_unit(place: Place, data: st.DataObject) -> None:
    first = place.since or OPEN[0]
    day = data.draw(st.dates(first, (place.until or OPEN[1]) - timedelta(days=1)))
    found = GAZETTEER.lookup(place.name, day, place.parent)
    assert len(found) == 1
    # In a month or year of change a unit that only changed its code is found under the new one.
    assert found[0] == place or place.successor == found[0].key


@given(st.sampled_from(sorted(GAZETTEER.forms())), st.none() | st.dates(*OPEN), st.none() | st.sampled_from(PLACES))
def test_any_lookup_gives_each_unit_once_and_only_valid_ones(form: str, day: date | None, near: Place | None) -> None:
    within = near.code if near else None
    found = GAZETTEER.lookup(form, day, within)
    assert len(set(found)) == len(found)
    assert day is None or all(place.valid(day) for place in found)
    assert found == GAZETTEER.lookup(form, day, within)
    if within and any(GAZETTEER.contains(within, place) for place in found):
        inside = [place for place in found if GAZETTEER.contains(within, place)]
        assert len(inside) == len(found) or day is not None


def test_no_form_has_one_character() -> None:
    assert min(map(len, GAZETTEER.forms())) == 2
