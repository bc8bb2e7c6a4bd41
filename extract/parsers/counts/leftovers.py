"""Leftovers: every number with a counting unit that became no figure, with the reason."""

from __future__ import annotations

from ...record import Unread
from .lists import Reading
from .tokens import Token

__all__ = ["leftovers"]


def leftovers(text: str, tokens: list[Token], reading: Reading) -> list[Unread]:
    """Return what was left unread, in the order of the text."""
    unread: list[Unread] = []
    for token in tokens:
        if token.start in reading.taken:
            continue
        if token.kind == "number":
            if token.unit:
                reason = token.reason or reading.reasons.get(token.start, "not_understood")
                unread.append(Unread(token.span, token.span.of(text), reason))
        elif token.kind == "batch" and not token.text.startswith(("第", "前", "首")):
            unread.append(Unread(token.span, token.span.of(text), "batch"))
    return unread
