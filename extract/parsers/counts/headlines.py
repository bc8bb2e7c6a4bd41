"""Headlines: whether a number is a total of cases, and of which day, batch and scope.

``Opening`` gathers what a sentence says before a number: 6月7日，某市收到督察组转来的第2批信访件共 (116件). A headline
needs evidence (a date up to which is counted, a batch, 累计) and a noun or a verb of handing on before the number.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import timedelta

from ...rulepack import Rules
from ..context import Context
from .labels import classify
from .tokens import Day, Token
from .tree import Statement
from .vocabulary import Vocabulary, vocabulary

_PERIODS = ("年", "月", "月份", "年度")
_MONTH = re.compile(r"(?:(?P<year>\d{4})年)?(?:\d{1,2}-)?(?P<month>\d{1,2})月")
#: A day without its month: 29日, 21日22时.
_LONE_DAY = re.compile(r"(?P<day>\d{1,2})日")
_DAYS_OF_A_MONTH = 31
ORDINAL = ("第", "前", "首")
_MONTHS_OF_A_YEAR = 12
_MARKS = "，、；：。\n\t"
_TO = ("至", "到", "-", "—")
#: A noun for complaints begins so many characters before its end, at most.
_LONGEST_PHRASE = 100
#: Words for handing on that a noun does not begin with, unless nothing but a unit follows (交办件).
_SHORT_NOUNS = ("件", "单", "案件", "问题", "案", "事项")

__all__ = [
    "ORDINAL", "Opening", "area_of", "follows_batch", "is_headline", "is_tally", "noun_at_end", "noun_at_start",
    "statement_of", "tally_of",
]  # fmt: skip


@dataclass(slots=True)
class Opening:
    """What a sentence has said since its beginning, or since its last headline."""

    start: int = 0
    words: str = ""
    day: Day | None = None
    batch: tuple[int, int] | None = None
    period: bool = False
    """A month or a year is named."""
    month: tuple[int | None, int] | None = None
    """The month that is named, with its year if that is named, too."""
    was_until: bool = False
    since: bool = False
    """A day is named from which is counted."""
    closed: bool = False
    """Members of a list have begun: no headline without evidence of its own follows."""
    carried: bool = False
    """It comes from the sentence before."""
    batches: list[Token] = field(default_factory=list)

    def add(self, text: str, start: int) -> None:
        """Add words, or the mark that ends a piece."""
        if not self.words:
            self.start = start
        self.words += text

    def until(self, words: Vocabulary) -> bool:
        """Tell whether it counts up to a day: 截至3月1日, 截至目前."""
        return self.was_until or words.until.search(self.words) is not None

    def close(self, words: Vocabulary) -> None:
        """Note that a member of a list was read: what was said before it announces nothing any more."""
        self.was_until = self.until(words)
        self.words = ""
        self.closed = True

    def mark(self, token: Token, words: Vocabulary) -> None:
        """Take a date or a batch. The first date counts, unless a range goes on to a later one, or it is 截至."""
        if token.kind == "date":
            if words.since.search(self.words):
                self.since = True
                return
            self.was_until = self.was_until or (self.since and self.words.endswith(_TO))
            until = words.until.search(self.words[-4:]) is not None
            if self.day is None or until or self.carried or self.words.endswith(_TO):
                self.day = token.day
        elif (lone := _LONE_DAY.match(token.text)) is not None:
            number = int(lone["day"])
            until = words.until.search(self.words[-4:]) is not None
            if 0 < number <= _DAYS_OF_A_MONTH and (until or (self.day is None and self.words[-1:] in ("", "，"))):
                self.day = Day(None, None, number)
        elif token.kind == "time":
            self.period = self.period or token.text.endswith(_PERIODS)
            if (found := _MONTH.match(token.text)) is not None:
                self.month = (int(found["year"]) if found["year"] else None, int(found["month"]))
        elif token.kind == "batch":
            self.batch = token.batch
            self.batches.append(token)


def noun_at_end(text: str, words: Vocabulary) -> str | None:
    """Return the noun for complaints that a text ends with (the longest): …转来的群众信访举报件 → 群众信访举报件."""
    found = None
    text = text[-_LONGEST_PHRASE:]
    for match in words.noun.finditer(text):
        if match.end() == len(text) and words.nouns_cores.search(match[0]):
            found = _without_verb(match[0], words)
    return found


def _noun_within(text: str, words: Vocabulary) -> str | None:
    """Return the last noun for complaints within a text that does not end with one."""
    found = [m[0] for m in words.noun.finditer(text) if len(m[0]) > 2 and words.nouns_cores.search(m[0])]
    return _without_verb(found[-1], words) if found else None


def _without_verb(noun: str, words: Vocabulary) -> str:
    """Return a noun without the verb that stands before it: 转办信访件 → 信访件; 交办件 is a noun as it is."""
    verb = words.verb.match(noun)
    if verb is None or noun[verb.end() :] in _SHORT_NOUNS or not words.nouns_cores.search(noun, verb.end()):
        return noun
    return noun[verb.end() :]


def noun_at_start(text: str, words: Vocabulary) -> str | None:
    """Return the noun that a text begins with: 群众举报件，… after the number."""
    match = words.noun.match(text)
    return match[0] if match and words.nouns_cores.search(match[0]) else None


def is_headline(opening: Opening, token: Token, tail: str, before: list[Statement], rules: Rules) -> bool:
    """Tell whether a number is a new total, after the statements ``before``."""
    words = vocabulary(rules)
    if token.unit not in words.case_units and (token.unit or not _numbered_noun(opening, words)):
        return False
    if token.lead == "share":
        return False
    said = words.sum_end.sub("", opening.words.rstrip(_MARKS))
    if follows_batch(opening, token) or (opening.batch is not None and opening.words and not said):
        return True
    if opening.batch is not None and said.endswith(rules.pack.counts.naming_words):
        return True
    verb = words.verb.search(said)
    cumulative = words.cumulative.search(said) or words.in_all.search(said)
    today = verb is not None and words.same_day.search(said) is not None
    dated = opening.day is not None or opening.until(words) or opening.period or today or _this_period(said, words)
    if opening.batch is None and not dated:
        summed = any(s.scope == "cumulative" for s in before)
        fresh = not before or (bool(cumulative) and not summed and any(s.scope == "new" and s.total for s in before))
        fresh = fresh or (verb is not None and _is_another(said, token, before, rules))
        if not fresh or not (verb or cumulative) or (opening.closed and not cumulative):
            return False
    behind = noun_at_start(tail, words)
    if behind is not None and opening.until(words) and not opening.closed:
        says = classify(tail[len(behind) :], rules)
        if says.strong and says.dimension == "status":
            return True
    if behind is not None or noun_at_end(said, words):
        told = verb or opening.batch or words.cumulative.search(opening.words)
        return bool(told or (words.number_of.search(opening.words) and not opening.closed))
    involved = said.rpartition("涉及")[2]
    if opening.batch is not None and involved != said and "，" not in involved and _is_area(involved, words):
        return True
    ended = words.verb_end.search(said)
    if ended is not None:
        return not ended["rest"] or _is_area(ended["rest"], words)
    return False


def _is_another(said: str, token: Token, before: list[Statement], rules: Rules) -> bool:
    """Tell whether a total is of other cases than all before, none of which it can be a part of: 共交办积案187件."""
    noun = noun_at_end(said, vocabulary(rules))
    if noun is None or any(s.subject == noun for s in before):
        return False
    larger = all(s.total is None or s.total.value < (token.value or 0) for s in before)
    return larger and not any(word in said for word in rules.pack.counts.after_words)


def _numbered_noun(opening: Opening, words: Vocabulary) -> bool:
    """Tell whether a number may elide its unit: behind 件数, or behind the noun for cases (累计信访举报件2245)."""
    if words.number_of.search(opening.words):
        return True
    noun = noun_at_end(opening.words, words)
    return noun is not None and noun.endswith(words.plain_unit)


def is_tally(opening: Opening, before: list[Statement], words: Vocabulary) -> bool:
    """Tell whether a verb of other statistics (排查隐患) announces a total: there is a date, and no complaints."""
    if opening.closed or opening.batch is not None or any(s.total is not None and not s.tally for s in before):
        return False
    dated = opening.day is not None or opening.until(words) or opening.period
    return dated or _this_period(opening.words, words)


def tally_of(opening: Opening, subject: str, before: list[Statement], rules: Rules, context: Context) -> Statement:
    """Return the statement that such a verb announces, without its total; of a month, as of its last day."""
    statement = statement_of(opening, "", None, before, rules, context)
    statement.tally, statement.subject = True, subject
    if statement.scope == "other" and not vocabulary(rules).other_batch.search(opening.words):
        statement.scope = "new"
    if opening.month is not None and opening.day is None and statement.scope == "new":
        statement.as_of = _end_of_month(*opening.month, context)
    return statement


def _this_period(text: str, words: Vocabulary) -> bool:
    return words.this_period.search(text) is not None


def follows_batch(opening: Opening, token: Token) -> bool:
    """Tell whether a number stands right behind a batch: 第十八批20件."""
    return bool(opening.batches) and opening.batches[-1].end == token.start


def _is_area(text: str, words: Vocabulary) -> bool:
    if words.own_area.search(text):
        return True
    return any(hit.span.end >= len(text) - 1 for hit in words.places.find(text))


def statement_of(
    opening: Opening,
    tail: str,
    value: float | None,
    before: list[Statement],
    rules: Rules,
    context: Context,
) -> Statement:
    """Return the statement that an opening announces, without its total of that value."""
    words = vocabulary(rules)
    last = before[-1] if before else None
    subject = noun_at_start(tail, words) or noun_at_end(words.sum_end.sub("", opening.words.rstrip(_MARKS)), words)
    subject = subject or _noun_within(opening.words, words) or (last.subject if last else None)
    scope = _scope(opening, tail, value, before, words)
    counted = (
        opening.batches and not opening.batches[-1].text.startswith(ORDINAL) and "-" not in opening.batches[-1].text
    )
    day = _with_month(opening.day, before) if opening.day is not None else None
    as_of = _as_of(opening, day, before, scope, words, context)
    batch = None if counted and scope == "new" else opening.batch
    if batch is None and scope == "new" and value is not None:
        again = (s for s in before if s.total is not None and (s.scope, s.total.value) == (scope, value))
        batch = next((s.batch for s in again if s.as_of in (None, as_of)), None)
    return Statement(
        scope,
        as_of,
        batch,
        subject,
        area_of(opening.words, words, rules, context) or (last.area if last else context.home),
        opening.start,
        _level(opening.words, words),
        day=day,
        period=opening.period or _this_period(opening.words, words),
    )


def _level(text: str, words: Vocabulary) -> str:
    """Return the last character of the area that an opening names last: 我市 → 市, …向清河县交办 → 县."""
    ends = [(found.end(), found[0][-1]) for found in words.area_word.finditer(text)]
    ends += [(hit.span.end, hit.word[-1]) for hit in words.places.find(text) if hit.value]
    return max(ends, default=(0, ""))[1]


def _scope(opening: Opening, tail: str, value: float | None, before: list[Statement], words: Vocabulary) -> str:
    batch = opening.batch
    new = _latest_new(before)
    behind_new = new is not None and opening.day is None
    in_all = behind_new and not opening.period and words.in_all.search(opening.words) is not None
    so_far = behind_new and batch is None and words.so_far.search(opening.words) is not None
    cumulative = in_all or so_far or words.cumulative.search(opening.words) is not None
    if words.other_batch.search(opening.words) or (batch is not None and words.settled_tail.match(tail)):
        return "other"
    if opening.until(words):
        return "other" if batch and batch[0] == batch[1] > 1 and not cumulative else "cumulative"
    if batch is not None and new is not None and opening.day is None and not cumulative:
        if batch[0] < batch[1] and new.batch is not None and batch[1] >= new.batch[1]:
            return "cumulative"
        again = new.batch is None and new.total is not None and new.total.value == value
        later = new.batch is not None and batch[0] == batch[1] > new.batch[1]
        return "new" if again or later or new.batch == batch else "other"
    announced = opening.day is not None or words.verb.search(opening.words) is not None
    announced = announced or words.number_of.search(opening.words) is not None
    if batch is not None and batch[0] > 1:
        return "new" if announced or batch[0] == batch[1] else "other"
    if batch is not None and batch[0] == batch[1] and opening.day:
        return "new"
    if cumulative or batch is not None:
        early = new is not None and new.batch is not None and batch is not None and batch[1] < new.batch[1]
        return "other" if early else "cumulative"
    return "new" if announced else "other"


def _latest_new(before: list[Statement]) -> Statement | None:
    """Return the statement of the latest batch that came in, or the first one of a day where no batch is named."""
    new = [s for s in before if s.scope == "new"]
    return max(new, key=lambda s: s.batch[1] if s.batch else 0, default=None)


def _as_of(
    opening: Opening, day: Day | None, before: list[Statement], scope: str, words: Vocabulary, context: Context
) -> str | None:
    if day is not None:
        return day.iso(context.reference)
    told = words.today.search(opening.words)
    if told is not None and context.reference is not None and all(s.as_of is None for s in before):
        return (context.reference + timedelta(days=words.days_ago[told[0]])).isoformat()
    if scope == "new" and opening.batch is not None:
        return next((s.as_of for s in before if s.batch == opening.batch), None)
    if scope != "other" and before and words.same_day.search(opening.words):
        return before[-1].as_of
    return None


def _with_month(day: Day, before: list[Statement]) -> Day:
    """Return a lone day in the month of the last date before it: 9月21日 … 截至21日."""
    known = next((s.day for s in reversed(before) if s.day is not None), None)
    if day.month is not None or known is None or known.month is None or day.day < known.day:
        return day
    return Day(known.year, known.month, day.day)


def _end_of_month(year: int | None, month: int, context: Context) -> str | None:
    if year is None and context.reference is not None:
        year = context.reference.year - (month > context.reference.month)
    if year is None or not 1 <= month <= _MONTHS_OF_A_YEAR:
        return None
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]:02d}"


def area_of(text: str, words: Vocabulary, rules: Rules, context: Context) -> str | None:
    """Return the code of the place whose cases an opening tells of: …向某市转办 → its code."""
    if words.own_area.search(re.split("[，（]", text)[-1]) and context.home:
        return context.home
    code = None
    for hit in words.places.find(text):
        if hit.value:
            places = rules.gazetteer.lookup(hit.word, context.reference, code or context.home)
            if places and places[0].code:
                code = places[0].code
    return code
