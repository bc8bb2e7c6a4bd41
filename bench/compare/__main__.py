"""``python -m bench.compare [PART…]``: print the tables; without a part, all, and write them to docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sys
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .commands import commands
from .databases import audit, inserts, searches
from .growth import growth, plot
from .measure import Table
from .pages import pdfs, pictures
from .quality import quality
from .texts import grammar, texts

_DOCS = Path(__file__).parents[2] / "docs"
_PARTS: Mapping[str, Callable[[], list[Table]]] = {
    "text": texts,
    "quality": quality,
    "grammar": grammar,
    "pdf": pdfs,
    "scan": pictures,
    "archive": inserts,
    "search": searches,
    "audit": audit,
    "start": commands,
}
_BESIDE = ("jieba", "jionlp", "recognizers-text-suite", "pypdfium2", "pdfplumber", "pdfminer.six", "pypdf", "rapidocr",
           "onnxruntime", "ahocorasick-rs", "regex", "SQLAlchemy", "psycopg", "scipy")  # fmt: skip
_HEAD = """# Benchmarks

Written by `make bench`; every table is one run on one machine. Ratios compare steps that took turns in the same run:
the median of the rounds, and in brackets the least and the greatest. Seconds depend on the machine; ratios much less.
"""


def main(asked: list[str]) -> None:
    """Measure, print, and write the report."""
    warnings.filterwarnings("ignore")
    lines = [_HEAD, _machine(), ""]
    for name in asked or _PARTS:
        if name != "growth":
            lines += _shown(_PARTS[name]())
    if not asked or "growth" in asked:
        tables, points = growth()
        lines += _shown(tables)
        plot(points, _DOCS / "pictures" / "growth.svg")
        lines += ["![Seconds by size, both axes in powers of ten](pictures/growth.svg)", ""]
    if not asked:
        lines.append((Path(__file__).parent / "notes.md").read_text(encoding="utf-8"))
        (_DOCS / "benchmarks.md").write_text("\n".join(lines), encoding="utf-8")


def _shown(tables: list[Table]) -> list[str]:
    lines = [line for table in tables for line in table.lines()]
    print("\n".join(lines), flush=True)
    return lines


def _machine() -> str:
    """Return machine, date and versions in a few lines."""
    processor = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    known = []
    for name in _BESIDE:
        try:
            known.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            known.append(f"{name} missing")
    return (
        f"{date.today().isoformat()}, {os.cpu_count()} cores ({processor}), Python {platform.python_version()},"
        f" Jianbao {version('jianbao')}. {', '.join(known)}."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
