"""How likely one number was printed for another: the distance between their digits."""

from __future__ import annotations

from .numbers import Exact, written

__all__ = ["slip_distance"]

_ALIKE = frozenset(map(frozenset, ("17", "38", "06")))
_SLIP, _CHANGE = 1, 2


def slip_distance(printed: Exact, other: Exact) -> int:
    """Return the cost of turning the digits of one number into those of the other.

    A slip costs 1: two neighbours exchanged, a digit dropped or doubled, 1 for 7, 3 for 8, 0 for 6. Any other digit
    that is added, lost or changed costs 2.
    """
    a, b = written(printed), written(other)
    cost = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            if i or j:
                cost[i][j] = min(_steps(a, b, i, j, cost))
    return cost[-1][-1]


def _steps(a: str, b: str, i: int, j: int, cost: list[list[int]]) -> list[int]:
    """Return what it costs to reach the first ``i`` digits of a and ``j`` of b by each possible last step."""
    found = []
    if i and j:
        same, alike = a[i - 1] == b[j - 1], frozenset(a[i - 1] + b[j - 1]) in _ALIKE
        found.append(cost[i - 1][j - 1] + (0 if same else _SLIP if alike else _CHANGE))
    if i:
        found.append(cost[i - 1][j] + _single(a, i - 1))
    if j:
        found.append(cost[i][j - 1] + _single(b, j - 1))
    if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1]:
        found.append(cost[i - 2][j - 2] + _SLIP)
    return found


def _single(digits: str, index: int) -> int:
    """Return the cost of a digit that only one of two numbers has: a slip where its neighbour is the same digit."""
    return _SLIP if digits[index] in (digits[index - 1 : index], digits[index + 1 : index + 2]) else _CHANGE
