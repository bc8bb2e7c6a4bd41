"""A bulletin as a web page made for print: official layout, the fonts of whatever machine it is printed on."""

from __future__ import annotations

from html import escape

from jianbao.record import Bulletin

from .parts import Part, columns, fitting, parts

__all__ = ["printable"]

_STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@page :right { @bottom-right { content: "— " counter(page) " —"; font-size: 14pt } }
@page :left { @bottom-left { content: "— " counter(page) " —"; font-size: 14pt } }
body { font: 16pt/28pt FangSong, "Liberation Serif", "Noto Serif CJK SC", serif; margin: 0; text-align: justify }
p { margin: 0; text-indent: 2em }
h1 { color: #d00; font-size: 26pt; line-height: 1.4; text-align: center; margin: 0 0 10pt }
h2 { font-size: 18pt; line-height: 1.4; text-align: center; margin: 8pt 0 }
.issue { text-indent: 0; text-align: center }
.section { text-indent: 0; font-family: "WenQuanYi Micro Hei", sans-serif }
.recipients { text-indent: 0; border-top: 1pt solid }
hr { border: 0; border-top: 1.5pt solid #d00 }
table { border-collapse: collapse; width: 100%; font-size: 14pt } td { border: .5pt solid; text-align: center }
"""
_TAGS = {"title": "h1", "heading": "h2"}


def printable(bulletin: Bulletin) -> str:
    """Return the page of a bulletin."""
    body = "\n".join(map(_element, parts(bulletin)))
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>{_STYLE}</style><body>\n{body}\n</body></html>'
    )


def _element(part: Part) -> str:
    if part.kind == "table":
        rows = ("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part.rows)
        return "<table>" + "".join(rows) + "</table>"
    if part.kind == "issue":
        sides = "".join(f"<span>{escape(side)}</span>" for side in columns(part.string))
        apart = ";display:flex;justify-content:space-between" if sides.count("<span>") > 1 else ""
        return f'<p class="issue" style="font-size:{fitting(part.string, 16, 440)}pt{apart}">{sides}</p>'
    tag = _TAGS.get(part.kind, "p")
    return f'<{tag} class="{part.kind}">{escape(part.string)}</{tag}>'
