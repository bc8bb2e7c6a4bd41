"""The tables of an export: their columns, what each of them means, and the key by which a row is found again.

A document is its SHA-256 here, not its number in one archive, so that exports of several archives fit together. A
name means the same in every table. Columns bear the names of the record; values are those of the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from sqlalchemy import JSON, Boolean, Connection, Integer, Numeric, Text, column, select, table, text
from sqlalchemy.types import TypeEngine

from ...archive.panel import COLUMNS as PANEL_COLUMNS
from ...archive.panel import TEXTS as PANEL_TEXTS
from ...archive.store.tables import METADATA
from ...archive.store.views import VIEWS

__all__ = ["COLUMNS", "TABLES", "VIEW_MEANINGS", "Column", "Exported", "Kind", "exported", "panel"]

Kind = Literal["string", "integer", "number", "boolean", "json"]

#: Columns that SQL calls otherwise than the record does.
RECORD_NAMES = {"group_id": "group", "constraint_name": "constraint", "table_name": "table"}


class Column(NamedTuple):
    """A column: its name, the type of its values (``json``: a list or an object), and what it means."""

    name: str
    kind: Kind
    meaning: str


class Exported(NamedTuple):
    """A table of an export; ``query`` gives its rows in the order of its key."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    query: Any

    @property
    def has_documents(self) -> bool:
        """Whether each row belongs to one document."""
        return self.key[0] == "sha256"


#: Table → what a row of it is, in the order in which tables are written.
TABLES: dict[str, str] = {
    "documents": "a file, known by the hash of its bytes",
    "bulletins": "a bulletin: its masthead, its text, and the rules that read it",
    "sections": "a section of a bulletin",
    "updates": "a news item: an article, or a paragraph of the county updates",
    "event_dates": "a date on which something of a news item happened",
    "officials": "an official in a news item",
    "titles": "one title of an official in a news item",
    "sites": "a place that was visited in a news item",
    "figures": "a published number, with its bulletin's masthead and the number as written",
    "groups": "a list of figures that was printed as one",
    "findings": "a constraint that was checked, held or not",
    "finding_figures": "a figure that a finding is about",
    "repairs": "a number which, changed, would settle a finding; a suggestion, never applied",
    "unread": "a number or paragraph that was not understood",
    "distributions": "a line of the distribution list",
    "recipients": "a recipient in a line of the distribution list",
    "warnings": "something that a reader of the document should know",
    "keywords": "a keyword of a bulletin",
    "corrections": "what a person confirmed, corrected, added or removed",
    "quarantine": "a file that could not be archived",
    "runs": "a run of jianbao archive",
}

#: View → what a row of it is. They repeat what the tables hold, and are exported only where they are named.
VIEW_MEANINGS: dict[str, str] = {
    "published_figures": "a published number, with its bulletin's masthead",
    "complaints_by_region": "a published number of a region",
    "complaints_by_type": "a published number of a kind of pollution or an industry",
    "officials_activity": "an official in a news item, with date, county and bulletin",
    "sites_history": "a place that was visited, with date, county and bulletin",
}

#: Column → what it means, wherever it stands.
COLUMNS: dict[str, str] = {
    "sha256": "SHA-256 of the file, in hexadecimal: which document the row belongs to",
    "id": "place in the record's list, from 0; for runs, their number",
    "uri": "the file as it was named when it was archived",
    "media_type": "media type of the file",
    "pages": "pages of the file",
    "reader": "the reader that read it",
    "fingerprint": "hash of all that decides a record besides its file: program, rules, metadata",
    "rules_name": "rule pack that read it",
    "rules_fingerprint": "hash of the rules",
    "record_version": "version of the record's shape",
    "title": "title as written",
    "issuer": "编发单位: who issued the bulletin",
    "year": "year of the issue",
    "issue": "第N期: number within the year",
    "serial": "总第N期: number in all",
    "date": "ISO 8601 date; --MM-DD where the text gives no year; null where it is vague",
    "masthead_spans": "where the masthead's values stand in the text: name → [start, end)",
    "text": "the reading text; all spans are offsets in it, in characters",
    "kind": "kind: of a section, site or line of the distribution list",
    "heading": "heading as written",
    "section": "id of the section",
    "update": "id of the news item (updates)",
    "county": "county: its official name on that date",
    "county_code": "GB/T 2260 code of the county",
    "county_quote": "the county as written",
    "county_span_start": "first character of the county as written",
    "county_span_end": "end of the county as written, exclusive",
    "county_why": "the rule and the text that decided the county",
    "span_start": "first character in the text, from 0",
    "span_end": "end in the text, exclusive",
    "page": "page on which it begins, from 1",
    "box": "where its first line stands on the page: x0, top, x1, bottom in points from the top left; null for text",
    "quote": "the text as published",
    "end_date": "last day of a range",
    "part_of_day": "上午, 下午 …, as written",
    "precision": "day, month or vague",
    "why": "the rule and the text that decided the value; for corrections, the reason that was given",
    "name": "name as written: of an official or a site",
    "titles": "titles of the official, joined by 、",
    "organisation": "organisation as written",
    "role": "lead, chair, attend, accompany, speak or mention",
    "official": "id of the official in its news item (officials)",
    "site": "id of the site in its news item (sites)",
    "event_date": "first day on which the news item happened",
    "update_title": "title of the news item",
    "township": "township, as prefix or context",
    "subject": "what is counted, as written",
    "scope": "new (this batch or day), cumulative (up to as_of) or other",
    "as_of": "date that the number refers to",
    "batch_first": "first batch that the number refers to",
    "batch_last": "last batch that the number refers to",
    "dimension": "what the number divides: channel, region, pollution, industry …; null: a total",
    "category": "canonical name of the category",
    "code": "GB/T 2260 code where the category is a place; for warnings and quarantine, the kind of trouble",
    "label": "the category as written",
    "value": "the number; for repairs the number suggested; for corrections the new value",
    "unit": "unit as written: 件, 人, 家, %",
    "parent": "id of the figure that this one is a part of",
    "of_dimension": "dimension of the figure that this one is a part of; null: a part of the total",
    "of_category": "category of the figure that this one is a part of",
    "group": "id of the list that it was printed in (groups)",
    "implied": "true where the number is not printed, but follows from the words (各1件)",
    "bulletin": "title of the bulletin",
    "bulletin_date": "date of the bulletin",
    "relation": "what the list is to its whole: partition, cover, subset, partial or none",
    "whole": "id of the figure that the list divides",
    "note": "the words in which the text itself explains a difference",
    "constraint": "partition, cover, subset, rollup, monotone, increment, agree or share",
    "status": "holds, violated or unchecked",
    "expected": "the number that was expected",
    "actual": "the number that the parts give",
    "message": "one sentence: for findings in Chinese, to be cited",
    "message_en": "the same sentence in English",
    "finding": "id of the finding (findings)",
    "figure": "id of the figure (figures)",
    "also_settles": "ids of other findings that the same change settles",
    "reason": "why it was not taken for a figure",
    "distribution": "id of the line of the distribution list (distributions)",
    "recipient": "recipient as written",
    "keyword": "keyword",
    "weight": "weight of the keyword",
    "cause": "what is wrong with the file",
    "traceback": "traceback of a fault of the program",
    "traceback_hash": "hash of the traceback: the same for the same fault",
    "action": "confirm, correct, add or remove",
    "table": "table that holds the corrected value",
    "field": "column that was corrected",
    "extracted_value": "the value as extracted",
    "author": "who made the correction",
    "made": "when, ISO 8601 in UTC",
    "withdrawn": "when the correction was taken back",
    "started": "begin of the run, ISO 8601 in UTC",
    "ended": "end of the run",
    "outcome": "done, interrupted or failed; null where the run was killed",
    "program": "version of the program",
    "found": "files found",
    "archived": "files archived",
    "unchanged": "files that were archived before",
    "duplicates": "files with the bytes of another one",
    "quarantined": "files in quarantine",
    "ignored": "files passed over (hidden, of the system)",
}

#: Names within a key, as they are called where they are referred to.
_REFERENCES = {
    "update_id": "update",
    "official_id": "official",
    "figure_id": "figure",
    "finding_id": "finding",
    "distribution_id": "distribution",
}
_NOT_EXPORTED = frozenset(("record",))
_TYPES: dict[str, TypeEngine[Any]] = {c.name: c.type for part in METADATA.sorted_tables for c in part.columns} | {
    name: Integer() for name in ("document", "figure", "official", "site")
}


def exported(connection: Connection, name: str) -> Exported:
    """Return what is exported of a table or view of the archive.

    Raises KeyError for a name that is neither.
    """
    if name == "figures":
        return _of_view(connection, name, "published_figures", {"figure": "id"}, ("sha256", "id"))
    if name in METADATA.tables:
        return _of_table(name)
    keys = {"officials_activity": ("update", "official"), "sites_history": ("update", "site")}
    if name not in VIEWS:
        raise KeyError(name)
    return _of_view(connection, name, name, {}, ("sha256", *keys.get(name, ("figure",))))


def panel() -> Exported:
    """Return the panel of counties and days; its rows are counted, not selected."""
    columns = [Column(n, "string" if n in PANEL_TEXTS else "integer", m) for n, m in PANEL_COLUMNS.items()]
    columns = [c._replace(kind="number") if c.name.startswith("complaints") else c for c in columns]
    return Exported("panel", "a county on a day", tuple(columns), ("county_code", "date"), None)


def _of_table(name: str) -> Exported:
    documents, source = METADATA.tables["documents"], METADATA.tables[name]
    names = [c.name for c in source.columns if c.name not in _NOT_EXPORTED]
    keys = [c.name for c in source.primary_key.columns]
    if name == "documents":
        names.remove("id")
        query = select(*(source.c[n] for n in names)).order_by(source.c.id)
        return Exported(name, TABLES[name], _columns(names), ("sha256",), query)
    if "document" not in names:
        key = ("started", "id") if name == "runs" else tuple(keys)
        query = select(*(source.c[n] for n in names)).order_by(*(source.c[k] for k in key))
        return Exported(name, TABLES.get(name, ""), _columns(names), key, query)
    names.remove("document")
    query = (
        select(documents.c.sha256, *(source.c[n] for n in names))
        .join_from(source, documents, documents.c.id == source.c.document)
        .order_by(*(source.c[k] for k in keys))
    )
    key = ("sha256", *(_called(k) for k in keys if k != "document"))
    return Exported(name, TABLES.get(name, ""), _columns(["sha256", *names]), key, query)


def _of_view(
    connection: Connection, name: str, view: str, renamed: Mapping[str, str], key: tuple[str, ...]
) -> Exported:
    documents = METADATA.tables["documents"]
    found = connection.execute(text(f"SELECT * FROM {view} WHERE 1 = 0")).keys()
    names = [n for n in found if n != "document"]
    source = table(view, *(column(n, _TYPES.get(n, Text())) for n in ("document", *names)))
    order = [source.c[n] for n in names if renamed.get(n, _called(n)) in key]
    query = (
        select(documents.c.sha256, *(source.c[n] for n in names))
        .join_from(source, documents, documents.c.id == source.c.document)
        .order_by(source.c.document, *order)
    )
    return Exported(
        name, TABLES.get(name, VIEW_MEANINGS.get(name, "")), _columns(["sha256", *names], renamed), key, query
    )


def _columns(names: Iterable[str], renamed: Mapping[str, str] = MappingProxyType({})) -> tuple[Column, ...]:
    called = [(n, renamed.get(n, _called(n))) for n in names]
    return tuple(Column(own, _kind(n), COLUMNS[own]) for n, own in called)


def _called(name: str) -> str:
    """Return what a column is called in an export: the record's name, and no ``_id`` where it refers to a row."""
    return RECORD_NAMES.get(name) or _REFERENCES.get(name, name)


def _kind(name: str) -> Kind:
    match _TYPES.get(name, Text()):
        case Boolean():
            return "boolean"
        case JSON():
            return "json"
        case Integer():
            return "integer"
        case Numeric():
            return "number"
        case _:
            return "string"
