"""Tokens: the first stage. One pass over the text cuts it into numbers, dates, batches, marks, and words between them.

``tokenize("6月7日，收到第2批信访件共116件。")`` gives date, mark, words, batch, words, number (116, 件, lead 共), stop.
Numbers in clock times, telephones, ordinals and place names (五家渠市) are part of the words around them; a number
whose unit is no unit of statistics (1个月, 8个督察组) carries the reason.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

from ...rulepack import Rules
from ...span import Span
from ..numerals import month_and_day, number
from .vocabulary import Vocabulary, one_of, vocabulary

__all__ = ["Day", "Token", "tokenize"]

_CHINESE = "〇零一二两三四五六七八九十百千"
_ORDINAL = rf"(?:\d{{1,3}}|[{_CHINESE}]{{1,5}})"
_HOUR = r"(?:\d{1,2}[时点](?:\d{1,2}分)?|\d{1,2}:\d{2}(?:-{1,2}\d{1,2}:\d{2})?)"
_DAY = rf"(?:(?P<year>\d{{4}})年)?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:[上下]午|晚|凌晨|中午)?{_HOUR}?"
_RANGE_END = r"(?:(?:至|到|[-—~－]{1,2})(?P<last_day>\d{1,2})日)?"
_MONTHS = (
    r"\d{4}年(?:\d{1,2}(?:-{1,2}\d{1,2})?月份?)?度?|\d{1,2}-{1,2}\d{1,2}月"
    r"|(?:\d{1,2}|十?[一二三四五六七八九十])月份?(?!\d)"
)
_TIME = rf"{_MONTHS}|\d{{1,2}}日(?!内)(?:{_HOUR})?|{_HOUR}(?:[—－]{{1,2}}{_HOUR})?"
#: A date that lost its 月: 67日.
_LOST = rf"(?<!\d)(?:[4-9]\d|3[2-9]|\d{{3,4}})日(?:[上下]午|晚)?(?:{_HOUR})?"
_CODE = (
    r"(?:附[表件图注]?|[表图])\d{1,2}(?=[\s：、，。）]|$)|\d{3,4}-\d{5,8}|\d{7,}|[A-Za-z]{1,20}\d+"
    r"|\d+(?:环保)?(?:举报)?(?:热线|电话|平台|号)|\d+-\d+-\d+"
)
_BATCH = (
    rf"(?P<prefix>第|前)?(?P<first>{_ORDINAL})(?:批次?)?(?:(?:-{{1,2}}|[—~－至到、和]{{1,2}})第?(?P<last>{_ORDINAL}))?"
    r"(?:\(次\)|（次）)?批次?(?:（次）)?|(?P<initial>首批)"
)
#: Brackets within a word: 县（市、区）.
_GLOSS = r"（[省市县区旗乡镇](?:、?[省市县区旗乡镇]){0,3}）"
#: Units of what 占 goes before; in 乱占61个 it is part of the label.
_SHARES = ("%", "‰", "")
_ROUND = rf"第{_ORDINAL}轮(?:第?{_ORDINAL}批)?"
_DIGITS = r"(?<!\d)\d[\d,]{0,16}(?:\.\d{1,8})?[余多]?(?:[百千]?[万亿](?![元吨]))?[余多]?"
#: 第3件, 前三位 give a rank; 同一件, 每件, 某一企业 count nothing.
_NO_RANK = r"(?<!第)(?<![^目此之以]前)"
_NUMBER = (
    rf"{_NO_RANK}{_DIGITS}|{_NO_RANK}(?<![同每某逐])(?<!最后)(?:[{_CHINESE}万亿]{{1,9}}(?:点[{_CHINESE}]+)?[余多]?|半)"
)
_LEAP_YEAR = 2000
_SHARE = r"占(?:[^\d，。；、（）：\n]{0,12}?(?:的|总量|总数))?(?:比重|比例|比量|比|总数|总量)?"
_LEAD = (
    rf"(?:{_SHARE}|分别|依次|各自|各|均|都|共计|合计|总计|累计|共|合共|总数|(?<!行)为|有"
    r"|达到|达|约|近|超过|超|是|计|系)"
)
#: Every token but words begins with one of these; all other characters are passed over quickly.
_FIRST = (
    r"\d"
    + _CHINESE
    + "附表图邮万亿半第前首占分依各均都共合总累为有达约近超是计系A-Za-z，、；：\t。！？\n（\\[【〔）\\]】〕"
)
#: Behind 20批, that groups of visitors are counted and no batch is named: 20批80人次.
_VISITORS = re.compile(r"，?\d+人")
#: 共九批572件: the number of cases stands right behind that of the batches.
_BATCHES = ("批", "批次")
_CASES_OF_BATCHES = re.compile(r"次?[、，]?(?:共计|累计|合计|共)?\d")
_SHARED = re.compile(r"各|均|都")
_RESPECTIVE = re.compile(r"分别|依次")


class Day(NamedTuple):
    """A date as written; ``year`` and ``month`` are None where the text gives none."""

    year: int | None
    month: int | None
    day: int

    def iso(self, reference: date | None) -> str | None:
        """Return the date in ISO 8601; without a year, the latest one on or before ``reference``, else ``--06-07``.

        Without a month, the latest such day on or before ``reference``, else None.
        """
        year = self.year
        if self.month is None:
            return None if reference is None else _latest(self.day, reference)
        if year is None and reference is not None:
            year = reference.year - ((self.month, self.day) > (reference.month, reference.day))
            while (self.month, self.day) == (2, 29) and year % 4:
                year -= 1
        return f"{year:04d}-{self.month:02d}-{self.day:02d}" if year else f"--{self.month:02d}-{self.day:02d}"


def _latest(day: int, reference: date) -> str:
    """Return the latest date with that day of the month on or before ``reference``."""
    year, month = reference.year, reference.month
    while day > (reference.day if (year, month) == (reference.year, reference.month) else monthrange(year, month)[1]):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return f"{year:04d}-{month:02d}-{day:02d}"


class Token(NamedTuple):
    """A piece of the text. ``kind`` is number, date, batch, round, words, mark (，、；：), stop, open or close."""

    kind: str
    start: int
    end: int
    text: str
    value: float | int | None = None
    """Of a number."""
    unit: str = ""
    """Of a number; empty where the text elides it."""
    lead: str = ""
    """Of a number, what stands before it: share (占), shared (各), respective (分别为), plain (共) or nothing."""
    figure: int = 0
    """Of a number, where its digits begin: behind the lead."""
    reason: str = ""
    """Of a number, why it is no statistic."""
    day: Day | None = None
    batch: tuple[int, int] | None = None

    @property
    def span(self) -> Span:
        """Where it stands; a number without its lead."""
        return Span(self.figure or self.start, self.end)


def tokenize(text: str, rules: Rules) -> list[Token]:
    """Return the tokens of a folded text; they cover it without gap or overlap, quotation marks aside."""
    words = vocabulary(rules)
    tokens: list[Token] = []
    append = tokens.append
    at = 0
    for match in _pattern(rules).finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind in _SIMPLE:
            token: Token | None = Token(kind, start, end, match[0])
        else:
            token = _MAKERS[kind](match, text, words)  # type: ignore[index]
        if token is not None:
            start = token.start
            if at < start:
                append(Token("words", at, start, text[at:start]))
            append(token)
            at = end
    if at < len(text):
        append(Token("words", at, len(text), text[at:]))
    return tokens


@cache
def _pattern(rules: Rules) -> re.Pattern[str]:
    """Return the master pattern: one alternative a kind, the name of its group tells which matched."""
    words = vocabulary(rules)
    added = rf"（\+\d{{1,4}}）(?P<unit_behind>{words.plain_unit})"
    end_of_item = rf"(?=[，。；、：）！\t\n]|$|和|及|{added}|（)"
    number_ = rf"(?P<lead>{_LEAD}{{1,4}})?(?P<digits>{_NUMBER})(?P<unit>{words.units.pattern})"
    elided = rf"(?P<bare_lead>{_LEAD}{{1,4}})?(?P<bare>(?<!\d)\d[\d,]{{0,16}}(?:\.\d{{1,8}})?|(?<=为)零){end_of_item}"
    first = "".join(sorted({re.escape(name[0]) for name in words.names}))
    name = one_of(words.names)
    return re.compile(
        rf"(?=[{_FIRST}{first}])(?:"
        + "|".join(
            (
                rf"{_NO_RANK}(?P<quick>(?<!\d)\d{{1,12}}(?:\.\d{{1,8}})?(?:{words.plain_unit}(?!次)|%))",
                rf"(?P<gloss>{_GLOSS})",
                r"(?P<phone>（0\d{2,3}）\d{7,8}|邮(?:政)?编(?:码)?[为是：]?\d{6})",
                rf"(?P<plus>(?<!\d)\d{{1,6}}\+\d{{1,4}}(?P<plus_unit>{words.plain_unit}))",
                r"(?P<mark>[，、；：\t])",
                r"(?P<stop>[。！？\n])",
                r"(?P<open>[（\[【〔])",
                r"(?P<close>[）\]】〕])",
                rf"(?P<name>{name})",
                rf"(?P<date>{_DAY}{_RANGE_END})",
                rf"(?P<lost>{_LOST})",
                rf"(?P<time>{_TIME})",
                rf"(?P<code>{_CODE})",
                rf"(?P<round>{_ROUND})",
                rf"(?P<batch>{_BATCH})",
                rf"(?P<ordinal>第{_ORDINAL})",
                rf"(?P<number>{number_})",
                rf"(?P<elided>{elided})",
            )
        )
        + ")"
    )


def _nothing(match: re.Match[str], text: str, words: Vocabulary) -> Token | None:
    return None


def _date(match: re.Match[str], text: str, words: Vocabulary) -> Token | None:
    year, month, day = match["year"], int(match["month"]), int(match["last_day"] or match["day"])
    try:
        date(int(year) if year else _LEAP_YEAR, month, day)
    except ValueError:
        return None
    return Token("date", match.start(), match.end(), match[0], day=Day(int(year) if year else None, month, day))


def _lost(match: re.Match[str], text: str, words: Vocabulary) -> Token | None:
    """Make a date whose 月 is missing, where its digits can be read in one way."""
    found = month_and_day(match[0].partition("日")[0])
    day = Day(None, *found) if found is not None else None
    return Token("time" if day is None else "date", match.start(), match.end(), match[0], day=day)


def _number(match: re.Match[str], text: str, words: Vocabulary) -> Token | None:
    value = number(match["digits"])
    if value is None:
        return None
    lead, unit = match["lead"] or "", match["unit"]
    start = match.start()
    if unit in _BATCHES and _CASES_OF_BATCHES.match(text, match.end()):
        return Token("batch", match.start("digits"), match.end(), f"{value}{unit}", batch=(1, int(value)))
    if "占" in lead and unit not in _SHARES:
        start, lead = match.start("digits"), ""
    return Token(
        "number", start, match.end(), match[0], value, unit, _kind_of(lead), match.start("digits"),
        words.unread.get(unit, ""),
    )  # fmt: skip


def _plus(match: re.Match[str], text: str, words: Vocabulary) -> Token:
    """Make the number of a count that is printed as a sum: 18+1件."""
    value = sum(map(int, match["plus"].removesuffix(match["plus_unit"]).split("+")))
    return Token("number", match.start(), match.end(), match[0], value, match["plus_unit"], "", match.start())


def _elided(match: re.Match[str], text: str, words: Vocabulary) -> Token | None:
    """Make a number without its unit, or with the unit behind a bracket: 7（+1）件."""
    value = number(match["bare"])
    if match["bare"].startswith("0") and match["bare"][1:2].isdigit():
        return None
    return Token(
        "number", match.start(), match.end(), match[0], value, match["unit_behind"] or "",
        _kind_of(match["bare_lead"] or ""), match.start("bare"),
    )  # fmt: skip


def _kind_of(lead: str) -> str:
    if not lead:
        return ""
    if _RESPECTIVE.search(lead):
        return "respective"
    if "占" in lead:
        return "share"
    return "shared" if _SHARED.search(lead) else "plain"


def _batch(match: re.Match[str], text: str, words: Vocabulary) -> Token | None:
    if match["initial"]:
        return Token("batch", match.start(), match.end(), match[0], batch=(1, 1))
    mark, first = match["prefix"], number(match["first"])
    last = number(match["last"]) if match["last"] else None
    if first is None or (match["last"] and last is None) or (not mark and match["first"] == "一" and last is None):
        return None
    if mark is None and last is None and _VISITORS.match(text, match.end()):
        start = match.start()
        return Token("number", start, match.end(), match[0], int(first), "批", "", start)
    if mark == "第" and words.inspection.match(text, match.end()):
        return Token("round", match.start(), match.end(), match[0])
    if last is not None:
        batch = (int(first), int(last))
    elif mark == "第":
        batch = (int(first), int(first))
    else:
        batch = (1, int(first))
    return Token("batch", match.start(), match.end(), match[0], batch=batch)


def _quick(match: re.Match[str], text: str, words: Vocabulary) -> Token:
    """Make a number in digits with the plain unit, by far the commonest."""
    found, start, end = match[0], match.start(), match.end()
    value = float(found[:-1]) if "." in found else int(found[:-1])
    return Token("number", start, end, found, value, found[-1], "", start)


#: Kinds of tokens that are nothing but their text.
_SIMPLE = frozenset({"mark", "stop", "open", "close", "round", "time"})
_MAKERS = {
    "quick": _quick,
    "name": _nothing,
    "date": _date,
    "lost": _lost,
    "code": _nothing,
    "gloss": _nothing,
    "phone": _nothing,
    "plus": _plus,
    "batch": _batch,
    "ordinal": _nothing,
    "number": _number,
    "elided": _elided,
}
