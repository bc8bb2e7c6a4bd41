"""A sheet of published numbers, put down line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jianbao.checks import check
from jianbao.record import Figure, Finding, Group
from jianbao.rulepack import load_rules
from jianbao.span import Span

RULES = load_rules()
REGIONS = (6, 2, 1, 1, 1, 2, 1, 2, 1)
INDUSTRIES = (4, 4, 3, 2, 2, 1, 1)
TYPES = (9, 6, 3, 2)


class Sheet:
    """Figures and lists; ids count up in the order in which they are put down, from ``first``."""

    def __init__(self, first: int = 0, as_of: str | None = None) -> None:
        self.first = first
        self.as_of = as_of
        self.figures: list[Figure] = []
        self.groups: list[Group] = []

    def put(
        self,
        value: float,
        dimension: str | None = None,
        label: str | None = None,
        unit: str = "件",
        scope: str = "cumulative",
        batch: list[int] | None = None,
        parent: int | None = None,
        group: int | None = None,
        category: str | None = None,
    ) -> int:
        number = self.first + len(self.figures)
        self.figures.append(
            Figure(
                id=number,
                subject="举报件",
                scope=scope,
                as_of=self.as_of,
                batch=batch,
                dimension=dimension,
                category=category or label,
                code=None,
                label=label,
                value=value,
                unit=unit,
                parent=parent,
                span=Span(number, number + 1),
                group=group,
            )
        )
        return number

    def list(
        self,
        dimension: str,
        parts: Mapping[str, float] | Sequence[float],
        whole: int | None,
        relation: str = "partition",
        note: str | None = None,
        unit: str = "件",
        scope: str = "cumulative",
        batch: list[int] | None = None,
    ) -> list[int]:
        group = len(self.groups)
        self.groups.append(Group(group, dimension, relation, whole, note, Span(0, 0)))
        named = parts if isinstance(parts, Mapping) else {f"{dimension}{n}": v for n, v in enumerate(parts, 1)}
        return [self.put(v, dimension, k, unit, scope, batch, whole, group) for k, v in named.items()]

    def check(self) -> list[Finding]:
        return check(self.figures, self.groups, RULES)


def worked_example(
    total: float = 17,
    regions: Sequence[float] = REGIONS,
    industries: Sequence[float] = INDUSTRIES,
    types: Sequence[float] = TYPES,
) -> Sheet:
    """One total, two lists that add up to it, and one whose parts overlap. Ids: 0, 1–9, 10–16, 17–20."""
    sheet = Sheet()
    whole = sheet.put(total)
    sheet.list("region", regions, whole)
    sheet.list("industry", industries, whole)
    sheet.list("pollution", types, whole, "cover", "同一件可能涉及多种类型")
    return sheet


def one(sheet: Sheet, kind: str | None = None) -> Finding:
    """Return the only finding, or the only one of a kind."""
    (finding,) = [f for f in sheet.check() if kind in (None, f.constraint)]
    return finding


def listed(total: float, parts: dict[str, float], dimension: str = "region", **options: object) -> Finding:
    sheet = Sheet()
    time = {key: options.pop(key) for key in ("scope", "batch") if key in options}
    whole = sheet.put(total, **time)
    sheet.list(dimension, parts, whole, **options, **time)
    return one(sheet)
