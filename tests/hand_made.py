"""Records and gold made by hand, for the tests of the evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from jianbao.evaluate import Report
from jianbao.record import (
    Bulletin,
    Figure,
    Masthead,
    Official,
    Rules,
    Source,
    Update,
)
from jianbao.span import Span

NOWHERE = Span(0, 0)
TEXT = "3月4日，云溪县县长方知远到石桥镇砂场调研。\n3月5日，青禾县副县长陆望舒到会。"


def bulletin(**parts: object) -> Bulletin:
    empty = Bulletin(
        record_version=1,
        source=Source("x.txt", "0" * 64, "text/plain", 1, "plain", Rules("gov", "0")),
        text=TEXT,
        lines=[],
        masthead=Masthead(),
        sections=[],
        updates=[],
        figures=[],
        groups=[],
        findings=[],
        unread=[],
        distribution=[],
        warnings=[],
    )
    return replace(empty, **parts)  # type: ignore[arg-type]


def figure(number: int, value: float, dimension: str | None = None, label: str | None = None, **more: object) -> Figure:
    plain = Figure(
        id=number,
        subject="信访件",
        scope="new",
        as_of="2021-06-07",
        batch=[2, 2],
        dimension=dimension,  # type: ignore[arg-type]
        category=None,
        code=None,
        label=label,
        value=value,
        unit="件",
        parent=None,
        span=NOWHERE,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def gold_figure(value: float, dimension: str | None = None, label: str | None = None, **more: object) -> dict[str, Any]:
    return {
        "subject": "信访件",
        "scope": "new",
        "as_of": "--06-07",
        "batch": [2, 2],
        "dimension": dimension,
        "label": label,
        "value": value,
        "unit": "件",
        "parent_label": None,
        **more,
    }


def official(name: str, titles: list[str], organisation: str | None = None, role: str = "lead") -> Official:
    return Official(name, titles, organisation, role, NOWHERE)  # type: ignore[arg-type]


def update(**parts: object) -> Update:
    return replace(Update(0, None, None, [], [], [], Span(0, TEXT.index("\n"))), **parts)  # type: ignore[arg-type]


def numbers(report: Report, field: str) -> tuple[int, int, int]:
    found = report.scores[field]
    return found.expected, found.found, found.right
