"""From figures and their lists to the constraints that they must keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ..record import Figure, Group
from ..rulepack import Rules
from .constraints import Constraint
from .identity import context_of, name_of, repeated, same_count
from .notes import explained
from .numbers import exact, half_unit, is_percent

__all__ = ["constraints_of"]

#: Dimensions that brackets name only where there is any (重点件1件, 重复件2件).
_ONLY_WHERE_ANY = ("priority", "duplicate")
#: In a label: the number is a rate (办结率).
_RATE = "率"


def constraints_of(
    figures: Sequence[Figure], groups: Sequence[Group], rules: Rules, incomplete: Collection[int] = ()
) -> list[Constraint]:
    """Return what must hold between the figures of one bulletin, in a fixed order: list by list, as printed.

    ``incomplete`` are the lists (ids of groups) in which a number stands that could not be read.
    """
    by_id = {figure.id: figure for figure in sorted(figures, key=lambda f: f.id)}
    lists = {group.id: group for group in sorted(groups, key=lambda g: g.id)}
    builder = _Builder(by_id, lists, rules, frozenset(incomplete))
    found = [*builder.lists_to_wholes(), *builder.brackets(), *builder.rollups(), *builder.shares(), *builder.repeats()]
    return list(dict.fromkeys(found))


class _Builder:
    """The figures of one bulletin, indexed for what each kind of constraint asks."""

    def __init__(
        self, figures: Mapping[int, Figure], groups: Mapping[int, Group], rules: Rules, incomplete: frozenset[int]
    ) -> None:
        self.figures = figures
        self.groups = groups
        self.rules = rules
        self.words = rules.pack.messages.checks
        self.case_units = frozenset(rules.pack.counts.case_units)
        self.incomplete = incomplete
        self.members: dict[int, list[Figure]] = defaultdict(list)
        for figure in figures.values():
            group = groups.get(figure.group) if figure.group is not None else None
            if group is not None and group.whole != figure.id and not self._within_list(figure, group):
                self.members[group.id].append(figure)

    def _within_list(self, figure: Figure, group: Group) -> bool:
        """Tell whether the figure is a bracket behind an item of the list that it is counted to itself."""
        parent = self.figures.get(figure.parent) if figure.parent is not None else None
        return parent is not None and parent.group == group.id and group.whole != parent.id

    # Lists and their wholes

    def lists_to_wholes(self) -> Iterator[Constraint]:
        """Yield the constraint of each list: partition or cover of its whole, or subset where it is not exhaustive."""
        for group in self.groups.values():
            if group.relation == "none":
                continue
            members = self.members[group.id]
            counts = [f for f in members if not is_percent(f.unit)]
            percents = [f for f in members if is_percent(f.unit)]
            percents = [f for f in percents if not any(_twins(f, c) for c in counts)]
            if counts and (group.whole in self.figures or group.relation in ("partition", "cover")):
                yield self._list(group, counts)
            if len(percents) > 1 and group.relation in ("partition", "cover") and not counts:
                yield self._percent_list(group, percents)

    def _list(self, group: Group, parts: list[Figure]) -> Constraint:
        ids = tuple(f.id for f in parts)
        whole = self.figures.get(group.whole) if group.whole is not None else None
        if whole is None or is_percent(whole.unit):
            missing: str | None = "whole"
        else:
            missing = None if all(self._comparable(f, whole) for f in parts) else "units"
        wholes = () if whole is None else (whole.id,)
        base = Constraint("subset", wholes, ids, note=group.note, missing=missing, dimension=group.dimension)
        if group.relation in ("subset", "partial"):
            return replace(base, may_exceed=any(self._may_exceed(f) for f in parts))
        low, high = explained(group.note, self.rules)
        incomplete = group.id in self.incomplete
        if group.relation == "cover":
            return replace(base, kind="cover", low=low, incomplete=incomplete)
        may_overlap = group.note is None and group.dimension in self.words.may_overlap
        return replace(base, kind="partition", low=low, high=high, may_overlap=may_overlap, incomplete=incomplete)

    def _percent_list(self, group: Group, parts: list[Figure]) -> Constraint:
        slack = sum((half_unit(f.value) for f in parts), Fraction(0))
        low, high = explained(group.note, self.rules)
        overlapping = group.relation == "cover"
        return Constraint(
            "cover" if overlapping else "partition",
            (),
            tuple(f.id for f in parts),
            fixed=100,
            low=None if low is None else low - slack,
            high=None if high is None else high + slack,
            may_overlap=group.note is None and group.dimension in self.words.may_overlap,
            note=group.note,
            incomplete=group.id in self.incomplete,
            dimension=group.dimension,
        )

    def _comparable(self, part: Figure, whole: Figure) -> bool:
        return part.unit == whole.unit or {part.unit, whole.unit} <= self.case_units

    def _may_exceed(self, figure: Figure) -> bool:
        """Tell whether the figure is a total after merging or splitting that may exceed what it was made from."""
        if figure.dimension != "duplicate":
            return False
        text = f"{figure.label or ''} {figure.category or ''}"
        bounded = any(word in text for word in self.words.bounded_words)
        return not bounded or any(word in text for word in self.words.split_words)

    # Numbers in brackets

    def brackets(self) -> Iterator[Constraint]:
        """Yield, for each number that is printed as a part of another one and not within a list of its parts: part ≤
        whole.
        """
        for figure in self.figures.values():
            parent = self.figures.get(figure.parent) if figure.parent is not None else None
            if parent is None or is_percent(figure.unit) or is_percent(parent.unit):
                continue
            group = self.groups.get(figure.group) if figure.group is not None else None
            if group is not None and (group.whole == parent.id or group.relation == "none"):
                continue
            if self._comparable(figure, parent):
                yield Constraint(
                    "subset",
                    (parent.id,),
                    (figure.id,),
                    may_exceed=self._may_exceed(figure),
                    dimension=figure.dimension,
                )

    def rollups(self) -> Iterator[Constraint]:
        """Yield, for each kind of number in brackets behind the items of a list: they add up to their headline."""
        found: dict[tuple[int, Hashable], list[Figure]] = defaultdict(list)
        bearers: dict[tuple[int, Hashable], set[int]] = defaultdict(set)
        for figure in self.figures.values():
            item = self._item(figure)
            if item is not None and item.group is not None and not is_percent(figure.unit):
                found[item.group, (figure.dimension, name_of(figure), figure.scope)].append(figure)
                bearers[item.group, figure.dimension].add(item.id)
        for (index, _), parts in found.items():
            group, dimension = self.groups[index], parts[0].dimension
            # An item without (重点件1件) has none of them; one without (来电1件) has simply not been broken down.
            if dimension not in _ONLY_WHERE_ANY and len(bearers[index, dimension]) < len(self.members[index]):
                continue
            headline = self._headline_of(parts[0], group)
            if headline is None or group.relation != "partition" or not self._comparable(parts[0], headline):
                continue
            low, high = explained(group.note, self.rules)
            yield Constraint(
                "rollup",
                (headline.id,),
                tuple(f.id for f in parts),
                low=low,
                high=high,
                note=group.note,
                incomplete=index in self.incomplete,
                dimension=group.dimension,
            )

    def _item(self, figure: Figure) -> Figure | None:
        """Return the item of a list behind which the figure stands in brackets, if it does."""
        parent = self.figures.get(figure.parent) if figure.parent is not None else None
        if parent is None or parent.group is None or parent.group not in self.groups or figure.dimension is None:
            return None
        # A part of the list's whole is no bracket; neither is an item of the same list.
        same_list = figure.group == parent.group and figure.dimension == parent.dimension
        return None if self.groups[parent.group].whole == parent.id or same_list else parent

    def _headline_of(self, part: Figure, group: Group) -> Figure | None:
        """Return the figure that counts for the whole list what ``part`` counts for one item: one of the list's own
        whole, else the last one before it, else the first one after.
        """
        wanted = (part.dimension, name_of(part), part.scope, part.as_of, part.batch)
        found = [
            f
            for f in self.figures.values()
            if (f.dimension, name_of(f), f.scope, f.as_of, f.batch) == wanted
            and not is_percent(f.unit)
            and self._item(f) is None
            and self._is_total(context_of(f, self.groups))
        ]
        own = [f for f in found if group.whole is not None and context_of(f, self.groups) == group.whole]
        before = [f for f in own or found if f.id < part.id]
        return before[-1] if before else (own or found)[0] if found else None

    def _is_total(self, index: int | None) -> bool:
        """Tell whether a context is that of a headline's part: none, a headline, or a total after merging."""
        figure = self.figures.get(index) if index is not None else None
        return figure is None or figure.dimension in (None, "duplicate")

    # Percentages

    def shares(self) -> Iterator[Constraint]:
        """Yield, for each percentage beside a count of the same thing: it is their quotient."""
        percents = [f for f in self.figures.values() if is_percent(f.unit) and f.dimension is not None]
        if not percents:
            return
        counts: dict[tuple[Hashable, ...], list[Figure]] = defaultdict(list)
        for figure in self.figures.values():
            if not is_percent(figure.unit) and figure.dimension is not None:
                counts[self._share_key(figure)].append(figure)
        pairs = [(percent, part) for percent in percents if (part := self._counted(percent, counts)) is not None]
        beside: dict[int | None, list[Figure]] = defaultdict(list)
        for percent, part in pairs:
            beside[part.group].append(percent)
        made_to_fit = {group: self._made_to_fit(group, some) for group, some in beside.items()}
        overlapping = {group: self._overlapping(group, some) for group, some in beside.items()}
        for percent, part in pairs:
            wholes = self._denominator(part, overlapping[part.group])
            half = half_unit(percent.value)
            yield Constraint(
                "share",
                wholes,
                self._numerator(percent, part, wholes),
                percent=percent.id,
                half=half,
                high=2 * half if made_to_fit[part.group] else 0,
                missing=None if wholes else "whole",
                dimension=part.dimension,
            )

    def _made_to_fit(self, group: int | None, percents: Sequence[Figure]) -> bool:
        """Tell whether the percentages of a list were adjusted, as is common, to make exactly 100."""
        if group is None or len(percents) < 2 or len(percents) != len(self._counts(group)):
            return False
        return sum(exact(f.value) or 0 for f in percents) == 100

    def _counts(self, group: int) -> list[Figure]:
        return [f for f in self.members[group] if not is_percent(f.unit)]

    def _share_key(self, figure: Figure, name: str | None = None) -> tuple[Hashable, ...]:
        batch = tuple(figure.batch) if figure.batch else None
        return figure.scope, figure.as_of, batch, figure.dimension, name or name_of(figure)

    def _counted(self, percent: Figure, counts: Mapping[tuple[Hashable, ...], list[Figure]]) -> Figure | None:
        """Return the count that the percentage expresses: the one before it that bears its label in its list, its
        parent of the same name, else the last count before it of that name, under the same whole.
        """
        beside = self._counts(percent.group) if percent.group is not None and percent.label_span is not None else []
        twins = [f for f in beside if f.label_span == percent.label_span]
        if twins:
            return twins[-1]
        names = {name_of(percent), *self._rated(percent)}
        parent = self.figures.get(percent.parent) if percent.parent is not None else None
        if parent is not None and parent.dimension == percent.dimension and name_of(parent) in names:
            return None if is_percent(parent.unit) else parent
        above = same_count(percent, self.figures, self.groups, units=False)[5:]
        found = [
            f
            for name in sorted(n for n in names if n)
            for f in counts.get(self._share_key(percent, name), ())
            if (same_count(f, self.figures, self.groups, units=False)[5:] == above or not above)
            and _same_outcome(percent, f)
        ]
        before = [f for f in found if f.id < percent.id]
        return before[-1] if before else found[0] if found else None

    def _rated(self, percent: Figure) -> Iterator[str]:
        text = f"{percent.label or ''} {percent.category or ''}"
        rates = [rate for rate in self.words.rate_categories if rate in text]
        return (self.words.rate_categories[rate] for rate in rates if not any(rate in r != rate for r in rates))

    def _numerator(self, percent: Figure, part: Figure, wholes: tuple[int, ...]) -> tuple[int, ...]:
        """Return what a percentage is the share of: its count; of a rate that counts several outcomes as one
        (办结率 of 办结 and 阶段性办结), their counts together, where only these make the printed rate.
        """
        whole = sum(exact(self.figures[index].value) or 0 for index in wholes)
        label = percent.label or ""
        also = next((names for rate, names in self.words.rate_sums.items() if label.endswith(rate)), ())
        if not also or not whole or part.group is None:
            return (part.id,)
        both = [part, *(f for f in self._counts(part.group) if f is not part and name_of(f) in also)]
        off = [
            abs(Fraction(100 * sum(exact(f.value) or 0 for f in counted)) / whole - (exact(percent.value) or 0))
            for counted in ([part], both)
        ]
        half = half_unit(percent.value)
        return tuple(f.id for f in both) if off[1] <= half < off[0] else (part.id,)

    def _denominator(self, part: Figure, overlapping: tuple[int, ...]) -> tuple[int, ...]:
        """Return what the count is a share of: its whole; or all items of its list, where their shares are of these."""
        above = context_of(part, self.groups)
        whole = self.figures.get(above) if above is not None else None
        if whole is None or is_percent(whole.unit) or not self._comparable(part, whole):
            return ()
        items = (exact(self.figures[index].value) or 0 for index in overlapping)
        return overlapping if overlapping and sum(items) != exact(whole.value) else (whole.id,)

    def _overlapping(self, number: int | None, percents: Sequence[Figure]) -> tuple[int, ...]:
        """Return the counts of a list whose percentages add up to 100, so that they are shares of what the counts add
        up to, should that be more than the whole, or should each of them be just that.
        """
        group = self.groups.get(number) if number is not None else None
        items = self._counts(group.id) if group is not None else []
        if group is None or len(percents) != len(items):
            return ()
        total = sum(exact(f.value) or 0 for f in percents)
        slack = sum((half_unit(f.value) for f in percents), Fraction(0))
        if abs(Fraction(total) - 100) > slack:
            return ()
        counted = Fraction(sum(exact(f.value) or 0 for f in items))
        whole = self.figures.get(group.whole) if group.whole is not None else None
        more = whole is not None and counted > (exact(whole.value) or 0) and group.relation in ("partition", "cover")
        pairs = list(zip(items, percents, strict=True))
        return tuple(f.id for f in items) if more or _all_shares_of(counted, pairs) else ()

    # The same count twice

    def repeats(self) -> Iterator[Constraint]:
        """Yield, for each count that is printed again: it is the same number."""
        for first, again in repeated(self.figures, self.groups, self.words.agree_dimensions):
            if name_of(first) in self.words.remainders:
                continue
            yield Constraint("agree", (first.id,), (again.id,), dimension=first.dimension)


def _all_shares_of(total: Fraction, pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """Tell whether all percentages are those of their counts in a total."""
    return bool(total) and all(
        abs(100 * Fraction(exact(f.value) or 0) / total - (exact(share.value) or 0)) <= half_unit(share.value)
        for f, share in pairs
    )


def _twins(percent: Figure, count: Figure) -> bool:
    return name_of(percent) == name_of(count) or percent.parent == count.id


def _same_outcome(percent: Figure, count: Figure) -> bool:
    """Tell whether a rate speaks of what was counted: 整改率 of 已整改, not of 已办结."""
    if percent.label is None or count.label is None or _RATE not in percent.label:
        return True
    stem = percent.label.replace(_RATE, "")
    return any(stem[i : i + 2] in count.label for i in range(max(1, len(stem) - 1)))
