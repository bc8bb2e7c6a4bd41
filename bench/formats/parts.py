"""The parts of a bulletin, as a clerk would set them: what is a title, a heading, a paragraph, a table."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Literal, NamedTuple

from jianbao.record import Bulletin

__all__ = ["Part", "columns", "fitting", "parts"]

_LONGEST_HEADING = 40
_CELL_ENDS = re.compile(r"\t| {2,}")


class Part(NamedTuple):
    """One block of a page; ``rows`` are the cells of a table, ``string`` everything else."""

    kind: Literal["title", "issue", "heading", "section", "paragraph", "table", "recipients"]
    string: str
    rows: tuple[tuple[str, ...], ...] = ()


def parts(bulletin: Bulletin) -> list[Part]:
    """Return the parts of a bulletin's reading text, in order."""
    found: list[Part] = []
    for section in bulletin.sections:
        lines = [line for line in bulletin.text[slice(*section.span)].split("\n") if line.strip()]
        for cells, group in groupby(lines, lambda line: len(_CELL_ENDS.split(line.strip()))):
            if cells > 1 and section.kind == "statistics":
                rows = [tuple(_CELL_ENDS.split(line.strip())) for line in group]
                found.append(Part("table", "", tuple(rows)))
            elif section.kind == "masthead":
                found += [Part("issue" if found or i else "title", line) for i, line in enumerate(group)]
            elif section.kind == "distribution":
                found += [Part("recipients", line) for line in group]
            else:
                found += [Part(_kind(line), line) for line in group]
    return found


def _kind(line: str) -> Literal["heading", "section", "paragraph"]:
    if line.startswith(("【", "［", "[")) and len(line) < _LONGEST_HEADING:
        return "section"
    return "paragraph" if any(mark in line for mark in "。；：") or len(line) > _LONGEST_HEADING else "heading"


def columns(string: str) -> list[str]:
    """Return what stands on one line but apart: the issuer on the left, the date on the right."""
    return [part for part in re.split(r"　{2,}| {2,}|　(?=[\d〇○二])", string.strip()) if part]


def fitting(string: str, size: float, width: float) -> float:
    """Return the size at which a line fits into ``width`` points, at most ``size``."""
    ems = sum(0.5 if character.isascii() else 1.0 for character in string) + 2
    return min(size, round(width / ems, 1))
