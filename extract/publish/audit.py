"""The audit as text and as JSON: every finding with the issue, and the quote and place of each number that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Literal, NamedTuple

from rich.text import Text

from ..archive.audit import Audit, Audited, Check, Cited
from ..rulepack import Rules
from .arithmetic import arithmetic

__all__ = [
    "Language",
    "Quoted",
    "Told",
    "as_dicts",
    "changes",
    "check_label",
    "citation",
    "lines",
    "message_of",
    "summary",
    "told",
]

Language = Literal["zh", "en"]

_LANGUAGES: tuple[Language, Language] = ("zh", "en")

_MARKS = {"holds": ("✓", "green"), "violated": ("✗", "bold red"), "unchecked": ("?", "yellow")}


class Quoted(NamedTuple):
    """A cited number in its clause: what stands before it, the number as written, what stands behind it."""

    cited: Cited
    before: str
    quote: str
    after: str


class Told(NamedTuple):
    """A finding in words, for a page: in Chinese and in English where there are two texts."""

    item: Audited
    citation: tuple[str, str]
    message: tuple[str, str]
    arithmetic: str | None
    changes: tuple[str, ...]
    places: tuple[Quoted, ...]


def told(item: Audited) -> Told:
    """Return a finding in words."""
    zh, en = _LANGUAGES
    return Told(
        item,
        (citation(item, zh), citation(item, en)),
        (message_of(item, zh), message_of(item, en)),
        arithmetic(item),
        tuple(changes(item)),
        tuple(_quoted(cited) for cited in item.cited),
    )


def _quoted(cited: Cited) -> Quoted:
    context, quote = cited.context or "", cited.quote or ""
    return Quoted(cited, *(context.partition(quote) if quote else (context, "", "")))


def as_dicts(findings: Iterable[Audited]) -> list[dict[str, Any]]:
    """Return the findings as JSON-ready dicts.

    ``figures`` are numbers of figures within their own bulletins, in the order of ``cited``; ``also_settles`` are ids
    of findings of this list.
    """
    return [
        {
            "id": item.id,
            "bulletin": item.bulletin,
            "issue": item.issue,
            "title": item.title,
            "constraint": item.constraint,
            "status": item.status,
            "figures": [cited.figure for cited in item.cited if cited.figure is not None],
            "expected": item.expected,
            "actual": item.actual,
            "message": item.message,
            "message_en": item.message_en,
            "arithmetic": arithmetic(item),
            "repairs": [asdict(repair) for repair in item.repairs],
            "cited": [
                asdict(cited) | {"boxes": [{"page": page, "box": list(box)} for page, box in cited.boxes]}
                for cited in item.cited
            ],
        }
        for item in findings
    ]


def lines(audit: Audit, rules: Rules, language: Language) -> Iterator[Text]:
    """Yield the report line by line: a heading an issue, a sentence a finding, then what could be corrected."""
    words = rules.pack.labels.zh if language == "zh" else rules.pack.labels.en
    heading = None
    for item in audit.findings:
        if (item.bulletin, item.issue) != heading:
            heading = (item.bulletin, item.issue)
            yield Text(f"{item.bulletin} {item.issue}".rstrip(), "bold")
        mark, style = _MARKS[item.status]
        yield Text.assemble("  ", (mark, style), " ", message_of(item, language))
        if item.status == "violated":
            for change in changes(item):
                yield Text(f"      {words['suggestion']}: {change}", "dim")
    yield Text(summary(audit, language))


def summary(audit: Audit, language: Language) -> str:
    """Return the closing line: how many findings hold, are violated, were not checked."""
    holds, violated, unchecked = (audit.counts[status] for status in _MARKS)
    total = holds + violated + unchecked
    if language == "en":
        return f"{total} findings: {holds} hold, {violated} violated, {unchecked} unchecked"
    return f"共{total}项核对：{holds}项一致，{violated}项不一致，{unchecked}项未核对"


def message_of(item: Audited, language: Language) -> str:
    """Return the sentence of a finding."""
    return item.message if language == "zh" else item.message_en


def citation(item: Audited, language: Language) -> str:
    """Return where a finding is about, as it is cited before its sentence: title, issue, page."""
    title = f"《{item.title}》" if item.title else item.bulletin
    page = next((cited.page for cited in item.cited if cited.bulletin == item.bulletin and cited.page), None)
    at = "" if page is None else f"第{page}页" if language == "zh" else f", page {page}"
    return f"{title}{item.issue}{at}"


def changes(item: Audited) -> Iterator[str]:
    """Yield the changes that would each mend a finding and whose value is certain: ``举报件 402 → 444件``."""
    for repair in item.repairs:
        if repair.value is not None:
            issue = f"{repair.issue} " if repair.issue != item.issue else ""
            yield f"{issue}{repair.label or ''} {repair.printed:g} → {repair.value:g}{repair.unit}"


def check_label(check: Check) -> str:
    """Return the key of the label of a check; some are named like a field, which has one of its own."""
    return f"check_{check}" if check in ("date", "serial", "batch") else check
