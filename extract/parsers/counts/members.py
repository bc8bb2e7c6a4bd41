"""Members: numbers of a list, each under its own label, or under those that wait for it.

Labels wait for a number that they share (X、Y各3件), for theirs in a row (X、Y分别为3件、2件), or make one label
together (查封、扣押2家). A number without a label takes the words behind it (12件涉及水), or the label before
(约谈5人、2个单位).
"""

from __future__ import annotations

from typing import NamedTuple

from ...rulepack import Rules
from ...span import Span
from ..context import Context
from . import phrases
from .labels import OTHER, UNKNOWN, Label, classify
from .lists import Lead, Lists
from .phrases import Stripped
from .tokens import Token
from .tree import Item, Part, Statement

__all__ = ["Members", "Words"]

#: No place, office, kind of pollution or channel is counted in people, firms or money.
_IN_CASES_ONLY = frozenset({"region", "department", "pollution", "channel"})
#: No list of these goes on with what cases are about: 重点件1件，涉及其他类3件.
_PARTS = frozenset({"priority", "channel", "status", "duplicate", "enforcement", "region", "department"})
_OTHERS = ((None, OTHER), ("pollution", OTHER))
#: The dimension of a list of where cases come from.
_SOURCES = "channel"
#: A kind (无效类) in a list of kinds is one of them, and no total after others were set aside.
_TOTALS = "duplicate"
#: What a label begins with that tells an outcome: 已移交.
_DONE = "已未正共"
_LONGEST_LABEL = 30
_LONGEST_BEHIND = 18


class Words(NamedTuple):
    """Words at a place; ``mark`` is what parts them from the next ones."""

    text: str
    start: int
    mark: str = ""


class Members(Lists):
    """The lists that are open, and the labels that wait for their numbers."""

    def __init__(self, text: str, rules: Rules, context: Context) -> None:
        super().__init__(text, rules, context)
        self.pending: list[Words] = []
        self.row: list[Words] = []

    def clear(self) -> None:
        """Forget the labels that wait."""
        self.pending, self.row = [], []

    def member(
        self, head: Words, stripped: Stripped, token: Token, tail: str, host: Item | None, within: bool = False
    ) -> None:
        """Take a number as a member of a list, under its own label or under those that wait for it.

        ``within`` says that 其中 stands before it.
        """
        label = self.label(head, stripped)
        dealt = self.dealt_with(label, token) if token.unit in self.words.bodies else []
        if stripped.plain and not dealt and token.lead in ("", "plain") and not self.pending:
            if self.fits_unit(stripped.says, token.unit):
                self.add(label, token, host, stripped.says, within)
            return
        if token.lead == "respective" or (self.row and not label.text):
            self.respective(label, token)
            return
        if self.words.change.search(label.text):
            self.change(label, token)
            return
        if stripped.measure is not None and self.statement is not None:
            item = Item(
                label.text, stripped.says, token.value or 0, token.unit, token.span, label_span=self.span_of(label)
            )
            self.place_of_measure(item, stripped.measure)
            self.reading.taken.add(token.start)
            self.opening.close(self.words)
            return
        labels = dealt or self.rest(label, token, tail) or self.shared(label, token) or self.without_label(token, tail)
        known = self.statement is not None or self.lead is not None
        for one in labels:
            if self.countable(one, token.unit) and (known or classify(one.text, self.rules).strong):
                self.add(one, token, host, self.meaning(one, tail), within)
        self.pending = []

    def beside(self, token: Token, host: Item | None) -> bool:
        """Take a number of people right behind one of cases as the same thing counted otherwise: 走访110批1731人次."""
        last, statement = self.last, self.statement
        if last is None or statement is None or host is not None or token.unit not in self.words.bodies:
            return False
        if token.lead == "share":
            return False
        if last.span.end != token.start or last.unit not in self.words.case_units:
            return False
        item = Item(last.label, last.says, token.value or 0, token.unit, token.span, label_span=last.label_span)
        if last.label is None:
            statement.content.append(item)
        else:
            parts = [node for node in statement.content if isinstance(node, Part)]
            alike = (p for p in parts if (p.dimension, p.items[0].unit) == (last.says.dimension, token.unit))
            part = next(alike, None)
            if part is None:
                totals = (node for node in statement.content if isinstance(node, Item) and node.label is None)
                wholes = tuple(total for total in totals if total.unit == token.unit)
                part = Part(last.says.dimension, item.span.start, candidates=wholes)
                statement.content.append(part)
            part.items.append(item)
        self.reading.taken.add(token.start)
        return True

    def change(self, label: Words, token: Token) -> None:
        """Take a change in per cent as a figure without a list (同比下降8.5%); a change in cases stays unread."""
        span = self.span_of(label)
        if self.statement is None or token.unit != "%" or span is None:
            self.reading.reasons[token.start] = "change"
            return
        says = Label("other", None, True)
        item = Item(label.text, says, token.value or 0, token.unit, token.span, label_span=span)
        self.statement.content.append(item)
        self.reading.taken.add(token.start)

    def meaning(self, label: Words, tail: str) -> Label:
        """Return what a label says; one that says nothing (其余) is told by the words behind the number."""
        says = classify(label.text, self.rules)
        if says.dimension is None and tail:
            behind = classify(tail, self.rules)
            return behind._replace(category=label.text) if behind.strong else says
        return says

    def countable(self, label: Words, unit: str) -> bool:
        """Tell whether such a label can have a number in that unit."""
        text = label.text
        if len(text) > _LONGEST_LABEL or self.words.change.search(text) or not any(map(str.isalpha, text)):
            return False
        return self.fits_unit(classify(text, self.rules), unit)

    def fits_unit(self, says: Label, unit: str) -> bool:
        """Tell whether a label of that meaning can have a number in that unit."""
        if not unit or unit in self.words.case_units or unit == "%" or says.dimension not in _IN_CASES_ONLY:
            return True
        open_ = self.part or self.lead
        if open_ is not None and open_.whole is not None and open_.dimension == says.dimension == "region":
            return open_.whole.unit == unit
        return self.statement is not None and any(whole.unit == unit for whole in self.statement.wholes)

    def respective(self, label: Words, token: Token) -> None:
        """Take a number as the next one of a row: X、Y分别为3件、2件."""
        if token.lead == "respective":
            waiting = [*self.pending, *([label] if label.text else [])]
            self.row = [one for words in waiting for one in self.parted(words)]
            if not self.row and self.part is not None:
                self.row = [Words(item.label or "", 0) for item in self.part.items if not item.share]
            self.pending = []
        if self.row:
            self.add(self.row.pop(0), token, None)

    def shared(self, label: Words, token: Token) -> list[Words]:
        """Return the labels that a number belongs to: one, several that share it, or several as one (查封、扣押)."""
        if not label.text:
            return self.pending if token.lead == "shared" else self.pending[-1:]
        if token.lead == "shared":
            return [*self.pending, *self.parted(label)]
        if self.pending and self.joined(label):
            start = self.pending[0].start
            return [Words(self.text[start : label.start + len(label.text)], start)]
        return [label]

    def rest(self, label: Words, token: Token, tail: str) -> list[Words]:
        """Return the label behind the number of a rest: 其余27件正在办理 (27)."""
        tail = tail.removesuffix("中").removesuffix("当")
        if not self.words.rest.fullmatch(label.text) or not classify(tail, self.rules).strong:
            return []
        self.rest_of_earlier(token)
        return [Words(tail, self.text.index(tail, token.end))]

    def rest_of_earlier(self, token: Token) -> None:
        """Go back to the total that a rest is left of: 共22件。前6批9件已办结，其余13件正在办理."""
        total = self.statement.total if self.statement is not None else None
        if total is None or (token.value or 0) <= total.value:
            return
        left = total.value + (token.value or 0)
        earlier = next((s for s in reversed(self.reading.statements) if s.total and s.total.value == left), None)
        if earlier is not None:
            self.begin(self.goes_on_about(earlier))

    def dealt_with(self, label: Words, token: Token) -> list[Words]:
        """Return the measure that a number of people or bodies shares with another: 对5名干部和2个单位进行约谈."""
        conjunction = self.words.conjunction.search(label.text)
        joined = conjunction is not None and conjunction.end() == len(label.text)
        if label.text and not joined and not label.text.endswith(self.rules.pack.counts.towards_words):
            return []
        found = self.words.dealing.match(self.text, token.end)
        says = classify(found["measure"], self.rules) if found is not None else UNKNOWN
        if found is None or not says.strong or says.dimension != "enforcement":
            return []
        return [Words(found["measure"], found.start("measure"))]

    def joined(self, label: Words) -> bool:
        """Tell whether the labels that wait and this one are one label of several names."""
        says = classify(label.text, self.rules)
        several = says.category == OTHER or len(self.parted(label)) > 1
        return (says.strong or (says.dimension == "pollution" and several)) and all(
            words.mark == "、" and classify(words.text, self.rules).dimension == says.dimension
            for words in self.pending
        )

    def parted(self, label: Words) -> list[Words]:
        """Return the labels that conjunctions join in one."""
        found = phrases.parted(label.text, self.rules)
        return [Words(text, label.start + offset) for text, offset in found]

    def without_label(self, token: Token, tail: str) -> list[Words]:
        """Return a label for a number without one: words behind it (12件涉及水), or the last one (M个单位)."""
        if not token.unit:
            return []
        behind = phrases.strip_label(tail.removeprefix("的"), self.rules)
        body = self.words.body_head.match(behind.text)
        text = behind.text[body.end() :] if body else behind.text
        joint = self.words.conjunction.search(text)
        text = text[: joint.start()] if joint is not None and joint.end() == len(text) else text
        told = 0 < len(text) <= _LONGEST_BEHIND
        if told and classify(text, self.rules).dimension not in (None, "region", "department"):
            return [Words(text, self.text.index(text, token.end))]
        last = self.last
        if token.unit in self.words.case_units or last is None or not last.label:
            return []
        if last.says.dimension == "enforcement" and last.unit != token.unit:
            return [Words(last.label, last.span.start)]
        return []

    def add(
        self, label: Words, token: Token, host: Item | None, says: Label | None = None, within: bool = False
    ) -> None:
        """Put an item into the list that it belongs to."""
        unit = token.unit or self.unit_of_list()
        says = self.in_its_list(label, says or classify(label.text, self.rules))
        item = Item(label.text, says, token.value or 0, unit, token.span, label_span=self.span_of(label))
        item.of = phrases.share_of(token.text, self.rules) if unit == "%" else None
        self.place(item, host, within)
        self.reading.taken.add(token.start)
        self.opening.close(self.words)

    def in_its_list(self, label: Words, says: Label) -> Label:
        """Return what a label says in its list: of where cases come from (从来源看，…职能部门移交14件), a source."""
        open_ = self.lead or (self.part if self.part is not None and self.part.led else None)
        kind = label.text.endswith(self.rules.pack.counts.kind_endings)
        if open_ is not None and open_.dimension == "other" and says.dimension == _TOTALS and kind:
            return Label("other", None, False)
        if open_ is None or open_.dimension != _SOURCES or says.dimension == _SOURCES:
            return says
        source = label.text.endswith(self.rules.pack.counts.source_endings) and label.text[0] not in _DONE
        return Label(_SOURCES, None, False) if source else says

    def span_of(self, label: Words) -> Span | None:
        """Return where a label stands, None where the text there does not read like it."""
        end = label.start + len(label.text)
        return Span(label.start, end) if self.text[label.start : end] == label.text else None

    def find_subject(self, statement: Statement, start: int, end: int) -> None:
        """Note where the subject of a statement stands: in its sentence, else where the one before has it."""
        subject = statement.subject
        at = self.text.rfind(subject, start, end) if subject else -1
        if subject and at >= 0:
            statement.subject_span = Span(at, at + len(subject))
        else:
            known = [s for s in self.reading.statements if s.subject == subject and s is not statement]
            statement.subject_span = known[-1].subject_span if known else None

    def unit_of_list(self) -> str:
        """Return the unit of a number that elides it: that of the list, else that of the total."""
        part, statement = self.part, self.statement
        items = part.items if part else []
        units = [item.unit for item in items if item.unit in self.words.case_units]
        return units[-1] if units else statement.total.unit if statement and statement.total else self.words.plain_unit

    def label(self, head: Words, stripped: Stripped | None = None) -> Words:
        """Return the label in a piece's words; what stands before it leaves its mark on the state."""
        stripped = stripped or phrases.strip_label(head.text, self.rules)
        if stripped.ranking or stripped.dimension:
            waiting = self.lead.dimension if self.lead else None
            self.lead = Lead(stripped.dimension or waiting, stripped.ranking)
            self.part = None
        elif self.begins_with_others(head, stripped):
            self.lead, self.part = Lead(), None
        return Words(stripped.text, head.start + stripped.offset)

    def begins_with_others(self, head: Words, stripped: Stripped) -> bool:
        """Tell whether the remainder of a list is its first item, behind a list of other things: …，涉及其他类9件."""
        if self.part is None or self.part.dimension not in _PARTS or stripped.says[:2] not in _OTHERS:
            return False
        return self.words.involving.match(head.text[: stripped.offset]) is not None
