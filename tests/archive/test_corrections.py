"""Corrections: rows beside the record, replayed on whatever the extraction says now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao import check, extract
from jianbao.archive import open_store, save
from jianbao.archive.corrections import (
    FIELDS,
    Correction,
    Draft,
    add_correction,
    corrections_of,
    replay,
    typed,
    values_of,
    withdraw_correction,
)
from jianbao.archive.corrections.replay import anchor
from jianbao.evaluate import score
from jianbao.gold import gold_of
from jianbao.record import Bulletin, from_json, to_json
from jianbao.rulepack import load_rules
from jianbao.span import Span

RULES = load_rules()
TEXT = """德安市环境保护督察工作简报
2024年第3期
德安市督察整改工作领导小组办公室
2024年3月15日

【县区动态】
永修县：3月14日，县委书记周大勇到柘林镇红旗砂场检查。
【信访件交办情况】
3月15日，省督察组向我市交办第三批群众信访件10件，其中来电6件、来信4件。
"""


@pytest.fixture(scope="module")
def bulletin(tmp_path_factory: pytest.TempPathFactory) -> Bulletin:
    path = tmp_path_factory.mktemp("corrections") / "issue.txt"
    path.write_text(TEXT, encoding="utf-8")
    return extract(path, RULES)


def said(
    bulletin: Bulletin, action: Any, table: str, field: str | None, item: Any, value: Any, n: int = 0
) -> Correction:
    values = values_of(table, item)
    extracted = values[field] if field else values
    return Correction(action, table, field, anchor(item), extracted, value, "seen", 1, n, "周审核", "2024-03-16")


def replayed(bulletin: Bulletin, *corrections: Correction) -> Any:
    return replay(bulletin, corrections, lambda b: check(b, RULES))


def test_a_corrected_figure_is_shown_and_its_sums_are_checked_again(bulletin: Bulletin) -> None:
    before = to_json(bulletin)
    figure = bulletin.figures[1]
    assert (figure.label, figure.value, [f.status for f in bulletin.findings]) == ("来电", 6, ["holds"])
    result = replayed(bulletin, said(bulletin, "correct", "figures", "value", figure, 7))
    assert result.bulletin.figures[1].value == 7
    assert [f.status for f in result.bulletin.findings] == ["violated"]
    assert [(o.state, o.extracted) for o in result.outcomes] == [("applied", 6)]
    assert to_json(bulletin) == before


def test_a_new_extraction_that_says_something_else_is_a_conflict_and_one_that_agrees_is_none(
    bulletin: Bulletin,
) -> None:
    correction = said(bulletin, "correct", "figures", "value", bulletin.figures[1], 7)
    other, same = from_json(to_json(bulletin)), from_json(to_json(bulletin))
    other.figures[1].value, same.figures[1].value = 8, 7
    assert [o.state for o in replayed(other, correction).outcomes] == ["conflict"]
    assert replayed(other, correction).bulletin.figures[1].value == 7
    assert [o.state for o in replayed(same, correction).outcomes] == ["agrees"]
    gone = from_json(to_json(bulletin))
    gone.figures = gone.figures[:1]
    gone.findings = []
    assert [o.state for o in replayed(gone, correction).conflicts] == ["lost"]


def test_what_was_confirmed_stays_when_the_extraction_changes(bulletin: Bulletin) -> None:
    official = bulletin.updates[0].officials[0]
    correction = said(bulletin, "confirm", "officials", None, official, values_of("officials", official))
    other = from_json(to_json(bulletin))
    other.updates[0].officials[0].role = "attend"
    result = replayed(other, correction)
    assert [(o.state, o.place.table) for o in result.conflicts] == [("conflict", "officials")]
    assert result.bulletin.updates[0].officials[0].role == official.role


def test_later_words_supersede_earlier_ones_of_the_same_field(bulletin: Bulletin) -> None:
    figure = bulletin.figures[1]
    first, second = (said(bulletin, "correct", "figures", "value", figure, v, n) for n, v in enumerate((7, 8)))
    result = replayed(bulletin, first, second)
    assert [o.state for o in result.outcomes] == ["superseded", "applied"]
    assert result.bulletin.figures[1].value == 8
    label = said(bulletin, "correct", "figures", "label", figure, "电话", 2)
    assert [o.state for o in replayed(bulletin, first, label).outcomes] == ["applied", "applied"]


def test_added_items_stand_in_the_update_that_their_place_is_in(bulletin: Bulletin) -> None:
    at = TEXT.index("柘林镇")
    values = {"name": "柘林水库", "township": "柘林镇", "kind": "river"}
    add = Correction("add", "sites", None, Span(at, at + 3), None, values, None, 1, 0, "周审核", "2024-03-16")
    result = replayed(bulletin, add)
    assert [s.name for s in result.bulletin.updates[0].sites][-1] == "柘林水库"
    assert result.outcomes[0].place == ("sites", 0, len(bulletin.updates[0].sites))
    outside = replace(add, span=Span(0, 2))
    assert [o.state for o in replayed(bulletin, outside).outcomes] == ["lost"]


def test_two_figures_that_share_their_number_can_both_be_added(bulletin: Bulletin) -> None:
    at = TEXT.index("10件")
    figures = [{**values_of("figures", bulletin.figures[1]), "label": label} for label in ("甲县", "乙县")]
    adds = [
        Correction("add", "figures", None, Span(at, at + 3), None, values, None, 1, n, "周审核", "2024-03-16")
        for n, values in enumerate(figures)
    ]
    result = replayed(bulletin, *adds)
    assert [o.state for o in result.outcomes] == ["applied", "applied"]
    assert [f.label for f in result.bulletin.figures] == [None, "来电", "来信", "甲县", "乙县"]


def test_an_item_that_the_extraction_finds_by_itself_now_is_not_added_twice(bulletin: Bulletin) -> None:
    official = bulletin.updates[0].officials[0]
    values = values_of("officials", official)
    add = Correction("add", "officials", None, official.span, None, values, None, 1, 0, "周审核", "2024-03-16")
    agreed = replayed(bulletin, add)
    assert [o.state for o in agreed.outcomes] == ["agrees"]
    assert len(agreed.bulletin.updates[0].officials) == len(bulletin.updates[0].officials)
    other = replayed(bulletin, replace(add, value={**values, "role": "speak"}))
    assert [o.state for o in other.conflicts] == ["conflict"]
    assert other.bulletin.updates[0].officials[0].role == "speak"


def test_a_removed_figure_leaves_numbers_that_lead_to_what_is_left(bulletin: Bulletin) -> None:
    remove = said(bulletin, "remove", "figures", None, bulletin.figures[0], None)
    result = replayed(bulletin, remove)
    assert [f.id for f in result.bulletin.figures] == [0, 1]
    assert result.numbers == (1, 2)
    assert [f.parent for f in result.bulletin.figures] == [None, None]
    assert [g.whole for g in result.bulletin.groups] == [None]
    from_json(to_json(result.bulletin))


def test_the_county_of_an_update_can_be_corrected_and_taken_away(bulletin: Bulletin) -> None:
    update = bulletin.updates[0]
    code = said(bulletin, "correct", "updates", "county_code", update, "360425")
    assert replayed(bulletin, code).bulletin.updates[0].county.code == "360425"
    nobody = said(bulletin, "correct", "updates", "county", update, None)
    assert replayed(bulletin, nobody).bulletin.updates[0].county is None


def test_rows_come_back_as_they_were_written_and_withdrawn_ones_do_not(bulletin: Bulletin, tmp_path: Path) -> None:
    draft = Draft("correct", "figures", "value", Span(3, 5), 6, 7, "printed so")
    with open_store(tmp_path / "a.db") as store, store.write() as connection:
        save(connection, bulletin)
        assert [add_correction(connection, 1, draft, "周审核", f"2024-03-1{n}T00:00:00Z") for n in (6, 7)] == [0, 1]
        assert withdraw_correction(connection, 1, 0, "2024-03-18T00:00:00Z")
        assert not withdraw_correction(connection, 1, 0, "2024-03-19T00:00:00Z")
        (row,) = corrections_of(connection)[1]
    assert row == Correction(
        "correct", "figures", "value", Span(3, 5), 6, 7, "printed so", 1, 1, "周审核", "2024-03-17T00:00:00Z"
    )


@pytest.mark.parametrize(
    ("table", "field", "given", "value"),
    [
        ("figures", "value", "1,018", 1018),
        ("figures", "value", "9.5", 9.5),
        ("figures", "batch", "1-11", [1, 11]),
        ("figures", "batch", "3", [3, 3]),
        ("figures", "as_of", " 2024-03-15 ", "2024-03-15"),
        ("figures", "as_of", "--02-29", "--02-29"),
        ("figures", "dimension", "", None),
        ("officials", "titles", "县委书记、县长", ["县委书记", "县长"]),
        ("officials", "name", " 李　强 ", "李 强"),
        ("masthead", "issue", "3", 3),
    ],
)
def test_what_people_type_becomes_a_value(table: str, field: str, given: str, value: Any) -> None:
    assert typed(table, field, given) == value


@pytest.mark.parametrize(
    ("table", "field", "given"),
    [
        ("figures", "value", ""),
        ("figures", "value", "many"),
        ("figures", "value", "nan"),
        ("figures", "value", "inf"),
        ("figures", "value", True),
        ("figures", "batch", "11-1"),
        ("figures", "as_of", "2024-02-30"),
        ("figures", "as_of", "20240215"),
        ("figures", "scope", "weekly"),
        ("officials", "name", " "),
        ("officials", "name", "李\x00强"),
        ("sites", "name", "长" * 301),
        ("masthead", "issue", "2.5"),
        ("masthead", "year", "-1"),
    ],
)
def test_what_is_no_value_is_refused(table: str, field: str, given: str) -> None:
    with pytest.raises(ValueError, match=field):
        typed(table, field, given)


def _all_items(bulletin: Bulletin) -> list[tuple[str, Any]]:
    items: list[tuple[str, Any]] = [("masthead", bulletin.masthead)]
    for update in bulletin.updates:
        items.append(("updates", update))
        items += [(t, i) for t in ("event_dates", "officials", "sites") for i in getattr(update, t)]
    return items + [("figures", figure) for figure in bulletin.figures]


@given(st.data())
def test_confirming_anything_changes_nothing(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(Path("corpus/bulletins").glob("*.txt"))))
    bulletin = extract(path, RULES)
    items = data.draw(st.lists(st.sampled_from(_all_items(bulletin)), max_size=6))
    confirmed = [said(bulletin, "confirm", t, None, i, values_of(t, i), n) for n, (t, i) in enumerate(items)]
    result = replayed(bulletin, *confirmed)
    assert not result.conflicts
    assert to_json(result.bulletin) == to_json(bulletin)


def test_every_field_of_the_tables_is_one_of_the_record(bulletin: Bulletin) -> None:
    for table, item in _all_items(bulletin):
        assert list(values_of(table, item)) == list(FIELDS[table])


@pytest.mark.parametrize("path", sorted(Path("corpus/bulletins").glob("*.txt")), ids=lambda p: p.stem)
def test_a_record_is_its_own_gold(path: Path) -> None:
    bulletin = extract(path, RULES)
    report = score(path.name, bulletin, gold_of(bulletin))
    assert report.misses == []
    wrong = from_json(to_json(bulletin))
    for figure in wrong.figures:
        figure.value += 1
    if wrong.figures:
        assert score(path.name, wrong, gold_of(bulletin)).misses
