"""``python -m bench.formats [--only NAME]… [--keep FOLDER] [TEXT…]``: prints the table; the corpus without texts.

A record from each format is compared with that of the plain text. Exit code 1 where a format falls short of its goal.
A format whose program is not on this machine is named below the table.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jianbao import extract
from jianbao.errors import JianbaoError
from jianbao.record import Bulletin
from jianbao.rulepack import Rules, load_rules

from . import ofd, office, pdf_chromium, pdf_libreoffice, pdf_reportlab, pdf_typst, scans, web, word
from .compare import FIELDS, Share, shares
from .writers import MissingProgram, Writer

BULLETINS = Path(__file__).parents[2] / "corpus" / "bulletins"


class Format(NamedTuple):
    """One row of the table: who writes the files, and the least share of values that must be equal, field by field."""

    write: Writer
    goal: Mapping[str, float]


#: A scan is to get nearly all; what has a text of its own, all. Paragraphs are shown, but no goal: a title of two
#: lines is one in a PDF, where its size and place show it.
BORN_DIGITAL = dict.fromkeys(("figures", "officials", "sites", "dates", "masthead"), 1.0)
SCANNED = {"figures": 0.99, "officials": 0.97}

FORMATS: dict[str, Format] = {
    "PDF, reportlab": Format(pdf_reportlab.write, BORN_DIGITAL),
    "PDF, typst": Format(pdf_typst.write, BORN_DIGITAL),
    "PDF, typst, two columns": Format(pdf_typst.write_columns, BORN_DIGITAL),
    "PDF, Chromium": Format(pdf_chromium.write, BORN_DIGITAL),
    "PDF, LibreOffice": Format(pdf_libreoffice.write, BORN_DIGITAL),
    **{f"Word, {style}": Format(word.writer(style), BORN_DIGITAL) for style in word.STYLES},
    **{f"LibreOffice, .{ending}": Format(office.writer(ending), BORN_DIGITAL) for ending in office.FILTERS},
    **{f"HTML, {style}": Format(web.writer(style), BORN_DIGITAL) for style in web.STYLES},
    "OFD": Format(ofd.write, BORN_DIGITAL),
    "scan, 300 dpi, 0.7 degrees": Format(scans.writer(300, 0.7), SCANNED),
    "scan, 200 dpi, -0.4 degrees": Format(scans.writer(200, -0.4), SCANNED),
    "scan, 150 dpi, 0.5 degrees": Format(scans.writer(150, 0.5), SCANNED),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.formats", description=__doc__)
    parser.add_argument("texts", nargs="*", type=Path, metavar="TEXT", help="plain texts of bulletins")
    parser.add_argument("--only", action="append", metavar="NAME", help="only formats whose name contains this")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the written files here")
    given = parser.parse_args(arguments)
    paths = given.texts or sorted(BULLETINS.glob("*.txt"))
    chosen = {name: f for name, f in FORMATS.items() if not given.only or any(part in name for part in given.only)}
    with tempfile.TemporaryDirectory() as temporary:
        return _measured(paths, chosen, given.keep or Path(temporary))


def _measured(paths: Sequence[Path], formats: Mapping[str, Format], folder: Path) -> int:
    """Write, read and compare every format; print a row for each, and below the table what fell short."""
    rules = load_rules()
    plain = {path.stem: extract(path, rules) for path in paths}
    print(f"{len(plain)} bulletins; share of values equal to the plain text's, in percent\n")
    print(f"{'':<28}" + "".join(f"{field:>12}" for field in FIELDS))
    short, notes = False, list[str]()
    for name, (write, goal) in formats.items():
        (place := folder / name.replace(", ", "-").replace(" ", "_")).mkdir(parents=True, exist_ok=True)
        try:
            written = write(plain, place)
        except MissingProgram as missing:
            notes.append(f"{name}: not tried, {missing}")
            continue
        total = dict.fromkeys(FIELDS, Share())
        for stem, path in written.items():
            found = _compared(plain[stem], path, rules, notes)
            total = {field: total[field] + found[field] for field in FIELDS}
            if missed := [f for f, least in goal.items() if found[f].equal < least * found[f].all]:
                notes.append(f"{name}: {stem} differs in {', '.join(missed)}")
        print(f"{name:<28}" + "".join(f"{total[field]!s:>12}" for field in FIELDS), flush=True)
        short |= any(total[field].equal < least * total[field].all for field, least in goal.items())
    print("\n" + "\n".join(notes) if notes else "")
    return int(short)


def _compared(plain: Bulletin, path: Path, rules: Rules, notes: list[str]) -> dict[str, Share]:
    """Return what a file has in common with the plain text; nothing, and a note, where it cannot be read."""
    try:
        return shares(plain, extract(path, rules))
    except JianbaoError as error:
        notes.append(str(error))
        return {field: Share(0, share.all) for field, share in shares(plain, plain).items()}


if __name__ == "__main__":
    sys.exit(main())
