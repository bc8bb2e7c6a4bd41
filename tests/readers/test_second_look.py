"""Numbers of a scan whose sum does not hold are read again; what the text says stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from scans import as_file, scanned

from jianbao import extract
from jianbao.document import Document
from jianbao.errors import UnsupportedFormat
from jianbao.readers import DirectReader, Limits, read_again
from jianbao.readers.again import Part
from jianbao.readers.isolated import IsolatedReader
from jianbao.rulepack import load_rules
from jianbao.second_look import extract_with

TRUE = "青山县收到第2批信访件共10件，其中来信4件、来电6件。"
WRONG = "青山县收到第2批信访件共10件，其中来信4件、来电7件。"


class Deceived(DirectReader):
    """Reads the numbers otherwise the second time."""

    def read_again(self, path: str | Path, parts: Sequence[Part]) -> list[str]:
        return ["来电6件" if index == 2 else "" for index, _ in enumerate(parts)]


def scan(folder: Path, line: str, kind: str = "PDF") -> Path:
    path = folder / f"scan.{kind.lower()}"
    path.write_bytes(as_file(scanned(lines=[("信访件交办情况", 22.0), line]), kind))
    return path


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_finer_picture_that_says_the_same_is_told(tmp_path: Path, kind: str) -> None:
    path = scan(tmp_path, WRONG, kind)
    bulletin = extract(path)
    again = [warning for warning in bulletin.warnings if warning.code.startswith("digits")]
    assert {warning.code for warning in again} == {"digits_read_again"}
    assert [warning.message.split(": ")[1] for warning in again] == [
        "信访件共10件，其中来",
        "其中来信4件、来电7",
        "件、来电7件。",
    ]
    assert {warning.page for warning in again} == {1}
    with IsolatedReader(Limits()) as reader:
        assert extract_with(reader, path, load_rules()) == bulletin


def test_both_readings_are_kept_and_the_figures_stay(tmp_path: Path) -> None:
    bulletin = extract_with(Deceived(), scan(tmp_path, WRONG), load_rules())
    messages = [warning.message for warning in bulletin.warnings if warning.code == "digits_in_doubt"]
    assert messages[2] == "of a sum that does not hold: read as 件、来电7件。, and finer as 来电6件"
    assert messages[0].endswith("and finer as nothing")
    assert [figure.value for figure in bulletin.figures] == [10, 4, 7]


def test_numbers_of_a_sum_that_holds_are_read_once(tmp_path: Path) -> None:
    class Once(DirectReader):
        def read_again(self, path: str | Path, parts: Sequence[Part]) -> list[str]:
            raise AssertionError

    bulletin = extract_with(Once(), scan(tmp_path, TRUE), load_rules())
    assert [warning.code for warning in bulletin.warnings] == ["read_by_ocr"]


def test_a_file_that_cannot_be_read_again_keeps_its_record(tmp_path: Path) -> None:
    class Gone(DirectReader):
        def read(self, path: str | Path) -> Document:
            document = super().read(path)
            Path(path).write_text(WRONG)
            return document

    bulletin = extract_with(Gone(), scan(tmp_path, WRONG), load_rules())
    assert [warning.code for warning in bulletin.warnings] == ["read_by_ocr", "not_read_again"]
    with pytest.raises(UnsupportedFormat, match="not read again"):
        read_again(WRONG.encode(), "a.txt", [], Limits())
