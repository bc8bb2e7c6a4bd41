"""Constraints as linear rows, and the exact question that blame asks of them: if just these numbers were free, could
everything hold, and with which values?
"""

from __future__ import annotations

import copy
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from .constraints import Constraint, Form, Verdict, form_of
from .numbers import Exact

__all__ = ["Range", "Row", "System", "rows_of"]

#: Least and greatest value that a freed number can take; None: no upper limit.
Range = tuple[Exact, Exact | None]


@dataclass(frozen=True, slots=True)
class Row:
    """``low ≤ Σ coefficient · figure ≤ high``."""

    terms: tuple[tuple[int, Exact], ...]
    low: Exact | None
    high: Exact | None
    percent: int | None = None
    """The printed percentage that the row's coefficients are made of: the row falls where that is wrong."""
    share: tuple[tuple[int, ...], tuple[int, ...], Exact] | None = None
    """Of a share: its parts, its whole, and half a unit of the percentage's last digit."""
    source: int = 0
    """Index of the constraint."""


def rows_of(constraint: Constraint, verdict: Verdict, values: Mapping[int, Exact | None], source: int) -> list[Row]:
    """Return the rows of a constraint; none where it says nothing of its figures (an unchecked one without a total).

    A list whose parts turned out to overlap counts as a cover, one in which a number was not read bounds from below.
    """
    if verdict.status == "unchecked" and verdict.case not in ("overlap", "unread", "whole", "parts"):
        return []
    if constraint.missing is not None or (constraint.fixed is None and not constraint.whole):
        return []
    whole = [(index, -1) for index in constraint.whole]
    base: Exact = constraint.fixed or 0
    singles = [_row([(part, 1), *whole], None, base, source) for part in constraint.parts]
    total = [*((part, 1) for part in constraint.parts), *whole]
    low = None if constraint.low is None or constraint.incomplete else base + constraint.low
    match form_of(constraint):
        case Form.AT_MOST:
            return [] if constraint.may_exceed else singles
        case Form.COVER:
            return [*singles, _row(total, low, None, source)]
        case Form.EQUAL:
            overlaps = constraint.high is None or verdict.case == "overlap"
            row = _row(total, low, None if overlaps else base + (constraint.high or 0), source)
            return [*singles, row] if overlaps and constraint.fixed is None else [row]
        case Form.SHARE:
            return _share_rows(constraint, values, source)


def _row(terms: Iterable[tuple[int, Exact]], low: Exact | None, high: Exact | None, source: int) -> Row:
    merged: dict[int, Exact] = defaultdict(int)
    for index, coefficient in terms:
        merged[index] += coefficient
    return Row(tuple(sorted((i, c) for i, c in merged.items() if c)), low, high, source=source)


def _share_rows(constraint: Constraint, values: Mapping[int, Exact | None], source: int) -> list[Row]:
    percent = constraint.percent
    printed = values.get(percent) if percent is not None else None
    if percent is None or printed is None:
        return []
    reach = max(constraint.half, constraint.high or 0)
    rows = []
    for sign in (1, -1):
        # sign · (100 · part − p · whole) ≤ h · whole
        terms: list[tuple[int, Exact]] = [(part, sign * 100) for part in constraint.parts]
        terms += [(index, -sign * printed - reach) for index in constraint.whole]
        row = _row(terms, None, 0, source)
        share = (constraint.parts, constraint.whole, reach)
        rows.append(Row(row.terms, None, 0, percent, share, source))
    return rows


class System:
    """The rows of one component of constraints, over the numbers as printed."""

    def __init__(self, rows: Sequence[Row], values: Mapping[int, Exact | None], percents: Collection[int] = ()) -> None:
        used = {i for row in rows for i, _ in row.terms} | {row.percent for row in rows if row.percent is not None}
        self.rows = list(rows)
        self.percents = percents
        self.figures = sorted(used)
        self.values: dict[int, Exact] = {i: v for i in self.figures if (v := values.get(i)) is not None}
        self.unread = tuple(i for i in self.figures if i not in self.values)
        self.grid = {**self._grid(set(percents)), **self._grid(used - set(percents))}
        self.by_figure: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(self.rows):
            for index, _ in row.terms:
                self.by_figure[index].append(number)
            if row.percent is not None:
                self.by_figure[row.percent].append(number)
        self.coefficients = [dict(row.terms) for row in self.rows]
        self.sums: list[Exact] = [sum(c * self.values.get(i, 0) for i, c in row.terms) for row in self.rows]
        """Of each row, what the numbers as printed come to; unread ones count nothing."""
        self.broken = [n for n, row in enumerate(self.rows) if not self._keeps(row)]

    def part(self, broken: Sequence[int]) -> System:
        """Return the same system with only these of its broken rows to be mended; the others may stay broken, unless
        a freed figure stands in them.
        """
        part = copy.copy(self)
        part.broken = list(broken)
        return part

    def _grid(self, indices: set[int]) -> dict[int, Exact]:
        """Return the step in which the numbers are printed: 1, or less where one of them has a fraction."""
        fractions = [self.values[i] for i in indices if i in self.values]
        common = reduce(math.lcm, (Fraction(v).denominator for v in fractions), 1)
        return dict.fromkeys(indices, Fraction(1, common) if common > 1 else 1)

    def _keeps(self, row: Row) -> bool:
        if any(i in self.unread for i, _ in row.terms):
            return True
        total = sum(c * self.values[i] for i, c in row.terms)
        return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)

    def touches(self, row: int, freed: Collection[int]) -> bool:
        """Tell whether a row changes when the figures are freed."""
        terms = self.coefficients[row]
        return self.rows[row].percent in freed or any(i in terms for i in freed)

    def figures_of(self, row: int) -> list[int]:
        """Return the figures whose change could mend a row."""
        found = self.rows[row]
        return [i for i, _ in found.terms] + ([found.percent] if found.percent is not None else [])

    def ranges(self, freed: Collection[int]) -> dict[int, Range] | None:
        """Return what each freed number could be if all others are as printed; None where not all can hold.

        Exact, and without a big M. Unread numbers are free, too.
        """
        variables = sorted({*freed, *self.unread})
        rows = self._restricted(set(variables))
        if rows is None:
            return None
        bounds = self._propagated(rows, variables)
        if bounds is None or all(low == high for low, high in bounds.values()):
            return bounds
        if len(variables) == 1:
            return bounds
        from .milp import extremes

        found = extremes(rows, variables, self.grid, bounds)
        return None if found is None else self._recomputed(found)

    def _recomputed(self, ranges: dict[int, Range]) -> dict[int, Range] | None:
        """Return the ranges with those of freed percentages narrowed to the quotient, where that is determined now."""
        known = {index: low for index, (low, high) in ranges.items() if low == high}
        values = {**self.values, **known}
        rows: list[Row] = []
        for row in self.rows:
            if row.percent in ranges and row.share is not None:
                parts, wholes, _ = row.share
                if all(i in known or i not in ranges for i in (*parts, *wholes)):
                    rows += _quotient(row, values)
        for row in rows:
            ((index, _),) = row.terms
            narrowed = _narrowed(row, index, 1, ranges, self.grid[index])
            if narrowed is None:
                return None
            ranges = {**ranges, index: narrowed}
        return ranges

    def _restricted(self, freed: set[int]) -> list[Row] | None:
        """Return the rows over the freed figures alone; None where a row without any of them is broken."""
        if any(not self.touches(number, freed) for number in self.broken):
            return None
        kept: list[Row] = []
        for number in sorted({n for index in freed for n in self.by_figure[index]}):
            row = self.rows[number]
            if row.percent in freed:
                kept += self._for_percent(row, freed)
                continue
            coefficients = self.coefficients[number]
            terms = tuple((i, coefficients[i]) for i in sorted(freed) if i in coefficients)
            fixed = self.sums[number] - sum(c * self.values.get(i, 0) for i, c in terms)
            kept.append(
                Row(
                    terms,
                    None if row.low is None else row.low - fixed,
                    None if row.high is None else row.high - fixed,
                    source=row.source,
                )
            )
        return kept

    def _for_percent(self, row: Row, freed: set[int]) -> list[Row]:
        """Return what a share says of its percentage when that is freed; nothing where part or whole is free, too."""
        if row.share is None or any(i in freed for i in (*row.share[0], *row.share[1])):
            return []
        return _quotient(row, self.values)

    def _propagated(self, rows: Sequence[Row], variables: Sequence[int]) -> dict[int, Range] | None:
        """Return bounds of each variable by repeated narrowing; None where they cross. Exact for one variable."""
        bounds: dict[int, Range] = dict.fromkeys(variables, (0, None))
        for _ in range(4 * len(variables)):
            before = dict(bounds)
            for row in rows:
                for index, coefficient in row.terms:
                    narrowed = _narrowed(row, index, coefficient, bounds, self.grid[index])
                    if narrowed is None:
                        return None
                    bounds[index] = narrowed
            if bounds == before:
                break
        determined = {i: low for i, (low, high) in bounds.items() if low == high}
        if len(determined) == len(bounds) and not all(_holds(row, determined) for row in rows):
            return None
        return bounds


def _quotient(row: Row, values: Mapping[int, Exact]) -> list[Row]:
    """Return what part and whole say of the percentage of a share."""
    if row.share is None or row.percent is None:
        return []
    parts, wholes, half = row.share
    whole = sum(values[i] for i in wholes)
    if whole == 0:
        return []
    quotient = Fraction(100 * sum(values[i] for i in parts)) / whole
    return [Row(((row.percent, 1),), quotient - half, quotient + half, source=row.source)]


def _holds(row: Row, values: Mapping[int, Exact]) -> bool:
    total = sum(c * values[i] for i, c in row.terms)
    return (row.low is None or total >= row.low) and (row.high is None or total <= row.high)


def _narrowed(row: Row, index: int, coefficient: Exact, bounds: Mapping[int, Range], grid: Exact) -> Range | None:
    """Return the range of one variable of a row, given those of the others; None where it is empty."""
    least: Exact | None = 0
    most: Exact | None = 0
    for other, factor in row.terms:
        if other == index:
            continue
        ends: tuple[Exact | None, Exact | None] = bounds[other]
        low_end, high_end = ends if factor > 0 else ends[::-1]
        least = None if least is None or low_end is None else least + factor * low_end
        most = None if most is None or high_end is None else most + factor * high_end
    below = None if row.low is None or most is None else Fraction(row.low - most) / coefficient
    above = None if row.high is None or least is None else Fraction(row.high - least) / coefficient
    if coefficient < 0:
        below, above = above, below
    low, high = bounds[index]
    if below is not None:
        low = max(low, grid * math.ceil(below / grid))
    if above is not None:
        highest = grid * math.floor(above / grid)
        high = highest if high is None else min(high, highest)
    return None if high is not None and high < low else (low, high)
