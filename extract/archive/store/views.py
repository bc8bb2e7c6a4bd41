"""The views of an archive: what people ask first, ready to read.

Portable SQL (SQLite and PostgreSQL). ``of_dimension`` and ``of_category`` tell what a figure is a part of: both are
NULL where it is a part of the headline itself.
"""

from __future__ import annotations

__all__ = ["VIEWS"]

_ISSUE = "b.title AS bulletin, b.issuer, b.year, b.issue, b.serial, b.date AS bulletin_date"

_FIGURE = f"""
    f.document, f.id AS figure, {_ISSUE}, f.subject, f.scope, f.as_of, f.batch_first, f.batch_last,
    f.dimension, f.category, f.code, f.label, f.value, f.unit,
    p.dimension AS of_dimension, p.category AS of_category, f.parent, f.group_id, f.implied,
    f.span_start, f.span_end, f.page, f.box,
    substr(b.text, f.span_start + 1, f.span_end - f.span_start) AS quote
FROM figures AS f
JOIN bulletins AS b ON b.document = f.document
LEFT JOIN figures AS p ON p.document = f.document AND p.id = f.parent"""

_WHEN = """
    (SELECT min(e.date) FROM event_dates AS e
     WHERE e.document = u.document AND e.update_id = u.id AND e.date IS NOT NULL) AS event_date"""

_UPDATE = """
JOIN updates AS u ON u.document = x.document AND u.id = x.update_id
JOIN bulletins AS b ON b.document = x.document"""

#: Name → SELECT.
VIEWS: dict[str, str] = {
    "published_figures": f"SELECT{_FIGURE}",
    "complaints_by_region": f"SELECT{_FIGURE}\nWHERE f.dimension = 'region'",
    "complaints_by_type": f"SELECT{_FIGURE}\nWHERE f.dimension IN ('pollution', 'industry')",
    "officials_activity": f"""SELECT
    x.name, x.titles, x.organisation, x.role, {_WHEN.strip()},
    {_ISSUE}, u.county, u.county_code, u.title AS update_title,
    x.document, x.update_id, x.id AS official, x.span_start, x.span_end, x.page, x.box
FROM officials AS x{_UPDATE}""",
    "sites_history": f"""SELECT
    x.name, x.kind, x.township, {_WHEN.strip()},
    {_ISSUE}, u.county, u.county_code, u.title AS update_title,
    x.document, x.update_id, x.id AS site, x.span_start, x.span_end, x.page, x.box
FROM sites AS x{_UPDATE}""",
}
