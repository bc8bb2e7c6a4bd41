"""Counts: complaint statistics read by a grammar. Tokens → pieces → tree → figures; each stage can be looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ...record import Figure, Group, Unread
from ...rulepack import Rules
from ..context import Context
from .figures import figures_of
from .grammar import read
from .leftovers import leftovers
from .pieces import pieces
from .tokens import Token, tokenize
from .tree import Statement, outline
from .vocabulary import vocabulary

#: Running text of a notice holds at least one figure in so many characters.
_CHARACTERS_A_FIGURE = 60
#: So many figures speak for a notice even where no headline, no date or batch, or but a period does.
_WITHOUT_A_TOTAL = 5
_WITHOUT_A_DATE = 7
_OF_A_PERIOD = 3

__all__ = ["Counts", "has_total", "looks_like_statistics", "outline", "parse_counts"]


@dataclass(slots=True)
class Counts:
    """What a text of statistics gives. ``tokens`` and ``tree`` are the stages before the figures."""

    figures: list[Figure] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    tree: list[Statement] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)


def parse_counts(text: str, rules: Rules, context: Context) -> Counts:
    """Return the figures of a folded text, and its numbers with a counting unit that are none.

    ``6月7日，清河市收到第2批信访件共3件：甲县2件、乙县1件。`` gives a headline and two parts of it. Refused: numbers in
    dates, batches, telephones; durations and numbers of places (1个月, 16个地市) go to ``unread`` with the reason.
    """
    tokens = tokenize(text, rules)
    reading = read(text, pieces(tokens, vocabulary(rules)), rules, context)
    figures, groups = figures_of(reading.statements, rules, context)
    return Counts(figures, groups, leftovers(text, tokens, reading), reading.statements, tokens)


def has_total(text: str, rules: Rules) -> bool:
    """Tell whether a text gives a total of complaints, as the beginning of a notice does."""
    reading = read(text, pieces(tokenize(text, rules), vocabulary(rules)), rules, Context())
    return any(s.subject and s.total is not None and not s.tally for s in reading.statements)


def looks_like_statistics(text: str, rules: Rules) -> bool:
    """Tell whether a text is a notice of statistics: it has a headline of a day or batch, and is dense with figures."""
    tokens = tokenize(text, rules)
    kinds = Counter(token.kind for token in tokens)
    if not kinds["number"] or (kinds["number"] + kinds["batch"]) * _CHARACTERS_A_FIGURE < len(text):
        return False  # not dense, even if every number were a figure
    reading = read(text, pieces(tokens, vocabulary(rules)), rules, Context())
    statements = [statement for statement in reading.statements if not statement.tally]
    totals = [s.total.value for s in statements if s.total is not None]
    told = any(s.total is not None and s.batch for s in statements) or max(totals, default=0) > 1
    dated = any(s.subject and (s.batch or s.as_of or s.scope != "new") for s in statements)
    of_period = any(s.subject and s.total is not None and s.period for s in statements)
    taken = len(reading.taken)
    least = _WITHOUT_A_TOTAL if not totals else 1 if told else 3
    least = least if dated else _OF_A_PERIOD if of_period else _WITHOUT_A_DATE
    return taken >= least and taken * _CHARACTERS_A_FIGURE >= len(text)
