"""Shows how statistics were read: the tokens of each section and the tree that the grammar made of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..parsers.context import Context
from ..parsers.counts import outline, parse_counts
from ..parsers.fold import fold
from ..record import Bulletin
from ..rulepack import Rules

__all__ = ["trees"]


def trees(bulletin: Bulletin, rules: Rules, reference: date | None = None) -> Iterator[str]:
    """Yield, for each section of statistics, its tokens (one a line: kind, text) and its tree (indented lines)."""
    for section in bulletin.sections:
        if section.kind == "statistics":
            text = fold(section.span.of(bulletin.text)).string
            counts = parse_counts(text, rules, Context(reference))
            tokens = "\n".join(f"{token.kind:12} {text[token.start : token.end]}" for token in counts.tokens)
            yield f"{section.heading or section.kind}\n\n{tokens}\n\n{outline(counts.tree)}"
