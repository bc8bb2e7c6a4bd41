"""Figures in words: 均为来电 and 无重点件 without digits, and totals of zero (当日未收到信访件)."""

from __future__ import annotations

from ...span import Span
from . import headlines, phrases
from .labels import classify
from .members import Words
from .totals import TOTAL, Totals
from .tree import Item

__all__ = ["InWords"]


class InWords(Totals):
    """The state while one text is read, and the figures that stand there in words."""

    def implied(self, head: Words, host: Item | None) -> bool:
        """Take 均为来电 and 无重点件 as figures without digits."""
        found = phrases.implied(head.text, self.rules)
        statement = self.lists.statement
        if found is None:
            return host is None and self.none_received(head)
        latest = self.lists.last if self.lists.last is not None and self.lists.last.label is None else None
        total = host or latest or (statement.total if statement else None)
        if total is None:
            return False
        span = Span(head.start + found.start, head.start + found.end)
        says = classify(found.label, self.rules)
        item = Item(found.label, says, total.value if found.all else 0, total.unit, span, implied=True)
        at = self.text.find(found.label, span.start)
        item.label_span = Span(at, at + len(found.label)) if 0 <= at < span.end else None
        self.lists.place(item, host)
        return True

    def none_received(self, head: Words) -> bool:
        """Take 当日未收到信访件 as a headline of zero."""
        lists = self.lists
        match = self.words.none_of.search(head.text)
        if match is None or not self.words.verb.search(head.text[: match.start("label")]):
            return False
        if headlines.noun_at_end(match["label"], self.words) is None:
            return False
        if lists.statement is not None and self.places_without(head, match.start()):
            return True
        if lists.opening.closed:
            return False
        statement = headlines.statement_of(lists.opening, "", 0, lists.reading.statements, self.rules, lists.context)
        start = lists.opening.start
        lists.begin(statement)
        lists.find_subject(statement, start, head.start + match.end())
        span = Span(head.start + match.start(), head.start + match.end())
        statement.total = Item(None, TOTAL, 0, self.words.plain_unit, span, implied=True)
        statement.wholes.append(statement.total)
        return True

    def places_without(self, head: Words, end: int) -> bool:
        """Take 甲市、乙市当日未收到举报件 as zeros of these places."""
        lists = self.lists
        before = self.words.same_day.sub("", head.text[:end])
        labels = [*lists.pending, *([Words(before, head.start)] if before else [])]
        says = [classify(label.text, self.rules) for label in labels]
        if not labels or any(one.dimension != "region" or not one.strong for one in says):
            return False
        for label, one in zip(labels, says, strict=True):
            span = Span(label.start, label.start + len(label.text))
            lists.place(Item(label.text, one, 0, lists.unit_of_list(), span, implied=True, label_span=span), None)
        lists.pending = []
        return True
