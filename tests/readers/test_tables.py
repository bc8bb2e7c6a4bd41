"""Ruled tables of PDFs: cells by the rulings, rows by the cells, whatever draws the rulings."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from pdfs import HEIGHT, LEFT, WIDTH, drawn
from pypdfium2 import PdfDocument
from reportlab.pdfgen.canvas import Canvas

from jianbao.readers import Limits, read_bytes
from jianbao.readers.rulings import rulings as rulings_of
from jianbao.readers.tables import find_tables
from jianbao.span import Span


def text_of(data: bytes) -> str:
    return read_bytes(data, "a.pdf").text.string


def rulings(canvas: Canvas, xs: list[float], ys: list[float]) -> None:
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)


def table(canvas: Canvas) -> None:
    canvas.drawString(LEFT, 740, "各县区交办件数见下表：")
    rulings(canvas, [78, 200, 320, 500], [700, 660, 600, 560])
    canvas.drawString(84, 675, "县区")
    canvas.drawString(206, 675, "件数")
    canvas.drawString(326, 675, "问题")
    # The cell in the middle is two lines high: its lines must not be torn apart by those beside it.
    canvas.drawString(326, 640, "采石场扬尘")
    canvas.drawString(84, 625, "青山县")
    canvas.drawString(206, 625, "12")
    canvas.drawString(326, 610, "和噪声")
    canvas.drawString(84, 575, "白水区")
    canvas.drawString(326, 575, "污水")
    canvas.drawString(LEFT, 500, "以上各件均已交办。")


TABLE = [
    "各县区交办件数见下表：",
    "县区\t件数\t问题",
    "青山县\t12\t采石场扬尘和噪声",
    "白水区\t\t污水",
    "以上各件均已交办。",
]


def test_a_ruled_table_is_read_row_by_row() -> None:
    document = read_bytes(drawn(table), "a.pdf")
    assert document.text.string.split("\n") == TABLE
    at = document.text.string.index("和噪声")
    (place,) = document.places(Span(at, at + 3))
    assert place.page == 1
    assert place.box == pytest.approx((326, 218, 374, 236), abs=4)


def cells(draw: Callable[[Canvas], None], turn: int = 0) -> list[list[tuple[int, ...]]]:
    """Return the cells of the one table of a page, row by row: x0, top, x1, bottom in whole points."""
    document = PdfDocument(drawn(draw))
    page = document[0]
    page.set_rotation(turn)
    (found,) = find_tables(rulings_of(page), 100)
    document.close()
    return [[tuple(map(round, cell)) for cell in row] for row in found.rows]


ROWS = [
    [(78, 142, 200, 182), (200, 142, 320, 182), (320, 142, 500, 182)],
    [(78, 182, 200, 242), (200, 182, 320, 242), (320, 182, 500, 242)],
    [(78, 242, 200, 282), (200, 242, 320, 282), (320, 242, 500, 282)],
]


def test_cells_with_their_boxes() -> None:
    assert cells(table) == ROWS


def filled(canvas: Canvas) -> None:
    """Rulings as thin boxes that are filled: so some programs draw them."""
    for x in (78, 200, 320, 500):
        canvas.rect(x - 0.3, 560, 0.6, 140, stroke=0, fill=1)
    for y in (560, 600, 660, 700):
        canvas.rect(78, y - 0.3, 422, 0.6, stroke=0, fill=1)


def boxed(canvas: Canvas) -> None:
    """Each cell a box of its own, in a form that is moved and turned upside down."""
    canvas.beginForm("cells")
    for x0, top, x1, bottom in chain(*ROWS):
        canvas.rect(x0 - 78, top - 142, x1 - x0, bottom - top)
    canvas.endForm()
    canvas.transform(1, 0, 0, -1, 78, HEIGHT - 142)
    canvas.doForm("cells")


@pytest.mark.parametrize("draw", [filled, boxed])
def test_rulings_drawn_otherwise(draw: Callable[[Canvas], None]) -> None:
    assert cells(draw) == ROWS


def test_rulings_of_a_turned_page() -> None:
    turned = cells(table, turn=180)
    assert turned[0][0] == tuple(round(v) for v in (WIDTH - 500, HEIGHT - 282, WIDTH - 320, HEIGHT - 242))


def test_squared_paper_is_no_table_and_harms_nobody() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50 + 5 * i for i in range(100)], [50 + 5 * i for i in range(100)])
        canvas.drawString(LEFT, 700, "青山县")

    document = read_bytes(drawn(draw), "a.pdf")
    assert (document.text.string, [n.code for n in document.raw.notices]) == ("青山县", ["tables_not_searched"])


def test_a_rule_under_the_masthead_and_a_frame_are_no_tables() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 60, 480, 720)
        canvas.drawString(LEFT, 740, "青山县工作简报")
        canvas.line(LEFT, 730, 500, 730)
        canvas.drawString(LEFT, 700, "第一段。")

    assert text_of(drawn(draw)) == "青山县工作简报\n第一段。"


def test_a_page_with_too_many_paths_is_read_without_tables_and_says_so() -> None:
    document = read_bytes(drawn(table), "a.pdf", Limits(ruled_objects=3))
    assert [n.code for n in document.raw.notices] == ["tables_not_searched"]
    assert "青山县" in document.text.string
