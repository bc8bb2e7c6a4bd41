"""County items: the labelled paragraphs of the county updates, and where one item ends and the next begins.

A label is a place at the head of a paragraph, set off from it: ``某县：``, ``【某县】``, ``◆某县``, ``1.某县讯：``, or
in brackets at its end: ``……。（某县）``. Refused: a place that only begins a sentence (``某县召开会议。``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from ..rulepack import Rules
from ..span import Span
from .paragraphs import Paragraph

__all__ = ["CountyItem", "county_items", "county_label"]

_SYMBOL = r"[◆●■▲★☆○□◇※*·►▶>－-]+"
_BULLET = rf"(?:{_SYMBOL}|[（(]?\d{{1,2}}[）).、．]|[（(]?[一二三四五六七八九十]{{1,3}}[）)、.．])?\t?"
_PLACES = r"(?P<label>[\p{Han}·、]{2,40}?)"
_SET_OFF = (
    regex.compile(rf"{_BULLET}{_PLACES}(?:（[^）]{{1,12}}）)?(?:讯|消息|快讯|简讯)?[：\t]"),
    regex.compile(rf"{_BULLET}[【〖\[［]{_PLACES}(?:讯|消息|快讯|简讯)?[】〗\]］]"),
)
_AFTER_SYMBOL = regex.compile(rf"{_SYMBOL}\t?(?=\p{{Han}})")
_AND = regex.compile(r"[、和]")
_LONGEST_NAME = 12
_AT_END = regex.compile(r"[。！”]（(?P<label>[\p{Han}·]{2,16}?)(?:供稿|报送|讯)?）$")


class CountyItem(NamedTuple):
    """One county update: its span, its title if it has one, and its label, in offsets of the section's text."""

    span: Span
    title: str | None
    label: Span | None


def county_label(paragraph: Paragraph, rules: Rules) -> Span | None:
    """Return the span of the place that labels a paragraph, None where there is no such label."""
    matches = [pattern.match(paragraph.string) for pattern in _SET_OFF] + [_AT_END.search(paragraph.string)]
    for match in matches:
        in_table = match is not None and match[0].endswith("\t") and not paragraph.is_sentence
        if match is not None and not in_table and _all_places(match["label"], rules):
            return Span(*match.span("label")).shift(paragraph.span.start)
    symbol = _AFTER_SYMBOL.match(paragraph.string)
    if symbol and paragraph.is_sentence:
        for end in range(symbol.end() + _LONGEST_NAME, symbol.end() + 1, -1):
            if paragraph.string[symbol.end() : end] in rules.gazetteer.forms():
                return Span(symbol.end(), end).shift(paragraph.span.start)
    return None


def county_items(lines: Sequence[Paragraph], rules: Rules) -> list[CountyItem]:
    """Return the items that the paragraphs of the county updates (without their heading) make.

    A paragraph begins an item where it bears a label or follows a title line. Any other one goes on with the item
    before it; where no paragraph at all bears a label, each is an item of its own.
    """
    labels = [county_label(line, rules) for line in lines]
    unlabelled = not any(labels)
    items: list[CountyItem] = []
    titled = False
    for line, label in zip(lines, labels, strict=True):
        if line.is_title and label is None and not titled:
            items.append(CountyItem(line.span, line.string, None))
            titled = True
        elif not titled and (label is not None or unlabelled or not items):
            items.append(CountyItem(line.span, None, label))
        else:
            last = items[-1]
            label = last.label or (label if titled else None)
            items[-1] = CountyItem(Span(last.span.start, line.span.end), last.title, label)
            titled = titled and line.is_title
    return items


def _all_places(label: str, rules: Rules) -> bool:
    """Tell whether every part of ``甲县、乙县`` is the name of a place, or ends like one."""
    return all(_is_place(part, rules) for part in _AND.split(label))


def _is_place(name: str, rules: Rules) -> bool:
    return name in rules.gazetteer.forms() or (len(name) > 1 and name.endswith(rules.pack.sections.label_endings))
