"""A series of bulletins, issue by issue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from .counts import Numbers, numbers_of
from .pages import Head, write
from .plants import Plant, plants, printed
from .world import World, make_world

__all__ = ["Issue", "series"]


@dataclass(frozen=True, slots=True)
class Issue:
    """One bulletin: what is published, and what is true."""

    name: str
    """A file's name without its ending; unique within the series."""
    number: int
    """Its place in the series, counted from 1."""
    text: str
    gold: dict[str, Any]
    planted: tuple[Plant, ...]


def series(
    seed: int,
    issues: int,
    kinds: Sequence[str] = (),
    every: int = 1,
    mean: int = 30,
    regions: int | None = None,
) -> Iterator[Issue]:
    """Yield the issues of a series, one every ``every`` days, with an error of each of the ``kinds`` planted.

    ``mean`` is about how many complaints a batch has, ``regions`` how many counties take part at most.

    Raises ValueError where there are not enough issues for the errors.
    """
    rng = Random(seed)
    world = make_world(rng, issues, every, regions)
    numbers = numbers_of(world, rng, issues, mean)
    planted = plants(rng, numbers, kinds)
    for number in range(1, issues + 1):
        yield from _issue(world, number, numbers, planted, rng, every, seed)


def _issue(
    world: World,
    number: int,
    numbers: Sequence[Numbers],
    planted: Sequence[Plant],
    rng: Random,
    every: int,
    seed: int,
) -> Iterator[Issue]:
    """Yield one issue: none where it is missing, two where it is doubled."""
    mine = tuple(plant for plant in planted if plant.issue == number)
    kinds = {plant.kind for plant in mine}
    day = world.first_day + timedelta(days=(number - 1) * every)
    shown = number - ("renumbered" in kinds)
    head = Head(day.year, shown, shown, number + ("batch" in kinds), day)
    as_printed = printed(numbers[number - 1], number, mine)
    for again in range(0 if "missing" in kinds else 2 if "doubled" in kinds else 1):
        text, gold = write(world, head, as_printed, rng, bool(again))
        name = f"{world.prefecture.name}-{seed}-{number:05d}{'-again' if again else ''}"
        yield Issue(name, number, text, gold, mine)
