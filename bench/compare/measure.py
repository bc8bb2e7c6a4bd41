"""Paired measuring: each round runs every step once, so that what disturbs the machine disturbs all alike."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

__all__ = ["Paired", "Table", "paired", "ratio"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report: a heading, what was done, the names of its columns, its rows."""

    heading: str
    said: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> list[str]:
        """Return it in Markdown."""
        head = [f"## {self.heading}", "", self.said, ""]
        table = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        return head + [f"| {' | '.join(row)} |" for row in table] + [""]


@dataclass(frozen=True, slots=True)
class Paired:
    """What some steps took, in seconds, round by round."""

    seconds: Mapping[str, Sequence[float]]

    def median(self, name: str) -> float:
        """Return the median of a step, in seconds."""
        return median(self.seconds[name])

    def over(self, name: str, below: str) -> str:
        """Return how many times as long one step took as another: the median of the rounds, the least, the greatest."""
        return ratio([a / b for a, b in zip(self.seconds[name], self.seconds[below], strict=True)])


def paired(steps: Mapping[str, Callable[[], object]], rounds: int = 7, warm: bool = True) -> Paired:
    """Return what the steps took. ``warm``: each runs once before, so that all is loaded."""
    if warm:
        for step in steps.values():
            step()
    taken: dict[str, list[float]] = {name: [] for name in steps}
    names = list(steps)
    gc.collect()
    gc.freeze()
    for number in range(rounds):
        for name in names[number % len(names) :] + names[: number % len(names)]:
            started = time.perf_counter()
            steps[name]()
            taken[name].append(time.perf_counter() - started)
    gc.unfreeze()
    return Paired(taken)


def ratio(ratios: Sequence[float]) -> str:
    """Return a ratio with its spread: ``3.1 (2.9–3.4)``."""
    middle = median(ratios)
    digits = 0 if middle >= 20 else 1 if middle >= 3 else 2
    return f"{middle:.{digits}f} ({min(ratios):.{digits}f}–{max(ratios):.{digits}f})"
