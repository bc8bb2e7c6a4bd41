"""Sections: where the masthead, the articles, the county updates, the statistics and the distribution list stand.

A bulletin is read paragraph by paragraph. Headings are recognised by the pack's words, by their form (numbered or
bracketed) and by what follows them; a text without any of that is one section: a lone notice or a lone news item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

import regex

from ..record import Section, SectionKind
from ..rulepack import Lexicon, Rules
from ..span import Span
from .counts import looks_like_statistics
from .distribution import is_imprint, opens_distribution
from .masthead import masthead_length
from .paragraphs import Paragraph, bare_heading, paragraphs

__all__ = ["county_label", "find_sections"]

_LONGEST_HEADING = 50
_LABEL = regex.compile(r"(?P<label>[\p{Han}·]{2,16}?)(?:：|（[^）]{1,12}）：)")
_DASHES = ("—", "-", "──")
#: 县（市、区）动态 is read as 县市区动态.
_BRACKETS_AWAY = str.maketrans("", "", "（）、")


@dataclass(slots=True)
class _Open:
    """A section that is still growing."""

    kind: SectionKind
    heading: str | None
    start: int
    end: int
    titles: int
    """How many title lines it begins with."""
    body: int = 0
    """How many paragraphs of running text it holds."""


def find_sections(text: str, rules: Rules) -> list[Section]:
    """Return the sections of a whole (folded) bulletin, in order; every paragraph belongs to exactly one."""
    lines = list(paragraphs(text))
    if not lines:
        return []
    head = masthead_length(lines, rules)
    tail = _tail_start(lines, head, rules)
    sections: list[Section] = []
    if head:
        sections.append(Section("masthead", None, Span(lines[0].span.start, lines[head - 1].span.end)))
    sections += [_closed(part, text, rules) for part in _middle(lines[head:tail], bool(head), rules)]
    if tail < len(lines):
        kind: SectionKind = "distribution" if opens_distribution(lines[tail], rules) else "other"
        sections.append(Section(kind, None, Span(lines[tail].span.start, lines[-1].span.end)))
    return sections


def county_label(paragraph: Paragraph, rules: Rules) -> Span | None:
    """Return the span of the place that labels a county update (``某县：``), None where there is no such label."""
    match = _LABEL.match(paragraph.string)
    if match is None:
        return None
    label = match["label"]
    known = label in rules.gazetteer.forms() or label.endswith(rules.pack.sections.label_endings)
    return Span(*match.span("label")).shift(paragraph.span.start) if known else None


def _tail_start(lines: Sequence[Paragraph], head: int, rules: Rules) -> int:
    """Return the index of the first paragraph of the distribution list or imprint; ``len(lines)`` without one."""
    for i in range(head, len(lines)):
        if opens_distribution(lines[i], rules):
            rest = lines[i:]
            labelled = sum(opens_distribution(line, rules) or is_imprint(line, rules) for line in rest)
            if 2 * labelled >= len(rest) - 1 and not any("。" in line.string[:-1] for line in rest):
                return i
    closing = len(lines)
    while closing > head + 1 and is_imprint(lines[closing - 1], rules) and not lines[closing - 1].is_sentence:
        closing -= 1
    return closing


def _middle(lines: Sequence[Paragraph], in_bulletin: bool, rules: Rules) -> list[_Open]:
    """Cut the paragraphs between masthead and distribution list into sections."""
    parts: list[_Open] = []
    for i, line in enumerate(lines):
        current = parts[-1] if parts else None
        following = lines[i + 1] if i + 1 < len(lines) else None
        kind = _heading_kind(line, following, rules)
        note = _note_heading(line, rules)
        if note is not None:
            parts.append(_Open("other", note, line.span.start, line.span.end, 0, 1))
        elif kind is not None:
            parts.append(_Open(kind, bare_heading(line.string), line.span.start, line.span.end, 1))
        elif current is None or _begins_article(line, following, current, in_bulletin):
            labelled = not line.is_title and county_label(line, rules) is not None
            opened: SectionKind = "county_updates" if labelled else "article"
            titled = line.is_title and following is not None
            parts.append(
                _Open(
                    opened,
                    line.string if titled else None,
                    line.span.start,
                    line.span.end,
                    int(titled),
                    int(not titled),
                )
            )
        elif current.kind == "article" and not current.body and line.is_title and following is not None:
            current.heading = _joined(current.heading, line.string)
            current.end, current.titles = line.span.end, current.titles + 1
        else:
            current.end, current.body = line.span.end, current.body + 1
    return parts


def _heading_kind(line: Paragraph, following: Paragraph | None, rules: Rules) -> SectionKind | None:
    """Return the kind of section that a line opens by its words or its brackets; None where it is no such heading."""
    if len(line.string) > _LONGEST_HEADING or line.is_sentence or following is None:
        return None
    heading = bare_heading(line.string).translate(_BRACKETS_AWAY)
    for hit in _headings(rules).find(heading):
        kind = hit.value
        marked = line.is_bracketed or line.is_numbered
        if kind == "statistics" and (hit.span.end >= len(heading) - 4 or marked):
            return kind
        if kind == "county_updates" and (marked or len(heading) <= len(hit.word) + 6) and line.is_title:
            return kind
        if kind == "other" and (marked or heading.rstrip("：") == hit.word):
            return kind
    return "other" if line.is_bracketed else None


def _note_heading(line: Paragraph, rules: Rules) -> str | None:
    """Return the word that opens a paragraph of its own kind (``编者按：近期……``), None where there is none."""
    word = line.string.split("：")[0] if "：" in line.string[:8] else ""
    return word if word in rules.pack.sections.headings.get("other", ()) and line.is_sentence else None


def _begins_article(line: Paragraph, following: Paragraph | None, current: _Open, in_bulletin: bool) -> bool:
    """Tell whether a title line begins an article of its own."""
    if not in_bulletin or not line.is_title or following is None or line.string.startswith(_DASHES):
        return False
    if current.kind == "county_updates":
        return False
    if current.kind == "article":
        return current.body > 0 and len(line.string) >= 6
    return current.body > 0 or current.kind == "other"


def _joined(first: str | None, second: str) -> str:
    return f"{first or ''}{'' if not first or second.startswith(_DASHES) else ' '}{second}"


def _closed(part: _Open, text: str, rules: Rules) -> Section:
    """Return the finished section; an article whose text is a statistics notice becomes statistics."""
    kind = part.kind
    if kind in ("article", "other") and looks_like_statistics(text[part.start : part.end], rules):
        kind = "statistics"
    return Section(kind, part.heading, Span(part.start, part.end))


@cache
def _headings(rules: Rules) -> Lexicon[SectionKind]:
    kinds: dict[str, SectionKind] = {kind: kind for kind in get_args(SectionKind)}
    return Lexicon({word: kinds[kind] for kind, words in rules.pack.sections.headings.items() for word in words})
