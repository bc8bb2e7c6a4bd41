"""From what a page sends to drafts of corrections: typed, checked, with the value that was extracted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..archive.audit import Audited
from ..archive.corrections import ADDABLE, FIELDS, Draft, Place, typed, values_of
from ..archive.corrections.fields import blank
from ..record import Bulletin, EventDate, Figure, Finding, Masthead, Official, Site, Unread, Update
from ..span import Span
from .held import Opened

__all__ = ["drafts_of", "is_review_of", "is_review_of_unread", "review_of", "why_of"]

_LONGEST_WHY = 1_000


def drafts_of(opened: Opened, given: Mapping[str, Any]) -> list[Draft]:
    """Return what a person says of an item.

    ``given`` has ``action``, ``table``, ``row`` and ``part`` (the item's place on the page), ``values`` by field, and
    ``span`` where an item is added, or a value is given a place.

    Raises ValueError, in words for that person, where it cannot be said.
    """
    action, table, why = given.get("action"), str(given.get("table")), why_of(given)
    if action == "confirm" and table in ("findings", "unread"):
        return [replace(_reviewed(opened.bulletin, table, _whole(given, "row")), why=why)]
    if table not in FIELDS:
        raise ValueError(f"{table}: nothing of this kind can be corrected")
    if action == "add":
        return [_added(opened.bulletin, table, given, why)]
    place = Place(table, _whole(given, "row"), _whole(given, "part"))
    origin = opened.replayed.origins.get(place)
    if origin is None:
        raise ValueError("there is no such item any more: load the page again")
    now = _current(opened.bulletin, place)
    match action:
        case "confirm":
            return [Draft("confirm", table, None, origin.anchor, origin.values, now, why)]
        case "remove":
            if table not in ADDABLE:
                raise ValueError(f"{table}: cannot be removed")
            return [Draft("remove", table, None, origin.anchor, origin.values, None, why)]
        case "correct":
            values = {name: typed(table, name, value) for name, value in _values(table, given).items()}
            changed = {name: value for name, value in values.items() if value != now[name]}
            if not changed:
                raise ValueError("nothing was changed")
            before = origin.values or {}
            return [Draft("correct", table, n, origin.anchor, before.get(n), v, why) for n, v in changed.items()]
        case _:
            raise ValueError(f"{action}: not something that can be done")


def _current(bulletin: Bulletin, place: Place) -> dict[str, Any]:
    """Return the fields of the item at a place."""
    item: Masthead | Update | EventDate | Official | Site | Figure
    if place.table == "masthead":
        item = bulletin.masthead
    elif place.table in ("updates", "figures"):
        item = getattr(bulletin, place.table)[place.row]
    else:
        item = getattr(bulletin.updates[place.row], place.table)[place.part]
    return values_of(place.table, item)


def review_of(item: Audited) -> tuple[int, Draft] | None:
    """Return the note that a finding of an audit was reviewed, and the document that it is kept with; None where the
    finding cites no document.
    """
    cited = next((one for one in item.cited if one.document is not None), None)
    if cited is None or cited.document is None:
        return None
    return cited.document, _review("findings", item.constraint, Span(*cited.span) if cited.span else None, item.message)


def is_review_of(said: Draft, finding: Finding | Audited) -> bool:
    """Tell whether a note says that a finding was reviewed: one with these very words."""
    return said.table == "findings" and said.extracted_value == finding.message


def is_review_of_unread(said: Draft, unread: Unread) -> bool:
    """Tell whether a note says that a number that was not read was reviewed."""
    return said.table == "unread" and said.span == unread.span


def _reviewed(bulletin: Bulletin, table: str, row: int) -> Draft:
    """Return the note that a finding of a bulletin, or a number that was not read, was reviewed."""
    if row >= len(getattr(bulletin, table)):
        raise ValueError("there is no such item any more: load the page again")
    if table == "unread":
        unread = bulletin.unread[row]
        return _review(table, unread.reason, unread.span, unread.quote)
    finding = bulletin.findings[row]
    span = bulletin.figures[finding.figures[0]].span if finding.figures else None
    return _review(table, finding.constraint, span, finding.message)


def _review(table: str, kind: str, span: Span | None, words: str) -> Draft:
    return Draft("confirm", table, kind, span, words, "reviewed", None)


def _added(bulletin: Bulletin, table: str, given: Mapping[str, Any], why: str | None) -> Draft:
    if table not in ADDABLE:
        raise ValueError(f"{table}: cannot be added")
    span = _span(given, len(bulletin.text))
    values = blank(table) | {name: typed(table, name, value) for name, value in _values(table, given).items()}
    for name, field in FIELDS[table].items():
        if field.needed and values.get(name) is None:
            raise ValueError(f"{name}: may not be empty")
    if table != "figures" and not any(u.span.start <= span.start < u.span.end for u in bulletin.updates):
        raise ValueError("the selected text stands in no news item")
    return Draft("add", table, None, span, None, values, why)


def _values(table: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
    values = given.get("values")
    if not isinstance(values, dict):
        raise ValueError("values: missing")
    for name in values:
        if name not in FIELDS[table]:
            raise ValueError(f"{name}: no field of {table}")
    return values


def _span(given: Mapping[str, Any], length: int) -> Span:
    match given.get("span"):
        case [int(start), int(end)] if 0 <= start < end <= length:
            return Span(start, end)
    raise ValueError("span: select the text that says it")


def why_of(given: Mapping[str, Any]) -> str | None:
    """Return the reason that a person gives, if any. Raises ValueError where it is too long."""
    why = " ".join(str(given.get("why") or "").split())
    if len(why) > _LONGEST_WHY:
        raise ValueError(f"why: longer than {_LONGEST_WHY} characters")
    return why or None


def _whole(given: Mapping[str, Any], name: str) -> int:
    value = given.get(name, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name}: no place on the page")
    return value
