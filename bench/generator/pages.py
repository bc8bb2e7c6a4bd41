"""One bulletin: its text, and what is said where, as a gold record (docs/annotation.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from .counts import INDUSTRIES, TYPES, Cell, Numbers
from .news import Item, article, county_item
from .numerals import chinese
from .world import World

__all__ = ["Head", "write"]

_CATEGORIES = {**TYPES, **INDUSTRIES, "已办结": "办结"}


@dataclass(frozen=True, slots=True)
class Head:
    """What an issue says of itself."""

    year: int
    issue: int
    serial: int
    batch: int
    day: date


@dataclass(slots=True)
class _Page:
    """Text as it grows, and the gold that goes with it."""

    head: Head
    world: World
    parts: list[str] = field(default_factory=list)
    length: int = 0
    figures: list[dict[str, Any]] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def number(self, cell: Cell, value: int) -> None:
        """Print a number with its unit and note the figure."""
        quote = f"{value}件"
        code = next((c.place.code for c in self.world.counties if c.place.name == cell.label), None)
        self.figures.append(
            {
                "subject": self.world.noun,
                "scope": cell.scope,
                "as_of": self.head.day.isoformat(),
                "batch": [self.head.batch] * 2 if cell.scope == "new" else None,
                "dimension": cell.dimension,
                "label": cell.label,
                "category": _CATEGORIES.get(cell.label or "", cell.label),
                "code": code if cell.dimension == "region" else None,
                "value": value,
                "unit": "件",
                "parent_label": cell.of,
                "quote": quote,
                "pos": self.length,
            }
        )
        self.say(quote)

    def listed(self, cells: list[Cell], numbers: Numbers, separator: str) -> None:
        """Print labels with their numbers; a bracketed count behind its item."""
        for place, cell in enumerate(cells):
            self.say((separator if place else "") + (cell.label or ""))
            self.number(cell, numbers[cell])
            inner = Cell(cell.scope, "priority", "重点件", cell.label)
            if cell.dimension == "region" and inner in numbers:
                self.say("（重点件")
                self.number(inner, numbers[inner])
                self.say("）")


def write(world: World, head: Head, numbers: Numbers, rng: Random, again: bool = False) -> tuple[str, dict[str, Any]]:
    """Return the text of an issue and its gold. ``again``: the second of two that bear the same number."""
    page = _Page(head, world)
    page.say(
        f"{world.title}\n{head.year}年第{head.issue}期　总第{head.serial}期\n{world.issuer}\n{_full(head.day)}\n\n"
    )
    news = article(world, head.day, rng)
    page.say(f"{news.title}\n\n{news.text}\n\n【县市区动态】\n\n")
    counties = rng.sample(world.counties, min(4, len(world.counties)))
    items = [county_item(county, head.day, rng) for county in counties]
    for item in items:
        page.say(f"{item.label}：{item.text}\n")
    page.say("\n【信访件交办情况】\n\n")
    _statistics(page, numbers)
    page.say("\n报：市委书记、市长\n送：市直有关单位" + ("，各督察组成员单位" if again else "") + "\n")
    return "".join(page.parts), _gold(page, [news, *items])


def _statistics(page: _Page, numbers: Numbers) -> None:
    head, world = page.head, page.world
    day = f"{head.day.month}月{head.day.day}日"
    batch = chinese(head.batch) if world.chinese_batches else str(head.batch)
    page.say(f"{day}，{world.group}向我市交办第{batch}批{world.noun}")
    _headline(page, numbers, "new")
    _list(page, numbers, "new", "region", world.region_lead)
    _list(page, numbers, "new", "pollution", "按污染类型分（同一件可能涉及多种污染类型）：")
    _list(page, numbers, "new", "industry", "按行业分：")
    page.say(f"截至{day}，累计交办{world.noun}")
    _headline(page, numbers, "cumulative")
    _list(page, numbers, "cumulative", "region", world.region_lead)
    _list(page, numbers, "cumulative", "status", "")


def _headline(page: _Page, numbers: Numbers, scope: str) -> None:
    page.number(Cell(scope), numbers[Cell(scope)])
    channels = [cell for cell in numbers if (cell.scope, cell.dimension) == (scope, "channel")]
    if channels:
        page.say("，其中")
        page.listed(channels, numbers, "、")
    key = Cell(scope, "priority", "重点件")
    if key in numbers:
        page.say("，重点件")
        page.number(key, numbers[key])
    page.say("。\n")


def _list(page: _Page, numbers: Numbers, scope: str, dimension: str, lead: str) -> None:
    cells = [cell for cell in numbers if (cell.scope, cell.dimension) == (scope, dimension)]
    if cells:
        page.say(lead)
        page.listed(cells, numbers, page.world.separator)
        page.say("。\n")


def _full(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _gold(page: _Page, items: list[Item]) -> dict[str, Any]:
    head, world = page.head, page.world
    return {
        "masthead": {
            "title": world.title,
            "issuer": world.issuer,
            "year": head.year,
            "issue": head.issue,
            "serial": head.serial,
            "date": head.day.isoformat(),
        },
        "sections": [
            {"kind": "masthead", "heading": None},
            {"kind": "article", "heading": items[0].title},
            {"kind": "county_updates", "heading": "县市区动态"},
            {"kind": "statistics", "heading": "信访件交办情况"},
            {"kind": "distribution", "heading": None},
        ],
        "updates": [item.gold() for item in items],
        "figures": page.figures,
    }
