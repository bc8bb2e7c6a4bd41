"""A table of figures, a row a number, as figures and lists: for counts that never were in a bulletin."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..record import Figure, Group
from ..rulepack import Rules
from ..span import Span
from .identity import name_of
from .numbers import exact, is_percent

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Table", "tables_of"]

_NOWHERE = Span(0, 0)
Cells = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one issue; a figure's id is the number of its row."""

    series: str | None
    """The bulletin whose issue it is."""
    issue: str | None
    """None: the table has no issues."""
    figures: list[Figure]
    groups: list[Group]


def tables_of(frame: pd.DataFrame, rules: Rules) -> list[Table]:
    """Return the figures and lists of a table, a Table an issue, those of one series in their order.

    Issues are told apart by ``document``, ``bulletin`` (the series), ``year`` and ``issue``, as far as there are such
    columns, and ordered by ``bulletin_date``, year and issue, else as they stand.
    """
    parts: dict[Hashable, list[tuple[int, Cells]]] = defaultdict(list)
    for number, row in enumerate(frame.to_dict("records")):
        cells = {str(key): _cell(value) for key, value in row.items()}
        parts[tuple(cells.get(key) for key in _ISSUE)].append((number, cells))
    first_group = 0
    tables = []
    for rows in sorted(parts.values(), key=lambda rows: _order(rows[0][1])):
        first = rows[0][1]
        series = None if first.get("bulletin") is None else str(first["bulletin"])
        rows_by_id = {_plain(cells.get("id", number)): number for number, cells in rows}
        figures = [_figure(number, cells, rows_by_id) for number, cells in rows]
        groups = _groups(figures, [cells for _, cells in rows], rows_by_id, rules, first_group)
        first_group += len(groups)
        tables.append(Table(series, _issue_name(first), figures, groups))
    return tables


def _cell(value: Any) -> Any:
    """Return a cell's value; None where it is empty, whatever the table writes for that."""
    if isinstance(value, (list, tuple)):
        return list(value)
    if value is None or value != value or str(value) in ("", "<NA>", "NaT"):
        return None
    return value.item() if hasattr(value, "item") else value


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


_ISSUE = ("document", "bulletin", "year", "issue")


def _order(cells: Cells) -> tuple[Any, ...]:
    """Return where an issue stands in its series; what is no number or date leaves the order as it is."""
    day = str(cells.get("bulletin_date") or "")[:10]
    numbers = [_plain(cells.get(key)) for key in ("year", "issue")]
    return (day, *(n if isinstance(n, int) else 0 for n in numbers))


def _issue_name(cells: Cells) -> str | None:
    """Return what an issue is called in a finding: 第3期, 2024年第3期, or as the table writes it."""
    issue, year = _plain(cells.get("issue")), _plain(cells.get("year"))
    if issue is None:
        return None
    name = f"第{issue}期" if str(issue).isdecimal() else str(issue)
    return name if year is None else f"{year}年{name}"


def _figure(number: int, cells: Cells, rows_by_id: Mapping[Any, int]) -> Figure:
    value = _plain(cells.get("value"))
    if isinstance(value, str):
        known = exact(value.strip().removesuffix("%"))
        value = None if known is None else float(known) if "." in value else int(known)
    text = {key: None if cells.get(key) is None else str(_plain(cells[key])) for key in _TEXTS}
    dimension: Any = text["dimension"]
    scope: Any = text["scope"] or "other"
    return Figure(
        id=number,
        subject=text["subject"],
        scope=scope,
        as_of=None if text["as_of"] is None else text["as_of"][:10],
        batch=_batch(cells),
        dimension=None if dimension in (None, "headline") else dimension,
        category=text["category"],
        code=text["code"],
        label=text["label"],
        value=float("nan") if value is None else value,
        unit=text["unit"] or "",
        parent=rows_by_id.get(_plain(cells.get("parent"))),
        span=_NOWHERE,
    )


_TEXTS = ("subject", "scope", "as_of", "dimension", "category", "code", "label", "unit")


def _batch(cells: Cells) -> list[int] | None:
    """Return first and last batch of ``[3, 3]``, ``"[1, 11]"``, ``"1-11"`` or ``3``, or of two columns."""
    value = cells.get("batch")
    if value is None and cells.get("batch_first") is not None:
        value = [cells["batch_first"], cells.get("batch_last", cells["batch_first"])]
    if isinstance(value, str):
        value = json.loads(value) if value.startswith("[") else re.findall(r"\d+", value)
    found = [int(v) for v in value] if isinstance(value, list) else [] if value is None else [int(value)]
    return [found[0], found[-1]] if found else None


def _groups(
    figures: Sequence[Figure], rows: Sequence[Cells], rows_by_id: Mapping[Any, int], rules: Rules, first: int
) -> list[Group]:
    """Form the lists: by the column ``group`` where a row has it, else by parent, dimension and time.

    Sets the figures' ``group``; they were made for this table alone.
    """
    lists: dict[Hashable, list[tuple[Figure, Cells]]] = defaultdict(list)
    by_id = {figure.id: figure for figure in figures}
    for figure, cells in zip(figures, rows, strict=True):
        if figure.dimension is None:
            continue
        given = _plain(cells.get("group"))
        if given is not None:
            lists["group", given].append((figure, cells))
        else:
            percent = is_percent(figure.unit)
            batch = tuple(figure.batch) if figure.batch else None
            key = (figure.parent, figure.dimension, figure.scope, figure.as_of, batch, figure.subject, percent)
            lists[key].append((figure, cells))
    groups: list[Group] = []
    for members in lists.values():
        group_id = first + len(groups)
        cells = members[0][1]
        whole = rows_by_id.get(_plain(cells.get("whole")))
        if whole is None:
            whole = _whole_of([figure for figure, _ in members], by_id)
        relation = cells.get("relation") or _relation([figure for figure, _ in members], rules)
        note = cells.get("note")
        groups.append(
            Group(group_id, members[0][0].dimension, relation, whole, None if note is None else str(note), _NOWHERE)
        )
        for figure, _ in members:
            figure.group = group_id
    return groups


def _relation(members: Sequence[Figure], rules: Rules) -> Any:
    """Return what a list of the dimension is to its whole; with a rest (未办结) the parts exhaust it."""
    counts = rules.pack.counts
    relation = counts.relations.get(members[0].dimension or "", "none")
    names = {name_of(figure) for figure in members}
    if relation == "subset" and len(members) > 1 and names & set(counts.rest_categories):
        return "partition"
    if members[0].dimension == "status" and relation == "partition" and not names & set(counts.rest_categories):
        return "subset"
    return relation


def _whole_of(members: Sequence[Figure], by_id: Mapping[int, Figure]) -> int | None:
    """Return the total that a list belongs to: its parent; else, of the headlines of the same time and subject, the
    only one, the one that the parts add up to, or the last one printed before the list.
    """
    if members[0].parent is not None:
        return members[0].parent
    if all(is_percent(figure.unit) for figure in members):
        return None
    first = members[0]
    headlines = [
        f
        for f in by_id.values()
        if f.dimension is None and (f.scope, f.as_of, f.batch) == (first.scope, first.as_of, first.batch)
    ]
    same_subject = [f for f in headlines if f.subject == first.subject]
    found = same_subject or headlines
    if len(found) > 1:
        values = [exact(f.value) for f in members if not is_percent(f.unit)]
        total = sum(v for v in values if v is not None)
        equal = [f for f in found if exact(f.value) == total]
        before = [f for f in found if f.id < first.id]
        found = equal[:1] or before[-1:] or found
    return found[0].id if found else None
