"""Where numbers contradict each other: the fewest of them that must be wrong (Fellegi and Holt's principle).

Constraints that share figures form a component; each component with a violation is solved by itself. All answers of
the smallest size are kept, ranked, and certified exactly; where several numbers could be the wrong one, that is what
is said. A published number is never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from .constraints import Constraint, Verdict
from .milp import LARGEST, NotSolved, bound_of, fewest
from .numbers import Exact
from .search import smallest
from .slips import slip_distance
from .system import Range, Row, System, rows_of

__all__ = ["TIES", "Blame", "Suspects", "blame"]

#: So many answers of the same size are told.
TIES = 20


@dataclass(frozen=True, slots=True)
class Suspects:
    """A smallest set of numbers whose change can make everything hold, and what each of them could be."""

    ranges: tuple[tuple[int, Range], ...]

    @property
    def figures(self) -> tuple[int, ...]:
        """The figures of the set, by id."""
        return tuple(index for index, _ in self.ranges)

    def value(self, figure: int) -> Exact | None:
        """Return what the figure must be; None where more than one value would do."""
        low, high = dict(self.ranges)[figure]
        return low if low == high else None


@dataclass(frozen=True, slots=True)
class Blame:
    """What can be said of one component of constraints that cannot all hold."""

    constraints: tuple[int, ...]
    """Indices of the constraints that share its figures."""
    violated: tuple[int, ...]
    sets: tuple[Suspects, ...]
    """All answers of the smallest size, likeliest first; none where nothing suffices or the solver gave up."""
    truncated: bool
    """There are more of them."""
    system: System

    @property
    def cost(self) -> int | None:
        """How many numbers must be wrong at least."""
        return len(self.sets[0].ranges) if self.sets else None


def blame(
    constraints: Sequence[Constraint],
    verdicts: Sequence[Verdict],
    values: Mapping[int, Exact | None],
    trust: Mapping[int, float] | None = None,
    protected: Collection[int] = (),
    percents: Collection[int] = (),
    time_limit: float = 10.0,
) -> list[Blame]:
    """Return what can be blamed, component by component, in the order of their first violated constraint."""
    if all(verdict.status != "violated" for verdict in verdicts):
        return []
    rows: list[Row] = []
    for number, (constraint, verdict) in enumerate(zip(constraints, verdicts, strict=True)):
        rows += rows_of(constraint, verdict, values, number)
    found = []
    for component in _components(rows):
        indices = sorted({row.source for row in component})
        violated = tuple(i for i in indices if verdicts[i].status == "violated")
        if violated:
            system = System(component, values, percents)
            sets, truncated = _solve(system, trust or {}, protected, time_limit)
            found.append(Blame(tuple(indices), violated, sets, truncated, system))
    return sorted(found, key=lambda b: b.violated)


def _components(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows, parted where they share no figures (union-find)."""
    parent: dict[int, int] = {}

    def root(index: int) -> int:
        parent.setdefault(index, index)
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row in rows:
        members = _members(row)
        for index in members[1:]:
            parent[root(index)] = root(members[0])
    parts: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        parts[root(_members(row)[0])].append(row)
    return list(parts.values())


def _members(row: Row) -> list[int]:
    return [index for index, _ in row.terms] + ([] if row.percent is None else [row.percent])


def _solve(
    system: System, trust: Mapping[int, float], protected: Collection[int], time_limit: float
) -> tuple[tuple[Suspects, ...], bool]:
    """Return the certified answers, ranked, and whether there are more.

    One or two wrong numbers are found by exact search, which finds all of them; more by the program.
    """
    singles = ((index,) for index in _common(system) if index not in protected)
    sets, complete = _certified(system, singles), True
    if not sets:
        sets = _certified(system, smallest(system, protected, largest=2))
    if not sets and bound_of(system) > LARGEST:
        sets = _certified(system, smallest(system, protected))
    elif not sets:
        weights = {i: 1 - (1 - trust.get(i, 1.0)) / (len(system.figures) + 1) for i in system.figures}
        found: list[tuple[int, ...]] = []
        try:
            for figures in islice(fewest(system, weights, protected, time_limit), TIES + 1):
                found.append(figures)  # noqa: PERF402 - what was found before the time is up is kept
        except NotSolved:
            complete = False
        sets = _certified(system, found)
    ranked = sorted(sets, key=lambda s: _rank(s, system, trust))
    return tuple(ranked[:TIES]), len(ranked) > TIES or not complete


def _common(system: System) -> list[int]:
    """Return the figures that every broken row has: only they can be to blame alone."""
    common = set(system.figures)
    for row in system.broken:
        common &= set(system.figures_of(row))
    return sorted(common - set(system.unread))


def _certified(system: System, sets: Iterable[tuple[int, ...]]) -> list[Suspects]:
    """Return, of the given sets, those that can make all rows hold, with the ranges of their figures."""
    found = []
    for figures in sets:
        ranges = system.ranges(figures)
        if ranges is not None:
            found.append(Suspects(tuple(sorted((i, r) for i, r in ranges.items() if i not in system.unread))))
    return found


def _rank(suspects: Suspects, system: System, trust: Mapping[int, float]) -> tuple[object, ...]:
    """Return the order of answers: least trusted, then likeliest slip of digits, then smallest change."""
    doubt = sum(trust.get(index, 1.0) for index in suspects.figures)
    slips = 0
    change = Fraction(0)
    for index in suspects.figures:
        printed, value = system.values[index], suspects.value(index)
        slips += 99 if value is None else slip_distance(printed, value)
        change += 0 if value is None else abs(Fraction(value) - printed)
    return doubt, slips, change, suspects.figures
