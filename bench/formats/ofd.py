"""OFD of official layout: the pages of the PDF, their characters as text objects, their rulings as paths."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from jianbao.readers.characters import page_characters
from jianbao.readers.rulings import rulings
from jianbao.record import Bulletin

from . import pdf_reportlab

__all__ = ["ofd_of", "write"]

_MM = 25.4 / 72
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
    """Write an OFD file for each bulletin."""
    written = {}
    for stem, path in pdf_reportlab.write(bulletins, folder).items():
        written[stem] = path.with_suffix(".ofd")
        written[stem].write_bytes(ofd_of(path.read_bytes()))
        path.unlink()
    return written


def ofd_of(pdf: bytes) -> bytes:
    """Return an OFD file with the text and the rulings of a PDF."""
    from io import BytesIO

    import pypdfium2

    buffer = BytesIO()
    document = pypdfium2.PdfDocument(pdf)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'{_HEAD}<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        pages = "".join(
            f'<ofd:Page ID="{index + 10}" BaseLoc="Pages/Page_{index}/Content.xml"/>' for index in range(len(document))
        )
        width, height = (edge * _MM for edge in document[0].get_size())
        area = f"<ofd:PageArea><ofd:PhysicalBox>0 0 {width:.3f} {height:.3f}</ofd:PhysicalBox></ofd:PageArea>"
        package.writestr(
            "Doc_0/Document.xml",
            f"{_HEAD}<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID>{area}</ofd:CommonData>"
            f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        )
        for index, page in enumerate(document):
            content = "".join([*_texts(page), *_paths(page)])
            package.writestr(
                f"Doc_0/Pages/Page_{index}/Content.xml",
                f'{_HEAD}<ofd:Page {_NAMESPACE}><ofd:Content><ofd:Layer ID="1">{content}</ofd:Layer></ofd:Content>'
                "</ofd:Page>",
            )
    document.close()
    return buffer.getvalue()


def _texts(page: Any) -> Iterator[str]:
    """Yield a text object for each run of characters on one baseline."""
    textpage = page.get_textpage()
    found = page_characters(page, textpage, textpage.count_chars())
    runs: list[list[int]] = []
    for index, code in enumerate(found.codes.tolist()):
        if code < 33:
            continue
        before = runs[-1][-1] if runs else None
        same = before is not None and abs(found.baselines[before] - found.baselines[index]) < 0.5
        if same and found.boxes[index, 0] > found.boxes[before, 0]:
            runs[-1].append(index)
        else:
            runs.append([index])
    for number, run in enumerate(runs):
        boxes, baseline = found.boxes[run] * _MM, float(found.baselines[run[0]]) * _MM
        left, top, right, bottom = boxes[0, 0], boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()
        size = float((boxes[:, 2] - boxes[:, 0]).max())
        size = size if max(found.codes[run]) > 0x2E80 else 2 * size
        steps = " ".join(f"{step:.4f}" for step in boxes[1:, 0] - boxes[:-1, 0])
        string = escape("".join(chr(found.codes[index]) for index in run))
        yield (
            f'<ofd:TextObject ID="{1000 + number}" Font="1" Size="{size:.4f}"'
            f' Boundary="{left:.4f} {top:.4f} {right - left:.4f} {bottom - top:.4f}">'
            f'<ofd:TextCode X="0" Y="{baseline - top:.4f}" DeltaX="{steps}">{string}</ofd:TextCode></ofd:TextObject>'
        )


def _paths(page: Any) -> Iterator[str]:
    for number, (x0, top, x1, bottom) in enumerate((rulings(page) * _MM).tolist()):
        yield (
            f'<ofd:PathObject ID="{5000 + number}" Boundary="{x0:.4f} {top:.4f} {x1 - x0:.4f} {bottom - top:.4f}">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.4f} {bottom - top:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
        )
