"""Sections: where the masthead, the articles, the county updates, the statistics and the distribution list stand.

A bulletin is read paragraph by paragraph. What a heading opens is decided by what stands below it (paragraphs that
bear counties' labels, sentences of statistics, a list of contents) and only then by the pack's words; headings
themselves are known by their form. A text without any of that is one section: a lone notice or a lone news item.
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
from .counts import has_total, looks_like_statistics
from .county_items import county_label
from .distribution import is_imprint, opens_distribution
from .masthead import is_signature, masthead_length
from .paragraphs import Paragraph, bare_heading, paragraphs

__all__ = ["find_sections"]

#: A notice may give its total in so many characters before its first heading.
_LONGEST_BEGINNING = 120
_LONGEST_HEADING = 50
#: Running text with so many counted numbers, one in so many characters, is statistics whatever its heading says.
_DENSE = 5
_CHARACTERS_A_NUMBER = 22
#: So many gaps part what stands in one line of an imprint.
_GAPS = 2
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
    body: int = 0
    """How many paragraphs it holds below its title lines."""


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
    middle = _Middle(lines[head:tail], bool(head), text, rules).sections()
    sections += [Section(part.kind, part.heading, Span(part.start, part.end)) for part in middle]
    if tail < len(lines):
        kind: SectionKind = "distribution" if opens_distribution(lines[tail], rules) else "other"
        sections.append(Section(kind, None, Span(lines[tail].span.start, lines[-1].span.end)))
    return sections


def _tail_start(lines: Sequence[Paragraph], head: int, rules: Rules) -> int:
    """Return the index of the first paragraph of the distribution list, signature or imprint that closes a bulletin."""
    closing, known = len(lines), 0
    for i in range(len(lines) - 1, head - 1, -1):
        line = lines[i]
        if "。" in line.string[:-1]:
            break
        opens = opens_distribution(line, rules)
        known += opens or is_imprint(line, rules)
        if opens and 2 * known >= len(lines) - i - 1:
            closing = i
    if closing < len(lines):
        return closing
    while closing > head + 1 and _closes(lines[closing - 1], rules):
        closing -= 1
    return closing


def _closes(line: Paragraph, rules: Rules) -> bool:
    """Tell whether a line is a signature or an imprint; a row of a table, however short, is neither."""
    row = line.string.count("\t") > _GAPS
    return not row and not line.is_sentence and (is_imprint(line, rules) or is_signature(line, rules))


class _Middle:
    """The paragraphs between masthead and distribution list, cut into sections."""

    def __init__(self, lines: Sequence[Paragraph], in_bulletin: bool, text: str, rules: Rules) -> None:
        self.lines = lines
        self.in_bulletin = in_bulletin
        self.text = text
        self.rules = rules
        self.parts: list[_Open] = []
        self.labels: dict[int, bool] = {}

    def sections(self) -> list[_Open]:
        """Return the sections, the kinds of lone ones settled by their text."""
        index = 0
        while index < len(self.lines):
            index = self._take(index)
        for part in self.parts:
            if part.kind in ("article", "other") and part.body and self._is_dense(part.start, part.end):
                part.kind = "statistics"
        return self.parts

    def _take(self, index: int) -> int:
        """Give the paragraph at ``index`` to a section; return the index of the next one to be given."""
        line = self.lines[index]
        current = self.parts[-1] if self.parts else None
        note = _note_heading(line, self.rules)
        if note is not None:
            self._open("other", note, line, 1)
            return index + 1
        if current is not None and current.kind == "statistics" and self._is_caption(index):
            current.end, current.body = line.span.end, current.body + 1
            return index + 1
        kind = self._kind_of_heading(index)
        if kind == "statistics" and current is not None and line.is_numbered and self._goes_on_notice(current):
            current.kind, current.end, current.body = kind, line.span.end, current.body + 1
            return index + 1
        if kind is not None:
            self._open(kind, bare_heading(line.string).rstrip("："), line)
            return self._skip_contents(index + 1) if kind == "other" else index + 1
        if current is None or self._begins_article(index, current):
            titled = line.is_title and index + 1 < len(self.lines)
            labelled = not titled and self._is_labelled(index)
            self._open(
                "county_updates" if labelled else "article",
                bare_heading(line.string) if titled else None,
                line,
                not titled,
            )
        elif current.kind == "article" and not current.body and line.is_title and index + 1 < len(self.lines):
            current.heading, current.end = _joined(current.heading, line.string), line.span.end
        else:
            current.end, current.body = line.span.end, current.body + 1
        return index + 1

    def _is_labelled(self, index: int) -> bool:
        """Tell whether a paragraph bears a county's label; each is looked at once."""
        if index not in self.labels:
            self.labels[index] = county_label(self.lines[index], self.rules) is not None
        return self.labels[index]

    def _open(self, kind: SectionKind, heading: str | None, line: Paragraph, body: int = 0) -> None:
        self.parts.append(_Open(kind, heading, line.span.start, line.span.end, int(body)))

    def _kind_of_heading(self, index: int) -> SectionKind | None:
        """Return the kind of section that a heading opens, None where the line is no heading or an article's title."""
        line = self.lines[index]
        last = index + 1 == len(self.lines)
        if len(line.string) > _LONGEST_HEADING or line.is_sentence or "\t" in line.string or last:
            return None
        if self._is_labelled(index):
            return None
        word = self._word(line)
        marked = line.is_bracketed or line.is_numbered
        if word == "other" and (marked or self._opens_contents(index)):
            return "other"
        if word == "statistics":
            return word
        below = self._below(index)
        labels = sum(self._is_labelled(i) for i in range(index + 1, index + 1 + len(below[:4])))
        if line.is_title and (labels >= 2 or (labels and marked) or word == "county_updates"):
            return "county_updates"
        counted = bool(below) and self._is_dense(below[0].span.start, below[-1].span.end)
        if line.is_title and self.in_bulletin and counted:
            return "statistics"
        over_title = not below and self.in_bulletin and not self.lines[index + 1].string.startswith(_DASHES)
        return "other" if line.is_bracketed or (marked and over_title) else None

    def _goes_on_notice(self, current: _Open) -> bool:
        """Tell whether a heading of statistics only parts the notice, no bulletin, that has begun before it."""
        if self.in_bulletin or not current.body or len(self.parts) > 1:
            return False
        if current.kind == "statistics":
            return True
        short = current.kind == "article" and current.end - current.start <= _LONGEST_BEGINNING
        return short and has_total(self.text[current.start : current.end], self.rules)

    def _below(self, index: int) -> Sequence[Paragraph]:
        """Return the running text directly below a line, up to the next title."""
        for i in range(index + 1, len(self.lines)):
            if self.lines[i].is_title and not self._is_labelled(i):
                return self.lines[index + 1 : i]
        return self.lines[index + 1 :]

    def _is_dense(self, start: int, end: int) -> bool:
        """Tell whether a stretch is a notice of statistics, or as dense with counted numbers as one."""
        text = self.text[start:end]
        numbers = len(_counted(self.rules).findall(text))
        dense = numbers >= _DENSE and numbers * _CHARACTERS_A_NUMBER >= len(text)
        return dense or looks_like_statistics(text, self.rules)

    def _word(self, line: Paragraph) -> SectionKind | None:
        """Return the kind that the pack's words give a heading."""
        heading = bare_heading(line.string).translate(_BRACKETS_AWAY).rstrip("：")
        for hit in _headings(self.rules).find(heading):
            if hit.value == "statistics" and hit.span.end >= len(heading) - 4:
                return hit.value
            if hit.value == "county_updates" and len(heading) <= len(hit.word) + 6:
                return hit.value
            if hit.value == "other" and heading == hit.word:
                return hit.value
        return None

    def _opens_contents(self, index: int) -> bool:
        """Tell whether a line opens a list of contents, or stands above running text of its own."""
        return self._skip_contents(index + 1) > index + 1 or not self.lines[index + 1].is_title

    def _is_caption(self, index: int) -> bool:
        """Tell whether a line is the caption of a table: a title or ended by a colon, with columns below."""
        line = self.lines[index]
        announces = line.string.endswith("：") and not line.is_sentence and "\t" not in line.string
        return (line.is_title or announces) and any("\t" in line.string for line in self.lines[index + 1 : index + 3])

    def _skip_contents(self, index: int) -> int:
        """Return the index behind a list of contents that begins at ``index``, and give it to the section before it.

        Its lines bear one mark, or come again as headings.
        """
        later = {bare_heading(line.string): i for i, line in enumerate(self.lines) if i >= index}
        mark = self.lines[index].marker
        end = index
        while end < len(self.lines) and self.lines[end].is_title:
            again = later[bare_heading(self.lines[end].string)] > end
            if not again and (mark is None or self.lines[end].marker != mark):
                break
            end += 1
        if end > index and self.parts and self.parts[-1].end < self.lines[end - 1].span.end:
            part = self.parts[-1]
            if part.kind == "other" and part.end == self.lines[index - 1].span.end:
                part.end, part.body = self.lines[end - 1].span.end, end - index
        return end

    def _begins_article(self, index: int, current: _Open) -> bool:
        """Tell whether a title line begins an article of its own."""
        line = self.lines[index]
        if not self.in_bulletin or not line.is_title or index + 1 == len(self.lines) or line.string.startswith(_DASHES):
            return False
        if current.kind == "county_updates":
            return False
        if current.kind == "article":
            return current.body > 0 and len(line.string) >= 6
        return current.body > 0 or current.kind == "other"


def _note_heading(line: Paragraph, rules: Rules) -> str | None:
    """Return the word that opens a paragraph of its own kind (``编者按：近期……``), None where there is none."""
    word = line.string.split("：")[0] if "：" in line.string[:8] else ""
    return word if word in rules.pack.sections.headings.get("other", ()) and line.is_sentence else None


def _joined(first: str | None, second: str) -> str:
    return f"{first or ''}{'' if not first or second.startswith(_DASHES) else ' '}{second}"


@cache
def _counted(rules: Rules) -> regex.Pattern[str]:
    units = sorted({*rules.pack.counts.case_units, *rules.pack.counts.other_units, "%"}, key=len, reverse=True)
    return regex.compile(rf"(?<![\d.,])\d[\d.,]*+(?:{'|'.join(map(regex.escape, units))})|(?<=\t)\d+(?=\t|\n|$)")


@cache
def _headings(rules: Rules) -> Lexicon[SectionKind]:
    kinds: dict[str, SectionKind] = {kind: kind for kind in get_args(SectionKind)}
    return Lexicon({word: kinds[kind] for kind, words in rules.pack.sections.headings.items() for word in words})
