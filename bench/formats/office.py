"""The Word file of a bulletin, saved by LibreOffice as what older and other office programs write."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from jianbao.record import Bulletin

from . import word
from .writers import Writer, program, run

__all__ = ["FILTERS", "writer"]

#: Ending of a file, and what LibreOffice calls its kind.
FILTERS = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8"}


def writer(ending: str) -> Writer:
    """Return what writes one file of that kind a bulletin."""

    def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
        office = program(("soffice", "libreoffice"), "apt install libreoffice-writer")
        with tempfile.TemporaryDirectory() as temporary:
            sources = word.writer("office")(bulletins, Path(temporary))
            profile = f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}"
            kind = ("--convert-to", FILTERS[ending], "--outdir", folder)
            run((office, profile, "--headless", *kind, *sources.values()))
        return {name: folder / f"{name}.{ending}" for name in bulletins}

    return write
