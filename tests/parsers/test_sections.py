"""Where the parts of a bulletin begin and end. Bulletins here are invented."""

import itertools
import time

import pytest

from jianbao.parsers.fold import fold
from jianbao.parsers.sections import find_sections
from jianbao.rulepack import load_rules

RULES = load_rules()

HEAD = "云岭市环境保护督察整改工作简报\n第5期\n云岭市整改办公室编　　2021年6月3日\n"
ARTICLE = "云岭市召开推进会\n6月2日，云岭市召开推进会。会议要求抓好整改。\n会议强调，要压实责任。\n"
STATISTICS = "截至6月2日，督察组累计向我市交办信访件12件，其中来电7件、来信5件。\n"
TAIL = "报：市委、市政府\n发：各县区"


def kinds(text: str) -> list[tuple[str, str | None]]:
    return [(s.kind, s.heading) for s in find_sections(fold(text).string, RULES)]


BULLETINS = [
    (
        HEAD + ARTICLE + "【县（市、区）动态】\n青山县：6月1日，青山县开展检查。\n白水县：6月2日，白水县召开会议。\n"
        "第三批信访件交办情况\n" + STATISTICS + TAIL,
        [
            ("masthead", None),
            ("article", "云岭市召开推进会"),
            ("county_updates", "县（市、区）动态"),
            ("statistics", "第三批信访件交办情况"),
            ("distribution", None),
        ],
    ),
    (
        HEAD
        + "一、督察要闻\n"
        + ARTICLE
        + "二、县市区工作动态\n青山县：6月1日，青山县开展检查。\n三、信访件办理情况\n"
        + STATISTICS,
        [
            ("masthead", None),
            ("other", "督察要闻"),
            ("article", "云岭市召开推进会"),
            ("county_updates", "县市区工作动态"),
            ("statistics", "信访件办理情况"),
        ],
    ),
    (
        HEAD
        + "编者按：近期各地工作力度加大。\n"
        + ARTICLE
        + "云岭市领导督导整改\n——以实际行动守护碧水\n6月1日，市领导到现场督导。\n"
        + TAIL,
        [
            ("masthead", None),
            ("other", "编者按"),
            ("article", "云岭市召开推进会"),
            ("article", "云岭市领导督导整改——以实际行动守护碧水"),
            ("distribution", None),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BULLETINS)
def test_bulletins(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert kinds(text) == expected


LONE = [
    (
        "2024年第二季度，市长信箱共收到来信57件，已办结57件。\n1.市直部门办理来信情况：\n"
        "承办部门 | 总件数 | 已办结 | 办结率 |\n"
        "市公安局 | 40 | 40 | 100% |\n市教育局 | 17 | 17 | 100% |",
        [("statistics", None)],
    ),
    (STATISTICS, [("statistics", None)]),
    ("6月2日上午，青山县委书记到某厂检查。\n他要求立行立改。", [("article", None)]),
    ("青山县开展检查\n6月2日上午，检查组到现场。", [("article", "青山县开展检查")]),
    ("岳麓区：6月2日上午，岳麓区开展检查。", [("county_updates", None)]),
]


@pytest.mark.parametrize(("text", "expected"), LONE)
def test_lone_items_are_one_section(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert kinds(text) == expected


def test_every_paragraph_belongs_to_one_section() -> None:
    for text, _ in BULLETINS:
        folded = fold(text).string
        sections = find_sections(folded, RULES)
        assert sections[0].span.start == 0
        assert sections[-1].span.end == len(folded.rstrip("\n"))
        for before, after in itertools.pairwise(sections):
            assert folded[before.span.end : after.span.start] == "\n"


def test_nothing_gives_nothing() -> None:
    assert find_sections("", RULES) == []


@pytest.mark.parametrize(
    "hostile", ["1234567890" * 5_000, "赵三和" * 15_000, "、" * 50_000, "（" * 50_000, "第" * 50_000]
)
def test_long_runs_do_not_run_away(hostile: str) -> None:
    started = time.process_time()
    find_sections(f"云岭县督察简报\n第3期\n{hostile}\n{hostile}", RULES)
    assert time.process_time() - started < 5
