"""Blame against exhaustive search: of all subsets, and of all values where these are few."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import RULES, Sheet

from jianbao.checks.blame import Blame, blame
from jianbao.checks.build import constraints_of
from jianbao.checks.constraints import Constraint, evaluate
from jianbao.checks.milp import fewest
from jianbao.checks.search import smallest

LIMIT = 12


@st.composite
def small_tables(draw: st.DrawFn) -> tuple[list[Constraint], dict[int, int]]:
    """Up to eight numbers up to two, with up to four random constraints: two that change never need more than ten."""
    size = draw(st.integers(2, 8))
    values = dict(enumerate(draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))))
    constraints = []
    for _ in range(draw(st.integers(1, 4))):
        order = draw(st.permutations(range(size)))
        parts = tuple(sorted(order[1 : draw(st.integers(2, min(size, 4)))]))
        kind = draw(st.sampled_from(["partition", "cover", "subset", "agree"]))
        constraints.append(Constraint(kind, (order[0],), parts[:1] if kind == "agree" else parts))
    return constraints, values


def violated(constraints: list[Constraint], values: dict[int, int]) -> list[int]:
    return [i for i, c in enumerate(constraints) if evaluate(c, values).status == "violated"]


def component_of(found: Blame, constraints: list[Constraint]) -> list[Constraint]:
    return [constraints[i] for i in found.constraints]


def by_component(found: list[Blame]) -> list[list[Blame]]:
    """Return the clusters of one component together."""
    return [[b for b in found if b.constraints == key] for key in dict.fromkeys(b.constraints for b in found)]


Answers = dict[tuple[int, ...], dict[int, set[int]]]


def by_brute_force(constraints: list[Constraint], values: dict[int, int], figures: list[int]) -> Answers:
    """Return the smallest sets of figures that suffice, with the values of each, trying every value up to LIMIT."""
    for size in range(1, len(figures) + 1):
        answers = {}
        for chosen in combinations(figures, size):
            possible: dict[int, set[int]] = {i: set() for i in chosen}
            for new in product(range(LIMIT + 1), repeat=size):
                changed = values | dict(zip(chosen, new, strict=True))
                if not violated(constraints, changed):
                    for i in chosen:
                        possible[i].add(changed[i])
            if all(possible.values()):
                answers[chosen] = possible
        if answers:
            return answers
        if size == 2:  # thirteen to the third for each set is too many
            return {}
    return {}


@settings(max_examples=80, deadline=None)
@given(small_tables())
def test_the_same_sets_and_values_as_brute_force(table: tuple[list[Constraint], dict[int, int]]) -> None:
    constraints, values = table
    verdicts = [evaluate(c, values) for c in constraints]
    for clusters in by_component(blame(constraints, verdicts, values)):
        expected = by_brute_force(component_of(clusters[0], constraints), values, clusters[0].system.figures)
        cost = sum(found.cost or 99 for found in clusters)
        if not expected:
            assert cost > 2
            continue
        assert cost == len(next(iter(expected)))
        exact_sets = [set(smallest(found.system)) for found in clusters]
        assert {tuple(sorted(sum(sets, ()))) for sets in product(*exact_sets)} == set(expected)
        for found, others in ((c, [o for o in clusters if o is not c]) for c in clusters):
            rest = tuple(index for other in others for index in other.sets[0].figures)
            for suspects in found.sets:
                possible = expected[tuple(sorted((*suspects.figures, *rest)))]
                for index, (low, high) in suspects.ranges:
                    assert min(possible[index]) == low
                    most = max(possible[index])
                    assert most == high if high is not None else most > LIMIT // 2


@settings(max_examples=40, deadline=None)
@given(small_tables())
def test_the_program_gives_the_same_sets_as_the_search(table: tuple[list[Constraint], dict[int, int]]) -> None:
    constraints, values = table
    verdicts = [evaluate(c, values) for c in constraints]
    for found in blame(constraints, verdicts, values):
        program = set(fewest(found.system, dict.fromkeys(found.system.figures, 1.0)))
        assert program == set(smallest(found.system, largest=8))


@st.composite
def corrupted(draw: st.DrawFn) -> tuple[Sheet, int]:
    """A consistent sheet of two crossing lists and a sub-list, with up to three numbers changed."""
    regions = draw(st.lists(st.integers(0, 60), min_size=2, max_size=6))
    cut = draw(st.integers(0, sum(regions)))
    sheet = Sheet()
    whole = sheet.put(sum(regions))
    ids = sheet.list("region", regions, whole)
    sheet.list("channel", {"来电": cut, "来信": sum(regions) - cut}, whole)
    inner = draw(st.integers(0, regions[0]))
    sheet.list("status", {"办结": inner, "未办结": regions[0] - inner}, ids[0])
    changed = draw(st.dictionaries(st.integers(0, len(sheet.figures) - 1), st.integers(1, 30), max_size=3))
    for index, by in changed.items():
        sheet.figures[index].value += by
    return sheet, len(changed)


@settings(max_examples=100, deadline=None)
@given(corrupted())
def test_no_more_is_blamed_than_was_changed_and_determined_repairs_mend_all(case: tuple[Sheet, int]) -> None:
    sheet, changes = case
    constraints = constraints_of(sheet.figures, sheet.groups, RULES)
    values = {figure.id: figure.value for figure in sheet.figures}
    found = blame(constraints, [evaluate(c, values) for c in constraints], values)
    assert sum(b.cost or 99 for b in found) <= changes
    for clusters in by_component(found):
        for sets in product(*(cluster.sets for cluster in clusters)):
            changes = {i: suspects.value(i) for suspects in sets for i in suspects.figures}
            if None not in changes.values():
                assert not set(violated(constraints, values | changes)) & set(clusters[0].constraints)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), corrupted())
def test_order_is_irrelevant(random: object, case: tuple[Sheet, int]) -> None:
    sheet, _ = case
    expected = sheet.check()
    random.shuffle(sheet.figures)
    random.shuffle(sheet.groups)
    assert sheet.check() == expected


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_rounded_share_always_holds(part: int, rest: int, places: int) -> None:
    whole = part + rest
    percent = round(Fraction(100 * part, whole), places)
    values = {0: whole, 1: part, 2: percent}
    share = Constraint("share", (0,), (1,), percent=2, half=Fraction(1, 2 * 10**places))
    assert evaluate(share, values).status == "holds"
    off = values | {2: percent + Fraction(2, 10**places)}
    assert evaluate(share, off).status == "violated"
