"""Totals: numbers that later lists are parts of. Headlines, tallies of other things, and second totals.

6月7日，…第2批信访件20件 is a headline; 8月1日，全市排查隐患30处 a tally; 共涉及环境问题25个 and 涉及我市3件 are
second totals of the statement that is open.
"""

from __future__ import annotations

from dataclasses import replace

from ...rulepack import Rules
from ...span import Span
from ..context import Context
from ..numerals import ABOUT
from . import headlines, phrases
from .headlines import Opening
from .labels import UNKNOWN, Label, classify
from .lists import Lead
from .members import Members, Words
from .phrases import Stripped
from .tokens import Token
from .tree import Item, Statement

__all__ = ["TOTAL", "Totals"]

#: What a total's label says: it has none.
TOTAL = Label(None, None, True)
#: Dimensions whose labels are parts of a total wherever they stand.
_PARTS = ("priority", "enforcement", "status")
#: How far behind a number its noun may end.
_LONGEST_NOUN = 16


class Totals:
    """The state while one text is read, and the totals in it."""

    def __init__(self, text: str, rules: Rules, context: Context) -> None:
        self.text = text
        self.rules = rules
        self.lists = Members(text, rules, context)
        self.words = self.lists.words
        self.parts_follow = False
        self.mark = ""
        self.in_brackets = False
        self.labels = False
        """A colon and a number stand behind the words at hand: they are its label (大气污染：3件)."""

    def headed(self, statement: Statement, token: Token) -> None:
        """Open a statement with its total."""
        lists = self.lists
        start = lists.opening.start
        lists.begin(statement)
        lists.clear()
        total = Item(None, TOTAL, token.value or 0, token.unit or self.words.plain_unit, token.span)
        lists.find_subject(statement, start, token.end + _LONGEST_NOUN)
        self.relate(statement, total)
        statement.total = total
        statement.wholes.append(total)
        lists.reading.taken.add(token.start)
        lists.last = total

    def relate(self, statement: Statement, total: Item) -> None:
        """Note that a total is a part of one of a larger area at the same time: 全省132件, 我市21件."""
        time = (statement.scope, statement.as_of, statement.batch)
        for other in reversed(self.lists.reading.statements):
            earlier = other.total
            if other is statement or earlier is None or (other.scope, other.as_of, other.batch) != time:
                continue
            if statement.level in ("", other.level) or other.tally or statement.tally:
                return
            if total.value < earlier.value:
                total.within = earlier
            elif total.value > earlier.value and earlier.within is None:
                earlier.within = total
            return

    def named_again(self, head: Words, token: Token, tail: str) -> bool:
        """Take 上述47件 as the total that it repeats, and 加上此前移交的80件 as one of other days."""
        lists = self.lists
        before = lists.reading.statements
        if not before or token.unit not in self.words.case_units:
            return False
        if self.words.added.match(lists.opening.words.lstrip("，；。、")):
            other = headlines.statement_of(lists.opening, "", None, before, self.rules, lists.context)
            other.scope, other.as_of = "other", None
            self.headed(other, token)
            return True
        if self.words.reference.fullmatch(head.text):
            again = next((s for s in reversed(before) if s.total is not None and s.total.value == token.value), None)
            if again is None:
                return False
            if again is lists.statement:
                return self.said_again(token)
            self.headed(lists.goes_on_about(again), token)
            return True
        return self.taken_up(head, token, tail)

    def taken_up(self, head: Words, token: Token, tail: str) -> bool:
        """Take 立即将29件信访件转至 and 在430件举报中 as the total of the statement that is open, said again."""
        statement = self.lists.statement
        if statement is None or statement.total is None:
            return False
        if not self.words.taking.search(head.text) or headlines.noun_at_start(tail, self.words) is None:
            return False
        if statement.total.value == token.value:
            return self.said_again(token)
        about = any(word in token.text for word in ABOUT) and (token.value or 0) < statement.total.value
        if about:
            self.lists.reading.reasons[token.start] = "note"
        return about

    def said_again(self, token: Token) -> bool:
        """Take a number as the total of the statement that is open."""
        statement = self.lists.statement
        if statement is None or statement.total is None:
            return False
        again = Item(None, TOTAL, token.value or 0, token.unit or statement.total.unit, token.span)
        statement.content.append(again)
        self.lists.reading.taken.add(token.start)
        self.lists.last = again
        return True

    def settled(self, token: Token) -> bool:
        """Take 办结第3批29件 and 累计办结3批86件 as counts of that outcome; the former are of a batch of their own."""
        lists = self.lists
        opening = lists.opening
        if not headlines.follows_batch(opening, token) or lists.statement is None:
            return False
        batch = opening.batches[-1]
        found = self.words.settled_end.search(self.text, opening.start, batch.start)
        if found is None:
            return False
        label = Words(found["label"], found.start("label"))
        if batch.text.startswith(headlines.ORDINAL):
            other = headlines.statement_of(opening, "", None, lists.reading.statements, self.rules, lists.context)
            other.scope = "other"
            lists.begin(other)
        lists.opening = Opening()
        lists.reading.taken.add(batch.start)
        lists.add(label, token, None)
        return True

    def headline(self, head: Words, stripped: Stripped, token: Token, tail: str) -> bool:
        """Take a number as a headline, if it is one; 从第4批情况看，清河县转办18件 begins a list."""
        lists = self.lists
        opening = lists.opening
        summed = self.words.cumulative.match(token.text)
        undated = opening.day is None or opening.until(self.words)
        if summed is not None and opening.batch is None and undated:
            opening.add(summed[0], token.start)
        if (counted := self.words.number_word.match(token.text)) is not None:
            opening.add(counted[0], token.start)
        if self.settled(token):
            return True
        if not headlines.is_headline(opening, token, tail, lists.reading.statements, self.rules):
            return False
        says = stripped.says
        if says.strong and says.dimension == "region" and self.words.seen.search(opening.words[: -len(head.text)]):
            return False
        if opening.batch is None and self.is_part(stripped):
            return False
        statement = headlines.statement_of(
            opening, tail, token.value, lists.reading.statements, self.rules, lists.context
        )
        self.headed(statement, token)
        return True

    def tally(self, stripped: Stripped, token: Token) -> bool:
        """Take a number as a total of other things than complaints: 8月1日，全市排查隐患30处."""
        lists = self.lists
        opening, before = lists.opening, lists.reading.statements
        says = stripped.says
        if self.parts_follow or stripped.parts or token.reason or token.unit in ("", "%") or token.lead == "share":
            return False
        if says.strong and says.dimension not in ("enforcement", "duplicate"):
            return False
        last = lists.statement
        ended = last is None or last.total is None or self.sentence_between(last.total.span.end, token.start)
        goes_on = last is not None and last.tally and not ended
        if last is not None and goes_on and not opening.closed and opening.day is None and not opening.period:
            statement = replace(last, total=None, content=[], wholes=[], start=opening.start, subject=stripped.tally)
        elif headlines.is_tally(opening, before, self.words):
            statement = headlines.tally_of(opening, stripped.tally or "", before, self.rules, lists.context)
        else:
            return False
        self.headed(statement, token)
        return True

    def second_total(self, head: Words, token: Token, tail: str) -> bool:
        """Take 涉及生态环境问题N个, 涉及N个环境问题, 涉及我市N件 as a total of its own."""
        if token.unit not in self.words.case_units or token.lead == "share" or self.lists.row:
            return False
        self.lists.turn_back(self.lists.opening)
        statement = self.lists.statement
        if statement is None:
            return False
        if self.in_brackets and not self.words.involving.search(head.text):
            return False
        cut = self.words.problem.search(head.text)
        before = head.text[: cut.start()] if cut else head.text
        if cut is not None and (batch := self.words.of_this_batch.match(before)):
            before = before[batch.end() :]
        noun = self.words.noun.match(before) if cut or self.counts_problems(tail) else None
        if cut is not None and self.goes_on_problems(head, token):
            return False
        if noun is not None and noun.end() == len(before) and self.lists.part is not None:
            return False
        label = phrases.strip_label(before[noun.end() :] if noun else before, self.rules)
        own = self.words.own_total.fullmatch(head.text) is not None
        same = any(whole.value == token.value for whole in statement.wholes)
        own = own or (same and self.words.every_area.search(head.text) is not None)
        again = self.words.part_frame.match(tail) is not None
        if own:
            subject = None
        elif label.text or label.dimension:
            return False
        elif again and not cut:
            subject = headlines.noun_at_start(tail.removesuffix("中"), self.words)
            if subject is None:
                return False
        elif cut is not None:
            subject = cut[0]
        elif statement.total is not None and token.value == statement.total.value:
            subject = headlines.noun_at_start(tail, self.words)
            if subject is None:
                return False
        else:
            subject = headlines.noun_at_start(tail, self.words)
            if subject is None:
                return False
            again = self.is_status(tail[len(subject) :])
            if not again and not self.words.problem.search(subject):
                return False
        total = Item(None, TOTAL, token.value or 0, token.unit, token.span, subject)
        if subject and (at := self.text.find(subject, max(0, head.start if cut else token.end))) >= 0:
            total.subject_span = Span(at, at + len(subject))
        headline = statement.total
        if headline is not None and (total.value < headline.value if again and not cut else own):
            total.within = headline if total.value <= headline.value else None
        if not own or statement.total is None or total.value <= statement.total.value:
            statement.wholes.append(total)
        statement.content.append(total)
        self.lists.part = None
        self.lists.lead = Lead(whole=total) if again else self.lists.lead
        self.lists.pending = []
        self.lists.reading.taken.add(token.start)
        self.lists.last = total
        return True

    def counts_problems(self, tail: str) -> bool:
        """Tell whether the words behind a number say that it counts problems: 29件信访件共反映47个｜环境问题."""
        subject = headlines.noun_at_start(tail, self.words)
        return subject is not None and self.words.problem.search(subject) is not None

    def goes_on_problems(self, head: Words, token: Token) -> bool:
        """Tell whether a number goes on a list of problems: 水环境问题26个、生态环境问题9个 (of 114个)."""
        part, says = self.lists.part, classify(head.text, self.rules)
        if part is None or part.dimension != says.dimension or not part.items:
            return False
        return all(item.unit == token.unit for item in part.items) and self.text[head.start - 1] == "、"

    def sentence_between(self, start: int, end: int) -> bool:
        """Tell whether a sentence ends between two places."""
        return any(self.text.find(mark, start, end) >= 0 for mark in "。\n")

    def is_part(self, stripped: Stripped) -> bool:
        """Tell whether a label names a part by itself: 重点件, 责令整改, 已办结; not 省检查组转办, nor 向我市反馈."""
        says = stripped.says
        if not says.strong or says.dimension not in _PARTS:
            return False
        if says.dimension == "status":
            return self.is_status(self.words.verb.sub("", stripped.text))
        return says.dimension == classify(self.words.team.sub("", stripped.text), self.rules).dimension

    def is_status(self, text: str) -> bool:
        """Tell whether words behind a number and its noun are an outcome with its own number: 9件信访件已办结 (3件)."""
        says = classify(text, self.rules) if text else UNKNOWN
        return says.strong and says.dimension == "status"
