"""Exports: what comes out is what is in the archive, in every form, and no spreadsheet takes a text for a formula."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from archive_stub import TEXT, bulletin
from hypothesis import given
from hypothesis import strategies as st

from jianbao import load
from jianbao.archive import save
from jianbao.archive.store import Store
from jianbao.errors import ExportError, StoreError
from jianbao.publish.exports import export
from jianbao.publish.exports.formulas import STARTS, harmless, original
from jianbao.publish.exports.schema import COLUMNS, TABLES, VIEW_MEANINGS, exported

FORMULA = '=HYPERLINK("http://nowhere","更多")'


@pytest.fixture
def archive(store: Store) -> Path:
    with store.write() as connection:
        save(connection, bulletin())
        later = bulletin(TEXT + f'\n“第二期”, "\n{FORMULA}', "b.txt")
        later.masthead.title = FORMULA
        later.masthead.date = "2031-04-02"
        later.updates[0].event_dates[1].date = "2031-04-01"
        later.updates[0].event_dates[1].end_date = "2031-04-03"
        later.updates[0].sites[0].name = "'" + FORMULA
        later.updates[0].officials[0].role = "chair"
        later.figures[1].as_of = "2031-04-02"
        later.figures[2].as_of = "2031-03-15"
        later.figures[2].value = 4
        save(connection, later)
    return store.files[0]


def as_in_the_archive(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the archive's own tables, in the shape of an export, as DataFrames give them."""
    with load(str(path)) as opened:
        numbers = opened.documents.set_index("id")["sha256"]
        found = {}
        for name in TABLES:
            frame = opened.figures if name == "figures" else opened.table(name)
            frame = frame.rename(columns={n: n.removesuffix("_id") for n in frame.columns if n != "id"})
            frame = frame.rename(columns={"table_name": "table"})
            if "document" in frame:
                frame.insert(0, "sha256", frame.pop("document").map(numbers))
            drop = {"documents": ["id"], "bulletins": ["record"]}.get(name, [])
            rows = frame.drop(columns=drop).astype(object)
            found[name] = rows.where(rows.notna(), None).to_dict("records")
    return found


def read_csv(file: io.TextIOBase) -> list[dict[str, str]]:
    return list(csv.DictReader(file))


def test_json_lines_are_the_rows_of_the_archive(archive: Path, tmp_path: Path) -> None:
    counts = export(archive, str(tmp_path / "out"), "jsonl")
    for name, rows in as_in_the_archive(archive).items():
        written = [json.loads(line) for line in (tmp_path / "out" / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert written == rows, name
        assert counts[name] == len(rows)
    assert (counts["bulletins"], counts["figures"], counts["panel"]) == (2, 6, 6)


def test_parquet_gives_the_same_rows_and_says_what_columns_mean(archive: Path, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out"), "parquet")
    for name, rows in as_in_the_archive(archive).items():
        table = pyarrow.parquet.read_table(tmp_path / "out" / f"{name}.parquet")
        lists = [column for column in table.column_names if column in ("box", "masthead_spans", "also_settles")]
        written = [
            row | {column: row[column] and json.loads(row[column]) for column in lists} for row in table.to_pylist()
        ]
        assert written == rows, name
        assert all(field.metadata[b"description"].decode() == COLUMNS[field.name] for field in table.schema)


def test_csv_reads_back_and_holds_no_formula(archive: Path, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out"))
    for name, rows in as_in_the_archive(archive).items():
        with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            written = read_csv(file)
        assert [[original(cell) for cell in row.values()] for row in written] == [
            [_as_written(value) for value in row.values()] for row in rows
        ], name
        assert not any(cell[:1] in STARTS for row in written for cell in row.values() if not _is_number(cell))
    titles = pd.read_csv(tmp_path / "out" / "bulletins.csv")["title"].tolist()
    assert titles == ["工作简报", "'" + FORMULA]


def _as_written(value: Any) -> str:
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", cell) is not None


@given(st.text())
def test_harmless_text_begins_no_formula_and_can_be_undone(text: str) -> None:
    assert harmless(text)[:1] not in STARTS
    assert original(harmless(text)) == text


def test_excel_holds_text_where_a_formula_stood(archive: Path, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "out.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == [*TABLES, "panel", "notes"]
    sheet = book["bulletins"]
    column = [cell.value for cell in sheet[1]].index("title") + 1
    cell = sheet.cell(3, column)
    assert (cell.value, cell.data_type) == (FORMULA, "s")
    for name, rows in as_in_the_archive(archive).items():
        assert book[name].max_row == len(rows) + 1, name
    assert ("figures", "value", COLUMNS["value"]) in list(book["notes"].iter_rows(values_only=True))


def test_excel_cuts_what_no_cell_holds_and_says_so(store: Store, tmp_path: Path) -> None:
    with store.write() as connection:
        save(connection, bulletin(TEXT + "\n" + "长" * 40_000 + "\x01"))
    export(store.files[0], str(tmp_path / "out.xlsx"), names=["bulletins"])
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert len(book["bulletins"].cell(2, [c.value for c in book["bulletins"][1]].index("text") + 1).value) == 32_767
    assert ("bulletins", "text", "row 1: longer than a cell, cut at 32,767 characters") in list(
        book["notes"].iter_rows(values_only=True)
    )


def test_a_zip_is_a_data_package_and_the_same_every_time(archive: Path, tmp_path: Path) -> None:
    export(archive, str(tmp_path / "one.zip"))
    export(archive, str(tmp_path / "two.zip"))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as package:
        descriptor = json.loads(package.read("datapackage.json"))
        assert [resource["name"] for resource in descriptor["resources"]] == [*TABLES, "panel"]
        for resource in descriptor["resources"]:
            with package.open(resource["path"]) as file:
                rows = list(csv.reader(io.TextIOWrapper(file, encoding="utf-8", newline="")))
            fields = resource["schema"]["fields"]
            assert rows[0] == [field["name"] for field in fields]
            assert len(rows) - 1 == resource["rows"]
            assert all(field["description"] and field["type"] for field in fields)
            keys = [tuple(row[rows[0].index(name)] for name in resource["schema"]["primaryKey"]) for row in rows[1:]]
            assert len(set(keys)) == len(keys), resource["name"]
            _hold_to_types(rows, fields)


def _hold_to_types(rows: list[list[str]], fields: list[dict[str, str]]) -> None:
    checks = {"integer": int, "number": float, "any": json.loads, "boolean": ("true", "false").index, "string": str}
    for row in rows[1:]:
        for cell, field in zip(row, fields, strict=True):
            if cell:
                checks[field["type"]](cell)  # type: ignore[operator]


def test_views_are_exported_by_name(archive: Path, tmp_path: Path, store: Store) -> None:
    counts = export(archive, str(tmp_path / "out"), names=list(VIEW_MEANINGS))
    assert counts == {
        "published_figures": 6,
        "complaints_by_region": 4,
        "complaints_by_type": 0,
        "officials_activity": 2,
        "sites_history": 2,
    }
    with store.read() as connection:
        assert exported(connection, "sites_history").key == ("sha256", "update", "site")


def test_panel_counts_each_day_of_an_event(archive: Path, tmp_path: Path) -> None:
    with load(str(archive)) as opened:
        sparse, balanced = opened.panel(), opened.panel("balanced")
    columns = ["county_code", "date", "updates", "officials", "officials_lead", "officials_chair", "sites"]
    assert sparse[columns].values.tolist() == [
        ["990101", "2031-03-14", 1, 1, 1, 0, 1],
        ["990101", "2031-03-15", 0, 0, 0, 0, 0],
        ["990101", "2031-04-01", 1, 1, 0, 1, 1],
        ["990101", "2031-04-02", 1, 1, 0, 1, 1],
        ["990101", "2031-04-03", 1, 1, 0, 1, 1],
        ["990102", "2031-03-15", 0, 0, 0, 0, 0],
    ]
    complaints = sparse.set_index(["county_code", "date"])["complaints_new"].dropna().to_dict()
    # Two bulletins print another number for 990102 on that day: there is none.
    assert complaints == {("990101", "2031-03-15"): 4, ("990101", "2031-04-02"): 4}
    assert len(balanced) == 2 * 21
    assert balanced["updates"].sum() == sparse["updates"].sum() == 4
    assert set(balanced["county"]) == {"青禾县", "白沙县"}


@pytest.mark.parametrize(
    ("to", "form", "names", "cause"),
    [
        ("file.txt", None, (), "is a file; csv files go into a folder"),
        ("nowhere/out", None, (), "there is no folder"),
        ("folder", "xlsx", (), "is a folder, not a file"),
        ("out", None, ("figure",), "no table is called figure; there are documents, "),
        ("bulletins.db", None, (), "is the archive itself"),
        ("nonsense://x", None, (), "nonsense"),
    ],
)
def test_targets_that_cannot_be(
    archive: Path, tmp_path: Path, to: str, form: Any, names: tuple[str, ...], cause: str
) -> None:
    (tmp_path / "file.txt").write_text("mine")
    (tmp_path / "folder").mkdir()
    target = to if "://" in to else str(tmp_path / to)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ExportError, match=re.escape(cause)) as caught:
        export(archive, target, form, names)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(target)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_an_export_that_fails_leaves_what_was_there(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(archive, str(tmp_path / "out"))
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    def fail(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jianbao.publish.exports.exporting.write_package", fail)
    with pytest.raises(ExportError, match="No space left on device"):
        export(archive, str(tmp_path / "out"))
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert not list(tmp_path.glob(".out*"))


def test_no_archive(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such database"):
        export(tmp_path / "none.db", str(tmp_path / "out"))
