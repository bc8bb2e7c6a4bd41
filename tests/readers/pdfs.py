"""PDFs for tests, made with reportlab in one of Adobe's CID fonts, which needs no font file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 78.0, 517.0, 750.0, 90.0
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = (WIDTH, HEIGHT), **options: Any) -> bytes:
    """Return the PDF that ``draw`` draws on a canvas with 16 point characters."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, **options)
    canvas.setFont(FONT, 16)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Return the lines of a paragraph as a word processor breaks them, closing marks hanging over the edge."""
    lines = [""]
    for character in text:
        fits = pdfmetrics.stringWidth(lines[-1] + character, FONT, size) <= width
        if fits or character in "，。；：、）”！？":
            lines[-1] += character
        elif lines[-1][-1] in "（“":
            lines[-1:] = [lines[-1][:-1], lines[-1][-1] + character]
        else:
            lines.append(character)
    return lines


def typeset(
    paragraphs: Sequence[tuple[str, float] | str], header: str = "", footer: str = "— {} —", pitch: float = 28.0
) -> bytes:
    """Return a PDF of official layout: text of 16 points indented by two characters; ``(title, size)`` is centred."""

    def draw(canvas: Canvas) -> None:
        y = TOP
        page = 1

        def furnish() -> None:
            canvas.setFont(FONT, 9)
            if header:
                canvas.drawString(LEFT, HEIGHT - 50, header)
            if footer:
                canvas.drawCentredString(WIDTH / 2, 45, footer.format(page))

        for paragraph in paragraphs:
            text, size = (paragraph, 16.0) if isinstance(paragraph, str) else paragraph
            centred = not isinstance(paragraph, str)
            lines = wrapped(text if centred else "　　" + text, size, RIGHT - LEFT)
            for line in lines:
                if y < BOTTOM:
                    furnish()
                    canvas.showPage()
                    page, y = page + 1, TOP
                canvas.setFont(FONT, size)
                if centred:
                    canvas.drawCentredString(WIDTH / 2, y, line)
                else:
                    canvas.drawString(LEFT, y, line)
                y -= pitch * max(size / 16, 1)
        furnish()

    return drawn(draw)
