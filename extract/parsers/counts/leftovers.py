"""Leftovers: numbers with a counting unit that become no figure, with the reason."""

from __future__ import annotations

from ...record import Unread
from ...rulepack import Rules
from .labels import classify
from .lists import Reading
from .tokens import Token
from .vocabulary import vocabulary

__all__ = ["leftovers", "reason_of"]

_LONGEST_BODY = 8


def reason_of(head: str, token: Token, tail: str, rules: Rules) -> str:
    """Return why a number between these words counts nothing of interest, an empty string where it may.

    1件涉及两市 is part of a note, 8个督察组 a number of teams, 超过10件的有 and 均少于10件 are thresholds, 1个月 a
    duration, 日均30件 an average.
    """
    words = vocabulary(rules)
    if token.reason:
        return token.reason
    if head and words.cause.fullmatch(head):
        return "note"
    if words.average.search(head + token.text[: token.figure - token.start]):
        return "average"
    if head and words.threshold.search(head):
        return "threshold"
    if words.bound.match(tail):
        return "threshold"
    if token.unit == words.thing_unit and words.bodies_named.search(head):
        return "body_count"
    if not tail or token.unit not in words.case_units:
        return ""
    if words.overlap_tail.match(tail):
        return "note"
    if tail[0] == "的" and words.ranking.match(tail):
        return "threshold"
    if words.inspection.match(tail):
        return "body_count"
    joint = words.conjunction.search(tail)
    says = classify(tail[: joint.start() if joint else _LONGEST_BODY], rules)
    if token.unit == words.thing_unit and says.strong and says.dimension in ("region", "department"):
        return "place_count" if says.dimension == "region" else "body_count"
    return ""


def leftovers(text: str, tokens: list[Token], reading: Reading) -> list[Unread]:
    """Return what was left unread, in the order of the text."""
    unread: list[Unread] = []
    for token in tokens:
        if token.start in reading.taken:
            continue
        if token.kind == "number":
            if token.unit or token.start in reading.reasons:
                reason = token.reason or reading.reasons.get(token.start, "not_understood")
                unread.append(Unread(token.span, token.span.of(text), reason))
        elif token.kind == "batch" and not token.text.startswith(("第", "前", "首")):
            unread.append(Unread(token.span, token.span.of(text), "batch"))
    return unread
