"""Full-text search and keywords.

Revision: r3
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r3"
down_revision = "r2"
branch_labels = None
depends_on = None

_SQLITE = """CREATE VIRTUAL TABLE search_grams USING fts5(
    grams, content='', columnsize=0, detail='none', tokenize='ascii')"""
_POSTGRESQL = (
    """CREATE TABLE search_grams (
    document INTEGER NOT NULL, grams TEXT[] NOT NULL,
    CONSTRAINT pk_search_grams PRIMARY KEY (document),
    CONSTRAINT fk_search_grams_bulletins FOREIGN KEY (document) REFERENCES bulletins (document) ON DELETE CASCADE)""",
    "CREATE INDEX ix_search_grams_grams ON search_grams USING gin (grams)",
)


def upgrade() -> None:
    """Create the tables of this revision."""
    op.create_table(
        "keywords",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("keyword", sa.Text(), nullable=False),
        sa.Column("weight", sa.Numeric(asdecimal=False), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["bulletins.document"], name="fk_keywords_bulletins", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "id", name="pk_keywords"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_keywords_keyword", "keywords", ["keyword"])
    for statement in (_SQLITE,) if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Leave the database as it was before."""
    op.execute("DROP TABLE search_grams")
    op.drop_table("keywords")
