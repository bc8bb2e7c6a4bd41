"""PDF by LibreOffice Writer, from a flat OpenDocument text: page numbers on alternating sides, fonts of the machine."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from jianbao.record import Bulletin

from .parts import Part, columns, parts
from .writers import program, run

__all__ = ["write"]

_NAMES = ("office", "style", "text", "table", "fo", "svg")
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in zip(
        _NAMES, ("office", "style", "text", "table", "xsl-fo-compatible", "svg-compatible"), strict=True
    )
)
_NUMBER = '<text:p text:style-name="{}">— <text:page-number/> —</text:p>'
#: Style by kind of part: attributes of its paragraph, then of its characters.
_STYLES = {
    "paragraph": ('fo:text-indent="32pt" fo:text-align="justify"', "16pt", ""),
    "title": (
        'fo:text-align="center"',
        "26pt",
        'fo:color="#d00000" fo:font-weight="bold" style:font-weight-asian="bold"',
    ),
    "issue": ('fo:text-align="center"', "16pt", ""),
    "sides": ("", "12pt", ""),
    "heading": ('fo:text-align="center"', "18pt", 'fo:font-weight="bold" style:font-weight-asian="bold"'),
    "section": ('fo:text-align="start"', "16pt", 'style:font-name-asian="WenQuanYi Micro Hei"'),
    "recipients": ('fo:text-align="justify"', "16pt", ""),
    "cell": ('fo:text-align="center"', "14pt", ""),
    "odd": ('fo:text-align="end"', "14pt", ""),
    "even": ('fo:text-align="start"', "14pt", ""),
}
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {_SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>
<style:font-face style:name="Liberation Serif" svg:font-family="Liberation Serif"/>
<style:font-face style:name="Noto Serif CJK SC" svg:font-family="'Noto Serif CJK SC'"/>
<style:font-face style:name="WenQuanYi Micro Hei" svg:font-family="'WenQuanYi Micro Hei'"/>
</office:font-face-decls><office:automatic-styles>
<style:style style:name="table" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"/>
</style:style><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm"
 fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="25mm" fo:margin-left="28mm" fo:margin-right="26mm"/>
<style:footer-style/></style:page-layout>{{styles}}</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
<style:footer>{_NUMBER.format("odd")}</style:footer><style:footer-left>{_NUMBER.format("even")}</style:footer-left>
</style:master-page></office:master-styles><office:body><office:text>
"""
_TAIL = "</office:text></office:body></office:document>\n"


def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
    """Write one PDF a bulletin, all of them with one start of LibreOffice."""
    office = program(("soffice", "libreoffice"), "apt-get install libreoffice-writer-nogui fonts-noto-cjk")
    sources = [folder / f"{name}.fodt" for name in bulletins]
    for source, bulletin in zip(sources, bulletins.values(), strict=True):
        source.write_text(_document(bulletin), encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        home = f"-env:UserInstallation={Path(profile).as_uri()}"
        run((office, home, "--headless", "--convert-to", "pdf", "--outdir", folder, *sources))
    return {name: folder / f"{name}.pdf" for name in bulletins}


def _document(bulletin: Bulletin) -> str:
    styles = "".join(_style(name) for name in _STYLES)
    return _HEAD.format(styles=styles) + "\n".join(map(_element, parts(bulletin))) + _TAIL


def _style(name: str) -> str:
    paragraph, size, more = _STYLES[name]
    font = "" if "font-name-asian" in more else 'style:font-name-asian="Noto Serif CJK SC"'
    characters = (
        f'style:font-name="Liberation Serif" {font} fo:font-size="{size}" style:font-size-asian="{size}" {more}'
    )
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties {paragraph} fo:line-height="28pt" style:punctuation-wrap="simple">'
        '<style:tab-stops><style:tab-stop style:position="156mm" style:type="right"/></style:tab-stops>'
        "</style:paragraph-properties>"
        f'<style:text-properties fo:language="en" style:language-asian="zh" style:country-asian="CN" {characters}/>'
        "</style:style>"
    )


def _element(part: Part) -> str:
    if part.kind == "issue" and len(columns(part.string)) > 1:
        return f'<text:p text:style-name="sides">{"<text:tab/>".join(map(escape, columns(part.string)))}</text:p>'
    if part.kind != "table":
        return f'<text:p text:style-name="{part.kind}">{escape(part.string)}</text:p>'
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="table"><text:p text:style-name="cell">{escape(cell)}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in part.rows
    )
    return f'<table:table><table:table-column table:number-columns-repeated="{len(part.rows[0])}"/>{rows}</table:table>'
