"""Errors planted on request: what is printed where something else is true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from .counts import Cell, Numbers

__all__ = ["KINDS", "Plant", "plants", "printed"]


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted error.

    ``issue`` counts from 1. Of a wrong number: ``cell``, and what is ``true`` and what ``printed``.
    """

    kind: str
    issue: int
    cell: Cell | None = None
    true: int | None = None
    printed: int | None = None


_Maker = Callable[[Random, Sequence[Numbers], int], Iterator[Plant]]
#: Types may overlap, so that a slip in one of them is no contradiction.
_SILENT = ("pollution",)


def plants(rng: Random, numbers: Sequence[Numbers], kinds: Sequence[str], apart: int = 3) -> list[Plant]:
    """Return an error of each of the ``kinds`` (some may come several times), each in an issue of its own.

    The issues lie at least ``apart`` from each other, so that one error does not hide another.

    Raises ValueError where there are not enough issues.
    """
    free = list(range(2, len(numbers)))
    found: list[Plant] = []
    for kind in kinds:
        made: list[Plant] = []
        while not made:
            if not free:
                raise ValueError(f"{len(numbers)} issues do not suffice for {len(kinds)} errors")
            issue = rng.choice(free)
            made = list(KINDS[kind](rng, numbers, issue))
            free.remove(issue)
        free = [number for number in free if abs(number - issue) >= apart]
        found += made
    return sorted(found, key=lambda plant: plant.issue)


def printed(numbers: Numbers, issue: int, planted: Sequence[Plant]) -> Numbers:
    """Return the numbers of an issue as they are printed."""
    result = dict(numbers)
    for plant in planted:
        if plant.issue == issue and plant.cell is not None:
            if plant.printed is None:
                result.pop(plant.cell, None)
            else:
                result[plant.cell] = plant.printed
    return {cell: result[cell] for cell in [*numbers, *(c for c in result if c not in numbers)] if cell in result}


def _slip(rng: Random, numbers: Sequence[Numbers], issue: int) -> Iterator[Plant]:
    """Yield a number that is off: by a few, or by a slip of digits."""
    mine = numbers[issue - 1]
    cell = rng.choice([cell for cell in mine if cell.dimension not in _SILENT])
    true = mine[cell]
    digits = str(true)
    choices = [true + rng.randint(1, 9), max(0, true - rng.randint(1, 5)), int(digits[::-1]), int(digits + digits[-1])]
    wrong = rng.choice([value for value in choices if value != true])
    yield Plant("slip", issue, cell, true, wrong)


def _copied(rng: Random, numbers: Sequence[Numbers], issue: int) -> Iterator[Plant]:
    """Yield a cumulative number that is still that of the issue before."""
    before, now = numbers[issue - 2], numbers[issue - 1]
    stale = [cell for cell in now if cell.scope == "cumulative" and before.get(cell, now[cell]) != now[cell]]
    if stale:
        cell = rng.choice([c for c in stale if c.dimension is None] or stale)
        yield Plant("copied", issue, cell, now[cell], before[cell])


def _copied_list(rng: Random, numbers: Sequence[Numbers], issue: int) -> Iterator[Plant]:
    """Yield a whole list of regions that is still that of the issue before."""
    before, now = numbers[issue - 2], numbers[issue - 1]
    scope = rng.choice(("new", "cumulative"))
    cells = [c for c in {**before, **now} if (c.scope, c.dimension) == (scope, "region")]
    sums = [sum(issue.get(cell, 0) for cell in cells) for issue in (before, now)]
    if sums[0] != sums[1]:
        for cell in cells:
            if before.get(cell) != now.get(cell):
                yield Plant("copied_list", issue, cell, now.get(cell), before.get(cell))


def _whole_issue(kind: str) -> _Maker:
    def make(rng: Random, numbers: Sequence[Numbers], issue: int) -> Iterator[Plant]:
        yield Plant(kind, issue)

    return make


#: Kind → its maker. ``batch``: the number of the batch is one too high. ``missing``: the issue does not exist.
#: ``doubled``: it exists twice, not in the same words. ``renumbered``: it bears the number of the issue before.
KINDS: dict[str, _Maker] = {
    "slip": _slip,
    "copied": _copied,
    "copied_list": _copied_list,
    **{kind: _whole_issue(kind) for kind in ("batch", "missing", "doubled", "renumbered")},
}
