"""``jianbao audit``: the findings of an archive, of one bulletin, or of a table of figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Literal

from ..errors import ReadError
from ..publish.audit import Audited, as_dicts, audit_bulletin, audit_frame, sentences
from ..record import Bulletin
from ..rulepack import Rules

__all__ = ["findings_of", "is_database", "records_of", "write"]

_SQLITE = b"SQLite format 3\0"


def findings_of(target: str, rules: Rules, date: Date | None, facts: Mapping[str, str]) -> list[Audited]:
    """Return the findings on what ``target`` names: a database URL or file, a CSV of figures, or a bulletin.

    Raises ReadError, or StoreError for a database that is not one of ours.
    """
    path = Path(target)
    if "://" in target or is_database(path):
        return [item for bulletin in records_of(target) for item in audit_bulletin(bulletin)]
    if path.suffix.lower() == ".csv":
        return _audit_csv(path, rules)
    from ..api import extract

    return audit_bulletin(extract(path, rules, date, facts))


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
    import pandas as pd

    from ..checks import check_frame

    try:
        frame = pd.read_csv(path, encoding="utf-8-sig", dtype={"code": "string"})
    except FileNotFoundError:
        raise ReadError(str(path), "no such file") from None
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ReadError(str(path), f"is no CSV table: {error}") from error
    missing = {"dimension", "value"} - set(frame.columns)
    if missing:
        raise ReadError(str(path), f"lacks the column {min(missing)!r} (columns: {', '.join(map(str, frame.columns))})")
    return audit_frame(frame, check_frame(frame, rules), str(path))
