"""The files, the log, and the news of the bulletins.

Revision: r1
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "r1"
down_revision = None
branch_labels = None
depends_on = None

_HASH = sa.String(length=64)
_JSON = sa.JSON(none_as_null=True)


def upgrade() -> None:
    """Create the tables of this revision."""
    _create_files()
    _create_log()
    _create_bulletins()
    _create_updates()
    _create_officials()
    _create_margin()


def downgrade() -> None:
    """Leave the database as it was before."""
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


def _create_files() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", _HASH, nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_sha256", "documents", ["sha256"], unique=True)
    op.create_index("ix_documents_uri", "documents", ["uri"])
    op.create_table(
        "paths",
        sa.Column("uri", sa.Text(), nullable=False),
        _document(),
        sa.Column("stamp", sa.Text()),
        _belongs(["document"], "documents", ["id"], "fk_paths_documents"),
        sa.PrimaryKeyConstraint("uri", name="pk_paths"),
    )
    op.create_index("ix_paths_document", "paths", ["document"])
    op.create_table(
        "quarantine",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("sha256", _HASH),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("traceback", sa.Text()),
        sa.Column("traceback_hash", _HASH),
        sa.PrimaryKeyConstraint("uri", name="pk_quarantine"),
    )
    op.create_index("ix_quarantine_code", "quarantine", ["code"])
    op.create_index("ix_quarantine_sha256", "quarantine", ["sha256"])
    op.create_index("ix_quarantine_traceback_hash", "quarantine", ["traceback_hash"])
    op.create_table(
        "corrections",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("field", sa.Text()),
        sa.Column("span_start", sa.Integer()),
        sa.Column("span_end", sa.Integer()),
        sa.Column("extracted_value", _JSON),
        sa.Column("value", _JSON),
        sa.Column("why", sa.Text()),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made", sa.String(length=32), nullable=False),
        sa.Column("withdrawn", sa.String(length=32)),
        _belongs(["document"], "documents", ["id"], "fk_corrections_documents"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_corrections"),
        sqlite_with_rowid=False,
    )


def _create_log() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("started", sa.String(length=32), nullable=False),
        sa.Column("ended", sa.String(length=32)),
        sa.Column("outcome", sa.Text()),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.Column("ignored", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_table(
        "arrivals",
        _document(),
        sa.Column("run", sa.Integer(), nullable=False),
        _belongs(["document"], "documents", ["id"], "fk_arrivals_documents"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_arrivals_runs"),
        sa.PrimaryKeyConstraint("document", name="pk_arrivals"),
        sqlite_with_rowid=False,
    )


def _create_bulletins() -> None:
    op.create_table(
        "bulletins",
        _document(),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("rules_name", sa.Text(), nullable=False),
        sa.Column("rules_fingerprint", sa.Text(), nullable=False),
        sa.Column("record_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("year", sa.Integer()),
        sa.Column("issue", sa.Integer()),
        sa.Column("serial", sa.Integer()),
        sa.Column("date", sa.String(length=10)),
        sa.Column("masthead_spans", _JSON),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        _belongs(["document"], "documents", ["id"], "fk_bulletins_documents"),
        sa.PrimaryKeyConstraint("document", name="pk_bulletins"),
    )
    op.create_index("ix_bulletins_date", "bulletins", ["date"])
    op.create_index("ix_bulletins_issuer_year_issue", "bulletins", ["issuer", "year", "issue"])
    op.create_table(
        "sections",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text()),
        *_span(),
        _belongs(["document"], "bulletins", ["document"], "fk_sections_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_sections"),
        sqlite_with_rowid=False,
    )


def _create_updates() -> None:
    op.create_table(
        "updates",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("section", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("county", sa.Text()),
        sa.Column("county_code", sa.Text()),
        sa.Column("county_quote", sa.Text()),
        sa.Column("county_span_start", sa.Integer()),
        sa.Column("county_span_end", sa.Integer()),
        sa.Column("county_why", sa.Text()),
        *_span(),
        _belongs(["document", "section"], "sections", ["document", "id"], "fk_updates_sections"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_updates"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_updates_county_code", "updates", ["county_code"])
    op.create_table(
        "event_dates",
        _document(),
        sa.Column("update_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("date", sa.String(length=10)),
        sa.Column("end_date", sa.String(length=10)),
        sa.Column("part_of_day", sa.Text()),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *_span(),
        _belongs(["document", "update_id"], "updates", ["document", "id"], "fk_event_dates_updates"),
        sa.PrimaryKeyConstraint("document", "update_id", "id", name="pk_event_dates"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_dates_date", "event_dates", ["date"])
    op.create_table(
        "sites",
        _document(),
        sa.Column("update_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("township", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *_span(),
        _belongs(["document", "update_id"], "updates", ["document", "id"], "fk_sites_updates"),
        sa.PrimaryKeyConstraint("document", "update_id", "id", name="pk_sites"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sites_name", "sites", ["name"])


def _create_officials() -> None:
    op.create_table(
        "officials",
        _document(),
        sa.Column("update_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("titles", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text()),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        *_span(),
        _belongs(["document", "update_id"], "updates", ["document", "id"], "fk_officials_updates"),
        sa.PrimaryKeyConstraint("document", "update_id", "id", name="pk_officials"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_officials_name", "officials", ["name"])
    op.create_table(
        "titles",
        _document(),
        sa.Column("update_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("official_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        _belongs(
            ["document", "update_id", "official_id"],
            "officials",
            ["document", "update_id", "id"],
            "fk_titles_officials",
        ),
        sa.PrimaryKeyConstraint("document", "update_id", "official_id", "id", name="pk_titles"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_titles_title", "titles", ["title"])


def _create_margin() -> None:
    op.create_table(
        "unread",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_span(),
        _belongs(["document"], "bulletins", ["document"], "fk_unread_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_unread"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unread_reason", "unread", ["reason"])
    op.create_table(
        "distributions",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *_span(),
        _belongs(["document"], "bulletins", ["document"], "fk_distributions_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_distributions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recipients",
        _document(),
        sa.Column("distribution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        _belongs(["document", "distribution_id"], "distributions", ["document", "id"], "fk_recipients_distributions"),
        sa.PrimaryKeyConstraint("document", "distribution_id", "id", name="pk_recipients"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lines",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        *_span(),
        sa.Column("raw_start", sa.Integer(), nullable=False),
        sa.Column("raw_end", sa.Integer(), nullable=False),
        _belongs(["document"], "bulletins", ["document"], "fk_lines_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_lines"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "warnings",
        _document(),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer()),
        _belongs(["document"], "bulletins", ["document"], "fk_warnings_bulletins"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_warnings"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_warnings_code", "warnings", ["code"])


_TABLES = (
    "titles",
    "sites",
    "officials",
    "event_dates",
    "updates",
    "recipients",
    "warnings",
    "unread",
    "sections",
    "lines",
    "distributions",
    "paths",
    "corrections",
    "bulletins",
    "arrivals",
    "runs",
    "quarantine",
    "documents",
)
