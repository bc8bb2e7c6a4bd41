"""Batches that do not follow one another, and lists that are still those of the issue before."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ...checks.numbers import exact, is_percent
from ...checks.series import Issue, batches_of, headline
from ...record import Figure, Group
from ...rulepack import Rules

__all__ = ["Copied", "Jump", "campaigns", "copied_lists", "jumps"]

#: A list of so many numbers at least is compared with that of the issue before.
_FEWEST = 3
#: Lists that are equal by chance less often than this are not equal by chance.
_CHANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Jump:
    """Batches that do not follow: ``issue`` and ``before`` are indices of issues, ``after`` of the one behind, where
    it shows that the batch of ``issue`` alone is wrong.
    """

    case: Literal["misprinted", "skipped", "repeated"]
    issue: int
    before: int
    after: int | None
    batch: int
    expected: int


@dataclass(frozen=True, slots=True)
class Copied:
    """A list that equals that of the issue before. ``totals`` are what the lists are broken down from, before and now:
    different ones contradict it; equal ones only make it unlikely.
    """

    issue: int
    before: int
    figures: tuple[Figure, ...]
    earlier: tuple[Figure, ...]
    totals: tuple[Figure, Figure] | None
    contradicted: bool


def campaigns(issues: Sequence[Issue]) -> Iterator[list[Issue]]:
    """Yield the issues, parted where the count of batches begins again and goes on from there."""
    known = [batches_of(issue) for issue in issues]
    current: list[Issue] = []
    earlier: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    for number, issue in enumerate(issues):
        mine = known[number]
        if last is not None and mine is not None and mine[0] < last[0] and not _goes_on_behind(earlier, last, mine):
            following = next((b for b in known[number + 1 :] if b is not None), None)
            if following[0] < last[0] if following is not None else _has_fallen(current, issue):
                yield current
                current = []
                last = None
        elif current and mine is None and _year_of(current[-1]) != _year_of(issue) and _has_fallen(current, issue):
            yield current
            current, earlier, last = [], None, None
        current.append(issue)
        if mine is not None:
            earlier, last = last, mine
    if current:
        yield current


def _goes_on_behind(earlier: tuple[int, int] | None, last: tuple[int, int], now: tuple[int, int]) -> bool:
    """Tell whether batches go on as if ``last`` alone were misprinted."""
    return earlier is not None and now[0] == earlier[1] + 2 + last[1] - last[0]


def _has_fallen(before: Sequence[Issue], issue: Issue) -> bool:
    totals = [total for i in (*before[-1:], issue) if (total := headline(i, "cumulative")) is not None]
    return len(totals) < 2 or totals[1].value < totals[0].value


def _year_of(issue: Issue) -> str | None:
    return issue.day[:4] if issue.day else None


def jumps(issues: Sequence[Issue]) -> Iterator[Jump]:
    """Yield where the batches of successive issues do not follow one another.

    A number of the issue that jumps as far as its batch is a missing issue, not a wrong batch.
    """
    known = [(n, batches) for n, issue in enumerate(issues) if (batches := batches_of(issue)) is not None]
    skip: set[int] = set()
    for at, ((i, before), (j, now)) in enumerate(pairwise(known)):
        if (
            now == before
            or i in skip
            or now[0] == before[1] + 1
            or _is_missing_issue(issues[i], issues[j], before, now)
        ):
            continue
        k, after = known[at + 2] if at + 2 < len(known) else (None, None)
        if k is not None and after is not None and after[0] == before[1] + 2 + now[1] - now[0]:
            skip.add(j)
            yield Jump("misprinted", j, i, k, now[0], before[1] + 1)
        elif now[0] > before[1]:
            yield Jump("skipped", j, i, None, now[0], before[1] + 1)
        else:
            yield Jump("repeated", j, i, None, now[0], before[1] + 1)


def _is_missing_issue(before: Issue, now: Issue, earlier: tuple[int, int], later: tuple[int, int]) -> bool:
    if before.number is None or now.number is None:
        return False
    return later[0] - earlier[1] == now.number - before.number > 1


def copied_lists(issues: Sequence[Issue], rules: Rules) -> Iterator[Copied]:
    """Yield lists that equal those of the issue before, number by number, though they should be new."""
    for number, (before, now) in enumerate(pairwise(issues)):
        if batches_of(now) is not None and batches_of(now) == batches_of(before):
            continue
        old, new = _lists(before), _lists(now)
        for key, (group, figures) in new.items():
            if key not in old or len(figures) < _FEWEST:
                continue
            found = _compared(number, key[0], old[key], (group, figures), before, now)
            if found is not None:
                yield found


_List = tuple[Group, dict[str | None, Figure]]


def _compared(number: int, scope: str, old: _List, new: _List, before: Issue, now: Issue) -> Copied | None:
    figures, earlier = new[1], old[1]
    if {name: f.value for name, f in figures.items()} != {name: f.value for name, f in earlier.items()}:
        return None
    totals = _whole(old[0], before), _whole(new[0], now)
    both = None if totals[0] is None or totals[1] is None else (totals[0], totals[1])
    contradicted = both is not None and both[0].value != both[1].value and new[0].relation == "partition"
    fresh = headline(now, "new")
    unlikely = _chance(figures) < _CHANCE and (scope == "new" or (fresh is not None and fresh.value > 0))
    if not contradicted and (scope != "new" or not unlikely):
        return None
    return Copied(number + 1, number, tuple(figures.values()), tuple(earlier.values()), both, contradicted)


def _lists(issue: Issue) -> Mapping[tuple[str, str | None], _List]:
    """Return the lists of an issue that it gives once, by scope and dimension."""
    by_group: dict[int, list[Figure]] = defaultdict(list)
    for figure in issue.figures:
        if figure.group is not None and not is_percent(figure.unit):
            by_group[figure.group].append(figure)
    found: dict[tuple[str, str | None], list[_List]] = defaultdict(list)
    for group in issue.groups:
        members = [f for f in by_group[group.id] if f.dimension == group.dimension and f.id != group.whole]
        if members and group.relation in ("partition", "cover"):
            named = {f.category or f.label: f for f in members}
            found[members[0].scope, group.dimension].append((group, named))
    return {key: lists[0] for key, lists in found.items() if len(lists) == 1}


def _whole(group: Group, issue: Issue) -> Figure | None:
    return next((f for f in issue.figures if f.id == group.whole), None)


def _chance(figures: Mapping[str | None, Figure]) -> float:
    """Return how likely it is that counts as large as these come again by chance, if each is a Poisson variable."""
    values = (float(exact(f.value) or 0) for f in figures.values())
    return math.prod(1 / (2 * math.sqrt(math.pi * value)) for value in values if value >= 1)
