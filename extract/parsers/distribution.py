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

#: Recipients are parted by these, and by 、 where each part can stand alone; never inside brackets.
_CLAUSE = regex.compile(r"(?:（[^）]*）|[^，；。\t\n])+")
_PART = regex.compile(r"(?:（[^）]*）|[^、])+")
_BRACKETED = regex.compile(r"（[^）]*）")
_LONGEST_IMPRINT = 60


def opens_distribution(paragraph: Paragraph, rules: Rules) -> bool:
    """Tell whether a paragraph begins a line of the distribution list."""
    return _label(rules).match(paragraph.string) is not None


def is_imprint(paragraph: Paragraph, rules: Rules) -> bool:
    """Tell whether a paragraph is part of the imprint that closes a bulletin."""
    string = paragraph.string
    if len(string) > _LONGEST_IMPRINT:
        return False
    label = string.split("：")[0] if "：" in string else ""
    return label in rules.pack.masthead.line_labels or any(word in string for word in rules.pack.sections.imprint)


def find_distribution(text: str, rules: Rules) -> list[Distribution]:
    """Return the lines of the distribution list ``text``; a line without a label goes on with the one before."""
    found: list[Distribution] = []
    kinds = rules.pack.sections.distribution_labels
    for paragraph in paragraphs(text):
        label = _label(rules).match(paragraph.string)
        if label is None and (not found or is_imprint(paragraph, rules)):
            continue
        if label is not None:
            kind = kinds[label["label"]]
            found.append(Distribution(kind, [], paragraph.span))  # type: ignore[arg-type]
        line = found[-1]
        line.span = Span(line.span.start, paragraph.span.end)
        line.recipient_spans += _recipients(paragraph, label.end() if label else 0, rules)
        line.recipients = [span.of(text) for span in line.recipient_spans]
    return found


@cache
def _label(rules: Rules) -> regex.Pattern[str]:
    labels = sorted(rules.pack.sections.distribution_labels, key=len, reverse=True)
    return regex.compile(rf"(?P<label>{'|'.join(map(regex.escape, labels))})：")


def _recipients(paragraph: Paragraph, start: int, rules: Rules) -> list[Span]:
    """Return the recipients of a line from ``start`` on.

    A clause whose parts cannot stand alone stays whole: 各县党委书记、县长 (one 各), 领导小组组长、副组长
    (one body), 市委、市政府分管领导 (one post).
    """
    spans: list[Span] = []
    for clause in _CLAUSE.finditer(paragraph.string, start):
        parts = list(_PART.finditer(clause[0]))
        if _belong_together([part[0] for part in parts], rules):
            spans.append(Span(*clause.span()))
        else:
            spans += [Span(*part.span()).shift(clause.start()) for part in parts]
    return [span.shift(paragraph.span.start) for span in spans]


def _belong_together(parts: list[str], rules: Rules) -> bool:
    words = rules.pack.sections
    bare = words.bare_posts + (words.bare_after_each if "各" in parts[0] else ())
    dependent = any(_is_bare(part, bare) for part in parts[1:])
    shared = parts[-1].endswith(words.shared_posts) and not any(part.endswith(words.bare_posts) for part in parts[:-1])
    return len(parts) > 1 and (dependent or shared)


def _is_bare(part: str, posts: tuple[str, ...]) -> bool:
    """Tell whether a part is a post without a body of its own: 主任, 县（市、区）长, 成员及各组组长."""
    plain = _BRACKETED.sub("", part)
    return plain in posts or any(plain.startswith((f"{post}及", f"{post}和")) for post in posts)
