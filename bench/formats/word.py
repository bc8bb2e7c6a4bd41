"""The text of a bulletin as a Word file, in the ways that offices write it.

*plain*: paragraphs and tables. *office*: the title in a text box, the distribution list in a frame, list numbers made
by Word, tracked changes, a page break, headers and footers, runs cut anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from jianbao.record import Bulletin

from .writers import Writer

__all__ = ["STYLES", "write", "writer"]

STYLES = ("plain", "office")

_DISTRIBUTION = ("报：", "送：", "发：", "抄送：", "呈报：", "主送：", "分送：")
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"([{_NUMERALS}])、(?=\S)")
_LIST = 77
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def writer(style: str) -> Writer:
    """Return what writes one .docx a bulletin in that style."""

    def write_all(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
        paths = {name: folder / f"{name}.docx" for name in bulletins}
        for name, bulletin in bulletins.items():
            write(bulletin.text, paths[name], style)
        return paths

    return write_all


def write(text: str, path: Path, style: str = "plain") -> None:
    """Write ``text`` (a line a paragraph, tabs between the cells of tables) to the .docx file ``path``."""
    document = Document()
    lines = text.strip("\n").split("\n")
    if style == "plain":
        _write_body(document, lines, office=False)
    else:
        _write_office(document, lines)
    document.save(str(path))


def _write_office(document: Any, lines: list[str]) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "内部资料　第99期　共999件"
    section.footer.paragraphs[0].text = "— 1 —"
    _define_list(document)
    anchor = document.add_paragraph()
    anchor._p.append(_text_box(lines[0]))
    rest = lines[1:]
    closing = next((i for i, line in enumerate(rest) if line.startswith(_DISTRIBUTION)), len(rest))
    _write_body(document, rest[:closing], office=True)
    if rest[closing:]:
        frame = document.add_table(rows=1, cols=1)
        cell = frame.cell(0, 0)
        cell.paragraphs[0].text = rest[closing]
        for line in rest[closing + 1 :]:
            cell.add_paragraph(line)


def _write_body(document: Any, lines: list[str], *, office: bool) -> None:
    numbered = _numbered(lines) if office else set()
    middle = next((i for i in range(len(lines) // 2, len(lines)) if not lines[i]), -1)
    for is_table, group in groupby(enumerate(lines), key=lambda item: "\t" in item[1].strip()):
        if is_table:
            _write_table(document, [line.split("\t") for _, line in group])
            continue
        for i, line in group:
            paragraph = document.add_paragraph()
            if not office:
                paragraph.add_run(line)
            elif i == middle:
                document.add_page_break()
            else:
                _write_paragraph(paragraph, line, numbered=i in numbered)


def _write_paragraph(paragraph: Any, line: str, *, numbered: bool) -> None:
    """Write a paragraph in short runs, with a deletion, an insertion, a bookmark and a field in it."""
    if len(line) < 20 and "：" not in line:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if numbered:
        line = line[2:]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{_LIST}"/></w:numPr>'))
    cuts = sorted({0, min(3, len(line)), len(line) // 3, len(line) // 2, len(line)})
    for number, (start, end) in enumerate(pairwise(cuts)):
        run = paragraph.add_run(line[start:end])
        run.font.size = Pt(16)
        if number == 1:
            run.font.color.rgb = RGBColor(0, 0, 0)
            inserted = OxmlElement("w:ins")
            inserted.set(qn("w:id"), "1")
            inserted.set(qn("w:author"), "审校")
            run._r.addprevious(inserted)
            inserted.append(run._r)
            inserted.addnext(
                parse_xml(
                    f'<w:del {nsdecls("w")} w:id="2" w:author="审校"><w:r><w:delText>误88件</w:delText></w:r></w:del>'
                )
            )


def _write_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    table.style = "Table Grid"
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, string in zip(row.cells, cells, strict=False):
            cell.paragraphs[0].text = string


def _numbered(lines: list[str]) -> set[int]:
    """Return the lines that one list of Word's numbers just as they are numbered: 一、 once, 二、 once …"""
    found = [(i, match[1]) for i, line in enumerate(lines) if (match := _NUMBERED.match(line))]
    return {i for i, _ in found} if [n for _, n in found] == list(_NUMERALS[: len(found)]) else set()


def _define_list(document: Any) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>'))


def _text_box(line: str) -> Any:
    """Return a run with a text box as Word writes it: once for itself, once more for older programs."""
    content = f"<w:txbxContent><w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p></w:txbxContent>"
    return parse_xml(
        f'<w:r {nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        f' xmlns:wps="{_SHAPES}" xmlns:v="urn:schemas-microsoft-com:vml">'
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0"'
        ' simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="5400000" cy="720000"/><wp:wrapTopAndBottom/><wp:docPr id="7" name="Text Box 7"/>'
        f'<a:graphic><a:graphicData uri="{_SHAPES}"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="720000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape id="box" style="width:425pt;height:57pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
