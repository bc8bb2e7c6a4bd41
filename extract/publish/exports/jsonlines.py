"""JSON Lines: one object a row, null and lists as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .rows import Rows
from .schema import Exported

__all__ = ["write_jsonl"]


def write_jsonl(path: Path, table: Exported, portions: Iterable[Rows]) -> int:
    """Write a table to a file; return how many rows it has."""
    names = [column.name for column in table.columns]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for portion in portions:
            file.writelines(
                json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in portion
            )
            count += len(portion)
    return count
