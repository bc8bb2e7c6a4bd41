"""What the form of a line tells."""

import pytest

from jianbao.parsers.paragraphs import Paragraph, bare_heading, paragraphs
from jianbao.span import Span


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("【县区动态】", "县区动态"),
        ("二、县区动态", "县区动态"),
        ("（三）【基层动态】", "基层动态"),
        ("第二部分 县区动态", "县区动态"),
        ("3.5吨废料", "3.5吨废料"),
        ("县区动态", "县区动态"),
    ],
)
def test_bare_heading(line: str, bare: str) -> None:
    assert bare_heading(line) == bare


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("甲县召开整改推进会", True),
        ("甲县召开整改推进会。", False),
        ("甲县：会议开过了。随后", False),
        ("甲县：", False),
        ("长" * 61, False),
    ],
)
def test_is_title(line: str, title: bool) -> None:
    assert Paragraph(line, Span(0, len(line))).is_title is title


def test_paragraphs_know_their_place() -> None:
    text = "甲\n\n乙乙\n"
    assert [(p.string, p.span.of(text)) for p in paragraphs(text)] == [("甲", "甲"), ("乙乙", "乙乙")]
