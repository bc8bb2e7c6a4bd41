"""What the grammar of counts makes of a text, in short: one line a figure, the constraints that are violated."""

from __future__ import annotations

from datetime import date

from jianbao.checks import check
from jianbao.parsers.context import Context
from jianbao.parsers.counts import Counts, parse_counts
from jianbao.parsers.fold import fold
from jianbao.rulepack import load_rules

__all__ = ["CONTEXT", "RULES", "read", "rows", "violated"]

RULES = load_rules()
CONTEXT = Context(date(2024, 9, 30))


def read(text: str) -> Counts:
    return parse_counts(fold(text).string, RULES, CONTEXT)


def rows(text: str) -> list[str]:
    return [
        f"{f.dimension} {f.label} {f.value}{f.unit}" if f.dimension else f"{f.subject} {f.value}{f.unit}"
        for f in read(text).figures
    ]


def violated(text: str) -> list[str]:
    counts = read(text)
    findings = check(counts.figures, counts.groups, RULES, counts.unread)
    return [f.constraint for f in findings if f.status == "violated"]
