"""An archive as DataFrames: ``load("bulletins.db").figures``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Integer, LargeBinary, Numeric, select, text
from sqlalchemy.types import TypeEngine

from ..record import Bulletin, from_json
from ..rulepack import Rules, load_rules
from . import counties, people
from .panel import COLUMNS, TEXTS, Shape, panel_rows
from .store import Store, open_store
from .store.rows import inflate
from .store.tables import METADATA
from .store.views import VIEWS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Archive", "load"]

#: Columns that SQL calls otherwise than the record does.
_RECORD_NAMES = {"group_id": "group", "constraint_name": "constraint"}

#: A name means the same in every table, and so has one type.
_TYPES: dict[str, TypeEngine[Any]] = {c.name: c.type for table in METADATA.sorted_tables for c in table.columns} | {
    name: Integer() for name in ("figure", "official", "site")
}
_VIEW_KEYS = {
    "officials_activity": ["document", "update_id", "official"],
    "sites_history": ["document", "update_id", "site"],
}


def load(url: str | Path) -> Archive:
    """Open the archive at ``url`` (a SQLAlchemy URL, or the path of a SQLite file) for reading.

    Raises StoreError where there is no archive.
    """
    return Archive(open_store(url, create=False))


class Archive:
    """The tables of an archive as DataFrames, each read when it is first asked for, and kept.

    Rows are in the order of their keys, columns bear the record's names, and whole numbers that may be missing are
    ``Int64``. Load the archive again to see what came since.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def documents(self) -> pd.DataFrame:
        """A row a document: its hash, path, kind, pages and reader."""
        return self.table("documents")

    @cached_property
    def bulletins(self) -> pd.DataFrame:
        """A row a bulletin: the masthead, the text, and the rules that read it."""
        return self.table("bulletins").drop(columns="record")

    @cached_property
    def sections(self) -> pd.DataFrame:
        """A row a section."""
        return self.table("sections")

    @cached_property
    def updates(self) -> pd.DataFrame:
        """A row a news item, with its county."""
        return self.table("updates")

    @cached_property
    def event_dates(self) -> pd.DataFrame:
        """A row a date on which something happened."""
        return self.table("event_dates")

    @cached_property
    def officials(self) -> pd.DataFrame:
        """A row an official and news item; ``titles`` are joined by 、, and one by one in ``table("titles")``."""
        return self.table("officials")

    @cached_property
    def sites(self) -> pd.DataFrame:
        """A row a place and news item."""
        return self.table("sites")

    @cached_property
    def figures(self) -> pd.DataFrame:
        """A row a published number, with its bulletin's issuer, issue and date, and the number as written."""
        return self.table("published_figures").rename(columns={"figure": "id"})

    @cached_property
    def groups(self) -> pd.DataFrame:
        """A row a list of figures."""
        return self.table("groups")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """A row a constraint that was checked; its figures are in ``table("finding_figures")``."""
        return self.table("findings")

    @cached_property
    def unread(self) -> pd.DataFrame:
        """A row a number or paragraph that was not understood."""
        return self.table("unread")

    @cached_property
    def warnings(self) -> pd.DataFrame:
        """A row a thing that a reader should know about a document."""
        return self.table("warnings")

    @cached_property
    def quarantine(self) -> pd.DataFrame:
        """A row a file that could not be archived."""
        return self.table("quarantine")

    @cached_property
    def runs(self) -> pd.DataFrame:
        """A row a run, with its counts."""
        return self.table("runs")

    def panel(self, shape: Shape = "sparse") -> pd.DataFrame:
        """Return a row a county and day: news items, officials by role, sites, complaints (``archive.panel``)."""
        import pandas as pd

        with self._store.read() as connection:
            rows = [row for portion in panel_rows(connection, shape) for row in portion]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        kinds = {
            name: "str" if name in TEXTS else "Float64" if name.startswith("complaints") else "Int64"
            for name in COLUMNS
        }
        return frame.astype(kinds)

    def people(self, rules: Rules | None = None) -> pd.DataFrame:
        """Return a row a post of each person: name, place, title, first and last day (see ``archive.people``)."""
        with self._store.read() as connection:
            return _frame(people.rows_of(people.people(connection, rules or load_rules())))

    def places(self, rules: Rules | None = None) -> pd.DataFrame:
        """Return a row a name of each county: today's name and code, those of then, first and last day."""
        with self._store.read() as connection:
            return _frame(counties.rows_of(counties.counties(connection, rules or load_rules())))

    def records(self) -> Iterator[Bulletin]:
        """Yield the record of each bulletin, in the order of masthead title, date and file."""
        bulletins = METADATA.tables["bulletins"]
        order = (bulletins.c.title, bulletins.c.date, bulletins.c.document)
        with self._store.read() as connection:
            for record in connection.execute(select(bulletins.c.record).order_by(*order)).scalars():
                yield from_json(inflate(record))

    def table(self, name: str) -> pd.DataFrame:
        """Read any table or view of the archive.

        Raises KeyError for a name that is neither.
        """
        import pandas as pd

        if name in METADATA.tables:
            keys = [column.name for column in METADATA.tables[name].primary_key.columns]
        elif name in VIEWS:
            keys = _VIEW_KEYS.get(name, ["document", "figure"])
        else:
            raise KeyError(f"{name}: the archive has {', '.join(sorted([*METADATA.tables, *VIEWS]))}")
        query = text(f"SELECT * FROM {name} ORDER BY {', '.join(keys)}").columns(**_TYPES)
        with self._store.read() as connection:
            result = connection.execute(query)
            frame = pd.DataFrame(result.all(), columns=list(result.keys()))
        frame = frame.astype({column: _dtype(column) for column in frame.columns})
        return frame.rename(columns=_RECORD_NAMES)

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _dtype(column: str) -> str:
    match _TYPES.get(column):
        case Boolean():
            return "boolean"
        case Integer():
            return "Int64"
        case Numeric():
            return "Float64"
        case JSON() | LargeBinary():
            return "object"
        case _:
            return "str"


def _frame(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows)).convert_dtypes()
