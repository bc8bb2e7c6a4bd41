"""Pictures of pages: the page asked for, a stretch of it, and one clear error for what cannot be drawn."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from pdfs import LEFT, drawn
from PIL import Image

from jianbao.document import Box
from jianbao.errors import DamagedFile, LimitExceeded, ReadError
from jianbao.readers import Limits
from jianbao.readers.pagepictures import Painter, can_be_drawn

PDF = drawn(lambda canvas: canvas.drawString(LEFT, 700, "青山县收到12件"))


@pytest.fixture(scope="module")
def painter() -> Iterator[Painter]:
    with Painter() as opened:
        yield opened


def giving(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def picture_of(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("L")


def test_a_page_and_a_stretch_of_it(painter: Painter) -> None:
    whole = painter.draw("a", giving(PDF), 1, 600, "a.pdf")
    assert whole.region[:2] == (0, 0)
    assert picture_of(whole.png).width == 600
    high = whole.region.bottom
    line = Box(LEFT, high - 700 - 30, LEFT + 300, high - 700 + 30)
    assert picture_of(painter.draw("a", giving(PDF), 1, 300, "a.pdf", line).png).getextrema()[0] < 100
    blank = Box(LEFT, high - 600, LEFT + 300, high - 500)
    assert picture_of(painter.draw("a", giving(PDF), 1, 300, "a.pdf", blank).png).getextrema() == (255, 255)
    over = painter.draw("a", giving(PDF), 1, 300, "a.pdf", Box(LEFT, 100, 10_000, 200))
    assert over.region.x1 == whole.region.x1


def test_a_file_is_read_once_while_it_is_the_same(painter: Painter) -> None:
    asked = []

    def read() -> bytes:
        asked.append(1)
        return PDF

    for sha256 in ("b", "b", "c", "b"):
        painter.draw(sha256, read, 1, 100, "b.pdf")
    assert len(asked) == 3


def test_a_scan(painter: Painter) -> None:
    out = io.BytesIO()
    Image.new("RGB", (1654, 2339), "white").save(out, "PNG", dpi=(200, 200))
    found = painter.draw("scan", giving(out.getvalue()), 1, 500, "s.png", Box(0, 0, 300, 100))
    assert [round(edge) for edge in found.region] == [0, 0, 300, 100]
    assert picture_of(found.png).size == (500, 167)


@pytest.mark.parametrize(("data", "number"), [(b"%PDF-1.4 nothing", 1), (PDF, 9), (b"no picture", 1), (PDF[:300], 1)])
def test_what_cannot_be_drawn_is_one_error_and_the_next_is_drawn(painter: Painter, data: bytes, number: int) -> None:
    with pytest.raises(DamagedFile, match=r"^bad\.pdf: (page \d cannot be drawn|a picture of a kind)"):
        painter.draw(str((data, number)), giving(data), number, 100, "bad.pdf")
    assert painter.draw("a", giving(PDF), 1, 100, "a.pdf").png


def test_what_reading_says_is_passed_on(painter: Painter) -> None:
    def gone() -> bytes:
        raise ReadError("x.pdf", "is gone")

    with pytest.raises(ReadError, match="is gone"):
        painter.draw("gone", gone, 1, 100, "x.pdf")


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_drawn() -> None:
    with Painter(Limits(page_seconds=0)) as hasty, pytest.raises(LimitExceeded, match="takes longer to draw"):
        hasty.draw("a", giving(PDF), 1, 100, "a.pdf")


def test_which_kinds_have_pages() -> None:
    assert [can_be_drawn(kind) for kind in ("application/pdf", "image/png", "text/plain")] == [True, True, False]
