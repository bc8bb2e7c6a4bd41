"""The audit of published numbers: every finding with the issue, and the quote and place of each number it names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..record import Bulletin, Finding

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["Audited", "Cited", "as_dicts", "audit_bulletin", "audit_frame", "issue_name", "sentences"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A number that a finding names, as an auditor cites it: quoted text, span, and page where it is known."""

    figure: int
    label: str | None
    value: float | int
    unit: str
    quote: str | None
    span: tuple[int, int] | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Audited:
    """A finding with what it takes to cite it: the bulletin, its issue, the numbers."""

    bulletin: str
    issue: str
    finding: Finding
    cited: tuple[Cited, ...]


def audit_bulletin(bulletin: Bulletin) -> list[Audited]:
    """Return the findings of one bulletin, each with the numbers that it names."""
    issue = issue_name(bulletin)
    pages = [(line.span.start, line.page) for line in bulletin.lines]
    cited = {
        figure.id: Cited(
            figure.id,
            figure.label or figure.subject,
            figure.value,
            figure.unit,
            figure.span.of(bulletin.text),
            figure.span,
            max((p for p in pages if p[0] <= figure.span.start), default=(0, None))[1],
        )
        for figure in bulletin.figures
    }
    return [
        Audited(bulletin.source.uri, issue, finding, tuple(cited[i] for i in finding.figures))
        for finding in bulletin.findings
    ]


def audit_frame(frame: pd.DataFrame, findings: Sequence[Finding], name: str) -> list[Audited]:
    """Return the findings on a table of figures; ``name`` is what the table is called."""
    rows = frame.to_dict("records")
    return [Audited(name, "", finding, tuple(_cited_row(i, rows[i]) for i in finding.figures)) for finding in findings]


def _cited_row(index: int, row: dict[Any, Any]) -> Cited:
    label = next((str(row[key]) for key in ("label", "category") if isinstance(row.get(key), str)), None)
    quote = row["quote"] if isinstance(row.get("quote"), str) else None
    return Cited(index, label, row["value"], str(row.get("unit") or ""), quote, None, None)


def issue_name(bulletin: Bulletin) -> str:
    """Return what an issue is called in a report: ``2024年第3期（2024-03-15）``; empty where nothing tells."""
    head = bulletin.masthead
    name = f"{head.year}年第{head.issue}期" if head.issue and head.year else f"第{head.issue}期" if head.issue else ""
    return f"{name}（{head.date}）" if head.date and name else name or (head.date or "")


def sentences(audited: Iterable[Audited], english: bool, every: bool) -> Iterable[str]:
    """Yield the report as lines: a heading a bulletin, a sentence a finding; only violated ones unless ``every``."""
    marks = {"holds": "✓", "violated": "✗", "unchecked": "?"}
    heading = None
    for item in audited:
        if not every and item.finding.status != "violated":
            continue
        if (item.bulletin, item.issue) != heading:
            heading = (item.bulletin, item.issue)
            yield f"{item.bulletin} {item.issue}".rstrip()
        yield f"  {marks[item.finding.status]} {item.finding.message_en if english else item.finding.message}"
        if item.finding.status == "violated":
            for repair in item.finding.repairs:
                number = next((c for c in item.cited if c.figure == repair.figure), None)
                if number is not None and repair.value is not None:
                    word = "possible correction" if english else "可能的更正"
                    yield f"      {word}: {number.label or ''} {number.value:g} → {repair.value:g}{number.unit}"


def as_dicts(audited: Iterable[Audited]) -> list[dict[str, Any]]:
    """Return the findings as JSON-ready dicts: the finding's fields, its bulletin and issue, the cited numbers."""
    return [
        {
            "bulletin": item.bulletin,
            "issue": item.issue,
            **asdict(item.finding),
            "cited": [asdict(cited) for cited in item.cited],
        }
        for item in audited
    ]
