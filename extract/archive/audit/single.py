"""The audit of what is no archive: one bulletin, or a table of figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...checks import check_frame
from ...record import Bulletin, Finding
from ...rulepack import Rules
from .evidence import Placed, cite, named
from .model import Audit, Audited, Cited, Head, Suggestion

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["audit_bulletin", "audit_frame", "head_of"]


def audit_bulletin(bulletin: Bulletin, every: bool = False) -> Audit:
    """Return the findings of one bulletin: what is violated; with ``every``, what holds or is unchecked, too."""
    head = head_of(bulletin)
    lines = [Placed(line.span.start, line.span.end, line.page, line.box) for line in bulletin.lines]
    cited = {
        figure.id: cite(head, None, named(figure, figure.id), figure.span, bulletin.text, lines)
        for figure in bulletin.figures
    }
    return _audit(bulletin.findings, cited, head, every)


def audit_frame(frame: pd.DataFrame, rules: Rules, name: str, every: bool = False) -> Audit:
    """Return the findings on a table of figures, a row a number; ``name`` is what the table is called."""
    rows = frame.to_dict("records")
    head = Head(0, name, "text/csv", "", None, None, None, None, None, None)
    findings = check_frame(frame, rules)
    named_ = {index for finding in findings for index in finding.figures}
    return _audit(findings, {index: _cited_row(name, index, rows[index]) for index in named_}, head, every)


def head_of(bulletin: Bulletin) -> Head:
    """Return what a bulletin says of itself, as an audit cites it."""
    source, head = bulletin.source, bulletin.masthead
    of_file = (0, source.uri, source.media_type, source.sha256)
    return Head(*of_file, head.title, head.issuer, head.year, head.issue, head.serial, head.date)


def _audit(findings: Sequence[Finding], cited: Mapping[int, Cited], head: Head, every: bool) -> Audit:
    shown = [n for n, finding in enumerate(findings) if every or finding.status == "violated"]
    ids = {number: at for at, number in enumerate(shown)}
    return Audit(
        [_audited(ids, n, findings[n], cited, head) for n in shown],
        Counter(finding.status for finding in findings),
        heads={head.uri: head},
    )


def _audited(ids: Mapping[int, int], number: int, finding: Finding, cited: Mapping[int, Cited], head: Head) -> Audited:
    repairs = []
    for repair in finding.repairs:
        place = cited[repair.figure]
        also = tuple(ids[i] for i in repair.also_settles if i in ids)
        repairs.append(
            Suggestion(
                head.uri, place.issue, repair.figure, place.label, place.value or 0, repair.value, place.unit, also
            )
        )
    return Audited.of(finding, ids[number], head, (cited[i] for i in finding.figures), repairs)


def _cited_row(name: str, index: int, row: Mapping[Any, Any]) -> Cited:
    label = next((str(row[key]) for key in ("label", "category") if isinstance(row.get(key), str)), None)
    quote = row["quote"] if isinstance(row.get("quote"), str) else None
    unit = row.get("unit")
    return Cited(
        bulletin=name,
        issue=_issue(row.get("issue")),
        figure=index,
        label=label,
        value=row["value"],
        unit=unit if isinstance(unit, str) else "",
        quote=quote,
    )


def _issue(value: Any) -> str:
    """Return what the table writes for the issue: 第3期 for 3; empty where the cell is."""
    if value is None or value != value or str(value) in ("", "<NA>"):
        return ""
    written = f"{value:g}" if isinstance(value, float) else str(value)
    return f"第{written}期" if written.isdecimal() else written
