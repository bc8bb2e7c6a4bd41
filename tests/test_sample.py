"""The one real bulletin, where it stands beside the checkout (``../shared/seeds``): what it must give.

Expected values are written from its text. The test is collected for each file found there, so that without the folder
there is nothing to run.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from jianbao import extract
from jianbao.record import Bulletin, Update

SAMPLES = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))


@cache
def bulletin(path: Path) -> Bulletin:
    return extract(path)


def article(path: Path, index: int) -> Update:
    return bulletin(path).updates[index]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda p: p.stem)
class TestSample:
    def test_masthead(self, sample: Path) -> None:
        head = bulletin(sample).masthead
        assert (head.title, head.issuer, head.year, head.issue, head.serial, head.date) == (
            "永州市配合湖南省生态环境保护督察工作简报",
            "永州市配合湖南省生态环境保护督察协调联络组",
            2024,
            3,
            3,
            "2024-03-15",
        )

    def test_sections(self, sample: Path) -> None:
        assert [section.kind for section in bulletin(sample).sections] == [
            "masthead",
            "article",
            "article",
            "article",
            "county_updates",
            "statistics",
            "distribution",
        ]

    def test_paragraphs_broken_by_a_page_are_joined(self, sample: Path) -> None:
        text = bulletin(sample).text
        for joined in ("严格落实到位、每一个问题", "长效管理机制", "组织召开环保督察交办问题"):
            assert joined in text

    def test_counties_in_order(self, sample: Path) -> None:
        updates = [u for u in bulletin(sample).updates if bulletin(sample).sections[u.section].kind == "county_updates"]
        assert [u.county and u.county.name for u in updates] == [
            "零陵区",
            "双牌县",
            "宁远县",
            "新田县",
            "江华瑶族自治县",
            "祁阳市",
            "江永县",
            "金洞管理区",
        ]
        zone = updates[-1].county
        assert zone is not None
        assert zone.code is None
        assert updates[3].span.of(bulletin(sample).text).endswith("获得了群众的认可。")

    def test_event_dates(self, sample: Path) -> None:
        dates = [[(d.quote, d.date, d.precision) for d in u.event_dates] for u in bulletin(sample).updates]
        assert dates == [
            [("3月15日下午", "2024-03-15", "day")],
            [("3月15日上午", "2024-03-15", "day")],
            [("3月14日", "2024-03-14", "day")],
            [("3月15日下午", "2024-03-15", "day")],
            [("3月14日下午", "2024-03-14", "day")],
            [("3月13日下午", "2024-03-13", "day")],
            [("近日", None, "vague")],
            [("3月14日", "2024-03-14", "day")],
            [("近日", None, "vague")],
            [("3月15日", "2024-03-15", "day")],
            [("3月14日", "2024-03-14", "day")],
        ]

    def test_officials_of_the_second_article(self, sample: Path) -> None:
        officials = {o.name: (o.titles, o.role) for o in article(sample, 1).officials}
        assert officials == {
            "龙向洋": (["县委书记"], "lead"),
            "邓群": (["县委副书记", "县长"], "lead"),
            **{name: (["县领导"], "accompany") for name in ("张国材", "周涛", "黄正军", "李陶虎", "唐建伟", "李艳辉")},
        }

    def test_officials_of_the_third_article(self, sample: Path) -> None:
        assert {o.name: o.titles for o in article(sample, 2).officials} == {
            "张文风": ["区委常委", "副区长"],
            "朱明财": ["党组书记", "局长"],
        }

    def test_sites_of_the_second_article(self, sample: Path) -> None:
        assert [s.name for s in article(sample, 1).sites] == [
            "所城镇湘九公路养护站",
            "楠市镇均得采石场",
            "蓝山县铭祥鑫金属制品有限公司",
        ]

    def test_figures(self, sample: Path) -> None:
        figures = bulletin(sample).figures
        assert len(figures) == 31
        assert Counter(f.dimension for f in figures) == {
            None: 1,
            "priority": 4,
            "duplicate": 1,
            "region": 9,
            "department": 3,
            "industry": 7,
            "pollution": 6,
        }
        assert [f.value for f in figures[:3]] == [17, 3, 4]
        headline = figures[0]
        assert (headline.subject, headline.scope, headline.as_of, headline.batch, headline.unit) == (
            "投诉举报件",
            "cumulative",
            "2024-03-15",
            [1, 1],
            "件",
        )
        regions = {f.category: (f.value, f.code) for f in figures if f.dimension == "region"}
        assert regions["蓝山县"] == (2, "431127")
        assert regions["道县"] == (1, "431124")
        assert regions["祁阳市"] == (1, "431181")
        brackets = [
            f for f in figures if f.dimension == "priority" and f.parent and figures[f.parent].dimension == "region"
        ]
        assert [figures[f.parent].category for f in brackets if f.parent is not None] == ["蓝山县", "道县", "东安县"]
        assert {f.category: f.value for f in figures if f.dimension == "pollution"} == {
            "大气": 10,
            "水": 7,
            "噪声": 4,
            "土壤": 2,
            "生态": 5,
            "其他": 1,
        }

    def test_findings(self, sample: Path) -> None:
        found = bulletin(sample)
        assert {f.status for f in found.findings} == {"holds"}
        sums = {(f.constraint, found.figures[f.figures[-1]].dimension) for f in found.findings}
        assert {
            ("partition", "region"),
            ("partition", "industry"),
            ("cover", "pollution"),
            ("cover", "department"),
        } <= sums
        assert any(f.constraint == "rollup" and f.expected == f.actual == 3 for f in found.findings)
        assert found.unread == []

    def test_distribution(self, sample: Path) -> None:
        lines = bulletin(sample).distribution
        assert [line.kind for line in lines] == ["报", "送"]
        assert lines[0].recipients == ["湖南省第四生态环境保护督察组", "洪武书记", "爱林市长", "市协调联络组各副组长"]

    def test_every_span_is_its_quote(self, sample: Path) -> None:
        found = bulletin(sample)
        for update in found.updates:
            for value in update.event_dates:
                assert value.span.of(found.text) == value.quote
            for official in update.officials:
                assert official.span.of(found.text) == official.name
            for site in update.sites:
                assert site.span.of(found.text) == site.name
