"""Headlines: whether a number is a total of cases, and of which day, batch and scope.

``Opening`` gathers what a sentence says before a number: 6月7日，某市收到督察组转来的第2批信访件共 (116件). A headline needs
evidence (a date up to which is counted, a batch, 累计) and a noun or a verb of handing on right before the number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...rulepack import Rules
from ..context import Context
from .tokens import Day, Token
from .tree import Statement
from .vocabulary import Vocabulary, vocabulary

__all__ = ["Opening", "area_of", "is_headline", "noun_at_end", "noun_at_start", "statement_of"]


@dataclass(slots=True)
class Opening:
    """What a sentence has said since its beginning, or since its last headline."""

    start: int = 0
    words: str = ""
    day: Day | None = None
    until: bool = False
    batch: tuple[int, int] | None = None
    batch_token: Token | None = None
    closed: bool = False
    """Members of a list have begun: no headline without evidence of its own follows."""
    batches: list[Token] = field(default_factory=list)


def noun_at_end(text: str, words: Vocabulary) -> str | None:
    """Return the noun for complaints that a text ends with (the longest): …转来的群众信访举报件 → 群众信访举报件."""
    found = None
    for match in words.noun.finditer(text):
        if match.end() == len(text) and words.nouns_cores.search(match[0]):
            found = match[0]
    return found


def noun_at_start(text: str, words: Vocabulary) -> str | None:
    """Return the noun that a text begins with: 群众举报件，… after the number."""
    match = words.noun.match(text)
    return match[0] if match and words.nouns_cores.search(match[0]) else None


def is_headline(opening: Opening, token: Token, tail: str, statement: Statement | None, rules: Rules) -> bool:
    """Tell whether a number is a new total."""
    words = vocabulary(rules)
    if token.unit not in words.case_units or token.lead == "share":
        return False
    before = opening.words
    verb = words.verb.search(before)
    cumulative = words.cumulative.search(before)
    dated = opening.day is not None or opening.until
    if opening.batch is None and not dated:
        fresh = statement is None or (bool(cumulative) and statement.scope == "new" and statement.total is not None)
        if not fresh or not (verb or cumulative):
            return False
    if noun_at_end(before, words) or noun_at_start(tail, words):
        return bool(verb or cumulative or opening.batch)
    if not before and opening.batch is not None:
        return True
    ended = words.verb_end.search(before)
    if ended is not None:
        return not ended["rest"] or _is_area(ended["rest"], words)
    return False


def _is_area(text: str, words: Vocabulary) -> bool:
    if words.own_area.search(text):
        return True
    return any(hit.span.end >= len(text) - 1 for hit in words.places.find(text))


def statement_of(
    opening: Opening, tail: str, before: list[Statement], rules: Rules, context: Context
) -> Statement:
    """Return the statement that an opening announces, without its total."""
    words = vocabulary(rules)
    last = before[-1] if before else None
    subject = noun_at_start(tail, words) or noun_at_end(opening.words, words) or (last.subject if last else None)
    scope = _scope(opening, before, words)
    return Statement(
        scope,
        _as_of(opening, before, scope, words, context),
        opening.batch,
        subject,
        area_of(opening.words, words, rules, context) or (last.area if last else context.home),
        opening.start,
    )


def _scope(opening: Opening, before: list[Statement], words: Vocabulary) -> str:
    batch = opening.batch
    cumulative = words.cumulative.search(opening.words) is not None
    if words.other_batch.search(opening.words):
        return "other"
    if opening.until:
        return "other" if batch and batch[0] == batch[1] > 1 and not cumulative else "cumulative"
    new = next((s for s in before if s.scope == "new"), None)
    if batch is not None and new is not None and opening.day is None and not cumulative:
        return "other"
    if batch is not None and batch[0] == batch[1] and (batch[0] > 1 or opening.day):
        return "new"
    if cumulative or (batch is not None and batch[0] < batch[1]):
        return "cumulative" if new is None or new.batch is None or batch is None or batch[1] >= new.batch[1] else "other"
    return "new"


def _as_of(
    opening: Opening, before: list[Statement], scope: str, words: Vocabulary, context: Context
) -> str | None:
    if opening.day is not None:
        return opening.day.iso(context.reference)
    if scope != "other" and before and words.same_day.search(opening.words):
        return before[-1].as_of
    return None


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
