"""What must hold between published numbers: the constraint, and what the numbers as printed make of it.

Every kind comes down to one of four forms, with P the parts and W the whole:

===========  =====================================  ==========================================
form         holds when                             kinds
===========  =====================================  ==========================================
``EQUAL``    ΣP − W lies in [low, high]             partition, rollup, agree, increment
``COVER``    every P ≤ W ≤ ΣP                       cover
``AT_MOST``  every P ≤ W                            subset, monotone
``SHARE``    p − h ≤ 100·ΣP/W ≤ p + h               share (p printed, h half its last digit)
===========  =====================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from .. import record
from .numbers import Exact

__all__ = ["Constraint", "Form", "Verdict", "evaluate", "form_of"]


class Form(Enum):
    """How parts and whole are compared."""

    EQUAL = "equal"
    COVER = "cover"
    AT_MOST = "at_most"
    SHARE = "share"


_FORMS: dict[str, Form] = {
    "partition": Form.EQUAL,
    "rollup": Form.EQUAL,
    "agree": Form.EQUAL,
    "increment": Form.EQUAL,
    "cover": Form.COVER,
    "subset": Form.AT_MOST,
    "monotone": Form.AT_MOST,
    "share": Form.SHARE,
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that must hold. Figures are named by their ids."""

    kind: record.Constraint
    whole: tuple[int, ...]
    """What the parts are compared with: one figure; several for a share of the sum of its list; none for 100 %."""
    parts: tuple[int, ...]
    percent: int | None = None
    """The printed percentage of a share."""
    fixed: Exact | None = None
    """The whole where it is no figure: 100 of a list of percentages."""
    low: Exact | None = 0
    """Least difference ΣP − W; None: any shortfall is explained."""
    high: Exact | None = 0
    """Greatest difference ΣP − W; None: any excess is explained. Of a share: how far it may be off where the
    percentages of its list were made to add up to 100."""
    half: Exact = 0
    """Half a unit of a percentage's last printed digit."""
    note: str | None = None
    """The text's own words that explain a difference."""
    may_overlap: bool = False
    """Parts of such a list can overlap by nature, though the text does not say so: an excess is no violation."""
    may_exceed: bool = False
    """The part may be larger than the whole by nature: a total after cases were split."""
    missing: str | None = None
    """What is missing for a decision: a cause that the messages name (``whole``, ``units``), or None."""
    incomplete: bool = False
    """A number stands among the parts that could not be read."""
    dimension: str | None = None
    issues: tuple[str, str] | None = None
    """Of two issues that are compared: the earlier and the later."""

    @property
    def figures(self) -> tuple[int, ...]:
        """All figures that are compared, the whole first."""
        percent = () if self.percent is None else (self.percent,)
        return tuple(dict.fromkeys((*self.whole, *self.parts, *percent)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the printed numbers make of a constraint."""

    status: record.Status
    case: str
    """Which message says it: ``holds``, ``explained``, ``more``, ``less`` …, or the cause of ``unchecked``."""
    expected: Exact | None = None
    actual: Exact | None = None
    culprits: tuple[int, ...] = ()
    """The parts that alone are larger than the whole."""


def form_of(constraint: Constraint) -> Form:
    """Return how the constraint compares parts and whole."""
    return _FORMS[constraint.kind]


def evaluate(constraint: Constraint, values: Mapping[int, Exact | None]) -> Verdict:
    """Return whether the printed ``values`` (by figure; None or absent: unread) keep the constraint."""
    whole = _sum(constraint.whole, values) if constraint.fixed is None else constraint.fixed
    parts = [values.get(part) for part in constraint.parts]
    known = [value for value in parts if value is not None]
    if constraint.missing is not None or not known:
        total = sum(known) if known else None
        return Verdict("unchecked", constraint.missing or "parts", whole, total)
    if whole is None:
        return Verdict("unchecked", "whole", None, sum(known))
    complete = len(known) == len(parts) and not constraint.incomplete
    match form_of(constraint):
        case Form.EQUAL:
            return _equal(constraint, values, whole, known, complete)
        case Form.COVER:
            return _cover(constraint, values, whole, known, complete)
        case Form.AT_MOST:
            return _at_most(constraint, values, whole, known)
        case Form.SHARE:
            return _share(constraint, values, whole, sum(known))


def _sum(ids: tuple[int, ...], values: Mapping[int, Exact | None]) -> Exact | None:
    total: Exact = 0
    for index in ids:
        value = values.get(index)
        if value is None:
            return None
        total += value
    return total if ids else None


def _larger(constraint: Constraint, values: Mapping[int, Exact | None], whole: Exact) -> tuple[int, ...]:
    return tuple(part for part in constraint.parts if (value := values.get(part)) is not None and value > whole)


def _equal(
    constraint: Constraint, values: Mapping[int, Exact | None], whole: Exact, known: list[Exact], complete: bool
) -> Verdict:
    total = sum(known)
    excess = total - whole
    if excess > 0:
        culprits = _larger(constraint, values, whole) if constraint.fixed is None else ()
        if culprits and (constraint.may_overlap or constraint.high is None):
            return Verdict("violated", "larger", whole, max(known), culprits)
        if constraint.high is None or excess <= constraint.high:
            return Verdict("holds", "explained" if constraint.note else "rounded", whole, total)
        if constraint.may_overlap:
            return Verdict("unchecked", "overlap", whole, total)
        return Verdict("violated", "more", whole, total)
    if not complete and not (excess == 0 and len(known) == len(constraint.parts)):
        return Verdict("unchecked", "unread", whole, total)
    if excess < 0:
        if constraint.low is None or excess >= constraint.low:
            return Verdict("holds", "explained" if constraint.note else "rounded", whole, total)
        return Verdict("violated", "less", whole, total)
    return Verdict("holds", "holds", whole, total)


def _cover(
    constraint: Constraint, values: Mapping[int, Exact | None], whole: Exact, known: list[Exact], complete: bool
) -> Verdict:
    total = sum(known)
    if culprits := _larger(constraint, values, whole):
        return Verdict("violated", "larger", whole, max(known), culprits)
    if total < whole and (constraint.low is None or total - whole < constraint.low):
        return Verdict("violated", "less", whole, total) if complete else Verdict("unchecked", "unread", whole, total)
    return Verdict("holds", "holds", whole, total)


def _at_most(constraint: Constraint, values: Mapping[int, Exact | None], whole: Exact, known: list[Exact]) -> Verdict:
    culprits = _larger(constraint, values, whole)
    if not culprits:
        return Verdict("holds", "holds", whole, max(known))
    if constraint.may_exceed:
        return Verdict("unchecked", "split", whole, max(known))
    return Verdict("violated", "more", whole, max(known), culprits)


def _share(constraint: Constraint, values: Mapping[int, Exact | None], whole: Exact, part: Exact) -> Verdict:
    printed = values.get(constraint.percent) if constraint.percent is not None else None
    if printed is None:
        return Verdict("unchecked", "unread", None, None)
    if whole == 0:
        return Verdict("unchecked", "zero", None, printed)
    quotient = Fraction(100 * part) / whole
    off = abs(quotient - printed)
    if off <= constraint.half:
        return Verdict("holds", "holds", quotient, printed)
    if constraint.high is not None and off < constraint.high:
        return Verdict("holds", "fitted", quotient, printed)
    return Verdict("violated", "more", quotient, printed)
