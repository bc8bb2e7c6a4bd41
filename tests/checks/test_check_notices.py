"""The notices that stand beside the checkout (``../shared/dev/notices``): what their gold says of the sums.

Collected for each gold file found there, so that without the folder there is nothing to run.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from sheets import RULES

from jianbao.checks import check
from jianbao.record import Figure, Group
from jianbao.span import Span

NOTICES = sorted((Path(__file__).parents[3] / "shared" / "dev" / "notices").glob("*.gold.json"))
SCOPES = {"batch": "new", "cumulative": "cumulative", "other": "other"}
RELATIONS = {
    "partition": "partition",
    "overlapping": "cover",
    "subset": "subset",
    "partial list": "partial",
    "not additive": "none",
}


def figures_of(gold: dict[str, Any]) -> list[Figure]:
    figures = []
    for number, row in enumerate(gold["figures"]):
        figure = Figure(
            id=number,
            subject=row["subject"],
            scope=row["scope"],
            as_of=row["as_of"],
            batch=row["batch"],
            dimension=row["dimension"],
            category=None,
            code=None,
            label=row["label"],
            value=row["value"],
            unit=row["unit"],
            parent=None,
            span=Span(row["pos"], row["pos"] + len(row["quote"])),
            implied=bool(row.get("implied")),
        )
        if row["parent_label"]:
            figure.parent = [f.id for f in figures if f.label == row["parent_label"] and f.parent is None][-1]
        figures.append(figure)
    return figures


def members_of(listed: dict[str, Any], figures: list[Figure]) -> list[Figure]:
    """Return the run of figures that the gold's list is made of: those of its dimension that give its sum.

    Offices stand among the regions of some lists. Brackets and percentages beside counts do not part a list.
    """
    dimensions = {listed["dimension"]} | ({"department"} if listed["dimension"] == "region" else set())
    percents = listed["base"] == 100 and any(f.unit == "%" for f in figures if f.dimension == listed["dimension"])
    plain = [f for f in figures if f.parent is None and (f.unit == "%") == percents]
    runs = [
        list(run)
        for wanted, run in groupby(plain, lambda f: f.dimension in dimensions and f.scope == SCOPES[listed["scope"]])
        if wanted
    ]
    if len(runs) > 1:
        runs.append([f for run in runs for f in run])
    return next((run for run in runs if abs(sum(f.value for f in run) - listed["sum"]) < 1e-6), [])


def groups_of(gold: dict[str, Any], figures: list[Figure]) -> dict[int, dict[str, Any]]:
    """Put the figures into the gold's lists; return the lists by id, each with its ``group``."""
    lists: dict[int, dict[str, Any]] = {}
    for listed in gold["groups"]:
        members = members_of(listed, figures) if "bracketed" not in listed["dimension"] else []
        if not members:
            continue
        totals = [
            f.id
            for f in figures
            if f.value == listed["base"] and f.scope == SCOPES[listed["scope"]] and f not in members and f.unit != "%"
        ]
        note = "部分件涉及多个地区" if listed.get("published_explanation") else None
        group = Group(
            len(lists), listed["dimension"], RELATIONS[listed["kind"]], next(iter(totals), None), note, Span(0, 0)
        )
        for figure in members:
            figure.group = group.id
        lists[group.id] = {**listed, "group": group}
    return lists


def expected_status(listed: dict[str, Any], parts: list[Figure]) -> str:
    if listed["kind"] in ("subset", "partial list"):
        too_large = any(f.value > listed["base"] for f in parts if f.unit != "%")
        return "holds" if not too_large else "unchecked" if listed["dimension"] == "duplicate" else "violated"
    return "violated" if listed.get("adds_up") is False else "holds"


@pytest.mark.parametrize("path", NOTICES, ids=lambda p: p.name[:3])
def test_sums_are_reported_as_the_gold_says_and_none_invented(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    figures = figures_of(gold)
    lists = groups_of(gold, figures)
    found = check(figures, [listed["group"] for listed in lists.values()], RULES)
    by_parts = {frozenset(f.figures) - {lists_whole(lists, f.figures)}: f for f in found if f.constraint != "share"}
    for listed in lists.values():
        parts = [f for f in figures if f.group == listed["group"].id]
        if listed["kind"] == "not additive" or not parts:
            continue
        finding = by_parts[frozenset(f.id for f in parts if f.unit != "%" or listed["base"] == 100)]
        assert finding.status == expected_status(listed, parts), finding.message
        if finding.constraint == "partition":
            assert finding.actual == listed["sum"]
            assert finding.expected == listed["base"]
        if listed.get("published_explanation"):
            assert "原文已说明" in finding.message
    members = {key: [f for f in figures if f.group == key] for key in lists}
    sums_that_fail = sum(expected_status(listed, members[key]) == "violated" for key, listed in lists.items())
    assert sum(f.status == "violated" for f in found) == sums_that_fail
    assert not [f for f in found if f.constraint == "agree" and f.status != "holds"]


def lists_whole(lists: dict[int, dict[str, Any]], ids: list[int]) -> int | None:
    wholes = {listed["group"].whole for listed in lists.values()}
    return ids[0] if ids[0] in wholes else None


@pytest.mark.parametrize("paths", [NOTICES] if NOTICES else [], ids=["all"] if NOTICES else [])
def test_most_lists_of_the_gold_are_found_again(paths: list[Path]) -> None:
    lists = total = 0
    for path in paths:
        gold = json.loads(path.read_text(encoding="utf-8"))
        lists += len(groups_of(gold, figures_of(gold)))
        total += sum("bracketed" not in g["dimension"] for g in gold["groups"])
    assert lists >= 0.95 * total
