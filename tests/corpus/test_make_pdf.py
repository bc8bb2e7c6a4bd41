"""The PDFs of the corpus hold the words of their texts, and are the same bytes each time."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from jianbao.corpus import make_pdf

BULLETINS = Path(__file__).parents[2] / "corpus" / "bulletins"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[Path]:
    return make_pdf.write_all(folder)


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def bare(string: str) -> str:
    return "".join(string.split())


def test_each_pdf_has_its_name(paths: list[Path]) -> None:
    assert [path.name for path in paths] == ["shaoguan-2024-18.pdf", "zhangye-2023-03.pdf"]


@pytest.mark.parametrize("name", make_pdf.NAMES)
def test_a_pdf_holds_the_text_and_its_page_numbers(name: str, folder: Path, paths: list[Path]) -> None:
    found = pages(folder / f"{name}.pdf")
    assert len(found) == 3
    for number, page in enumerate(found, 1):
        assert re.findall(r"— (\d+) —", page) == [str(number)]
    words = "".join(bare(re.sub(r"— \d+ —", "", page)) for page in found)
    assert words == bare((BULLETINS / f"{name}.txt").read_text(encoding="utf-8"))


def test_a_page_ends_in_the_middle_of_a_paragraph(folder: Path, paths: list[Path]) -> None:
    first, second, _ = (bare(re.sub(r"— \d+ —", "", page)) for page in pages(folder / "shaoguan-2024-18.pdf"))
    assert first[-1] not in "。】"
    assert first[-6:] + second[:6] in bare((BULLETINS / "shaoguan-2024-18.txt").read_text(encoding="utf-8"))


def test_the_same_text_gives_the_same_bytes(folder: Path, paths: list[Path], tmp_path: Path) -> None:
    again = make_pdf.write_all(tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in paths]
    assert b"D:2000" in again[0].read_bytes(), "the date inside is a fixed one"


def test_lines_keep_numbers_whole_and_do_not_begin_with_a_comma() -> None:
    text = "某市共办结信访件" * 3 + "一二三" + "12345件，" * 30
    lines = list(make_pdf._lines(text, 2))
    assert "".join(lines) == text
    assert all(not line.startswith("，") for line in lines)
    assert all(not (a[-1].isdigit() and b[0].isdigit()) for a, b in pairwise(lines))
