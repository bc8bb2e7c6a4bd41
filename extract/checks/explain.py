"""The problem that blame solves, in readable form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..record import Figure
from .blame import Blame, Suspects
from .constraints import Constraint
from .identity import name_of
from .numbers import Exact, written
from .system import Row, System

__all__ = ["formulation"]


def formulation(constraints: Sequence[Constraint], figures: Mapping[int, Figure], blamed: Sequence[Blame]) -> str:
    """Return each component as a program: the numbers as printed, the rows over them, and the answers."""
    if not blamed:
        return "No constraint is violated: there is nothing to solve."
    return "\n\n".join("\n".join(_component(constraints, figures, found)) for found in blamed)


def _component(constraints: Sequence[Constraint], figures: Mapping[int, Figure], found: Blame) -> Iterator[str]:
    system = found.system
    yield f"minimise the number of changes among {len(system.values)} printed numbers"
    for index, value in system.values.items():
        yield f"  y{index} = {written(value)} unless it is wrong   ({_described(figures[index])})"
    for index in system.unread:
        yield f"  y{index} is free: it could not be read   ({_described(figures[index])})"
    yield "subject to"
    for number, row in enumerate(system.rows):
        mark = "   ← does not hold" if number in system.broken else ""
        yield f"  {_row(row)}   ({constraints[row.source].kind}){mark}"
    yield from _answers(found, system)


def _answers(found: Blame, system: System) -> Iterator[str]:
    if not found.sets:
        yield "no answer: no change of these numbers makes all rows hold, or the search was given up"
        return
    more = ", and there are more" if found.truncated else ""
    yield f"at least {found.cost} must change; {len(found.sets)} answers{more}"
    for suspects in found.sets:
        yield "  " + ", ".join(_change(suspects, index, system) for index in suspects.figures)


def _change(suspects: Suspects, index: int, system: System) -> str:
    low, high = dict(suspects.ranges)[index]
    if low == high:
        return f"y{index}: {written(system.values[index])} → {written(low)}"
    end = "or more" if high is None else f"to {written(high)}"
    return f"y{index}: {written(system.values[index])} → {written(low)} {end}"


def _described(figure: Figure) -> str:
    return f"{figure.dimension or 'headline'} {name_of(figure) or ''}".rstrip()


def _row(row: Row) -> str:
    terms = " ".join(_term(index, coefficient) for index, coefficient in row.terms).removeprefix("+ ")
    if row.low == row.high and row.low is not None:
        return f"{terms} = {written(row.low)}"
    left = "" if row.low is None else f"{written(row.low)} ≤ "
    right = "" if row.high is None else f" ≤ {written(row.high)}"
    share = "" if row.percent is None else f", unless y{row.percent} is wrong"
    return f"{left}{terms}{right}{share}"


def _term(index: int, coefficient: Exact) -> str:
    sign = "-" if coefficient < 0 else "+"
    size = -coefficient if coefficient < 0 else coefficient
    factor = "" if size == 1 else written(size) + "·"
    return f"{sign} {factor}y{index}"
