"""The grammar: the second stage. Reads pieces from left to right into statements, parts and items.

One piece is at most a label and its number. What it means depends on a small state: the opening of the sentence
(for headlines), the lead-in, the open list, labels that wait for a shared number (X、Y各3件) or for theirs in a row
(X、Y分别为3件、2件).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ...rulepack import Rules
from ...span import Span
from ..context import Context
from . import headlines
from .headlines import Opening
from .labels import Label, classify
from .pieces import Bracket, Piece
from .tokens import Token
from .tree import Item, Part, Statement
from .vocabulary import Vocabulary, vocabulary

__all__ = ["Reading", "read"]

#: Dimensions that break out of a list which a lead-in opened.
_BREAKING = frozenset({"priority", "duplicate", "status", "enforcement", "channel", "other"})
#: Dimensions that stand in one list together.
_MIXED = ({"region", "department"}, {"pollution", "industry"})
_REPEATED = "重复件"
_TOTAL = Label(None, None, True)


class _Words(NamedTuple):
    """Words at a place."""

    text: str
    start: int


@dataclass(slots=True)
class _Lead:
    """A lead-in that waits for its list."""

    dimension: str | None
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


def read(text: str, pieces: list[Piece], rules: Rules, context: Context) -> Reading:
    """Return the tree of a text's pieces."""
    reader = _Reader(text, rules, context)
    for piece in pieces:
        reader.piece(piece, None)
        if piece.mark in "。！？\n" and piece.mark:
            reader.sentence_end(piece.mark)
    return reader.reading


class _Reader:
    """The state while one text is read."""

    def __init__(self, text: str, rules: Rules, context: Context) -> None:
        self.text = text
        self.rules = rules
        self.context = context
        self.words: Vocabulary = vocabulary(rules)
        self.reading = Reading()
        self.opening = Opening()
        self.lead: _Lead | None = None
        self.part: Part | None = None
        self.sentence_parts: list[Part] = []
        self.pending: list[_Words] = []
        self.row: list[_Words] = []
        self.part_follows = False
        self.last: Item | None = None

    @property
    def statement(self) -> Statement | None:
        """The statement that is open."""
        return self.reading.statements[-1] if self.reading.statements else None

    def sentence_end(self, mark: str) -> None:
        """Forget what only holds within a sentence."""
        self.opening = Opening()
        self.part = None
        self.sentence_parts = []
        self.pending, self.row = [], []
        self.part_follows = False

    # pieces ---------------------------------------------------------------------------------------------------------

    def piece(self, piece: Piece, host: Item | None) -> None:
        """Read one piece; ``host`` is the item in whose brackets it stands."""
        head = _Words("", 0)
        numbered = False
        units = piece.units
        for i, unit in enumerate(units):
            if isinstance(unit, Bracket):
                self.bracket(unit, head, host)
                head = _Words("", 0)
            elif unit.kind == "words":
                head = _Words(head.text + unit.text, head.start if head.text else unit.start)
                self.open(unit)
            elif unit.kind == "number":
                following = units[i + 1] if i + 1 < len(units) else None
                tail = following.text if isinstance(following, Token) and following.kind == "words" else ""
                self.number(head, unit, tail, host)
                head = _Words("", 0)
                numbered = True
            else:
                self.mark(unit)
                head = _Words("", 0)
        if head.text:
            if numbered:
                self.tail(head)
            else:
                self.without_number(head, piece.mark, host)
        self.opening.words += "，" if piece.mark and self.opening.words else ""

    def open(self, token: Token) -> None:
        """Add words to the opening of the sentence."""
        if not self.opening.words:
            self.opening.start = token.start
        self.opening.words += token.text

    def mark(self, token: Token) -> None:
        """Take a date, a batch or a time into the opening of the sentence."""
        opening = self.opening
        if token.kind == "date":
            opening.until = opening.until or self.words.until.search(opening.words[-4:]) is not None
            opening.day = token.day
        elif token.kind == "batch":
            opening.batch = token.batch
            opening.batch_token = token
            opening.batches.append(token)

    def tail(self, tail: _Words) -> None:
        """Read what follows a number: …居第一位."""
        if self.part is not None and self.words.ranking_tail.search(tail.text):
            self.part.ranking = True

    # numbers --------------------------------------------------------------------------------------------------------

    def number(self, head: _Words, token: Token, tail: str, host: Item | None) -> None:
        """Decide what a number is: a headline, a share, a second total or a member of a list."""
        if token.reason:
            self.reading.reasons[token.start] = token.reason
            return
        statement = self.statement
        if host is None and not self.part_follows and self.headline(head, token, tail):
            return
        if statement is None:
            return
        if host is None and self.second_total(head, token, tail):
            return
        if not head.text and token.lead == "share" and not self.pending and self.last is not None:
            self.share(token)
            return
        self.member(head, token, tail, host)

    def headline(self, head: _Words, token: Token, tail: str) -> bool:
        """Take a number as a headline, if it is one."""
        opening = self.opening
        if not headlines.is_headline(opening, token, tail, self.statement, self.rules):
            return False
        label = self.label(head)
        if label.text and opening.batch is None:
            says = classify(label.text, self.rules)
            if says.strong and says.dimension in ("priority", "status", "enforcement"):
                return False
        statement = headlines.statement_of(opening, tail, self.reading.statements, self.rules, self.context)
        self.begin(statement)
        total = Item(None, _TOTAL, token.value or 0, token.unit or "件", token.span)
        statement.total = total
        statement.wholes.append(total)
        self.reading.taken.add(token.start)
        self.last = total
        return True

    def begin(self, statement: Statement) -> None:
        """Open a statement."""
        self.reading.statements.append(statement)
        self.reading.taken.update(token.start for token in self.opening.batches)
        self.opening = Opening()
        self.lead, self.part, self.sentence_parts = None, None, []
        self.pending, self.row = [], []
        self.last = None

    def second_total(self, head: _Words, token: Token, tail: str) -> bool:
        """Take 涉及生态环境问题N个, 涉及N个环境问题, 涉及我市N件 as a total of its own."""
        statement = self.statement
        if statement is None or token.unit not in self.words.case_units or token.lead == "share":
            return False
        cut = self.words.problem.search(head.text)
        label = self.label(_Words(head.text[: cut.start()], head.start) if cut else head)
        if label.text and self.words.own_area.fullmatch(label.text):
            subject = None
        elif label.text or (cut is None and self.row):
            return False
        elif cut is not None:
            subject = cut[0]
        else:
            noun = headlines.noun_at_start(tail, self.words)
            if noun is None or not self.words.problem.search(noun):
                return False
            subject = noun
        total = Item(None, _TOTAL, token.value or 0, token.unit, token.span, subject)
        statement.wholes.append(total)
        statement.content.append(total)
        self.reading.taken.add(token.start)
        self.part, self.last = None, total
        return True

    def share(self, token: Token) -> None:
        """Take 占p% as the share of the item before it."""
        last, part = self.last, self.part
        if last is None or part is None or last.label is None:
            return
        part.items.append(Item(last.label, last.says, token.value or 0, token.unit, token.span, share=True))
        self.reading.taken.add(token.start)

    def member(self, head: _Words, token: Token, tail: str, host: Item | None) -> None:
        """Take a number as a member of a list, under its own label or under those that wait for it."""
        label = self.label(head)
        if token.lead == "respective" or (self.row and not label.text):
            self.respective(label, token)
            return
        labels = self.shared(label, token)
        if not labels:
            labels = self.without_label(token, tail)
        for one in labels:
            if self.countable(one, token.unit):
                self.add(one, token, host)
        self.pending = []

    def countable(self, label: _Words, unit: str) -> bool:
        """Tell whether such a label can have a number in that unit: places and pollutions have no 人, no 个单位."""
        if not unit or unit in self.words.case_units or unit == "%":
            return True
        return classify(label.text, self.rules).dimension not in ("region", "department", "pollution", "channel")

    def respective(self, label: _Words, token: Token) -> None:
        """Take a number as the next one of a row: X、Y分别为3件、2件."""
        if token.lead == "respective":
            self.row = [*self.pending, *([label] if label.text else [])]
            if not self.row and self.part is not None:
                self.row = [_Words(item.label or "", 0) for item in self.part.items if not item.share]
            self.pending = []
        if self.row:
            self.add(self.row.pop(0), token, None)

    def shared(self, label: _Words, token: Token) -> list[_Words]:
        """Return the labels that a number belongs to: one, several that share it, or several as one (查封、扣押)."""
        if not label.text:
            return self.pending if token.lead == "shared" else []
        if token.lead == "shared":
            return [*self.pending, *self.parted(label)]
        if self.pending and self.joined(label):
            first = self.pending[0]
            text = "、".join([*(words.text for words in self.pending), label.text])
            return [_Words(text, first.start)]
        return [label]

    def joined(self, label: _Words) -> bool:
        """Tell whether the labels that wait and this one are one label of several names."""
        says = classify(label.text, self.rules)
        return says.strong and all(classify(w.text, self.rules).dimension == says.dimension for w in self.pending)

    def parted(self, label: _Words) -> list[_Words]:
        """Return the labels that conjunctions join in one that shares a number: 甲县和乙县各."""
        if label.text in self.rules.gazetteer.forms():
            return [label]
        for match in self.words.conjunction.finditer(label.text):
            left, right = label.text[: match.start()], label.text[match.end() :]
            if len(left) > 1 and len(right) > 1:
                first, second = classify(left, self.rules), classify(right, self.rules)
                if first.dimension is not None and first.dimension == second.dimension:
                    return [_Words(left, label.start), _Words(right, label.start + match.end())]
        return [label]

    def without_label(self, token: Token, tail: str) -> list[_Words]:
        """Return a label for a number without one: words behind it (12件涉及水), or the last one (M个单位)."""
        if not token.unit:
            return []
        stripped = self.label(_Words(tail.lstrip("的"), token.end))
        if stripped.text and classify(stripped.text, self.rules).dimension is not None:
            return [stripped]
        last = self.last
        same_unit = last is not None and last.unit == token.unit
        if last is not None and last.label and last.says.dimension == "enforcement" and not same_unit:
            return [_Words(last.label, last.span.start)]
        return []

    # lists ----------------------------------------------------------------------------------------------------------

    def add(self, label: _Words, token: Token, host: Item | None) -> None:
        """Put an item into the list that it belongs to."""
        unit = token.unit or (self.last.unit if self.last and self.last.unit != "%" else "件")
        says = classify(label.text, self.rules)
        item = Item(label.text, says, token.value or 0, unit, token.span)
        self.place(item, host)
        self.reading.taken.add(token.start)
        self.opening.closed = True

    def place(self, item: Item, host: Item | None) -> None:
        """Append an item to the open list, or open one."""
        if host is not None and host.label is not None:
            part = next((p for p in host.parts if self.fits(p, item.says)), None)
            if part is None:
                part = Part(item.says.dimension, item.span.start, candidates=(host,), whole=host)
                host.parts.append(part)
            part.items.append(item)
            return
        part = self.part if self.part is not None and self.fits(self.part, item.says) else None
        if part is None and self.lead is None:
            part = next((p for p in reversed(self.sentence_parts) if self.fits(p, item.says)), None)
        if part is None:
            part = self.open_part(item)
        part.items.append(item)
        if part.dimension is None and item.says.strong:
            part.dimension = item.says.dimension
        self.becomes_whole(item)
        self.part = part
        self.last = item

    def becomes_whole(self, item: Item) -> None:
        """Make a total after merging, splitting or signing for a whole that later lists may have."""
        statement = self.statement
        if statement is not None and item.says.dimension == "duplicate" and item.says.category != _REPEATED:
            if item.unit in self.words.case_units and not item.implied:
                statement.wholes.append(item)

    def open_part(self, item: Item) -> Part:
        """Open a list; a lead-in that waits gives it its dimension and note."""
        statement = self.statement_for(item)
        lead = self.lead
        part = Part(item.says.dimension, item.span.start, candidates=tuple(statement.wholes))
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

    def statement_for(self, item: Item) -> Statement:
        """Return the statement that a list belongs to; an opening with a batch or a date of its own begins a new one."""
        statement = self.statement
        opening = self.opening
        assert statement is not None
        own_batch = opening.batch is not None and opening.batch != statement.batch
        if (own_batch or (opening.until and opening.day)) and not opening.closed:
            fresh = headlines.statement_of(opening, "", self.reading.statements, self.rules, self.context)
            if (fresh.as_of, fresh.batch, fresh.scope) != (statement.as_of, statement.batch, statement.scope):
                lead = self.lead
                self.begin(fresh)
                self.lead = lead
                return fresh
        return statement

    def fits(self, part: Part, says: Label) -> bool:
        """Tell whether an item of that label may stand in a list."""
        if says.dimension is None or part.dimension is None or says.dimension == part.dimension:
            return True
        if any({says.dimension, part.dimension} <= mixed for mixed in _MIXED):
            return True
        if not says.strong:
            return part.led
        return part.led and not self.breaks(says.dimension, part.dimension)

    def breaks(self, dimension: str | None, led: str | None) -> bool:
        """Tell whether a label of one dimension cannot stand in a list that a lead-in gave another."""
        if dimension is None or led is None or dimension == led:
            return False
        if any({dimension, led} <= mixed for mixed in _MIXED):
            return False
        return dimension in _BREAKING or dimension == "region" or led in ("region", "channel", "status")

    # words without a number -----------------------------------------------------------------------------------------

    def without_number(self, head: _Words, mark: str, host: Item | None) -> None:
        """Read words that no number follows in their piece: a lead-in, a note, a label that waits, an implied figure."""
        text = head.text
        if host is None and self.refers(text):
            return
        if self.implied(head, host):
            return
        if self.leads(text, mark):
            return
        if self.words.overlap.search(text) and len(text) > 6:
            self.note(text)
            return
        label = self.label(head)
        if mark == "、" or (mark == "，" and label.text and classify(label.text, self.rules).strong):
            if label.text:
                self.pending.append(label)
        else:
            self.pending = []

    def refers(self, text: str) -> bool:
        """Take 已办结的件中 as the whole of the list that follows."""
        match = self.words.part_frame.match(text)
        statement = self.statement
        if match is None or statement is None:
            return False
        reference = match["ref"]
        if not reference:
            self.part_follows = True
            return True
        named = [
            item
            for part in statement.content
            if isinstance(part, Part)
            for item in part.items
            if item.label and not item.share and (item.label in reference or reference in item.label)
        ]
        if named:
            self.lead = _Lead(None, candidates=tuple(named))
        return bool(named)

    def leads(self, text: str, mark: str) -> bool:
        """Take 按地区分类 as the lead-in of the list that follows."""
        match = self.words.lead_in.match(text)
        if match is None or not (match["opener"] or match["closer"] or mark == "："):
            return False
        if len(text) - match.end() > 4 and not match["opener"]:
            return False
        self.lead = _Lead(self.words.dimension[match["word"]], self.words.ranking.search(text) is not None)
        self.part = None
        self.pending = []
        return True

    def note(self, text: str) -> None:
        """Take a note on overlaps: of the lead-in that waits, else of the list that is open."""
        if self.lead is not None:
            self.lead.note = text
        elif self.part is not None:
            self.part.note, self.part.overlaps = text, True

    def implied(self, head: _Words, host: Item | None) -> bool:
        """Take 均为来电 and 无重点件 as figures without digits."""
        statement = self.statement
        for pattern, none in ((self.words.none_of, True), (self.words.all_of, False)):
            match = pattern.search(head.text)
            if match is None or statement is None:
                continue
            label = match["label"].removesuffix("举报件") if not none else match["label"]
            says = classify(label, self.rules)
            if not says.strong or says.dimension not in ("channel", "priority", "duplicate"):
                continue
            if says.dimension == "channel":
                label = label.removesuffix("件")
            total = host or statement.total
            if total is None:
                continue
            span = Span(head.start + match.start(), head.start + match.end())
            item = Item(label, says, 0 if none else total.value, total.unit, span, implied=True)
            self.place(item, host)
            return True
        return False

    # brackets -------------------------------------------------------------------------------------------------------

    def bracket(self, bracket: Bracket, head: _Words, host: Item | None) -> None:
        """Read brackets: behind a label they hold its number, behind a number its parts, behind a lead-in a note."""
        rest = bracket.pieces
        if not rest:
            return
        saved = (self.pending, self.row, self.part_follows)
        self.part_follows = False
        if head.text and not self.bracket_number(rest[0]):
            self.label_bracket(head, bracket)
            self.pending, self.row, self.part_follows = saved
            return
        if head.text:
            first = rest[0].units[0]
            assert isinstance(first, Token)
            self.number(head, first, "", host)
            rest = [Piece(rest[0].units[1:], rest[0].mark), *rest[1:]]
        owner = self.last
        part, lead = self.part, self.lead
        inner = owner if owner is not None and owner.label is not None else None
        for piece in rest:
            if piece.units:
                self.bracket_piece(piece, inner)
        if inner is not None:
            self.part, self.last, self.lead = part, owner, lead
        self.pending, self.row, self.part_follows = [], [], saved[2]

    def bracket_number(self, piece: Piece) -> bool:
        first = piece.units[0] if piece.units else None
        return isinstance(first, Token) and first.kind == "number" and not first.reason

    def label_bracket(self, head: _Words, bracket: Bracket) -> None:
        """Read brackets behind words: a lead-in with its note (按部门分（重点件双交办，可能涉及多家）)."""
        self.without_number(head, "：", None)
        text = self.text[bracket.start + 1 : bracket.end - 1]
        lead = self.lead
        if lead is None:
            for piece in bracket.pieces:
                self.piece(piece, None)
            return
        if self.words.overlap.search(text):
            lead.note = text
        statement = self.statement
        for part in statement.content if statement else []:
            if isinstance(part, Part) and part.dimension == "priority":
                lead.whole = next((i for i in part.items if i.label and i.label in text), lead.whole)

    def bracket_piece(self, piece: Piece, inner: Item | None) -> None:
        """Read a piece in brackets behind a number; words alone may say what the number is (3件（重点件）)."""
        if all(isinstance(unit, Token) and unit.kind == "words" for unit in piece.units):
            text = "".join(unit.text for unit in piece.units if isinstance(unit, Token))
            start = next(unit.start for unit in piece.units if isinstance(unit, Token))
            says = classify(text, self.rules)
            if self.words.overlap.search(text):
                if self.part is not None:
                    self.part.note, self.part.overlaps = text, True
                return
            if inner is not None and says.strong and (says.dimension == "priority" or says.category == _REPEATED):
                span = Span(start, start + len(text))
                self.place(Item(text, says, inner.value, inner.unit, span, implied=True), inner)
                return
        self.piece(piece, inner)

    # labels ---------------------------------------------------------------------------------------------------------

    def label(self, head: _Words) -> _Words:
        """Return a label without the words before and behind it that are no part of it; they leave their mark on the state."""
        text, start = head.text, head.start
        while text:
            if classify(text, self.rules).strong and text in self.rules.gazetteer.forms():
                break
            match = self.words.opener.match(text)
            if match is None:
                lead = self.words.lead_in.match(text)
                if lead is None or not lead["closer"] or (lead.end() == len(text) and not lead["opener"]):
                    break
                self.lead = _Lead(self.words.dimension[lead["word"]])
                self.part = None
                match = lead
            elif self.words.ranking.fullmatch(match[0]):
                self.lead = _Lead(None, ranking=True)
                self.part = None
            elif self.words.part_opener.fullmatch(match[0]):
                self.part_follows = True
            elif self.words.handing.match(match[0]) and match.end() == len(text):
                return head if head.text.startswith(self.words.cumulatives) else _Words(text, start)
            text, start = text[match.end() :], start + match.end()
        end = self.words.label_tail.search(text)
        if end is not None and end.start() > 0 and not classify(text, self.rules).strong:
            text = text[: end.start()]
        bodies = self.words.body_tail.search(text)
        if bodies is not None and bodies.start() > 0:
            stem = classify(text[: bodies.start()], self.rules)
            if stem.strong and stem.dimension == "enforcement":
                text = text[: bodies.start()]
        return _Words(text.strip("“”\"： "), start)
