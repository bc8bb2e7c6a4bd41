"""From issue to issue: cumulative counts never fall, and rise by what is new."""

from __future__ import annotations

import pytest
from sheets import RULES, Sheet

from jianbao.checks.build import constraints_of
from jianbao.checks.findings import findings_of
from jianbao.checks.series import Issue, increment, monotone, series_constraints
from jianbao.record import Finding


def issue(
    first: int,
    name: str,
    total: int,
    new: int | None = None,
    batch: int | None = None,
    as_of: str | None = None,
    **parts: int,
) -> Issue:
    sheet = Sheet(first, as_of)
    whole = sheet.put(total)
    if new is not None:
        sheet.put(new, scope="new", batch=[batch, batch] if batch else None)
    sheet.list("region", parts, whole)
    return Issue(name, sheet.figures)


def found(*issues: Issue) -> list[Finding]:
    figures = [figure for one in issues for figure in one.figures]
    return findings_of(series_constraints(issues, RULES), figures, RULES)


def test_counts_that_rise_by_what_is_new() -> None:
    findings = found(issue(0, "第3期", 48, 10, 3, 东县=40), issue(10, "第4期", 65, 17, 4, 东县=55))
    assert [(f.constraint, f.status, f.figures, f.expected, f.actual) for f in findings] == [
        ("monotone", "holds", [10, 0], 48, 65),
        ("monotone", "holds", [12, 2], 40, 55),
        ("increment", "holds", [10, 0, 11], 65, 65),
    ]
    assert [f.message for f in findings] == [
        "第4期累计总数65件，不少于第3期的48件，一致。",
        "第4期东县55件，不少于第3期的40件，一致。",
        "第4期累计总数65件，较第3期的48件增加17件，与新增的17件一致。",
    ]
    assert [f.message_en for f in findings] == [
        "The cumulative total of 第4期 (65), not less than 48 of 第3期: consistent.",
        "东县 of 第4期 (55), not less than 40 of 第3期: consistent.",
        "The cumulative total of 第4期 (65), up 17 from 48 of 第3期, consistent with the new 17.",
    ]


def test_a_count_that_falls() -> None:
    (finding,) = found(issue(0, "第3期", 48), issue(10, "第4期", 45))
    assert (finding.status, finding.expected, finding.actual) == ("violated", 48, 45)
    assert finding.message == "第4期累计总数45件，比第3期的48件少3件，累计数不应减少，不一致。"
    assert finding.message_en == (
        "The cumulative total of 第4期 (45), 3 less than 48 of 第3期, though a cumulative count cannot fall."
    )


@pytest.mark.parametrize(
    ("total", "chinese", "english"),
    [
        (
            66,
            "第4期累计总数66件，较第3期的48件增加18件，比新增的17件多1件，不一致。",
            "The cumulative total of 第4期 (66), up 18 from 48 of 第3期, 1 more than the new 17.",
        ),
        (
            63,
            "第4期累计总数63件，较第3期的48件增加15件，比新增的17件少2件，不一致。",
            "The cumulative total of 第4期 (63), up 15 from 48 of 第3期, 2 less than the new 17.",
        ),
    ],
)
def test_a_count_that_rises_by_something_else(total: int, chinese: str, english: str) -> None:
    _, finding = found(issue(0, "第3期", 48, 10, 3), issue(10, "第4期", total, 17, 4))
    assert (finding.constraint, finding.status, finding.expected, finding.actual) == (
        "increment",
        "violated",
        65,
        total,
    )
    assert (finding.message, finding.message_en) == (chinese, english)


def test_the_issue_before_and_the_issue_after_decide_which_total_is_wrong() -> None:
    issues = [
        issue(0, "第3期", 48, 10, 3),
        issue(10, "第4期", 56, 17, 4),
        issue(20, "第5期", 73, 8, 5),
    ]
    wrong = [f for f in found(*issues) if f.status == "violated"]
    assert [[(r.figure, r.value) for r in f.repairs] for f in wrong] == [[(10, 65)], [(10, 65)]]


def test_only_successive_issues_are_added() -> None:
    def sums(*issues: Issue) -> int:
        return len(list(increment(issues, RULES)))

    assert sums(issue(0, "a", 48, 10, 3), issue(10, "b", 65, 17, 4)) == 1
    assert sums(issue(0, "a", 48, 10, 3), issue(10, "b", 65, 17, 5)) == 0
    assert sums(issue(0, "a", 48, as_of="2024-03-14"), issue(10, "b", 65, 17, as_of="2024-03-15")) == 1
    assert sums(issue(0, "a", 48, as_of="--02-29"), issue(10, "b", 65, 17, as_of="--03-01")) == 1
    assert sums(issue(0, "a", 48, as_of="2024-03-13"), issue(10, "b", 65, 17, as_of="2024-03-15")) == 0
    assert sums(issue(0, "第3期", 48), issue(10, "第4期", 65, 17)) == 1
    assert sums(issue(0, "第3期", 48), issue(10, "第5期", 65, 17)) == 0
    assert sums(issue(0, "a", 48), issue(10, "b", 65, 17)) == 0


def test_what_is_still_open_may_fall() -> None:
    sheets = []
    for first, still_open in ((0, 9), (10, 4)):
        sheet = Sheet(first)
        sheet.list("status", {"办结": 20 - still_open, "未办结": still_open}, sheet.put(20))
        sheets.append(Issue(f"第{first}期", sheet.figures))
    compared = [constraint.parts for constraint in monotone(sheets, RULES)]
    assert compared == [(0,), (1,)]


def test_an_issue_without_the_count_is_passed_over() -> None:
    empty = Issue("第4期", [])
    (constraint,) = monotone([issue(0, "第3期", 48), empty, issue(10, "第5期", 50)], RULES)
    assert constraint.issues == ("第3期", "第5期")


def test_errors_planted_into_a_long_series_are_found_again() -> None:
    issues, sums = [], [0] * 6
    for number in range(1, 21):
        new = [(number * (k + 3)) % 7 for k in range(6)]
        sums = [a + b for a, b in zip(sums, new, strict=True)]
        sheet = Sheet(14 * (number - 1))
        whole, fresh = sheet.put(sum(sums)), sheet.put(sum(new), scope="new", batch=[number, number])
        sheet.list("region", sums, whole)
        sheet.list("region", new, fresh, scope="new", batch=[number, number])
        issues.append((sheet, Issue(f"第{number}期", sheet.figures)))
    figures = [figure for sheet, _ in issues for figure in sheet.figures]
    planted = {31: 4, 60: 2, 143: 9, 201: 1}
    printed = {index: figures[index].value for index in planted}
    for index, by in planted.items():
        figures[index].value += by
    constraints = [c for sheet, _ in issues for c in constraints_of(sheet.figures, sheet.groups, RULES)]
    constraints += series_constraints([issue for _, issue in issues], RULES)
    findings = findings_of(constraints, figures, RULES)
    repairs = {(r.figure, r.value) for f in findings for r in f.repairs}
    assert repairs == set(printed.items())
    assert not any("至少须改动" in f.message for f in findings)
