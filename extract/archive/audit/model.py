"""What an audit reads, and what it says: documents with their numbers, findings with all that it takes to cite them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Literal, NamedTuple

from ...record import Constraint, Figure, Finding, Group, Status

__all__ = ["Audit", "Audited", "Check", "Cited", "Head", "Point", "Published", "Series", "Suggestion", "Track"]

#: Besides the constraints of a record, what must hold for the issues of a series.
Check = Constraint | Literal["missing", "doubled", "renumbered", "date", "serial", "batch", "copied"]


class Head(NamedTuple):
    """What a document says of itself; ``document`` is its number in the archive."""

    document: int
    uri: str
    media_type: str
    sha256: str
    title: str | None
    issuer: str | None
    year: int | None
    issue: int | None
    serial: int | None
    date: str | None

    @property
    def day(self) -> Date | None:
        """The date of publication, if it is known with its year."""
        try:
            return Date.fromisoformat(self.date or "")
        except ValueError:
            return None

    @property
    def name(self) -> str:
        """What the issue is called in a report: ``2024年第3期（2024-03-15）``; empty where nothing tells."""
        year = f"{self.year}年" if self.year and self.issue else ""
        name = f"{year}第{self.issue}期" if self.issue else ""
        return f"{name}（{self.date}）" if self.date and name else name or (self.date or "")


@dataclass(frozen=True, slots=True)
class Series:
    """Issues of one bulletin: of the same title and issuer."""

    title: str | None
    issuer: str | None
    heads: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A document with its numbers. The ids of its figures begin with ``first``, so that they differ over all documents
    that are compared; those of its groups are its own.
    """

    head: Head
    first: int
    figures: Sequence[Figure]
    groups: Sequence[Group]
    incomplete: Sequence[int]
    """Lists (ids of groups) in which a number stands that could not be read."""
    numbers: Sequence[int] = ()
    """Where people added or removed figures: what number each has in the extracted record."""

    def number_of(self, figure: int) -> int:
        """Return the number that a figure has in its own record, as extracted; ``figure`` is its id here."""
        place = figure - self.first
        return self.numbers[place] if self.numbers else place


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that a finding names, as an auditor cites it: a published number, or an issue's head (figure None).

    ``quote`` is the text of ``span``, ``context`` the clause around it; ``boxes`` are the parts of lines on ``page``
    and after it in which it stands.
    """

    bulletin: str
    issue: str
    figure: int | None
    label: str | None
    value: float | int | None
    unit: str
    quote: str | None = None
    context: str | None = None
    span: tuple[int, int] | None = None
    page: int | None = None
    boxes: tuple[tuple[int, tuple[float, float, float, float]], ...] = ()
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change of one printed number that would make things hold; the number itself stays. ``value`` is None where
    more than one would do; ``also_settles`` are the ids of other findings.
    """

    bulletin: str
    issue: str
    figure: int
    label: str | None
    printed: float | int
    value: float | int | None
    unit: str
    also_settles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Audited:
    """A finding with what it takes to cite it. ``id`` counts within one audit."""

    id: int
    bulletin: str
    issue: str
    title: str | None
    constraint: Check
    status: Status
    expected: float | int | None
    actual: float | int | None
    message: str
    message_en: str
    cited: tuple[Cited, ...]
    repairs: tuple[Suggestion, ...] = ()

    @classmethod
    def of(
        cls, finding: Finding, number: int, head: Head, cited: Iterable[Cited], repairs: Iterable[Suggestion]
    ) -> Audited:
        """Return a finding of the checks as one of an audit, about the document with this ``head``."""
        return cls(
            number,
            head.uri,
            head.name,
            head.title,
            finding.constraint,
            finding.status,
            finding.expected,
            finding.actual,
            finding.message,
            finding.message_en,
            tuple(cited),
            tuple(repairs),
        )


class Point(NamedTuple):
    """The totals of one issue, for a plot."""

    bulletin: str
    issue: str
    date: str | None
    cumulative: float | int | None
    new: float | int | None
    violated: frozenset[str]
    """Of ``cumulative`` and ``new``: totals that a violated finding names."""


@dataclass(frozen=True, slots=True)
class Track:
    """The totals of a series, issue by issue."""

    title: str | None
    issuer: str | None
    points: tuple[Point, ...]


@dataclass(slots=True)
class Audit:
    """All that an audit found. ``findings`` are those that were asked for; ``counts`` counts all, by status; ``heads``
    are what the documents say of themselves, by URI.
    """

    findings: list[Audited] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    tracks: list[Track] = field(default_factory=list)
    heads: dict[str, Head] = field(default_factory=dict)
