"""Where a name ends. ｜ marks the end of the name that begins the string; everybody is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.context import Context
from jianbao.parsers.names import SURE, name_at
from jianbao.parsers.official_dictionary import fluency, is_word
from jianbao.parsers.official_words import Prefixes, official_words
from jianbao.parsers.officials import find_officials
from jianbao.rulepack import load_rules

RULES = load_rules()
WORDS = official_words(RULES)

BOUNDARIES = [
    "毛清｜等出席会议",
    "邓明｜实地调研",
    "王强｜调研污水处理厂",
    "李静｜参加",
    "周进明｜当即要求整改",
    "任远｜及市直部门",
    "王永和｜及相关部门",
    "向前行｜、秘书长",
    "文海｜在县政府会议室主持",
    "欧阳立｜主持会议",
    "司马光远｜带队",
    "张国民｜主持召开",
    "刘志｜主持召开",
    "李明｜冒雨察看",
    "赵大海｜赴石桥镇",
    "何秋生｜率自然资源等部门",
    "唐何｜，副县长",
    "吴军｜立案审查",
    "阿依努尔·买买提｜以及部分代表",
    "哈力克·玉素甫｜、副县长",
    "迪丽娜·买合木提｜到牧区",
    "迪丽娜·木拉提｜，",
    "扎西次仁｜带队",
    "格桑卓玛｜负直接责任",
    "阿拉坦巴根｜陪同",
    "庹宗华｜、",
    "陈王明华｜，副县长",
    "额尔登木图｜陪同",
    "苏日嘎拉图｜，",
    "张文｜明确要求",
    "刘文｜调研，",
    "和春生｜带领",
    "雷鸣｜作情况汇报",
    "陈东｜兼县人大常委会主任",
]

NO_NAMES = [
    "高度重视",
    "任组长，",
    "任务、",
    "时间、",
    "方式、",
    "安全、",
    "周边、",
    "全程跟踪",
    "严格履职",
    "包案，",
    "向大家介绍",
    "于近日赴",
    "明确责任",
    "公安局、",
    "国土局、",
    "常态化推进",
    "谢谢",
    "习近平生态文明思想",
    "副县长",
    "3月5日",
    "",
]


@pytest.mark.parametrize("marked", BOUNDARIES)
def test_a_name_ends_where_words_begin(marked: str) -> None:
    text, end = marked.replace("｜", ""), marked.index("｜")
    name = name_at(text, 0, WORDS)
    assert name is not None
    assert name.span == (0, end)


TITLED = [
    "高度｜陪同",
    "时刻华｜陪同下",
    "严肃明｜等参加",
    "周密林｜到现场",
    "马路明｜参加",
    "高效｜、县水务局局长",
    "高山流云｜、青溪县副县长",
    "沈在渊｜参加",
    "贺以平｜、",
    "温暖｜，",
]

NOBODY_TITLED = ["高度重视", "马上参加", "任务、县长", "安全、环保", "马不停蹄到", "时间紧、", "高效、规范", "时刻牢记"]


@pytest.mark.parametrize("marked", TITLED)
def test_a_title_and_a_clear_end_win_over_the_dictionary(marked: str) -> None:
    name = name_at(marked.replace("｜", ""), 0, WORDS, titled=True)
    assert name is not None
    assert name.span == (0, marked.index("｜"))


@pytest.mark.parametrize("text", NOBODY_TITLED)
def test_words_behind_a_title_stay_words(text: str) -> None:
    assert name_at(text, 0, WORDS, titled=True) is None


@pytest.mark.parametrize("text", NO_NAMES)
def test_words_that_begin_with_a_surname_are_no_names(text: str) -> None:
    assert name_at(text, 0, WORDS) is None


def test_another_mention_decides_an_open_boundary() -> None:
    text = "杨立新政策宣讲，杨立新表示"
    name = name_at(text, 0, WORDS)
    assert name is not None
    assert name.span.of(text) == "杨立新"


def test_a_given_end_is_kept() -> None:
    assert name_at("沈立群副处长", 0, WORDS, SURE, 3) is not None
    assert name_at("沈立群副处长", 0, WORDS, SURE, 4) is None


def test_the_dictionary_prefers_words() -> None:
    assert is_word("调研")
    assert not is_word("毛清")
    assert fluency("参加会议") > fluency("加会议")
    assert fluency("") == 0.0


def test_the_longest_word_wins() -> None:
    words = Prefixes(["一", "一行", "行"])
    assert (words.at("一行到", 0), words.at("到一", 0), words.at("", 0)) == ("一行", "", "")
    assert (words.before("等一行", 3), words.before("等一行", 2), words.before("", 0)) == ("一行", "一", "")


CHARACTERS = "县委书记副长局王李任向和等、，。（）在陪同下到调研一行要求·明国华高度3月日\n\t：督察组"


@given(st.text(alphabet=CHARACTERS, max_size=60), st.integers(0, 20))
def test_any_text_gives_well_formed_officials(text: str, body: int) -> None:
    found = find_officials(text, RULES, Context(), min(body, len(text)))
    assert all(official.span.of(text) == official.name for official in found)
    assert len({official.name for official in found}) == len(found)
    assert found == find_officials(text, RULES, Context(), min(body, len(text)))
    assert found == sorted(found, key=lambda official: official.span)
