"""Where numbers contradict each other: the fewest of them that must be wrong (Fellegi and Holt's principle).

Constraints that share figures form a component; in it, each cluster of violated ones that share figures is solved by
itself, so that two errors far apart in a chain of a thousand issues are two small problems. All answers of the smallest
size are kept, ranked, and certified exactly; where several numbers could be the wrong one, that is what is said. A
published number is never changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    """What can be said of one cluster of constraints that cannot all hold."""

    constraints: tuple[int, ...]
    """Indices of the constraints of its component."""
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
    """Return what can be blamed, cluster by cluster, in the order of their first violated constraint."""
    if all(verdict.status != "violated" for verdict in verdicts):
        return []
    rows: list[Row] = []
    for number, (constraint, verdict) in enumerate(zip(constraints, verdicts, strict=True)):
        rows += rows_of(constraint, verdict, values, number)
    solver = _Solver(trust or {}, protected, time_limit)
    found = []
    for component in (_picked(rows, numbers) for numbers in _parted([_members(row) for row in rows])):
        indices = sorted({row.source for row in component})
        if any(verdicts[i].status == "violated" for i in indices):
            for part, sets, truncated in solver.solved(System(component, values, percents)):
                sources = {part.rows[number].source for number in part.broken}
                violated = tuple(i for i in sorted(sources) if verdicts[i].status == "violated")
                found.append(Blame(tuple(indices), violated, sets, truncated, part))
    return sorted(found, key=lambda b: b.violated)


def _parted(members: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the numbers of the rows with these figures, parted where they share none (union-find)."""
    parent: dict[int, int] = {}

    def root(index: int) -> int:
        parent.setdefault(index, index)
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for figures in members:
        for index in figures[1:]:
            parent[root(index)] = root(figures[0])
    parts: dict[int, list[int]] = defaultdict(list)
    for number, figures in enumerate(members):
        parts[root(figures[0])].append(number)
    return list(parts.values())


def _picked(rows: Sequence[Row], numbers: Sequence[int]) -> list[Row]:
    return [rows[number] for number in numbers]


def _members(row: Row) -> list[int]:
    return [index for index, _ in row.terms] + ([] if row.percent is None else [row.percent])


_Answers = tuple[tuple[Suspects, ...], bool]


@dataclass(frozen=True, slots=True)
class _Solver:
    """Solves a component cluster by cluster: broken rows that share figures, and so may have one cause.

    What the broken rows of a cluster demand is a lower bound; an answer of that size cannot be bettered by looking at
    several clusters together. Clusters whose possible answers stand in one row are solved together, and so are those
    within reach of a cluster in which other rows force more changes than the broken ones demand.
    """

    trust: Mapping[int, float]
    protected: Collection[int]
    time_limit: float

    def solved(self, system: System) -> list[tuple[System, tuple[Suspects, ...], bool]]:
        """Return the clusters, each as a system with its certified answers, ranked, and whether there are more."""
        pending = self._clusters(system)
        done: list[tuple[list[int], System, _Answers]] = []
        while pending:
            cluster = pending.pop(0)
            part = system.part(cluster)
            answers = self._solve(part)
            if not self._is_least(part, answers[0]):
                reach = _reach(system, cluster)
                near = [rows for rows in (*pending, *(d[0] for d in done)) if reach & _figures(system, rows)]
                if near:
                    pending = [rows for rows in pending if rows not in near]
                    done = [d for d in done if d[0] not in near]
                    pending.append(sorted({*cluster, *(row for rows in near for row in rows)}))
                    continue
            done.append((cluster, part, answers))
        return [(part, *answers) for _, part, answers in done]

    def _clusters(self, system: System) -> list[list[int]]:
        """Return the broken rows, parted so that no answer for one part bears on another part."""
        if system.unread:
            return [system.broken]
        clusters = [system.broken]
        parts = _parted([system.figures_of(number) for number in system.broken])
        finer = [[system.broken[number] for number in numbers] for numbers in parts]
        while len(finer) != len(clusters):
            clusters = finer
            touched = [self._touched(system, cluster) for cluster in clusters]
            finer = [[row for n in numbers for row in clusters[n]] for numbers in _parted(touched)]
        return [sorted(cluster) for cluster in clusters]

    def _touched(self, system: System, cluster: Sequence[int]) -> list[int]:
        """Return the rows in which a figure stands that may be part of an answer for the broken rows."""
        alone = _alone(system, cluster)
        singles = _certified(alone, self._singles(alone))
        figures = {index for suspects in singles for index in suspects.figures} or _figures(system, cluster)
        return sorted({*cluster, *(row for index in figures for row in system.by_figure[index])})

    def _is_least(self, part: System, sets: Sequence[Suspects]) -> bool:
        """Tell whether the broken rows alone demand as many changes as the answers have."""
        if not sets or len(sets[0].figures) == 1:
            return True
        alone = _alone(part, part.broken)
        if _certified(alone, self._singles(alone)):
            return False
        if len(sets[0].figures) == 2:
            return True
        try:
            least = next(fewest(alone, self._weights(alone), self.protected, self.time_limit), ())
        except NotSolved:
            return False
        return len(least) == len(sets[0].figures)

    def _solve(self, system: System) -> _Answers:
        """Return the certified answers, ranked, and whether there are more.

        One or two wrong numbers are found by exact search, which finds all of them; more by the program.
        """
        sets, complete = _certified(system, self._singles(system)), True
        if not sets:
            sets = _certified(system, smallest(system, self.protected, largest=2))
        if not sets and bound_of(system, _reach(system, system.broken)) > LARGEST:
            sets = _certified(system, smallest(system, self.protected))
        elif not sets:
            found: list[tuple[int, ...]] = []
            program = fewest(system, self._weights(system), self.protected, self.time_limit)
            try:
                for figures in islice(program, TIES + 1):
                    found.append(figures)  # noqa: PERF402 - what was found before the time is up is kept
            except NotSolved:
                complete = False
            sets = _certified(system, found)
        ranked = sorted(sets, key=lambda s: _rank(s, system, self.trust))
        return tuple(ranked[:TIES]), len(ranked) > TIES or not complete

    def _singles(self, system: System) -> Iterator[tuple[int, ...]]:
        return ((index,) for index in _common(system) if index not in self.protected)

    def _weights(self, system: System) -> dict[int, float]:
        return {i: 1 - (1 - self.trust.get(i, 1.0)) / (len(system.figures) + 1) for i in system.figures}


def _alone(system: System, rows: Iterable[int]) -> System:
    return System([system.rows[number] for number in rows], system.values, system.percents)


def _figures(system: System, rows: Iterable[int]) -> set[int]:
    return {index for row in rows for index in system.figures_of(row)}


def _reach(system: System, rows: Iterable[int]) -> set[int]:
    """Return the figures of the rows, and of all rows that share one with them."""
    return _figures(system, {row for index in _figures(system, rows) for row in system.by_figure[index]})


def _common(system: System) -> list[int]:
    """Return the figures that every broken row has: only they can be to blame alone."""
    first, *others = system.broken
    common = set(system.figures_of(first))
    for row in others:
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
