"""From a record to the rows of the tables: pure, so that it can run in a worker beside the extraction."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ...record import Bulletin, Figure, Finding, Line, Update, to_json
from ...span import Span
from .keywords import keywords

__all__ = ["Row", "Rows", "deflate", "inflate", "rows_of"]

Row = dict[str, Any]
Where = Callable[[Span], Row]


class Rows(NamedTuple):
    """All rows of one document, still without its number. ``tables`` holds those below the bulletin, by table."""

    document: Row
    bulletin: Row
    tables: dict[str, list[Row]]


def rows_of(bulletin: Bulletin, fingerprint: str | None = None) -> Rows:
    """Return the rows of a record.

    ``fingerprint`` stands for everything besides the file that decides the record; the rules' own by default.

    Raises ValueError where the record's references lead nowhere.
    """
    _check_references(bulletin)
    source = bulletin.source
    where = _places(bulletin.lines)
    document = {
        "sha256": source.sha256,
        "uri": source.uri,
        "media_type": source.media_type,
        "pages": source.pages,
        "reader": source.reader,
    }
    tables: dict[str, list[Row]] = {
        "sections": [
            {"id": i, "kind": s.kind, "heading": s.heading, **where(s.span)} for i, s in enumerate(bulletin.sections)
        ],
        **_update_rows(bulletin.updates, where),
        "figures": [_figure_row(figure, where) for figure in bulletin.figures],
        "groups": [
            {
                "id": g.id,
                "dimension": g.dimension,
                "relation": g.relation,
                "whole": g.whole,
                "note": g.note,
                **where(g.span),
            }
            for g in bulletin.groups
        ],
        **_finding_rows(bulletin.findings),
        **_margin_rows(bulletin, where),
        "keywords": [
            {"id": i, "keyword": word, "weight": weight} for i, (word, weight) in enumerate(keywords(bulletin.text))
        ],
    }
    row = _bulletin_row(bulletin, fingerprint or source.rules.fingerprint)
    return Rows(document, row, {name: rows for name, rows in tables.items() if rows})


def deflate(record: str) -> bytes:
    """Return a record as the column ``bulletins.record`` holds it: zlib over UTF-8, a quarter of its size."""
    return zlib.compress(record.encode(), 1)


def inflate(record: bytes) -> str:
    """Return the record that ``deflate`` packed."""
    return zlib.decompress(record).decode()


def _bulletin_row(bulletin: Bulletin, fingerprint: str) -> Row:
    head = bulletin.masthead
    return {
        "fingerprint": fingerprint,
        "rules_name": bulletin.source.rules.name,
        "rules_fingerprint": bulletin.source.rules.fingerprint,
        "record_version": bulletin.record_version,
        "title": head.title,
        "issuer": head.issuer,
        "year": head.year,
        "issue": head.issue,
        "serial": head.serial,
        "date": head.date,
        "masthead_spans": {name: list(span) for name, span in sorted(head.spans.items())},
        "text": bulletin.text,
        "record": deflate(to_json(bulletin)),
    }


def _update_rows(updates: Sequence[Update], where: Where) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {"updates": [], "event_dates": [], "officials": [], "titles": [], "sites": []}
    for i, update in enumerate(updates):
        tables["updates"].append(_update_row(i, update, where))
        part = {"update_id": i}
        tables["event_dates"] += [
            part
            | {
                "id": j,
                "quote": d.quote,
                "date": d.date,
                "end_date": d.end_date,
                "part_of_day": d.part_of_day,
                "precision": d.precision,
                "why": d.why,
                **where(d.span),
            }
            for j, d in enumerate(update.event_dates)
        ]
        tables["officials"] += [
            part
            | {
                "id": j,
                "name": o.name,
                "titles": "、".join(o.titles),
                "organisation": o.organisation,
                "role": o.role,
                "why": o.why,
                **where(o.span),
            }
            for j, o in enumerate(update.officials)
        ]
        tables["titles"] += [
            part | {"official_id": j, "id": k, "title": title}
            for j, o in enumerate(update.officials)
            for k, title in enumerate(o.titles)
        ]
        tables["sites"] += [
            part | {"id": j, "name": s.name, "township": s.township, "kind": s.kind, "why": s.why, **where(s.span)}
            for j, s in enumerate(update.sites)
        ]
    return tables


def _update_row(index: int, update: Update, where: Where) -> Row:
    county = update.county
    return {
        "id": index,
        "section": update.section,
        "title": update.title,
        "county": county.name if county else None,
        "county_code": county.code if county else None,
        "county_quote": county.quote if county else None,
        "county_span_start": county.span.start if county else None,
        "county_span_end": county.span.end if county else None,
        "county_why": county.why if county else None,
        **where(update.span),
    }


def _figure_row(figure: Figure, where: Where) -> Row:
    first, last = figure.batch or (None, None)
    return {
        "id": figure.id,
        "subject": figure.subject,
        "scope": figure.scope,
        "as_of": figure.as_of,
        "batch_first": first,
        "batch_last": last,
        "dimension": figure.dimension,
        "category": figure.category,
        "code": figure.code,
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "parent": figure.parent,
        "group_id": figure.group,
        "implied": figure.implied,
        **where(figure.span),
    }


def _finding_rows(findings: Sequence[Finding]) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {"findings": [], "finding_figures": [], "repairs": []}
    for i, finding in enumerate(findings):
        tables["findings"].append(
            {
                "id": i,
                "constraint_name": finding.constraint,
                "status": finding.status,
                "expected": finding.expected,
                "actual": finding.actual,
                "message": finding.message,
                "message_en": finding.message_en,
            }
        )
        part = {"finding_id": i}
        tables["finding_figures"] += [part | {"id": j, "figure_id": f} for j, f in enumerate(finding.figures)]
        tables["repairs"] += [
            part | {"id": j, "figure_id": r.figure, "value": r.value, "also_settles": list(r.also_settles)}
            for j, r in enumerate(finding.repairs)
        ]
    return tables


def _margin_rows(bulletin: Bulletin, where: Where) -> dict[str, list[Row]]:
    """Return the rows of what stands around the values: the unread, the distribution list, lines and warnings."""
    return {
        "unread": [
            {"id": i, "quote": u.quote, "reason": u.reason, **where(u.span)} for i, u in enumerate(bulletin.unread)
        ],
        "distributions": [{"id": i, "kind": d.kind, **where(d.span)} for i, d in enumerate(bulletin.distribution)],
        "recipients": [
            {"distribution_id": i, "id": j, "recipient": recipient}
            for i, d in enumerate(bulletin.distribution)
            for j, recipient in enumerate(d.recipients)
        ],
        "lines": [
            {
                "id": i,
                "span_start": line.span.start,
                "span_end": line.span.end,
                "page": line.page,
                "box": _box(line),
                "raw_start": line.raw.start,
                "raw_end": line.raw.end,
            }
            for i, line in enumerate(bulletin.lines)
        ],
        "warnings": [
            {"id": i, "code": w.code, "message": w.message, "page": w.page} for i, w in enumerate(bulletin.warnings)
        ],
    }


def _places(lines: Sequence[Line]) -> Where:
    """Return a function that gives a span's columns: its ends, and page and box of the first line that it touches."""
    ends = [line.span.end for line in lines]

    def where(span: Span) -> Row:
        row: Row = {"span_start": span.start, "span_end": span.end, "page": None, "box": None}
        if lines:
            line = lines[min(bisect_right(ends, span.start), len(lines) - 1)]
            row["page"], row["box"] = line.page, _box(line)
        return row

    return where


def _box(line: Line) -> list[float] | None:
    return list(line.box) if line.box else None


def _check_references(bulletin: Bulletin) -> None:
    """Raise ValueError where one value names another that the record does not have, or an id is not its index."""
    for name, items in (("figure", bulletin.figures), ("group", bulletin.groups)):
        if [item.id for item in items] != list(range(len(items))):
            raise ValueError(f"the ids of the {name}s are not their places in the record")
    figures, groups = len(bulletin.figures), len(bulletin.groups)
    _inside("a figure's parent", (f.parent for f in bulletin.figures), figures)
    _inside("a figure's group", (f.group for f in bulletin.figures), groups)
    _inside("a group's whole", (g.whole for g in bulletin.groups), figures)
    _inside("a finding's figure", (i for f in bulletin.findings for i in f.figures), figures)
    _inside("a repair's figure", (r.figure for f in bulletin.findings for r in f.repairs), figures)
    _inside("an update's section", (u.section for u in bulletin.updates), len(bulletin.sections))


def _inside(what: str, indices: Iterable[int | None], size: int) -> None:
    for index in indices:
        if index is not None and not 0 <= index < size:
            raise ValueError(f"{what} is {index}, and there are only {size}")
