"""What is true: complaints, case by case, counted for every issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from .world import World

__all__ = ["INDUSTRIES", "TYPES", "Cell", "Numbers", "numbers_of"]

#: Label as printed → canonical category.
TYPES = {"大气污染": "大气", "水污染": "水", "噪声污染": "噪声", "土壤污染": "土壤", "生态破坏": "生态"}
INDUSTRIES = {"工业企业": "工业", "餐饮娱乐": "餐饮", "畜禽养殖": "畜禽养殖", "建筑施工": "建筑"}
_SETTLED, _PARTLY, _OPEN = "已办结", "阶段性办结", "未办结"


@dataclass(frozen=True, slots=True)
class Cell:
    """Which number of an issue: what a figure of the record is keyed by."""

    scope: str
    dimension: str | None = None
    label: str | None = None
    of: str | None = None
    """The item behind which it stands in brackets."""


#: The numbers of one issue, in the order in which they are printed.
Numbers = dict[Cell, int]


def numbers_of(world: World, rng: Random, issues: int, mean: int = 30) -> list[Numbers]:
    """Return the true numbers of each issue; a batch has about ``mean`` complaints."""
    regions = [county.place.name for county in world.counties]
    weights = [rng.uniform(0.4, 3) for _ in regions]
    total: Counter[Cell] = Counter()
    settled = partly = 0
    result = []
    for _ in range(issues):
        new = Counter(_batch(world, rng, regions, weights, mean))
        total.update({replace(cell, scope="cumulative"): count for cell, count in new.items()})
        cases = total[Cell("cumulative")]
        settled += rng.randint(0, (cases - settled) // 2)
        partly = rng.randint(0, (cases - settled) // 2)
        result.append(_ordered(world, new, total, (settled, partly, cases - settled - partly)))
    return result


def _batch(world: World, rng: Random, regions: list[str], weights: list[float], mean: int) -> Iterator[Cell]:
    """Yield, for every complaint of a batch, each number in which it counts."""
    for region in rng.choices(regions, weights, k=rng.randint(max(2, mean // 2), mean + mean // 2)):
        yield Cell("new")
        yield Cell("new", "channel", "来电" if rng.random() < 0.65 else "来信")
        yield Cell("new", "region", region)
        yield Cell("new", "industry", rng.choice(list(INDUSTRIES)))
        for kind in rng.sample(list(TYPES), 2 if rng.random() < 0.2 else 1):
            yield Cell("new", "pollution", kind)
        if rng.random() < 0.12:
            yield Cell("new", "priority", "重点件")
            if world.with_brackets:
                yield Cell("new", "priority", "重点件", region)


def _ordered(world: World, new: Counter[Cell], total: Counter[Cell], status: tuple[int, int, int]) -> Numbers:
    """Return the counts in the order of print; regions without a complaint are left out."""
    numbers: Numbers = {}
    for scope, counts in (("new", new), ("cumulative", total)):
        cells = [Cell(scope), Cell(scope, "channel", "来电"), Cell(scope, "channel", "来信")]
        cells.append(Cell(scope, "priority", "重点件"))
        for county in world.counties:
            cells.append(Cell(scope, "region", county.place.name))
            cells.append(Cell(scope, "priority", "重点件", county.place.name))
        if scope == "new":
            cells += [Cell(scope, "pollution", kind) for kind in TYPES]
            cells += [Cell(scope, "industry", kind) for kind in INDUSTRIES]
        for cell in cells:
            bracketed_total = cell.of is not None and scope == "cumulative"
            if (counts[cell] or cell.label is None) and not bracketed_total:
                numbers[cell] = counts[cell]
    for label, count in zip((_SETTLED, _PARTLY, _OPEN), status, strict=True):
        numbers[Cell("cumulative", "status", label)] = count
    return numbers
