"""What must hold from one issue to the next: cumulative counts never fall, and rise by what is new."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..record import Figure
from ..rulepack import Rules
from .constraints import Constraint
from .identity import name_of
from .numbers import is_percent

__all__ = ["Issue", "increment", "monotone", "series_constraints"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a series: what it is called in a report (第3期), and its figures.

    The ids of the figures must be unique over the whole series.
    """

    name: str
    figures: Sequence[Figure]


def series_constraints(issues: Sequence[Issue], rules: Rules) -> list[Constraint]:
    """Return what must hold between issues, given in the order in which they appeared."""
    return [*monotone(issues, rules), *increment(issues, rules)]


def monotone(issues: Sequence[Issue], rules: Rules) -> Iterator[Constraint]:
    """Yield, for each cumulative count, that it is not less than where it was printed last.

    What may fall by nature (未办结) is left out.
    """
    fall = rules.pack.messages.checks.may_fall
    last: dict[Hashable, tuple[Issue, Figure]] = {}
    for issue in issues:
        for key, figure in _counts(issue, "cumulative").items():
            if any(word in f"{figure.category or ''} {figure.label or ''}" for word in fall):
                continue
            if key in last:
                before, earlier = last[key]
                yield Constraint(
                    "monotone",
                    (figure.id,),
                    (earlier.id,),
                    dimension=figure.dimension,
                    issues=(before.name, issue.name),
                )
            last[key] = (issue, figure)


def increment(issues: Sequence[Issue], rules: Rules) -> Iterator[Constraint]:
    """Yield, for each count that two successive issues cumulate and the later one gives as new: before + new = now.

    Issues are successive where their batches or days are; keys of issues that end in successive numbers do, too.
    """
    for before, now in pairwise(issues):
        old, total, new = _counts(before, "cumulative"), _counts(now, "cumulative"), _counts(now, "new")
        for key, figure in total.items():
            if key in old and key in new and _successive(before, now, old[key], figure, new[key]):
                yield Constraint(
                    "increment",
                    (figure.id,),
                    (old[key].id, new[key].id),
                    dimension=figure.dimension,
                    issues=(before.name, now.name),
                )


def _counts(issue: Issue, scope: str) -> Mapping[Hashable, Figure]:
    """Return the counts of a scope that an issue gives once, by what they count.

    Subjects are worded differently from day to day (信访件, 举报件), so they do not distinguish.
    """
    by_id = {figure.id: figure for figure in issue.figures}
    found: dict[Hashable, Figure] = {}
    twice: set[Hashable] = set()
    for figure in issue.figures:
        if figure.scope != scope or is_percent(figure.unit):
            continue
        above = by_id.get(figure.parent) if figure.parent is not None else None
        above_name = (above.dimension, name_of(above)) if above is not None and above.dimension is not None else None
        key = (figure.dimension, name_of(figure), figure.unit, above_name)
        if key in found:
            twice.add(key)
        found[key] = figure
    return {key: figure for key, figure in found.items() if key not in twice}


def _successive(before: Issue, now: Issue, old: Figure, total: Figure, new: Figure) -> bool:
    """Tell whether nothing can have come between two issues, as far as batches, days or numbers say."""
    if total.as_of is not None and new.as_of is not None and total.as_of != new.as_of:
        return False
    batches = [_last_batch(before, old), new.batch[0] if new.batch else None]
    if batches[0] is not None and batches[1] is not None:
        return batches[1] == batches[0] + 1
    days = [_day(old.as_of), _day(total.as_of)]
    if days[0] is not None and days[1] is not None:
        return days[1] - days[0] == timedelta(days=1)
    numbers = [_number(before.name), _number(now.name)]
    return numbers[0] is not None and numbers[1] is not None and numbers[1] == numbers[0] + 1


def _last_batch(issue: Issue, old: Figure) -> int | None:
    if old.batch:
        return old.batch[-1]
    batches = [f.batch[-1] for f in issue.figures if f.scope == "new" and f.batch]
    return max(batches, default=None)


def _day(as_of: str | None) -> date | None:
    if as_of is None:
        return None
    try:
        return date.fromisoformat(as_of.replace("--", "2000-", 1) if as_of.startswith("--") else as_of)
    except ValueError:
        return None


def _number(name: str) -> int | None:
    digits = "".join(c if c.isdecimal() else " " for c in name).split()
    return int(digits[-1]) if digits else None
