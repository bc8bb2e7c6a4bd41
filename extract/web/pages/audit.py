"""``/audit``: what cannot be true, by severity, with the arithmetic, the blame, the places, and who reviewed it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ...archive.audit import Audit, Audited
from ...archive.corrections import Correction, corrections_of
from ...publish.audit import Told, as_dicts, told
from ...publish.report.clippings import Strip, strips_of
from ..correcting import is_review_of
from ..held import Desk
from . import Context, Number

__all__ = ["findings_of", "router", "severity"]

#: Findings on a page.
_PAGE = 50
#: Stretches of pages for one finding.
_STRIPS = 4
#: From the gravest: numbers that contradict each other, then what is wrong with the series, then what was carried over.
_GRAVITY = {"partition": 0, "rollup": 0, "agree": 0, "monotone": 0, "increment": 0, "subset": 0, "cover": 0, "share": 1,
            "renumbered": 2, "serial": 2, "date": 2, "doubled": 2, "batch": 2, "missing": 3, "copied": 3}  # fmt: skip


class Shown(NamedTuple):
    """A finding, ready to be shown: in words, with the stretches of pages on which it stands, and who reviewed it."""

    told: Told
    strips: Sequence[Strip]
    reviews: Sequence[Correction]


def router(context: Context) -> APIRouter:
    """Return the routes of the audit."""
    routes = APIRouter(include_in_schema=False)
    desk, templates = context.desk, context.templates

    @routes.get("/audit")
    def page(request: Request, kind: str = "", series: str = "", reviewed: str = "", start: Number = 0) -> Response:
        """The page; while the audit is being made, one that says so and asks again."""
        audit, is_fresh = desk.audit.peek()
        if audit is None:
            return templates.page(request, "wait.html", 202, what="audit")
        reviews = _reviews(desk)
        ordered = findings_of(audit)
        titles = Counter(item.title or "" for item in ordered)
        shown = [
            item
            for item in ordered
            if (not kind or item.constraint == kind)
            and (not series or (item.title or "") == series)
            and (not reviewed or (reviewed == "yes") == bool(_reviews_of(item, reviews)))
        ]
        start = max(0, min(start, max(len(shown) - 1, 0) // _PAGE * _PAGE))
        return templates.page(
            request,
            "audit.html",
            findings=[_shown(item, reviews) for item in shown[start : start + _PAGE]],
            total=len(shown),
            start=start,
            per_page=_PAGE,
            all=len(ordered),
            done=sum(bool(_reviews_of(item, reviews)) for item in ordered),
            kinds=Counter(item.constraint for item in ordered).most_common(),
            titles=titles.most_common(30),
            chosen={"kind": kind, "series": series, "reviewed": reviewed},
            counts=audit.counts,
            is_fresh=is_fresh,
        )

    @routes.get("/audit/report.{form}")
    def report(form: str, lang: str = "zh") -> Response:
        """The report as ``jianbao audit`` writes it, to keep or to send."""
        return _report(context, form, lang)

    return routes


def findings_of(audit: Audit) -> list[Audited]:
    """Return the findings of an audit that are violated, the gravest first."""
    return sorted((item for item in audit.findings if item.status == "violated"), key=severity)


def severity(item: Audited) -> tuple[int, float, int]:
    """Return what findings are ordered by: their kind, then by how much the numbers differ, then their place."""
    expected, actual = item.expected, item.actual
    apart = 0.0
    if expected is not None and actual is not None:
        apart = abs(actual - expected) / max(abs(expected), abs(actual), 1)
    return _GRAVITY.get(item.constraint, 1), -apart, item.id


def _shown(item: Audited, reviews: Mapping[int, Iterable[Correction]]) -> Shown:
    return Shown(told(item), strips_of(item.cited)[:_STRIPS], _reviews_of(item, reviews))


def _reviews(desk: Desk) -> Mapping[int, list[Correction]]:
    with desk.store.read() as connection:
        found = corrections_of(connection)
    return {document: [c for c in some if c.table == "findings"] for document, some in found.items()}


def _reviews_of(item: Audited, reviews: Mapping[int, Iterable[Correction]]) -> list[Correction]:
    """Return the notes on a finding: of its kind, with its very words."""
    documents = {cited.document for cited in item.cited if cited.document is not None}
    return [note for document in sorted(documents) for note in reviews.get(document, ()) if is_review_of(note, item)]


def _report(context: Context, form: str, lang: str) -> Response:
    desk = context.desk
    audit = desk.audit.get()
    language: Any = "en" if lang == "en" else "zh"
    if form == "json":
        body = json.dumps(as_dicts(audit.findings), ensure_ascii=False, indent=2)
        return _file(body, "application/json", "report.json")
    if form == "html":
        from ...publish.report import Clippings, report_page

        clippings = Clippings(desk.painter, desk.settings.originals, desk.settings.limits)
        page = report_page(audit, desk.rules, desk.store.name, language, clippings)
        answer: Response = HTMLResponse(page)
        answer.headers["Content-Disposition"] = 'attachment; filename="report.html"'
        return answer
    if form == "xlsx":
        from ...publish.report import report_workbook

        book = report_workbook(audit, desk.rules, language)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return _file(book, kind, "report.xlsx")
    raise HTTPException(404, "the report comes as report.html, report.xlsx or report.json")


def _file(body: str | bytes, kind: str, name: str) -> Response:
    return Response(body, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
