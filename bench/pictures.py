"""``python -m bench.pictures``: a picture of each page of the desk, for the README, on bulletins that are made here."""

from __future__ import annotations

import io
import shutil
import tempfile
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.audit import EVERY_KIND
from bench.generator import series
from bench.serving import served
from jianbao.archive import Store, open_store
from jianbao.cli.archiving import How
from jianbao.cli.serving import archived
from jianbao.corpus.make_pdf import write_pdf
from jianbao.readers import Limits
from jianbao.rulepack import load_rules
from jianbao.web import Settings, desk

_FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
_SECRET = "a secret for pictures"
#: Name → path, and what is done there before the picture is taken.
_PAGES = {
    "archive": "/",
    "search": "/?q=砂场",
    "bulletin": "/bulletin/12",
    "figures": "/bulletin/12#figure-2",
    "audit": "/audit",
    "charts": "/charts",
    "people": "/people",
    "review": "/review",
    "list": "/lists/figures",
}


def main() -> None:
    """Make the pictures."""
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "bulletins.db") as store:
        _fill(store, Path(folder))
        with served(_desk(store)) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="zh-CN")
            page.goto(f"{url}/login?token={_SECRET}")
            for name, path in _PAGES.items():
                page.goto(url + path)
                _take(page, name)
            page.set_viewport_size({"width": 400, "height": 800})
            page.goto(url + _PAGES["figures"])
            _take(page, "narrow")
            browser.close()


def _fill(store: Store, folder: Path) -> None:
    texts = folder / "texts"
    texts.mkdir()
    for number, issue in enumerate(series(3, 60, EVERY_KIND, every=3)):
        if number < 20:
            write_pdf(issue.text, texts / f"{issue.name}.pdf")
        else:
            (texts / f"{issue.name}.txt").write_text(issue.text, encoding="utf-8")
    archived([str(texts)], store, How("inspection", None, Limits()))


def _desk(store: Store) -> FastAPI:
    settings = Settings("127.0.0.1", _SECRET, author="审核员")
    return desk(store, load_rules(), settings, partial(archived, store=store, how=How("inspection", None, Limits())))


def _take(page: Page, name: str) -> None:
    page.locator("main .waiting").wait_for(state="detached", timeout=60_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(64).save(_FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
