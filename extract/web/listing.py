"""The lists of an archive as tables that sort, filter and export: rows by the slice, straight from the database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import text

from ..archive.store import Store
from ..publish.exports.formulas import harmless

__all__ = ["LISTS", "Column", "Listing", "Order", "csv_lines", "href_of", "rows_of"]

Kind = Literal["text", "number"]
#: Rows that are read together, at most.
_TOGETHER = 5_000
_ESCAPED = str.maketrans({"!": "!!", "%": "!%", "_": "!_"})


class Column(NamedTuple):
    """A column: its name in SQL, which is the key of its label, and what it holds."""

    name: str
    kind: Kind = "text"


class Order(NamedTuple):
    """A column by which rows are sorted."""

    name: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what is selected, its columns, the key in whose order rows come, and where a row leads to."""

    source: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    anchor: str = ""
    """The place on a bulletin's page, filled from the row; columns of it that are not shown are in ``extra``."""
    extra: tuple[str, ...] = ()

    @property
    def kinds(self) -> dict[str, Kind]:
        """What each column holds."""
        return {column.name: column.kind for column in self.columns}


def _columns(*names: str) -> tuple[Column, ...]:
    """Return columns; ``#name`` holds numbers."""
    return tuple(Column(n[1:], "number") if n.startswith("#") else Column(n) for n in names)


_OF = "JOIN bulletins AS b ON b.document = x.document"
_HEAD = "b.title AS bulletin, b.year, b.issue, b.date AS bulletin_date"
_WITH_HEAD = ("bulletin", "#year", "#issue", "bulletin_date")

#: Name → list.
LISTS: Mapping[str, Listing] = {
    "bulletins": Listing(
        "SELECT b.document, b.title AS bulletin, b.issuer, b.year, b.issue, b.serial, b.date AS bulletin_date, d.pages,"
        " d.media_type, d.uri, (SELECT count(*) FROM findings AS f WHERE f.document = b.document"
        " AND f.status = 'violated') AS violated, (SELECT count(*) FROM unread AS n WHERE n.document = b.document)"
        " AS unread FROM bulletins AS b JOIN documents AS d ON d.id = b.document",
        _columns(
            "bulletin", "issuer", "#year", "#issue", "#serial", "bulletin_date", "#pages", "#violated", "#unread",
            "media_type", "uri",
        ),
        ("document",),
    ),
    "figures": Listing(
        "SELECT * FROM published_figures",
        _columns(
            *_WITH_HEAD, "subject", "scope", "as_of", "#batch_first", "#batch_last", "dimension", "category", "code",
            "label", "#value", "unit", "quote", "#page",
        ),
        ("document", "figure"),
        "figure-{figure}",
        ("figure",),
    ),
    "updates": Listing(
        f"SELECT x.document, x.id AS update_id, x.title AS update_title, x.county, x.county_code, x.page, {_HEAD}"
        f" FROM updates AS x {_OF}",
        _columns("county", "county_code", "update_title", *_WITH_HEAD, "#page"),
        ("document", "update_id"),
        "update-{update_id}",
        ("update_id",),
    ),
    "officials": Listing(
        "SELECT * FROM officials_activity",
        _columns(
            "name", "titles", "organisation", "role", "event_date", "county", "update_title", *_WITH_HEAD, "#page"
        ),
        ("document", "update_id", "official"),
        "official-{update_id}-{official}",
        ("update_id", "official"),
    ),
    "sites": Listing(
        "SELECT * FROM sites_history",
        _columns("name", "kind", "township", "event_date", "county", "update_title", *_WITH_HEAD, "#page"),
        ("document", "update_id", "site"),
        "site-{update_id}-{site}",
        ("update_id", "site"),
    ),
    "findings": Listing(
        f"SELECT x.document, x.id AS finding, x.constraint_name, x.status, x.expected, x.actual, x.message,"
        f" x.message_en, {_HEAD} FROM findings AS x {_OF}",
        _columns("status", "constraint_name", "#expected", "#actual", "message", "message_en", *_WITH_HEAD),
        ("document", "finding"),
        "finding-{finding}",
        ("finding",),
    ),
    "unread": Listing(
        f"SELECT x.document, x.id AS number, x.quote, x.reason, x.page, {_HEAD} FROM unread AS x {_OF}",
        _columns("quote", "reason", *_WITH_HEAD, "#page"),
        ("document", "number"),
        "unread-{number}",
        ("number",),
    ),
    "warnings": Listing(
        f"SELECT x.document, x.id AS number, x.code, x.message, x.page, {_HEAD} FROM warnings AS x {_OF}",
        _columns("code", "message", "#page", *_WITH_HEAD),
        ("document", "number"),
    ),
    "corrections": Listing(
        f"SELECT x.document, x.id AS number, x.action, x.table_name, x.field, x.author, x.made, x.why, x.withdrawn,"
        f" {_HEAD} FROM corrections AS x {_OF}",
        _columns("action", "table_name", "field", "author", "made", "why", "withdrawn", *_WITH_HEAD),
        ("document", "number"),
    ),
    "quarantine": Listing(
        "SELECT NULL AS document, uri, code, cause FROM quarantine", _columns("code", "cause", "uri"), ("uri",)
    ),
}  # fmt: skip


def rows_of(
    store: Store,
    listing: Listing,
    start: int,
    end: int,
    order: Sequence[Order] = (),
    filters: Mapping[str, Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Return the rows ``[start, end)`` of a list, at most 5,000: shown columns, ``document``, and what leads there.

    ``filters`` are AG Grid's: column → its condition, or two of them joined by ``AND`` or ``OR``.

    Raises ValueError where a column or condition is not known; StoreError.
    """
    query, values = _query(listing, order, filters or {})
    most = max(0, min(end - start, _TOGETHER))
    with store.read() as connection:
        part = text(f"{query} LIMIT :most OFFSET :start")
        result = connection.execute(part, values | {"most": most, "start": max(start, 0)})
        return [dict(row) for row in result.mappings()]


def csv_lines(
    store: Store, listing: Listing, order: Sequence[Order], filters: Mapping[str, Mapping[str, Any]]
) -> Iterator[str]:
    """Yield the whole list as CSV, as the database gives it. No cell can be taken for a formula.

    Raises ValueError as ``rows_of`` does, before anything is yielded.
    """
    query, values = _query(listing, order, filters)

    def lines() -> Iterator[str]:
        names = [column.name for column in listing.columns]
        yield "\ufeff" + ",".join(["document", *names]) + "\r\n"
        with store.read() as connection:
            options = {"stream_results": True, "yield_per": _TOGETHER}
            for rows in connection.execution_options(**options).execute(text(query), values).mappings().partitions():
                out = io.StringIO()
                csv.writer(out).writerows([row["document"], *(_cell(row[name]) for name in names)] for row in rows)
                yield out.getvalue()

    return lines()


def _query(
    listing: Listing, order: Sequence[Order], filters: Mapping[str, Mapping[str, Any]]
) -> tuple[str, dict[str, Any]]:
    """Return the question for the whole list, in SQL, and the values that it is filled with."""
    conditions, values = _where(listing, filters)
    names = dict.fromkeys(("document", *listing.extra, *(column.name for column in listing.columns)))
    by = [f"{_known(listing, one.name)} {'DESC' if one.descending else 'ASC'}" for one in order]
    shown, sorted_by = ", ".join(names), ", ".join([*by, *listing.key])
    return f"SELECT {shown} FROM ({listing.source}) AS t{conditions} ORDER BY {sorted_by}", values


def href_of(listing: Listing, row: Mapping[str, Any]) -> str | None:
    """Return where a row leads to."""
    if row["document"] is None:
        return None
    anchor = "#" + listing.anchor.format_map(row) if listing.anchor else ""
    return f"/bulletin/{row['document']}{anchor}"


def _known(listing: Listing, name: str) -> str:
    """Return the name of a column. Raises ValueError where the list has none of that name."""
    if name not in listing.kinds:
        raise ValueError(f"{name}: the list has the columns {', '.join(listing.kinds)}")
    return name


def _where(listing: Listing, filters: Mapping[str, Mapping[str, Any]]) -> tuple[str, dict[str, Any]]:
    conditions: list[str] = []
    values: dict[str, Any] = {}
    for name, given in filters.items():
        kind = listing.kinds[_known(listing, name)]
        parts = given.get("conditions") or [given]
        if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
            raise ValueError(f"{name}: conditions are a list of objects")
        joint = " OR " if given.get("operator") == "OR" else " AND "
        written = []
        for part in parts[:4]:
            condition, more = _condition(name, kind, part, len(values))
            written.append(condition)
            values |= more
        conditions.append(f"({joint.join(written)})")
    return (f" WHERE {' AND '.join(conditions)}" if conditions else ""), values


_TEXTS = {
    "contains": ("LIKE", "%{}%"),
    "notContains": ("NOT LIKE", "%{}%"),
    "startsWith": ("LIKE", "{}%"),
    "endsWith": ("LIKE", "%{}"),
    "equals": ("LIKE", "{}"),
    "notEqual": ("NOT LIKE", "{}"),
}
_NUMBERS = {
    "equals": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "lessThanOrEqual": "<=",
    "greaterThan": ">",
    "greaterThanOrEqual": ">=",
}


def _condition(name: str, kind: Kind, given: Mapping[str, Any], count: int) -> tuple[str, dict[str, Any]]:
    """Return one condition in SQL, and the values that it is filled with."""
    how, key = str(given.get("type")), f"v{count}"
    if how == "blank":
        return f"{name} IS NULL", {}
    if how == "notBlank":
        return f"{name} IS NOT NULL", {}
    if kind == "text" and how in _TEXTS:
        operator, pattern = _TEXTS[how]
        value = pattern.format(str(given.get("filter", "")).lower().translate(_ESCAPED))
        return f"coalesce(lower({name}), '') {operator} :{key} ESCAPE '!'", {key: value}
    if kind == "number" and how == "inRange":
        low, high = _number(given.get("filter")), _number(given.get("filterTo"))
        return f"{name} BETWEEN :{key} AND :{key}b", {key: low, f"{key}b": high}
    if kind == "number" and how in _NUMBERS:
        return f"{name} {_NUMBERS[how]} :{key}", {key: _number(given.get("filter"))}
    raise ValueError(f"{name}: no condition {how!r}")


def _cell(value: Any) -> Any:
    return harmless(value) if isinstance(value, str) else value


def _number(given: Any) -> float:
    try:
        return float(given)
    except (TypeError, ValueError):
        raise ValueError(f"{given!r} is no number") from None
