"""Figures: the third stage. Reads the tidy rows and the groups off the tree."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import cast

from ...record import Dimension, Figure, Group, Relation, Scope
from ...rulepack import Rules
from ...span import Span
from ..context import Context
from .labels import OTHER, category_in
from .tree import Item, Part, Statement

__all__ = ["figures_of"]

_FALLBACK = "other"
_TOTALS = "duplicate"
#: So many numbers do not add up to a total by chance.
_FEW = 2
#: How far a published percentage may be from the true one.
_ROUNDED = 0.6


def figures_of(statements: list[Statement], rules: Rules, context: Context) -> tuple[list[Figure], list[Group]]:
    """Return the figures and groups of a tree, in the order of the text."""
    writer = _Writer(rules, context)
    for statement in statements:
        writer.statement(statement)
    writer.wholes_behind(statements)
    for index, whole in writer.levels:
        writer.figures[index].parent = writer.ids.get(id(whole))
    return _in_order(writer.figures, writer.groups), writer.groups


def _in_order(figures: list[Figure], groups: list[Group]) -> list[Figure]:
    """Return the figures in the order of the text; a list that goes on behind another one is out of it."""
    ordered = sorted(figures, key=lambda figure: figure.span.start)
    if any(figure.id != index for index, figure in enumerate(ordered)):
        place = {figure.id: index for index, figure in enumerate(ordered)}
        for figure in ordered:
            figure.id = place[figure.id]
            figure.parent = None if figure.parent is None else place[figure.parent]
        for group in groups:
            group.whole = None if group.whole is None else place[group.whole]
    return ordered


@lru_cache(maxsize=1 << 14)
def _place(label: str, rules: Rules, on: date | None, within: str | None) -> tuple[str, str | None] | None:
    """Return the official name and code of a place, None where the label names none, or more than one."""
    places = rules.gazetteer.lookup(label, on, within)
    return (places[0].name, places[0].code) if len(places) == 1 else None


class _Writer:
    def __init__(self, rules: Rules, context: Context) -> None:
        self.rules = rules
        self.relations = rules.pack.counts.relations
        self.rest = frozenset(rules.pack.counts.rest_categories)
        self.reference = context.reference
        self.home = context.home
        self.figures: list[Figure] = []
        self.groups: list[Group] = []
        self.ids: dict[int, int] = {}
        self.levels: list[tuple[int, Item]] = []
        """Figures that are parts of a total of a larger area, which may come later."""
        self.headless: list[tuple[Part, Statement, Group]] = []
        """Lists before which no total of their time stands."""
        self.singles: list[Item] = []
        """Figures that stood alone in the statement: the wholes of lists that fit them and no total (我市重点件3件)."""
        self.listed: dict[str, list[Item]] = {}
        """Items of the statement's lists by dimension: 自治区69件 is the whole of the prefectures that follow."""

        self.divided: set[int] = set()
        """Totals into which the headline is divided, no wholes of later lists: 中心接收453件、热线接收748件."""
        self.shared: set[str] = set()
        """Dimensions of which the statement gave percentages alone: what follows goes on a ranking."""

    def statement(self, statement: Statement) -> None:
        self.singles, self.listed, self.divided, self.shared = [], {}, set(), set()
        if statement.total is not None:
            self.total(statement.total, statement)
        for node in statement.content:
            if isinstance(node, Item):
                self.total(node, statement)
            else:
                self.part(node, statement)

    def wholes_behind(self, statements: list[Statement]) -> None:
        """Give lists without a total of their own one of their day: one before them that they add up to, or, as behind
        tables, the next one.
        """
        for part, statement, group in self.headless:
            counted = [item for item in part.items if not item.share]
            total = sum(item.value for item in counted if item.unit != "%")
            known = [s.total for s in statements if s.total is not None and s.as_of == statement.as_of]
            fitting = [item for item in known if item.value == total and item.span.start < part.start]
            behind = [s.total for s in statements if s.total is not None and _same_time(s, statement)]
            whole = next(
                (item for item in [*fitting, *behind] if item.span.start > part.start or item in fitting), None
            )
            if whole is None:
                continue
            group.whole = self.ids[id(whole)]
            group.relation = self.relation(part, group.dimension, counted, whole)
            for item in part.items:
                self.figures[self.ids[id(item)]].parent = group.whole if group.relation != "none" else None

    def total(self, item: Item, statement: Statement) -> None:
        dimension = item.says.dimension if item.label is not None else None
        if item.within is not None:
            self.levels.append((len(self.figures), item.within))
        self.row(item, statement, dimension, dimension, None, None)
        for inner in item.parts:
            self.part(inner, statement)

    def part(self, part: Part, statement: Statement) -> None:
        dimension = _dimension(part)
        counted = [item for item in part.items if not item.share]
        settled = self.listed.get("status", []) if dimension == _FALLBACK else []
        named = _named_by_all(counted, [item for items in self.listed.values() for item in items])
        listed = [*self.listed.get(dimension, []), *settled, *named]
        whole = _whole(part, counted, self.singles, listed, self.divided) if part.of is None else self.kind(part.of)
        self.listed.setdefault(dimension, []).extend(counted)
        if len(counted) == 1 and not part.ranking:
            self.singles.append(counted[0])
        relation = self.relation(part, dimension, counted, whole)
        if dimension == _TOTALS and relation == "partition":
            self.divided.update(map(id, counted))
        if all(item.unit == "%" for item in part.items):
            relation = "partial" if dimension in self.shared else relation
            self.shared.add(dimension)
        group = Group(
            len(self.groups), cast("Dimension | None", dimension), relation,
            self.ids.get(id(whole)) if whole is not None else None, part.note,
            Span(part.start, max(item.span.end for item in part.items)),
        )  # fmt: skip
        self.groups.append(group)
        if whole is None and not part.candidates and statement.as_of is not None:
            self.headless.append((part, statement, group))
        parent = group.whole if relation != "none" or part.beside else None
        for item in part.items:
            self.row(item, statement, _own_dimension(item, dimension), dimension, parent, group.id)
            for inner in item.parts:
                self.part(inner, statement)

    def kind(self, category: str) -> Item | None:
        """Return the number of cases of a category that the statement gave before."""
        before = (item for items in self.listed.values() for item in items)
        return next((item for item in before if item.says.category == category and item.unit != "%"), None)

    def row(
        self,
        item: Item,
        statement: Statement,
        dimension: str | None,
        listed: str | None,
        parent: int | None,
        group: int | None,
    ) -> None:
        name, code = self.category(item, statement, dimension) if item.label is not None else (None, None)
        self.ids[id(item)] = len(self.figures)
        batch = statement.batch
        self.figures.append(
            Figure(
                len(self.figures),
                item.subject or statement.subject,
                cast("Scope", statement.scope),
                statement.as_of,
                list(batch) if batch else None,
                cast("Dimension | None", dimension),
                name,
                code,
                item.label,
                item.value,
                item.unit,
                parent,
                item.span,
                group,
                item.implied,
                item.label_span,
                item.subject_span if item.subject else statement.subject_span,
            )
        )

    def category(self, item: Item, statement: Statement, dimension: str | None) -> tuple[str | None, str | None]:
        if dimension == "region":
            as_of = statement.as_of
            on = date.fromisoformat(as_of) if as_of and as_of[0] != "-" else self.reference
            within = statement.area or self.home
            return _place(item.label or "", self.rules, on, within) or (item.label, None)
        says = item.says
        if says.category is not None and says.dimension == dimension:
            return says.category, None
        if says.category == OTHER:
            return says.category, None
        return category_in(item.label or "", dimension, self.rules) or item.label, None

    def relation(self, part: Part, dimension: str | None, items: list[Item], whole: Item | None) -> Relation:
        default = self.relations.get(dimension or _FALLBACK, "subset")
        if part.of is not None:
            return "partial"
        if part.ranking and default != "none":
            return _ranked(items, whole, dimension)
        if default == "none" or whole is None or part.beside:
            return "none"
        shares = all(item.unit == "%" for item in items)
        items = items if shares else [item for item in items if item.unit != "%"]
        total = sum(item.value for item in items if item.unit != "%")
        exact = abs(total - whole.value) < 1e-9
        if total < whole.value and _says_incomplete(part, total, whole):
            return "partial"
        if dimension == "department" and whole.says.dimension == "region" and total < whole.value:
            return "subset"
        if dimension in ("pollution", "department", "industry"):
            if part.overlaps or (total > whole.value and dimension != "industry"):
                return "cover"
            if shares:
                return "partition"
            return "partition" if exact or len(items) > 1 else "subset"
        if exact and (len(items) > 1 or default == "partition"):
            return "partition"
        if dimension == "status":
            exhaustive = any(item.says.category in self.rest for item in items) and len(items) > 1
            return "partition" if exhaustive else "subset"
        return cast("Relation", default if len(items) > 1 else "subset")


def _same_time(one: Statement, other: Statement) -> bool:
    return (one.scope, one.as_of) == (other.scope, other.as_of) and (one.batch == other.batch or other.batch is None)


def _says_incomplete(part: Part, total: float, whole: Item) -> bool:
    """Tell whether the percentages beside the counts add up to what these are of the whole: 97 % of 65 in 63.

    One of the percentages may be misprinted.
    """
    shares = [item.value for item in part.items if item.share]
    if len(shares) <= _FEW or len(shares) * 2 != len(part.items) or not whole.value or whole.unit == "%":
        return False
    met = _shares_met(part, whole) >= len(shares) - 1
    return met and abs(sum(shares) - 100 * total / whole.value) <= _ROUNDED


def _ranked(items: list[Item], whole: Item | None, dimension: str | None) -> Relation:
    """Return what a ranking is to its whole: complete where it names the others and reaches it, else an extract."""
    rest = any(item.says.category == OTHER for item in items)
    shares = all(item.unit == "%" for item in items)
    total = sum(item.value for item in items if shares or item.unit != "%")
    reached = 100 if shares else whole.value if whole is not None else None
    if total == reached and len(items) > _FEW:
        return "partition"
    if not rest or reached is None or total < reached - shares:
        return "partial"
    return "partition" if total <= reached + shares else "cover" if dimension == "pollution" else "partial"


def _dimension(part: Part) -> str:
    """Return the dimension of a list: the lead-in's, else that of most of its labels."""
    says = {item.says.dimension for item in part.items}
    if part.led and part.dimension and (part.dimension != "pollution" or "pollution" in says):
        return part.dimension
    votes: dict[str, int] = {}
    for item in part.items:
        if item.says.dimension:
            votes[item.says.dimension] = votes.get(item.says.dimension, 0) + (2 if item.says.strong else 1)
    if votes:
        return max(votes, key=lambda name: votes[name])
    return _FALLBACK if part.dimension is None or part.dimension == "pollution" else part.dimension


def _own_dimension(item: Item, listed: str) -> str:
    own = item.says
    if own.dimension == listed:
        return listed
    if own.dimension and own.strong and {own.dimension, listed} == {"region", "department"}:
        return own.dimension
    return listed


def _whole(part: Part, items: list[Item], singles: list[Item], listed: list[Item], divided: set[int]) -> Item | None:
    """Return the total that a list is a part of: the one that the text names, that the sum fits, or the last.

    ``singles`` and ``listed`` are figures before it that stood alone, or in lists of its own dimension; ``divided``
    are totals that make up another one together, so that none of them is likely.
    """
    if part.whole is not None:
        return part.whole
    if not part.candidates:
        return None
    total = sum(item.value for item in items if item.unit != "%")
    units = {item.unit for item in items}
    in_unit = [whole for whole in part.candidates if whole.unit in units]
    candidates = in_unit if in_unit[-1:] == list(part.candidates[-1:]) else part.candidates
    same = [whole for whole in candidates if abs(whole.value - total) < 1e-6]
    if same:
        return same[-1]
    nearby = [*listed, *singles, part.before] if part.before is not None else [*listed, *singles]
    alone = [item for item in nearby if item.label and item.value == total and item.unit == items[0].unit]
    if alone and len(items) > 1:
        return alone[-1]
    likely = in_unit or list(part.candidates)
    likely = [one for one in likely if id(one) not in divided] or likely
    return max([likely[-1], *part.candidates, *nearby], key=lambda whole: _shares_met(part, whole))


def _named_by_all(items: list[Item], before: list[Item]) -> list[Item]:
    """Return the figures that all labels of a list name: 派单9件 of 其中热线派单7件、网站派单2件."""
    labels = [item.label or "" for item in items]
    return [item for item in before if item.label and all(item.label in label for label in labels)]


def _shares_met(part: Part, whole: Item) -> int:
    """Return how many of the percentages beside a list's cases are those of that whole: 12件，占44% (of 27)."""
    pairs = [(one, next_) for one, next_ in pairwise(part.items) if next_.share and not one.share]
    if not whole.value or whole.unit == "%":
        return 0
    return sum(abs(100 * one.value / whole.value - share.value) <= _ROUNDED for one, share in pairs)
