"""Paragraphs of plain text: what a line goes on, and what goes on nothing."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.readers import read_bytes
from jianbao.readers.openings import opens_paragraph
from jianbao.readers.paragraphs import is_broken
from jianbao.readers.repair import same_length
from jianbao.span import Span

PARAGRAPHS = [
    "4月6日上午，青山县召开环境问题整改推进会，县委副书记、县长张三出席会议并讲话，各乡镇和县直部门的主要负责人参加会议。",
    "会议要求，各单位要把整改任务抓在手上，逐件核实（重点件2件、普通件13件），按期办结，绝不允许敷衍塞责、虚假整改。",
    "会后，张三到大河镇看了两家采石场。",
    "截至4月5日，全县累计收到交办件15件，已办结12件，阶段性办结2件，未办结1件，办结率80%。下一步，县里将抽调专人组成工作组。",
]


def paragraphs(text: str) -> list[str]:
    return read_bytes(text.encode(), "a.txt").text.string.split("\n")


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("张三要求，一要加强统筹、积极组织、迅速行动，把每一个问题都放在心上，二要全部落实到", "位，三要按期办结。"),
        ("青山县：4月6日下午，青山县副县长张三组织召开环", "保推进会，要求立即整改。"),
        ("会议指出，问题要逐件过堂。各乡镇要建立健全长效管", "理机制，形成合力。"),
        ("县长张三，副县长李四、", "王五参加，要求按期办结。"),
        ("县里研究了整改方案。张三", "要求：一要落实责任，二要按期办结。"),
        ("要落实责任；要加强督办；要严肃", "问责。"),
        ("该厂已停产整改，待完善后再行生产。", "并与投诉人取得联系，做好解释工作。"),
        ("4月6日，张三带队到大河镇", "2家企业督办，要求立即整改。"),
    ],
)
def test_a_broken_sentence_goes_on(before: str, line: str) -> None:
    assert is_broken(before, line)
    assert paragraphs(f"开头。\n\n{before}\n\n{line}\n\n结尾。") == ["开头。", before + line, "结尾。"]


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ("青山县召开问题整改推进会", "4月6日下午，青山县召开问题整改推进会。"),
        ("青山县召开整改推进会", "会议由副县长张三主持，李四参加。"),
        ("提高站位，狠抓落实", "青山县召开会议，部署整改工作。"),
        ("青山县环境整改协调小组办公室", "2024年4月6日"),
        ("白水区：坚持问题导向，压实责任", "近日，白水区召开会议，部署整改。"),
        ("会议要求，要落实责任。", "会后，张三到大河镇督办。"),
        ("会议要求，要落实责任。各单位要按期", "【县区动态】"),
        ("会议要求，要落实责任。各单位要按期", "青山县：4月6日，召开会议。"),
        ("会议要求，要落实责任。各单位要按期", "二、加强督办，严肃问责。"),
        ("会议要求，要落实责任。各单位要按期", "（二）加强督办，严肃问责。"),
        ("按行业分：采石4件，餐饮4件，其他1件", "按污染类型分（同一件可有多种）：大气10件，水7件。"),
        ("按行业分：采石4件，餐饮4件，其他1件", "报：青山县委办公室"),
        ("报：省督察组", "张三书记、李四市长、各副组长"),
        ("送：各县市区党委书记、县市区长", "共印50份"),
        ("分述如下：", "一是抓好整改，二是加强督办。"),
        ("会议指出，问题要逐件过堂。张三说“好”", "会后，张三到大河镇督办。"),
        ("采石场扬尘、污水", "青山县\t12\t采石场，养殖场"),
    ],
)
def test_what_goes_on_nothing(before: str, line: str) -> None:
    assert not is_broken(before, line) or "\t" in line
    assert paragraphs(f"{before}\n\n{line}") == [before, line]
    assert paragraphs(f"{before}\n{line}") == [before, line]


@pytest.mark.parametrize(
    "line",
    [
        "【工作动态】",
        "〖县区〗",
        "青山县：",
        "青山县：4月6日，",
        "报：县委",
        "抄送：各局",
        "一、",
        "（三）办理",
        "(3)办理",
        "3.办理",
        "3、",
        "①",
        "● 青山",
        "第一部分",
        "第二章 总则",
        "（来源：青山发布）",
        "按行业类别分：采石4件",
    ],
)
def test_what_opens_a_paragraph(line: str) -> None:
    assert opens_paragraph(line)


@pytest.mark.parametrize(
    "line",
    [
        "要求：一要落实",
        "分别是：青山县",
        "强调：",
        "3.5万元",
        "12件，",
        "8：00至20：00",
        "（重点件1件），白水区2件",
        "《条例》规定，",
        "第一批交办件",
        "第三督察组",
        "一要落实责任",
    ],
)
def test_what_opens_none(line: str) -> None:
    assert not opens_paragraph(line)


def wrapped(paragraph: str, width: int, indent: str) -> str:
    """Break a paragraph at a number of characters; no closing mark begins a line."""
    lines = [""]
    for character in indent + paragraph:
        if len(lines[-1]) >= width and character not in "，。、；）%":
            lines.append("")
        lines[-1] += character
    return "\n".join(lines)


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("indent", ["　　", "    "])
@pytest.mark.parametrize("width", [20, 25, 28, 36, 40])
def test_text_wrapped_at_a_width_with_indented_paragraphs(width: int, indent: str, between: str) -> None:
    text = between.join(wrapped(p, width, indent) for p in PARAGRAPHS)
    assert paragraphs(f"青山县工作简报\n\n{text}") == ["青山县工作简报", *PARAGRAPHS]


@pytest.mark.parametrize("width", [20, 25, 28, 36, 40])
def test_text_wrapped_at_a_width_with_empty_lines_between_paragraphs(width: int) -> None:
    text = "\n\n".join(wrapped(p, width, "") for p in PARAGRAPHS)
    assert paragraphs(f"青山县工作简报\n\n{text}") == ["青山县工作简报", *PARAGRAPHS]


def test_wrapped_text_goes_on_across_a_page() -> None:
    lines = [line for p in PARAGRAPHS * 3 for line in wrapped(p, 28, "　　").split("\n")]
    text = "\n".join(lines[:7]) + "\n\n— 1 —\n\n" + "\n".join(lines[7:])
    assert paragraphs(text) == PARAGRAPHS * 3
    assert paragraphs("\n".join(lines[:7]) + "\n\f" + "\n".join(lines[7:])) == PARAGRAPHS * 3


def test_latin_words_stay_apart() -> None:
    text = textwrap.fill("Jianbao reads bulletins of all kinds, and checks what they say of complaints. " * 6, 60)
    assert paragraphs(text) == [" ".join(text.split())]


def test_paragraphs_of_one_line_each_are_not_taken_for_wrapped_text() -> None:
    same = [f"{n}月6日，青山县召开环境问题整改推进会，张三参加会议，要求{n}件全部办结。" for n in range(1, 10)]
    assert paragraphs("\n".join(same)) == same


def test_blanks_around_a_line_go_and_those_inside_stay() -> None:
    assert paragraphs("　　青山县　李　四 出席。 　\t\n \n\u3000") == ["青山县　李　四 出席。"]


CHARACTERS = "青山县区召开会议要求，。、：（）1２ \u3000\t\n\n\n\r\f⼭⻓\u200b\ufeff【】—第页"


@settings(max_examples=400, deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=120))
def test_every_character_of_the_reading_text_is_its_origin_repaired(text: str) -> None:
    try:
        document = read_bytes(("开头\n" + text).encode(), "a.txt")
    except ValueError:
        raise
    string, raw = document.text.string, document.raw.string
    assert string == "\n".join(line.strip(" \t\u3000") for line in string.split("\n") if line)
    for i, character in enumerate(string):
        (origin,) = document.text.source_spans(Span(i, i + 1))
        assert len(origin.of(raw)) == 1
        assert same_length(origin.of(raw)) == character
    for line in document.lines():
        assert line.span.of(string) == "".join(c for c in same_length(line.raw.of(raw)) if c not in "\u200b\ufeff")
        assert document.places(line.span)[0].page == line.page
    ends = [s.end for s in document.text.source_spans(Span(0, len(string)))]
    assert ends == sorted(ends)
