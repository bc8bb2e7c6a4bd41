"""Sets two of the corpus's bulletins as PDFs in official layout: ``python corpus/make_pdf.py OUTDIR``.

The build runs it (setup.py), so that no PDF is kept in the repository. The same text gives the same bytes. Red title,
issue line and rule; lines of 28 characters, justified, with indents; page breaks where the page ends, mostly in
mid-paragraph; ``— 2 —`` at the foot; a ruled table where the text has tabs; the distribution list between two rules.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["NAMES", "write_all", "write_pdf"]

#: The bulletins that become PDFs as well.
NAMES = ("shaoguan-2024-18", "zhangye-2023-03")

_FONT = "STSong-Light"
_WIDTH, _HEIGHT = 595.28, 841.89
_SIZE, _LEADING, _PER_LINE = 16.0, 28.5, 28
_LEFT = (_WIDTH - _PER_LINE * _SIZE) / 2
_RIGHT = _WIDTH - _LEFT
_TOP, _BOTTOM = _HEIGHT - 105.0, 95.0
_RED = (0.8, 0.0, 0.0)
_BLACK = (0.0, 0.0, 0.0)
#: Punctuation that does not begin a line, and that does not end one.
_NOT_FIRST = "，。、；：？！）”》】%"
_NOT_LAST = "（“《【"
_PIECE = re.compile(r"[0-9][0-9.,]*%?|.")
_DISTRIBUTION = ("报：", "送：", "发：", "抄送：", "呈报：", "主送：")


def write_all(folder: Path) -> list[Path]:
    """Write every PDF of the corpus into ``folder``; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = Path(__file__).parent / "bulletins"
    paths = [folder / f"{name}.pdf" for name in NAMES]
    for path in paths:
        write_pdf((texts / f"{path.stem}.txt").read_text(encoding="utf-8"), path)
    return paths


def write_pdf(text: str, path: Path) -> None:
    """Write one bulletin's text as a PDF: its first block is the masthead, each line after it a paragraph."""
    head, _, body = text.strip("\n").partition("\n\n")
    page = _Page.new(path)
    _set_head(page, head.split("\n"))
    table: list[list[str]] = []
    closing = False
    for line in body.split("\n"):
        if "\t" in line:
            table.append(line.split("\t"))
            continue
        _set_table(page, table)
        table = []
        if line.startswith(_DISTRIBUTION):
            if not closing:
                page.rule(_BLACK)
            closing = True
            _set_paragraph(page, line, indent=0)
        elif line:
            _set_block(page, line)
    _set_table(page, table)
    if closing:
        page.rule(_BLACK)
    page.save()


@dataclass(slots=True)
class _Page:
    """The page that is being set: the canvas, and how far down it the next line stands."""

    canvas: Any
    number: int = 1
    y: float = _TOP

    @classmethod
    def new(cls, path: Path) -> _Page:
        from reportlab.pdfgen.canvas import Canvas

        _register_font()
        return cls(Canvas(str(path), pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1))

    def room(self, height: float) -> None:
        """Go on to the next page where ``height`` no longer fits on this one."""
        if self.y - height < _BOTTOM:
            self._number()
            self.canvas.showPage()
            self.number += 1
            self.y = _TOP

    def save(self) -> None:
        self._number()
        self.canvas.save()

    def line(
        self, string: str, size: float = _SIZE, x: float = _LEFT, space: float = 0.0, colour: Any = _BLACK
    ) -> None:
        """Set one line, with ``space`` between its characters, and go down by a line."""
        self.room(_LEADING)
        self.y -= _LEADING
        self.put(string, x, self.y, size, space, colour)

    def centred(self, string: str, size: float = _SIZE, colour: Any = _BLACK) -> None:
        self.line(string, size, (_WIDTH - _width(string, size)) / 2, 0.0, colour)

    def put(self, string: str, x: float, y: float, size: float, space: float, colour: Any) -> None:
        run = self.canvas.beginText(x, y)
        run.setFont(_FONT, size)
        run.setFillColorRGB(*colour)
        run.setCharSpace(space)
        run.textOut(string)
        self.canvas.drawText(run)

    def rule(self, colour: Any, thickness: float = 1.0) -> None:
        self.room(_LEADING)
        self.y -= 12
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(_LEFT, self.y, _RIGHT, self.y)

    def _number(self) -> None:
        mark = f"— {self.number} —"
        x = _RIGHT - _width(mark, 14) - 14 if self.number % 2 else _LEFT + 14
        self.put(mark, x, 60, 14, 0.0, _BLACK)


@cache
def _register_font() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def _width(string: str, size: float = _SIZE) -> float:
    from reportlab.pdfbase import pdfmetrics

    _register_font()
    return float(pdfmetrics.stringWidth(string, _FONT, size))


def _set_head(page: _Page, lines: Sequence[str]) -> None:
    """Set the masthead: a red title, the lines below it in black, a red rule."""
    page.centred(lines[0], 22, _RED)
    page.y -= 10
    for line in lines[1:]:
        page.centred(line)
    page.rule(_RED, 1.5)
    page.y -= 8


def _set_block(page: _Page, line: str) -> None:
    """Set a heading centred, or against the margin where it is bracketed; anything else as a paragraph."""
    if "。" in line or len(line) > _PER_LINE:
        _set_paragraph(page, line, indent=2)
    elif line.startswith("【"):
        page.line(line)
    else:
        page.y -= 6
        page.centred(line, 18)


def _set_paragraph(page: _Page, string: str, indent: int) -> None:
    """Set a paragraph in justified lines; the last one stays as wide as it is."""
    lines = list(_lines(string, indent))
    for i, line in enumerate(lines):
        x = _LEFT + (indent * _SIZE if i == 0 else 0)
        slack = _RIGHT - x - _width(line)
        last = i == len(lines) - 1
        page.line(line, x=x, space=0.0 if last or len(line) < 2 else slack / (len(line) - 1))


def _lines(string: str, indent: int) -> Iterator[str]:
    """Yield the lines of a paragraph.

    No line begins with closing punctuation or ends with an opening bracket, and no number is broken.
    """
    room = (_PER_LINE - indent) * _SIZE
    line = ""
    for piece in _PIECE.findall(string):
        if line and _width(line + piece) > room + 0.01 and piece not in _NOT_FIRST:
            carried = line[-1] if line[-1] in _NOT_LAST else ""
            yield line[: len(line) - len(carried)]
            line, room = carried, _PER_LINE * _SIZE
        line += piece
    yield line


def _set_table(page: _Page, rows: Sequence[Sequence[str]]) -> None:
    """Set rows of cells with rules around each; a row is never broken."""
    if not rows:
        return
    height, width = 26.0, (_RIGHT - _LEFT) / len(rows[0])
    page.y -= 10
    for row in rows:
        page.room(height)
        page.canvas.setStrokeColorRGB(*_BLACK)
        page.canvas.setLineWidth(0.5)
        page.y -= height
        for i, cell in enumerate(row):
            x = _LEFT + i * width
            page.canvas.rect(x, page.y, width, height)
            page.put(cell, x + (width - _width(cell, 14)) / 2, page.y + 8, 14, 0.0, _BLACK)
    page.y -= 10


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pdf"):
        print(written)
