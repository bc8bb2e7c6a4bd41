"""The log of an archive: which run did what, and with which run a document came. Apart from the content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version

from sqlalchemy import Connection, func, insert, literal, select, update

from .tables import METADATA

__all__ = ["begin_run", "end_run", "put_arrivals"]

_DOCUMENTS = METADATA.tables["documents"]
_RUNS = METADATA.tables["runs"]
_ARRIVALS = METADATA.tables["arrivals"]
_COUNTS = ("found", "archived", "unchanged", "duplicates", "quarantined", "ignored")


def begin_run(connection: Connection, fingerprint: str) -> int:
    """Open a run, and return its number. One that never ends in the log was killed, or is at work still."""
    number = int(connection.execute(select(func.coalesce(func.max(_RUNS.c.id), 0))).scalar_one()) + 1
    row = {"id": number, "started": _now(), "program": version("jianbao"), "fingerprint": fingerprint}
    connection.execute(insert(_RUNS), row | dict.fromkeys(_COUNTS, 0))
    return number


def end_run(connection: Connection, run: int, outcome: str, counts: Mapping[str, int]) -> None:
    """Close a run as ``done``, ``interrupted`` or ``failed``, with its counts."""
    values = {name: counts[name] for name in _COUNTS}
    connection.execute(update(_RUNS).where(_RUNS.c.id == run).values(ended=_now(), outcome=outcome, **values))


def put_arrivals(connection: Connection, run: int, hashes: list[str]) -> None:
    """Note that the documents with these hashes came with ``run``; those that came earlier keep their first run."""
    new = (
        select(_DOCUMENTS.c.id, literal(run))
        .outerjoin(_ARRIVALS, _ARRIVALS.c.document == _DOCUMENTS.c.id)
        .where(_DOCUMENTS.c.sha256.in_(hashes), _ARRIVALS.c.document.is_(None))
    )
    if hashes:
        connection.execute(insert(_ARRIVALS).from_select(["document", "run"], new))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
