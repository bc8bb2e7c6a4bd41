"""The smallest sets of numbers that may be wrong, by exact search: for numbers too large for ``milp``."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from .system import System

__all__ = ["smallest"]

#: So many sets, and so many rows for all of them together, are looked at before the search gives up.
_PATIENCE, _ROWS = 5_000, 60_000


def smallest(system: System, protected: Collection[int] = (), largest: int = 4) -> Iterator[tuple[int, ...]]:
    """Yield the smallest sets of figures whose change can make all rows hold, in the order of their ids.

    A set that does not suffice must be joined by a figure of a broken row that it leaves alone; where it touches them
    all, by one of a row that it touches. So only such sets are tried, smaller ones first. Nothing is yielded where no
    set of ``largest`` suffices, or patience ends.
    """
    tried = rows = 0
    level: list[tuple[int, ...]] = [()]
    for size in range(largest + 1):
        found = False
        following: set[tuple[int, ...]] = set()
        for chosen in level:
            tried += 1
            rows += sum(len(system.by_figure[index]) for index in chosen)
            if tried > _PATIENCE or rows > _ROWS:
                return
            if size and system.ranges(chosen) is not None:
                found = True
                yield chosen
            else:
                following.update(_joined(system, chosen, protected))
        if found:
            return
        level = sorted(following)


def _joined(system: System, chosen: tuple[int, ...], protected: Collection[int]) -> Iterator[tuple[int, ...]]:
    loose = {*chosen, *system.unread}
    left = next((row for row in system.broken if not system.touches(row, loose)), None)
    rows = [left] if left is not None else sorted({row for index in loose for row in system.by_figure[index]})
    for row in rows:
        for index in system.figures_of(row):
            if index not in loose and index not in protected:
                yield tuple(sorted((*chosen, index)))
