"""CSV files: UTF-8, a head line, RFC 4180 quotes; lists as JSON, nothing for null, and no text that is a formula."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .formulas import harmless
from .rows import Rows
from .schema import Exported, Kind

__all__ = ["write_csv"]


def write_csv(path: Path, table: Exported, portions: Iterable[Rows]) -> int:
    """Write a table to a file; return how many rows it has."""
    kinds = [column.kind for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        for portion in portions:
            writer.writerows([_cell(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in portion)
            count += len(portion)
    return count


def _cell(value: Any, kind: Kind) -> Any:
    if value is None:
        return ""
    if kind == "string":
        return harmless(value)
    if kind == "json":
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if kind == "boolean" else value
