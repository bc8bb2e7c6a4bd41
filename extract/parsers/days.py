"""Days with or without a year, and the numbers that they are written with: ``廿一``, ``二〇二一``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["Day", "day_of", "exists", "number_of", "year_of"]

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2}


class Day(NamedTuple):
    """A day with or without its year."""

    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str:
        """The day as ``2021-06-03``, without its year as ``--06-03``."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.year else f"--{self.month:02d}-{self.day:02d}"

    def moved(self, days: int) -> Day | None:
        """Return the day so many days later; None beyond the end of the calendar."""
        try:
            moved = date(self.year or 2000, self.month, self.day) + timedelta(days)
        except OverflowError:
            return None
        return Day(moved.year if self.year else None, moved.month, moved.day)

    def before(self, reference: date | None) -> Day | None:
        """Return the day in the latest year that puts it on or before the reference; None if there is no such day."""
        return day_of(self.year, str(self.month), str(self.day), reference)


def number_of(text: str) -> int:
    """Return a small number: ``14``, ``廿一``."""
    if text.isascii():
        return int(text)
    text = text.replace("廿", "二十")
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def year_of(text: str | None) -> int | None:
    """Return a year: ``2021``, ``二〇二一``; None for none."""
    if not text:
        return None
    return int(text) if text.isascii() else int("".join(str(_DIGITS[c]) for c in text))


def exists(year: int | None, month: int, day: int) -> bool:
    """Tell whether the calendar has that day."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return False
    return True


def day_of(year: int | None, month_text: str, day_text: str, reference: date | None) -> Day | None:
    """Return the day, its year the latest that puts it on or before the reference; None if there is no such day."""
    month, day = number_of(month_text), number_of(day_text)
    if year is None and reference is not None:
        year = reference.year - ((month, day) > (reference.month, reference.day))
        if (month, day) == (2, 29):
            year -= year % 4
    return Day(year, month, day) if exists(year, month, day) else None
