"""The desk in a real browser, Debian's Chromium without a window, with no way to any other machine."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desks import RULES, SECRET, TITLE, Served
from playwright.sync_api import Browser, Page, expect, sync_playwright

from jianbao import extract, read
from jianbao.archive import Store, save
from jianbao.record import from_json, to_json

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give the browser; ``make test`` installs it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    assert chromium, "the tests need a browser: make browser"
    expect.set_options(timeout=30_000)  # the machine is shared
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """Give a page with a session. Requests to other machines, scripts that fail, and connections of the desk to
    anywhere are errors.
    """
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1")):
            raise AssertionError(f"the desk wants to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    problems: list[str] = []
    opened.on("request", lambda r: None if r.url.startswith((served.url, "data:")) else problems.append(r.url))
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    opened.on("dialog", lambda dialog: problems.append(dialog.message))
    opened.goto(f"{served.url}/login?token={SECRET}")
    yield opened
    assert problems == []
    context.close()


def test_from_the_archive_to_a_correction_that_stays(page: Page, served: Served) -> None:
    expect(page.locator("h1")).to_contain_text("档案")
    page.keyboard.press("/")
    page.keyboard.type("红旗")
    page.keyboard.press("Enter")
    expect(page.locator(".hits > li")).to_have_count(4)
    expect(page.locator("mark").first).to_have_text("红旗")
    page.locator(".hits a", has_text="第1期").click()
    page.wait_for_url("**/bulletin/1#at-*")
    assert page.evaluate("getSelection().toString()") == "红旗"

    page.locator("#figure-1").click()
    page.wait_for_url("**/bulletin/1#figure-1")
    box = page.locator("rect.lit")
    expect(box).to_have_count(1)
    _stands_at(page, box, served.folder / "1.pdf", figure=1)

    page.locator("#figure-1").press("Enter")
    page.locator("#edit-fields input[name=field-value]").fill("7")
    page.locator("#edit-form input[name=why]").fill("看过原件")
    page.locator("#edit-save").click()
    expect(page.locator("#figure-1.corrected")).to_contain_text("7件")
    expect(page.locator(".finding.violated .sum").first).to_have_text("7+4 = 11 ≠ 10")
    page.reload()
    expect(page.locator("#figure-1.corrected")).to_contain_text("7件")

    again = from_json(to_json(extract(served.folder / "1.pdf", RULES)))
    with served.store.write() as connection:
        assert save(connection, again, "rules that changed")
    page.reload()
    expect(page.locator("#figure-1.corrected")).to_contain_text("7件")
    expect(page.locator(".corrections li")).to_contain_text("6 → 7 周审核")
    expect(page.locator('[role="alert"]:visible')).to_have_count(0)

    again.figures[1].value = 5
    with served.store.write() as connection:
        assert save(connection, again, "rules that read it otherwise")
    page.reload()
    expect(page.locator("#figure-1.conflict")).to_contain_text("7件")
    expect(page.locator('[role="alert"]:visible')).to_contain_text("5")


def _stands_at(page: Page, box: Any, path: Path, figure: int) -> None:
    """Hold the box of a figure against the boxes of its characters in the file, as far as the page shows it."""
    bulletin, document = extract(path, RULES), read(path)
    place = document.places(bulletin.figures[figure].span)[0]
    assert place.box is not None
    shown, sheet = box.bounding_box(), page.locator(f"#page-{place.page}").bounding_box()
    assert shown is not None
    assert sheet is not None
    wide, _ = _size(page, place.page)
    scale = sheet["width"] / wide
    for got, wanted in (
        (shown["x"] - sheet["x"], place.box.x0),
        (shown["y"] - sheet["y"], place.box.top),
        (shown["x"] + shown["width"] - sheet["x"], place.box.x1),
        (shown["y"] + shown["height"] - sheet["y"], place.box.bottom),
    ):
        assert got / scale == pytest.approx(wanted, abs=3.0)


def _size(page: Page, number: int) -> tuple[float, float]:
    found = page.locator(f"#page-{number} svg").get_attribute("viewBox")
    assert found is not None
    _, _, wide, high = map(float, found.split())
    return wide, high


def test_a_box_on_the_page_leads_to_its_value(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/bulletin/1")
    box = page.locator('rect[data-v="official-0-0"]')
    found = box.bounding_box()
    assert found is not None
    page.mouse.click(found["x"] + found["width"] / 2, found["y"] + found["height"] / 2)
    page.wait_for_url("**/bulletin/1#official-0-0")
    expect(page.locator("#official-0-0")).to_be_focused()


def test_a_link_to_a_value_shows_it(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/bulletin/2#figure-4")
    expect(page.locator("#figure-4.lit")).to_be_in_viewport()
    expect(page.locator('.source .lit[data-v~="figure-4"]')).to_have_text("9件")


def test_selected_text_becomes_a_site(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/bulletin/2")
    page.evaluate(
        """() => {
          const all = [...document.querySelectorAll(".source [data-start]")];
          const holder = all.find((one) => one.textContent.includes("检查扬尘"));
          const at = holder.textContent.indexOf("扬尘");
          getSelection().setBaseAndExtent(holder.firstChild, at, holder.firstChild, at + 2);
        }"""
    )
    page.keyboard.press("a")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#edit-quote")).to_have_text("扬尘")
    page.locator("#edit-fields select[name=field-kind]").select_option("project")
    page.locator("#edit-save").click()
    expect(page.locator(".value.sites.added")).to_contain_text("扬尘")


def test_the_audit_spells_out_its_arithmetic_and_takes_a_review(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/audit")
    finding = page.locator("article", has_text="5+3 = 8 ≠ 9")
    expect(finding).to_be_visible()
    finding.focus()
    page.keyboard.press("c")
    page.locator("#edit-form input[name=why]").fill("原文如此")
    page.keyboard.press("Enter")
    expect(page.locator("article", has_text="5+3 = 8 ≠ 9").locator(".reviews")).to_contain_text("周审核 于")
    expect(page.locator("html[data-ready]")).to_be_visible()
    page.locator("select[name=reviewed]").select_option("no")
    page.wait_for_url("**reviewed=no")
    expect(page.locator("article", has_text="5+3 = 8 ≠ 9")).to_have_count(0)


def test_the_audit_shows_the_numbers_on_their_page(page: Page, served: Served, store: Store) -> None:
    with store.write() as connection:  # a number that was read wrongly: then the issue does not add up
        wrong = from_json(to_json(extract(served.folder / "1.pdf", RULES)))
        wrong.figures[1].value = 7
        save(connection, wrong, "other rules")
    page.goto(f"{served.url}/audit")
    finding = page.locator("article", has_text="7+4 = 11 ≠ 10")
    expect(finding).to_be_visible()
    finding.locator("summary").click()
    expect(finding.locator("svg[viewBox]")).to_be_visible()
    expect(finding.locator("svg rect")).to_have_count(3)
    strip, box = finding.locator("img").bounding_box(), finding.locator("svg rect").nth(1).bounding_box()
    assert strip is not None
    assert box is not None
    place = read(served.folder / "1.pdf").places(wrong.figures[1].span)[0].box
    assert place is not None
    wide = read(served.folder / "1.pdf").raw.pages[0].width
    assert wide is not None
    assert (box["x"] - strip["x"]) / strip["width"] * wide == pytest.approx(place.x0, abs=3.0)


def test_a_script_in_a_bulletin_is_text(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/?q=工作简报")
    page.locator(".hits a", has_text="<script>").click()
    expect(page.locator("h1")).to_contain_text("<script>document.title='owned'</script>")
    page.goto(f"{served.url}/audit")
    page.goto(f"{served.url}/lists/bulletins")
    expect(page.locator(".ag-row", has_text="<script>")).to_be_visible()
    assert page.title() != "owned"


def test_the_language_changes_without_a_new_page_and_stays(page: Page, served: Served) -> None:
    page.locator("#language").click()
    expect(page.locator("h1")).to_have_text("Archive", use_inner_text=True)
    page.goto(f"{served.url}/bulletin/1")
    expect(page.locator(".record h2").first).to_have_text("masthead", use_inner_text=True)
    page.keyboard.press("l")
    expect(page.locator(".record h2").first).to_have_text("刊头", use_inner_text=True)


def test_a_table_sorts_filters_and_opens_a_row(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/lists/figures")
    expect(page.locator(".ag-center-cols-container .ag-row")).not_to_have_count(0)
    page.locator('.ag-header-cell[col-id="value"] .ag-header-cell-text').click()
    page.locator('.ag-header-cell[col-id="value"] .ag-header-cell-text').click()
    first = page.locator('.ag-center-cols-container [row-index="0"]')
    expect(first.locator('[col-id="value"]')).to_have_text("50")
    expect(first.locator('[col-id="scope"]')).to_have_text("累计")
    page.evaluate(
        """(title) => document.getElementById("grid").gridApi.setFilterModel(
          {bulletin: {filterType: "text", type: "equals", filter: title}})""",
        TITLE,
    )
    expect(first.locator('[col-id="value"]')).to_have_text("32")
    assert "%22sort%22%3A%22desc%22" in (page.locator("#export").get_attribute("href") or "")
    first.locator('[col-id="value"]').dblclick()
    page.wait_for_url("**/bulletin/3#figure-3")


def test_a_bar_of_a_chart_leads_to_its_number(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/charts")
    page.wait_for_selector("#charts[data-ready]")
    x, y = page.evaluate(
        "document.getElementById('charts').charts['chart-new'].convertToPixel({seriesIndex: 0}, [1, 1])"
    )
    box = page.locator("#chart-new").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + y)
    page.wait_for_url("**/bulletin/2#figure-0")


FIT = ("/", "/?q=红旗", "/bulletin/1", "/bulletin/2", "/audit", "/charts", "/people", "/sites", "/places", "/review",
       "/lists/figures", "/api", "/person/周大勇", "/upload", "/login")  # fmt: skip


@pytest.mark.parametrize("width", [400, 1280])
def test_pages_fit_the_screen(page: Page, served: Served, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in FIT:
        page.goto(served.url + path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_everything_can_be_reached_with_the_keyboard(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/bulletin/2")
    page.keyboard.press("j")
    expect(page.locator("#masthead")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#date-0-0")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("#date-0-0.confirmed")).to_be_visible()
    expect(page.locator("html[data-ready]")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/bulletin/3")
    page.keyboard.press("p")
    page.wait_for_url("**/bulletin/2")


def test_a_session_can_be_ended(page: Page, served: Served) -> None:
    page.locator("#log-out").click()
    expect(page.locator(".notice")).to_contain_text("只读")
    page.goto(f"{served.url}/bulletin/2")
    expect(page.locator("#log-out")).to_have_count(0)


def test_without_a_session_the_page_is_for_reading(browser: Browser, served: Served) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/bulletin/2")
    expect(page.locator(".notice")).to_contain_text("只读")
    page.locator("#figure-0").press("Enter")
    expect(page.locator("#edit")).not_to_be_visible()
    expect(page.locator("#toast")).to_contain_text("只读")
    page.goto(f"{served.url}/audit")
    finding = page.locator("article").first
    expect(finding).to_be_visible()
    finding.press("c")
    expect(page.locator("#edit")).not_to_be_visible()
    context.close()
