"""The file of the gazetteer is in canonical form and consistent."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest
from places import ETHNIC, FOLDER, GAZETTEER, KINDS, PLACES, ROWS, TEXT

from jianbao.rulepack.gazetteer import Gazetteer, Place


def current(level: str) -> list[Place]:
    return [place for place in PLACES if place.level == level and place.until is None]


def test_the_file_has_lf_line_ends_and_no_stray_spaces() -> None:
    assert b"\r" not in (FOLDER / "gazetteer.csv").read_bytes()
    assert TEXT.endswith("\n")
    assert not re.search(r"[ \t\u3000\"]", TEXT)


def test_rows_are_in_canonical_order() -> None:
    def key(row: dict[str, str]) -> tuple[str, bool, str, str, str]:
        zone = row["level"] == "zone"
        return row["code"] or row["parent"] + "~", zone, row["name"] if zone else "", row["since"], row["name"]

    keys = [key(row) for row in ROWS]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_fields_have_their_form() -> None:
    for fields in ROWS:
        zone = fields["level"] == "zone"
        assert re.fullmatch("" if zone else r"[1-8]\d{5}", fields["code"]), fields
        assert fields["level"] in {"province", "prefecture", "county", "zone"}, fields
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", fields["since"]), fields
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", fields["until"]), fields
        assert re.fullmatch(r"(\d{6}:[^:]+)?", fields["successor"]), fields
        assert fields["kind"] in KINDS if zone else not fields["kind"], fields
        assert fields["name"] not in {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}, fields
        assert fields["name"] not in fields["short"].split("|"), fields


@pytest.mark.parametrize(
    ("level", "count"), [("province", range(34, 35)), ("prefecture", range(333, 334)), ("county", range(2843, 2848))]
)
def test_the_units_of_today_are_all_there(level: str, count: range) -> None:
    assert len(current(level)) in count


def test_there_are_zones_of_every_kind_and_all_divisions() -> None:
    kinds = Counter(place.kind for place in current("zone"))
    assert set(kinds) == KINDS
    assert kinds["经开区"] > 230
    assert kinds["高新区"] > 170
    assert kinds["兵团师"] == 14


def test_no_two_units_of_today_share_a_code_or_a_name_under_one_parent() -> None:
    codes = Counter(place.code for place in PLACES if place.until is None and place.code)
    under = Counter((place.parent, place.name) for place in PLACES if place.until is None)
    assert [code for code, count in codes.items() if count > 1] == []
    assert [name for name, count in under.items() if count > 1] == []


def test_every_parent_exists_and_codes_fit_their_parents() -> None:
    by_code = defaultdict(list)
    for place in PLACES:
        by_code[place.code].append(place)
    for place in PLACES:
        if place.level == "province":
            assert place.parent is None, place
            continue
        parents = by_code[place.parent]
        assert parents, place
        assert {parent.level for parent in parents} <= {"province", "prefecture", "county"}
        if place.code:
            # Districts of the four municipalities, and counties that a province governs directly (9001 …).
            direct = place.code[:2] in {"11", "12", "31", "50"} or place.code[2:4] == "90"
            length = 2 if place.level == "prefecture" or direct else 4
            assert place.parent == place.code[:length].ljust(6, "0"), place


def test_a_unit_has_a_parent_for_as_long_as_it_is_there() -> None:
    spans = defaultdict(list)
    for place in PLACES:
        spans[place.code].append(place)
    for place in PLACES:
        if place.parent and place.level != "zone":
            days = [d for d in (place.since, place.until and place.until - timedelta(days=1)) if d]
            for day in days or [date(2025, 1, 1)]:
                assert any(parent.valid(day) for parent in spans[place.parent]), (place, day)


def test_names_of_one_code_follow_each_other() -> None:
    rows = defaultdict(list)
    for place in PLACES:
        if place.code:
            rows[place.code].append(place)
    for places in rows.values():
        for before, after in pairwise(places):
            assert before.until is not None, before
            assert after.since is not None, after
            # Both are valid in the month or year of the change; a code can also rest for years and be used again.
            assert before.until <= after.since + timedelta(days=366), (before, after)


def test_a_name_under_one_parent_is_valid_once_at_a_time() -> None:
    rows = defaultdict(list)
    for place in PLACES:
        rows[place.parent, place.name].append(place)
    for places in rows.values():
        places.sort(key=lambda p: p.since or date.min)
        for before, after in pairwise(places):
            overlap = (before.until or date.max) > (after.since or date.min)
            assert not overlap or before.successor == after.key, (before, after)


def test_successors_exist_begin_in_time_and_do_not_run_in_circles() -> None:
    keys = {place.key: place for place in PLACES}
    for place in PLACES:
        assert (place.successor is None) == (place.until is None), place
        assert place.since is None or place.until is None or place.since < place.until, place
        if place.successor and place.until:
            following = keys[place.successor]
            assert following is not place
            assert following.since is None or following.since <= place.until, place
            assert GAZETTEER.successor(place) is not None
            assert GAZETTEER.successor(place, date(2026, 1, 1)) is not None, place


def test_extra_short_names_are_not_derivable() -> None:
    bare = Gazetteer([place._replace(short=()) for place in PLACES], ETHNIC)
    redundant = [
        (place.name, short)
        for place in PLACES
        for short in place.short
        if place.level != "zone"
        and any(other.name == place.name and other.parent == place.parent for other in bare.forms().get(short, ()))
    ]
    assert redundant == []
