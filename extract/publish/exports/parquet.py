"""Parquet: a file a table, columns typed, lists as JSON text, the meaning of each column in its metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...errors import ExportError
from .rows import Rows
from .schema import Exported

__all__ = ["write_parquet"]


def write_parquet(path: Path, table: Exported, portions: Iterable[Rows]) -> int:
    """Write a table to a file; return how many rows it has.

    Raises ExportError where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExportError(str(path), "Parquet is written with pyarrow: pip install 'jianbao[parquet]'") from error
    types: dict[str, Any] = {
        "string": pyarrow.string(),
        "json": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    schema = pyarrow.schema(
        [pyarrow.field(c.name, types[c.kind], metadata={"description": c.meaning}) for c in table.columns],
        metadata={"description": table.meaning},
    )
    count = 0
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for portion in portions:
            columns = list(zip(*portion, strict=True))
            arrays = [
                pyarrow.array(
                    [_json(v) for v in values] if c.kind == "json" else values, types[c.kind], from_pandas=False
                )
                for c, values in zip(table.columns, columns, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
            count += len(portion)
    return count


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
