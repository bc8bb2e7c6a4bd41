"""What a catalogue knows of the files: ``--metadata META.csv``."""

from __future__ import annotations

import csv
import hashlib
import os
from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

import typer

__all__ = ["Facts", "Metadata", "parse_date"]

_COLUMNS = {"path", "date", "title", "issuer", "year", "issue", "serial"}
_NUMBERS = ("year", "issue", "serial")


class Facts(NamedTuple):
    """What is known of one file: the reference date, and values of its masthead."""

    date: Date | None
    masthead: dict[str, str]


class Metadata:
    """A table of files with what is known of each, looked up by path.

    A row's path may be absolute, relative to the table's folder or to the working directory, or a bare file name.
    """

    def __init__(self, rows: dict[str, Facts]) -> None:
        self._rows = rows

    @classmethod
    def load(cls, path: Path | None) -> Metadata:
        """Read the CSV file (UTF-8). Raises typer.BadParameter naming file, line and column where it is wrong."""
        if path is None:
            return cls({})
        rows: dict[str, Facts] = {}
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            columns = set(reader.fieldnames or ())
            if "path" not in columns:
                raise typer.BadParameter(
                    f"{path}: has no column 'path' (columns: {', '.join(sorted(columns)) or 'none'})"
                )
            if unknown := columns - _COLUMNS:
                raise typer.BadParameter(
                    f"{path}: unknown column {min(unknown)!r} (known: {', '.join(sorted(_COLUMNS))})"
                )
            for line in reader:
                where = f"{path}, line {reader.line_num}"
                facts = {k: v.strip() for k, v in line.items() if k != "path" and v and v.strip()}
                for name in _NUMBERS:
                    if name in facts and not facts[name].isdigit():
                        raise typer.BadParameter(f"{where}: {name} {facts[name]!r} is no number")
                known = Facts(parse_date(facts.get("date"), where), facts)
                for key in (line["path"], os.path.realpath(path.parent / line["path"])):
                    rows[key] = known
        return cls(rows)

    @property
    def fingerprint(self) -> str:
        """Hash of the whole table: changed facts make changed records."""
        return hashlib.sha256(repr(sorted(self._rows.items())).encode()).hexdigest()

    def of(self, path: Path) -> Facts:
        """Return what is known of a file; nothing where the table has no row for it."""
        for key in (str(path), os.path.realpath(path), path.name):
            if key in self._rows:
                return self._rows[key]
        return Facts(None, {})


def parse_date(value: str | None, where: str = "--date") -> Date | None:
    """Return an ISO date. Raises typer.BadParameter where it is none."""
    if not value:
        return None
    try:
        return Date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{where}: {value!r} is no date like 2024-03-15") from None
