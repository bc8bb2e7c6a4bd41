"""The grammar: the second stage. Reads pieces from left to right into statements, parts and items.

One piece is at most a label and its number. What it means depends on a small state: the opening of the sentence
(for headlines), the lead-in and the open list (``Lists``), labels that wait for a shared number (X、Y各3件), and labels
that wait for theirs in a row (X、Y分别为3件、2件).
"""

from __future__ import annotations

from ...rulepack import Rules
from ...span import Span
from ..context import Context
from . import headlines, phrases
from .labels import REPEATED, classify
from .leftovers import reason_of
from .lists import Lead, Reading
from .members import Words
from .pieces import Bracket, Piece
from .refit import refitted
from .rows import read_table
from .tables import caption_of, table_at
from .tokens import Token
from .tree import Item, Part
from .whose import Whose

__all__ = ["read"]

_ENDS = "。\n"
_NONE = Words("", 0)
_OUTCOME = ("number", "words", "number")


def read(text: str, pieces: list[Piece], rules: Rules, context: Context) -> Reading:
    """Return the tree of a text's pieces."""
    reader = _Reader(text, rules, context)
    behind = 0
    for at, piece in enumerate(pieces):
        table = table_at(pieces, at, reader.words) if piece.mark == "\t" and at >= behind else None
        if table is not None:
            read_table(table, caption_of(pieces, at), reader.lists)
            behind = at + table.length
        if at < behind:
            continue
        reader.labels = piece.mark == "：" and at + 1 < len(pieces) and _is_number(pieces[at + 1])
        reader.piece(piece, None)
        if piece.mark and piece.mark in "。！？\n":
            reader.sentence_end(piece.end)
    reading = reader.lists.reading
    reading.statements = refitted(reading.statements)
    return reading


def _is_number(piece: Piece) -> bool:
    first = piece.units[0] if piece.units else None
    return isinstance(first, Token) and first.kind == "number" and not first.reason


class _Reader(Whose):
    """The state while one text is read."""

    def sentence_end(self, end: int) -> None:
        """Forget what only holds within a sentence, which ends there."""
        self.lists.end_sentence(end)
        self.lists.clear()
        self.parts_follow = False

    def piece(self, piece: Piece, host: Item | None) -> None:
        """Read one piece; ``host`` is the item in whose brackets it stands."""
        head = _NONE
        numbered = False
        lists = self.lists
        units = piece.units
        if self.mark == "；" and lists.part is lists.people:
            lists.part = None
        self.mark = piece.mark
        if len(units) == 2 and units[0].kind == "words" and units[1].kind == "number" and piece.mark != "：":
            words, token = units
            assert isinstance(words, Token)
            assert isinstance(token, Token)
            lists.opening.add(words.text, words.start)
            self.number(Words(words.text, words.start), token, "", host)
            self.parts_follow = False
            lists.opening.add(piece.mark, 0)
            return
        for i, unit in enumerate(units):
            if isinstance(unit, Bracket):
                self.bracket(unit, _NONE if numbered else head, host)
                head = _NONE
            elif unit.kind == "words":
                kind = self.kind_behind(units, i - 1)
                if kind:
                    lists.lead, lists.part = Lead(whole=lists.last), None
                head = Words(head.text + unit.text, head.start) if head.text else Words(unit.text, unit.start)
                head = Words(head.text[len(kind) :], head.start + len(kind))
                lists.opening.add(unit.text, unit.start)
            elif unit.kind == "number":
                self.number(head, unit, self.behind(units, i, head), host)
                head = _NONE
                numbered = True
            else:
                lists.opening.mark(unit, self.words)
                head = _NONE
        if head.text:
            if numbered:
                self.tail(head)
            else:
                self.without_number(head, piece.mark, host)
        elif numbered:
            self.parts_follow = False
            if piece.mark == "：" and lists.last is not None and lists.last.label and host is None:
                lists.lead = Lead(whole=lists.last)
                lists.part = None
        lists.opening.add(piece.mark, 0)

    def kind_behind(self, units: list[Token | Bracket], i: int) -> str:
        """Return the kind of cases behind a number, where their outcome follows: 13件｜重点案件｜已办结 (8件)."""
        if not 0 <= i < len(units) - 2 or (units[i].kind, units[i + 1].kind, units[i + 2].kind) != _OUTCOME:
            return ""
        words = units[i + 1]
        assert isinstance(words, Token)
        return phrases.kind_before_outcome(words.text, self.rules)

    def behind(self, units: list[Token | Bracket], i: int, head: Words) -> str:
        """Return the words behind a number, and behind the brackets of what is left: 其余9件（重点1件）在办."""
        kind = self.kind_behind(units, i)
        if kind:
            return kind
        following = units[i + 1 :]
        if following and isinstance(following[0], Bracket) and self.words.rest.fullmatch(head.text):
            following = following[1:]
        return (
            following[0].text if following and isinstance(following[0], Token) and following[0].kind == "words" else ""
        )

    def tail(self, tail: Words) -> None:
        """Read what follows a number: a rank (…居第一位), or that it is the whole of what follows (…件举报中)."""
        lists = self.lists
        self.parts_follow = False
        if lists.part is not None and self.words.ranking_tail.search(tail.text):
            lists.part.ranking = True
        elif lists.last is not None and lists.last.label and self.words.part_frame.match(tail.text):
            lists.lead = Lead(whole=lists.last)
            lists.part = None

    def number(self, head: Words, token: Token, tail: str, host: Item | None) -> None:
        """Decide what a number is: no statistic, a headline, a second total, a share or a member of a list."""
        lists = self.lists
        stripped = phrases.strip_label(head.text, self.rules)
        opening = lists.opening
        unanswered = not opening.closed and (opening.batch is not None or opening.day is not None)
        host = host or self.owner(stripped.says, token) or self.rated(stripped, token)
        if stripped.tally is not None and host is None and not self.in_brackets and self.tally(stripped, token):
            return
        offices = token.unit == self.words.thing_unit and self.words.bodies_named.search(head.text) is not None
        if not head.text and lists.beside(token, host):
            return
        plain = stripped.plain and not (unanswered or tail or token.reason or self.parts_follow or offices)
        if plain and lists.statement is not None:
            lists.member(head, stripped, token, tail, host)
            return
        reason = reason_of(head.text, token, tail, self.rules)
        if reason:
            lists.reading.reasons[token.start] = reason
            if reason == "note":
                self.note(self.sentence_around(token))
            return
        blocked = self.parts_follow or stripped.parts
        answers = unanswered and opening.batch is not None and headlines.noun_at_end(stripped.text, self.words)
        blocked = blocked and not (answers or headlines.follows_batch(lists.opening, token))
        if (
            host is None
            and not blocked
            and (self.named_again(head, token, tail) or self.headline(head, stripped, token, tail))
        ):
            return
        if host is None and self.second_total(head, token, tail):
            return
        waiting = head.text or lists.pending or lists.row
        if token.lead == "share" and not waiting and self.share(token):
            return
        self.lists.member(head, stripped, token, tail, host, self.parts_follow or stripped.parts)

    def without_number(self, head: Words, mark: str, host: Item | None) -> None:
        """Read words without a number in their piece: a lead-in, a note, a label that waits, an implied figure."""
        if self.words.truncated.search(head.text):
            if self.lists.part is not None:
                self.lists.part.ranking = True
            return
        if (host is None and self.refers(head.text)) or self.implied(head, host):
            return
        dimension = phrases.lead_in(head.text, mark == "：", self.rules)
        stripped = phrases.strip_label(head.text, self.rules)
        if self.lists.pending and stripped.says.strong:
            dimension = None
        says = stripped.says
        if self.labels and (says.category is not None or (stripped.dimension is not None and says.strong)):
            dimension = None
        if mark in "，、" and stripped.ranking and stripped.text and stripped.says.dimension == dimension:
            dimension = None
        if dimension is not None:
            self.lists.lead = Lead(dimension, self.ranks(head.text, mark))
            self.lists.part = None
            self.lists.pending = []
        elif self.words.overlap.search(head.text) and len(head.text) > 6:
            ends = [at for mark in "，。；\n" if (at := self.text.find(mark, head.start)) >= 0]
            self.note(self.text[head.start : min(ends, default=len(self.text))] if host is None else head.text)
        elif mark == "：" and (self.words.ranking_end.search(head.text) or self.ranks(head.text, mark)):
            self.lists.lead = Lead(ranking=True)
            self.lists.part = None
        else:
            self.wait(head, mark)

    def ranks(self, text: str, mark: str) -> bool:
        """Tell whether a lead-in announces a ranking: 较多的县区分别是; before a colon, 办件量位于前三的部门."""
        return bool(self.words.ranking.search(text) or (mark == "：" and self.words.ranking_heading.search(text)))

    def wait(self, head: Words, mark: str) -> None:
        """Keep a label for a number that comes later."""
        label = self.lists.label(head)
        measure = phrases.strip_label(head.text, self.rules).measure
        if measure is not None and (whole := self.lists.whole_of_measure(measure)) is not None:
            self.lists.lead = Lead("region", ranking=True, whole=whole)
            self.lists.part = None
        if self.words.this_batch.search(head.text) and headlines.noun_at_end(head.text, self.words):
            self.lists.pending = []
        elif label.text and (
            mark == "、"
            or (mark in "，：" and (classify(label.text, self.rules).dimension or self.goes_on(label)))
            or (self.labels and classify(label.text, self.rules).category is not None)
        ):
            self.lists.pending.append(label._replace(mark=mark))
        else:
            self.lists.pending = []

    def goes_on(self, label: Words) -> bool:
        """Tell whether words are one more kind of the list that is open: …；公共服务类，占11.7%."""
        return self.lists.part is not None and label.text.endswith(self.rules.pack.counts.kind_endings)

    def refers(self, text: str) -> bool:
        """Take 其中 and 已办结的件中 as a reference to the whole of the list that follows."""
        match = self.words.part_frame.match(text)
        statement = self.lists.statement
        if match is None or statement is None:
            return False
        reference = match["ref"]
        self.parts_follow = True
        named = [
            item
            for part in statement.content
            if isinstance(part, Part) and reference
            for item in part.items
            if item.label and not item.share and (item.label in reference or reference in item.label)
        ]
        if named:
            self.lists.lead = Lead(candidates=tuple(named))
        return bool(named) or not reference

    def note(self, text: str) -> None:
        """Take a note on overlaps: of the lead-in that waits, else of the list that is open."""
        if self.lists.lead is not None:
            self.lists.lead.note = text
            return
        part = self.lists.part
        last = self.lists.last
        if part is None and last is not None and last.label is None:
            self.lists.lead = Lead(note=text)
            return
        if part is None and self.lists.statement is not None:
            content = self.lists.statement.content
            part = content[-1] if content and isinstance(content[-1], Part) else None
        if part is not None:
            known = part.note is not None and text not in part.note
            part.note, part.overlaps = f"{part.note}；{text}" if known else text, True

    def sentence_around(self, token: Token) -> str:
        """Return the words of a note around its number, to the next mark."""
        start = max(self.text.rfind(mark, 0, token.start) for mark in "，；。（\n") + 1
        ends = [at for mark in "，；。）\n" if (at := self.text.find(mark, token.end)) >= 0]
        return self.text[start : min(ends, default=len(self.text))]

    def bracket(self, bracket: Bracket, head: Words, host: Item | None) -> None:
        """Read brackets: behind a label they hold its number, behind a number its parts, behind a lead-in a note."""
        rest = bracket.pieces
        if not rest:
            return
        lists = self.lists
        saved = (self.lists.pending, self.lists.row, self.parts_follow)
        self.parts_follow = False
        first = rest[0].units[0]
        if not head.text and self.denies(bracket):
            return
        note = self.note_in(bracket)
        if note and not head.text:
            self.note(note)
            return
        if head.text:
            if note or not (isinstance(first, Token) and first.kind == "number" and not first.reason):
                self.label_bracket(head, bracket, saved)
                return
            self.number(head, first, "", host)
            rest = [Piece(rest[0].units[1:], rest[0].mark), *rest[1:]]
        owner, part, lead, statement = lists.last, lists.part, lists.lead, lists.statement
        outside, self.in_brackets = self.in_brackets, True
        lists.row = []
        inner = owner if owner is not None and owner.label is not None else None
        for piece in rest:
            if piece.units:
                self.bracket_piece(piece, inner)
        self.in_brackets = outside
        if inner is not None or lists.statement is not statement:
            lists.part, lists.last, lists.lead, lists.statement = part, owner, lead, statement
        self.lists.pending, self.lists.row, self.parts_follow = [], [] if head.text else saved[1], saved[2]

    def denies(self, bracket: Bracket) -> bool:
        """Tell whether brackets say of another batch that it holds nothing: 3件（第1批不涉及我市）."""
        tokens = [unit for piece in bracket.pieces for unit in piece.units if isinstance(unit, Token)]
        kinds = {token.kind for token in tokens}
        if "batch" not in kinds or "number" in kinds:
            return False
        return any(self.words.none_of.search(token.text) for token in tokens if token.kind == "words")

    def note_in(self, bracket: Bracket) -> str:
        """Return the text of brackets that hold a note on overlaps and no list; its numbers count nothing else."""
        text = self.text[bracket.start + 1 : bracket.end - 1]
        if self.words.joint.search(text):
            return ""
        if not self.words.overlap.search(text) and not self.words.overlap_count.search(text):
            return ""
        tokens = [unit for piece in bracket.pieces for unit in piece.units if isinstance(unit, Token)]
        numbers = [token for token in tokens if token.kind == "number"]
        if len(numbers) > 2:
            return ""
        for token in numbers:
            self.lists.reading.reasons[token.start] = token.reason or "note"
        return text

    def label_bracket(self, head: Words, bracket: Bracket, saved: tuple[list[Words], list[Words], bool]) -> None:
        """Read brackets behind words: a lead-in with its note (按部门分（重点件双交办，可能涉及多家）), or a gloss."""
        lists = self.lists
        before = lists.lead
        self.lists.pending, self.lists.row, self.parts_follow = saved
        self.without_number(head, "：", None)
        lead = lists.lead
        if lead is None or lead is before:
            label = self.lists.label(head)
            if not self.note_in(bracket):
                for piece in bracket.pieces:
                    self.piece(piece, None)
            self.lists.pending = [label._replace(mark="，")] if label.text else []
            return
        text = self.text[bracket.start + 1 : bracket.end - 1]
        if self.words.overlap.search(text):
            lead.note = text
        for part in lists.statement.content if lists.statement else []:
            if isinstance(part, Part) and part.dimension == "priority":
                lead.whole = next((i for i in part.items if i.label and i.label in text), lead.whole)

    def bracket_piece(self, piece: Piece, inner: Item | None) -> None:
        """Read a piece in brackets behind a number; words alone may say what the number is (3件（重点件）)."""
        if all(isinstance(unit, Token) and unit.kind == "words" for unit in piece.units):
            units = [unit for unit in piece.units if isinstance(unit, Token)]
            text, start = "".join(unit.text for unit in units), units[0].start
            says = classify(text, self.rules)
            if self.words.overlap.search(text) and not says.strong:
                self.note(text)
                return
            if inner is not None and says.strong and (says.dimension == "priority" or says.category == REPEATED):
                span = Span(start, start + len(text))
                item = Item(text, says, inner.value, inner.unit, span, implied=True, label_span=span)
                self.lists.place(item, inner)
                return
        self.piece(piece, inner)
