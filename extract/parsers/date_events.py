"""Event dates: of the dates of a text, those on which what the item reports took place.

``3月9日下午，某县召开…`` is one. Refuses what an item only refers to: deadlines, starts, cited meetings and cases,
bylines, the inspection period; a day that was named already is not given again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from ..record import EventDate
from ..rulepack import Rules
from ..span import Span
from .context import Context
from .dates import CLAUSE_ENDS, DateMention, find_dates

__all__ = ["event_dates"]

#: The longest line in brackets that is a byline: （某某社记者6月3日）.
_LONGEST_BYLINE = 12
#: In days.
_LONG_AGO = 120
#: How far into a line or a sentence a vague word says when.
_EARLY = 28
#: How far back a clause is looked for.
_FAR = 200
#: The hour is part of the quote (``6月3日20时许``), a span of hours is not.
_HOUR_BEHIND = regex.compile(r"\d{1,2}(?:[时点](?:\d{1,2}分|半)?|:\d{2})(?:许|左右)?(?![\d至到~—-])")
#: 今日 and 今天 begin the names of newspapers.
_MEDIUM = regex.compile(r"\p{Han}{0,6}(?:网|报|讯|客户端)(?![上下络])")
_LAST_YEAR = ("去年", "上年")
_SENTENCE_END = regex.compile(r"[。；！？\n]")
_CLAUSE_END = regex.compile(r"[，。；！？\n]")


def event_dates(text: str, rules: Rules, context: Context, body: int = 0) -> list[EventDate]:
    """Return the dates on which what the item reports took place, each day once; ``body`` is where its title ends.

    ``3月9日下午，某县召开…`` gives one; ``传达了3月2日会议精神`` and ``6月底前`` give none; ``近日`` is vague.
    """
    judge = _Judge(text, rules, context)
    mentions = [(m, judge.why_not(m)) for m in find_dates(text, rules, context)]
    in_order = [p for p in mentions if p[0].span.start >= body] + [p for p in mentions if p[0].span.start < body]
    events = [m for m, reason in in_order if reason is None]
    if not any(m.precision == "day" for m in events):
        events += [m for m, reason in in_order if reason == "weak" and m.precision == "day"][:1]
    days = [m for m in events if m.precision == "day"]
    months = [m for m in events if m.precision == "month" and not _is_history(f"{m.date}-28", context.reference)]
    vague = [m for m in events if m.precision == "vague"]
    if days:
        chosen = _recent(days, context.reference)
        chosen += [m for m in vague[:1] if body <= m.span.start < min(d.span.start for d in chosen)]
    else:
        chosen = vague[:1] or months[:1]
    return sorted((_event(m, text) for m in _once(chosen)), key=lambda e: e.span)


def _once(mentions: list[DateMention]) -> Iterator[DateMention]:
    seen: list[DateMention] = []
    for mention in mentions:
        if mention.date is None or not any(_same(mention, other) for other in seen):
            seen.append(mention)
            yield mention


def _same(mention: DateMention, other: DateMention) -> bool:
    """Tell whether a day was named before: the same day, or one within a range."""
    if other.date is None or mention.date is None:
        return False
    return other.date <= mention.date <= (other.end_date or other.date)


def _recent(days: list[DateMention], reference: date | None) -> list[DateMention]:
    """Drop days of long ago where there is a recent one: they are history."""
    if reference is None or len(days) < 2:
        return days
    return [d for d in days if not _is_history(d.date, reference)] or days


def _is_history(day: str | None, reference: date | None) -> bool:
    """Tell whether a day is so long before the reference date that no news reports it."""
    if day is None or day.startswith("-") or reference is None:
        return False
    return (reference - date.fromisoformat(day)).days > _LONG_AGO


def _event(mention: DateMention, text: str) -> EventDate:
    hour = _HOUR_BEHIND.match(text, mention.span.end)
    span = Span(mention.span.start, hour.end()) if hour else mention.span
    return EventDate(
        span.of(text), span, mention.date, mention.end_date, mention.part_of_day, mention.precision,
        f"{mention.form} date",
    )  # fmt: skip


class _Judge:
    """Tells which dates are events' and which are only referred to."""

    def __init__(self, text: str, rules: Rules, context: Context) -> None:
        self.text = text
        self.words = rules.pack.dates
        self.known = context.reference
        self.reference = context.reference.isoformat() if context.reference else None

    def why_not(self, mention: DateMention) -> str | None:
        """Return why a date is no event's; None where it is one, ``weak`` where it is if nothing better is found."""
        text, (start, end) = self.text, mention.span
        words = self.words
        before = text[max(0, start - 12) : start]
        if mention.form == "vague":
            return None if self._opens_or_early(start) else "vague word within a sentence"
        if mention.form == "month" and not self._opens(start):
            return "month within a sentence"
        if mention.form == "month" and self._is_statistic(end):
            return "month of statistics"
        if mention.form == "relative" and (mention.date is None or not self._says_when(start, end)):
            return "relative word that says no when"
        if self.reference and mention.date and mention.date > self.reference:
            return "after the reference date"
        if before.endswith(words.not_after) or text.startswith(words.not_before, end):
            return "limit or byline"
        if self._in_title_marks(start) or self._alone_on_line(mention.span):
            return "in a title or on a line of its own"
        if mention.quote.startswith(_LAST_YEAR) and _is_history(mention.date, self.known):
            return "last year"
        if self._is_period(mention, before):
            return "period"
        return self._cited(mention.span)

    def _opens(self, start: int) -> bool:
        return start == 0 or self.text[start - 1] in CLAUSE_ENDS

    def _is_statistic(self, end: int) -> bool:
        """Tell whether the sentence behind a month gives figures: 8月，平均优良天数比例为…%."""
        stop = _SENTENCE_END.search(self.text, end, end + _FAR)
        sentence = self.text[end : stop.start() if stop else end + _FAR]
        return any(word in sentence for word in self.words.statistics)

    def _says_when(self, start: int, end: int) -> bool:
        attribute = self.text.startswith(self.words.attributes, end) or _MEDIUM.match(self.text, end)
        return self._opens(start) and not attribute

    def _opens_or_early(self, start: int) -> bool:
        """Tell whether a vague word stands near the beginning of a line or of a sentence."""
        before = self.text[max(0, start - _EARLY) : start]
        return self._opens(start) or start < _EARLY or "\n" in before or "。" in before or "；" in before

    def _in_title_marks(self, start: int) -> bool:
        line = max(self.text.rfind("\n", 0, start) + 1, start - _FAR)
        return self.text.rfind("《", line, start) > self.text.rfind("》", line, start)

    def _alone_on_line(self, span: Span) -> bool:
        line = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        rest = self.text[line : span.start] + self.text[span.end : end if end >= 0 else None]
        if not rest.strip("（）【】 \t"):
            return line > 0
        return rest.startswith("（") and rest.endswith("）") and len(rest) < _LONGEST_BYLINE

    def _is_period(self, mention: DateMention, before: str) -> bool:
        if mention.end_date is None or mention.date is None:
            return False
        first, last = mention.date.replace("--", "2000-", 1), mention.end_date.replace("--", "2000-", 1)
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days
        return days > 20 or days < 0 or any(word in before for word in self.words.periods)

    def _cited(self, span: Span) -> str | None:
        """Tell of a date within a clause whether it belongs to something that the clause cites."""
        start, end = self._clause(span)
        before, after = self.text[start : span.start], self.text[span.end : end]
        if any(word in before for word in self.words.cited_after):
            return "cited"
        if after and any(word in after for word in self.words.cited_before):
            return "cited"
        if 0 <= (of := after.find("的")) < 25 and any(verb in after[:of] for verb in self.words.attributes):
            return "weak" if "会" in after[of:] else "attribute of a case"
        return None

    def _clause(self, span: Span) -> tuple[int, int]:
        """Return where the clause around a date begins and ends; a comma right behind the date ends it."""
        far = max(0, span.start - _FAR)
        start = max(far, *(self.text.rfind(mark, far, span.start) + 1 for mark in "，。；！？\n："))
        match = _CLAUSE_END.search(self.text, span.end, span.end + _FAR)
        return start, min(match.start() if match else len(self.text), span.end + _FAR)
