"""Damaged bytes of every kind of file: a document whose places are right, or one error that names the file.

``make fuzz`` looks for as many examples as you have time for.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfs import typeset
from PIL import Image
from scans import LINES, as_file
from words import cell, docx, paragraph, table

from bench.formats.ofd import ofd_of
from jianbao import parse
from jianbao.document import Document
from jianbao.errors import ReadError
from jianbao.readers import Limits
from jianbao.readers.isolated import IsolatedReader
from jianbao.rulepack import load_rules
from jianbao.span import Span

TEXT = (
    "青山县信访件交办情况\n6月7日，青山县委书记罗远舟到兴旺砖厂检查。\n青山县收到信访件共116件，来信29件，来电87件。\n"
)
HTML = (
    "<html><head><meta charset=utf-8><title>简报</title></head><body><table><tr><td>青山县<td>5</table><p>" + TEXT * 3
)


def _docx() -> bytes:
    return docx("".join(map(paragraph, TEXT.split("\n"))) + table(cell("青山县") + cell("5"), cell("合计") + cell("5")))


def _picture() -> bytes:
    return as_file([Image.new("L", (90, 40), 255)], "PNG")


WHOLE: dict[str, Callable[[], bytes]] = {
    "plain": lambda: TEXT.encode("gb18030"),
    "utf-16": lambda: TEXT.encode("utf-16"),
    "pdf": lambda: typeset(list(LINES)),
    "docx": _docx,
    "html": lambda: HTML.encode(),
    "ofd": lambda: ofd_of(typeset(list(LINES))),
    "image": _picture,
}
#: Examples of each kind: ``FUZZ=20000`` for a night.
EXAMPLES = int(os.environ.get("FUZZ", "15"))
#: Kinds whose bytes are those of packed parts: damage goes into the parts, or nothing but the packing would be tried.
PACKED = ("docx", "ofd")

Damage = tuple[str, int, int, bytes]
DAMAGES = st.lists(
    st.tuples(
        st.sampled_from(("cut", "replace", "insert", "double", "end")),
        st.integers(0, 1_000_000),
        st.integers(1, 400),
        st.one_of(
            st.binary(max_size=40), st.sampled_from((b"999999999", b"-1", b"<", b">", b"\x00" * 9, b"</w:p>", b"\xff"))
        ),
    ),
    min_size=1,
    max_size=4,
)


@cache
def whole(kind: str) -> bytes:
    return WHOLE[kind]()


def damaged(data: bytes, damages: list[Damage]) -> bytes:
    for how, where, length, new in damages:
        at = where % (len(data) + 1)
        end = min(at + length, len(data))
        middle = {"cut": b"", "replace": new, "insert": new + data[at:end], "double": data[at:end] * 2, "end": b""}[how]
        data = data[:at] + middle + (b"" if how == "end" else data[end:])
    return data


def damaged_parts(data: bytes, damages: list[Damage]) -> bytes:
    """Return a zip whose largest parts are damaged, and whose packing is not."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        parts = {name: old.read(name) for name in old.namelist()}
        largest = sorted(parts, key=lambda name: -len(parts[name]))[:3]
        for name, part in parts.items():
            mine = [damage for damage in damages if largest[damage[1] % len(largest)] == name]
            new.writestr(name, damaged(part, mine))
    return buffer.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(Limits(page_seconds=20)) as isolated:
        yield isolated


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_files_are_read(kind: str, tmp_path: Path, reader: IsolatedReader) -> None:
    if kind != "image":
        assert "兴旺砖厂" in _read(whole(kind), tmp_path, reader).text.string  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(damages=DAMAGES, in_parts=st.booleans())
def test_damaged_files_give_a_document_or_one_error(
    kind: str, damages: list[Damage], in_parts: bool, tmp_path: Path, reader: IsolatedReader
) -> None:
    harm = damaged_parts if kind in PACKED and in_parts else damaged
    document = _read(harm(whole(kind), damages), tmp_path, reader)
    if document is None:
        return
    string = document.text.string
    assert string.strip()
    places = document.places(Span(0, len(string)))
    assert places
    assert all(1 <= place.page <= len(document.raw.pages) for place in places)
    assert all(document.raw.string[line.raw.start : line.raw.end].strip("\n") for line in document.lines())
    bulletin = parse(document, load_rules())
    assert all(figure.span.of(string) for figure in bulletin.figures)


def _read(data: bytes, folder: Path, reader: IsolatedReader) -> Document | None:
    """Return the document in the bytes; None, once it is sure that the error is one line that names the file."""
    path = folder / "file"
    path.write_bytes(data)
    try:
        return reader.read(path)
    except ReadError as error:
        message = str(error)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return None
