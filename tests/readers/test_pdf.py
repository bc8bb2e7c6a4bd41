"""PDFs: characters with boxes, in reading order; what cannot be read says so."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import FONT, HEIGHT, LEFT, WIDTH, drawn, typeset
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from jianbao.errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, ReadError, UnsupportedFormat
from jianbao.readers import Limits, pdf, read_bytes
from jianbao.readers.pageobjects import look
from jianbao.readers.plumber import Plumber
from jianbao.readers.scan import is_unreadable

BODY = [
    "4月6日上午，青山县召开环境问题整改推进会，县委副书记、县长张三出席会议并讲话，各乡镇和县直部门的主要负责人参加会议。",
    "会议要求，各单位要把整改任务抓在手上，逐件核实（重点件2件、普通件13件），按期办结，绝不允许敷衍塞责、虚假整改。",
    "会议通报了第三批交办件的办理进度，截至4月5日，全县累计收到交办件15件，已办结12件，阶段性办结2件，未办结1件。",
    "下一步，县里将抽调专人组成工作组，每周到现场看一次，每月通报一次，直到问题全部解决。",
]
ISSUE: list[tuple[str, float] | str] = [("青山县环境整改工作简报", 26), ("第7期", 16), *BODY * 3]


def text_of(data: bytes) -> str:
    return read_bytes(data, "a.pdf").text.string


def test_paragraphs_of_an_official_layout_without_page_numbers_and_running_heads() -> None:
    document = read_bytes(typeset(ISSUE, header="青山县环境整改工作简报"), "a.pdf")
    assert len(document.raw.pages) == 2
    assert document.text.string.split("\n") == ["青山县环境整改工作简报", "第7期", *BODY * 3]


def test_a_title_of_two_lines_is_one_paragraph() -> None:
    title = "青山县召开生态环境保护督察交办问题整改工作推进会暨重点任务调度会"
    assert text_of(typeset([(title, 22), *BODY])).split("\n") == [title, *BODY]


def test_date_and_issue_under_a_title_are_paragraphs_of_their_own() -> None:
    lines = [("青山县环境整改协调小组办公室", 22), ("2024年4月6日", 22), ("青山县环境整改", 22), ("（第7期）", 22)]
    assert text_of(typeset([*lines, *BODY])).split("\n")[:4] == [text for text, _ in lines]


def test_every_character_stands_in_its_box() -> None:
    document = read_bytes(drawn(lambda c: c.drawString(100, HEIGHT - 100, "青山县12件")), "a.pdf")
    assert document.raw.string == "青山县12件\n"
    assert len(document.raw.boxes) == 4 * len(document.raw.string)
    assert all(math.isnan(edge) for edge in document.raw.boxes[-4:])
    for i in range(3):
        x0, top, x1, bottom = document.raw.boxes[4 * i : 4 * i + 4]
        assert (x0, x1) == pytest.approx((100 + 16 * i, 116 + 16 * i), abs=0.1)
        assert top < 100 < bottom
        assert bottom - top == pytest.approx(16, abs=2)


@pytest.mark.parametrize("font", [FONT, "Helvetica"])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_shown(rotation: int, font: str) -> None:
    def draw(canvas: Canvas) -> None:
        # reportlab gives a page that lies on its side a box that does too.
        upright = rotation % 180 == 0
        canvas.setCropBox((20, 30, 520, 730) if upright else (30, 20, 730, 520))
        canvas.setPageRotation(rotation)
        # Turned back about the middle of what is shown, so that it is read upright once the page is turned.
        canvas.translate(*((270, 380) if upright else (380, 270)))
        canvas.rotate(rotation)
        canvas.setFont(font, 16)
        canvas.drawString(-32, 0, first)
        canvas.drawString(-32, -40, second)

    first, second = ("青山县区", "第二行字") if font == FONT else ("ABCDEF", "GHIJKL")

    document = read_bytes(drawn(draw), "a.pdf")
    page = document.raw.pages[0]
    assert document.raw.string == f"{first}\n{second}\n"
    assert (page.width, page.height) == (500, 700)
    box = document.raw.box(document.raw.pages[0].span)
    assert box is not None
    middle = (page.width or 0) / 2, (page.height or 0) / 2
    assert box.x0 == pytest.approx(middle[0] - 32, abs=1)
    assert box.x1 == pytest.approx(middle[0] + 32, abs=2 if font == FONT else 40)
    assert box.top < middle[1] < box.bottom
    assert box.bottom - box.top == pytest.approx(57, abs=3)


def test_characters_are_read_where_they_stand_whatever_the_stream_says() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 500, "第三行在后")
        canvas.drawString(LEFT + 64, 600, "的件数")
        canvas.setFont("Times-Roman", 16)
        canvas.drawString(LEFT + 112, 600, "12")
        canvas.setFont(FONT, 16)
        canvas.drawString(LEFT, 600, "第一批交")
        canvas.drawString(LEFT, 550, "第二行")

    assert read_bytes(drawn(draw), "a.pdf").raw.string == "第一批交的件数12\n第二行\n第三行在后\n"


def test_gaps_become_tabs_and_letters_spaced_out_do_not() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "青山县办公室")
        canvas.drawRightString(500, 700, "2024年4月6日")
        for i, character in enumerate("工作简报"):
            canvas.drawString(LEFT + 50 * i, 600, character)
        canvas.setFont("Helvetica", 16)
        canvas.drawString(LEFT, 500, "PM 2.5 index")

    assert text_of(drawn(draw)).split("\n") == ["青山县办公室\t2024年4月6日", "工作简报", "PM 2.5 index"]


def test_lone_characters_that_pdfium_leaves_out_are_read() -> None:
    """Each in a text object of its own, in a font that is neither embedded nor installed."""

    def draw(canvas: Canvas) -> None:
        for i, character in enumerate("青山县收到三件"):
            canvas.drawString(LEFT + 16 * i, 700, character)

    document = read_bytes(drawn(draw), "a.pdf")
    assert document.text.string == "青山县收到三件"
    box = document.raw.box(document.raw.pages[0].span)
    assert box is not None
    assert (box.x0, box.x1) == pytest.approx((LEFT, LEFT + 112), abs=0.5)


def test_a_lone_blank_of_a_latin_font_is_no_lost_character(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "青山县")
        canvas.setFont("Helvetica", 16)
        canvas.drawString(LEFT, 600, " ")

    monkeypatch.setattr(Plumber, "glyphs", None)
    assert text_of(drawn(draw)) == "青山县"


def test_what_pdfplumber_cannot_read_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Plumber, number: int) -> None:
        raise TypeError(f"no page {number}")

    monkeypatch.setattr(Plumber, "glyphs", fail)
    # Whether pdfium has a font for the lone character depends on the machine.
    monkeypatch.setattr(pdf, "look", lambda page, most: look(page, most)._replace(lost_text=True))

    notices = read_bytes(drawn(lambda canvas: canvas.drawString(LEFT, 450, "县")), "a.pdf").raw.notices
    assert [(n.code, n.page, n.message.rpartition(": ")[2]) for n in notices] == [
        ("lost_characters", 1, "TypeError no page 1"),
    ]


@pytest.mark.parametrize(
    ("string", "unreadable"),
    [
        ("\ue001\ue002" * 10 + "青山县" * 5, True),
        ("青山县环境整改" * 5 + "\ue001", False),
        ("\x01\x03" * 20, True),
        ("\ufffd", False),
    ],
)
def test_a_text_layer_of_noise_is_told(string: str, unreadable: bool) -> None:
    assert is_unreadable(np.array([ord(c) for c in string], dtype=np.uint32)) is unreadable


def test_threads_take_turns() -> None:
    data = typeset(ISSUE)
    with ThreadPoolExecutor(4) as pool:
        assert len({d.text.string for d in pool.map(lambda _: read_bytes(data, "a.pdf"), range(8))}) == 1


def test_what_is_printed_twice_to_look_bold_is_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 700, "青青山县")
        canvas.drawString(LEFT + 0.4, 700, "青青山县")

    assert text_of(drawn(draw)) == "青青山县"


def test_page_numbers_go_but_a_figure_at_the_foot_of_a_page_stays() -> None:
    def draw(canvas: Canvas) -> None:
        for number, figure in ((1, 40), (2, 70)):
            canvas.setFont(FONT, 16)
            canvas.drawString(LEFT, 700, "青山县收到的信访件数见下")
            canvas.drawString(LEFT, 100, str(figure))
            canvas.drawCentredString(WIDTH / 2, 40, str(number))
            canvas.showPage()

    assert text_of(drawn(draw)).split("\n") == ["青山县收到的信访件数见下", "40", "青山县收到的信访件数见下", "70"]


def test_the_page_of_a_place() -> None:
    document = read_bytes(typeset(ISSUE), "a.pdf")
    lines = list(document.lines())
    assert {line.page for line in lines} == {1, 2}
    assert "".join(line.span.of(document.text.string) for line in lines) == document.text.string.replace("\n", "")
    for line in lines:
        assert line.raw.of(document.raw.string) == line.span.of(document.text.string)
        assert line.box is not None


class TestRefusals:
    def test_a_password(self) -> None:
        data = drawn(lambda c: c.drawString(LEFT, 700, "青山县"), encrypt=StandardEncryption("secret", "owner"))
        with pytest.raises(EncryptedFile, match=r"a\.pdf: the PDF needs a password"):
            read_bytes(data, "a.pdf")

    def test_an_owner_password_alone_keeps_nobody_from_reading(self) -> None:
        data = drawn(lambda c: c.drawString(LEFT, 700, "青山县"), encrypt=StandardEncryption("", "owner", canCopy=0))
        assert text_of(data) == "青山县"

    def test_a_scan(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf, "is_installed", lambda: False)
        from struct import pack
        from zlib import compress, crc32

        def chunk(kind: bytes, body: bytes) -> bytes:
            return pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))

        picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
        picture += chunk(b"IDAT", compress(bytes(9 * 8))) + chunk(b"IEND", b"")

        def draw(canvas: Canvas) -> None:
            canvas.drawImage(ImageReader(BytesIO(picture)), 0, 0, WIDTH, HEIGHT)

        with pytest.raises(UnsupportedFormat, match="no text layer: scans are read with the extra ocr"):
            read_bytes(drawn(draw), "a.pdf")

        def with_text(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 700, "青山县")
            canvas.showPage()
            draw(canvas)

        document = read_bytes(drawn(with_text), "a.pdf")
        assert [(n.code, n.page) for n in document.raw.notices] == [("page_without_ocr", 2), ("page_without_text", 2)]
        assert len(document.raw.pages) == 2

    def test_blank_pages(self) -> None:
        with pytest.raises(EmptyFile):
            read_bytes(drawn(lambda c: c.showPage()), "a.pdf")

    def test_a_header_alone(self) -> None:
        with pytest.raises(DamagedFile):
            read_bytes(b"%PDF-1.7\n", "a.pdf")

    @pytest.mark.parametrize("share", [i / 40 for i in range(1, 40)])
    def test_a_truncated_file(self, share: float) -> None:
        data = typeset(ISSUE)
        with pytest.raises(DamagedFile):
            read_bytes(data[: int(share * len(data))], "a.pdf")

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_damage_anywhere_gives_a_document_or_a_read_error(self, data: st.DataObject) -> None:
        whole = bytearray(typeset(ISSUE[:4]))
        for _ in range(data.draw(st.integers(1, 12))):
            at = data.draw(st.integers(8, len(whole) - 1))
            whole[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=20))
        try:
            document = read_bytes(bytes(whole), "a.pdf")
        except ReadError as error:
            assert str(error).startswith("a.pdf: ")  # noqa: PT017
        else:
            assert len(document.raw.boxes) == 4 * len(document.raw.string)

    @pytest.mark.parametrize(
        ("limits", "message"),
        [
            (Limits(pages=1), r"2 pages are more than the limit of 1; raise it with --limit pages=2"),
            (Limits(characters=100), "characters are more than the limit of 100"),
            (Limits(page_characters=100), r"page 1 has [\d,]+ characters, the limit is 100"),
            (Limits(bytes=100), "bytes are more than the limit of 100"),
        ],
    )
    def test_limits(self, limits: Limits, message: str) -> None:
        with pytest.raises(LimitExceeded, match=message):
            read_bytes(typeset(ISSUE), "a.pdf", limits)
