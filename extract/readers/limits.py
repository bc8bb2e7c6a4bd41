"""Limits: how much of a file a reader takes on before it says no."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import LimitExceeded

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost. Bulletins stay far below; the limits keep one odd file from stopping a batch.

    Raise one by passing another value: ``read(path, Limits(pages=20_000))``, ``jianbao extract --limit pages=20000``.
    """

    bytes: int = 200_000_000
    """Size of the file."""
    pages: int = 5_000
    """Pages of the file."""
    characters: int = 20_000_000
    """Characters of the whole text."""
    page_characters: int = 200_000
    """Characters on one page of a PDF. A crowded newspaper page has 15,000."""
    ruled_objects: int = 20_000
    """Drawn paths on one PDF page that are searched for the rulings of tables; a page with more (a map, a chart) is
    read without tables, and a notice says so."""
    crossings: int = 2_500
    """Crossings of rulings on one PDF page. A table of 50 rows and 20 columns has 1,071; a page with more is read
    without tables, and a notice says so."""
    pixels: int = 30_000_000
    """Pixels of the picture of a page that is read by OCR: A4 has 4 million at 200 dpi, 24 million at 500. A larger
    page is rendered more coarsely; one that could only be rendered too coarsely to be read is refused."""

    members: int = 100_000
    """Files in one zip."""
    unpacked: int = 20_000_000_000
    """Bytes of all files in one zip, unpacked. They are read one by one, and none may exceed ``bytes``."""
    ratio: int = 300
    """How many times as long a file of a zip (from 1 MB on) may be as it is packed. Text has 3 to 10, the XML of a
    Word file up to 60, a zip bomb 1,000."""
    nesting: int = 3
    """How deep zips may stand in each other."""
    xml: int = 100_000_000
    """Bytes of one XML part of a Word or OFD file. A book has 10 million."""
    seconds: int = 120
    """Seconds that LibreOffice may take to convert one file."""

    page_seconds: int = 60
    """Seconds that one page may take a process of its own (``IsolatedReader``); then the process is killed."""
    memory: int = 4_000_000_000
    """Bytes of memory that such a process, or a worker of a batch, may take, where the system (Linux) can hold it to
    that."""

    file_seconds: int = 600
    """Seconds that one file may take a worker of a batch, counted anew with every page; then the worker is killed."""

    def demand(self, name: str, value: int, uri: str) -> None:
        """Raise LimitExceeded where ``value`` is more than the limit called ``name`` allows."""
        allowed: int = getattr(self, name)
        if value > allowed:
            what = name.replace("_", " ")
            raise LimitExceeded(
                uri, f"{value:,} {what} are more than the limit of {allowed:,}; raise it with --limit {name}={value}"
            )
