"""The Word file of a bulletin, saved by LibreOffice as what older and other office programs write."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from jianbao.record import Bulletin

from . import word
from .writers import Writer, program, run

__all__ = ["FILTERS", "writer"]

#: Ending of a file, what LibreOffice calls its kind, and the style of the Word file that it is made of: LibreOffice
#: loses the Chinese mark behind a list number when it writes RTF.
FILTERS = {
    "doc": ("doc:MS Word 97", "office"),
    "rtf": ("rtf:Rich Text Format", "plain"),
    "odt": ("odt:writer8", "office"),
}


def writer(ending: str) -> Writer:
    """Return what writes one file of that kind a bulletin."""

    def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
        office = program(("soffice", "libreoffice"), "apt install libreoffice-writer")
        with tempfile.TemporaryDirectory() as temporary:
            filter_, style = FILTERS[ending]
            sources = word.writer(style)(bulletins, Path(temporary))
            profile = f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}"
            kind = ("--convert-to", filter_, "--outdir", folder)
            run((office, profile, "--headless", *kind, *sources.values()))
        return {name: folder / f"{name}.{ending}" for name in bulletins}

    return write
