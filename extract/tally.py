"""Tally: values expected and values got, counted by field, with every miss; and the report that they add up to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from .parsers.fold import fold
from .record import EventDate, Figure, Official, Site

__all__ = ["Miss", "Report", "Score", "Tally", "below", "paired", "plain"]

A = TypeVar("A")
B = TypeVar("B")


class Miss(NamedTuple):
    """One value that was not as expected: nothing got is a gap, nothing expected an invention."""

    file: str
    field: str
    expected: str | None
    got: str | None


@dataclass(slots=True)
class Score:
    """How many values a field should have, how many it has, how many of these are right."""

    expected: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was expected that was found; 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; where each value is either right or wrong, the accuracy."""
        total = self.expected + self.found
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Report:
    """The scores by field, and every miss."""

    files: int = 0
    scores: dict[str, Score] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the report as JSON-ready dicts and lists."""
        scores = {
            name: {
                **asdict(s),
                "precision": round(s.precision, 4),
                "recall": round(s.recall, 4),
                "f1": round(s.f1, 4),
            }
            for name, s in sorted(self.scores.items())
        }
        return {"files": self.files, "scores": scores, "misses": [miss._asdict() for miss in self.misses]}

    def as_text(self, misses: bool = False) -> str:
        """Return the report as a plain table, with every miss below it where ``misses`` asks for them."""
        width = max(map(len, self.scores), default=5)
        lines = [f"{'field':<{width}}  expected  found  right  precision  recall     F1"]
        for name, s in sorted(self.scores.items()):
            shares = f"{s.precision:>9.3f}  {s.recall:>6.3f}  {s.f1:>5.3f}"
            lines.append(f"{name:<{width}}  {s.expected:>8}  {s.found:>5}  {s.right:>5}  {shares}")
        lines.append(f"{self.files} files, {len(self.misses)} misses")
        if misses:
            lines += [
                "",
                *(f"{m.file}  {m.field}: expected {m.expected or '-'}, got {m.got or '-'}" for m in self.misses),
            ]
        return "\n".join(lines)


def below(report: Report, baseline: Mapping[str, Any]) -> list[str]:
    """Return one line for each field whose F1 is under the baseline's figure, or that was not measured at all.

    ``baseline`` maps fields to F1, or holds such a mapping under ``f1`` (the form of ``baseline.toml``).
    """
    lines = []
    for name, least in sorted(baseline.get("f1", baseline).items()):
        measured = report.scores.get(name)
        if measured is None:
            lines.append(f"{name}: not measured, the baseline is {least:.3f}")
        elif measured.f1 + 5e-4 < least:
            lines.append(f"{name}: F1 {measured.f1:.3f} is below the baseline of {least:.3f}")
    return lines


@dataclass(slots=True)
class Tally:
    """Counts into a report what one file gives."""

    file: str
    report: Report

    def count(self, name: str, expected: int, found: int, right: int) -> None:
        """Add these numbers to a field's score."""
        total = self.report.scores.setdefault(name, Score())
        total.expected += expected
        total.found += found
        total.right += right

    def value(self, name: str, expected: object, got: object, right: bool | None = None) -> None:
        """Count one value that is either right or wrong."""
        agree = expected == got if right is None else right
        self.count(name, 1, 1, int(agree))
        if not agree:
            self.miss(name, expected, got)

    def lists(self, name: str, gold: Sequence[A], got: Sequence[B], same: Callable[[A, B], bool]) -> list[tuple[A, B]]:
        """Count two lists whose order does not matter; return the pairs that agree."""
        pairs, missing, extra = paired(gold, got, same)
        self.count(name, len(gold), len(got), len(pairs))
        for value in missing:
            self.miss(name, value, None)
        for surplus in extra:
            self.miss(name, None, surplus)
        return pairs

    def miss(self, name: str, expected: object, got: object) -> None:
        """Note one miss; None where nothing was expected, or nothing got."""
        self.report.misses.append(Miss(self.file, name, _shown(expected), _shown(got)))


def paired(
    gold: Sequence[A], got: Sequence[B], same: Callable[[A, B], bool]
) -> tuple[list[tuple[A, B]], list[A], list[B]]:
    """Pair each gold value with the first value left that agrees; return the pairs and what is left of both."""
    left = list(got)
    pairs: list[tuple[A, B]] = []
    missing: list[A] = []
    for value in gold:
        match = next((i for i, other in enumerate(left) if same(value, other)), None)
        if match is None:
            missing.append(value)
        else:
            pairs.append((value, left.pop(match)))
    return pairs, missing, left


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


@lru_cache(maxsize=65536)
def plain(string: str | None) -> str:
    """Return ``string`` as it is compared: folded, simplified, without any space; None as the empty string."""
    return "".join(str(_converter().convert(fold(string).string)).split()) if string else ""


def _shown(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Figure):
        value = [value.scope, value.batch, value.dimension, value.label, value.value, value.unit]
    elif isinstance(value, Official):
        value = [value.name, value.titles, value.organisation, value.role]
    elif isinstance(value, Site):
        value = value.name
    elif isinstance(value, EventDate):
        value = [value.quote, value.date, value.end_date, value.precision]
    elif isinstance(value, Mapping):
        value = [v for k, v in value.items() if k not in ("quote", "pos", "subject", "as_of", "parent_label")] or dict(
            value
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
