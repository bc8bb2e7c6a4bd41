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
from .parsers.dates import parse_date
from .parsers.distribution import find_distribution
from .parsers.fold import fold
from .parsers.masthead import is_signature, masthead_length, read_masthead
from .parsers.misread import misread_places
from .parsers.paragraphs import paragraphs
from .parsers.sections import find_sections
from .parsers.unfold import Unfold
from .parsers.updates import parse_update
from .record import Bulletin, County, Distribution, Figure, Group, Masthead, Section, Unread, Update
from .rulepack import Rules
from .span import Span

__all__ = ["home_of", "parse"]

_LONGEST_PLACE = 12
_SIGNATURE_LINES = 6


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
    head = _masthead(text, rules, facts or {})
    home = home_of(head, rules)
    rules = rules.at(home)
    sections = find_sections(text, rules)
    context = Context(date or _reference(head, sections, text), home)

    unfold = Unfold(folded, document.text.string)
    own = _own_county(head, home, rules)
    unfold.settle([own] if own else [])
    content = _Content(text, rules, context, unfold, own)
    for index, section in enumerate(sections):
        _READERS[section.kind](content, section, index)
    findings = check(content.figures, content.groups, rules, content.unread)
    unfold.settle([head, *sections])
    misread = _misread(document, home, rules, context.reference) if _is_scan(document) else []
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
        warnings=[record.Warning_(n.code, n.message, n.page) for n in document.raw.notices] + misread,
    )


@dataclass(slots=True)
class _Content:
    """One bulletin while it is read: what the parsers need, and what the sections gave, in the order of the text.

    ``text`` is folded; all values found are already those of the reading text.
    """

    text: str
    rules: Rules
    context: Context
    unfold: Unfold
    own_county: County | None
    updates: list[Update] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    distribution: list[Distribution] = field(default_factory=list)

    def add_update(self, update: Update, offset: int) -> None:
        """Take an update whose spans begin ``offset`` characters into the folded text."""
        self.unfold.settle([update], offset)
        update.county = update.county or self.own_county
        self.updates.append(update)


def _read_statistics(content: _Content, section: Section, index: int) -> None:
    counts = parse_counts(section.span.of(content.text), content.rules, content.context)
    for values in (counts.figures, counts.groups, counts.unread):
        content.unfold.settle(values, section.span.start)
    _renumber(counts.figures, counts.groups, len(content.figures), len(content.groups))
    content.figures += counts.figures
    content.groups += counts.groups
    content.unread += counts.unread


def _read_article(content: _Content, section: Section, index: int) -> None:
    body = section.span.of(content.text)
    title_length = _title_length(section, body)
    update = parse_update(body, content.rules, content.context, None, title_length, index, section.heading)
    content.add_update(update, section.span.start)


def _read_county_updates(content: _Content, section: Section, index: int) -> None:
    body = section.span.of(content.text)
    lines = list(paragraphs(body))
    for item in county_items(lines[1:] if section.heading else lines, content.rules):
        label = item.label.shift(-item.span.start) if item.label else None
        title_length = len(item.title) + 1 if item.title else 0
        text = item.span.of(body)
        update = parse_update(text, content.rules, content.context, label, title_length, index, item.title)
        content.add_update(update, section.span.start + item.span.start)
        if update.county is None:
            content.unread.append(_without_county(update, content.unfold.reading))


def _read_distribution(content: _Content, section: Section, index: int) -> None:
    found = find_distribution(section.span.of(content.text), content.rules)
    content.unfold.settle(found, section.span.start)
    for line in found:
        line.recipients = [span.of(content.unfold.reading) for span in line.recipient_spans]
    content.distribution += found


def _read_nothing(content: _Content, section: Section, index: int) -> None:
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


def _is_scan(document: Document) -> bool:
    return any(notice.code == "read_by_ocr" for notice in document.raw.notices)


def _misread(document: Document, home: str | None, rules: Rules, on: date | None) -> list[record.Warning_]:
    """Return a warning for each name that OCR may have misread."""
    text = document.text.string
    return [
        record.Warning_(
            "misread_place",
            f"{span.of(text)} is no place that is known; one character differs from {' or '.join(candidates)}",
            document.places(span)[0].page,
        )
        for span, candidates in misread_places(text, home, rules.gazetteer, on)
    ]


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


def _masthead(text: str, rules: Rules, facts: Mapping[str, str]) -> Masthead:
    """Return the masthead of a bulletin, its last lines read too: some are signed and dated at their end."""
    lines = list(paragraphs(text))
    length = masthead_length(lines, rules)
    signature = [line for line in lines[length:][-_SIGNATURE_LINES:] if is_signature(line, rules)]
    head = read_masthead([*lines[:length], *signature], rules) if length else Masthead()
    for name in ("title", "issuer", "year", "issue", "serial", "date"):
        value = facts.get(name)
        if value and getattr(head, name) is None:
            setattr(head, name, int(value) if name in ("year", "issue", "serial") else value)
    return head


def home_of(head: Masthead, rules: Rules) -> str | None:
    """Return the code of the place that the issuer's name, or the title, begins with: the bulletin's own."""
    on = _as_date(head.date)
    for name in (head.issuer or "", head.title or ""):
        for length in range(min(len(name), _LONGEST_PLACE), 1, -1):
            places = rules.gazetteer.lookup(name[:length], on)
            if len(places) == 1 and places[0].code:
                return places[0].code
    return None


def _reference(head: Masthead, sections: list[Section], text: str) -> date | None:
    """Return the date that gives the year to dates without one: the masthead's, the imprint's, the year's last day."""
    if head.date or not sections:
        return _as_date(head.date)
    imprint = parse_date(text[sections[-1].span.start :]) if sections[-1].kind in ("distribution", "other") else None
    if imprint and not imprint.startswith("--"):
        return _as_date(imprint)
    return date(head.year, 12, 31) if head.year else None


def _own_county(head: Masthead, home: str | None, rules: Rules) -> County | None:
    """Return the county whose bulletin this is, as its masthead writes it; None for a prefecture's or a lone item."""
    if home is None or home.endswith("00"):
        return None
    for field_name in ("issuer", "title"):
        name, span = getattr(head, field_name) or "", head.spans.get(field_name)
        for length in range(min(len(name), _LONGEST_PLACE), 1, -1):
            places = rules.gazetteer.lookup(name[:length], _as_date(head.date))
            if span is not None and len(places) == 1 and places[0].code == home:
                why = f"the bulletin's own county, by its {field_name}"
                return County(places[0].name, home, name[:length], Span(span.start, span.start + length), why)
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
