"""Files that crash their reader, hang it or eat its memory: one clear error, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hostile import endless_forms, flate_bomb, huge_page, many_pages, page_tree_loop
from pdfs import FONT, LEFT, drawn

from jianbao.errors import DamagedFile, EmptyFile, LimitExceeded, ReadError
from jianbao.readers import Limits, isolated, read
from jianbao.readers.isolated import IsolatedReader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is patched here reaches a forked process only")


def good(text: str = "青山县收到12件") -> bytes:
    return drawn(lambda canvas: canvas.drawString(LEFT, 700, text))


@pytest.fixture
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(Limits(page_seconds=3)) as isolated_reader:
        yield isolated_reader


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    time.sleep(600)


def leave() -> None:
    os._exit(7)


@pytest.mark.parametrize(
    ("harm", "error", "message"),
    [
        (crash, DamagedFile, r"bad\.pdf: the file makes its reader crash \(SIGSEGV, after [0-9.]+ s\)"),
        (leave, DamagedFile, r"bad\.pdf: the file makes its reader crash \(exit code 7, after [0-9.]+ s\)"),
        (
            hang,
            LimitExceeded,
            r"bad\.pdf: a page takes longer than the limit of 3 s; raise it with --limit page_seconds=",
        ),
    ],
)
def test_one_clear_error_and_the_next_file_is_read(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    reader: IsolatedReader,
    harm: Callable[[], None],
    error: type[ReadError],
    message: str,
) -> None:
    read_bytes = isolated.read_bytes

    def harmful(data: bytes, uri: str, limits: Limits) -> object:
        if uri == "bad.pdf":
            harm()
        return read_bytes(data, uri, limits)

    monkeypatch.setattr(isolated, "read_bytes", harmful)
    path = tmp_path / "x.pdf"
    path.write_bytes(good())
    assert reader.read(path, "before.pdf").text.string == "青山县收到12件"
    with pytest.raises(error, match=message):
        reader.read(path, "bad.pdf")
    assert reader.read(path, "after.pdf").text.string == "青山县收到12件"


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(isolated, "read_bytes", lambda data, uri, limits: bytearray(3_000_000_000))
    path = tmp_path / "x.pdf"
    path.write_bytes(good())
    with (
        IsolatedReader(Limits(memory=1_000_000_000)) as reader,
        pytest.raises(LimitExceeded, match=r"needs more memory than the limit of 1,000,000,000 bytes; raise it with"),
    ):
        reader.read(path, "x.pdf")


def test_a_document_is_what_it_is_without_isolation(tmp_path: Path, reader: IsolatedReader) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(good())
    text = tmp_path / "x.txt"
    text.write_text("青山县收到12件\n", encoding="utf-8")
    for file in (path, text):
        apart, here = reader.read(file), read(file)
        assert (apart.uri, apart.sha256, apart.text.runs, list(apart.lines())) == (
            here.uri,
            here.sha256,
            here.text.runs,
            list(here.lines()),
        )


def test_errors_are_those_of_the_reader(tmp_path: Path, reader: IsolatedReader) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(good()[:-40])
    for _ in range(2):
        with pytest.raises(DamagedFile, match=r"cut\.pdf: the PDF is truncated"):
            reader.read(path)
    with pytest.raises(ReadError, match="No such file"):
        reader.read(tmp_path / "none.pdf")


def test_a_process_is_replaced_after_many_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, reader: IsolatedReader
) -> None:
    monkeypatch.setattr(isolated, "_FILES", 2)
    path = tmp_path / "x.pdf"
    path.write_bytes(good())
    assert [reader.read(path).text.string for _ in range(5)] == ["青山县收到12件"] * 5


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (endless_forms(), ReadError, "a page takes longer|needs more memory"),
        (flate_bomb(1_000_000_000), ReadError, "a page takes longer|needs more memory"),
        (
            many_pages(10_000),
            LimitExceeded,
            "10,000 pages are more than the limit of 5,000; raise it with --limit pages=",
        ),
        (many_pages(1_000), EmptyFile, "the pages of the PDF are blank"),
        (page_tree_loop(), DamagedFile, "page 1 of the PDF is broken"),
    ],
    ids=["endless", "bomb", "pages", "blank", "loop"],
)
def test_hostile_pdfs(tmp_path: Path, data: bytes, error: type[ReadError], message: str) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    with (
        IsolatedReader(Limits(page_seconds=3, memory=500_000_000)) as reader,
        pytest.raises(error, match=message) as caught,
    ):
        reader.read(path, "x.pdf")
    assert str(caught.value).startswith("x.pdf: ")
    assert "\n" not in str(caught.value)


def test_a_page_of_ten_metres_is_read(tmp_path: Path, reader: IsolatedReader) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(huge_page(10))
    document = reader.read(path)
    assert document.text.string == "HELLO 12"
    assert document.raw.pages[0].width == pytest.approx(28346, abs=1)


def test_a_batch_on_the_command_line_outlives_its_worst_file(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(good("第一份"))
    (tmp_path / "b.pdf").write_bytes(endless_forms())
    (tmp_path / "c.txt").write_text("第三份", encoding="utf-8")
    (tmp_path / "d.pdf").write_bytes(
        drawn(lambda canvas: (canvas.setFont(FONT, 12), canvas.drawString(LEFT, 700, "第四份")))
    )
    command = [sys.executable, "-m", "jianbao", "extract", "--jsonl", "--limit", "page_seconds=3"]
    done = subprocess.run(
        [*command, "a.pdf", "b.pdf", "c.txt", "d.pdf"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert (
        done.stderr
        == "jianbao: b.pdf: a page takes longer than the limit of 3 s; raise it with --limit page_seconds=30\n"
    )
    assert [
        line.count("第一份") + line.count("第三份") + line.count("第四份") for line in done.stdout.splitlines()
    ] == [1] * 3


@pytest.mark.parametrize(
    ("limit", "message"),
    [
        ("pagse=3", "did you mean pages?"),
        ("pages=many", "is no whole number"),
        ("pages=0", "is no whole number above 0"),
        ("pages", "is no whole number"),
    ],
)
def test_a_wrong_limit_is_wrong_use(limit: str, message: str) -> None:
    command = [sys.executable, "-m", "jianbao", "extract", "--limit", limit, "x.pdf"]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ | {"COLUMNS": "200"}
    )
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
