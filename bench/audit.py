"""``python -m bench.audit``: errors are planted into generated series; does the audit find all, and only them?

Each series has one error of every kind, and several wrong numbers. An error is *found* when a violated finding names
it; a finding that names no planted error is *invented*; a wrong number is *blamed* when it is in the smallest set of
numbers whose change makes everything hold, *restored* when the value suggested for it is the true one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jianbao import extract
from jianbao.archive import open_store, save
from jianbao.archive.audit import Audit, Audited, audit_archive
from jianbao.rulepack import Rules, load_rules

from .generator import KINDS, Issue, Plant, series
from .generator.counts import Cell

__all__ = ["EVERY_KIND", "Score", "audited", "scored"]

EVERY_KIND = (*KINDS, "slip", "slip")


@dataclass(slots=True)
class Score:
    """What became of the errors planted into one series or several."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    numbers: int = 0
    """Wrong numbers that are printed."""
    blamed: int = 0
    restored: int = 0
    invented: list[str] = field(default_factory=list)
    """The sentences of findings that name no planted error."""
    missed: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the score of another series."""
        self.planted += other.planted
        self.found += other.found
        self.numbers += other.numbers
        self.blamed += other.blamed
        self.restored += other.restored
        self.invented += other.invented
        self.missed += other.missed


def audited(issues: Sequence[Issue], folder: Path, rules: Rules) -> Audit:
    """Return the audit of an archive of the issues, made in ``folder``."""
    with open_store(folder / "audit.db") as store:
        for issue in issues:
            path = folder / f"{issue.name}.txt"
            path.write_text(issue.text, encoding="utf-8")
            bulletin = extract(path, rules)
            with store.write() as connection:
                save(connection, bulletin)
        return audit_archive(store, rules)


def scored(issues: Sequence[Issue], count: int, audit: Audit) -> Score:
    """Return what an audit made of the errors planted into a series of ``count`` issues."""
    score = Score()
    cells = _cells(issues)
    planted = {(plant.issue, plant.kind): plant for issue in issues for plant in issue.planted}
    planted |= {(n, "missing"): Plant("missing", n) for n in set(range(1, count + 1)) - {i.number for i in issues}}
    wrong = {
        (plant.issue, plant.cell): plant
        for plant in (p for issue in issues for p in issue.planted)
        if plant.cell is not None and plant.printed is not None
    }
    named = {key: plant for key, plant in planted.items() if plant.cell is None}
    numbers = {Path(a.bulletin).stem: 0 for a in audit.findings} | {issue.name: issue.number for issue in issues}
    found: set[tuple[int, str]] = set()
    blamed: dict[tuple[int, Cell] | None, set[float | int | None]] = {}
    for item in (a for a in audit.findings if a.status == "violated"):
        cited = {cells.get((Path(c.bulletin).stem, c.figure)) for c in item.cited} - {None}
        causes = {(wrong[key].issue, wrong[key].kind) for key in cited & wrong.keys()}
        causes |= {key for key in named if _names(item, key, numbers)}
        if item.constraint == "copied":
            causes |= {key for key in planted if key == (numbers[Path(item.bulletin).stem], "copied_list")}
        if not causes:
            causes |= {
                (issue, kind) for issue, kind in planted if kind == "copied_list" and _sums(item, issue, numbers)
            }
        if not causes:
            score.invented.append(f"{item.issue} {item.message}")
        found |= causes
        for repair in item.repairs:
            key = cells.get((Path(repair.bulletin).stem, repair.figure))
            blamed.setdefault(key, set()).add(repair.value)
    for key in planted:
        score.planted[key[1]] += 1
        score.found[key[1]] += key in found
        if key not in found:
            score.missed.append(f"{key[1]} in {key[0]}: {planted[key]}")
    score.numbers = len(wrong)
    score.blamed = sum(key in blamed for key in wrong)
    score.restored = sum(plant.true in blamed.get(key, ()) for key, plant in wrong.items())
    score.missed += [f"not blamed: {plant}" for key, plant in wrong.items() if key not in blamed]
    return score


def _cells(issues: Sequence[Issue]) -> dict[tuple[str, int | None], tuple[int, Cell]]:
    """Return which number of which issue a figure is, by file and place in the record: figures come as printed."""
    return {
        (issue.name, place): (issue.number, Cell(f["scope"], f["dimension"], f["label"], f["parent_label"]))
        for issue in issues
        for place, f in enumerate(issue.gold["figures"])
    }


def _names(item: Audited, key: tuple[int, str], numbers: dict[str, int]) -> bool:
    """Tell whether a finding on the numbering names an error of a whole issue."""
    number, kind = key
    if item.constraint != kind:
        return False
    if kind == "missing":
        return f"第{number}期" in item.message
    return numbers[Path(item.bulletin).stem] == number


def _sums(item: Audited, issue: int, numbers: dict[str, int]) -> bool:
    """Tell whether a finding is about the sum of a list from which a copied one left something out."""
    return item.constraint in ("partition", "rollup", "increment") and numbers[Path(item.bulletin).stem] in (
        issue,
        issue + 1,
    )


def main() -> None:
    """Print, kind by kind, how many planted errors were found; exit code 1 unless all were, and none was invented."""
    parser = argparse.ArgumentParser(prog="python -m bench.audit", description=main.__doc__)
    parser.add_argument("--issues", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=10, help="series, each of a place of its own")
    parser.add_argument("--seed", type=int, default=0, help="of the first series")
    given = parser.parse_args()
    rules = load_rules()
    total = Score()
    seconds = 0.0
    for seed in range(given.seed, given.seed + given.seeds):
        issues = list(series(seed, given.issues, EVERY_KIND))
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            audit = audited(issues, Path(folder), rules)
            seconds += time.perf_counter() - start
        score = scored(issues, given.issues, audit)
        total.add(score)
        for line in (*score.missed, *(f"invented: {sentence}" for sentence in score.invented)):
            print(f"seed {seed}: {line}")
    for kind in dict.fromkeys(EVERY_KIND):
        print(f"{kind:12} planted {total.planted[kind]:4}  found {total.found[kind]:4}")
    print(f"invented {len(total.invented)}")
    print(f"wrong numbers {total.numbers}, in the smallest set {total.blamed}, restored {total.restored}")
    print(f"{given.seeds} series of {given.issues} issues extracted, archived and audited in {seconds:.1f} s")
    sys.exit(int(total.found != total.planted or bool(total.invented) or total.blamed != total.numbers))


if __name__ == "__main__":
    main()
