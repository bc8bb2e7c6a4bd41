"""Generated bulletins say what their gold says, and are wrong only where an error was planted."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bench.generator import KINDS, Issue, series
from bench.generator.numerals import chinese
from jianbao import extract
from jianbao.evaluate import score
from jianbao.parsers.numerals import number
from jianbao.rulepack import load_rules


def sums(issue: Issue) -> dict[str, tuple[int, int]]:
    """The two totals of an issue with the sums of their regions."""
    figures = issue.gold["figures"]
    return {
        scope: (
            sum(f["value"] for f in figures if f["scope"] == scope and f["dimension"] is None),
            sum(f["value"] for f in figures if f["scope"] == scope and f["dimension"] == "region"),
        )
        for scope in ("new", "cumulative")
    }


def test_the_same_seed_gives_the_same_bulletins() -> None:
    assert list(series(7, 5, ["slip"])) == list(series(7, 5, ["slip"]))
    assert [issue.text for issue in series(7, 5)] != [issue.text for issue in series(8, 5)]


@pytest.mark.parametrize("seed", range(8))
def test_every_sum_of_a_series_without_plants_holds(seed: int) -> None:
    cumulative = 0
    for issue in series(seed, 20):
        found = sums(issue)
        assert all(whole == parts for whole, parts in found.values())
        cumulative += found["new"][0]
        assert found["cumulative"][0] == cumulative


@pytest.mark.parametrize("seed", range(8))
def test_gold_quotes_the_text_and_the_parser_reads_it(seed: int, tmp_path: Path) -> None:
    rules = load_rules()
    for issue in series(seed, 3):
        assert all(issue.text.startswith(f["quote"], f["pos"]) for f in issue.gold["figures"])
        path = tmp_path / f"{issue.name}.txt"
        path.write_text(issue.text, encoding="utf-8")
        assert score(issue.name, extract(path, rules), issue.gold).misses == []


@pytest.mark.parametrize("kind", ["slip", "copied", "copied_list"])
def test_a_planted_number_is_the_only_difference(kind: str) -> None:
    right = {issue.number: issue.gold["figures"] for issue in series(3, 12)}
    for issue in series(3, 12, [kind]):
        for plant in issue.planted:
            assert plant.kind == kind
            assert plant.cell is not None
            assert plant.true != plant.printed
        known = {plant.cell: plant for plant in issue.planted}
        before = {_cell(f): f["value"] for f in right[issue.number]}
        after = {_cell(f): f["value"] for f in issue.gold["figures"]}
        wrong = {cell for cell in before.keys() | after.keys() if before.get(cell) != after.get(cell)}
        assert wrong == {(c.scope, c.dimension, c.label, c.of) for c in known if c is not None}


def _cell(figure: dict[str, object]) -> tuple[object, ...]:
    return figure["scope"], figure["dimension"], figure["label"], figure["parent_label"]


def test_whole_issues_are_left_out_doubled_and_misnumbered() -> None:
    def numbers(*kinds: str) -> list[int]:
        return [issue.gold["masthead"]["issue"] for issue in series(5, 12, kinds)]

    assert numbers() == list(range(1, 13))
    assert len(numbers("missing")) == 11
    assert Counter(Counter(numbers("doubled")).values()) == {1: 11, 2: 1}
    twice = Counter(numbers("renumbered"))
    assert (len(twice), max(twice.values())) == (11, 2)
    pair = [issue for issue in series(5, 12, ["doubled"]) if issue.planted]
    assert pair[0].text != pair[1].text
    (batch,) = [issue for issue in series(5, 12, ["batch"]) if issue.planted]
    assert batch.gold["figures"][0]["batch"] == [batch.number + 1] * 2


def test_all_kinds_at_once_stand_in_issues_of_their_own() -> None:
    planted = [plant for issue in series(1, 60, list(KINDS)) for plant in issue.planted]
    issues = {plant.kind: plant.issue for plant in planted}
    apart = sorted(set(issues.values()))
    assert len(apart) >= len(KINDS) - 1  # of a missing issue nothing comes out
    assert min(b - a for a, b in pairwise(apart)) >= 3
    with pytest.raises(ValueError, match="do not suffice"):
        list(series(1, 6, list(KINDS)))


def test_numerals_agree_with_the_parser() -> None:
    assert [number(chinese(n)) for n in range(1, 1200)] == list(range(1, 1200))
    assert [chinese(n) for n in (10, 33, 101, 110, 1002)] == ["十", "三十三", "一百零一", "一百一十", "一千零二"]
