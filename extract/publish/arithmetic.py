"""The arithmetic of a finding, spelt out: ``6+2+1 = 9 ≠ 10``."""

from __future__ import annotations

from collections.abc import Sequence

from ..archive.audit import Audited, Cited
from ..checks.numbers import Exact, exact, is_percent, written

__all__ = ["arithmetic"]


def arithmetic(item: Audited) -> str | None:
    """Return what was computed, and how it compares with what is printed; None where nothing is computed.

    The numbers are those of ``item.cited``: the whole comes first, then the parts, a percentage last.
    """
    numbers = [number for cited in item.cited if (number := exact(cited.value)) is not None]
    if len(numbers) != len(item.cited) or len(numbers) < 2 or item.status == "unchecked":
        return None
    holds = item.status == "holds"
    match item.constraint:
        case "partition" | "rollup":
            return _sum(numbers, exact(item.expected), exact(item.actual), holds)
        case "cover" if exact(item.actual) == sum(numbers[1:]):
            return _sum(numbers, exact(item.expected), exact(item.actual), holds)
        case "cover" | "subset":
            largest = max(numbers[1:])
            return f"{written(largest)} {'≤' if largest <= numbers[0] else '>'} {written(numbers[0])}"
        case "agree":
            return f"{written(numbers[0])} {'=' if holds else '≠'} {written(numbers[1])}"
        case "monotone":
            return f"{written(numbers[0])} {'≥' if holds else '<'} {written(numbers[1])}"
        case "increment":
            parts = "+".join(map(written, numbers[1:]))
            total = sum(numbers[1:])
            equals = f" = {written(total)}" if len(numbers) > 2 else ""
            return f"{parts}{equals} {'=' if total == numbers[0] else '≠'} {written(numbers[0])}"
        case "share":
            return _share(item.cited, numbers, holds)
        case _:
            return None


def _sum(numbers: Sequence[Exact], expected: Exact | None, actual: Exact | None, holds: bool) -> str | None:
    """Return a sum beside its whole; a list of percentages has no whole but 100."""
    if expected is None or actual is None:
        return None
    parts = next((part for part in (numbers[1:], numbers) if sum(part) == actual), None)
    if parts is None:  # a part alone is larger than the whole
        return f"{written(actual)} > {written(expected)}"
    total = f"{'+'.join(map(written, parts))} = {written(actual)}" if len(parts) > 1 else written(actual)
    if actual == expected:
        return total if len(parts) > 1 else f"{total} = {written(expected)}"
    sign = "≠" if not holds else "≥" if actual > expected else "≤"
    return f"{total} {sign} {written(expected)}"


def _share(cited: Sequence[Cited], numbers: Sequence[Exact], holds: bool) -> str | None:
    """Return a quotient beside the printed percentage; None where the whole is a sum of several numbers."""
    if len(numbers) != 3 or not is_percent(cited[2].unit) or not numbers[0]:
        return None
    whole, part, percent = numbers
    quotient = exact(f"{100 * part}/{whole}") if isinstance(part, int) and isinstance(whole, int) else None
    if quotient is None:
        return None
    exactly = written(quotient, 2)
    equals = "=" if exact(exactly) == quotient else "≈"
    return f"100×{written(part)}÷{written(whole)} {equals} {exactly} {'≈' if holds else '≠'} {written(percent)}"
