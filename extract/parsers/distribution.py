"""The distribution list at the end of a bulletin: 报／送／发／抄送, each with its recipients.

Recognises ``报：市委、市政府`` and the lines that go on below it; refuses the imprint (``××办公室　5月6日印发``).
"""

from __future__ import annotations

from functools import cache

import regex

from ..record import Distribution
from ..rulepack import Rules
from ..span import Span
from .paragraphs import Paragraph, paragraphs

__all__ = ["find_distribution", "is_imprint", "opens_distribution"]

_CLAUSE_ENDS = regex.compile(r"[，；。\t\n]+")


def opens_distribution(paragraph: Paragraph, rules: Rules) -> bool:
    """Tell whether a paragraph begins a line of the distribution list."""
    return _label(rules).match(paragraph.string) is not None


def is_imprint(paragraph: Paragraph, rules: Rules) -> bool:
    """Tell whether a paragraph is part of the imprint that closes a bulletin."""
    return len(paragraph.string) <= 60 and any(word in paragraph.string for word in rules.pack.sections.imprint)


def find_distribution(text: str, rules: Rules) -> list[Distribution]:
    """Return the lines of the distribution list ``text``; a line without a label goes on with the one before."""
    found: list[Distribution] = []
    kinds = rules.pack.sections.distribution_labels
    for paragraph in paragraphs(text):
        label = _label(rules).match(paragraph.string)
        if label is None and (not found or is_imprint(paragraph, rules)):
            continue
        if label is not None:
            recipients = _recipients(paragraph.string[label.end() :], rules)
            found.append(Distribution(kinds[label["label"]], recipients, paragraph.span))  # type: ignore[arg-type]
        else:
            last = found[-1]
            last.recipients.extend(_recipients(paragraph.string, rules))
            last.span = Span(last.span.start, paragraph.span.end)
    return found


@cache
def _label(rules: Rules) -> regex.Pattern[str]:
    labels = sorted(rules.pack.sections.distribution_labels, key=len, reverse=True)
    return regex.compile(rf"(?P<label>{'|'.join(map(regex.escape, labels))})：")


def _recipients(string: str, rules: Rules) -> list[str]:
    """Split a line into recipients; a clause whose parts cannot stand alone (…党委书记、主任) stays whole."""
    recipients: list[str] = []
    for clause in _CLAUSE_ENDS.split(string):
        parts = [part for part in clause.split("、") if part]
        recipients += [clause] if any(_is_bare(part, rules) for part in parts[1:]) else parts
    return recipients


def _is_bare(part: str, rules: Rules) -> bool:
    """Tell whether a part is a post without a body of its own: 主任, 成员及各组组长."""
    posts = rules.pack.sections.bare_posts
    return part in posts or any(part.startswith((f"{post}及", f"{post}和")) for post in posts)
