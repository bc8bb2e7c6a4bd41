"""OFD: text objects with their positions, templates, tables; files that are not what they say."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, ReadError
from jianbao.readers import Limits, read_bytes
from jianbao.readers.ofdobjects import numbers
from jianbao.span import Span

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
OFD = f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"


def document(pages: int = 1, common: str = "") -> str:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(pages))
    common = f"<ofd:CommonData>{AREA}{common}</ofd:CommonData>"
    return f"<ofd:Document {NS}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"


def page(content: str, head: str = "") -> str:
    return f'<ofd:Page {NS}>{head}<ofd:Content><ofd:Layer ID="1">{content}</ofd:Layer></ofd:Content></ofd:Page>'


def line(text: str, x: float, y: float, size: float = 5.0, matrix: str = "", delta: str | None = None) -> str:
    steps = f"g {len(text) - 1} {size}" if delta is None else delta
    turned = f' CTM="{matrix}"' if matrix else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {size * len(text)} {size}" Size="{size}"{turned}>'
        f'<ofd:TextCode X="0" Y="{0.88 * size}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def simple(content: str, **more: str | bytes) -> bytes:
    return ofd(
        {"OFD.xml": OFD, "Doc_0/Document.xml": document(), "Doc_0/Pages/Page_0/Content.xml": page(content), **more}
    )


def text(data: bytes, limits: Limits | None = None) -> str:
    return read_bytes(data, "a.ofd", limits).text.string


def test_lines_are_read_from_the_top_whatever_their_order() -> None:
    data = simple(line("县长陈一鸣到白水镇检查。", 30, 60) + line("青山县工作简报", 60, 30, 8))
    found = read_bytes(data, "a.ofd")
    assert found.text.string == "青山县工作简报\n县长陈一鸣到白水镇检查。"
    at = found.text.string.index("陈一鸣")
    (place,) = found.places(Span(at, at + 3))
    scale = 72 / 25.4
    assert place.box is not None
    assert list(place.box) == pytest.approx([40 * scale, 60 * scale, 55 * scale, 65 * scale], abs=0.02)
    assert found.media_type == "application/ofd"


def test_a_matrix_places_and_scales_the_characters() -> None:
    data = simple(line("来电九件", 30, 60, 5.0, "2 0 0 2 10 0"))
    found = read_bytes(data, "a.ofd")
    (place,) = found.places(Span(0, 4))
    scale = 72 / 25.4
    assert place.box is not None
    assert (place.box.x0, place.box.x1) == pytest.approx((40 * scale, 80 * scale), abs=0.02)


def test_without_steps_characters_follow_one_another() -> None:
    assert text(simple(line("6月7日受理116件", 30, 60, delta=""))) == "6月7日受理116件"


def test_a_template_stands_below_the_page() -> None:
    common = '<ofd:TemplatePage ID="7" BaseLoc="Tpls/T.xml"/>'
    data = ofd(
        {
            "OFD.xml": OFD,
            "Doc_0/Document.xml": document(common=common),
            "Doc_0/Tpls/T.xml": page(line("青山县工作简报", 60, 30, 8)),
            "Doc_0/Pages/Page_0/Content.xml": page(
                line("县长陈一鸣到白水镇检查。", 30, 60), '<ofd:Template TemplateID="7" ZOrder="Background"/>'
            ),
        }
    )
    assert text(data) == "青山县工作简报\n县长陈一鸣到白水镇检查。"


def test_rulings_make_a_table() -> None:
    cells = [[("县区", 32), ("件数", 72)], [("青山县", 32), ("21", 72)], [("白水县", 32), ("19", 72)]]
    texts = "".join(line(c, x, 52 + 10 * i, 4) for i, row in enumerate(cells) for c, x in row)
    level = "".join(
        f'<ofd:PathObject Boundary="30 {50 + 10 * i} 80 0.1"><ofd:AbbreviatedData>M 0 0 L 80 0</ofd:AbbreviatedData>'
        "</ofd:PathObject>" for i in range(4)
    )  # fmt: skip
    upright = "".join(
        f'<ofd:PathObject Boundary="{x} 50 0.1 30"><ofd:AbbreviatedData>M 0 0 L 0 30</ofd:AbbreviatedData>'
        "</ofd:PathObject>" for x in (30, 70, 110)
    )  # fmt: skip
    assert text(simple(texts + level + upright)) == "县区\t件数\n青山县\t21\n白水县\t19"


BROKEN = [
    (ofd({"OFD.xml": OFD}), DamagedFile, "without its part Doc_0/Document.xml"),
    (ofd({"OFD.xml": "<a/>"}), DamagedFile, "names no document"),
    (ofd({"OFD.xml": "<a"}), DamagedFile, "OFD.xml is broken XML"),
    (simple("", **{"Doc_0/Encryptions.xml": "<a/>"}), EncryptedFile, "encrypted"),
    (simple(""), EmptyFile, "show no text"),
    (ofd({"OFD.xml": OFD, "Doc_0/Document.xml": document(0)}), EmptyFile, "no pages"),
    (ofd({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), DamagedFile, "declares a document type"),
    (ofd({"OFD.xml": OFD.replace("Doc_0/", "../../etc/")}), DamagedFile, "without its part etc/Document.xml"),
    (
        simple('<ofd:PageBlock>' * 20 + line("甲", 1, 1) + "</ofd:PageBlock>" * 20),
        DamagedFile,
        "too many blocks in each other",
    ),
    (
        ofd({"OFD.xml": OFD, "Doc_0/Document.xml": document().replace("210 297", "9e9 9e9"),
             "Doc_0/Pages/Page_0/Content.xml": page("")}),
        DamagedFile,
        "a page of 9e",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("data", "error", "cause"), BROKEN)
def test_broken_files_are_one_line(data: bytes, error: type[ReadError], cause: str) -> None:
    with pytest.raises(error, match=cause) as raised:
        read_bytes(data, "a.ofd")
    assert "\n" not in str(raised.value)


def test_limits_hold() -> None:
    pages = {f"Doc_0/Pages/Page_{n}/Content.xml": page(line("甲县", 30, 60)) for n in range(3)}
    data = ofd({"OFD.xml": OFD, "Doc_0/Document.xml": document(3), **pages})
    with pytest.raises(LimitExceeded, match="pages=3"):
        read_bytes(data, "a.ofd", Limits(pages=2))
    with pytest.raises(LimitExceeded, match="page_characters=2"):
        read_bytes(data, "a.ofd", Limits(page_characters=1))


def test_repeated_steps_are_written_short() -> None:
    assert numbers("1 g 3 2.5 4") == [1, 2.5, 2.5, 2.5, 4]
    assert len(numbers("g 999999999 1")) == 100_000
    assert numbers("1 x 2") == [1]
    assert numbers("nan inf") == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='<>/="ofd:TextObjCBuary0 123.g-甲县\n', max_size=120))
def test_any_content_is_a_document_or_a_read_error(content: str) -> None:
    with contextlib.suppress(ReadError):
        read_bytes(simple(content), "a.ofd")
