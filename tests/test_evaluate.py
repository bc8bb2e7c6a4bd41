"""The evaluation, on records made by hand: what is right, what is missing, what is invented."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hand_made import NOWHERE, TEXT, bulletin, figure, gold_figure, numbers, official, update

from jianbao.errors import EmptyFile
from jianbao.evaluate import Report, Score, below, cases, evaluate, score
from jianbao.record import (
    Bulletin,
    County,
    Distribution,
    EventDate,
    Finding,
    Group,
    Masthead,
    Section,
    Site,
)
from jianbao.span import Span


def test_precision_recall_and_f1() -> None:
    measured = Score(expected=4, found=5, right=3)
    assert (measured.precision, measured.recall, measured.f1) == (0.6, 0.75, 6 / 9)
    assert Score().f1 == 1.0
    assert Score(expected=2).f1 == 0.0


def test_figures_are_counted_as_multisets_of_dimension_label_value_and_unit() -> None:
    gold = {
        "figures": [
            gold_figure(5),
            gold_figure(2, "region", "云溪县"),
            gold_figure(2, "region", "云溪县"),
            gold_figure(1, "region", "青禾"),
        ]
    }
    got = bulletin(
        figures=[figure(0, 5), figure(1, 2, "region", "云溪县"), figure(2, 1, "pollution", "青禾"), figure(3, 9)]
    )
    report = score("x.txt", got, gold)
    assert numbers(report, "figures") == (4, 4, 2)
    assert numbers(report, "figures/region") == (3, 1, 1)
    assert numbers(report, "figures/headline") == (1, 2, 1)
    assert numbers(report, "figures/pollution") == (0, 1, 0)
    assert [(m.field, m.expected, m.got) for m in report.misses] == [
        (
            "figures",
            '["new", [2, 2], "region", "青禾", 1, "件"]',
            '["new", [2, 2], "pollution", "青禾", 1, "件"]',
        ),
        ("figures", '["new", [2, 2], "region", "云溪县", 2, "件"]', None),
        ("figures", None, '["new", [2, 2], null, null, 9, "件"]'),
    ]


@pytest.mark.parametrize(
    ("more", "right"),
    [({}, 1), ({"scope": "cumulative"}, 0), ({"batch": None}, 0), ({"batch": [1, 2]}, 0)],
)
def test_scope_and_batch_are_scored_apart(more: dict[str, Any], right: int) -> None:
    report = score("x.txt", bulletin(figures=[figure(0, 5, **more)]), {"figures": [gold_figure(5)]})
    assert numbers(report, "figures") == (1, 1, 1)
    assert numbers(report, "figures with scope and batch") == (1, 1, right)


@pytest.mark.parametrize(
    ("gold", "got"),
    [("1-9", [1, 9]), (18, [18, 18]), ("18", [18, 18]), ([1, 9], [1, 9]), (None, None)],
)
def test_batches_have_many_forms_in_gold(gold: object, got: list[int] | None) -> None:
    report = score("x.txt", bulletin(figures=[figure(0, 5, batch=got)]), {"figures": [gold_figure(5, batch=gold)]})
    assert numbers(report, "figures with scope and batch") == (1, 1, 1)


@pytest.mark.parametrize(
    ("gold", "got", "right"),
    [
        ("--06-07", "2021-06-07", 1),
        ("--06-07", "--06-07", 1),
        ("--06-07", "2021-06-08", 0),
        ("2021-06-07", "--06-07", 0),
        ("2021-06-07", "2021-06-07", 1),
        (None, None, 1),
        (None, "2021-06-07", 0),
    ],
)
def test_a_gold_date_without_a_year_asks_for_month_and_day(gold: str | None, got: str | None, right: int) -> None:
    report = score("x.txt", bulletin(figures=[figure(0, 5, as_of=got)]), {"figures": [gold_figure(5, as_of=gold)]})
    assert numbers(report, "figures/as of") == (1, 1, right)


def test_gold_may_leave_the_batches_of_a_cumulative_count_open() -> None:
    got = bulletin(figures=[figure(0, 5, scope="cumulative", batch=[1, 9])])
    for batch, right in ((None, 1), ([1, 9], 1), ([1, 8], 0)):
        gold = {"figures": [gold_figure(5, scope="cumulative", batch=batch)]}
        assert numbers(score("x.txt", got, gold), "figures with scope and batch") == (1, 1, right)


def test_equal_figures_of_two_scopes_are_paired_with_their_own() -> None:
    gold = {"figures": [gold_figure(5), gold_figure(5, scope="cumulative", batch=None)]}
    got = bulletin(figures=[figure(0, 5, scope="cumulative", batch=None), figure(1, 5)])
    assert numbers(score("x.txt", got, gold), "figures with scope and batch") == (2, 2, 2)


def test_labels_agree_in_folded_form() -> None:
    gold = {"figures": [gold_figure(1, "priority", "重點件"), gold_figure(1, "pollution", "其他（含 噪声）")]}
    got = bulletin(figures=[figure(0, 1, "priority", "重点件"), figure(1, 1, "pollution", "其他(含噪声)")])
    assert numbers(score("x.txt", got, gold), "figures") == (2, 2, 2)


def test_a_bracketed_count_needs_the_label_of_its_parent() -> None:
    gold = {"figures": [gold_figure(3, "region", "青禾"), gold_figure(1, "priority", "重点件", parent_label="青禾")]}
    got = [figure(0, 3, "region", "青禾"), figure(1, 1, "priority", "重点件", parent=0)]
    assert numbers(score("x.txt", bulletin(figures=got), gold), "figures/parent") == (1, 1, 1)
    got[1].parent = None
    assert numbers(score("x.txt", bulletin(figures=got), gold), "figures/parent") == (1, 1, 0)


GROUPS = [
    {"dimension": "region", "kind": "partition", "base": 5, "sum": 4, "adds_up": False},
    {"dimension": "pollution", "kind": "overlapping", "base": 5, "sum": 7},
    {"dimension": "status", "kind": "subset", "base": 5, "sum": 6},
    {"dimension": "priority (by region, bracketed)", "kind": "partition", "base": 1, "sum": 1, "adds_up": True},
]


def violation(constraint: str, *figures: int) -> Finding:
    return Finding(constraint, "violated", list(figures), None, None, "", "")  # type: ignore[arg-type]


def test_groups_and_their_published_inconsistencies() -> None:
    figures = [
        figure(0, 5),
        figure(1, 4, "region", "青禾"),
        figure(2, 6, "status", "已办结"),
        figure(3, 7, "pollution", "水"),
    ]
    groups = [
        Group(0, "region", "partition", 0, None, NOWHERE),
        Group(1, "pollution", "partition", 0, None, NOWHERE),
        Group(2, "enforcement", "none", None, None, NOWHERE),
    ]
    findings = [
        violation("partition", 0, 1),
        violation("subset", 0, 2),
        violation("cover", 0, 3),
        violation("share", 0, 3),
    ]
    gold = {"figures": [], "groups": GROUPS}
    report = score("x.txt", bulletin(figures=figures, groups=groups, findings=findings), gold)
    assert numbers(report, "groups") == (2, 2, 1)
    assert numbers(report, "inconsistencies") == (1, 2, 1), (
        "the subset is tolerated, the share not judged, the cover invented"
    )


def test_findings_of_the_gold_are_the_violations_and_nothing_else() -> None:
    figures = [figure(0, 5), figure(1, 4, "region", "青禾")]
    gold = {"findings": [{"constraint": "partition", "status": "violated", "dimension": "region", "count": 1}]}
    found = bulletin(figures=figures, findings=[violation("partition", 0, 1)])
    assert numbers(score("x.txt", found, gold), "inconsistencies") == (1, 1, 1)
    assert numbers(score("x.txt", bulletin(figures=figures), gold), "inconsistencies") == (1, 0, 0)
    assert numbers(score("x.txt", found, {"findings": []}), "inconsistencies") == (0, 1, 0)


OFFICIALS = [
    {"name": "方知远", "titles": ["县委副书记", "县长"], "organisation": "云溪县", "role": "lead"},
    {"name": "陆望舒", "titles": ["副县长"], "organisation": None, "role": "accompany"},
]


def test_officials_names_roles_organisations_and_titles() -> None:
    got = [
        official("方知远", ["云溪县委副书记", "县长"]),
        official("陆 望舒", ["副县长"]),
        official("任务重", ["局长", "书记"]),
    ]
    report = score("x.txt", bulletin(updates=[update(officials=got)]), {"updates": [{"officials": OFFICIALS}]})
    assert numbers(report, "officials") == (2, 3, 2)
    assert numbers(report, "officials/name and role") == (2, 3, 1)
    assert numbers(report, "officials/organisation") == (2, 2, 1)
    assert numbers(report, "officials/titles") == (3, 5, 3), "a title may hold what the gold gives to the organisation"


@pytest.mark.parametrize(
    ("organisation", "titles", "right"),
    [
        ("云溪县", ["县委副书记", "县长"], 2),
        (None, ["云溪县县委副书记", "云溪县县长"], 2),
        ("云溪县政府", ["县长"], 1),
        (None, ["书记", "县长"], 2),
        (None, ["主任"], 0),
        (None, [], 0),
    ],
)
def test_titles_are_compared_by_containment(organisation: str | None, titles: list[str], right: int) -> None:
    got = bulletin(updates=[update(officials=[official("方知远", titles, organisation)])])
    report = score("x.txt", got, {"updates": [{"officials": OFFICIALS[:1]}]})
    assert numbers(report, "officials/titles") == (2, len(titles), right)


def test_sites_exact_and_overlapping() -> None:
    gold = [
        {"name": "石桥镇砂场", "township": "石桥镇", "kind": "quarry"},
        {"name": "青禾水厂", "township": None, "kind": "plant"},
        {"name": "白鹭湖", "township": None, "kind": "river"},
    ]
    got = [
        Site("砂场", "石桥镇", "quarry", NOWHERE),
        Site("青禾水厂", None, "station", NOWHERE),
        Site("会议室", None, "other", NOWHERE),
    ]
    report = score("x.txt", bulletin(updates=[update(sites=got)]), {"updates": [{"sites": gold}]})
    assert numbers(report, "sites/exact") == (3, 3, 1)
    assert numbers(report, "sites/overlapping") == (3, 3, 2)
    assert numbers(report, "sites/kind") == (2, 2, 1)
    assert numbers(report, "sites/township") == (2, 2, 2)
    assert ("sites", "白鹭湖", None) in [(m.field, m.expected, m.got) for m in report.misses]


def test_event_dates_and_county() -> None:
    day = EventDate("3月4日", NOWHERE, "2021-03-04", None, None, "day")
    vague = EventDate("近日", NOWHERE, None, None, None, "vague")
    county = County("云溪县", "430000", "云溪", NOWHERE)
    gold = {
        "county": {"name": "云溪县"},
        "event_dates": [
            {"quote": "3月4日上午", "date": "--03-04", "end_date": None, "part_of_day": "上午", "precision": "day"},
            {"quote": "近日", "date": None, "end_date": None, "part_of_day": None, "precision": "vague"},
            {"quote": "次日", "date": "--03-05", "end_date": None, "part_of_day": None, "precision": "day"},
        ],
    }
    report = score("x.txt", bulletin(updates=[update(event_dates=[vague, day], county=county)]), {"updates": [gold]})
    assert numbers(report, "county") == (1, 1, 1)
    assert "county/code" not in report.scores
    assert numbers(report, "event dates") == (3, 2, 2)
    assert numbers(report, "event dates/part of day") == (2, 2, 1)


def test_no_county_is_right_where_none_is_expected() -> None:
    county = County("云溪县", None, "云溪", NOWHERE)
    gold = {"updates": [{"county": None}]}
    assert numbers(score("x.txt", bulletin(updates=[update()]), gold), "county") == (1, 1, 1)
    assert numbers(score("x.txt", bulletin(updates=[update(county=county)]), gold), "county") == (1, 1, 0)


def test_updates_are_aligned_by_their_first_words() -> None:
    second = update(span=Span(TEXT.index("\n") + 1, len(TEXT)), county=County("青禾县", None, "青禾县", NOWHERE))
    gold = [
        {"text": "3月4日,云溪县", "county": {"name": "云溪县"}, "officials": OFFICIALS},
        {"text": "3月5日，青禾县", "county": {"name": "青禾县"}},
    ]
    report = score("x.txt", bulletin(updates=[second]), {"updates": gold})
    assert numbers(report, "updates") == (2, 1, 1)
    assert numbers(report, "county") == (2, 2, 1)
    assert numbers(report, "officials") == (2, 0, 0), "what an update that was not found should have given is missing"


def test_what_a_surplus_update_holds_is_invented() -> None:
    extra = update(officials=[official("方知远", ["县长"])])
    report = score("x.txt", bulletin(updates=[update(), extra]), {"updates": [{"officials": []}]})
    assert numbers(report, "updates") == (1, 2, 1)
    assert numbers(report, "officials") == (0, 1, 0)


def test_masthead_sections_and_distribution() -> None:
    got = bulletin(
        masthead=Masthead(title="云溪县工作简报", issue=3, date="2021-03-05"),
        sections=[Section("article", "甲", NOWHERE), Section("statistics", "乙", NOWHERE)],
        distribution=[Distribution("报", ["县委", "县政府"], NOWHERE)],
    )
    gold = {
        "masthead": {"title": "云溪县 工作简报", "issue": 4, "serial": None},
        "sections": [{"kind": "article", "heading": "甲"}, {"kind": "other", "heading": "乙"}],
        "distribution": [{"kind": "报", "recipients": ["县委"]}, {"kind": "送", "recipients": ["县政府"]}],
    }
    report = score("x.txt", got, gold)
    assert [numbers(report, f"masthead/{key}")[2] for key in ("title", "issue", "serial")] == [1, 0, 1]
    assert "masthead/date" not in report.scores
    assert numbers(report, "sections") == (2, 2, 1)
    assert numbers(report, "sections/kind") == (2, 2, 1)
    assert numbers(report, "distribution") == (2, 2, 1)


def test_what_the_gold_does_not_name_is_not_scored() -> None:
    assert score("x.txt", bulletin(figures=[figure(0, 1)]), {}).scores == {}


def test_a_folder_in_either_form(tmp_path: Path) -> None:
    gold = {"published": "2021-06-08", "figures": [gold_figure(5)]}
    (tmp_path / "flat").mkdir()
    (tmp_path / "flat" / "001.txt").write_text("x", encoding="utf-8")
    (tmp_path / "flat" / "001.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "corpus" / "bulletins").mkdir(parents=True)
    (tmp_path / "corpus" / "gold").mkdir()
    (tmp_path / "corpus" / "gold" / "b.json").write_text(json.dumps({"figures": []}), encoding="utf-8")
    flat, corpus = tmp_path / "flat", tmp_path / "corpus"
    assert [(c.path, c.reference) for c in cases(flat)] == [(flat / "001.txt", date(2021, 6, 8))]
    assert [(c.path, c.reference) for c in cases(corpus)] == [(corpus / "bulletins" / "b.txt", None)]
    assert list(cases(corpus / "gold")) == list(cases(corpus))
    report = evaluate(flat, lambda path, day: bulletin(figures=[figure(0, 5)]))
    assert (report.files, numbers(report, "figures")) == (1, (1, 1, 1))
    assert report.as_dict()["scores"]["figures"]["f1"] == 1.0
    assert json.loads(json.dumps(report.as_dict())) == report.as_dict()


def test_a_file_that_cannot_be_read_has_everything_missing(tmp_path: Path) -> None:
    (tmp_path / "1.gold.json").write_text(json.dumps({"figures": [gold_figure(5)]}), encoding="utf-8")

    def unreadable(path: Path, day: date | None) -> Bulletin:
        raise EmptyFile(str(path), "nothing in it")

    report = evaluate(tmp_path, unreadable)
    assert numbers(report, "figures") == (1, 0, 0)
    assert report.misses[0].field == "file"


def test_a_folder_without_gold_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no gold"):
        evaluate(tmp_path, lambda path, day: bulletin())


def test_the_text_report_is_an_aligned_table_with_the_misses_below() -> None:
    report = score("x.txt", bulletin(), {"masthead": {"issue": 4}})
    lines = report.as_text(misses=True).splitlines()
    assert lines == [
        "field           expected  found  right  precision  recall     F1",
        "masthead/issue         1      1      0      0.000   0.000  0.000",
        "1 files, 1 misses",
        "",
        "x.txt  masthead/issue: expected 4, got -",
    ]
    assert len(report.as_text().splitlines()) == 3


def test_below_names_each_field_under_the_baseline() -> None:
    report = Report(1, {"figures": Score(10, 10, 9), "county": Score(10, 10, 10)})
    assert below(report, {"f1": {"figures": 0.9, "county": 0.5}}) == []
    assert below(report, {"figures": 0.95, "officials": 0.5}) == [
        "figures: F1 0.900 is below the baseline of 0.950",
        "officials: not measured, the baseline is 0.500",
    ]
