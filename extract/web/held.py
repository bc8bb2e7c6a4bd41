"""What a desk holds of its archive: made from the database when it is first asked for, and again once that changed."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import Connection, select, text

from ..api import check
from ..archive.audit import Audit, Head, Series, audit_archive
from ..archive.audit.grouping import series_of
from ..archive.audit.numbering import Gap, gaps_of
from ..archive.audit.reading import heads_of
from ..archive.corrections import Replayed, corrections_of, replay
from ..archive.counties import County, counties
from ..archive.originals import original
from ..archive.people import Person, people
from ..archive.store import Store
from ..archive.store.rows import inflate
from ..archive.store.tables import METADATA
from ..readers.pagepictures import Painter
from ..record import Bulletin, from_json
from ..rulepack import Rules
from .settings import Settings

__all__ = ["Desk", "Kept", "Opened"]

T = TypeVar("T")
#: Bulletins that are kept as they were last looked at.
_OPENED = 32
_STATE = text(
    "SELECT (SELECT max(id) FROM documents), (SELECT count(*) FROM bulletins),"
    " (SELECT count(*) FROM runs WHERE ended IS NOT NULL), (SELECT max(ended) FROM runs)"
)
_COUNTS = text(
    "SELECT (SELECT count(*) FROM bulletins), (SELECT count(*) FROM updates), (SELECT count(*) FROM figures),"
    " (SELECT count(*) FROM findings WHERE status = 'violated'), (SELECT count(*) FROM unread),"
    " (SELECT count(*) FROM quarantine)"
)
_FIGURES_STATE = text("SELECT count(*), count(withdrawn) FROM corrections WHERE table_name = 'figures'")


class Opened(NamedTuple):
    """A bulletin as a page shows it: its file, its record, that with the corrections, and a name for this state."""

    head: Head
    extracted: Bulletin
    replayed: Replayed
    state: str

    @property
    def bulletin(self) -> Bulletin:
        """The record as people say it is."""
        return self.replayed.bulletin


class Kept(Generic[T]):
    """A value that belongs to a state of the archive."""

    def __init__(self, make: Callable[[], T], state: Callable[[], Hashable]) -> None:
        self._make = make
        self._state = state
        self._lock = threading.Lock()
        self._held: tuple[Hashable, T] | None = None
        self._error: BaseException | None = None

    def get(self) -> T:
        """Return the value of the archive's state, made now where it is not at hand."""
        state = self._state()
        held = self._held
        if held is not None and held[0] == state:
            return held[1]
        with self._lock:
            if self._held is None or self._held[0] != state:
                self._held = state, self._make()
            return self._held[1]

    def peek(self) -> tuple[T | None, bool]:
        """Return the value that is at hand (None: there is none yet), and whether it is that of the archive's state; if
        it is not, have that one made in the background.

        Raises what making it raised.
        """
        held = self._held
        if held is not None and held[0] == self._state():
            return held[1], True
        if self._error is not None:
            error, self._error = self._error, None
            raise error
        if not self._lock.locked():
            threading.Thread(target=self._attempt, daemon=True).start()
        return (held[1] if held is not None else None), False

    def _attempt(self) -> None:
        try:
            self.get()
        except Exception as error:
            self._error = error


class Desk:
    """An archive, the rules by which it is checked, and what was made from both."""

    def __init__(self, store: Store, rules: Rules, settings: Settings, painter: Painter) -> None:
        self.store = store
        self.rules = rules
        self.settings = settings
        self.painter = painter
        self._opened: OrderedDict[int, Opened] = OrderedDict()
        self._sizes: OrderedDict[str, list[tuple[float, float]]] = OrderedDict()
        self._lock = threading.Lock()
        self.counts: Kept[dict[str, int]] = Kept(self._counts, self.state)
        self.heads: Kept[dict[int, Head]] = Kept(self._heads, self.state)
        self.series: Kept[list[tuple[Series, list[Gap]]]] = Kept(self._series, self.state)
        self.audit: Kept[Audit] = Kept(lambda: audit_archive(store, rules, every=False), self.figures_state)
        self.people: Kept[list[Person]] = Kept(self._people, self.state)
        self.counties: Kept[list[County]] = Kept(self._counties, self.state)

    def state(self) -> Hashable:
        """Return what changes when a run changes the archive."""
        with self.store.read() as connection:
            return tuple(connection.execute(_STATE).one())

    def figures_state(self) -> Hashable:
        """Return what changes when the published numbers do: by a run, or by a correction."""
        with self.store.read() as connection:
            return self.state(), tuple(connection.execute(_FIGURES_STATE).one())

    def document(self, name: str) -> int | None:
        """Return the number of a document, by its number or its hash; None where there is none."""
        documents = METADATA.tables["documents"]
        if name.isascii() and name.isdigit() and len(name) < 10:
            condition = documents.c.id == int(name)
        else:
            condition = documents.c.sha256 == name
        with self.store.read() as connection:
            found: int | None = connection.execute(select(documents.c.id).where(condition)).scalar()
        return found

    def open(self, number: int) -> Opened | None:
        """Return a bulletin with its corrections; None where the archive has none of this number."""
        with self.store.read() as connection:
            row = _row(connection, number)
            if row is None:
                return None
            corrections = corrections_of(connection, [number]).get(number, [])
        state = hashlib.sha256(row.record + repr(corrections).encode()).hexdigest()[:16]
        with self._lock:
            held = self._opened.get(number)
            if held is not None and held.state == state:
                self._opened.move_to_end(number)
                return held
        bulletin = from_json(inflate(row.record))
        opened = Opened(
            Head(*tuple(row)[:-1]), bulletin, replay(bulletin, corrections, partial(check, rules=self.rules)), state
        )
        with self._lock:
            self._opened[number] = opened
            self._opened.move_to_end(number)
            while len(self._opened) > _OPENED:
                self._opened.popitem(last=False)
        return opened

    def original(self, head: Head) -> bytes:
        """Return the bytes of a document as they were archived. Raises ReadError or OSError where they are gone."""
        return original(head.uri, head.sha256, self.settings.originals, self.settings.limits)

    def page_sizes(self, head: Head) -> list[tuple[float, float]]:
        """Return the sizes of a document's pages in points. Raises ReadError or OSError where they cannot be had."""
        with self._lock:
            if head.sha256 in self._sizes:
                return self._sizes[head.sha256]
        sizes = self.painter.sizes(head.sha256, lambda: self.original(head), head.uri)
        with self._lock:
            self._sizes[head.sha256] = sizes
            while len(self._sizes) > 8 * _OPENED:
                self._sizes.popitem(last=False)
        return sizes

    def neighbours(self, number: int) -> tuple[Head | None, Head | None]:
        """Return the issues before and after one in its series, or among all, where it is in none."""
        for series, _ in self.series.get():
            at = next((i for i, head in enumerate(series.heads) if head.document == number), None)
            if at is not None:
                heads = series.heads
                return heads[at - 1] if at else None, heads[at + 1] if at + 1 < len(heads) else None
        heads_by_number = self.heads.get()
        before = max((n for n in heads_by_number if n < number), default=None)
        after = min((n for n in heads_by_number if n > number), default=None)
        return (
            heads_by_number[before] if before is not None else None,
            heads_by_number[after] if after is not None else None,
        )

    def _counts(self) -> dict[str, int]:
        with self.store.read() as connection:
            row = connection.execute(_COUNTS).one()
        return dict(zip(("bulletins", "updates", "figures", "findings", "unread", "quarantine"), row, strict=True))

    def _heads(self) -> dict[int, Head]:
        with self.store.read() as connection:
            return {head.document: head for head in heads_of(connection)}

    def _series(self) -> list[tuple[Series, list[Gap]]]:
        found = series_of(self.heads.get().values())
        return sorted(((one, gaps_of(one)) for one in found), key=lambda pair: -len(pair[0].heads))

    def _people(self) -> list[Person]:
        with self.store.read() as connection:
            return people(connection, self.rules)

    def _counties(self) -> list[County]:
        with self.store.read() as connection:
            return counties(connection, self.rules)


def _row(connection: Connection, number: int) -> Any:
    """Return a document's head, in the order of ``Head``, with its record."""
    d, b = METADATA.tables["documents"].c, METADATA.tables["bulletins"].c
    query = select(d.id, d.uri, d.media_type, d.sha256, b.title, b.issuer, b.year, b.issue, b.serial, b.date, b.record)
    joined = query.join_from(METADATA.tables["bulletins"], METADATA.tables["documents"], d.id == b.document)
    return connection.execute(joined.where(d.id == number)).one_or_none()
