"""The published numbers, what was found of them, and the views.

Revision: r2
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r2"
down_revision = "r1"
branch_labels = None
depends_on = None

_JSON = sa.JSON(none_as_null=True)
_NUMBER = sa.Numeric(asdecimal=False)


def upgrade() -> None:
    """Create the tables of this revision."""
    _create_figures()
    _create_findings()
    for name, select in _VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {select}")


def downgrade() -> None:
    """Leave the database as it was before."""
    for name in reversed(_VIEWS):
        op.execute(f"DROP VIEW {name}")
    for name in _TABLES:
        op.drop_table(name)


def _document() -> sa.Column[Any]:
    return sa.Column("document", sa.Integer(), autoincrement=False, nullable=False)


def _belongs(columns: list[str], table: str, targets: list[str], name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(columns, [f"{table}.{target}" for target in targets], name=name, ondelete="CASCADE")


def _span() -> list[sa.Column[Any]]:
    return [
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer()),
        sa.Column("box", _JSON),
    ]


def _create_figures() -> None:
    op.create_table(
        "figures",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.Text()),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("as_of", sa.String(length=10)),
        sa.Column("batch_first", sa.Integer()),
        sa.Column("batch_last", sa.Integer()),
        sa.Column("dimension", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("code", sa.Text()),
        sa.Column("label", sa.Text()),
        sa.Column("value", _NUMBER, nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("parent", sa.Integer()),
        sa.Column("group_id", sa.Integer()),
        sa.Column("implied", sa.Boolean(), nullable=False),
        *_span(),
        _belongs(["document"], "bulletins", ["document"], "fk_figures_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_figures"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_figures_dimension_category", "figures", ["dimension", "category"])
    op.create_table(
        "groups",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dimension", sa.Text()),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("whole", sa.Integer()),
        sa.Column("note", sa.Text()),
        *_span(),
        _belongs(["document"], "bulletins", ["document"], "fk_groups_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_groups"),
        sqlite_with_rowid=False,
    )


def _create_findings() -> None:
    op.create_table(
        "findings",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("constraint_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("expected", _NUMBER),
        sa.Column("actual", _NUMBER),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("message_en", sa.Text(), nullable=False),
        _belongs(["document"], "bulletins", ["document"], "fk_findings_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_findings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_findings_status", "findings", ["status"])
    op.create_table(
        "finding_figures",
        _document(),
        sa.Column("finding_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=False),
        _belongs(["document", "finding_id"], "findings", ["document", "id"], "fk_finding_figures_findings"),
        sa.PrimaryKeyConstraint("document", "finding_id", "id", name="pk_finding_figures"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "repairs",
        _document(),
        sa.Column("finding_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("figure_id", sa.Integer(), nullable=False),
        sa.Column("value", _NUMBER),
        sa.Column("also_settles", _JSON),
        _belongs(["document", "finding_id"], "findings", ["document", "id"], "fk_repairs_findings"),
        sa.PrimaryKeyConstraint("document", "finding_id", "id", name="pk_repairs"),
        sqlite_with_rowid=False,
    )


_TABLES = (
    "repairs",
    "finding_figures",
    "groups",
    "findings",
    "figures",
)

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

_VIEWS: dict[str, str] = {
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
