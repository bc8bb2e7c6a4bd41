"""Table ``[dates]``: words about dates."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Dates"]


@dataclass(frozen=True, slots=True)
class Dates:
    """Words about dates."""

    __pydantic_config__ = CONFIG
    parts_of_day: Words = ()
    """What can stand right behind a date, and is given as its part of the day (上午, 晚)."""
    no_days: Words = ()
    """Right behind ``14日`` or ``28号`` these make something else of it: 内, 楼."""
    vague: Words = ()
    """Words for a day that is not named (近日), wherever they stand in a sentence's first clauses."""
    vague_alone: Words = ()
    """Vague words that say when only where a comma follows, since they also qualify nouns (近期)."""
    deeds: Words = ()
    """What is done: right behind one of those they say when (``于近期先后到``)."""
    statistics: Words = ()
    """A month whose sentence holds one of these words is a period of figures, no event: 同比."""
    same_day: Words = ()
    """The day named last (当天)."""
    next_day: Words = ()
    """The day after the one named last (次日)."""
    today: Words = ()
    """The day of the item itself (今天)."""
    yesterday: Words = ()
    """The day before the item's own (昨日)."""
    not_after: Words = ()
    """A date right behind one of these words is no event's: 截至, 定于."""
    not_before: Words = ()
    """A date right before one of these words is no event's: 前 (a deadline), 起, 讯 (a byline)."""
    cited_after: Words = ()
    """Behind one of these words in the same clause a date is a cited event's, not one that is reported: 传达, 按照."""
    cited_before: Words = ()
    """A clause that goes from the date on to one of these words cites the event: 精神, 大会后."""
    attributes: Words = ()
    """Verbs that, with 的, make of a date an attribute of something: 转办 in ``9月2日转办的信访件``."""
    periods: Words = ()
    """What stands before a period that is no event: 进驻时间."""
