"""Which numbers are to blame: the worked example, the traps of big M, and answers that must not be given."""

from __future__ import annotations

import subprocess
import sys

import pytest
from sheets import INDUSTRIES, REGIONS, RULES, Sheet, worked_example

from jianbao.checks.blame import Blame, blame
from jianbao.checks.build import constraints_of
from jianbao.checks.constraints import evaluate
from jianbao.checks.findings import findings_of
from jianbao.checks.milp import LARGEST, NotSolved, bound_of, fewest
from jianbao.checks.numbers import exact
from jianbao.checks.search import smallest


def blamed(sheet: Sheet, **options: object) -> list[Blame]:
    constraints = constraints_of(sheet.figures, sheet.groups, RULES)
    values = {figure.id: exact(figure.value) for figure in sheet.figures}
    verdicts = [evaluate(constraint, values) for constraint in constraints]
    return blame(constraints, verdicts, values, **options)


def answers(sheet: Sheet, **options: object) -> dict[tuple[int, ...], tuple[object, ...]]:
    (found,) = blamed(sheet, **options)
    return {suspects.figures: tuple(suspects.value(i) for i in suspects.figures) for suspects in found.sets}


WORSE_REGIONS = (5, *REGIONS[1:])


class TestWorkedExample:
    def test_as_given_nothing_is_to_blame(self) -> None:
        assert blamed(worked_example()) == []

    def test_a_total_against_two_lists_is_the_only_suspect(self) -> None:
        assert answers(worked_example(total=18)) == {(0,): (17,)}

    def test_a_region_may_be_any_region_but_never_the_total(self) -> None:
        found = answers(worked_example(regions=WORSE_REGIONS))
        assert found == {(i,): (value + 1,) for i, value in enumerate(WORSE_REGIONS, 1)}

    def test_the_least_trusted_region_comes_first(self) -> None:
        assert next(iter(answers(worked_example(regions=WORSE_REGIONS), trust={1: 0.0}))) == (1,)
        assert next(iter(answers(worked_example(regions=WORSE_REGIONS), trust={9: 0.0}))) == (9,)

    def test_a_type_larger_than_the_total_has_a_range_and_no_value(self) -> None:
        (found,) = blamed(worked_example(types=(20, 6, 3, 2)))
        assert [suspects.ranges for suspects in found.sets] == [((17, (6, 17)),)]
        assert found.sets[0].value(17) is None

    def test_types_that_do_not_reach_the_total(self) -> None:
        (found,) = blamed(worked_example(types=(3, 2, 1, 2)))
        assert dict(suspects.ranges[0] for suspects in found.sets) == {
            17: (12, 17),
            18: (11, 17),
            19: (10, 17),
            20: (11, 17),
        }

    def test_two_errors_have_79_explanations_of_which_20_are_told(self) -> None:
        sheet = worked_example(total=19, regions=WORSE_REGIONS)
        (found,) = blamed(sheet)
        assert (found.cost, len(found.sets), found.truncated) == (2, 20, True)
        regions, industries = range(1, 10), range(10, 17)
        expected = {(0, r) for r in regions} | {(0, i) for i in industries}
        expected |= {(r, i) for r in regions for i in industries}
        assert len(expected) == 79
        assert set(smallest(found.system)) == expected
        values = {s.figures: tuple(s.value(i) for i in s.figures) for s in found.sets}
        assert values[0, 1] == (17, 6)
        assert values[0, 10] == (16, 3)

    @pytest.mark.parametrize(
        ("sheet", "expected"),
        [
            (worked_example(total=18), {(0,)}),
            (worked_example(regions=WORSE_REGIONS), {(i,) for i in range(1, 10)}),
            (worked_example(types=(20, 6, 3, 2)), {(17,)}),
            (worked_example(types=(3, 2, 1, 2)), {(17,), (18,), (19,), (20,)}),
        ],
        ids=["total", "region", "type too large", "types too small"],
    )
    def test_the_program_and_the_search_give_the_same(self, sheet: Sheet, expected: set[tuple[int, ...]]) -> None:
        (found,) = blamed(sheet)
        weights = dict.fromkeys(found.system.figures, 1.0)
        assert set(fewest(found.system, weights)) == expected
        assert set(smallest(found.system)) == expected

    def test_the_program_finds_pairs_one_by_one(self) -> None:
        (found,) = blamed(worked_example(total=19, regions=WORSE_REGIONS))
        program = set(fewest(found.system, dict.fromkeys(found.system.figures, 1.0)))
        assert program == set(smallest(found.system))


class TestRepairs:
    def test_each_suspect_of_a_lone_error_is_a_repair_that_settles_the_rest(self) -> None:
        first, second, cover = worked_example(total=18).check()
        assert [(r.figure, r.value, r.also_settles) for r in first.repairs] == [(0, 17, [1])]
        assert [(r.figure, r.value, r.also_settles) for r in second.repairs] == [(0, 17, [0])]
        assert cover.repairs == []

    def test_each_finding_names_its_part_of_the_likeliest_set(self) -> None:
        first, second, _ = worked_example(total=19, regions=WORSE_REGIONS).check()
        assert [(r.figure, r.value, r.also_settles) for r in first.repairs] == [(0, 17, [1]), (1, 6, [])]
        assert [(r.figure, r.value, r.also_settles) for r in second.repairs] == [(0, 17, [0])]
        assert first.message.endswith("要使各项数字一致，至少须改动2个数字。")
        assert first.message_en.endswith("At least 2 numbers must change for all to be consistent.")

    def test_likely_slips_come_first(self) -> None:
        sheet = Sheet()
        whole = sheet.put(91)
        sheet.list("region", {"东县": 21, "西县": 43, "南县": 51}, whole)
        (finding,) = sheet.check()
        # 27 and 51 share a 1 that may be a 7; 43 and 91 need more; 21 - 24 is no count.
        assert [(r.figure, r.value) for r in finding.repairs] == [(3, 27), (0, 115), (2, 19)]

    def test_a_transposed_number_is_put_right_first(self) -> None:
        sheet = Sheet()
        whole = sheet.put(75)
        sheet.list("region", {"东县": 21, "西县": 30, "南县": 42}, whole)
        (finding,) = sheet.check()
        assert (finding.repairs[0].figure, finding.repairs[0].value) == (3, 24)

    def test_no_repair_is_negative(self) -> None:
        sheet = Sheet()
        whole = sheet.put(5)
        sheet.list("region", {"东县": 9, "西县": 2}, whole)
        (finding,) = sheet.check()
        assert {(r.figure, r.value) for r in finding.repairs} == {(0, 11), (1, 3)}


class TestWhatMustNotBeSaid:
    def test_protected_against_protected_is_violated_without_repairs(self) -> None:
        sheet = Sheet()
        whole = sheet.put(18)
        parts = sheet.list("region", {"东县": 10, "西县": 7}, whole)
        constraints = constraints_of(sheet.figures, sheet.groups, RULES)
        for protected in ((whole, *parts), (whole, *parts, 99)):
            (finding,) = findings_of(constraints, sheet.figures, RULES, protected=protected)
            assert (finding.status, finding.repairs) == ("violated", [])
        (finding,) = findings_of(constraints, sheet.figures, RULES, protected=[whole])
        assert {r.figure for r in finding.repairs} == set(parts)

    def test_when_the_time_is_up_it_is_violated_and_no_more(self) -> None:
        sheet = chain_of_lists([3, 5, 7, 11])
        constraints = constraints_of(sheet.figures, sheet.groups, RULES)
        found = findings_of(constraints, sheet.figures, RULES, time_limit=0.0)
        assert {f.status for f in found} == {"violated"}
        assert [f.repairs for f in found] == [[]] * 4
        with pytest.raises(NotSolved):
            list(fewest(blamed(sheet)[0].system, dict.fromkeys(range(99), 1.0), time_limit=0.0))

    @pytest.mark.parametrize("scale", [1, 10**3, 10**5, 10**6, 10**7, 10**8])
    def test_large_numbers_do_not_leak_through_big_m(self, scale: int) -> None:
        regions = [v * scale for v in REGIONS]
        industries = [v * scale for v in INDUSTRIES]
        types = [v * scale for v in (9, 6, 3, 2)]
        right = worked_example(17 * scale, regions, industries, types)
        assert blamed(right) == []
        assert answers(worked_example(17 * scale + 1, regions, industries, types)) == {(0,): (17 * scale,)}
        wrong = [regions[0] - 1, *regions[1:]]
        assert set(answers(worked_example(17 * scale, wrong, industries, types))) == {(i,) for i in range(1, 10)}
        (found,) = blamed(worked_example(17 * scale + 2, wrong, industries, types))
        assert (found.cost, found.truncated) == (2, True)
        assert len(set(smallest(found.system))) == 79
        assert (bound_of(found.system, found.system.figures) <= LARGEST) == (scale <= 10**3)

    def test_money_with_cents_is_exact(self) -> None:
        sheet = Sheet()
        whole = sheet.put(251542.71, unit="元")
        sheet.list("region", {"东县": 200000.1, "西县": 51542.6}, whole, unit="元")
        (finding,) = sheet.check()
        assert {(r.figure, r.value) for r in finding.repairs} == {(0, 251542.7), (1, 200000.11), (2, 51542.61)}

    def test_scipy_is_not_touched_where_nothing_is_violated_or_one_number_explains_it(self) -> None:
        program = (
            "import sys; sys.path.insert(0, 'tests/checks')\n"
            "from sheets import worked_example\n"
            "assert worked_example().check() and worked_example(total=18).check()[0].repairs\n"
            "assert not {'scipy', 'numpy', 'pandas'} & set(sys.modules)\n"
        )
        subprocess.run([sys.executable, "-c", program], check=True)


def chain_of_lists(errors: list[int]) -> Sheet:
    """Lists of lists: each part of a list is the total of the next; every list misses its total by its error."""
    sheet = Sheet()
    whole = sheet.put(1000)
    size = 1000
    for number, error in enumerate(errors):
        first = size // 2
        ids = sheet.list(
            "other", {f"{number}甲": first, f"{number}乙": size // 4, f"{number}丙": size // 4 + error}, whole
        )
        whole, size = ids[0], first
    return sheet


def test_more_than_two_errors_are_counted_by_the_program() -> None:
    (found,) = blamed(chain_of_lists([3, 5, 7, 11, 13]))
    assert found.cost == 5  # the number that two lists share cannot mend both, as their errors differ
    assert (len(found.sets), found.truncated) == (20, True)
    for suspects in found.sets:
        assert all(low == high for _, (low, high) in suspects.ranges)


def test_each_of_many_parts_may_be_the_wrong_one_and_few_are_told() -> None:
    sheet = Sheet()
    sheet.list("region", {f"{number}村": 1 for number in range(20_000)}, sheet.put(20_005))
    (found,) = blamed(sheet)
    assert (found.cost, len(found.sets), found.truncated) == (1, 20, True)
    assert found.sets[0].figures == (0,)
    assert found.sets[0].value(0) == 20_000


def test_order_of_figures_and_constraints_is_irrelevant() -> None:
    sheet = worked_example(total=19, regions=WORSE_REGIONS)
    turned = Sheet()
    turned.figures, turned.groups = sheet.figures[::-1], sheet.groups[::-1]
    assert sheet.check() == turned.check()
    assert answers(sheet) == answers(turned)


def test_a_percentage_that_must_change_with_its_count_is_recomputed() -> None:
    sheet = Sheet()
    whole = sheet.put(65)
    parts = sheet.list("pollution", {"大气": 21, "噪声": 11, "生态": 10, "水": 21}, whole)
    for index, name, percent in zip(parts, ("大气", "噪声", "生态", "水"), (32.3, 16.9, 15.8, 32.3), strict=True):
        sheet.put(percent, "pollution", name, "%", parent=index)
    (found,) = blamed(sheet, percents=[5, 6, 7, 8])
    assert [(s.figures, [s.value(i) for i in s.figures]) for s in found.sets] == [
        ((3, 7), [12, exact(18.5)]),
    ]
