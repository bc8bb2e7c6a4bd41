"""The table ``corrections``: rows in, rows out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select, update

from ...span import Span
from ..store.tables import METADATA

__all__ = ["Action", "Correction", "Draft", "add_correction", "corrections_of", "withdraw_correction"]

Action = Literal["confirm", "correct", "add", "remove"]

_TABLE = METADATA.tables["corrections"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person says of a value.

    ``table`` is the record's list that it stands in (``masthead`` for the head, ``findings`` for a finding that was
    reviewed). ``span`` is where the value stands, None in the masthead. ``confirm`` and ``add`` have no ``field``, and
    their values are those of all fields, by name; ``remove`` has no ``value``.
    """

    action: Action
    table: str
    field: str | None
    span: Span | None
    extracted_value: Any
    value: Any
    why: str | None


@dataclass(frozen=True, slots=True)
class Correction(Draft):
    """A row: a draft with its place in the archive, who made it and when (ISO 8601)."""

    document: int
    id: int
    author: str
    made: str


def add_correction(connection: Connection, document: int, draft: Draft, author: str, made: str) -> int:
    """Add a correction to a document; return its number, which counts within the document."""
    last = select(func.coalesce(func.max(_TABLE.c.id), -1)).where(_TABLE.c.document == document)
    number = int(connection.execute(last).scalar_one()) + 1
    start, end = draft.span if draft.span is not None else (None, None)
    row = {
        "document": document,
        "id": number,
        "action": draft.action,
        "table_name": draft.table,
        "field": draft.field,
        "span_start": start,
        "span_end": end,
        "extracted_value": draft.extracted_value,
        "value": draft.value,
        "why": draft.why,
        "author": author,
        "made": made,
    }
    connection.execute(insert(_TABLE), row)
    return number


def withdraw_correction(connection: Connection, document: int, number: int, when: str) -> bool:
    """Withdraw a correction: the row stays, and is not replayed any more. Tell whether there was one to withdraw."""
    here = (_TABLE.c.document == document, _TABLE.c.id == number, _TABLE.c.withdrawn.is_(None))
    return connection.execute(update(_TABLE).where(*here).values(withdrawn=when)).rowcount > 0


def corrections_of(connection: Connection, documents: Collection[int] | None = None) -> Mapping[int, list[Correction]]:
    """Return the corrections of these documents (all by default) that were not withdrawn, in the order of making."""
    query = select(_TABLE).where(_TABLE.c.withdrawn.is_(None)).order_by(_TABLE.c.document, _TABLE.c.id)
    if documents is not None:
        query = query.where(_TABLE.c.document.in_(list(documents)))
    found: dict[int, list[Correction]] = defaultdict(list)
    for row in connection.execute(query):
        span = None if row.span_start is None else Span(row.span_start, row.span_end)
        said = (row.action, row.table_name, row.field, span, row.extracted_value, row.value, row.why)
        found[row.document].append(Correction(*said, row.document, row.id, row.author, row.made))
    return found
