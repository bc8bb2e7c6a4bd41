"""From the tables of an archive to what an audit compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, func, select

from ...record import Bulletin, Figure, Group, from_json
from ...rulepack import Rules
from ...span import Span
from ..corrections import Replayed, corrections_of, replay
from ..store.rows import inflate
from ..store.tables import METADATA
from .model import Head, Published

__all__ = ["heads_of", "published", "regions_of"]

_T = METADATA.tables
#: Documents that are read together.
_TOGETHER = 500


def heads_of(connection: Connection) -> list[Head]:
    """Return the mastheads of all bulletins."""
    d, b = _T["documents"].c, _T["bulletins"].c
    query = select(d.id, d.uri, d.media_type, d.sha256, b.title, b.issuer, b.year, b.issue, b.serial, b.date).join_from(
        _T["bulletins"], _T["documents"], d.id == b.document
    )
    return [Head(*tuple(row)) for row in connection.execute(query.order_by(d.id))]


def regions_of(connection: Connection) -> dict[int, tuple[str, str]]:
    """Return, by document, the least and the greatest code of the regions that its figures name."""
    f = _T["figures"].c
    query = select(f.document, func.min(f.code), func.max(f.code)).where(f.dimension == "region", f.code.is_not(None))
    return {row[0]: (row[1], row[2]) for row in connection.execute(query.group_by(f.document))}


def published(connection: Connection, heads: Sequence[Head], rules: Rules) -> list[Published]:
    """Return the documents with their numbers, as people corrected them, in the order of ``heads``; ids of figures
    count on from one to the next.
    """
    found: list[Published] = []
    first = 0
    for start in range(0, len(heads), _TOGETHER):
        some = heads[start : start + _TOGETHER]
        numbers = [head.document for head in some]
        figures = _by_document(connection, "figures", numbers)
        groups = _by_document(connection, "groups", numbers)
        unread = _by_document(connection, "unread", numbers)
        corrected = dict(_corrected(connection, numbers))
        for head in some:
            mine = [_figure(row, first) for row in figures[head.document]]
            lists = [_group(row, first) for row in groups[head.document]]
            numbered: Sequence[int] = ()
            if head.document in corrected:
                mine, lists = _numbered_from(corrected[head.document].bulletin, first)
                numbered = corrected[head.document].numbers
            incomplete = list(_incomplete(lists, unread[head.document], rules))
            found.append(Published(head, first, mine, lists, incomplete, numbered))
            first += len(mine)
    return found


def _corrected(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, Replayed]]:
    """Yield the records of the documents whose numbers people corrected."""
    for document, corrections in corrections_of(connection, numbers).items():
        if any(correction.table == "figures" for correction in corrections):
            query = select(_T["bulletins"].c.record).where(_T["bulletins"].c.document == document)
            record = connection.execute(query).scalar()
            if record is not None:
                yield document, replay(from_json(inflate(record)), corrections, lambda b: b.findings)


def _numbered_from(bulletin: Bulletin, first: int) -> tuple[list[Figure], list[Group]]:
    """Return figures and groups of a record, whose ids begin with ``first``."""

    def moved(number: int | None) -> int | None:
        return None if number is None else first + number

    figures = [replace(f, id=first + f.id, parent=moved(f.parent)) for f in bulletin.figures]
    return figures, [replace(group, whole=moved(group.whole)) for group in bulletin.groups]


def _by_document(connection: Connection, table: str, numbers: Sequence[int]) -> Mapping[int, list[Row[Any]]]:
    columns = _T[table].c
    query = select(_T[table]).where(columns.document.in_(numbers)).order_by(columns.document, columns.id)
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.document].append(row)
    return found


def _figure(row: Row[Any], first: int) -> Figure:
    value = row.value
    return Figure(
        id=first + row.id,
        subject=row.subject,
        scope=row.scope,
        as_of=row.as_of,
        batch=None if row.batch_first is None else [row.batch_first, row.batch_last],
        dimension=row.dimension,
        category=row.category,
        code=row.code,
        label=row.label,
        value=int(value) if value == int(value) else value,
        unit=row.unit,
        parent=None if row.parent is None else first + row.parent,
        span=Span(row.span_start, row.span_end),
        group=row.group_id,
        implied=row.implied,
    )


def _group(row: Row[Any], first: int) -> Group:
    whole = None if row.whole is None else first + row.whole
    return Group(row.id, row.dimension, row.relation, whole, row.note, Span(row.span_start, row.span_end))


def _incomplete(groups: Iterable[Group], unread: Sequence[Row[Any]], rules: Rules) -> Iterator[int]:
    """Yield the lists within which a number stands that no figure took, and that may be one of theirs."""
    elsewhere = rules.pack.counts.unread_units
    spans = [Span(row.span_start, row.span_end) for row in unread if row.reason not in elsewhere]
    return (group.id for group in groups if any(group.span.covers(span) for span in spans))
