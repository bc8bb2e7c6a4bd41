"""The totals of a series as a plot: SVG, drawn here, so that a report needs no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ...archive.audit import Point
from ...checks.numbers import exact, written

__all__ = ["HEIGHT", "WIDTH", "Mark", "Plot", "plot_of"]

#: The plane in which points are placed; a page scales it.
WIDTH, HEIGHT = 960, 150
_LEFT, _TOP, _BOTTOM = 4, 8, 4


class Mark(NamedTuple):
    """A value of an issue in the plane, with what is said of it: a dot, or a bar that stands on the bottom."""

    x: float
    y: float
    width: float
    height: float
    value: str
    issue: str
    bulletin: str
    violated: bool


class Plot(NamedTuple):
    """A line of cumulative totals and bars of new ones; ``lines`` are SVG polylines, parted where an issue has none."""

    lines: tuple[str, ...]
    dots: tuple[Mark, ...]
    bars: tuple[Mark, ...]
    most_cumulative: str
    most_new: str
    first: str
    last: str


def plot_of(points: Sequence[Point]) -> Plot:
    """Return the plot of a series, its issues at equal distances in their order."""
    step = (WIDTH - 2 * _LEFT) / max(len(points), 1)
    most_cumulative, up = _scale([point.cumulative for point in points])
    most_new, high = _scale([point.new for point in points])
    dots: list[Mark | None] = []
    bars: list[Mark] = []
    for number, point in enumerate(points):
        middle = round(_LEFT + (number + 0.5) * step, 1)
        told = point.issue, point.bulletin
        dots.append(
            None
            if point.cumulative is None
            else Mark(
                middle, up(point.cumulative), 0, 0, _number(point.cumulative), *told, "cumulative" in point.violated
            )
        )
        if point.new is not None:
            top, wide = high(point.new), max(step * 0.7, 1.0)
            place = round(middle - wide / 2, 1), top, round(wide, 1), round(HEIGHT - _BOTTOM - top, 1)
            bars.append(Mark(*place, _number(point.new), *told, "new" in point.violated))
    lines = tuple(" ".join(f"{dot.x},{dot.y}" for dot in run) for run in _runs(dots))
    present = tuple(dot for dot in dots if dot is not None)
    names = (points[0].issue, points[-1].issue) if points else ("", "")
    return Plot(lines, present, tuple(bars), most_cumulative, most_new, *names)


def _scale(values: Sequence[float | int | None]) -> tuple[str, Callable[[float], float]]:
    """Return the largest value as it is written, and what gives a value its height in the plane."""
    most = max((value for value in values if value is not None), default=0)
    room = HEIGHT - _TOP - _BOTTOM
    return _number(most), lambda value: round(HEIGHT - _BOTTOM - room * (value / most if most else 0), 1)


def _runs(dots: Sequence[Mark | None]) -> Iterator[list[Mark]]:
    run: list[Mark] = []
    for dot in (*dots, None):
        if dot is not None:
            run.append(dot)
        elif run:
            yield run
            run = []


def _number(value: float) -> str:
    return written(exact(value) or 0)
