"""A Frictionless data package: ``datapackage.json`` beside the CSV files tells what every column is and means.

Source: Data Package and Table Schema, https://datapackage.org.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .schema import Exported, Kind

__all__ = ["DESCRIPTOR", "write_package"]

DESCRIPTOR = "datapackage.json"
_TYPES: dict[Kind, str] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "json": "any",
}


def write_package(path: Path, tables: Sequence[tuple[Exported, Path, int]]) -> None:
    """Write the descriptor of CSV files: (table, file, number of its rows), all in one folder."""
    descriptor = {
        "profile": "tabular-data-package",
        "name": "bulletins",
        "title": "Bulletins: what they say, as tables",
        "resources": [_resource(table, file, rows) for table, file, rows in tables],
    }
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _resource(table: Exported, file: Path, rows: int) -> dict[str, Any]:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    schema: dict[str, Any] = {
        "fields": [{"name": c.name, "type": _TYPES[c.kind], "description": c.meaning} for c in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.has_documents and table.name != "documents":
        reference = {"resource": "documents", "fields": ["sha256"]}
        schema["foreignKeys"] = [{"fields": ["sha256"], "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.meaning,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "rows": rows,
        "schema": schema,
    }
