"""The tables of an archive: a document's content under its number, and apart from it the log of what happened when.

A document is its SHA-256; ``documents.id`` numbers the documents in the order in which they came, and never changes.
Every key below is made of that number and the place of a value in its record (the index in the record's lists), so
that extracting the same file again with the same rules gives the same rows, and new rows are written behind the old
ones, whatever their hash. Columns bear the names of the record; the few names that SQL reserves are lengthened
(``update_id``, ``group_id``, ``constraint_name``), so that nobody has to quote them. Spans are ``span_start`` and
``span_end``, offsets in ``bulletins.text``; ``page`` and ``box`` say where their first line stands.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
)

__all__ = ["CONTENT", "LOG", "METADATA", "SCHEMA", "VERSION_TABLE"]

#: The revision that these tables are; the newest migration bears the same name.
SCHEMA = "r3"

#: Where the revision of a database is kept. Its own name, so that another program's Alembic in the same database
#: is not disturbed.
VERSION_TABLE = "jianbao_version"

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _document(target: str, primary_key: bool = True) -> Column[Any]:
    return Column(
        "document",
        Integer,
        ForeignKey(target, ondelete="CASCADE"),
        primary_key=primary_key,
        autoincrement=False,
        nullable=False,
    )


def _key(*names: str) -> list[Column[Any]]:
    """Return the columns of a key: a document, and places within its record."""
    columns: list[Column[Any]] = [_place("document")]
    return columns + [_place(name) for name in names]


def _place(name: str) -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _within(table: str, *names: str) -> ForeignKeyConstraint:
    """Return the key's reference to the row of ``table`` that the row is a part of."""
    targets = [f"{table}.document", *(f"{table}.id" for _ in names[-1:])]
    if len(names) == 2:
        targets.insert(1, f"{table}.{names[0]}")
    return ForeignKeyConstraint(["document", *names], targets, ondelete="CASCADE")


def _span() -> list[Column[Any]]:
    return [
        Column("span_start", Integer, nullable=False),
        Column("span_end", Integer, nullable=False),
        Column("page", Integer),
        Column("box", JSON(none_as_null=True)),
    ]


def _number(name: str, nullable: bool = True) -> Column[Any]:
    return Column(name, Numeric(asdecimal=False), nullable=nullable)


def _table(name: str, *parts: Any) -> Table:
    """Return a table that SQLite stores in the order of its key, which halves it."""
    return Table(name, METADATA, *parts, sqlite_with_rowid=False)


documents = Table(
    "documents",
    METADATA,
    _place("id"),
    Column("sha256", String(64), nullable=False),
    Column("uri", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("reader", Text, nullable=False),
    Index(None, "sha256", unique=True),
    Index(None, "uri"),
)

paths = Table(
    "paths",
    METADATA,
    Column("uri", Text, primary_key=True),
    _document("documents.id", primary_key=False),
    Column("stamp", Text),
    Index(None, "document"),
)

bulletins = Table(
    "bulletins",
    METADATA,
    _document("documents.id"),
    Column("fingerprint", Text, nullable=False),
    Column("rules_name", Text, nullable=False),
    Column("rules_fingerprint", Text, nullable=False),
    Column("record_version", Integer, nullable=False),
    Column("title", Text),
    Column("issuer", Text),
    Column("year", Integer),
    Column("issue", Integer),
    Column("serial", Integer),
    Column("date", String(10)),
    Column("masthead_spans", JSON(none_as_null=True)),
    Column("text", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Index(None, "date"),
    Index(None, "issuer", "year", "issue"),
)

sections = _table(
    "sections",
    _document("bulletins.document"),
    _place("id"),
    Column("kind", Text, nullable=False),
    Column("heading", Text),
    *_span(),
)

updates = _table(
    "updates",
    *_key("id"),
    Column("section", Integer, nullable=False),
    Column("title", Text),
    Column("county", Text),
    Column("county_code", Text),
    Column("county_quote", Text),
    Column("county_span_start", Integer),
    Column("county_span_end", Integer),
    Column("county_why", Text),
    *_span(),
    _within("sections", "section"),
    Index(None, "county_code"),
)

event_dates = _table(
    "event_dates",
    *_key("update_id", "id"),
    Column("quote", Text, nullable=False),
    Column("date", String(10)),
    Column("end_date", String(10)),
    Column("part_of_day", Text),
    Column("precision", Text, nullable=False),
    Column("why", Text, nullable=False),
    *_span(),
    _within("updates", "update_id"),
    Index(None, "date"),
)

officials = _table(
    "officials",
    *_key("update_id", "id"),
    Column("name", Text, nullable=False),
    Column("titles", Text, nullable=False),
    Column("organisation", Text),
    Column("role", Text, nullable=False),
    Column("why", Text, nullable=False),
    *_span(),
    _within("updates", "update_id"),
    Index(None, "name"),
)

titles = _table(
    "titles",
    *_key("update_id", "official_id", "id"),
    Column("title", Text, nullable=False),
    _within("officials", "update_id", "official_id"),
    Index(None, "title"),
)

sites = _table(
    "sites",
    *_key("update_id", "id"),
    Column("name", Text, nullable=False),
    Column("township", Text),
    Column("kind", Text, nullable=False),
    Column("why", Text, nullable=False),
    *_span(),
    _within("updates", "update_id"),
    Index(None, "name"),
)

figures = _table(
    "figures",
    _document("bulletins.document"),
    _place("id"),
    Column("subject", Text),
    Column("scope", Text, nullable=False),
    Column("as_of", String(10)),
    Column("batch_first", Integer),
    Column("batch_last", Integer),
    Column("dimension", Text),
    Column("category", Text),
    Column("code", Text),
    Column("label", Text),
    _number("value", nullable=False),
    Column("unit", Text, nullable=False),
    Column("parent", Integer),
    Column("group_id", Integer),
    Column("implied", Boolean, nullable=False),
    *_span(),
    Index(None, "dimension", "category"),
)

groups = _table(
    "groups",
    _document("bulletins.document"),
    _place("id"),
    Column("dimension", Text),
    Column("relation", Text, nullable=False),
    Column("whole", Integer),
    Column("note", Text),
    *_span(),
)

findings = _table(
    "findings",
    _document("bulletins.document"),
    _place("id"),
    Column("constraint_name", Text, nullable=False),
    Column("status", Text, nullable=False),
    _number("expected"),
    _number("actual"),
    Column("message", Text, nullable=False),
    Column("message_en", Text, nullable=False),
    Index(None, "status"),
)

finding_figures = _table(
    "finding_figures",
    *_key("finding_id", "id"),
    Column("figure_id", Integer, nullable=False),
    _within("findings", "finding_id"),
)

repairs = _table(
    "repairs",
    *_key("finding_id", "id"),
    Column("figure_id", Integer, nullable=False),
    _number("value"),
    Column("also_settles", JSON(none_as_null=True)),
    _within("findings", "finding_id"),
)

unread = _table(
    "unread",
    _document("bulletins.document"),
    _place("id"),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
    *_span(),
    Index(None, "reason"),
)

distributions = _table(
    "distributions",
    _document("bulletins.document"),
    _place("id"),
    Column("kind", Text, nullable=False),
    *_span(),
)

recipients = _table(
    "recipients",
    *_key("distribution_id", "id"),
    Column("recipient", Text, nullable=False),
    _within("distributions", "distribution_id"),
)

lines = _table(
    "lines",
    _document("bulletins.document"),
    _place("id"),
    *_span(),
    Column("raw_start", Integer, nullable=False),
    Column("raw_end", Integer, nullable=False),
)

warnings = _table(
    "warnings",
    _document("bulletins.document"),
    _place("id"),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("page", Integer),
    Index(None, "code"),
)

keywords = _table(
    "keywords",
    _document("bulletins.document"),
    _place("id"),
    Column("keyword", Text, nullable=False),
    _number("weight", nullable=False),
    Index(None, "keyword"),
)

quarantine = Table(
    "quarantine",
    METADATA,
    Column("uri", Text, primary_key=True),
    Column("sha256", String(64)),
    Column("code", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("traceback", Text),
    Column("traceback_hash", String(64)),
    Index(None, "code"),
    Index(None, "sha256"),
    Index(None, "traceback_hash"),
)

#: What people confirmed, corrected, added or removed. It hangs on the document, not on its bulletin, so that it
#: outlives a new extraction; a value is found again by its span, not by its place in a list.
corrections = _table(
    "corrections",
    _document("documents.id"),
    _place("id"),
    Column("action", Text, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("field", Text),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("extracted_value", JSON(none_as_null=True)),
    Column("value", JSON(none_as_null=True)),
    Column("why", Text),
    Column("author", Text, nullable=False),
    Column("made", String(32), nullable=False),
    Column("withdrawn", String(32)),
)

runs = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("started", String(32), nullable=False),
    Column("ended", String(32)),
    Column("outcome", Text),
    Column("program", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("found", Integer, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Column("quarantined", Integer, nullable=False),
    Column("ignored", Integer, nullable=False),
)

arrivals = _table(
    "arrivals",
    _document("documents.id"),
    Column("run", Integer, ForeignKey("runs.id"), nullable=False),
)

#: Tables that tell what happened when: they differ between two archives of the same files.
LOG = (runs, arrivals)

#: All other tables: a function of the files, the rules and the corrections.
CONTENT = tuple(table for table in METADATA.sorted_tables if table not in LOG)
