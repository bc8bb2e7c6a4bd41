"""Files that LibreOffice opens are read as the Word files that it makes of them; without it, the user is told."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from words import cell, docx, paragraph, table

from jianbao.errors import DamagedFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from jianbao.readers import Limits, office, read_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi\ansicpg936 {\fonttbl{\f0 SimSun;}}\uc1\u38738?\u23665?\u24066? 12\par}"
WORD = docx(paragraph("青山市收到信访件12件") + table(cell("甲县") + cell("12")))


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Return a function that puts a script in LibreOffice's place."""

    def put(script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!{sys.executable}\nimport os, sys, time\nfrom pathlib import Path\n{script}")
        path.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

    return put


def test_without_libreoffice_the_user_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_ELSEWHERE", ())
    with pytest.raises(UnsupportedFormat, match=r"^旧\.doc: .*LibreOffice, which is not installed: install it \(apt "):
        read_bytes(OLE + bytes(500), "旧.doc")


def test_a_file_is_converted_in_a_place_of_its_own(program, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = tmp_path / "made.docx"
    made.write_bytes(WORD)
    log = tmp_path / "log"
    program(
        f"source, out = sys.argv[-1], Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        f"out.mkdir()\n(out / 'source.docx').write_bytes(Path({str(made)!r}).read_bytes())\n"
        f"profile = Path(sys.argv[1].removeprefix('-env:UserInstallation=file://'))\n"
        f"settings = (profile / 'user' / 'registrymodifications.xcu').read_text()\n"
        f"Path({str(log)!r}).write_text(source + '\\n' + str('DisableMacrosExecution' in settings))\n"
    )
    for data, ending in ((RTF, ".rtf"), (OLE + "WordDocument".encode("utf-16-le"), ".doc"), (OLE + bytes(500), ".wps")):
        document = read_bytes(data, "旧")
        assert (document.reader, document.text.string) == ("office", "青山市收到信访件12件\n甲县\t12")
        source, macros_are_off = log.read_text().split("\n")
        assert source.endswith(f"source{ending}")
        assert macros_are_off == "True"
        assert not Path(source).parent.exists(), "nothing is left behind"


def test_what_libreoffice_cannot_open_is_damaged(program) -> None:  # type: ignore[no-untyped-def]
    program("sys.exit(0)")
    with pytest.raises(DamagedFile, match=r"^坏\.rtf: LibreOffice cannot open it$"):
        read_bytes(RTF, "坏.rtf")


def test_a_conversion_that_never_ends_is_stopped_with_all_it_started(program, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    log = tmp_path / "pid"
    program(
        "child = os.fork()\n"
        f"if child:\n    Path({str(log)!r}).write_text(str(child))\n"
        "while True:\n    time.sleep(60)\n"
    )
    with pytest.raises(LimitExceeded, match="longer than the limit of 4 s; raise it with --limit seconds=40"):
        read_bytes(RTF, "慢.rtf", Limits(seconds=4))
    status = Path(f"/proc/{log.read_text()}/stat")
    patience = time.monotonic() + 30
    while _runs(status):  # a killed process is gone once the kernel has next looked at it
        assert time.monotonic() < patience, "what the conversion started is still running"
        time.sleep(0.02)


def _runs(status: Path) -> bool:
    """Whether a process runs that is no zombie, by its status file."""
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_passwords_are_told() -> None:
    locked = bytearray(OLE + bytes(600))
    locked[512:514] = b"\xec\xa5"
    locked[523] = 1
    with pytest.raises(EncryptedFile, match="password"):
        read_bytes(bytes(locked), "锁.doc")
    with pytest.raises(EncryptedFile, match="password"):
        read_bytes(OLE + "EncryptedPackage".encode("utf-16-le"), "锁.docx")


def test_libreoffice_itself_reads_rtf_or_is_asked_for() -> None:
    if office.libreoffice():
        assert read_bytes(RTF, "旧.rtf").text.string == "青山市 12"
    else:
        with pytest.raises(UnsupportedFormat, match="not installed"):
            read_bytes(RTF, "旧.rtf")
