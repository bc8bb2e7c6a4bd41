"""What those libraries find of people, days and counties on the project's gold, beside what Jianbao finds."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from jianbao import extract
from jianbao.evaluate import cases
from jianbao.record import Bulletin
from jianbao.rulepack import load_rules

from .measure import Table

__all__ = ["quality"]

_CORPUS = Path(__file__).parents[2] / "corpus"
#: What TIMEX, the standard that Recognizers-Text writes days in, has four times for a year that is not said.
_UNSAID = "X"
Found = Callable[[str, int], set[str]]


def quality() -> list[Table]:
    """Return precision and recall of each, for the officials, event dates and counties of the news items."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jieba.posseg
        import jionlp
    from recognizers_date_time import recognize_datetime
    from recognizers_text import Culture

    def by_flag(flag: str) -> Found:
        return lambda text, year: {
            w.word for w in jieba.posseg.cut(text) if w.flag.startswith(flag) and len(w.word) > 1
        }

    def times(text: str, year: int) -> set[str]:
        found = set()
        for line in filter(None, text.split("\n")):
            for time in jionlp.ner.extract_time(line, time_base={"year": year}):
                if time["type"] in ("time_point", "time_span"):  # others are durations and rates
                    found.add(str(time["detail"]["time"][0])[:10])
        return found

    def places(text: str, year: int) -> set[str]:
        found = jionlp.recognize_location(text)["domestic"] or []
        return {place["county"] for place, _ in found if place["county"]}

    def recognized(text: str, year: int) -> set[str]:
        days = set()
        for one in recognize_datetime(text, Culture.Chinese):
            for value in (one.resolution or {}).get("values", ()):
                match = re.search(rf"(\d{{4}}|{_UNSAID}{{4}})-(\d\d)-(\d\d)", value.get("timex", ""))
                if match:
                    days.add(f"{year if _UNSAID in match[1] else match[1]}-{match[2]}-{match[3]}")
        return days

    finders: Mapping[str, tuple[tuple[str, Found], ...]] = {
        "officials": (("jieba.posseg (nr)", by_flag("nr")),),
        "event dates": (("jionlp extract_time", times), ("Recognizers-Text", recognized)),
        "counties": (("jieba.posseg (ns)", by_flag("ns")), ("jionlp recognize_location", places)),
    }
    rules = load_rules()
    read = [(case.gold, extract(case.path, rules, case.reference)) for case in cases(_CORPUS)]
    rows: list[tuple[str, ...]] = []
    for what, others in finders.items():
        gold = [set(_gold(what, one)) for one, _ in read]
        rows.append((what, "**Jianbao**", *_scored(gold, [set(_own(what, b)) for _, b in read])))
        for name, find in others:
            found = [find(_items(b), (b.masthead.year or 2020)) for _, b in read]
            rows.append((what, name, *_scored(gold, found)))
    said = (
        "The corpus, which is development material for Jianbao (annotation.md): its own figures there are near 1 by"
        " construction; what counts is how far a general library gets. All read the text of the news items alone, "
        "so that mastheads and statistics do not count against them; each bulletin is a set of names. jionlp and "
        "Recognizers-Text are given the bulletin's year. A general library cannot know which person is an official "
        "or which day is that of the event: its precision says how much would be left to do."
    )
    return [Table("Quality beside speed", said, ("what", "who", "precision", "recall"), tuple(rows))]


def _items(bulletin: Bulletin) -> str:
    return "\n".join(update.span.of(bulletin.text) for update in bulletin.updates)


def _gold(what: str, gold: Mapping[str, Any]) -> Iterator[str]:
    for update in gold.get("updates", ()):
        if what == "officials":
            yield from (one["name"].replace("　", "") for one in update.get("officials", ()))
        elif what == "event dates":
            yield from (one["date"] for one in update.get("event_dates", ()) if one["date"])
        elif update.get("county"):
            yield update["county"]["name"]


def _own(what: str, bulletin: Bulletin) -> Iterator[str]:
    for update in bulletin.updates:
        if what == "officials":
            yield from (one.name.replace("　", "") for one in update.officials)
        elif what == "event dates":
            yield from (one.date for one in update.event_dates if one.date)
        elif update.county:
            yield update.county.name


def _scored(gold: list[set[str]], found: list[set[str]]) -> tuple[str, str]:
    right = sum(len(a & b) for a, b in zip(gold, found, strict=True))
    given, wanted = sum(map(len, found)), sum(map(len, gold))
    return f"{right / given:.3f}" if given else "—", f"{right / wanted:.3f}"
