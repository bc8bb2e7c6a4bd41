"""Where a series of bulletins appears: a real prefecture with its counties, and invented people and places in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from jianbao.rulepack import load_rules
from jianbao.rulepack.gazetteer import Place

__all__ = ["County", "Spot", "World", "make_world"]

_SURNAMES = (
    "李王张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_COMPOUND = ("欧阳", "夏侯", "司马", "上官", "诸葛", "尉迟")
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鹏辉波宁浩宇轩晨阳志远建国立新海燕春生文彬德全松柏"
# fmt: off
_TOWNSHIPS = (
    "石桥", "龙溪", "白水", "青山", "长岭", "东风", "太平", "新河", "大坪", "双江",
    "清泉", "黄泥", "高坪", "三塘", "马路口", "金竹", "上渡", "下坝", "鹿鸣", "竹园",
)
_STEMS = (
    "红星", "鑫达", "宏远", "兴旺", "永盛", "华泰", "金泉", "绿源", "恒丰", "顺发",
    "吉祥", "康源", "天成", "正大", "东升", "福源", "腾龙", "博雅", "利民", "新宇",
)
# fmt: on
_SITES = (
    ("采石场", "quarry"),
    ("建材有限公司", "enterprise"),
    ("生猪养殖场", "enterprise"),
    ("食品有限公司", "enterprise"),
    ("污水处理厂", "plant"),
    ("垃圾填埋场", "plant"),
    ("水库", "river"),
    ("村", "village"),
    ("社区", "community"),
    ("工业园", "park"),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be visited."""

    township: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class County:
    """A county-level unit, its leaders, and what can be visited there."""

    place: Place
    secretary: str
    head: str
    deputies: tuple[str, ...]
    spots: tuple[Spot, ...]

    @property
    def kind(self) -> str:
        """县, 区, 市 or 旗: what its committee and government are called after."""
        return self.place.name[-1]


@dataclass(frozen=True, slots=True)
class World:
    """A prefecture, and what its bulletins are called."""

    prefecture: Place
    province: Place
    counties: tuple[County, ...]
    leaders: tuple[str, ...]
    title: str
    issuer: str
    group: str
    """The inspection group that hands on the complaints."""
    noun: str
    """What is counted."""
    first_day: date
    with_brackets: bool
    """Whether key cases stand in brackets behind the regions."""
    chinese_batches: bool
    """第三十三批 rather than 第33批."""
    region_lead: str
    separator: str


def make_world(rng: Random, issues: int, every: int = 1, regions: int | None = None) -> World:
    """Return a world for so many issues, one every ``every`` days; ``regions`` limits the number of counties."""
    first = date(rng.randint(2015, 2024), rng.randint(1, 12), rng.randint(1, 28))
    last = first + timedelta(days=issues * every)
    prefecture, province, places = rng.choice(_prefectures(first, last))
    places = tuple(rng.sample(places, min(len(places), regions or len(places))))
    head = f"{prefecture.name}配合{rng.choice(('省', '中央'))}生态环境保护督察"
    return World(
        prefecture,
        province,
        tuple(_county(rng, place) for place in places),
        tuple(_person(rng) for _ in range(3)),
        head + rng.choice(("工作简报", "工作专刊", "信访件办理简报")),
        f"{prefecture.name}配合督察工作{rng.choice(('协调联络组', '领导小组办公室', '协调保障组'))}",
        rng.choice(("省生态环境保护督察组", "督察组", "省第三生态环境保护督察组")),
        rng.choice(("信访件", "举报件", "群众信访件", "信访举报件", "群众举报件")),
        first,
        rng.random() < 0.5,
        rng.random() < 0.6,
        rng.choice(("按县市区分：", "按地区分：", "从地区分布看，")),
        rng.choice(("、", "，")),
    )


@cache
def _prefectures(first: date, last: date) -> list[tuple[Place, Place, tuple[Place, ...]]]:
    """Return the prefectures with at least four counties that bear the same names over the whole time."""
    gazetteer = load_rules().gazetteer
    found = []
    for place in gazetteer:
        if place.level != "prefecture" or not place.name.endswith("市") or not _lasts(place, first, last):
            continue
        counties = tuple(
            p for p in gazetteer if p.level == "county" and p.parent == place.code and _lasts(p, first, last)
        )
        above = gazetteer.up(place)
        if above and len(counties) >= 4:
            found.append((place, above[-1], counties))
    return found


def _lasts(place: Place, first: date, last: date) -> bool:
    return place.valid(first) and place.valid(last)


def _county(rng: Random, place: Place) -> County:
    townships = rng.sample(_TOWNSHIPS, 4)
    stems = rng.sample(_STEMS, 8)
    spots = []
    for stem in stems:
        ending, kind = rng.choice(_SITES)
        spots.append(Spot(rng.choice(townships) + "镇", stem + ending, kind))
    return County(place, _person(rng), _person(rng), (_person(rng), _person(rng)), tuple(spots))


def _person(rng: Random) -> str:
    surname = rng.choice(_COMPOUND) if rng.random() < 0.02 else rng.choice(_SURNAMES)
    return surname + "".join(rng.choice(_GIVEN) for _ in range(2 if rng.random() < 0.8 else 1))
