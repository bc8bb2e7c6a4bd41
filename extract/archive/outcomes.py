"""Results of a run into the database: rows where a file could be read, a reason in the quarantine where not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import InternalError, OperationalError, SQLAlchemyError

from ..errors import StoreError
from .attempt import Failure, one_line
from .store.load import put_paths, put_quarantine, put_rows
from .store.packed import Packed

__all__ = ["Item", "Result", "put_results"]

Result = Packed | Failure

#: Errors about the database itself; all other ones at writing are about the values of one document.
_DATABASE_FAILS = (OperationalError, InternalError)
_VALUES_UNFIT = (SQLAlchemyError, ValueError, TypeError, OverflowError)


class Item(NamedTuple):
    """A file on its way: where it stands, its hash (None where it could not be read), its state in a remote store."""

    uri: str
    sha256: str | None
    stamp: str | None = None


def put_results(
    connection: Connection, results: Sequence[tuple[Item, Result]], store: str
) -> list[tuple[Item, Result]]:
    """Write results; return them, with those that the database refused as failures.

    Raises StoreError, which names the ``store``, where not even a failure can be written.
    """
    if not results:
        return []
    try:
        with connection.begin_nested():
            _put(connection, results)
            return list(results)
    except _DATABASE_FAILS:
        raise
    except _VALUES_UNFIT as error:
        if len(results) > 1:
            return [written for result in results for written in put_results(connection, [result], store)]
        file, result = results[0]
        if isinstance(result, Failure):
            raise StoreError(f"{store}: {one_line(str(error))}") from error
        cause = one_line(str(getattr(error, "orig", None) or error))
        return put_results(connection, [(file, Failure("unfit", f"the database refused it: {cause}"))], store)


def _put(connection: Connection, results: Sequence[tuple[Item, Result]]) -> None:
    good = [(file, result) for file, result in results if isinstance(result, Packed)]
    if good:
        put_rows(connection, [packed for _, packed in good])
        put_paths(
            connection,
            {file.uri: packed.sha256 for file, packed in good},
            {file.uri: file.stamp for file, _ in good},
        )
    bad = [(file, result) for file, result in results if isinstance(result, Failure)]
    if bad:
        put_quarantine(connection, [{"uri": f.uri, "sha256": f.sha256, **failure._asdict()} for f, failure in bad])
