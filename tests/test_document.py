"""Document: spans of the reading text as places on pages."""

from __future__ import annotations

from array import array

from jianbao.document import Box, Document, Line, Page, Place, Raw
from jianbao.span import Span
from jianbao.text import Edit, Text

NAN = float("nan")


def boxed(string: str, top: float) -> list[float]:
    """Boxes of 10 by 10 points, from left to right; newlines have none."""
    boxes: list[float] = []
    for i, character in enumerate(string):
        boxes += [NAN] * 4 if character == "\n" else [10.0 * i, top, 10.0 * i + 10, top + 10]
    return boxes


#: Two pages: a page number stands between the halves of one paragraph.
STRING = "县长张\n-1-\n三说。\n完。\n"
PAGES = (Page(1, 100.0, 200.0, Span(0, 8)), Page(2, 100.0, 200.0, Span(8, 15)))
BOXES = array("f", boxed("县长张\n", 0) + boxed("-1-\n", 190) + boxed("三说。\n", 0) + boxed("完。\n", 20))
RAW = Raw(STRING, PAGES, BOXES)
READING = Text.of(STRING).edit([Edit(3, 8, ""), Edit(14, 15, "")])
DOCUMENT = Document("a.pdf", "0" * 64, "application/pdf", "pdf", RAW, READING)


def test_a_span_across_pages_stands_in_two_places() -> None:
    assert READING.string == "县长张三说。\n完。"
    assert DOCUMENT.places(Span(2, 4)) == [Place(1, Box(20, 0, 30, 10)), Place(2, Box(0, 0, 10, 10))]
    assert DOCUMENT.places(Span(0, 9)) == [
        Place(1, Box(0, 0, 30, 10)),
        Place(2, Box(0, 0, 30, 10)),
        Place(2, Box(0, 20, 20, 30)),
    ]


def test_lines_of_the_reading_text_are_those_of_the_pages() -> None:
    assert list(DOCUMENT.lines()) == [
        Line(Span(0, 3), 1, Box(0, 0, 30, 10), Span(0, 3)),
        Line(Span(3, 6), 2, Box(0, 0, 30, 10), Span(8, 11)),
        Line(Span(7, 9), 2, Box(0, 20, 20, 30), Span(12, 14)),
    ]


def test_a_line_with_something_taken_out_is_one_line() -> None:
    raw = Raw("青 山 县\n二\n", (Page(1, None, None, Span(0, 8)),))
    text = Text.of(raw.string).edit([Edit(1, 2, ""), Edit(3, 4, ""), Edit(7, 8, "")])
    document = Document("a.txt", "0" * 64, "text/plain", "plain", raw, text)
    assert list(document.lines()) == [Line(Span(0, 3), 1, None, Span(0, 5)), Line(Span(4, 5), 1, None, Span(6, 7))]
    assert document.places(Span(0, 3)) == [Place(1, None)] * 3


def test_the_box_of_characters_without_boxes_is_none() -> None:
    assert RAW.box(Span(3, 4)) is None
    assert RAW.box(Span(2, 5)) == Box(0, 0, 30, 200)
    assert Raw("a\n", PAGES[:1]).box(Span(0, 1)) is None


def test_the_page_of_an_offset() -> None:
    assert [RAW.page_at(offset).number for offset in (0, 7, 8, 14)] == [1, 1, 2, 2]


def test_an_empty_page_holds_nothing() -> None:
    pages = (Page(1, None, None, Span(0, 2)), Page(2, None, None, Span(2, 2)), Page(3, None, None, Span(2, 4)))
    raw = Raw("一\n二\n", pages)
    assert raw.page_at(2).number == 3
    assert raw.page_at(1).number == 1


def test_lines_of_a_span() -> None:
    assert list(RAW.lines(Span(1, 9))) == [Span(1, 3), Span(4, 7), Span(8, 9)]
    assert list(RAW.lines(Span(3, 4))) == []
