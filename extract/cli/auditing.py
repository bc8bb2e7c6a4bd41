"""``jianbao audit``: the findings of an archive, of one bulletin, or of a table of figures."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date as Date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from rich.console import Console

from ..archive.audit import Audit, audit_archive, audit_bulletin, audit_frame, audit_gaps
from ..archive.store import open_store
from ..errors import ReadError
from ..publish.audit import Language, as_dicts, lines
from ..readers import Limits
from ..record import Bulletin
from ..rulepack import Rules
from .output import write_whole, written

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Form", "Given", "audit_of", "gaps_of", "is_database", "records_of", "write"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST_NUMBER = 16
_SQLITE = b"SQLite format 3\0"


class Given(NamedTuple):
    """What is audited: a database URL or file, a CSV of figures, or a bulletin; and by which rules it is read."""

    target: str
    rules: Rules
    date: Date | None = None
    facts: Mapping[str, str] = MappingProxyType({})
    limits: Limits = Limits()
    originals: Path | None = None

    @property
    def is_archive(self) -> bool:
        """Whether the target is a database."""
        return "://" in self.target or is_database(Path(self.target))


def audit_of(given: Given, every: bool) -> Audit:
    """Return the audit of what was given; with ``every``, findings that hold, too.

    Raises ReadError, or StoreError for a database that is not one of ours.
    """
    if given.is_archive:
        with open_store(given.target, create=False) as store:
            return audit_archive(store, given.rules, every)
    path = Path(given.target)
    if path.suffix.lower() == ".csv":
        return audit_frame(_read_csv(path), given.rules, str(path), every)
    return audit_bulletin(_bulletin(given), every)


def gaps_of(given: Given) -> Audit:
    """Return what is wrong with the numbering of an archive's series. Raises StoreError where there is no archive."""
    with open_store(given.target, create=False) as store:
        return audit_gaps(store, given.rules)


Form = Literal["text", "json", "html", "xlsx"]


def write(audit: Audit, given: Given, form: Form, to: Path | None, language: Language) -> int:
    """Write the report; return the exit code: 1 when a finding is violated."""
    inputs = [] if "://" in given.target else [Path(given.target)]
    if form == "xlsx":
        from ..publish.report import report_workbook

        write_whole(to, report_workbook(audit, given.rules, language), inputs)
    elif form == "html":
        from ..publish.report import Clippings, report_page
        from ..readers.pagepictures import Painter

        with Painter(given.limits) as painter:
            clippings = Clippings(painter, given.originals, given.limits)
            page = report_page(audit, given.rules, _shown(given.target), language, clippings)
        with written(to, inputs) as out:
            out.write(page)
    elif form == "json":
        with written(to, inputs) as out:
            out.write(json.dumps(as_dicts(audit.findings), ensure_ascii=False, indent=2) + "\n")
    else:
        with written(to, inputs) as out:
            console = Console(file=out, highlight=False, soft_wrap=True)
            for line in lines(audit, given.rules, language):
                console.print(line)
    return int(bool(audit.counts["violated"]))


def _shown(target: str) -> str:
    """Return what was audited without the password that a URL may hold."""
    return re.sub(r"(?<=//)[^/@]*@", "", target)


def _bulletin(given: Given) -> Bulletin:
    from ..readers.isolated import IsolatedReader
    from ..second_look import extract_with

    with IsolatedReader(given.limits) as reader:
        return extract_with(reader, Path(given.target), given.rules, given.date, given.facts)


def records_of(url: str) -> Iterator[Bulletin]:
    """Yield the records of an archive. Raises StoreError for a database that is not one of ours."""
    from ..archive.frames import load

    with load(url) as archive:
        yield from archive.records()


def is_database(path: Path) -> bool:
    """Tell whether a file is a SQLite database."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _read_csv(path: Path) -> pd.DataFrame:
    """Return a CSV table (UTF-8 or GB18030) of figures. Raises ReadError naming row and column of what is no figure."""
    import pandas as pd

    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig") if _is_utf8(data) else data.decode("gb18030")
        frame = pd.read_csv(io.StringIO(text), dtype={"code": "string", "value": "string"})
    except OSError as error:
        raise ReadError(str(path), error.strerror or "cannot be read") from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ReadError(str(path), f"is no CSV table: {error}") from None
    missing = {"dimension", "value"} - set(frame.columns)
    if missing:
        raise ReadError(str(path), f"lacks the column {min(missing)!r} (columns: {', '.join(map(str, frame.columns))})")
    frame["value"] = [_number(value, path, row) for row, value in enumerate(frame["value"], 2)]
    return frame


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _number(value: object, path: Path, row: int) -> float | int:
    """Return the number that a cell holds; ``1,018`` is one. Raises ReadError."""
    written = str(value).replace(",", "").strip()
    if _NUMBER.fullmatch(written) is None or len(written) > _LONGEST_NUMBER:
        raise ReadError(str(path), f"row {row}, column 'value': {value!r} is no number that can be counted")
    return float(written) if "." in written else int(written)
