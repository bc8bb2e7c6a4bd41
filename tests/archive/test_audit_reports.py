"""Reports of an audit: terminal, JSON, a page that stands alone, a workbook with marked cells."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import pytest
from issues import NEW, RULES, audit_of, issue, running
from lxml import html
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner

from bench.generator import series
from jianbao import extract
from jianbao.archive import Store, open_store, save
from jianbao.archive.audit import Audit, audit_archive
from jianbao.archive.originals import Originals
from jianbao.cli.app import app
from jianbao.corpus.make_pdf import write_pdf
from jianbao.publish.arithmetic import arithmetic
from jianbao.publish.report import Clippings, report_page, report_workbook
from jianbao.readers.pagepictures import Painter


def archived(path: Path, store: Store) -> Audit:
    """Return the audit of an archive of one file."""
    with store.write() as connection:
        save(connection, extract(path, RULES))
    return audit_archive(store, RULES)


EVIL = "日照市<script>alert(1)</script>督察简报"


@pytest.fixture
def wrong(tmp_path: Path) -> Audit:
    """An audit of issues of which the third prints a total that is 10 too high."""
    texts = running()
    texts[2] = texts[2].replace("信访件10件", "信访件20件")
    return audit_of([text.replace("日照市环境保护督察工作简报", EVIL) for text in texts], tmp_path)


def test_the_arithmetic_is_spelt_out(wrong: Audit) -> None:
    assert [(item.constraint, arithmetic(item)) for item in wrong.findings] == [
        ("partition", "7+3 = 10 ≠ 20"),
        ("increment", "22+20 = 42 ≠ 32"),
    ]


def test_the_page_stands_alone_and_runs_nothing_of_a_bulletin(wrong: Audit) -> None:
    page = report_page(wrong, RULES, "a.db")
    tree = html.fromstring(page)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert [script.get("src") for script in tree.iter("script")] == [None]
    assert not re.findall(r"(?:src|href)=\"(?!data:|#)[^\"]*\"|url\(", page)
    assert "default-src 'none'" in page
    (article,) = tree.xpath("//article[@id='finding-0']")
    assert "7+3 = 10 ≠ 20" in article.text_content()
    zh, en = (article.xpath(f".//div/span[@class='{one}']")[1].text_content() for one in ("zh", "en"))
    assert zh == "来电7件、来信3件合计7+3=10件，比第3批总数20件少10件，不一致。"
    assert en == "来电 7, 来信 3 add up to 7+3 = 10, 10 less than the total of batch 3 (20) as published."
    assert [mark.text for mark in article.iter("mark")] == ["20件", "7件", "3件"]
    assert article.xpath(".//div[contains(@class, 'change')]/strong/text()") == ["群众信访件 20 → 10件"]
    assert [t.text for t in tree.xpath("//*[name()='circle']/*[name()='title']")][-1].endswith("55")
    assert len(tree.xpath("//*[contains(@class, 'bad')]")) == 1


def test_the_workbook_marks_the_numbers(wrong: Audit) -> None:
    book = load_workbook(io.BytesIO(report_workbook(wrong, RULES)))
    findings, numbers, totals = book.worksheets
    assert [row[5] for row in findings.iter_rows(min_row=2, values_only=True)] == ["7+3 = 10 ≠ 20", "22+20 = 42 ≠ 32"]
    marked = {
        (row[3].value, row[4].value): row[4].fill.fgColor.rgb for row in numbers.iter_rows(min_row=2) if row[4].value
    }
    assert marked["群众信访件", 20] == "FFFF9B94"
    assert marked["来电", 7] == "FFFFE9A8"
    blamed = next(row for row in numbers.iter_rows(min_row=2) if row[4].value == 20)
    assert (blamed[6].value, "7+3=10件" in blamed[4].comment.text) == ("10", True)
    assert [row[5].value for row in totals.iter_rows(min_row=2)] == [12, 10, 20, 12, 11]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_place_on_a_page_is_shown_where_it_stands(tmp_path: Path) -> None:
    (wrong,) = [one for one in series(4, 6, ["slip"]) if one.planted]
    write_pdf(wrong.text, tmp_path / "wrong.pdf")
    with open_store(tmp_path / "a.db") as store:
        audit = archived(tmp_path / "wrong.pdf", store)
    Originals(tmp_path / "kept").keep(str(tmp_path / "wrong.pdf"), audit.heads[str(tmp_path / "wrong.pdf")].sha256)
    (tmp_path / "wrong.pdf").unlink()
    item = audit.findings[0]
    with Painter() as painter:
        assert list(Clippings(painter).of(item.cited, audit.heads)) == []
        strips = list(Clippings(painter, tmp_path / "kept").of(item.cited, audit.heads))
    assert sum(len(strip.marks) for strip in strips) >= len(item.cited)
    for strip in strips:
        picture = Image.open(io.BytesIO(strip.png)).convert("L")
        assert picture.width == 1000
        for left, top, width, height in strip.marks:
            edges = (left, top, left + width, top + height)
            inside = picture.crop(tuple(round(e * s / 100) for e, s in zip(edges, picture.size * 2, strict=True)))
            assert inside.getextrema()[0] < 100, "the number is printed there"
    page = html.fromstring(report_page(audit, RULES, "a.db", clippings=None))
    assert page.xpath("//img") == []


def test_a_changed_file_gives_no_picture(tmp_path: Path) -> None:
    (wrong,) = [one for one in series(4, 6, ["slip"]) if one.planted]
    path = tmp_path / "wrong.pdf"
    write_pdf(wrong.text, path)
    with open_store(tmp_path / "a.db") as store:
        audit = archived(path, store)
    cited, heads = audit.findings[0].cited, audit.heads
    with Painter() as painter:
        assert list(Clippings(painter).of(cited, heads))
    path.write_bytes(path.read_bytes() + b"\n")
    with Painter() as painter:
        assert list(Clippings(painter).of(cited, heads)) == []


def test_the_commands(tmp_path: Path) -> None:
    texts = running()
    texts[2] = issue(3, NEW[2], (20, 13))
    del texts[1]
    audit_of(texts, tmp_path)
    database, run = str(tmp_path / "audit.db"), CliRunner().invoke
    text = run(app, ["audit", database])
    assert text.exit_code == 1
    assert "缺2022年第2期（共1期）" in text.stdout
    assert re.search(r"共\d+项核对：\d+项一致，\d+项不一致，0项未核对", text.stdout)
    found = json.loads(run(app, ["audit", database, "--format", "json"]).stdout)
    assert {item["constraint"] for item in found} == {"missing", "increment"}
    assert all(item["cited"] and item["message_en"] for item in found)
    for form in ("html", "xlsx"):
        assert run(app, ["audit", database, "--format", form, "--to", str(tmp_path / f"r.{form}")]).exit_code == 1
        assert (tmp_path / f"r.{form}").stat().st_size > 5_000
    assert run(app, ["audit", database, "--format", "xlsx"]).exit_code == 2
    gaps = run(app, ["gaps", database, "--lang", "en"])
    assert (gaps.exit_code, "Missing: 2022年第2期 (1 in all)" in gaps.stdout) == (1, True)
    (tmp_path / "fine").mkdir()
    audit_of(running(), tmp_path / "fine")
    assert run(app, ["audit", str(tmp_path / "fine" / "audit.db")]).exit_code == 0
    assert run(app, ["gaps", str(tmp_path / "fine" / "audit.db")]).exit_code == 0


def test_pictures_are_data(tmp_path: Path) -> None:
    (wrong,) = [one for one in series(4, 6, ["slip"]) if one.planted]
    write_pdf(wrong.text, tmp_path / "wrong.pdf")
    target = tmp_path / "r.html"
    assert CliRunner().invoke(
        app, ["audit", str(tmp_path / "wrong.pdf"), "--format", "html", "--to", str(target)]
    ).exit_code == 1  # fmt: skip
    pictures = html.fromstring(target.read_text(encoding="utf-8")).xpath("//img/@src")
    assert pictures
    assert all(
        base64.b64decode(source.removeprefix("data:image/png;base64,")).startswith(b"\x89PNG") for source in pictures
    )
