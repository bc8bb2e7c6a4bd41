"""Lists: where an item belongs. Opens statements and parts, and puts items into them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ...rulepack import Rules
from ..context import Context
from . import headlines
from .headlines import Opening
from .labels import REPEATED, Label
from .phrases import BULLETS
from .tree import Item, Part, Statement
from .vocabulary import Vocabulary, vocabulary

#: Figures about merging that are no total of what is handed on.
_NO_WHOLES = (REPEATED, "此前")
#: A total after splitting has no fewer cases than the first one: fewer are those that were split off.
_SPLIT = "分解后"

#: What a list of verified cases may hold beside them: 属实248件、不属实53件、仍在调查1件.
_VERIFIED = ("属实", "部分属实", "基本属实", "不属实")
_OPEN = "未办结"
#: What stands in a list of places beside them: 共同办理1件.
_JOINT = "合办"

#: What may end a line of a list before its newline.
_STOPS = ("。", "！", "？")
#: What may stand before the label of an item that has a line of its own.
_LINE_NUMBER = re.compile(rf"\s*(?:[（(]?[\d一二三四五六七八九十]{{1,3}}[).）.．、])?[{BULLETS}]?\s*")

__all__ = ["Lead", "Lists", "Reading"]

#: Dimensions that break out of a list which a lead-in opened.
_BREAKING = frozenset({"priority", "duplicate", "status", "enforcement", "channel", "other"})
#: Dimensions that stand in one list together.
_MIXED = ({"region", "department"}, {"pollution", "industry"})


@dataclass(slots=True)
class Lead:
    """A lead-in that waits for its list."""

    dimension: str | None = None
    ranking: bool = False
    note: str | None = None
    whole: Item | None = None
    candidates: tuple[Item, ...] = ()
    """Figures that the lead-in names, one of which is the whole."""


@dataclass(slots=True)
class Reading:
    """What the grammar made of the pieces: the statements, and where the numbers stand that it took or gave up."""

    statements: list[Statement] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """Where the tokens begin that became figures, or batches of statements."""
    reasons: dict[int, str] = field(default_factory=dict)


class Lists:
    """The statements and lists that are open while one text is read."""

    def __init__(self, text: str, rules: Rules, context: Context) -> None:
        self.text = text
        self.rules = rules
        self.context = context
        self.words: Vocabulary = vocabulary(rules)
        self.reading = Reading()
        self.opening = Opening()
        self.lead: Lead | None = None
        self.part: Part | None = None
        self.sentence_parts: list[Part] = []
        self.last: Item | None = None
        self.statement: Statement | None = None
        """The statement that is open: the last one."""
        self.people: Part | None = None
        """The last list of people whom a measure hit; it ends at a semicolon."""
        self.above: Part | None = None
        """The list with an item of which the line before begins."""
        self.within: Part | None = None
        """The list of a part of the last figure, until the next number: 已办结54件，其中立行立改20件."""
        self.ended = False
        """The sentence of the statement's total has ended."""
        self.announced: Opening | None = None
        """An opening with a batch that no number has answered."""

    def end_sentence(self, end: int) -> None:
        """Close the lists of a sentence; an opening that no number has answered stays (…移交第三批信访件。涉及…)."""
        opening = self.opening
        if self.named(opening):
            opening = self.opening = Opening()
        elif not opening.closed and opening.batch is None and opening.day is None:
            self.turn_back(opening)
        heading = self.words.other_batch.search(opening.words) is not None
        until = opening.day is not None and opening.until(self.words)
        unanswered = not opening.closed and (opening.batch is not None or until) and not heading
        self.opening = opening if unanswered and not opening.carried else Opening()
        self.opening.carried = unanswered
        self.announced = opening if unanswered else self.announced
        if self.sentence_parts or self.text[end - 1 : end] not in _STOPS:
            self.above = next((part for part in self.sentence_parts if self.line_begins_with(part, end)), None)
        self.part = None
        self.sentence_parts = []
        self.ended = True

    def named(self, opening: Opening) -> bool:
        """Take 这是督察组交办的第22批信访件 as the batch of the total before it, if that bears none."""
        statement = self.statement
        if opening.closed or opening.batch is None or not self.words.naming.match(opening.words):
            return False
        if statement is None or statement.batch is not None or statement.scope != "new":
            return False
        statement.batch = opening.batch
        self.reading.taken.update(token.start for token in opening.batches)
        return True

    def turn_back(self, opening: Opening) -> Statement | None:
        """Go back to the day's batch where 本批 names it behind another total; return None where it does not."""
        if self.statement is None or not self.words.this_batch.search(opening.words):
            return None
        new = next((s for s in reversed(self.reading.statements) if s.scope == "new" and s.total), self.statement)
        if new is self.statement:
            return None
        lead = self.lead
        self.begin(self.goes_on_about(new))
        self.lead = lead
        return self.statement

    def goes_on_about(self, statement: Statement) -> Statement:
        """Return a statement that goes on about an earlier one, which another total parts from it."""
        return replace(statement, total=None, content=[], wholes=list(statement.wholes), start=self.opening.start)

    def begin(self, statement: Statement) -> None:
        """Open a statement."""
        announced = self.announced
        bare = statement.batch is None and statement.scope == "new"
        if announced is not None and bare and self.opening.day in (None, announced.day):
            statement.batch = announced.batch
        self.announced = None
        self.reading.statements.append(statement)
        self.statement = statement
        self.reading.taken.update(token.start for token in self.opening.batches)
        self.opening = Opening()
        self.lead, self.part, self.last = None, None, None
        self.sentence_parts = []
        self.ended = False

    def place(self, item: Item, host: Item | None, within: bool = False) -> None:
        """Append an item to the list that it belongs to: that of its host's brackets, the open one, or a new one.

        ``within`` says that 其中 stands before it: behind an item of its own dimension it is a part of that one.
        """
        self.within = None
        if host is not None and host.label is not None:
            inner = next((p for p in host.parts if self.fits(p, item.says)), None)
            if inner is None:
                inner = Part(item.says.dimension, item.span.start, candidates=(host,), whole=host)
                host.parts.append(inner)
            inner.items.append(item)
            return
        last = self.last
        same = last is not None and last.label is not None and last.says.dimension == item.says.dimension
        within = within and not item.says.crossed and item.of is None
        same = same and item.says.dimension != "duplicate" and last is not None and item.unit == last.unit
        if within and same and last is not None and self.statement is not None and item.value <= last.value:
            inner = Part(item.says.dimension, item.span.start, candidates=(last,), whole=last, items=[item])
            self.statement.content.append(inner)
            self.within = inner
            return
        if (part := self.part_of_named(item, within)) is not None:
            part.items.append(item)
            return
        if within and (part := self.part_of_people(item)) is not None:
            part.items.append(item)
            self.part, self.last = part, item
            return
        part = self.part if self.part is not None and self.takes(self.part, item) else None
        if part is None and self.lead is None:
            part = next((p for p in reversed(self.sentence_parts) if self.takes(p, item)), None)
        if part is None and self.lead is None and self.above is not None and self.begins_line(item):
            part = self.above if self.takes(self.above, item) else None
            self.sentence_parts += [part] if part is not None else []
        if part is None:
            part = self.open_part(item)
        part.items.append(item)
        if part.dimension is None and item.says.strong:
            part.dimension = item.says.dimension
        self.becomes_whole(item)
        self.part = part
        self.last = item

    def part_of_named(self, item: Item, within: bool) -> Part | None:
        """Return the list of kinds of the figure before it, which they all name: 派单9件，其中热线派单6件."""
        content = self.statement.content if self.statement is not None else []
        open_ = content[-1] if content and isinstance(content[-1], Part) else None
        if open_ is not None and open_.whole is not None and _is_kind_of(item, open_.whole):
            counted = sum(one.value for one in open_.items)
            return open_ if counted + item.value <= open_.whole.value else None
        if not within or self.last is None or not _is_kind_of(item, self.last) or item.value > self.last.value:
            return None
        part = Part(item.says.dimension, item.span.start, candidates=(self.last,), whole=self.last)
        content.append(part)
        return part

    def part_of_people(self, item: Item) -> Part | None:
        """Return a new list of people that a measure has hit: 问责139人、15个单位。其中，科级干部37人."""
        content = self.statement.content if self.statement is not None else []
        before = self.part or (content[-1] if content and isinstance(content[-1], Part) else None)
        if before is None or item.says.dimension != "other" or item.unit in self.words.case_units:
            return None
        if before.dimension not in ("enforcement", "region"):
            return None
        whole = next((one for one in reversed(before.items) if one.unit == item.unit and one.value >= item.value), None)
        if whole is None:
            return None
        part = Part(item.says.dimension, item.span.start, candidates=(whole,), whole=whole)
        content.append(part)
        self.people = part
        return part

    def place_of_measure(self, item: Item, measure: str) -> None:
        """Put the number of a measure in one place into the list of such: 问责48人。清河县问责25人，东湖县问责23人."""
        content = self.statement.content if self.statement is not None else []
        whole = self.whole_of_measure(measure)
        lists = (node for node in reversed(content) if isinstance(node, Part) and node.dimension == "region")
        part = next((node for node in lists if node.whole is whole and node.items[0].unit == item.unit), None)
        if part is None:
            part = Part("region", item.span.start, ranking=True, whole=whole, candidates=(whole,) if whole else ())
            content.append(part)
            self.sentence_parts.append(part)
        part.items.append(item)
        self.part, self.last = part, item

    def whole_of_measure(self, measure: str) -> Item | None:
        """Return the figure of a measure that its numbers in single places are parts of."""
        content = self.statement.content if self.statement is not None else []
        found = [one for node in content if isinstance(node, Part) for one in node.items]
        return next((one for one in reversed(found) if one.label and measure.startswith(one.label)), None)

    def becomes_whole(self, item: Item) -> None:
        """Make a total after merging, splitting or signing for a whole that later lists may have."""
        statement = self.statement
        total = item.says.dimension == "duplicate" and item.says.category not in _NO_WHOLES and not item.implied
        fewer = statement is not None and statement.total is not None and item.value < statement.total.value
        total = total and not (fewer and item.says.category == _SPLIT)
        if statement is not None and total and item.unit in self.words.case_units:
            statement.wholes.append(item)

    def open_part(self, item: Item) -> Part:
        """Open a list; a lead-in that waits gives it its dimension and note."""
        statement = self.statement_for(item)
        lead = self.lead
        if lead is None and (going := self.goes_on_list(item, statement)) is not None:
            return going
        part = Part(item.says.dimension, item.span.start, candidates=self.wholes(statement), before=self.last)
        part.crossed = item.says.crossed
        part.of = item.of
        if lead is not None and not (item.says.strong and self.breaks(item.says.dimension, lead.dimension)):
            part.dimension = lead.dimension or part.dimension
            part.led = lead.dimension is not None
            part.ranking, part.note, part.whole = lead.ranking, lead.note, lead.whole
            part.overlaps = part.note is not None
            part.candidates = lead.candidates or part.candidates
            self.lead = None
        statement.content.append(part)
        self.sentence_parts.append(part)
        return part

    def goes_on_list(self, item: Item, statement: Statement) -> Part | None:
        """Return the list of regions that departments in their own sentence go on, if it fits no total by itself."""
        last = statement.content[-1] if statement.content else None
        if item.says.dimension != "department" or not isinstance(last, Part) or last.whole is not None:
            return None
        if last.dimension != "region" or last.ranking or not last.candidates:
            return None
        total = sum(one.value for one in last.items if not one.share)
        return last if all(whole.value != total for whole in last.candidates) else None

    def wholes(self, statement: Statement) -> tuple[Item, ...]:
        """Return the totals that a new list may be a part of; a statement without a total looks at the one before."""
        if statement.wholes or statement.batch is not None or len(self.reading.statements) < 2:
            return tuple(statement.wholes)
        before = self.reading.statements[-2]
        return tuple(before.wholes) if before.scope == statement.scope else ()

    def statement_for(self, item: Item) -> Statement:
        """Return the statement that a list belongs to; an opening with its own batch or date begins a new one."""
        statement = self.statement
        opening = self.opening
        back = self.turn_back(opening)
        if back is not None:
            return back
        if statement is not None and self.up_to_day(statement, item):
            statement.as_of = statement.as_of or (opening.day.iso(self.context.reference) if opening.day else None)
            return statement
        own_batch = opening.batch is not None and (statement is None or opening.batch != statement.batch)
        if statement is None or ((own_batch or (opening.day and opening.until(self.words))) and not opening.closed):
            fresh = headlines.statement_of(opening, "", None, self.reading.statements, self.rules, self.context)
            same = next((s for s in reversed(self.reading.statements) if _goes_on(s, fresh)), None)
            if same is not None and (same.scope == fresh.scope or same.batch == fresh.batch):
                fresh.wholes, fresh.as_of, fresh.subject = list(same.wholes), fresh.as_of or same.as_of, same.subject
            known = statement and (statement.as_of, statement.batch, statement.scope)
            if statement is None or (fresh.as_of, fresh.batch, fresh.scope) != known:
                lead = self.lead
                self.begin(fresh)
                self.lead = lead
                return fresh
        return statement

    def up_to_day(self, statement: Statement, item: Item) -> bool:
        """Tell whether 截至 dates the results of the batch of its sentence: 第5批81件，截至8月25日，已办结54件."""
        total, opening = statement.total, self.opening
        if total is None or statement.batch is None or item.says.dimension not in ("status", "other"):
            return False
        if opening.batch is not None or not opening.until(self.words) or opening.closed:
            return False
        return (
            self.last is total
            and not self.ended
            and item.value <= total.value
            and self.words.cumulative.search(opening.words) is None
        )

    def line_begins_with(self, part: Part, end: int) -> bool:
        """Tell whether the line that ends there begins with an item of a list: 1.大气污染12件."""
        start = self.text.rfind("\n", 0, end) + 1
        if "\n" not in self.text[end : end + 2]:
            return False
        of_line = [item for item in part.items if item.span.start >= start]
        return bool(of_line) and self.begins_line(of_line[0])

    def begins_line(self, item: Item) -> bool:
        """Tell whether nothing but the number of a line stands before the label of an item."""
        if item.label_span is None:
            return False
        start = self.text.rfind("\n", 0, item.label_span.start) + 1
        return _LINE_NUMBER.fullmatch(self.text, start, item.label_span.start) is not None

    def takes(self, part: Part, item: Item) -> bool:
        """Tell whether an item may stand in a list; shares of one kind of cases are a list of their own."""
        return item.of in (None, part.of) and self.fits(part, item.says)

    def fits(self, part: Part, says: Label) -> bool:
        """Tell whether an item of that label may stand in a list."""
        if says.crossed and not part.crossed:
            return False
        if says.dimension is None or part.dimension is None or says.dimension == part.dimension:
            return True
        if any({says.dimension, part.dimension} <= mixed for mixed in _MIXED):
            return True
        if part.dimension == "region" and says.category == _JOINT:
            return True
        if (
            part.dimension == "other"
            and says.category == _OPEN
            and any(i.says.category in _VERIFIED for i in part.items)
        ):
            return True
        return part.led and not (says.strong and self.breaks(says.dimension, part.dimension))

    @staticmethod
    def breaks(dimension: str | None, led: str | None) -> bool:
        """Tell whether a label of one dimension cannot stand in a list that a lead-in gave another."""
        if dimension is None or led is None or dimension == led:
            return False
        if any({dimension, led} <= mixed for mixed in _MIXED):
            return False
        if dimension == "region":
            return led != "other"
        return dimension in _BREAKING or led in ("region", "channel", "status", "priority")


def _is_kind_of(item: Item, whole: Item) -> bool:
    """Tell whether a label holds that of another figure and more: 热线派单 of 派单."""
    if not item.label or not whole.label or item.unit != whole.unit or item.label == whole.label:
        return False
    return len(whole.label) > 1 and whole.label in item.label


def _goes_on(earlier: Statement, fresh: Statement) -> bool:
    """Tell whether a statement without a total goes on about the batch, or the day, of an earlier one."""
    if fresh.batch is None or not earlier.wholes:
        return False
    same_day = earlier.batch is None and earlier.scope == "new" and earlier.as_of == fresh.as_of is not None
    return earlier.batch == fresh.batch or same_day
