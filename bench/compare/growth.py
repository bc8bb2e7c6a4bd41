"""How cost grows: with the length of a bulletin, the number of bulletins, the gazetteer, the figures of an audit."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from jianbao import extract
from jianbao.archive import open_store
from jianbao.archive.audit import audit_archive
from jianbao.archive.store.load import put_rows
from jianbao.archive.store.packed import pack
from jianbao.rulepack import load_rules

from ..generator import series
from ..scale.material import make
from .measure import Table

__all__ = ["growth", "plot"]

_PAGE = 700
Points = Sequence[tuple[int, float]]


def growth() -> tuple[list[Table], dict[str, Points]]:
    """Return a table of seconds by size, and the points of each line for the plot."""
    measured = {
        "pages of a bulletin (text)": _length(),
        "bulletins in an archive": _bulletins(),
        "names in the gazetteer": _gazetteer(),
        "figures in an audit": _figures(),
    }
    rows = tuple(
        (what, "; ".join(f"{size:,}: {seconds:.3g}" for size, seconds in points), _exponent(points))
        for what, points in measured.items()
    )
    said = (
        "Seconds by size. The exponent is that of the last two sizes: 1 is proportional. A bulletin of N pages is N"
        " pages of news items and statistics under one masthead; the gazetteer's cost is that of building the "
        "automaton and one pass over 1 MB. 100,000 bulletins are measured by `make scale` (scale.md): the last "
        "tenth is archived as fast as the first."
    )
    return [Table("Growth", said, ("size: seconds", "measured", "exponent"), rows)], measured


def _exponent(points: Points) -> str:
    import math

    (a, before), (b, after) = points[-2:]
    return f"{math.log(after / before) / math.log(b / a):.2f}"


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _length() -> Points:
    rules = load_rules()
    issues = [issue.text for issue in series(5, 250)]
    head = issues[0].partition("\n\n")[0]
    bodies = [text.partition("\n\n")[2] for text in issues]
    whole = "\n".join(bodies)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.txt"
        for pages in (1, 10, 100, 1_000):
            text = (whole * (1 + pages * _PAGE // len(whole)))[: pages * _PAGE]
            path.write_text(f"{head}\n\n{text}\n", encoding="utf-8")
            extract(path, rules)
            found.append((pages, min(_timed(lambda: extract(path, rules)) for _ in range(3 if pages < 1000 else 1))))
    return found


def _bulletins() -> Points:
    found = []
    for count in (100, 1_000, 10_000):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            texts = make(folder / "texts", count, pdf=False)
            command = [sys.executable, "-m", "jianbao", "archive", str(texts), "--into", str(folder / "a.db")]
            found.append((count, _timed(lambda c=command: subprocess.run(c, check=True, capture_output=True))))  # type: ignore[misc]
    return found


def _gazetteer() -> Points:
    names = list(load_rules().gazetteer.forms())
    text = "".join(issue.text for issue in series(7, 250))
    text = (text * (1 + 1_000_000 // len(text.encode())))[:350_000]
    found = []
    for size in (1_000, 10_000, 100_000):
        words = [
            f"{names[i % len(names)]}{chr(0x4E00 + i // len(names))}" if i >= len(names) else names[i]
            for i in range(size)
        ]
        seconds = _timed(
            lambda w=words: AhoCorasick(w, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text)
        )  # type: ignore[misc]
        found.append((size, seconds))
    return found


def _figures() -> Points:
    rules = load_rules()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bulletins = []
        for seed in range(10):
            for issue in series(seed, 250):
                path = folder / f"{seed}-{issue.name}.txt"
                path.write_text(issue.text, encoding="utf-8")
                bulletins.append(extract(path, rules))
        found = []
        for count in (25, 250, 2_500):
            with open_store(folder / f"{count}.db") as store:
                with store.write() as connection:
                    put_rows(connection, [pack(bulletin) for bulletin in bulletins[:count]])
                figures = sum(len(bulletin.figures) for bulletin in bulletins[:count])
                found.append((figures, _timed(lambda s=store: audit_archive(s, rules))))  # type: ignore[misc]
    return found


def plot(lines: dict[str, Points], path: Path) -> None:
    """Draw the lines, both axes in powers of ten, as an SVG that is the same wherever it is drawn."""
    wide, high, left, bottom = 300, 190, 46, 34
    parts = []
    for number, (what, points) in enumerate(lines.items()):
        x0, y0 = (number % 2) * (wide + 30), (number // 2) * (high + 40)
        parts.append(_panel(what, points, x0, y0, wide, high, left, bottom))
    height = 2 * (high + 40)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * wide + 30} {height}"'
        f' font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n',
        encoding="utf-8",
    )


def _panel(what: str, points: Points, x0: int, y0: int, wide: int, high: int, left: int, bottom: int) -> str:
    from math import ceil, floor, log10

    xs, ys = [log10(size) for size, _ in points], [log10(seconds) for _, seconds in points]
    low_x, high_x = floor(min(xs)), max(ceil(max(xs)), floor(min(xs)) + 1)
    low_y, high_y = floor(min(ys)), max(ceil(max(ys)), floor(min(ys)) + 1)
    top = 22

    def at(x: float, y: float) -> tuple[float, float]:
        across = x0 + left + (x - low_x) / (high_x - low_x) * (wide - left)
        down = y0 + top + (high_y - y) / (high_y - low_y) * (high - top - bottom)
        return round(across, 1), round(down, 1)

    parts = [f'<text x="{x0 + left}" y="{y0 + 14}" font-weight="bold">seconds by {what}</text>']
    for power in range(low_x, high_x + 1):
        (x, y), (_, y1) = at(power, low_y), at(power, high_y)
        parts.append(
            f'<path d="M{x} {y}V{y1}" stroke="#ddd"/><text x="{x}" y="{y + 14}" text-anchor="middle">10^{power}</text>'
        )
    for power in range(low_y, high_y + 1):
        (x, y), (x1, _) = at(low_x, power), at(high_x, power)
        parts.append(
            f'<path d="M{x} {y}H{x1}" stroke="#ddd"/><text x="{x - 4}" y="{y + 4}" text-anchor="end">10^{power}</text>'
        )
    line = " ".join(f"{x},{y}" for x, y in (at(a, b) for a, b in zip(xs, ys, strict=True)))
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5aa6" stroke-width="2"/>')
    parts += [
        f'<circle cx="{x}" cy="{y}" r="3" fill="#1f5aa6"/>' for x, y in (at(a, b) for a, b in zip(xs, ys, strict=True))
    ]
    return "".join(parts)
