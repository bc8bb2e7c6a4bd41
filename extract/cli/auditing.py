"""``jianbao audit``: the findings of an archive, of one bulletin, or of a table of figures."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Literal

from ..errors import ReadError
from ..publish.audit import Audited, as_dicts, audit_bulletin, audit_frame, sentences
from ..readers import Limits
from ..record import Bulletin
from ..rulepack import Rules

__all__ = ["findings_of", "is_database", "records_of", "write"]

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST_NUMBER = 16
_SQLITE = b"SQLite format 3\0"


def findings_of(
    target: str, rules: Rules, date: Date | None, facts: Mapping[str, str], limits: Limits
) -> list[Audited]:
    """Return the findings on what ``target`` names: a database URL or file, a CSV of figures, or a bulletin.

    Raises ReadError, or StoreError for a database that is not one of ours.
    """
    path = Path(target)
    if "://" in target or is_database(path):
        return [item for bulletin in records_of(target) for item in audit_bulletin(bulletin)]
    if path.suffix.lower() == ".csv":
        return _audit_csv(path, rules)
    from ..readers.isolated import IsolatedReader
    from ..second_look import extract_with

    with IsolatedReader(limits) as reader:
        return audit_bulletin(extract_with(reader, path, rules, date, facts))


def write(audited: Sequence[Audited], form: Literal["text", "json"], every: bool, english: bool) -> int:
    """Print the report; return the exit code: 1 when a finding is violated."""
    violated = sum(item.finding.status == "violated" for item in audited)
    if form == "json":
        shown = [item for item in audited if every or item.finding.status == "violated"]
        print(json.dumps(as_dicts(shown), ensure_ascii=False, indent=2))
    else:
        for line in sentences(audited, english, every):
            print(line)
        held = sum(item.finding.status == "holds" for item in audited)
        unchecked = len(audited) - held - violated
        print(
            f"{len(audited)} findings: {held} hold, {violated} violated, {unchecked} unchecked"
            if english
            else f"共{len(audited)}项核对：{held}项一致，{violated}项不一致，{unchecked}项未核对"
        )
    return int(bool(violated))


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


def _audit_csv(path: Path, rules: Rules) -> list[Audited]:
    """Audit a CSV table (UTF-8 or GB18030) of figures. Raises ReadError naming row and column of what is no figure."""
    import pandas as pd

    from ..checks import check_frame

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
    return audit_frame(frame, check_frame(frame, rules), str(path))


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
