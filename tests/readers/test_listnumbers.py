"""The numbers that Word and browsers put before the paragraphs of a list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from words import docx, paragraph

from jianbao.parsers.numerals import number
from jianbao.readers import read_bytes
from jianbao.readers.listnumbers import before, number_in


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 1, "一"),
        ("chineseCountingThousand", 10, "十"),
        ("japaneseCounting", 12, "十二"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("ideographDigital", 12, "一二"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("thaiNumbers", 7, "7"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_formats(form: str, value: int, text: str) -> None:
    assert number_in(form, value) == text


@given(st.integers(1, 9_999))
def test_chinese_numbers_mean_what_they_say(value: int) -> None:
    assert number(number_in("chineseCounting", value)) == value


@pytest.mark.parametrize(
    ("mark", "text", "line"),
    [
        ("一、", "整改", "一、整改"),
        ("1.", "整改", "1.整改"),
        ("1.", "2件", "1.\t2件"),
        ("a)", "b", "a) b"),
        ("", "甲", "甲"),
        ("二、", "", "二、"),
    ],
)
def test_a_number_never_runs_into_the_text(mark: str, text: str, line: str) -> None:
    assert before(mark, text) == line


def level(depth: int, form: str, text: str, start: int = 1) -> str:
    inner = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="4">{level(0, "chineseCounting", "%1、")}{level(1, "chineseCounting", "（%2）")}'
    f'{level(2, "decimal", "%2.%3")}</w:abstractNum><w:abstractNum w:abstractNumId="5">{level(0, "bullet", "&#xF06C;")}'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="4"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>'
)


def item(text: str, depth: int = 0, key: int = 1) -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')


def read(body: str, styles: str = "") -> list[str]:
    parts = {"numbering": NUMBERING, "styles": styles}
    return read_bytes(docx(body, parts), "简报.docx").raw.string.splitlines()


def test_levels_count_and_begin_again() -> None:
    body = item("甲") + item("乙", 1) + item("丙", 1) + item("丁", 2) + paragraph("正文") + item("戊") + item("己", 1)
    assert read(body) == ["一、甲", "（一）乙", "（二）丙", "二.1丁", "正文", "二、戊", "（一）己"]


def test_a_list_of_its_own_begins_at_its_start() -> None:
    assert read(item("甲") + item("乙") + item("丙", key=2) + item("丁", key=2) + item("戊")) == [
        "一、甲",
        "二、乙",
        "一、丙",
        "二、丁",
        "三、戊",
    ]


def test_bullets_are_bullets() -> None:
    assert read(item("甲", key=3)) == ["●甲"]


def test_a_style_can_number_and_a_paragraph_can_refuse() -> None:
    styles = (
        '<w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="i"><w:basedOn w:val="h"/></w:style>'
    )
    body = paragraph("甲", properties='<w:pStyle w:val="i"/>')
    body += paragraph("乙", properties='<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body += paragraph("丙", properties='<w:pStyle w:val="h"/>')
    assert read(body, styles) == ["一、甲", "乙", "二、丙"]


def test_unknown_lists_number_nothing() -> None:
    assert read(item("甲", key=9)) == ["甲"]
