"""The nodes of the tree: statements, parts, items. What the grammar builds and the figures are read off.

::

    Statement   6月7日，某市收到第2批信访件共116件     scope, date, batch, subject, the total
      └ Part    按地区分：…                          a list: its dimension, its note, what it says of itself
          └ Item    清河县3件                        label and number
              └ Part    （重点件1件）                 a bracketed list is a part of its item
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...span import Span
from .labels import Label
from .tokens import Day

__all__ = ["Item", "Part", "Statement", "outline"]


@dataclass(slots=True, eq=False)
class Item:
    """A number with what it counts. A total has no label; a share is a percentage of the item before it."""

    label: str | None
    says: Label
    value: float | int
    unit: str
    span: Span
    subject: str | None = None
    """Of a total, its own noun where that differs from the statement's."""
    implied: bool = False
    share: bool = False
    of: str | None = None
    """Of a share, the category that it is a share of, where the text names one."""
    label_span: Span | None = None
    """Where the label stands."""
    subject_span: Span | None = None
    within: Item | None = None
    """Of a second total, the headline that it is a part of: 涉及我市3件 of the province's 125件."""
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Part:
    """A list of items that were published together."""

    dimension: str | None
    start: int
    led: bool = False
    """A lead-in names the dimension."""
    ranking: bool = False
    beside: bool = False
    """It counts something else than its whole does: problems beside cases."""
    crossed: bool = False
    """Its labels name a place and a channel: 清河县来电9件、来信3件."""
    of: str | None = None
    """Its shares are those of this category, not of the total: 占涉气举报的34.2% → 大气."""
    note: str | None = None
    overlaps: bool = False
    whole: Item | None = None
    """The figure that the text itself names as the whole."""
    candidates: tuple[Item, ...] = ()
    """The totals before the list, the latest last."""
    before: Item | None = None
    """The figure right before the list: its whole, if the sum says so (重点件8件，分别为甲市5件、乙市3件)."""
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Statement:
    """What is said of one total: of a batch, a day, or all up to a day."""

    scope: str
    as_of: str | None
    batch: tuple[int, int] | None
    subject: str | None
    area: str | None
    """GB/T 2260 code of the place whose cases they are."""
    start: int
    level: str = ""
    """What kind of area is named (省, 市, 县), where one is."""
    subject_span: Span | None = None
    day: Day | None = None
    """The date as the text gives it."""
    period: bool = False
    """A month, a quarter or a year is named."""
    tally: bool = False
    """It counts other things than complaints: 排查隐患30处."""
    total: Item | None = None
    wholes: list[Item] = field(default_factory=list)
    """All totals in their order: the headline, and second totals (涉及问题N个, 合并后N件)."""
    content: list[Item | Part] = field(default_factory=list)
    """Further totals and lists, in the order of the text."""


def outline(statements: list[Statement]) -> str:
    """Return the tree as indented lines, for people."""
    lines: list[str] = []
    for statement in statements:
        total = f"{statement.total.value}{statement.total.unit}" if statement.total else "no total"
        batch = f" batch {statement.batch[0]}-{statement.batch[1]}" if statement.batch else ""
        lines.append(f"{statement.scope} {statement.as_of or ''}{batch} {statement.subject or ''}: {total}")
        for node in statement.content:
            _outline(node, 1, lines)
    return "\n".join(lines)


def _outline(node: Item | Part, depth: int, lines: list[str]) -> None:
    indent = "  " * depth
    if isinstance(node, Item):
        mark = " (implied)" if node.implied else ""
        lines.append(f"{indent}{node.label or node.subject or 'total'} {node.value}{node.unit}{mark}")
        children = node.parts
    else:
        ranking = " ranking" if node.ranking else ""
        lines.append(f"{indent}[{node.dimension}{ranking}]{f' note: {node.note}' if node.note else ''}")
        for item in node.items:
            _outline(item, depth + 1, lines)
        return
    for part in children:
        _outline(part, depth + 1, lines)
