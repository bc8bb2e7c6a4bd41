"""A record as gold, in the form that ``jianbao evaluate`` reads (docs/annotation.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from .record import Bulletin, Figure, Group, Update

__all__ = ["gold_of", "violations"]

_RELATIONS = {"partition": "partition", "cover": "overlapping", "partial": "partial list", "subset": "subset"}
#: Characters by which an item is found again.
_FIRST = 12


def gold_of(bulletin: Bulletin) -> dict[str, Any]:
    """Return what a corrected record holds, as the gold of its text: all that ``evaluate`` scores."""
    head = bulletin.masthead
    return {
        "masthead": {name: getattr(head, name) for name in ("title", "issuer", "year", "issue", "serial", "date")},
        "sections": [{"kind": section.kind, "heading": section.heading} for section in bulletin.sections],
        "updates": [_update(update, bulletin.text) for update in bulletin.updates],
        "figures": [_figure(figure, bulletin) for figure in bulletin.figures],
        "groups": [_group(group, bulletin) for group in bulletin.groups],
        "findings": _violated(bulletin),
        "distribution": [{"kind": one.kind, "recipients": list(one.recipients)} for one in bulletin.distribution],
    }


def _update(update: Update, text: str) -> dict[str, Any]:
    body = update.span.of(text)
    if update.title and body.startswith(update.title):
        body = body[len(update.title) :]
    county = update.county
    return {
        "title": update.title,
        "text": body.strip()[:_FIRST],
        "county": {"name": county.name, "code": county.code} if county else None,
        "event_dates": [
            {
                "quote": d.quote,
                "date": d.date,
                "end_date": d.end_date,
                "part_of_day": d.part_of_day,
                "precision": d.precision,
            }
            for d in update.event_dates
        ],
        "officials": [
            {"name": o.name, "titles": o.titles, "organisation": o.organisation, "role": o.role}
            for o in update.officials
        ],
        "sites": [{"name": s.name, "township": s.township, "kind": s.kind} for s in update.sites],
    }


def _figure(figure: Figure, bulletin: Bulletin) -> dict[str, Any]:
    parent = bulletin.figures[figure.parent] if figure.parent is not None else None
    return {
        "subject": figure.subject,
        "scope": figure.scope,
        "as_of": figure.as_of,
        "batch": figure.batch,
        "dimension": figure.dimension,
        "label": figure.label,
        "category": figure.category,
        "code": figure.code,
        "value": figure.value,
        "unit": figure.unit,
        "implied": figure.implied,
        "parent_label": parent.label if parent is not None and parent.dimension is not None else None,
        "quote": figure.span.of(bulletin.text),
        "pos": figure.span.start,
    }


def _group(group: Group, bulletin: Bulletin) -> dict[str, Any]:
    members = [figure for figure in bulletin.figures if figure.group == group.id]
    total = sum(figure.value for figure in members)
    whole = bulletin.figures[group.whole].value if group.whole is not None else None
    return {
        "dimension": group.dimension,
        "members": [figure.id for figure in members],
        "kind": _RELATIONS.get(group.relation, "not additive"),
        "base": whole,
        "sum": total,
        "adds_up": None if whole is None or group.relation != "partition" else total == whole,
    }


def _violated(bulletin: Bulletin) -> list[dict[str, Any]]:
    """Return the violated constraints, counted by kind and dimension."""
    return [
        {"constraint": name, "dimension": dimension, "status": "violated", "count": count}
        for (name, dimension), count in Counter(violations(bulletin)).items()
    ]


def violations(bulletin: Bulletin) -> Iterator[tuple[str, str | None]]:
    """Yield kind and dimension of each constraint of a record that is violated."""
    for finding in bulletin.findings:
        if finding.status == "violated":
            yield finding.constraint, _dimension(bulletin, finding.figures)


def _dimension(bulletin: Bulletin, figures: Sequence[int]) -> str | None:
    """Return the dimension that most of a finding's figures have; None for totals alone."""
    by_id = {figure.id: figure.dimension for figure in bulletin.figures}
    counted = Counter(d for i in figures if (d := by_id.get(i)))
    return max(sorted(counted), key=lambda d: counted[d]) if counted else None
