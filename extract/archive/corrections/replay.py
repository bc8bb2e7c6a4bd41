"""Corrections on a record: the record as people say it is, and where a new extraction does not fit what they said.

A value is found again by its place in the text: the item of the same list with the same span, else the only one that
overlaps it. What was extracted when the correction was made is compared with what is extracted now; where both differ
the person's value stays and the conflict is shown.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ...record import Bulletin, County, EventDate, Figure, Finding, Official, Site, Update
from ...span import Span
from .fields import ADDABLE, FIELDS, Item, put, values_of
from .rows import Correction

__all__ = ["Origin", "Outcome", "Place", "Replayed", "anchor", "replay"]

State = Literal["applied", "agrees", "conflict", "lost", "superseded"]


class Place(NamedTuple):
    """Where an item stands in a record: its list, and its index there; within an update, first the update's index."""

    table: str
    row: int
    part: int = 0


class Outcome(NamedTuple):
    """What became of a correction.

    ``applied``: it was put on the extraction that it was made on. ``agrees``: the extraction says the same by itself.
    ``conflict``: the extraction says something else now (``extracted``); the person's value is shown. ``lost``: the
    extraction has nothing at its place any more. ``superseded``: a later one speaks of the same.
    """

    correction: Correction
    state: State
    extracted: Any
    place: Place | None = None


class Origin(NamedTuple):
    """What was extracted for an item: the span by which it is found again, and its fields (None: it was added)."""

    anchor: Span | None
    values: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Replayed:
    """A record with its corrections.

    ``bulletin`` is the corrected record, its sums checked again. ``numbers`` gives, for each of its figures, the number
    of the figure in the extracted record; those that were added go on counting. ``at`` and ``origins`` tell, by place
    in the corrected record, what people said of an item and what was extracted.
    """

    bulletin: Bulletin
    outcomes: tuple[Outcome, ...] = ()
    numbers: tuple[int, ...] = ()
    at: Mapping[Place, list[Outcome]] = field(default_factory=dict)
    origins: Mapping[Place, Origin] = field(default_factory=dict)

    @property
    def conflicts(self) -> list[Outcome]:
        """Return what a person should look at again."""
        return [outcome for outcome in self.outcomes if outcome.state in ("conflict", "lost")]


def replay(
    bulletin: Bulletin, corrections: Sequence[Correction], check: Callable[[Bulletin], list[Finding]]
) -> Replayed:
    """Return the record with the corrections, which come in the order in which they were made.

    ``check`` gives the findings on a record's figures; it is asked again where figures were changed. The record itself
    stays as it is.
    """
    work = _Work(copy.deepcopy(bulletin))
    done = [(correction, *work.apply(correction)) for correction in corrections]
    last = _last_word(done)
    numbers = work.renumber()
    if any(c.table == "figures" and state in ("applied", "conflict") for c, state, _, _ in done):
        work.bulletin.findings = check(work.bulletin)
    places = {id(item): place for place, item in _items(work.bulletin)}
    outcomes = tuple(
        Outcome(c, "superseded" if c.id not in last and state != "lost" else state, now, places.get(id(item)))
        for c, state, now, item in done
    )
    at: dict[Place, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.place is not None:
            at[outcome.place].append(outcome)
    origins = {place: work.origin(item) for place, item in _items(work.bulletin)}
    return Replayed(work.bulletin, outcomes, numbers, dict(at), origins)


def anchor(item: Item) -> Span | None:
    """Return the span by which an item is found again. Of a figure it begins with its label: ``X、Y各3件`` is two."""
    if isinstance(item, Figure) and item.label_span is not None:
        return Span(min(item.label_span.start, item.span.start), max(item.label_span.end, item.span.end))
    return getattr(item, "span", None)


_Done = tuple[State, Any, Item | None]


class _Work:
    """A record that is being corrected, with the anchors and values that the extraction gave."""

    def __init__(self, bulletin: Bulletin) -> None:
        self.bulletin = bulletin
        self._removed: set[int] = set()
        self._extracted = {id(item): values_of(place.table, item) for place, item in _items(bulletin)}
        self._anchors = {id(item): anchor(item) for _, item in _items(bulletin)}
        self._by_table: dict[str, list[tuple[Span | None, Item]]] = defaultdict(list)
        for place, item in _items(bulletin):
            self._by_table[place.table].append((anchor(item), item))
        self._number = {id(figure): figure.id for figure in bulletin.figures}

    def apply(self, correction: Correction) -> _Done:
        """Carry out one correction; return what became of it, the value extracted now, and the item."""
        if correction.table not in FIELDS:
            return "applied", None, None  # a finding or an unread number that was looked at
        if correction.action == "add":
            return self._add(correction)
        item = self._find(correction)
        if item is None:
            return ("agrees" if correction.action == "remove" else "lost"), None, None
        extracted = self._extracted.get(id(item), {})
        if correction.action == "remove":
            self._remove(item)
            return ("applied" if extracted == correction.extracted_value else "conflict"), extracted, None
        if correction.action == "confirm":
            self._put(item, correction.value)
            return ("applied" if extracted == correction.extracted_value else "conflict"), extracted, item
        name = correction.field or ""
        self._put(item, {name: correction.value})
        return _state(extracted.get(name), correction), extracted.get(name), item

    def origin(self, item: Item) -> Origin:
        """Return what the extraction gave for an item."""
        return Origin(self._anchors.get(id(item), anchor(item)), self._extracted.get(id(item)))

    def renumber(self) -> tuple[int, ...]:
        """Make the figures' numbers their places again; return the number that each had in the extraction."""
        figures = [figure for figure in self.bulletin.figures if id(figure) not in self._removed]
        known = len(self._number)
        numbers = []
        for figure in figures:
            if id(figure) not in self._number:
                self._number[id(figure)] = known
                known += 1
            numbers.append(self._number[id(figure)])
        new = {number: place for place, number in enumerate(numbers)}
        for place, figure in enumerate(figures):
            figure.id = place
            figure.parent = new.get(figure.parent) if figure.parent is not None else None
        for group in self.bulletin.groups:
            group.whole = new.get(group.whole) if group.whole is not None else None
        for finding in self.bulletin.findings:
            finding.figures = [new[i] for i in finding.figures if i in new]
            finding.repairs = [r for r in finding.repairs if r.figure in new]
            for repair in finding.repairs:
                repair.figure = new[repair.figure]
        self.bulletin.figures = figures
        return tuple(numbers)

    def _find(self, correction: Correction) -> Item | None:
        candidates = [(s, i) for s, i in self._by_table[correction.table] if id(i) not in self._removed]
        if correction.table == "masthead":
            return candidates[0][1]
        same = [item for span, item in candidates if span == correction.span]
        if same:
            return same[0]
        wanted = correction.span
        near = [i for span, i in candidates if span and wanted and span.start < wanted.end and wanted.start < span.end]
        return near[0] if len(near) == 1 else None

    def _twin(self, correction: Correction) -> Item | None:
        """Return what the extraction has at the place of an item that a person added. One number can be several
        figures (``X、Y各3件``): then it is the one with the same label.
        """
        for _, item in self._by_table[correction.table]:
            if id(item) in self._extracted and id(item) not in self._removed:
                same = not isinstance(item, Figure) or item.label == correction.value.get("label")
                if same and getattr(item, "span", None) == correction.span:
                    return item
        return None

    def _put(self, item: Item, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            if isinstance(item, Update) and name in ("county", "county_code"):
                self._put_county(item, name, value)
            else:
                put(item, name, value)

    def _put_county(self, update: Update, name: str, value: Any) -> None:
        county = update.county
        if name == "county" and value is None:
            update.county = None
        elif county is None and value is None:
            return
        elif county is None:
            where = Span(update.span.start, update.span.start)
            update.county = County(value if name == "county" else "", None, "", where, "a person's correction")
        elif name == "county":
            county.name = value
        if name == "county_code" and update.county is not None:
            update.county.code = value

    def _add(self, correction: Correction) -> _Done:
        item = self._twin(correction)
        if item is not None:  # the extraction finds it by itself now
            extracted = self._extracted[id(item)]
            self._put(item, correction.value)
            return ("agrees" if extracted == correction.value else "conflict"), extracted, item
        span = correction.span or Span(0, 0)
        made = _made(correction.table, correction.value, span, self.bulletin)
        target = self._list(correction.table, span)
        if target is None or span.end > len(self.bulletin.text):
            return "lost", None, None
        target.append(made)
        self._by_table[correction.table].append((anchor(made), made))
        return "applied", None, made

    def _list(self, table: str, span: Span) -> list[Any] | None:
        """Return the list to which an item at ``span`` belongs; None where no update covers it."""
        if table == "figures":
            return self.bulletin.figures
        update = next((u for u in self.bulletin.updates if u.span.start <= span.start < u.span.end), None)
        return getattr(update, table) if update is not None else None

    def _remove(self, item: Item) -> None:
        self._removed.add(id(item))
        for update in self.bulletin.updates:
            for table in ("event_dates", "officials", "sites"):
                setattr(update, table, [one for one in getattr(update, table) if one is not item])


def _state(now: Any, correction: Correction) -> State:
    if now == correction.value:
        return "agrees"
    return "applied" if now == correction.extracted_value else "conflict"


def _last_word(done: Iterable[tuple[Correction, State, Any, Item | None]]) -> set[int]:
    """Return the numbers of the corrections of which at least one field is not spoken of by a later one."""
    speaker: dict[tuple[Any, ...], int] = {}
    for correction, _, _, item in done:
        where = (correction.table, id(item)) if item is not None else (correction.table, correction.span)
        names = [correction.field] if correction.field else list(FIELDS.get(correction.table, {"": None}))
        for name in names:
            speaker[*where, name] = correction.id
    return set(speaker.values())


def _made(table: str, values: Mapping[str, Any], span: Span, bulletin: Bulletin) -> Item:
    """Return the item that a person added."""
    why = "added by a person"
    match table:
        case "event_dates":
            return EventDate(quote=span.of(bulletin.text), span=span, why=why, **values)
        case "officials":
            return Official(span=span, why=why, **values)
        case "sites":
            return Site(span=span, why=why, **values)
        case _:
            return Figure(id=len(bulletin.figures), parent=None, span=span, **values)


def _items(bulletin: Bulletin) -> Iterator[tuple[Place, Item]]:
    """Yield the items of a record that can be corrected, each with its place."""
    yield Place("masthead", 0), bulletin.masthead
    for i, update in enumerate(bulletin.updates):
        yield Place("updates", i), update
        for table in ADDABLE[:3]:
            for j, item in enumerate(getattr(update, table)):
                yield Place(table, i, j), item
    for i, figure in enumerate(bulletin.figures):
        yield Place("figures", i), figure
