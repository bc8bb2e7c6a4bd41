"""Word files give the text that a reader of the finished document sees, one paragraph or row a line."""

from __future__ import annotations

import io
from pathlib import Path

import docx as python_docx
import pytest
from words import MAIN, SPACES, cell, docx, paragraph, run, table, zipped

from jianbao.document import Place
from jianbao.errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from jianbao.readers import Limits, read_bytes
from jianbao.span import Span

TYPES = "[Content_Types].xml"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def lines(data: bytes) -> list[str]:
    return read_bytes(data, "简报.docx").text.string.split("\n")


def raw(body: str, **parts: str) -> list[str]:
    return read_bytes(docx(body, parts), "简报.docx").raw.string.splitlines()


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def test_a_file_of_python_docx_is_read() -> None:
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料 第9期"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_heading("青山县工作简报", 0)
    document.add_paragraph("6月7日，青山县收到信访件12件。")
    grid = document.add_table(rows=2, cols=2)
    for row, texts in zip(grid.rows, (("乡镇", "件数"), ("甲镇", "12")), strict=True):
        for target, text in zip(row.cells, texts, strict=True):
            target.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    read = read_bytes(buffer.getvalue(), "简报.doc")
    assert read.reader == "docx"
    assert read.text.string.split("\n") == [
        "青山县工作简报",
        "6月7日，青山县收到信访件12件。",
        "乡镇\t件数",
        "甲镇\t12",
    ]
    assert read.places(Span(0, 7)) == [Place(1, None)]


def test_runs_run_together_and_odd_characters_are_written_out() -> None:
    body = paragraph("共", run("1"), run("2"), "件", "<w:r><w:tab/></w:r>", "甲", "<w:r><w:noBreakHyphen/></w:r>", "乙")
    assert raw(body) == ["共12件\t甲-乙"]
    assert raw(paragraph("甲", "<w:r><w:br/></w:r>", "乙", "<w:r><w:cr/></w:r>", "丙")) == ["甲", "乙", "丙"]
    assert raw(paragraph('<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>', "甲")) == ["\uf06c甲"]
    assert raw("<w:p><w:r><w:t> 甲 </w:t></w:r><w:r><w:t xml:space='preserve'> 乙</w:t></w:r></w:p>") == ["甲 乙"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = paragraph(
        "转办",
        f"<w:ins>{run('12')}</w:ins>",
        "<w:del><w:r><w:delText>21</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('移走')}</w:moveFrom>",
        f"<w:moveTo>{run('件')}</w:moveTo>",
        f"<w:del>{run('删去的域')}</w:del>",
    )
    assert raw(body) == ["转办12件"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert raw(paragraph("转办", properties=gone) + paragraph("12件") + paragraph("办结9件")) == ["转办12件", "办结9件"]


def test_deleted_rows_and_cells_are_gone() -> None:
    rows = cell("甲县") + cell("1"), "<w:trPr><w:del/></w:trPr>" + cell("乙县") + cell("2"), cell("丙县") + cell("3")
    assert raw(table(*rows)) == ["甲县\t1", "丙县\t3"]


def test_of_a_field_only_the_result_is_seen() -> None:
    date = field("begin") + code(' TIME \\@ "yyyy" ') + field("separate") + run("2024年") + field("end")
    assert raw(paragraph("截至", date, "共3件")) == ["截至2024年共3件"]
    nested = field("begin") + code("IF ") + field("begin") + code("PAGE") + field("separate") + run("7") + field("end")
    nested += code("= 1") + field("separate") + run("结果") + field("end")
    assert raw(paragraph(nested, "正文")) == ["结果正文"]
    assert raw(paragraph(f'<w:fldSimple w:instr="DATE">{run("3月")}</w:fldSimple>', "正文")) == ["3月正文"]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    assert raw(paragraph("甲", field("begin"), code("TOC")) + paragraph("共12件")) == ["甲", "共12件"]


def test_hyperlinks_tags_and_controls_are_transparent() -> None:
    body = paragraph(
        f'<w:hyperlink r:id="x">{run("见附件")}</w:hyperlink>', f"<w:smartTag>{run('青山县')}</w:smartTag>"
    )
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body += control.format("", paragraph("控件内的段落"))
    body += control.format("<w:showingPlcHdr/>", paragraph("单击此处输入文字"))
    assert raw(body) == ["见附件青山县", "控件内的段落"]


def test_hidden_text_is_not_seen() -> None:
    styles = '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
    styles += '<w:style w:styleId="b"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("甲", run("隐", "<w:vanish/>"), run("藏", '<w:rStyle w:val="a"/>'))
    body += paragraph(run("乙", '<w:rStyle w:val="a"/><w:vanish w:val="0"/>'))
    assert raw(body, styles=styles) == ["甲", "乙"]


def test_of_a_phonetic_guide_the_characters_are_read() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('lí')}</w:rt><w:rubyBase>{run('溧')}</w:rubyBase></w:ruby></w:r>"
    assert raw(paragraph(ruby, "阳市")) == ["溧阳市"]


BOX = f"<w:txbxContent>{paragraph('某某工作简报')}{paragraph('第3期')}</w:txbxContent>"


@pytest.mark.parametrize(
    "content",
    [
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>",
        f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>",
        f"<mc:AlternateContent><mc:Choice Requires='new'><w:drawing/></mc:Choice><mc:Fallback><w:pict>{BOX}</w:pict>"
        "</mc:Fallback></mc:AlternateContent>",
    ],
)
def test_a_text_box_is_read_once_before_its_paragraph(content: str) -> None:
    assert raw(paragraph(f"<w:r>{content}</w:r>", "正文")) == ["某某工作简报", "第3期", "正文"]


def test_word_art_is_text() -> None:
    art = "<w:r><w:pict><v:shape><v:textpath string='某某简报'/></v:shape></w:pict></w:r>"
    assert raw(paragraph(art) + paragraph("第3期")) == ["某某简报", "", "第3期"]


def test_notes_stand_at_the_end_without_their_marks() -> None:
    mark = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = paragraph("共12件", mark.format("endnote", 5), "，办结9件", mark.format("footnote", 2), "。")
    notes = '<w:{0} w:id="0" w:type="separator"><w:p/></w:{0}>'
    footnotes = (
        notes.format("footnote")
        + f'<w:footnote w:id="2">{paragraph("<w:r><w:footnoteRef/></w:r>", "脚注。")}</w:footnote>'
    )
    footnotes += f'<w:footnote w:id="3">{paragraph("没有引用。")}</w:footnote>'
    endnotes = notes.format("endnote") + f'<w:endnote w:id="5">{paragraph("尾注。")}</w:endnote>'
    assert raw(body, footnotes=footnotes, endnotes=endnotes) == ["共12件，办结9件。", "脚注。", "尾注。"]


def test_pages_end_where_the_file_says_so() -> None:
    breaks = "<w:r><w:br w:type='page'/></w:r>"
    body = paragraph("甲", breaks, "乙") + paragraph("丙", properties="<w:pageBreakBefore/>")
    body += paragraph("丁", properties="<w:sectPr/>") + paragraph("戊") + paragraph(breaks)
    body += paragraph("己", properties='<w:sectPr><w:type w:val="continuous"/></w:sectPr>') + "<w:sectPr/>"
    document = read_bytes(docx(body), "简报.docx")
    pages = [page.span.of(document.raw.string).split() for page in document.raw.pages]
    assert pages == [["甲"], ["乙"], ["丙", "丁"], ["戊"], ["己"]]


def test_the_text_is_found_where_the_package_says() -> None:
    relation = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/doc/main.xml"/></Relationships>'
    strict = f'<document xmlns="{STRICT}"><body><p><r><t>青山县</t></r></p></body></document>'
    files = {"_rels/.rels": relation.encode(), "doc/main.xml": strict.encode(), "word/x": b"", TYPES: b"<x/>"}
    assert lines(zipped(files)) == ["青山县"]


def test_word_files_of_one_xml_are_read() -> None:
    start = '<?xml version="1.0"?><?mso-application progid="Word.Document"?>\n'
    old = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = f"<wx:sect xmlns:wx='urn:wx'>{paragraph('共12件')}{table(cell('甲县') + cell('3'))}</wx:sect>"
    data = f'{start}<w:wordDocument xmlns:w="{old}"><w:body>{body}</w:body></w:wordDocument>'.encode()
    assert lines(data) == ["共12件", "甲县\t3"]
    part = '<pkg:part pkg:name="{}"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    main = f"<w:document {SPACES}><w:body>{paragraph('共12件')}</w:body></w:document>"
    relation = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/d.xml"/></Relationships>'
    inner = part.format("/_rels/.rels", relation) + part.format("/word/d.xml", main)
    assert lines(f'{start}<pkg:package xmlns:pkg="urn:pkg">{inner}</pkg:package>'.encode()) == ["共12件"]


HOSTILE = [
    (docx("")[:-40], DamagedFile, "a broken zip: File is not a zip file"),
    (
        zipped({TYPES: b"<x/>", "word/other.xml": b"<x/>"}),
        DamagedFile,
        r"a Word file without its text \(word/document.xml\)",
    ),
    (zipped({"word/document.xml": b"<x/>"}), DamagedFile, "has no body"),
    (zipped({"word/document.xml": b"<x><y></x>"}), DamagedFile, "word/document.xml is broken XML: "),
    (
        zipped({"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        DamagedFile,
        "word/document.xml declares a document type",
    ),
    (docx("<w:p>" * 300 + "</w:p>" * 300), DamagedFile, "Excessive depth"),
    (docx(paragraph("")), EmptyFile, "no text in it"),
    (docx(paragraph("<w:r><w:drawing><a:blip/></w:drawing></w:r>")), UnsupportedFormat, "pictures and no text"),
    (zipped({"word/document.xml": bytes(40_000_000)}), LimitExceeded, "times as long as it is packed"),
]


@pytest.mark.parametrize(("data", "error", "cause"), HOSTILE)
def test_a_bad_file_gives_one_clear_line(data: bytes, error: type[Exception], cause: str) -> None:
    with pytest.raises(error, match=cause) as caught:
        read_bytes(data, "坏.docx")
    assert str(caught.value).startswith("坏.docx: ")
    assert "\n" not in str(caught.value)


def test_limits_hold() -> None:
    data = docx(paragraph("甲" * 100))
    for limits, what in (
        (Limits(characters=50), "characters"),
        (Limits(xml=100), "xml"),
        (Limits(members=2), "members"),
    ):
        with pytest.raises(LimitExceeded, match=what):
            read_bytes(data, "大.docx", limits)


def test_entities_never_read_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密")
    part = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="{MAIN}"><w:body>'
    part += "<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    with pytest.raises(DamagedFile, match="document type"):
        read_bytes(zipped({"word/document.xml": part.encode()}), "坏.docx")


def test_a_password_is_named() -> None:
    data = bytearray(zipped({"word/document.xml": b"<x/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    with pytest.raises(EncryptedFile, match="password"):
        read_bytes(bytes(data), "锁.docx")
