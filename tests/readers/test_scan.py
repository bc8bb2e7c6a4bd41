"""Scans: pages that are pictures give the text that they show, with a place for each character."""

from __future__ import annotations

import numpy as np
import pytest
from pdfs import typeset
from PIL import Image
from scans import BODY, COUNTS, TITLE, as_file, scanned

from jianbao.errors import DamagedFile, EmptyFile, LimitExceeded, UnsupportedFormat
from jianbao.readers import Limits, pdf, picture, read_bytes
from jianbao.readers.seals import seals
from jianbao.span import Span


def paragraphs(string: str) -> list[str]:
    return [line for line in string.split("\n") if line]


@pytest.mark.parametrize(("skew", "seal"), [(0.0, False), (0.8, False), (-0.5, True)])
def test_a_scan_gives_the_paragraphs_of_the_page(skew: float, seal: bool) -> None:
    document = read_bytes(as_file(scanned(skew=skew, seal=seal), "PDF"), "a.pdf")
    assert paragraphs(document.text.string) == [TITLE, BODY, COUNTS]
    (notice,) = [n for n in document.raw.notices if n.code == "read_by_ocr"]
    assert notice.message == f"read by OCR, its lines fall by {0.0 - skew:.1f} degrees".replace("-0.0", "0.0")


def test_a_last_line_of_two_characters_goes_on_its_paragraph_and_a_gap_stays() -> None:
    lines = ["青　山　6月7日上午，罗远舟到白水镇检查兴旺砖厂、白水镇污水处理厂，副县长柳如海参加。", COUNTS]
    document = read_bytes(as_file(scanned(150, 0.5, lines=lines), "PDF", 150), "a.pdf")
    assert paragraphs(document.text.string) == lines


def test_each_word_has_its_place_on_the_page() -> None:
    dots = 200
    pages = scanned(dots, 0.6)
    document = read_bytes(as_file(pages, "PDF", dots), "a.pdf")
    ink = np.asarray(pages[0]).min(axis=2) < 128
    for word in ("罗远舟", "兴旺砖厂", "116件", "来信29件"):
        at = document.text.string.index(word)
        for place in document.places(Span(at, at + len(word))):
            assert place.box is not None
            x0, top, x1, bottom = (int(edge * dots / 72) for edge in place.box)
            inside = ink[top:bottom, x0:x1]
            # The strokes of the word are in the box, and the strip between the lines is not.
            assert inside.mean() > 0.1
            assert inside.any(axis=0).mean() > 0.6


def test_seals_are_found_and_red_titles_are_none() -> None:
    pages = scanned(150, seal=True)
    assert len(seals(np.asarray(pages[0]), 595.0)) == 1
    red = np.asarray(scanned(150)[0]).copy()
    dark = red.min(axis=2) < 128
    red[dark] = (200, 20, 30)
    assert seals(red, 595.0) == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP"])
def test_picture_files_are_bulletins(kind: str) -> None:
    document = read_bytes(as_file(scanned(), kind), "a.picture")
    assert (document.reader, document.media_type) == ("picture", f"image/{kind.lower()}")
    assert paragraphs(document.text.string) == [TITLE, BODY, COUNTS]
    (page,) = document.raw.pages
    assert (round(page.width or 0), round(page.height or 0)) == (595, 842)


def test_frames_of_a_tiff_are_pages() -> None:
    pages = scanned(150)
    document = read_bytes(as_file([pages[0], pages[0]], "TIFF", 150), "a.tif")
    assert [page.number for page in document.raw.pages] == [1, 2]
    assert document.text.string.count(COUNTS) == 2


def test_pages_with_text_are_not_read_by_ocr() -> None:
    document = read_bytes(typeset([BODY]), "a.pdf")
    assert document.raw.notices == ()


def test_without_the_extra_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pdf, picture):
        monkeypatch.setattr(module, "is_installed", lambda: False)
    pages = scanned(100)
    with pytest.raises(UnsupportedFormat, match=r"pip install 'jianbao\[ocr\]'"):
        read_bytes(as_file(pages, "PDF", 100), "a.pdf")
    with pytest.raises(UnsupportedFormat, match=r"pip install 'jianbao\[ocr\]'"):
        read_bytes(as_file(pages, "PNG", 100), "a.png")


def test_pictures_that_cannot_be_read() -> None:
    whole = as_file(scanned(100), "PNG", 100)
    with pytest.raises(DamagedFile, match=r"^a\.png: a broken picture"):
        read_bytes(whole[: len(whole) // 2], "a.png")
    with pytest.raises(DamagedFile, match=r"^a\.png: a picture of a kind that cannot be read"):
        read_bytes(whole[:8] + bytes(40), "a.png")
    with pytest.raises(LimitExceeded, match="pixels"):
        read_bytes(whole, "a.png", Limits(pixels=1000))
    blank = as_file([Image.new("RGB", (600, 800), "white")], "PNG", 72)
    with pytest.raises(EmptyFile, match="OCR finds no text"):
        read_bytes(blank, "a.png")


def test_a_page_of_ten_metres_is_rendered_coarsely_or_refused() -> None:
    picture_of_ten_metres = as_file([Image.new("RGB", (300, 300), "white")], "PDF", 1)
    with pytest.raises(LimitExceeded, match="too large to be read by OCR"):
        read_bytes(picture_of_ten_metres, "a.pdf")
