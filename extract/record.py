"""The record: what one bulletin becomes. The contract that other programs read.

Plain dataclasses, so that making and writing them costs nothing; pydantic reads the same classes for the JSON Schema
(``json_schema``) and for reading a record back (``from_json``). Offsets are ``str`` indices
into ``text``, half-open. Page boxes are ``[x0, top, x1, bottom]`` in points from the page's top left. Dates are
ISO 8601: ``2024-03-15``, or ``--03-15`` where nothing gives the year. A value that the text does not give is None.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from .span import Span

if TYPE_CHECKING:
    from pydantic import TypeAdapter

__all__ = [
    "RECORD_VERSION",
    "Bulletin",
    "County",
    "Distribution",
    "EventDate",
    "Figure",
    "Finding",
    "Group",
    "Line",
    "Masthead",
    "Official",
    "Repair",
    "Rules",
    "Section",
    "Site",
    "Source",
    "Unread",
    "Update",
    "Warning_",
    "from_json",
    "json_schema",
    "to_dict",
    "to_json",
]

RECORD_VERSION = 1

SectionKind = Literal["masthead", "article", "county_updates", "statistics", "distribution", "other"]
Role = Literal["lead", "chair", "attend", "accompany", "speak", "mention"]
SiteKind = Literal[
    "enterprise",
    "quarry",
    "village",
    "community",
    "park",
    "station",
    "plant",
    "river",
    "project",
    "agency",
    "other",
]
Precision = Literal["day", "month", "vague"]
Scope = Literal["new", "cumulative", "other"]
Dimension = Literal[
    "channel",
    "region",
    "pollution",
    "industry",
    "department",
    "priority",
    "duplicate",
    "status",
    "enforcement",
    "other",
]
Relation = Literal["partition", "cover", "subset", "partial", "none"]
Constraint = Literal["partition", "cover", "subset", "rollup", "monotone", "increment", "agree", "share"]
Status = Literal["holds", "violated", "unchecked"]
RecipientKind = Literal["报", "送", "发", "抄送"]

#: Read by pydantic: the docstrings below the fields become descriptions in the JSON Schema.
_CONFIG: dict[str, Any] = {"use_attribute_docstrings": True, "extra": "forbid"}


@dataclass(slots=True)
class Rules:
    """The rule pack that read the bulletin."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    name: str
    fingerprint: str
    """SHA-256 over the pack and all that it inherits: equal fingerprints, equal records."""


@dataclass(slots=True)
class Source:
    """The file."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    uri: str
    sha256: str
    media_type: str
    pages: int
    reader: str
    rules: Rules


@dataclass(slots=True)
class Line:
    """A stretch of the text that stands on one line of one page."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    span: Span
    page: int
    box: tuple[float, float, float, float] | None
    raw: Span
    """The same stretch in the file's own characters, before any repair (plain text: offsets in the decoded file)."""


@dataclass(slots=True)
class Masthead:
    """The bulletin's head: 刊名, 编发单位, 年, 第N期, 总第N期, 日期."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    title: str | None = None
    issuer: str | None = None
    year: int | None = None
    issue: int | None = None
    serial: int | None = None
    date: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    """Where each value stands, by field name. A value without a span came from ``--metadata`` or ``--date``."""


@dataclass(slots=True)
class Section:
    """A part of the bulletin."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    kind: SectionKind
    heading: str | None
    span: Span


@dataclass(slots=True)
class County:
    """The county of an update: its official name on that date, its GB/T 2260 code, and the text as written."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    name: str
    code: str | None
    quote: str
    span: Span
    why: str = ""
    """The rule that decided."""


@dataclass(slots=True)
class EventDate:
    """When it happened. 近日 is vague: date None."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    quote: str
    span: Span
    date: str | None
    end_date: str | None
    part_of_day: str | None
    precision: Precision
    why: str = ""


@dataclass(slots=True)
class Official:
    """A person in office, once an update."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    name: str
    titles: list[str]
    """As written, in order; a title shared by a list goes to every name in it."""
    organisation: str | None
    role: Role
    span: Span
    why: str = ""


@dataclass(slots=True)
class Site:
    """A place that was visited, inspected or complained about."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    name: str
    township: str | None
    kind: SiteKind
    span: Span
    why: str = ""


@dataclass(slots=True)
class Update:
    """One news item: an article, or one paragraph of the county updates."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    section: int
    title: str | None
    county: County | None
    event_dates: list[EventDate]
    officials: list[Official]
    sites: list[Site]
    span: Span


@dataclass(slots=True)
class Figure:
    """One published number, tidy: a row a number."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    id: int
    subject: str | None
    """What is counted, as written: 投诉举报件, 信访件."""
    scope: Scope
    as_of: str | None
    batch: list[int] | None
    """First and last batch: 第三十三批 is [33, 33], 1-11批 is [1, 11]."""
    dimension: Dimension | None
    """None: a headline total."""
    category: str | None
    code: str | None
    label: str | None
    value: float | int
    unit: str
    parent: int | None
    span: Span
    group: int | None = None
    """Index in ``groups`` of the list that the figure is a member of."""
    implied: bool = False
    """The text has no digits for it: 均为来电, 无重点关注案件."""
    label_span: Span | None = None
    """Where ``label`` stands; None for a headline, and for a label that is put together from several places."""
    subject_span: Span | None = None
    """Where ``subject`` stands; figures of one statement share it."""


@dataclass(slots=True)
class Group:
    """Figures that were published as one list, and what the list is to its whole."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    id: int
    dimension: Dimension | None
    relation: Relation
    """partition: the parts add up; cover: they may overlap; subset: parts need not exhaust; partial: a ranking or an
    extract; none: not additive (enforcement)."""
    whole: int | None
    note: str | None
    """The text's own words on why the parts do not add up (同一件可能涉及多种, 其中1件涉及2市)."""
    span: Span


@dataclass(slots=True)
class Repair:
    """A change of one printed number that would make things hold. A suggestion: the number itself stays."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    figure: int
    value: float | int | None
    also_settles: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Finding:
    """One constraint that was checked, held or not."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    constraint: Constraint
    status: Status
    figures: list[int]
    expected: float | int | None
    actual: float | int | None
    message: str
    message_en: str
    repairs: list[Repair] = field(default_factory=list)


@dataclass(slots=True)
class Unread:
    """A number with a counting unit that no figure took, or a county paragraph that gave no county."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    span: Span
    quote: str
    reason: str


@dataclass(slots=True)
class Distribution:
    """One line of the distribution list."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    kind: RecipientKind
    recipients: list[str]
    span: Span
    recipient_spans: list[Span] = field(default_factory=list)
    """Where each of the recipients stands."""


@dataclass(slots=True)
class Warning_:
    """Something that a reader of the record should know about the source."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    code: str
    message: str
    page: int | None


@dataclass(slots=True)
class Bulletin:
    """What one bulletin becomes. A lone notice or news item is a bulletin with one section."""

    __pydantic_config__: ClassVar[dict[str, Any]] = _CONFIG
    record_version: int
    source: Source
    text: str
    lines: list[Line]
    masthead: Masthead
    sections: list[Section]
    updates: list[Update]
    figures: list[Figure]
    groups: list[Group]
    findings: list[Finding]
    unread: list[Unread]
    distribution: list[Distribution]
    warnings: list[Warning_]


@cache
def _adapter() -> TypeAdapter[Bulletin]:
    from pydantic import TypeAdapter

    return TypeAdapter(Bulletin)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    return _adapter().json_schema()


def to_json(bulletin: Bulletin, indent: int | None = None) -> str:
    """Return the record as JSON text; one line without ``indent``."""
    separators = None if indent else (",", ":")
    return json.dumps(bulletin, default=_members, ensure_ascii=False, indent=indent, separators=separators)


def to_dict(bulletin: Bulletin) -> dict[str, Any]:
    """Return the record as JSON-ready dicts and lists."""
    result: dict[str, Any] = json.loads(to_json(bulletin))
    return result


def _members(value: Any) -> dict[str, Any]:
    """Return a dataclass as a dict of its fields, for json."""
    return {name: getattr(value, name) for name in _names(value.__class__)}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def from_json(text: str | bytes) -> Bulletin:
    """Return the record that ``text`` holds.

    Raises pydantic.ValidationError where it breaks the contract.
    """
    return _adapter().validate_json(text)
