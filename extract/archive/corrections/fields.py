"""Which fields of a record can be corrected, and what each may hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

import regex

from ...record import Dimension, EventDate, Figure, Masthead, Official, Precision, Role, Scope, Site, SiteKind, Update

__all__ = ["ADDABLE", "FIELDS", "Field", "Item", "blank", "put", "typed", "values_of"]

Item = Masthead | Update | EventDate | Official | Site | Figure

_LONGEST = 300
_BATCHES = regex.compile(r"(\d{1,4})(?:\s*[-–—至]\s*(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Field:
    """What a field holds. ``needed``: it may not be empty. ``choices`` are the values of a closed list."""

    kind: Literal["text", "number", "integer", "date", "list", "batch", "choice"]
    needed: bool = False
    choices: tuple[str, ...] = ()


def _choice(kind: Any, needed: bool = True) -> Field:
    return Field("choice", needed, get_args(kind))


_TEXT, _DAY, _INTEGER = Field("text"), Field("date"), Field("integer")
_NAME = Field("text", needed=True)

#: Table → field → what it holds. The county of an update is two fields of it, as in the database.
FIELDS: Mapping[str, Mapping[str, Field]] = {
    "masthead": {
        "title": _TEXT,
        "issuer": _TEXT,
        "year": _INTEGER,
        "issue": _INTEGER,
        "serial": _INTEGER,
        "date": _DAY,
    },
    "updates": {"title": _TEXT, "county": _TEXT, "county_code": _TEXT},
    "event_dates": {"date": _DAY, "end_date": _DAY, "part_of_day": _TEXT, "precision": _choice(Precision)},
    "officials": {"name": _NAME, "titles": Field("list"), "organisation": _TEXT, "role": _choice(Role)},
    "sites": {"name": _NAME, "township": _TEXT, "kind": _choice(SiteKind)},
    "figures": {
        "subject": _TEXT,
        "dimension": _choice(Dimension, needed=False),
        "label": _TEXT,
        "category": _TEXT,
        "code": _TEXT,
        "value": Field("number", needed=True),
        "unit": _NAME,
        "scope": _choice(Scope),
        "as_of": _DAY,
        "batch": Field("batch"),
    },
}

#: Tables whose items can be added and removed.
ADDABLE = ("event_dates", "officials", "sites", "figures")


def typed(table: str, name: str, given: Any) -> Any:
    """Return the value that a person gave for a field, as a record holds it; None where it is empty.

    Raises ValueError, in words for that person, where the field cannot hold it; KeyError where there is no such field.
    """
    field = FIELDS[table][name]
    if field.kind == "list":
        parts = given if isinstance(given, list) else str(given or "").replace("，", "、").split("、")
        return [_text(name, part) for part in parts if str(part).strip()]
    if given is None or str(given).strip() == "":
        if field.needed:
            raise ValueError(f"{name}: may not be empty")
        return None
    match field.kind:
        case "number":
            return _number(name, given)
        case "integer":
            number = _number(name, given)
            if not isinstance(number, int) or number < 0:
                raise ValueError(f"{name}: {given} is no whole number")
            return number
        case "date":
            return _day(name, str(given).strip())
        case "batch":
            return _batch(name, given)
        case "choice":
            if given not in field.choices:
                raise ValueError(f"{name}: {given} is none of {', '.join(field.choices)}")
            return given
        case _:
            return _text(name, given)


def values_of(table: str, item: Item) -> dict[str, Any]:
    """Return the fields of an item that can be corrected, with its values."""
    if isinstance(item, Update):
        county = item.county
        return {
            "title": item.title,
            "county": county.name if county else None,
            "county_code": county.code if county else None,
        }
    values = {name: getattr(item, name) for name in FIELDS[table]}
    return {name: list(value) if isinstance(value, list) else value for name, value in values.items()}


def put(item: Item, name: str, value: Any) -> None:
    """Give a field of an item, which is not an update's county, another value."""
    setattr(item, name, list(value) if isinstance(value, list) else value)


def blank(table: str) -> dict[str, Any]:
    """Return what an item that a person adds has in the fields of which nothing is said."""
    blanks: dict[str, dict[str, Any]] = {
        "event_dates": {"date": None, "end_date": None, "part_of_day": None, "precision": "day"},
        "officials": {"titles": [], "organisation": None, "role": "mention"},
        "sites": {"township": None, "kind": "other"},
        "figures": dict.fromkeys(FIELDS["figures"]) | {"scope": "new", "unit": "件"},
    }
    return blanks[table]


def _text(name: str, given: Any) -> str:
    text = " ".join(str(given).split())
    if len(text) > _LONGEST:
        raise ValueError(f"{name}: longer than {_LONGEST} characters")
    if not text.isprintable():
        raise ValueError(f"{name}: holds control characters")
    return text


def _number(name: str, given: Any) -> float | int:
    if isinstance(given, bool):
        raise ValueError(f"{name}: {given} is no number")
    try:
        number = given if isinstance(given, int | float) else float(str(given).replace(",", "").replace("，", ""))
    except ValueError:
        raise ValueError(f"{name}: {given} is no number") from None
    if not math.isfinite(number) or abs(number) >= 1e15:
        raise ValueError(f"{name}: {given} is no number that can be counted")
    return int(number) if number == int(number) else float(number)


def _day(name: str, given: str) -> str:
    try:
        if given.startswith("--"):
            date.fromisoformat(f"2000-{given[2:]}")
        elif date.fromisoformat(given).isoformat() != given:
            raise ValueError
    except ValueError:
        raise ValueError(f"{name}: {given} is no date (2024-03-15, or --03-15 without a year)") from None
    return given


def _batch(name: str, given: Any) -> list[int]:
    found = _BATCHES.fullmatch("-".join(map(str, given)) if isinstance(given, list) else str(given).strip())
    if found is None or (last := int(found[2] or found[1])) < (first := int(found[1])):
        raise ValueError(f"{name}: {given} is no batch (3, or 1-11)")
    return [first, last]
