"""Dates: every date of a text.

Recognises ``2021年6月3日上午``, ``6月3日至5日``, ``3日、6日``, ``二〇二一年六月三日``, ``28号``, ``当天``, ``次日``,
``近日`` and a lost 月 (``603日``); the year is the latest that puts the day on or before the reference date. Refuses
lengths of time (``连续5日``) and house numbers. Which of them are dates of events is told in ``date_events``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

import regex

from ..record import Precision
from ..rulepack import Lexicon, Rules
from ..span import Span
from .context import Context
from .days import Day, day_of, exists, number_of, year_of
from .numerals import months_and_days

__all__ = ["CLAUSE_ENDS", "DateMention", "find_dates", "parse_date"]

_CN = "〇○零一二三四五六七八九"
_YEAR = rf"(?P<year>\d{{4}}|[{_CN}]{{4}})年"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?"
_DAY_NUMBER = (
    r"(?:[12]\d|3[01]|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[一二三四五六七八九])"
)
_DAY = rf"(?P<day>{_DAY_NUMBER})[日号]"
_NUMERIC = r"(?P<nyear>(?:19|20)\d{2})[-./](?P<nmonth>1[0-2]|0?[1-9])[-./](?P<nday>3[01]|[12]\d|0?[1-9])(?!\d)"

#: Everything that can begin a date.
_START = regex.compile(rf"(?<!\d)(?:{_YEAR})?(?P<this>[今本去上]年)?{_MONTH}(?:{_DAY})?")
#: A month named from the reference date: ``本月18日``.
_RELATIVE_MONTH = regex.compile(rf"(?P<which>本|上)个?月(?:{_DAY})?")
_NUMERIC_DATE = regex.compile(rf"(?<![\d.-]){_NUMERIC}")
_LONE = regex.compile(rf"(?<![\d月.:]){_DAY}")
_LOST = regex.compile(r"(?<![\d.])(?P<lost>\d{3,4})日")
_TO = r"(?:—{1,2}|-{1,2}|~|至|到|–)"
#: What a month without 日 can still be the beginning of: ``6月3-5日``, ``6月3、5日``.
_OPEN_DAY = regex.compile(rf"(?P<day>{_DAY_NUMBER})(?=(?:{_TO}|[、和])(?:{_DAY_NUMBER})[日号])")
_WEEKDAY = r"(?:（(?:星期|周|礼拜)[一二三四五六日天]）)?"
_UNTIL = regex.compile(rf"{_TO}(?:(?P<year>\d{{4}})年)?(?:{_MONTH})?{_DAY}")
#: A lone day that a range or a list begins: ``5至6日``.
_FIRST_LONE = regex.compile(rf"(?<![\d月.:/-])(?P<day>{_DAY_NUMBER})(?={_TO}(?:{_DAY_NUMBER})日)")
_AND = regex.compile(
    rf"[、和及](?:(?P<month>1[0-2]|0?[1-9])月)?(?P<day>{_DAY_NUMBER})(?:[日号]|(?=[、和]{_DAY_NUMBER}[日号]))"
)
_HOUR = regex.compile(r"(?P<hour>[01]?\d|2[0-4])(?:[时点](?:(?P<minute>[0-5]?\d)分|(?P<half>半))?|:(?P<m2>[0-5]\d))")
_THIRD = regex.compile(r"[上中下]旬|底|初|末")
#: Of 去年, 上月.
_LAST = ("去", "上")
#: Before one of them a clause has ended.
CLAUSE_ENDS = "，。；！？\n：、（“”）【】《》\t"
#: Before 日前 they make a deadline of it: 15日前.
_NUMERALS = tuple("0123456789十")
#: How far a date may stand behind one with a year and be of that year.
_NEAR = 40
#: How many days old an event of two readings can be.
_LATE = 20
_BEFORE_LONE = "于在自从至到-—和与及、是的"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text. ``date`` is ISO, ``--06-03`` without a year, ``2021-06`` for a month; None where vague."""

    span: Span
    quote: str
    date: str | None
    end_date: str | None = None
    part_of_day: str | None = None
    precision: Precision = "day"
    hour: int | None = None
    minute: int | None = None
    form: Literal["full", "month_day", "day", "numeric", "relative", "vague", "month"] = "month_day"
    """How it is written: with a year, with a month, a lone day, as digits, as a word."""


def parse_date(string: str, reference: date | None = None) -> str | None:
    """Return the first date of a string as ISO, None without one: ``二〇二四年三月十五日`` → ``2024-03-15``.

    A date without a year takes it from ``reference`` and is ``--03-15`` without that.
    """
    for match in (_START.search(string), _NUMERIC_DATE.search(string)):
        if match is None:
            continue
        groups = match.groupdict()
        number = groups.get("day") or groups.get("nday")
        year = year_of(groups.get("year") or groups.get("nyear"))
        day = day_of(year, groups.get("month") or groups["nmonth"], number, reference) if number else None
        if day is not None:
            return day.iso
    return None


def find_dates(text: str, rules: Rules, context: Context) -> list[DateMention]:
    """Return every date of a (folded) text, in order: ``6月3日至5日`` is one, ``6月3日、5日`` are two.

    A lone day needs a month that was named before it, or the reference date's; ``连续5日`` and ``路28号`` are no dates.
    """
    return _Finder(text, rules, context).find()


class _Finder:
    """One pass over one text; holds the day named last, that later dates refer to."""

    def __init__(self, text: str, rules: Rules, context: Context) -> None:
        self.text = text
        self.words = rules.pack.dates
        self.reference = context.reference
        self.last: Day | None = None
        self.year: int | None = None
        self.found: list[DateMention] = []
        self.hits = iter(_relative(rules).find(text))

    def find(self) -> list[DateMention]:
        at = 0
        hit = next(self.hits, None)
        for start in (*self._starts(), len(self.text)):
            while hit is not None and hit.span.start < start:
                if hit.span.start >= at:
                    at = self._word(hit.span, hit.value)
                hit = next(self.hits, None)
            if start >= at:
                at = self._date(start)
        return self.found

    def _starts(self) -> Iterator[int]:
        """Yield where a date may begin: the numbers before each 月, 日 or 号, with the year before them."""
        last = -1
        for match in _NUMBERS.finditer(self.text):
            if match.start() > last:
                last = match.start()
                yield last

    def _date(self, at: int) -> int:
        """Take the date that begins at ``at``, if any; return where to go on."""
        text = self.text
        if match := _NUMERIC_DATE.match(text, at):
            day = day_of(int(match["nyear"]), match["nmonth"], match["nday"], None)
            return self._add(at, match.end(), day, "numeric") if day else at + 1
        if match := _START.match(text, at):
            return self._month_day(match)
        if match := _RELATIVE_MONTH.match(text, at):
            return self._relative_month(match)
        if (
            (match := _FIRST_LONE.match(text, at))
            and self._opens_clause(at)
            and (day := self._lone(number_of(match["day"])))
        ):
            return self._add(at, match.end(), day, "day")
        if match := _LOST.match(text, at):
            day = self._lost(match["lost"])
            return self._add(at, match.end(), day, "month_day") if day and self._opens_clause(at) else match.end()
        if (match := _LONE.match(text, at)) and self._may_be_lone(match.start(), match.end(), text[match.end() - 1]):
            day = self._lone(number_of(match["day"]))
            if day:
                return self._add(at, match.end(), day, "day")
        return at + 1

    def _month_day(self, match: regex.Match[str]) -> int:
        text = self.text
        end: int = match.end()
        year = year_of(match["year"])
        if match["this"] and self.reference:
            year = self.reference.year - (match["this"][0] in _LAST)
        day_text = match["day"]
        if day_text is None and (opened := _OPEN_DAY.match(text, end)):
            day_text, end = opened["day"], opened.end()
        if day_text is None:
            return self._month(match, year)
        year = year or (None if self.reference else self.year)
        day = (year is None and self._soon_after(match.start(), match["month"], day_text)) or day_of(
            year, match["month"], day_text, self.reference
        )
        return self._add(match.start(), end, day, "full" if match["year"] else "month_day") if day else end

    def _relative_month(self, match: regex.Match[str]) -> int:
        """Take ``本月18日``, ``上月``: months are counted from the reference date."""
        end: int = match.end()
        if self.reference is None:
            return end
        first = self.reference.replace(day=1)
        if match["which"] in _LAST:
            first = (first - timedelta(1)).replace(day=1)
        if match["day"] is not None:
            day = Day(first.year, first.month, number_of(match["day"]))
            return self._add(match.start(), end, day, "month_day") if exists(*day) else end
        span = Span(match.start(), end)
        month = first.isoformat()[: len("2021-06")]
        self.found.append(DateMention(span, span.of(self.text), month, precision="month", form="month"))
        return end

    def _soon_after(self, at: int, month: str, day: str) -> Day | None:
        """Return the day in the year that was named before it in the sentence; None without that."""
        previous = self.found[-1] if self.found else None
        if previous is None or previous.form != "full" or self.last is None:
            return None
        between = self.text[previous.span.end : at]
        if len(between) > _NEAR or "。" in between or "\n" in between:
            return None
        following = day_of(self.last.year, month, day, None)
        return following if following and following >= self.last else None

    def _month(self, match: regex.Match[str], year: int | None) -> int:
        end: int = match.end()
        if third := _THIRD.match(self.text, end):
            end = third.end()
        month = number_of(match["month"])
        if year is None and self.reference:
            year = self.reference.year - (month > self.reference.month)
        iso = f"{year:04d}-{month:02d}" if year else f"--{month:02d}"
        span = Span(match.start(), end)
        self.found.append(DateMention(span, span.of(self.text), iso, precision="month", form="month"))
        if self.last is None or year is not None:
            self.year = year or self.year
        self.last = Day(year, month, 1)
        return end

    def _add(self, start: int, end: int, day: Day, form: Literal["full", "month_day", "day", "numeric"]) -> int:
        """Append the date from ``start`` to ``end`` with all that follows it: part of day, range, further days."""
        text = self.text
        end_day = None
        part, part_end = self._part(end)
        if until := _UNTIL.match(text, part_end):
            end_day = self._second(day, until)
            if end_day is not None:
                end = until.end()
                last_part, end = self._part(end)
                part = part or last_part
        if end_day is None:
            end = part_end
        hour, minute = self._hour(end)
        span = Span(start, end)
        iso_end = end_day.iso if end_day else None
        self.found.append(DateMention(span, span.of(text), day.iso, iso_end, part, "day", hour, minute, form))
        self.last = end_day or day
        self.year = day.year or self.year
        if end_day is None and (more := _AND.match(text, end)):
            following = self._second(day, more)
            if following is not None:
                return self._add(
                    more.start("month") if more["month"] else more.start("day"), more.end(), following, "day"
                )
        return end

    def _second(self, first: Day, match: regex.Match[str]) -> Day | None:
        """Return the later day of a range or a list, which leaves out what it shares with the first."""
        groups = match.groupdict()
        month = number_of(groups["month"]) if groups.get("month") else first.month
        day = number_of(groups["day"])
        year = year_of(groups.get("year")) or first.year
        if year and year == first.year and month < first.month:
            year += 1
        if month == first.month and day <= first.day:
            return None
        return Day(year, month, day) if exists(year, month, day) else None

    def _part(self, at: int) -> tuple[str | None, int]:
        weekday = _WEEKDAYS.match(self.text, at)
        start = weekday.end() if weekday else at
        if not self.text.startswith(self.words.parts_of_day, start):
            return None, at
        word = max((word for word in self.words.parts_of_day if self.text.startswith(word, start)), key=len)
        return word, start + len(word)

    def _hour(self, at: int) -> tuple[int | None, int | None]:
        match = _HOUR.match(self.text, at)
        if match is None:
            return None, None
        minute = match["minute"] or match["m2"]
        return int(match["hour"]), 30 if match["half"] else int(minute) if minute else None

    def _says_when(self, span: Span) -> bool:
        """Tell whether a word that also qualifies nouns (近期工作) says when something was done (于近期先后到)."""
        if self.text.startswith("，", span.end):
            return True
        opens = self._opens_clause(span.start) or self.text[span.start - 1] == "于"
        return opens and self.text.startswith(self.words.deeds, span.end)

    def _opens_clause(self, at: int) -> bool:
        return at == 0 or self.text[at - 1] in CLAUSE_ENDS

    def _may_be_lone(self, start: int, end: int, unit: str) -> bool:
        """Tell whether ``14日`` is a date, not a length of time or a house number."""
        before, after = self.text[start - 1 : start], self.text[end : end + 2]
        timed = after.startswith(self.words.parts_of_day)
        of_range = before in ("至", "到", "-", "—") and self.text[start - 2 : start - 1].isdigit()
        if of_range or after.startswith(self.words.no_days):
            return False
        opens = not before or before in CLAUSE_ENDS
        if unit == "号":
            return timed or (opens and after[:1] in ("，", "、"))
        return timed or opens or (before in _BEFORE_LONE and self.text[start].isdigit())

    def _lone(self, day: int) -> Day | None:
        last = self.last
        if last is None:
            return self._latest(day)
        if day < last.day - 14:
            following = Day(last.year, last.month + 1, day) if last.month < 12 else Day(None, 1, day)
            year = following.year or (last.year + 1 if last.year else None)
            if exists(year, following.month, day) and (
                self.reference is None or (year and date(year, following.month, day) <= self.reference)
            ):
                return Day(year, following.month, day)
        return Day(last.year, last.month, day) if exists(last.year, last.month, day) else None

    def _latest(self, day: int) -> Day | None:
        """Return the latest day of that number on or before the reference date."""
        if self.reference is None:
            return None
        year, month = self.reference.year, self.reference.month
        if day > self.reference.day:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return Day(year, month, day) if exists(year, month, day) else None

    def _lost(self, digits: str) -> Day | None:
        """Return the one day that digits without 月 can be (429日), else the one of late (123日 on January 24th)."""
        days = [day for found in months_and_days(digits) if (day := Day(None, *found).before(self.reference))]
        if len(days) > 1 and self.reference is not None:
            days = [day for day in days if (self.reference - date.fromisoformat(day.iso)).days <= _LATE]
        return days[0] if len(days) == 1 else None

    def _word(self, span: Span, meaning: str) -> int:
        """Take a relative or vague word; return where to go on."""
        text = self.text
        word = span.of(text)
        if meaning in ("vague", "vague_alone"):
            if text[span.start - 1 : span.start] in _NUMERALS:
                return span.end
            if meaning == "vague" or self._says_when(span):
                self.found.append(DateMention(span, word, None, precision="vague", form="vague"))
            return span.end
        base = self.last
        if meaning in ("today", "yesterday"):
            known = self.reference
            base = Day(known.year, known.month, known.day) if known else None
        day = base.moved({"same_day": 0, "next_day": 1, "today": 0, "yesterday": -1}[meaning]) if base else None
        part, end = self._part(span.end)
        part = part or (word[-1] if word[-1] in "晚夜早晨" else None)
        span = Span(span.start, end)
        self.found.append(DateMention(span, span.of(text), day.iso if day else None, part_of_day=part, form="relative"))
        if day is not None:
            self.last = day
        return end


_WEEKDAYS = regex.compile(_WEEKDAY)
#: Where a number stands that 年, 月, 日 or 号 follows.
_NUMBERS = regex.compile(
    rf"(?<!\d)(?=\d{{1,4}}[年月日号]|\d{{4}}[-./]\d)|(?<![\d{_CN}十廿])(?=[{_CN}十廿]{{1,4}}[年月日])|(?=[今本去上]年|[本上]个?月)"
    rf"|(?<!\d)(?=\d{{1,2}}{_TO}\d{{1,2}}日)"
)


@cache
def _relative(rules: Rules) -> Lexicon[str]:
    words = rules.pack.dates
    meanings = ("vague", "vague_alone", "same_day", "next_day", "today", "yesterday")
    return Lexicon({word: meaning for meaning in meanings for word in getattr(words, meaning)})
