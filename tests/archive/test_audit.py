"""The audit over issues: what is wrong is found, with its cause; what is right is left alone."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from issues import FIRST, NEW, RULES, audit_of, issue, running

from bench.audit import EVERY_KIND, audited, scored
from bench.generator import series
from jianbao import extract
from jianbao.archive import open_store
from jianbao.archive.audit import Audited, audit_archive, audit_gaps
from jianbao.archive.corrections import Draft, add_correction, values_of
from jianbao.archive.corrections.replay import anchor


def violated(items: list[Audited]) -> list[tuple[str, str]]:
    return [(item.constraint, item.message) for item in items if item.status == "violated"]


def test_a_series_in_which_all_is_right(tmp_path: Path) -> None:
    audit = audit_of(running(), tmp_path)
    assert audit.findings == []
    assert audit.counts["violated"] == 0
    assert audit.counts["holds"] > 20
    (track,) = audit.tracks
    assert [(point.cumulative, point.new) for point in track.points] == [
        (12, 12), (22, 10), (32, 10), (44, 12), (55, 11)
    ]  # fmt: skip
    assert not any(point.violated for point in track.points)


@pytest.mark.parametrize("seed", [11, 12])
def test_sixty_issues_with_an_error_of_every_kind(seed: int, tmp_path: Path) -> None:
    issues = list(series(seed, 60, EVERY_KIND))
    score = scored(issues, 60, audited(issues, tmp_path, RULES))
    assert score.missed == []
    assert score.invented == []
    assert score.found == score.planted
    assert score.numbers == score.blamed > 2


@pytest.mark.parametrize("seed", [21, 22])
def test_sixty_issues_without_an_error(seed: int, tmp_path: Path) -> None:
    audit = audited(list(series(seed, 60)), tmp_path, RULES)
    assert violated(audit.findings) == []


def test_a_later_issue_shows_which_earlier_number_was_wrong(tmp_path: Path) -> None:
    texts = running()
    texts[2] = issue(3, NEW[2], (20, 13))  # 12 letters printed as 13, and the total with them: the issue adds up
    audit = audit_of(texts, tmp_path)
    assert {item.constraint for item in audit.findings} == {"increment"}
    wrong = {(r.bulletin[-6:], r.label, r.printed, r.value) for item in audit.findings for r in item.repairs}
    assert wrong == {("02.txt", "来信", 13, 12), ("02.txt", "群众信访件", 33, 32)}


def test_a_cumulative_count_falls(tmp_path: Path) -> None:
    texts = [
        *running(3),
        issue(4, NEW[3], (21, 12), day=FIRST + timedelta(days=9), batch=10),
        issue(5, NEW[4], (21, 11), day=FIRST + timedelta(days=19), batch=20),
    ]
    fallen = [item for item in audit_of(texts, tmp_path).findings if item.constraint == "monotone"]
    assert sorted(item.message.partition("要使")[0] for item in fallen) == [
        "第5期来信11件，比第4期的12件少1件，累计数不应减少，不一致。",
        "第5期累计总数32件，比第4期的33件少1件，累计数不应减少，不一致。",
    ]
    assert {c.issue for item in fallen for c in item.cited} == {
        "2022年第4期（2022-03-10）", "2022年第5期（2022-03-20）"
    }  # fmt: skip


def test_a_batch_is_misprinted(tmp_path: Path) -> None:
    texts = running()
    texts[2] = issue(3, NEW[2], (20, 12), batch=8)
    assert violated(audit_of(texts, tmp_path).findings) == [
        ("batch", "第3期所载批次为第8批，而第2期为第2批，第4期与之相接，应为第3批。")
    ]


def test_batches_are_missing_though_the_issues_follow(tmp_path: Path) -> None:
    texts = [*running(2), issue(3, (30, 1), (43, 10), batch=5), issue(4, (1, 1), (44, 11), batch=6)]
    found = violated(audit_of(texts, tmp_path).findings)
    assert ("batch", "第3期为第5批，而第2期为第2批，其间缺第3–4批。") in found


def test_missing_doubled_and_misnumbered_issues(tmp_path: Path) -> None:
    texts = running()
    again = texts[4].replace("交办第五批", "转来第五批")
    texts = [texts[0], texts[1], texts[3].replace("第4期　总第4期", "第3期　总第4期"), again, texts[4]]
    audit_of(texts, tmp_path)
    with open_store(tmp_path / "audit.db") as store:
        found = violated(audit_gaps(store, RULES).findings)
    assert sorted(found) == [
        ("doubled", "2022年第5期（2022-03-05）有2份（03.txt、04.txt）。"),
        ("missing", "缺2022年第4期（共1期）：2022年第3期（2022-03-04）之后即为2022年第5期（2022-03-05）。"),
        ("serial", "2022年第3期（2022-03-04）为总第4期，按同年其他各期推算应为总第3期。"),
    ]


def test_an_issue_is_missing(tmp_path: Path) -> None:
    texts = running()
    del texts[1:3]
    found = violated(audit_of(texts, tmp_path).findings)
    assert found == [
        ("missing", "缺2022年第2–3期（共2期）：2022年第1期（2022-03-01）之后即为2022年第4期（2022-03-04）。")
    ]


def test_a_list_is_that_of_the_issue_before(tmp_path: Path) -> None:
    texts = [
        issue(1, (8, 4), (8, 4), {"东港区": 5, "岚山区": 4, "莒县": 3}),
        issue(2, (5, 5), (13, 9), {"东港区": 5, "岚山区": 4, "莒县": 3}),
        issue(3, (7, 3), (20, 12), {"东港区": 2, "岚山区": 7, "莒县": 1}),
    ]
    found = violated(audit_of(texts, tmp_path).findings)
    assert [kind for kind, _ in found] == ["partition", "copied"]
    assert found[1][1].startswith("第2期按地区分的3项（5、4、3）与第1期逐项相同，而所属总数由12件变为10件")


def test_the_same_batch_in_two_documents(tmp_path: Path) -> None:
    notice = issue(2, (5, 6), (13, 10), title="日照市信访件办理情况通报")
    found = [item for item in audit_of([*running(3), notice], tmp_path).findings if item.constraint == "agree"]
    assert {item.message.partition("要使")[0].replace("《日照市环境保护督察工作简报》", "") for item in found} == {
        "《日照市信访件办理情况通报》第2期第2批总数11件，第2期所载为10件，相差1件，不一致。",
        "《日照市信访件办理情况通报》第2期来信6件，第2期所载为5件，相差1件，不一致。",
        "《日照市信访件办理情况通报》第2期累计总数23件，第2期所载为22件，相差1件，不一致。",
        "《日照市信访件办理情况通报》第2期来信10件，第2期所载为9件，相差1件，不一致。",
    }
    assert all(len({c.bulletin for c in item.cited}) == 2 for item in found)


def test_another_inspection_begins_from_one(tmp_path: Path) -> None:
    later = date(2023, 6, 1)
    texts = running() + [
        issue(
            n, NEW[n - 1], (sum(a for a, _ in NEW[:n]), sum(b for _, b in NEW[:n])), day=later + timedelta(days=n - 1)
        )
        for n in range(1, 4)
    ]
    assert violated(audit_of(texts, tmp_path).findings) == []


def test_every_place_is_cited_with_its_text(tmp_path: Path) -> None:
    texts = running()
    texts[3] = issue(4, NEW[3], (27, 18))
    audit = audit_of(texts, tmp_path)
    assert audit.findings
    for item in audit.findings:
        for cited in item.cited:
            text = extract(cited.bulletin, RULES).text
            assert cited.span is not None
            assert text[slice(*cited.span)] == cited.quote
            assert str(cited.value) in str(cited.quote)
            assert cited.quote in str(cited.context)


def test_three_hundred_issues_with_two_errors_far_apart(tmp_path: Path) -> None:
    issues = list(series(5, 300, ["slip", "copied"]))
    score = scored(issues, 300, audited(issues, tmp_path, RULES))
    assert (score.missed, score.invented) == ([], [])


def test_an_audit_takes_the_numbers_as_people_corrected_them(tmp_path: Path) -> None:
    wrong = running(3)
    wrong[1] = wrong[1].replace("来电5件", "来电6件", 1)
    before = audit_of(wrong, tmp_path)
    assert {item.constraint for item in before.findings} == {"increment", "partition"}
    with open_store(tmp_path / "audit.db") as store:
        bulletin = extract(tmp_path / "01.txt", RULES)
        figure = next(f for f in bulletin.figures if f.label == "来电" and f.scope == "new")
        draft = Draft("correct", "figures", "value", anchor(figure), 6, 5, "printed so")
        with store.write() as connection:
            add_correction(connection, 2, draft, "周审核", "2024-03-16T00:00:00Z")
        assert audit_archive(store, RULES).findings == []


def test_a_finding_cites_figures_by_their_extracted_numbers_when_people_removed_some(tmp_path: Path) -> None:
    wrong = running(2)
    wrong[1] = wrong[1].replace("累计交办群众信访件22件", "累计交办群众信访件29件")
    before = audit_of(wrong, tmp_path)
    with open_store(tmp_path / "audit.db") as store:
        bulletin = extract(tmp_path / "01.txt", RULES)
        letters = bulletin.figures[2]
        draft = Draft("remove", "figures", None, anchor(letters), values_of("figures", letters), None, None)
        with store.write() as connection:
            add_correction(connection, 2, draft, "周审核", "2024-03-16T00:00:00Z")
        after = audit_archive(store, RULES)
    total = next(figure.id for figure in bulletin.figures if figure.value == 29)
    assert total > letters.id
    for audit in (before, after):
        assert {c.figure for item in audit.findings for c in item.cited if c.value == 29} == {total}
