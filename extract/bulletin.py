"""From a document to its record: the one place that composes. A newcomer's first page.

::

    Document ─ fold ─▶ sections ─▶ masthead            ─┐
                          │       updates  (articles, county updates)
                          │       figures  (statistics) ├─▶ Bulletin
                          │       distribution          │
                          └─────▶ check(figures) ───────┘

The parsers read folded text (one width, one script, no padding). What they find is mapped back here, so that every
span of the record is a span of the reading text, and every quote the text as published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from . import record
from .checks import check
from .document import Document
from .parsers.context import Context
from .parsers.counts import parse_counts
from .parsers.county_items import county_items
from .parsers.distribution import find_distribution
from .parsers.fold import fold
from .parsers.masthead import is_signature, read_masthead
from .parsers.paragraphs import paragraphs
from .parsers.sections import find_sections
from .parsers.unfold import Unfold
from .parsers.updates import parse_update
from .record import Bulletin, Distribution, Figure, Group, Masthead, Section, Unread, Update
from .rulepack import Rules
from .span import Span

__all__ = ["parse"]


def parse(
    document: Document,
    rules: Rules,
    date: date | None = None,
    facts: Mapping[str, str] | None = None,
) -> Bulletin:
    """Return the record of a document.

    ``date`` is the reference date that gives the year to dates without one; without it the masthead's date serves.
    ``facts`` are values of the masthead that are known from elsewhere (a catalogue); they fill what the text does not
    give, and never replace what it does.
    """
    folded = fold(document.text.string)
    text = folded.string
    sections = find_sections(text, rules)
    head = _masthead(sections, text, rules, facts or {})
    home = _home(head, rules)
    rules = rules.at(home)
    context = Context(date or _as_date(head.date), home)

    content = _Content(Unfold(folded, document.text.string))
    for index, section in enumerate(sections):
        _READERS[section.kind](content, section, index, text, rules, context)
    findings = check(content.figures, content.groups, rules, content.unread)
    content.unfold.settle([head, *sections])
    return Bulletin(
        record_version=record.RECORD_VERSION,
        source=_source(document, rules),
        text=document.text.string,
        lines=[record.Line(line.span, line.page, line.box, line.raw) for line in document.lines()],
        masthead=head,
        sections=sections,
        updates=content.updates,
        figures=content.figures,
        groups=content.groups,
        findings=findings,
        unread=sorted(content.unread, key=lambda u: u.span),
        distribution=content.distribution,
        warnings=[record.Warning_(n.code, n.message, n.page) for n in document.raw.notices],
    )


@dataclass(slots=True)
class _Content:
    """What the sections of one bulletin give, in the order of the text; spans are those of the reading text."""

    unfold: Unfold
    updates: list[Update] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    distribution: list[Distribution] = field(default_factory=list)


def _read_statistics(
    content: _Content, section: Section, index: int, text: str, rules: Rules, context: Context
) -> None:
    counts = parse_counts(section.span.of(text), rules, context)
    for values in (counts.figures, counts.groups, counts.unread):
        content.unfold.settle(values, section.span.start)
    _renumber(counts.figures, counts.groups, len(content.figures), len(content.groups))
    content.figures += counts.figures
    content.groups += counts.groups
    content.unread += counts.unread


def _read_article(content: _Content, section: Section, index: int, text: str, rules: Rules, context: Context) -> None:
    body = section.span.of(text)
    update = parse_update(body, rules, context, None, _title_length(section, body), index, section.heading)
    content.unfold.settle([update], section.span.start)
    content.updates.append(update)


def _read_county_updates(
    content: _Content, section: Section, index: int, text: str, rules: Rules, context: Context
) -> None:
    body = section.span.of(text)
    lines = list(paragraphs(body))
    for item in county_items(lines[1:] if section.heading else lines, rules):
        label = item.label.shift(-item.span.start) if item.label else None
        title_length = len(item.title) + 1 if item.title else 0
        update = parse_update(item.span.of(body), rules, context, label, title_length, index, item.title)
        content.unfold.settle([update], section.span.start + item.span.start)
        content.updates.append(update)
        if update.county is None:
            content.unread.append(_without_county(update, content.unfold.reading))


def _read_distribution(
    content: _Content, section: Section, index: int, text: str, rules: Rules, context: Context
) -> None:
    found = find_distribution(section.span.of(text), rules)
    content.unfold.settle(found, section.span.start)
    for line in found:
        line.recipients = [span.of(content.unfold.reading) for span in line.recipient_spans]
    content.distribution += found


def _read_nothing(content: _Content, section: Section, index: int, text: str, rules: Rules, context: Context) -> None:
    """Leave a section that holds no values (the masthead is read before all others)."""


#: The parser for each kind of section.
_READERS = {
    "masthead": _read_nothing,
    "article": _read_article,
    "county_updates": _read_county_updates,
    "statistics": _read_statistics,
    "distribution": _read_distribution,
    "other": _read_nothing,
}


def _without_county(update: Update, text: str) -> Unread:
    """Return the note that a paragraph of the county updates gave no county."""
    end = text.find("\n", update.span.start, update.span.end)
    span = Span(update.span.start, update.span.end if end < 0 else end)
    return Unread(span, span.of(text), "no_county")


def _title_length(section: Section, body: str) -> int:
    """Return how many characters of an article its title lines take, the newline behind them included."""
    if section.heading is None:
        return 0
    length = 0
    for paragraph in paragraphs(body):
        if not paragraph.is_title:
            return paragraph.span.start
        length = paragraph.span.end
    return length


def _masthead(sections: list[Section], text: str, rules: Rules, facts: Mapping[str, str]) -> Masthead:
    first = sections[0] if sections and sections[0].kind == "masthead" else None
    head = Masthead()
    if first is not None:
        lines = [p for p in paragraphs(text) if p.span.end <= first.span.end]
        closing = [p for p in paragraphs(text) if p.span.start >= sections[-1].span.start and is_signature(p, rules)]
        head = read_masthead([*lines, *closing], rules)
    for name in ("title", "issuer", "year", "issue", "serial", "date"):
        value = facts.get(name)
        if value and getattr(head, name) is None:
            setattr(head, name, int(value) if name in ("year", "issue", "serial") else value)
    return head


def _home(head: Masthead, rules: Rules) -> str | None:
    """Return the code of the place that the issuer's name, or the title, begins with: the bulletin's own."""
    on = _as_date(head.date)
    for name in (head.issuer or "", head.title or ""):
        for length in range(min(len(name), 12), 1, -1):
            places = rules.gazetteer.lookup(name[:length], on)
            if len(places) == 1 and places[0].code:
                return places[0].code
    return None


def _as_date(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and not value.startswith("--") else None


def _source(document: Document, rules: Rules) -> record.Source:
    return record.Source(
        uri=document.uri,
        sha256=document.sha256,
        media_type=document.media_type,
        pages=len(document.raw.pages),
        reader=document.reader,
        rules=record.Rules(rules.name, rules.fingerprint),
    )


def _renumber(figures: list[Figure], groups: list[Group], first_figure: int, first_group: int) -> None:
    """Make the numbers of one section's figures and groups those of the whole bulletin."""
    for figure in figures:
        figure.id += first_figure
        figure.parent = None if figure.parent is None else figure.parent + first_figure
        figure.group = None if figure.group is None else figure.group + first_group
    for group in groups:
        group.id += first_group
        group.whole = None if group.whole is None else group.whole + first_figure
