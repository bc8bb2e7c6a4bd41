"""The audit as an Excel workbook: findings, the numbers that they cite, the totals of each series; cells marked."""

from __future__ import annotations

import io
from collections import defaultdict
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from ...archive.audit import Audit, Audited, Cited
from ...rulepack import Rules
from ..arithmetic import arithmetic
from ..audit import Language, changes, check_label, citation, message_of
from ..exports.excel import text_cell

__all__ = ["report_workbook"]

_BLAMED, _INVOLVED = (PatternFill("solid", fgColor=color) for color in ("FFFF9B94", "FFFFE9A8"))
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: What a comment can hold for people.
_LONGEST_COMMENT = 1_000

_Key = tuple[str, str, int]


def report_workbook(audit: Audit, rules: Rules, language: Language = "zh") -> bytes:
    """Return the workbook: a sheet of findings, one of the numbers cited, one of the totals of each series.

    A number that may be wrong is red, another one of a violated finding yellow; each with the sentences as a comment.
    """
    words = rules.pack.labels.zh if language == "zh" else rules.pack.labels.en
    book = Workbook(write_only=True)
    _findings(book, audit, words, language)
    _numbers(book, audit, words, language)
    _totals(book, audit, words)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _findings(book: Workbook, audit: Audit, words: dict[str, str], language: Language) -> None:
    names = ("number", "status", "check", "citation", "findings", "arithmetic", "suggestion", "source")
    sheet = _sheet(book, words["findings"], [words[name] for name in names], (6, 9, 18, 34, 80, 34, 34, 40))
    for item in audit.findings:
        texts = (
            words[item.status],
            words[check_label(item.constraint)],
            citation(item, language),
            message_of(item, language),
            arithmetic(item) or "",
            "\n".join(changes(item)),
            item.bulletin,
        )
        sheet.append([item.id, *(_wrapped(sheet, text) for text in texts)])


def _numbers(book: Workbook, audit: Audit, words: dict[str, str], language: Language) -> None:
    names = ("source", "issue", "number", "label", "value", "unit", "suggested", "context", "page", "findings")
    sheet = _sheet(book, words["cited"], [words[name] for name in names], (40, 26, 8, 24, 12, 8, 12, 70, 8, 14))
    findings: dict[_Key, list[Audited]] = defaultdict(list)
    cited: dict[_Key, Cited] = {}
    values: dict[_Key, set[float | int]] = defaultdict(set)
    for item in audit.findings:
        for one in item.cited:
            if one.figure is not None:
                key = one.bulletin, one.issue, one.figure
                cited.setdefault(key, one)
                findings[key].append(item)
        for repair in item.repairs:
            key = repair.bulletin, repair.issue, repair.figure
            values[key] |= {repair.value} if repair.value is not None else set()
    for key, one in cited.items():
        violated = [item for item in findings[key] if item.status == "violated"]
        value = WriteOnlyCell(sheet, one.value)
        if violated:
            value.fill = _BLAMED if key in values else _INVOLVED
            told = "\n".join(message_of(item, language) for item in violated)
            value.comment = Comment(told[:_LONGEST_COMMENT], "Jianbao", height=160, width=420)
        row = (
            text_cell(sheet, one.bulletin),
            text_cell(sheet, one.issue),
            one.figure,
            text_cell(sheet, one.label or ""),
            value,
            text_cell(sheet, one.unit),
            text_cell(sheet, " / ".join(f"{v:g}" for v in sorted(values.get(key, ())))),
            _wrapped(sheet, one.context or ""),
            one.page,
            text_cell(sheet, ", ".join(str(item.id) for item in findings[key])),
        )
        sheet.append(row)
    sheet.append([text_cell(sheet, words["marks_note"])])


def _totals(book: Workbook, audit: Audit, words: dict[str, str]) -> None:
    names = ("title", "issuer", "issue", "date", "cumulative", "new", "source")
    sheet = _sheet(book, words["series"], [words[name] for name in names], (34, 34, 26, 12, 12, 12, 40))
    for track in audit.tracks:
        for point in track.points:
            values = []
            for scope in ("cumulative", "new"):
                cell = WriteOnlyCell(sheet, getattr(point, scope))
                if scope in point.violated:
                    cell.fill = _BLAMED
                values.append(cell)
            texts = (track.title or "", track.issuer or "", point.issue, point.date or "")
            sheet.append([*(text_cell(sheet, text) for text in texts), *values, text_cell(sheet, point.bulletin)])


def _sheet(book: Workbook, name: str, heading: list[str], widths: tuple[int, ...]) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    cells = []
    for word in heading:
        cell = text_cell(sheet, word)
        cell.font = Font(bold=True)
        cells.append(cell)
    sheet.append(cells)
    return sheet


def _wrapped(sheet: Any, text: str) -> Any:
    cell = text_cell(sheet, text)
    cell.alignment = _WRAPPED
    return cell
