"""The mixed-integer program of blame, solved by SciPy's HiGHS; SciPy is imported only when there is something to solve.

``fewest`` has a binary variable for each number, which switches its printed value off through a big M. HiGHS takes
1e-6 for an integer, so M must stay small: ``LARGEST`` bounds it, above it ``search`` is used. ``extremes`` certifies an
answer without any M.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .numbers import Exact

if TYPE_CHECKING:
    from .system import Range, Row, System

__all__ = ["LARGEST", "NotSolved", "bound_of", "extremes", "fewest"]

#: The greatest M with which answers can be believed.
LARGEST = 10**5
_INFEASIBLE, _UNBOUNDED = 2, 3


class NotSolved(Exception):
    """The solver stopped before it knew the answer."""


def bound_of(system: System, figures: Iterable[int]) -> Fraction:
    """Return the bound U of the values of ``figures``: 2 · the largest + the largest residual + 10, in the steps of
    the numbers.
    """
    steps = [Fraction(system.values[i]) / system.grid[i] for i in figures if i in system.values]
    least = min((Fraction(step) for step in system.grid.values()), default=Fraction(1))
    residuals = [_residual(system, system.rows[number]) / least for number in system.broken]
    return 2 * max(steps, default=Fraction(0)) + max(residuals, default=Fraction(0)) + 10


def _residual(system: System, row: Row) -> Fraction:
    total = sum((Fraction(c * system.values[i]) for i, c in row.terms), Fraction(0))
    scale = max(abs(Fraction(c)) for _, c in row.terms)
    under = Fraction(0) if row.low is None else row.low - total
    over = Fraction(0) if row.high is None else total - row.high
    return max(under, over, Fraction(0)) / max(scale, Fraction(1))


def fewest(
    system: System,
    weights: Mapping[int, float],
    protected: Collection[int] = (),
    time_limit: float = 10.0,
) -> Iterator[tuple[int, ...]]:
    """Yield the smallest sets of numbers whose change can make all rows hold, one by one, each of them certified.

    Least weight comes first; the sets end when their size rises. The program starts with the broken rows alone; where
    its answer breaks others, those that the answer touches join it. As fewer rows never need more changes, the first
    answer that keeps all rows is a smallest one. Raises NotSolved when the time is up, or HiGHS contradicts itself.
    """
    rows = set(system.broken)
    told: list[tuple[int, ...]] = []
    while True:
        found = _Program(system, sorted(rows), weights, protected, told).solve(time_limit)
        if not found or (told and len(found) > len(told[0])):
            return
        if system.ranges(found) is not None:
            told.append(found)
            yield found
            continue
        joined = {row for index in (*found, *system.unread) for row in system.by_figure[index]} - rows
        if not joined:
            raise NotSolved("an answer that does not keep the rows of the program")
        rows |= joined


class _Program:
    """Columns: a value for each figure of the rows, in steps of its grid; then a switch for each printed one."""

    def __init__(
        self,
        system: System,
        rows: Sequence[int],
        weights: Mapping[int, float],
        protected: Collection[int],
        told: Sequence[tuple[int, ...]],
    ) -> None:
        self.figures = sorted({index for number in rows for index in system.figures_of(number)})
        self.column = {index: number for number, index in enumerate(self.figures)}
        self.switched = [i for i in self.figures if i in system.values and i not in protected]
        self.switch = {index: len(self.figures) + number for number, index in enumerate(self.switched)}
        self.bound = math.ceil(bound_of(system, self.figures))
        if self.bound > LARGEST:
            raise NotSolved("numbers too large for the program")
        self.cost = [0.0] * len(self.figures) + [weights[i] for i in self.switched]
        self.upper = [float(self.bound)] * len(self.figures) + [1.0] * len(self.switched)
        self.lower = [0.0] * len(self.cost)
        self.rows: list[tuple[dict[int, float], float, float]] = []
        for index in self.figures:
            if index in system.values:
                self._link(index, Fraction(system.values[index]) / system.grid[index])
        for number in rows:
            self._add(system.rows[number], system)
        for answer in told:
            self.rows.append(({self.switch[i]: 1.0 for i in answer}, -math.inf, len(answer) - 1.0))

    def _link(self, index: int, steps: Exact) -> None:
        """Tie a value to what is printed unless its switch is on."""
        column, printed = self.column[index], float(steps)
        if index not in self.switch:
            self.lower[column] = self.upper[column] = printed
            return
        self.rows.append(({column: 1.0, self.switch[index]: printed - self.bound}, -math.inf, printed))
        self.rows.append(({column: 1.0, self.switch[index]: printed}, printed, math.inf))

    def _add(self, row: Row, system: System) -> None:
        step = min(Fraction(system.grid[i]) for i, _ in row.terms)
        scale = step * (100 if row.percent is not None else 1)
        terms = {self.column[i]: float(c * system.grid[i] / scale) for i, c in row.terms}
        low = -math.inf if row.low is None else float(row.low / scale)
        high = math.inf if row.high is None else float(row.high / scale)
        if row.percent in self.switch:
            reach = self.bound * sum(abs(c) for c in terms.values())
            terms[self.switch[row.percent]] = -min(reach, float(LARGEST))
        self.rows.append((terms, low, high))

    def solve(self, time_limit: float) -> tuple[int, ...] | None:
        """Return the cheapest set of switches; None where there is none (any more)."""
        result = _milp(self.cost, self.rows, self.lower, self.upper, time_limit)
        if result.status == _INFEASIBLE:
            return None
        if result.status != 0 or result.x is None:
            raise NotSolved(result.message)
        return tuple(i for i in self.switched if result.x[self.switch[i]] > 0.5)


def extremes(
    rows: Sequence[Row], variables: Sequence[int], grid: Mapping[int, Exact], bounds: Mapping[int, Range]
) -> dict[int, Range] | None:
    """Return the least and greatest value of each variable for which all rows can hold; None where they cannot.

    No printed value takes part, so there is no M. What HiGHS finds is rounded to the grid and proved with fractions.
    """
    column = {index: number for number, index in enumerate(variables)}
    table = []
    for row in rows:
        step = min(Fraction(grid[i]) for i, _ in row.terms)
        terms = {column[i]: float(c * grid[i] / step) for i, c in row.terms}
        low = -math.inf if row.low is None else float(row.low / step)
        table.append((terms, low, math.inf if row.high is None else float(row.high / step)))
    lower = [float(bounds[i][0] / grid[i]) for i in variables]
    upper = [math.inf if (high := bounds[i][1]) is None else float(high / grid[i]) for i in variables]
    found: dict[int, Range] = {}
    for index in variables:
        ends: list[Exact | None] = []
        for sign in (1.0, -1.0):
            cost = [0.0] * len(variables)
            cost[column[index]] = sign
            result = _milp(cost, table, lower, upper)
            if result.x is None and (result.status == _UNBOUNDED or (sign < 0 and bounds[index][1] is None and ends)):
                ends.append(None)
                continue
            if result.status != 0 or result.x is None:
                return None
            point = {i: round(result.x[column[i]]) * grid[i] for i in variables}
            if not all(_proved(row, point) for row in rows):
                return None
            ends.append(point[index])
        low_end, high_end = ends
        found[index] = (low_end if low_end is not None else 0, high_end)
    return found


def _proved(row: Row, point: Mapping[int, Exact]) -> bool:
    total = sum(c * point[i] for i, c in row.terms)
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


def _milp(
    cost: Sequence[float],
    rows: Sequence[tuple[Mapping[int, float], float, float]],
    lower: Sequence[float],
    upper: Sequence[float],
    time_limit: float | None = None,
) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    entries = [(number, column, value) for number, (terms, _, _) in enumerate(rows) for column, value in terms.items()]
    matrix = coo_array(
        ([e[2] for e in entries], ([e[0] for e in entries], [e[1] for e in entries])), shape=(len(rows), len(cost))
    ).tocsc()
    constraints = LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])
    limits = Bounds(list(lower), list(upper))
    if time_limit is None:
        return milp(
            cost, integrality=[1] * len(cost), bounds=limits, constraints=constraints, options={"mip_rel_gap": 0}
        )
    return milp(
        cost,
        integrality=[1] * len(cost),
        bounds=limits,
        constraints=constraints,
        options={"mip_rel_gap": 0, "time_limit": time_limit},
    )
