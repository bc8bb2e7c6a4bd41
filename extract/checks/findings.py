"""Can these numbers all be true? From figures to findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from ..record import Figure, Finding, Group, Repair, Unread
from ..rulepack import Rules
from .blame import Blame, blame
from .build import constraints_of
from .constraints import Constraint, Verdict, evaluate
from .explain import formulation
from .messages import Speaker
from .numbers import decimals, exact, is_percent, plain, written

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["check", "check_frame", "explain", "findings_of"]


def check(
    figures: Sequence[Figure], groups: Sequence[Group], rules: Rules, unread: Sequence[Unread] = ()
) -> list[Finding]:
    """Return one finding for each constraint that the figures of a bulletin must keep, held or not.

    ``groups`` are the lists in which they were printed. ``unread`` are the numbers that no figure took: where one
    stands within a list, a shortfall of that list is ``unchecked`` and not an error.
    """
    constraints = constraints_of(figures, groups, rules, _incomplete(groups, unread, rules))
    return findings_of(constraints, figures, rules)


def check_frame(frame: pd.DataFrame, rules: Rules) -> list[Finding]:
    """Return the findings on a table of figures, a row a number, with the columns of the record.

    ``dimension`` and ``value`` suffice. ``group``, ``relation``, ``whole`` and ``note`` may say which rows are one
    list; else rows of equal parent, dimension and time are one. With a column ``issue`` the cumulative counts of
    successive issues are compared, too. The findings name figures by the number of the row, counted from 0.
    """
    from .frame import tables_of
    from .series import Issue, series_constraints

    tables = tables_of(frame, rules)
    constraints = [c for table in tables for c in constraints_of(table.figures, table.groups, rules)]
    for series in dict.fromkeys(table.series for table in tables):
        issues = [Issue(t.issue, t.figures) for t in tables if t.series == series and t.issue is not None]
        constraints += series_constraints(issues, rules)
    return findings_of(constraints, [f for table in tables for f in table.figures], rules)


def explain(figures: Sequence[Figure], groups: Sequence[Group], rules: Rules) -> str:
    """Return, in readable form, the problem that is solved where numbers contradict each other, and its solutions."""
    constraints = constraints_of(figures, groups, rules)
    by_id = {figure.id: figure for figure in figures}
    values = {index: exact(figure.value) for index, figure in by_id.items()}
    verdicts = [evaluate(constraint, values) for constraint in constraints]
    return formulation(constraints, by_id, blame(constraints, verdicts, values, percents=_percents(figures)))


def findings_of(
    constraints: Sequence[Constraint],
    figures: Sequence[Figure],
    rules: Rules,
    trust: Mapping[int, float] | None = None,
    protected: Collection[int] = (),
    time_limit: float = 10.0,
) -> list[Finding]:
    """Return a finding for each constraint, with the changes that would settle the violated ones.

    ``trust`` says how far a figure was read with certainty (1 where it says nothing); no change of a ``protected``
    figure is ever suggested.
    """
    by_id = {figure.id: figure for figure in figures}
    values = {index: exact(figure.value) for index, figure in by_id.items()}
    verdicts = [evaluate(constraint, values) for constraint in constraints]
    chinese, english = Speaker("zh", by_id, rules), Speaker("en", by_id, rules)
    findings = [
        Finding(
            constraint.kind,
            verdict.status,
            list(constraint.figures),
            *_numbers(constraint, verdict, by_id),
            chinese.sentence(constraint, verdict),
            english.sentence(constraint, verdict),
        )
        for constraint, verdict in zip(constraints, verdicts, strict=True)
    ]
    if any(verdict.status == "violated" for verdict in verdicts):
        for found in blame(constraints, verdicts, values, trust, protected, _percents(figures), time_limit):
            _add_repairs(findings, found, chinese, english)
    return findings


def _numbers(
    constraint: Constraint, verdict: Verdict, figures: Mapping[int, Figure]
) -> tuple[float | int | None, float | int | None]:
    """Return what is expected and what is there: whole and sum; of a share, quotient and percentage in the printed
    digits; from issue to issue, what the earlier one leads to expect and what the later one prints.
    """
    expected, actual = (None if n is None else plain(n) for n in (verdict.expected, verdict.actual))
    percent = figures.get(constraint.percent) if constraint.percent is not None else None
    if percent is not None and verdict.expected is not None:
        rounded = exact(written(verdict.expected, decimals(percent.value)))
        return (actual if verdict.case == "holds" else plain(rounded or 0)), actual
    return (actual, expected) if constraint.issues is not None else (expected, actual)


def _percents(figures: Sequence[Figure]) -> list[int]:
    return [figure.id for figure in figures if is_percent(figure.unit)]


def _incomplete(groups: Sequence[Group], unread: Sequence[Unread], rules: Rules) -> list[int]:
    """Return the lists within which a number stands that no figure took, and that may be one of theirs."""
    elsewhere = rules.pack.counts.unread_units
    spans = [item.span for item in unread if item.reason not in elsewhere]
    return [group.id for group in groups if any(group.span.covers(span) for span in spans)]


def _add_repairs(findings: Sequence[Finding], found: Blame, chinese: Speaker, english: Speaker) -> None:
    """Fill in what would settle the violated findings of a component.

    Where one number can be blamed alone, each that can is a repair of every finding that it settles. Where several
    must change together, each finding gets those of the likeliest set that it names.
    """
    if not found.sets:
        return
    sets = found.sets if found.cost == 1 else found.sets[:1]
    for index in found.violated:
        finding = findings[index]
        for suspects in sets:
            for figure in suspects.figures:
                if figure in finding.figures:
                    value = suspects.value(figure)
                    others = [i for i in found.violated if i != index and figure in findings[i].figures]
                    finding.repairs.append(Repair(figure, None if value is None else plain(value), others))
        if found.cost is not None and found.cost > 1:
            finding.message += chinese.at_least(found.cost)
            finding.message_en += " " + english.at_least(found.cost)
