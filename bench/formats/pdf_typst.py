"""PDF by typst: embedded subsets of fonts, digits in a Latin font, ``— 2 —`` on alternating sides; or two columns."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jianbao.record import Bulletin

from .parts import Part, columns, fitting, parts
from .writers import MissingProgram

__all__ = ["write", "write_columns"]

_FONTS = '("Libertinus Serif", "Noto Serif CJK SC", "AR PL SungtiL GB", "WenQuanYi Micro Hei")'
_PAGE = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, inside: 28mm, outside: 26mm), footer: context {{
  let number = counter(page).get().first()
  align(if calc.odd(number) {{ right }} else {{ left }}, text(14pt)[#h(1em)— #number —#h(1em)])
}}{more})
#set text(font: {fonts}, size: {size}, lang: "zh", region: "cn")
#set par(justify: true, leading: 0.9em, spacing: 0.9em, first-line-indent: (amount: 2em, all: true))
"""
_COLUMNS = """, columns: 2, header: context if counter(page).get().first() > 1 {{
  align(center, text(9pt)[{}　　内部资料　注意保存])
}}"""


def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
    """Write one PDF a bulletin, in one column of 16 points."""
    return _written(bulletins, folder, "16pt", two=False)


def write_columns(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
    """Write one PDF a bulletin, in two columns of 10.5 points under a running head."""
    return _written(bulletins, folder, "10.5pt", two=True)


def _written(bulletins: Mapping[str, Bulletin], folder: Path, size: str, *, two: bool) -> dict[str, Path]:
    try:
        import typst
    except ImportError:
        raise MissingProgram("typst is missing: pip install typst") from None
    paths: dict[str, Path] = {}
    for name, bulletin in bulletins.items():
        found = parts(bulletin)
        more = _COLUMNS.format(_quoted(found[0].string)) if two else ""
        source = _PAGE.format(fonts=_FONTS, size=size, more=more) + "\n\n".join(_block(p, two=two) for p in found)
        paths[name] = folder / f"{name}.pdf"
        typst.compile(source.encode(), output=paths[name])
    return paths


def _block(part: Part, *, two: bool) -> str:
    text = _quoted(part.string)
    if part.kind == "title":
        title = f'align(center, text(fill: red, size: {"22pt" if two else "26pt"}, weight: "bold")[{text}])'
        return f'#place(top + center, scope: "parent", float: true, {title})' if two else f"#{title}"
    if part.kind == "heading":
        return f'#align(center, text(size: 1.15em, weight: "bold")[{text}])'
    if part.kind == "issue":
        sides = columns(part.string)
        size = fitting(part.string, 10.5 if two else 16, 200 if two else 440)
        line = " #h(1fr) ".join(map(_quoted, sides))
        return f"#align({'left' if len(sides) > 1 else 'center'}, par(first-line-indent: 0em, text({size}pt)[{line}]))"
    if part.kind == "section":
        return f'#par(first-line-indent: 0em, text(weight: "bold")[{text}])'
    if part.kind == "recipients":
        return f"#par(first-line-indent: 0em)[{text}]"
    if part.kind == "table":
        cells = ", ".join(f"[{_quoted(cell)}]" for row in part.rows for cell in row)
        return f"#table(columns: {len(part.rows[0])}, {cells})"
    return text


def _quoted(string: str) -> str:
    """Return ``string`` as typst markup that shows nothing but itself."""
    return "#" + '"' + string.replace("\\", "\\\\").replace('"', '\\"') + '"'
