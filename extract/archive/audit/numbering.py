"""Gaps in a series: missing numbers, issues that are there twice, numbers and dates that contradict each other.

Works on mastheads alone. Within a year, or longer where the numbers run on, the issues in the order of their dates
should bear rising numbers. What does not rise with the others is out of place (longest rising subsequence): its number
is wrong where a free number fits between its neighbours, else its date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from .model import Head, Series

__all__ = ["Gap", "gaps_of"]

#: Of so many issues most must agree on what serial and number differ by.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is wrong with the numbering of a series."""

    kind: Literal["missing", "doubled", "renumbered", "date", "serial"]
    year: int | None
    heads: tuple[Head, ...]
    """The issues that it is about: of missing numbers those before and after; else the culprit first."""
    first: int | None = None
    """First and last of the missing numbers; else what the number should be, where it is known."""
    last: int | None = None


def gaps_of(series: Series) -> list[Gap]:
    """Return what is wrong with the numbering of a series, in its order."""
    found: list[Gap] = []
    before: _Numbering | None = None
    for heads in _numberings(series.heads):
        numbering = _Numbering(heads)
        if before is not None:
            found += _over_year(before, numbering)
        found += numbering.gaps()
        before = numbering
    return found


def _year(head: Head) -> int | None:
    return head.year or (head.day.year if head.day else None)


def _numberings(heads: Sequence[Head]) -> Iterator[list[Head]]:
    """Yield the issues that are numbered together: those of a year, and of the next one where it goes on counting."""
    numbered = [head for head in heads if head.issue is not None]
    current: list[Head] = []
    for _, some in groupby(sorted(numbered, key=lambda h: (_year(h) or 0, h.issue or 0)), key=_year):
        members = list(some)
        if current and _runs_on(current, members):
            current += members
            continue
        if current:
            yield current
        current = members
    if current:
        yield current


def _runs_on(before: Sequence[Head], after: Sequence[Head]) -> bool:
    """Tell whether a new year goes on where the last one ended, rather than from 1."""
    last, first = max(h.issue or 0 for h in before), min(h.issue or 0 for h in after)
    return last < first <= last + max(3, len(before) // 2)


class _Numbering:
    """Issues that are numbered together, by number and in the order of their dates."""

    def __init__(self, heads: Sequence[Head]) -> None:
        self.heads = heads
        self.year = _year(heads[0])
        self.last_year = _year(heads[-1])
        self.numbers: dict[int, list[Head]] = defaultdict(list)
        for head in heads:
            self.numbers[head.issue or 0].append(head)
        self.dated = sorted((h for h in heads if h.day), key=lambda h: (h.day or date.min, h.issue or 0, h.document))
        self.place = {head.document: n for n, head in enumerate(self.dated)}
        self.in_order = _rising([head.issue or 0 for head in self.dated])

    def gaps(self) -> Iterator[Gap]:
        out_of_place = [head for n, head in enumerate(self.dated) if n not in self.in_order]
        taken: set[int] = set()
        found: list[Gap] = []
        misplaced: set[int] = set()
        for head in (*out_of_place, *self._used_twice(out_of_place)):
            gap = self._wrong_number(head, taken)
            if gap is not None:
                found.append(gap)
            if gap is not None and gap.kind == "renumbered":
                misplaced.add(head.document)
        found += self._doubled(misplaced)
        found += self._missing(taken, misplaced)
        found += self._serials(misplaced)
        yield from sorted(found, key=self._position)

    def _position(self, gap: Gap) -> tuple[int, str]:
        number = gap.first if gap.kind in ("missing", "renumbered") else gap.heads[0].issue
        return number or 0, gap.kind

    def _used_twice(self, out_of_place: Sequence[Head]) -> Iterator[Head]:
        """Yield, of issues with one number and different dates, those that do not stand where the number belongs."""
        for number, heads in self.numbers.items():
            dated = [h for h in heads if h.day and h not in out_of_place]
            days = sorted({h.day for h in dated if h.day})
            if len(days) > 1:
                free = self._free(dated[0], dated)
                later = any(n > number for n in free)
                wrong = days[1:] if later else days[:-1] if free else []
                yield from (h for h in dated if h.day in wrong)

    def _wrong_number(self, head: Head, taken: set[int]) -> Gap | None:
        """Return that a number is not the one that its date asks for, or the date not the one of its number."""
        alike = self.numbers[head.issue or 0]
        free = [n for n in self._free(head, alike) if n not in taken]
        others = tuple(h for h in alike if h is not head)
        if free and (others or len(free) == 1):
            taken.add(free[0])
            return Gap("renumbered", self.year, (head, *others), free[0] if len(free) == 1 else None)
        if others and any(h.day == head.day for h in others):
            return None
        return Gap("date", self.year, (head, *self._neighbours(head)))

    def _free(self, head: Head, alike: Sequence[Head]) -> list[int]:
        """Return the numbers that nobody bears and that fit where the issue stands by its date."""
        at = self.place[head.document]
        skip = {h.document for h in alike}
        rest = [(n, h) for n, h in enumerate(self.dated) if n in self.in_order and h.document not in skip]
        before = next((h.issue for n, h in reversed(rest) if n < at), None)
        after = next((h.issue for n, h in rest if n > at), None)
        if before is None or after is None:
            return []
        return [n for n in range(before + 1, min(after, before + 1000)) if n not in self.numbers]

    def _neighbours(self, head: Head) -> tuple[Head, ...]:
        """Return the issues with the numbers before and after."""
        numbers = sorted(self.numbers)
        at = numbers.index(head.issue or 0)
        return tuple(self.numbers[n][0] for n in (*numbers[max(at - 1, 0) : at], *numbers[at + 1 : at + 2]))

    def _doubled(self, misplaced: set[int]) -> Iterator[Gap]:
        for heads in self.numbers.values():
            rest = [head for head in heads if head.document not in misplaced]
            if len(rest) > 1:
                yield Gap("doubled", self.year, tuple(rest))

    def _missing(self, taken: set[int], misplaced: set[int]) -> Iterator[Gap]:
        present = {n for n, heads in self.numbers.items() if any(h.document not in misplaced for h in heads)}
        present |= taken
        for before, after in pairwise(sorted(present)):
            if after > before + 1:
                ends = tuple(h for n in (before, after) for h in self.numbers.get(n, ())[:1])
                yield Gap("missing", self.year, ends, before + 1, after - 1)

    def _serials(self, misplaced: set[int]) -> Iterator[Gap]:
        """Yield issues whose serial number does not rise with the number as it does for most others."""
        known = [h for h in self.heads if h.serial is not None and h.document not in misplaced]
        offsets = Counter((h.serial or 0) - (h.issue or 0) for h in known)
        ((usual, times),) = offsets.most_common(1) or [(0, 0)]
        if times > len(known) / 2 and len(known) >= _FEW:
            for head in known:
                if (head.serial or 0) - (head.issue or 0) != usual:
                    yield Gap("serial", self.year, (head,), (head.issue or 0) + usual)


def _over_year(before: _Numbering, after: _Numbering) -> Iterator[Gap]:
    """Yield the numbers that are missing between the last issue of one numbering and the first of the next.

    The next begins with 1; serial numbers, where both have them, tell what is missing at the end of the one before.
    """
    last, first = max(before.numbers), min(after.numbers)
    ends = before.numbers[last][0], after.numbers[first][0]
    if ends[0].serial is not None and ends[1].serial is not None:
        rest = ends[1].serial - ends[0].serial - 1 - (first - 1)
        if 0 < rest < 1000:
            yield Gap("missing", before.year, ends, last + 1, last + rest)
    if first > 1 and before.last_year is not None and after.year == before.last_year + 1:
        yield Gap("missing", after.year, ends, 1, first - 1)


def _rising(numbers: Sequence[int]) -> set[int]:
    """Return the places of a longest subsequence that does not fall (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_right(tails, number)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            ends.append(place)
        else:
            tails[at], ends[at] = number, place
    found = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found
