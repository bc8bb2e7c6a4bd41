"""Files of older and other office programs: LibreOffice makes .docx of them, and that is read.

.doc of Word 97 to 2003, .wps, .rtf and .odt. LibreOffice runs without a window, with a profile of its own that lasts as
long as the file (no macros, no links followed, no other run in its way), and within a time limit.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ..document import Raw
from ..errors import DamagedFile, EncryptedFile, LimitExceeded, UnsupportedFormat
from .docx import read_docx
from .limits import Limits

__all__ = ["libreoffice", "read_office"]

_ELSEWHERE = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_RTF = b"{\\rtf"
_OLE = b"\xd0\xcf\x11\xe0"
_WORD_STREAM = "WordDocument".encode("utf-16-le")
#: The first two bytes of the stream of a Word 97 document and of an older one, where its flags stand, and the flag of a
#: password.
_FIB, _OLDER_FIB = b"\xec\xa5", b"\xdc\xa5"
_SECTOR = 512
_FLAGS = 11
_LOCKED = 0x01
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""


def libreoffice() -> str | None:
    """Return the path of LibreOffice's program, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _ELSEWHERE if Path(path).exists()), None)


def read_office(data: bytes, uri: str, limits: Limits) -> Raw:
    """Return the text of a file that LibreOffice can open, as that of the Word file that it makes of it.

    Raises UnsupportedFormat where LibreOffice is not installed, EncryptedFile, DamagedFile, and LimitExceeded where the
    conversion takes too long.
    """
    if _has_password(data):
        raise EncryptedFile(uri, "a Word file with a password")
    program = libreoffice()
    if program is None:
        raise UnsupportedFormat(
            uri,
            "an office file that is read through LibreOffice, which is not installed: install it"
            " (apt install libreoffice-writer), or save the file as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="jianbao-") as folder:
        return read_docx(_converted(data, program, Path(folder), uri, limits), uri, limits)


def _converted(data: bytes, program: str, folder: Path, uri: str, limits: Limits) -> bytes:
    ending, input_filter = _kind(data)
    source = folder / f"source{ending}"
    source.write_bytes(data)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--nofirststartwizard", *input_filter, "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    _run(command, folder, uri, limits)
    made = folder / "out" / "source.docx"
    if not made.exists():
        raise DamagedFile(uri, "LibreOffice cannot open it")
    limits.demand("bytes", made.stat().st_size, uri)
    return made.read_bytes()


def _run(command: list[str], folder: Path, uri: str, limits: Limits) -> None:
    """Run LibreOffice to its end; it and all that it started are stopped when the time is up."""
    environment = {**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    process = subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        cause = f"LibreOffice takes longer than the limit of {limits.seconds} s"
        raise LimitExceeded(uri, f"{cause}; raise it with --limit seconds={10 * limits.seconds}") from None
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a process and the group that it leads."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _kind(data: bytes) -> tuple[str, list[str]]:
    """Return a file's ending, and how LibreOffice is to read it: left to itself it takes what is broken for a text."""
    if data.startswith(_RTF):
        return ".rtf", ["--infilter=Rich Text Format"]
    if not data.startswith(_OLE):
        return ".odt", ["--infilter=writer8"]
    if _WORD_STREAM not in data:
        return ".wps", ["--infilter=MS_Works"]
    return ".doc", [] if data[_SECTOR : _SECTOR + 2] == _OLDER_FIB else ["--infilter=MS Word 97"]


def _has_password(data: bytes) -> bool:
    """Tell whether a Word 97 document is locked; its stream nearly always begins in the first sector."""
    start = data.find(_FIB, _SECTOR, _SECTOR + 2)
    return start == _SECTOR and len(data) > start + _FLAGS and bool(data[start + _FLAGS] & _LOCKED)
