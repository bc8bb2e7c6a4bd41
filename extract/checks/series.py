"""What must hold from one issue to the next: cumulative counts never fall, and rise by what is new; and where two
documents print the same count, it is the same number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..record import Figure, Group
from ..rulepack import Rules
from .constraints import Constraint
from .identity import name_of
from .numbers import exact, is_percent

__all__ = ["Issue", "batches_of", "headline", "increment", "is_next", "monotone", "printed_again", "series_constraints"]

#: What a count counts: its dimension, name, unit, and what it is a part of.
Key = tuple[Hashable, ...]

#: Results of a batch go on after its day, so that without a date two of them need not be the same count.
_GOES_ON = ("status", "enforcement", "other")


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a series: what it is called in a report (第3期), its figures and their lists.

    The ids of the figures must be unique over the whole series. ``day`` is when it appeared, ``number`` its number, if
    they are known; without a number the last digits of the name count as it.
    """

    name: str
    figures: Sequence[Figure]
    groups: Sequence[Group] = ()
    day: str | None = None
    number: int | None = None


def series_constraints(issues: Sequence[Issue], rules: Rules) -> list[Constraint]:
    """Return what must hold between issues, given in the order in which they appeared."""
    return [*monotone(issues, rules), *increment(issues, rules)]


def monotone(issues: Sequence[Issue], rules: Rules) -> Iterator[Constraint]:
    """Yield, for each cumulative count, that it is not less than where it was printed last.

    What may fall by nature (未办结) is left out.
    """
    fall = rules.pack.messages.checks.may_fall
    last: dict[Key, tuple[Issue, Figure]] = {}
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
    """Yield, for each cumulative count of two successive issues: before + new = now.

    A category that a list leaves out counts nothing there, if the list adds up to its total without it. Issues are
    successive where most of what is known of their batches, days and numbers says so.
    """
    for before, now in pairwise(issues):
        old, total, new = _counts(before, "cumulative"), _counts(now, "cumulative"), _counts(now, "new")
        if not total or not is_next(before, now):
            continue
        old_lists, new_lists = _exhaustive(before, "cumulative"), _exhaustive(now, "new")
        for key, figure in total.items():
            parts = [counts[key] for counts in (old, new) if key in counts]
            if (
                not parts
                or (key not in old and not _left_out(key, old_lists))
                or (key not in new and not _left_out(key, new_lists))
                or (key in new and not _may_be_same_day(figure.as_of, new[key].as_of))
            ):
                continue
            yield Constraint(
                "increment",
                (figure.id,),
                tuple(part.id for part in parts),
                dimension=figure.dimension,
                issues=(before.name, now.name),
            )


def printed_again(issues: Sequence[Issue]) -> Iterator[tuple[Constraint, Issue]]:
    """Yield, for each count of one batch and day that stands in several documents: it is the same number; and the
    document in which it stands again.

    A count without a day is of the day of its issue; where neither is known, the batch must be.
    """
    first: dict[Hashable, list[tuple[Issue, Figure, str | None]]] = defaultdict(list)
    for issue in issues:
        for scope in ("new", "cumulative"):
            for key, figure in _counts(issue, scope).items():
                batch = tuple(figure.batch) if figure.batch and scope == "new" else None
                day = figure.as_of or (None if figure.dimension in _GOES_ON else issue.day)
                if day is None and batch is None:
                    continue
                known = first[scope, batch, key]
                earlier = next((k for k in known if _is_same_day(k[2], day, batch is not None)), None)
                if earlier is None:
                    known.append((issue, figure, day))
                    continue
                names = (earlier[0].name, issue.name)
                parts = (earlier[1].id,)
                yield Constraint("agree", (figure.id,), parts, dimension=figure.dimension, issues=names), issue


def headline(issue: Issue, scope: str) -> Figure | None:
    """Return the total of an issue in a scope; None where it has none, or several."""
    found = [figure for key, figure in _counts(issue, scope).items() if key[:2] == (None, None)]
    return found[0] if len(found) == 1 else None


def is_next(before: Issue, now: Issue) -> bool:
    """Tell whether nothing can have come between two issues: by batches, days and numbers, as far as they are known.

    Where these disagree the majority decides, and batches before days: a misprinted batch is no reason not to add.
    """
    votes: list[bool] = []
    batches = batches_of(before), batches_of(now)
    if batches[0] and batches[1]:
        votes.append(batches[1][0] == batches[0][1] + 1)
    days = _last_day(before), _last_day(now)
    if days[0] is not None and days[1] is not None:
        votes.append(days[1] - days[0] == timedelta(days=1))
    numbers = _number(before), _number(now)
    if numbers[0] is not None and numbers[1] is not None:
        votes.append(numbers[1] == numbers[0] + 1)
    if not votes:
        return False
    return votes[0] if 2 * sum(votes) == len(votes) else 2 * sum(votes) > len(votes)


def _counts(issue: Issue, scope: str) -> Mapping[Key, Figure]:
    """Return the counts of a scope that an issue gives once, by what they count.

    Subjects are worded differently from day to day (信访件, 举报件), so they do not distinguish, unless the issue has
    the same count of several subjects.
    """
    by_id = {figure.id: figure for figure in issue.figures}
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in issue.figures:
        if figure.scope != scope or is_percent(figure.unit):
            continue
        above = by_id.get(figure.parent) if figure.parent is not None else None
        above_name = (above.dimension, name_of(above)) if above is not None and above.dimension is not None else None
        found[figure.dimension, name_of(figure), figure.unit, above_name].append(figure)
    counts: dict[Key, Figure] = {}
    for key, figures in found.items():
        subjects = {figure.subject for figure in figures}
        if len(figures) == 1:
            counts[key] = figures[0]
        elif len(subjects) == len(figures):
            counts |= {(*key, figure.subject): figure for figure in figures}
    return counts


def _exhaustive(issue: Issue, scope: str) -> dict[Hashable, str]:
    """Return the dimensions, with their unit, that an issue breaks its total down by without a rest."""
    by_id = {figure.id: figure for figure in issue.figures}
    members: dict[int, list[Figure]] = defaultdict(list)
    for figure in issue.figures:
        if figure.group is not None and figure.scope == scope and not is_percent(figure.unit):
            members[figure.group].append(figure)
    found: dict[Hashable, str] = {}
    for group in issue.groups:
        whole = by_id.get(group.whole) if group.whole is not None else None
        parts = [f for f in members[group.id] if f.dimension == group.dimension]
        if group.relation != "partition" or group.note or whole is None or whole.dimension is not None or not parts:
            continue
        if sum(exact(part.value) or 0 for part in parts) == exact(whole.value):
            found[group.dimension] = parts[0].unit
    return found


def _left_out(key: Key, lists: Mapping[Hashable, str]) -> bool:
    dimension, name, unit, above = key[:4]
    return name is not None and above is None and lists.get(dimension) == unit


def batches_of(issue: Issue) -> tuple[int, int] | None:
    """Return the first and last batch that is new in an issue; of one without any, the last that it cumulates."""
    new = [f.batch for f in issue.figures if f.scope == "new" and f.batch]
    if new:
        return min(batch[0] for batch in new), max(batch[-1] for batch in new)
    all_ = [f.batch[-1] for f in issue.figures if f.scope == "cumulative" and f.batch]
    return (max(all_), max(all_)) if all_ else None


def _last_day(issue: Issue) -> date | None:
    days = (_day(f.as_of) for f in issue.figures if f.scope in ("new", "cumulative"))
    return max((day for day in days if day is not None), default=None)


def _day(as_of: str | None) -> date | None:
    if as_of is None:
        return None
    try:
        return date.fromisoformat(as_of.replace("--", "2000-", 1) if as_of.startswith("--") else as_of)
    except ValueError:
        return None


def _is_same_day(one: str | None, other: str | None, same_batch: bool) -> bool:
    """Tell whether two counts are of one day; ``--03-15`` is every year's, which needs the same batch."""
    if one is None or other is None:
        return same_batch
    if one.startswith("--") != other.startswith("--"):
        return same_batch and one[-5:] == other[-5:]
    return one == other


def _may_be_same_day(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _number(issue: Issue) -> int | None:
    if issue.number is not None:
        return issue.number
    digits = "".join(c if c.isdecimal() else " " for c in issue.name).split()
    return int(digits[-1]) if digits else None
