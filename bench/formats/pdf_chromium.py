"""PDF by Chromium's print command: fonts embedded as Type 3 or TrueType subsets, text objects of a few letters."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from jianbao.record import Bulletin

from .page import printable
from .writers import program, run

__all__ = ["write"]


def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
    """Write one PDF a bulletin."""
    chromium = program(("chromium", "chromium-browser", "google-chrome"), "apt-get install chromium fonts-noto-cjk")
    paths: dict[str, Path] = {}
    for name, bulletin in bulletins.items():
        page = folder / f"{name}.html"
        page.write_text(printable(bulletin), encoding="utf-8")
        paths[name] = folder / f"{name}.pdf"
        with tempfile.TemporaryDirectory() as profile:
            options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
            run((chromium, *options, f"--user-data-dir={profile}", f"--print-to-pdf={paths[name]}", page.as_uri()))
    return paths
