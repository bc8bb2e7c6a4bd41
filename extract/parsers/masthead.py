"""The masthead: title, issuer, year, issue, serial number and date of a bulletin.

Recognises a head like ``某市督察工作简报 / 第12期（总第40期） / 某市整改办编　2021年6月3日``, its lines in any order;
refuses a text that names no issue and calls itself by no bulletin's name: a lone notice has no masthead.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from ..record import Masthead
from ..rulepack import Rules
from ..span import Span
from .dates import parse_date
from .numerals import number
from .paragraphs import Paragraph

__all__ = ["is_signature", "masthead_length", "read_masthead"]

_NUMERAL = r"[\d〇零一二三四五六七八九十百千]{1,7}"
_ISSUE = regex.compile(
    rf"(?:(?P<year>\d{{4}}|[〇零一二三四五六七八九]{{4}})年?[）〕】\]]?[，\t]?(?:度)?)?(?<![总共])第(?P<issue>{_NUMERAL})[期号]"
)
#: 〔2018〕15号, 某环督简〔2021〕12号, （2023）第6期.
_NUMBERED = regex.compile(r"[（〔\[【](?P<year>\d{4})[）〕\]】]年?第?(?P<issue>\d{1,4})[期号]")
_SERIAL = regex.compile(rf"(?:总|累计|总期)第?(?P<serial>{_NUMERAL})[期号]")
_DATE = regex.compile(
    r"(?P<date>[\d〇零一二三四五六七八九]{4}年[\d〇零一二三四五六七八九十]{1,3}月[\d〇零一二三四五六七八九十廿]{1,3}(?:日|$)"
    r"|(?<!\d)\d{4}(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2}(?!\d))"
)
_IN_BRACKETS = regex.compile(r"（[^（）]*）")
_MOST_LINES = 12
_LONGEST_LINE = 60


def masthead_length(lines: Sequence[Paragraph], rules: Rules) -> int:
    """Return how many of the first paragraphs make the masthead; 0 where there is none."""
    length = 0
    kinds: set[str] = set()
    for i, paragraph in enumerate(lines[:_MOST_LINES]):
        kind = _kind(paragraph, rules)
        if kind is None and (_goes_on_as_title(lines, i, rules) or _named_before_issue(lines, i, rules)):
            kind = "title"
        if kind is None or (kind == "title" and {"title", "issue"} <= kinds):
            break
        kinds.add(kind)
        if kind == "issue" and _bears_title(paragraph, rules):
            kinds.add("title")
        length = i + 1
    return length if {"issue", "title"} <= kinds or len(kinds & {"issue", "issuer", "title", "date"}) > 1 else 0


def read_masthead(lines: Sequence[Paragraph], rules: Rules) -> Masthead:
    """Return the values of the masthead that ``lines`` are; each with its span, None where nothing gives it."""
    head = Masthead()
    issuer: tuple[str, Span] | None = None
    title: list[Paragraph] = []
    lines = [cell for paragraph in lines for cell in _cells(paragraph)]
    for i, paragraph in enumerate(lines):
        _read_issue(head, paragraph)
        _read_date(head, paragraph)
        kind = _kind(paragraph, rules)
        named = _goes_on_as_title(lines, i, rules) or (not title and _named_before_issue(lines, i, rules))
        unfinished = not title or not _bears_title(title[-1], rules)
        on_issue = kind == "issue" and unfinished and _bears_title(paragraph, rules)
        if kind == "title" or on_issue or (kind is None and named):
            title.append(paragraph)
        elif issuer is None:
            issuer = _issuer(paragraph, rules)
    if title:
        joined = title if all(a.span.end + 1 == b.span.start for a, b in pairwise(title)) else title[-1:]
        head.title = "".join(_title_part(p.string) for p in joined)
        head.spans["title"] = Span(joined[0].span.start, joined[-1].span.start + len(_title_part(joined[-1].string)))
    if issuer:
        head.issuer, head.spans["issuer"] = issuer
    if head.year is None and head.date is not None:
        head.year = int(head.date[:4])
        head.spans["year"] = Span(head.spans["date"].start, head.spans["date"].start + 4)
    return head


def is_signature(paragraph: Paragraph, rules: Rules) -> bool:
    """Tell whether a line signs a bulletin at its end: its issuer, its date, or both."""
    return _kind(paragraph, rules) in ("issuer", "date")


def _kind(paragraph: Paragraph, rules: Rules) -> str | None:
    """Return what a line of the head gives (title, issue, date, issuer, note); None for no line of a head."""
    cells = _cells(paragraph)
    if len(cells) > 1:
        return next(filter(None, (_kind(cell, rules) for cell in cells)), None)
    string = paragraph.string
    if len(string) > _LONGEST_LINE or paragraph.is_sentence or paragraph.is_bracketed:
        return None
    words = rules.pack.masthead
    if any(pattern.search(string) for pattern in (_ISSUE, _NUMBERED, _SERIAL)):
        return "issue"
    if _bears_title(paragraph, rules) and not _DATE.search(string):
        return "title"
    if string.startswith(words.issuer_labels) or _issuer(paragraph, rules):
        return "issuer"
    if _DATE.search(string) and len(string) <= 16:
        return "date"
    labelled = any(string.strip("（）【】").startswith(label) for label in words.line_labels)
    if labelled or _IN_BRACKETS.fullmatch(string) or not any(map(str.isalnum, string)):
        return "note"
    return None


def _cells(paragraph: Paragraph) -> list[Paragraph]:
    """Return the parts of a line that are set apart on it: ``第12期\t某办公室\t2021年6月3日``."""
    cells = []
    at = paragraph.span.start
    for part in paragraph.string.split("\t"):
        cells.append(Paragraph(part, Span(at, at + len(part))))
        at += len(part) + 1
    return cells


def _goes_on_as_title(lines: Sequence[Paragraph], index: int, rules: Rules) -> bool:
    """Tell whether a line is the first half of a title whose second half (工作简报) stands on the next line."""
    if index + 1 >= len(lines) or not lines[index].is_title or len(lines[index].string) > 40:
        return False
    following = _title_part(lines[index + 1].string)
    return len(following) <= 8 and following.endswith(rules.pack.masthead.title_endings)


def _named_before_issue(lines: Sequence[Paragraph], index: int, rules: Rules) -> bool:
    """Tell whether a line is a title of no usual name (督察进行时): the first line, the issue's below it."""
    if not lines[index].is_title or any(_kind(line, rules) != "note" for line in lines[:index]):
        return False
    below = (_kind(line, rules) for line in lines[index + 1 : index + 3])
    return next((kind for kind in below if kind != "note"), None) == "issue"


def _bears_title(paragraph: Paragraph, rules: Rules) -> bool:
    """Tell whether a line is a title or begins with one: ``某县工作简报 2021年第4期``."""
    return _title_part(paragraph.string).endswith(rules.pack.masthead.title_endings)


def _title_part(string: str) -> str:
    """Return a title's line without the issue that may follow on it."""
    issue = _NUMBERED.search(string) or _ISSUE.search(string) or _SERIAL.search(string)
    return string[: issue.start()].rstrip("（〔[【\t，") if issue and issue.start() > 3 else string


def _read_issue(head: Masthead, paragraph: Paragraph) -> None:
    patterns = (
        *(("issue", _NUMBERED), ("issue", _ISSUE), ("serial", _SERIAL)),
        *(("year", _NUMBERED), ("year", _ISSUE)),
    )
    for field, pattern in patterns:
        match = pattern.search(paragraph.string)
        if match and match[field] and getattr(head, field) is None:
            value = _year(match[field]) if field == "year" else number(match[field])
            if value is not None:
                setattr(head, field, int(value))
                head.spans[field] = Span(*match.span(field)).shift(paragraph.span.start)


def _year(digits: str) -> int:
    return int(digits.translate(str.maketrans("〇零一二三四五六七八九", "00123456789")))


def _read_date(head: Masthead, paragraph: Paragraph) -> None:
    match = _DATE.search(paragraph.string)
    if match and head.date is None and len(paragraph.string) <= _LONGEST_LINE:
        date = match["date"]
        head.date = parse_date(date if match["mark"] else f"{date.removesuffix('日')}日")
        if head.date:
            head.spans["date"] = Span(*match.span("date")).shift(paragraph.span.start)


@cache
def _issuer_frame(rules: Rules) -> regex.Pattern[str]:
    words = rules.pack.masthead
    labels = "|".join(map(regex.escape, sorted(words.issuer_labels, key=len, reverse=True)))
    tails = "|".join(map(regex.escape, sorted(words.issuer_tails, key=len, reverse=True)))
    return regex.compile(
        rf"(?:(?:{labels})[：\t])?(?P<name>[^\t：，。]{{3,}}?)[（\t]?(?:{tails})?[）\t]?(?:{_DATE.pattern})?$"
    )


def _issuer(paragraph: Paragraph, rules: Rules) -> tuple[str, Span] | None:
    frame = _issuer_frame(rules).match(paragraph.string)
    if frame is None or not frame["name"].endswith(rules.pack.masthead.issuer_endings):
        return None
    return frame["name"], Span(*frame.span("name")).shift(paragraph.span.start)
