"""Ruled tables: the rulings of a page become cells, the cells tables.

What meets what, and which crossings make a cell, is pdfplumber's method (after Anssi Nurminen's thesis, Tampere 2013);
its functions are given the rulings that pdfium reads, for pdfplumber's own reading of a page takes ten times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..document import Box

if TYPE_CHECKING:
    from .characters import Boxes

__all__ = ["Table", "TooManyRulings", "find_tables"]

_NEAR, _LEAST, _PREFILTER = 3.0, 3.0, 1.0
"""Points: rulings so near to each other are one; shorter ones are none, before they are joined and afterwards."""
_SAME_ROW = 2.0
_PAIRS = 100
"""So many pairs of rulings are tried for each crossing that is allowed."""


class TooManyRulings(Exception):
    """A page has more crossings of rulings than a table has corners of cells: it is a map or squared paper."""


class Table(NamedTuple):
    """A ruled table: its box, and its rows of cells from left to right.

    A cell that spans rows stands in its first row only, so rows can differ in length.
    """

    box: Box
    rows: tuple[tuple[Box, ...], ...]


def find_tables(rulings: Boxes, most: int) -> list[Table]:
    """Return the tables that level and upright rulings (x0, top, x1, bottom) make; a frame, of one cell, is none.

    Raises TooManyRulings where they cross more than ``most`` times.
    """
    from pdfplumber import table as plumbing

    edges = [edge for box in rulings.tolist() if max((edge := _edge(*box))["width"], edge["height"]) >= _PREFILTER]
    edges = plumbing.merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    edges = [edge for edge in edges if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _LEAST]
    level = sum(edge["orientation"] == "h" for edge in edges)
    if level * (len(edges) - level) > _PAIRS * most:
        raise TooManyRulings
    crossings = plumbing.edges_to_intersections(edges, _NEAR, _NEAR)
    if len(crossings) > most:
        raise TooManyRulings
    return [_table(cells) for cells in plumbing.cells_to_tables(plumbing.intersections_to_cells(crossings))]


def _edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """Return a ruling as pdfplumber has them."""
    level = x1 - x0 > bottom - top
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**sides, "orientation": "h" if level else "v"}


def _table(cells: list[tuple[float, float, float, float]]) -> Table:
    boxes = sorted((Box(*cell) for cell in cells), key=lambda box: (box.top, box.x0))
    rows: list[list[Box]] = []
    for box in boxes:
        if rows and abs(rows[-1][0].top - box.top) <= _SAME_ROW:
            rows[-1].append(box)
        else:
            rows.append([box])
    left, top, right, bottom = zip(*boxes, strict=True)
    around = Box(min(left), min(top), max(right), max(bottom))
    return Table(around, tuple(tuple(sorted(row, key=lambda box: box.x0)) for row in rows))
