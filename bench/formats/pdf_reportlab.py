"""PDF in official layout by reportlab, its font not embedded: the one that the corpus's own PDFs are made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jianbao.corpus.make_pdf import write_pdf
from jianbao.record import Bulletin

from .parts import Part, parts

__all__ = ["write"]


def write(bulletins: Mapping[str, Bulletin], folder: Path) -> dict[str, Path]:
    """Write one PDF a bulletin."""
    paths = {name: folder / f"{name}.pdf" for name in bulletins}
    for name, bulletin in bulletins.items():
        write_pdf(_text(parts(bulletin)), paths[name])
    return paths


def _text(found: Sequence[Part]) -> str:
    """Return the text that sets the parts: its masthead, an empty line, everything else line by line."""
    head = [part.string for part in found if part.kind in ("title", "issue")]
    rest = [part for part in found if part.kind not in ("title", "issue")]
    body = (line for part in rest for line in (["\t".join(row) for row in part.rows] or [part.string]))
    return "\n".join(head) + "\n\n" + "\n".join(body)
