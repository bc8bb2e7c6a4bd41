"""When two printed figures are the same count."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

from ..record import Figure, Group
from .numbers import exact, is_percent

__all__ = ["context_of", "name_of", "repeated", "same_count"]


def name_of(figure: Figure) -> str | None:
    """Return what the figure counts within its dimension: the canonical category, else the label as written."""
    return figure.category or figure.label


def context_of(figure: Figure, groups: Mapping[int, Group]) -> int | None:
    """Return the figure that this one is a part of: its parent, else the whole of its list."""
    if figure.parent is not None:
        return figure.parent
    group = groups.get(figure.group) if figure.group is not None else None
    return group.whole if group is not None else None


def same_count(
    figure: Figure, figures: Mapping[int, Figure], groups: Mapping[int, Group], units: bool = True
) -> tuple[Hashable, ...]:
    """Return a key that figures share when they count the same: subject, time, dimension, category, and what they
    are a part of (the 9 of 17 complaints and the 9 of 12 settled ones are not the same count). With ``units`` False
    the key is the same for a count and for its percentage.
    """
    chain: list[Hashable] = []
    seen: set[int] = set()
    current: Figure | None = figure
    while current is not None and current.id not in seen:
        seen.add(current.id)
        batch = tuple(current.batch) if current.batch else None
        chain += [current.scope, current.as_of, batch, current.dimension, name_of(current)]
        if current is not figure:
            chain += [current.unit, exact(current.value)]
        elif units:
            chain += [current.subject, current.unit]
        above = context_of(current, groups)
        current = figures.get(above) if above is not None else None
    return tuple(chain)


def repeated(
    figures: Mapping[int, Figure], groups: Mapping[int, Group], dimensions: Sequence[str]
) -> list[tuple[Figure, Figure]]:
    """Return pairs of figures that print the same count twice: the first time, and each time after.

    Figures of one list never do, and a category that a list names twice (油烟 and 扬尘 are both 大气) is no count of
    its own. Figures without a batch and a date may be of two different times, and rates of two different wholes,
    unless the very same figure is their whole. ``dimensions`` are those in which repeated names mean the same count;
    headlines always do.
    """
    alike: dict[tuple[Hashable, ...], list[Figure]] = defaultdict(list)
    in_list = Counter(_place(figure) for figure in figures.values())
    for figure in figures.values():
        name = name_of(figure)
        if figure.dimension is None or (name is not None and figure.dimension in dimensions):
            alike[figure.dimension, name, figure.unit, figure.scope].append(figure)
    by_key: dict[tuple[Hashable, ...], list[Figure]] = defaultdict(list)
    for candidates in alike.values():
        if len(candidates) > 1:
            for figure in candidates:
                if figure.group is None or in_list[_place(figure)] == 1:
                    timed = (figure.as_of is not None or figure.batch is not None) and not is_percent(figure.unit)
                    whole = None if timed else context_of(figure, groups)
                    if timed or whole is not None:
                        by_key[whole, *same_count(figure, figures, groups)].append(figure)
    return [
        (found[0], later)
        for found in by_key.values()
        for later in found[1:]
        if later.group is None or later.group != found[0].group
    ]


def _place(figure: Figure) -> tuple[Hashable, ...]:
    return figure.group, name_of(figure), figure.unit, figure.parent
