"""Search: words of any length, where they stand, and nothing that is not there."""

from __future__ import annotations

import random

import pytest
from archive_stub import TEXT, bulletin
from hypothesis import given
from hypothesis import strategies as st

from jianbao.archive import Filter, save, search
from jianbao.archive.store.grams import folded, grams, pairs


def fill(store, texts):
    with store.write() as connection:
        for number, more in enumerate(texts):
            record = bulletin(f"{TEXT}\n{more}", f"{number}.txt")
            record.masthead.date = f"2031-03-{number + 1:02}"
            save(connection, record)


def found(store, query, **more):
    return [hit.uri for hit in search(store, query, **more)]


def test_words_of_every_length(store):
    fill(store, ["水库边的采石场。", "石采场，不在水中。", "李　强和 王 五到场"])
    assert found(store, "水") == ["1.txt", "0.txt"]
    assert found(store, "水库") == ["0.txt"]
    assert found(store, "采石场") == ["0.txt"]
    assert found(store, "水库边的采石场") == ["0.txt"]
    assert found(store, "场") == ["2.txt", "1.txt", "0.txt"]
    assert found(store, "李强") == found(store, "王五") == ["2.txt"]
    assert found(store, "水库采石场") == found(store, "") == found(store, "  ") == []


def test_pairs_alone_are_not_the_word(store):
    fill(store, ["石场在采石，采石在场。"])
    assert found(store, "采石场") == []


def test_all_words_must_be_there(store):
    fill(store, ["甲镇采石场", "乙镇采石场", "甲镇水库"])
    assert found(store, "采石场 甲镇") == ["0.txt"]


def test_width_script_and_case_do_not_matter(store):
    fill(store, ["ＰＭ2.5 超標，縣環保局通報"])
    for query in ("pm2.5", "PM2.5", "超标", "县环保局", "縣環保局", "ｐｍ２"):
        assert found(store, query) == ["0.txt"], query


def test_what_looks_like_syntax_is_text(store):
    fill(store, ['他说"不" OR 1=1 -- %_*'])
    assert found(store, "OR") == ["0.txt"]
    for query in ('"', "*", "NEAR(", "a OR b", "%", "_"):
        assert set(found(store, query)) <= {"0.txt"}
    assert found(store, "说%不") == []


def test_snippet_shows_the_words_and_where_they_stand(store):
    fill(store, ["一" * 60 + "采石场" + "二" * 60])
    (hit,) = search(store, "采石场 青禾县")
    text = f"{TEXT}\n{'一' * 60}采石场{'二' * 60}"
    assert [s.string for s in hit.snippets] == [
        "青禾县副县长陈一鸣到柳溪村调研。",
        "共受理投诉举报件7件，其中青禾县4件、白沙县3件。",
        "一" * 24 + "采石场" + "二" * 24,
    ]
    for snippet in hit.snippets:
        assert text[snippet.span.start : snippet.span.end] == snippet.string
        assert {text[m.start : m.end] for m in snippet.matches} <= {"采石场", "青禾县"}
    assert [(s.page, s.box) for s in hit.snippets] == [
        (1, [72.0, 120.0, 300.5, 135.0]), (2, [72.0, 140.0, 300.5, 155.0]), (3, [72.0, 180.0, 300.5, 195.0]),
    ]  # fmt: skip


def test_padded_name_is_marked_with_its_padding(store):
    fill(store, ["由李　强带队"])
    (hit,) = search(store, "李强")
    (snippet,) = hit.snippets
    (match,) = snippet.matches
    assert snippet.string[match.start - snippet.span.start : match.end - snippet.span.start] == "李　强"


def test_the_newest_come_first_and_no_more_than_asked(store):
    fill(store, ["水库"] * 1 + ["水库。"] + ["水库，"])
    assert found(store, "水库", most=2) == ["2.txt", "1.txt"]
    assert len(found(store, "水库", most=None)) == 3


def test_new_extraction_moves_the_index(store):
    with store.write() as connection:
        save(connection, bulletin(f"{TEXT}\n水库", sha256="0" * 64))
        save(connection, bulletin(f"{TEXT}\n河道", rules="r2", sha256="0" * 64))
    assert (found(store, "水库"), found(store, "河道")) == ([], ["a.txt"])


def test_index_is_sound_after_many_changes(store):
    rng = random.Random(3)
    with store.write() as connection:
        for rules in range(20):
            for number in range(5):
                text = f"{TEXT}\n" + "".join(rng.choices("水库河道采石", k=30))
                save(connection, bulletin(text, f"{number}.txt", f"r{rules}", f"{number:064}"))
        last = connection.exec_driver_sql("SELECT document, text FROM bulletins").all()
    for query in ("水库", "河道采", "石石", "库"):
        expected = {number for number, text in last if query in text}
        assert {hit.document for hit in search(store, query)} == expected


@given(st.text(alphabet="水库河道ab1，。 ", max_size=30), st.integers(0, 29), st.integers(1, 6))
def test_index_never_misses_a_word(string, start, length):
    whole = folded(string)
    word = whole[start : start + length]
    entries = set(grams(whole))
    assert set(pairs(word)) <= entries
    if len(word) == 1 and word.isalnum():
        assert any(entry.startswith(word) for entry in entries)


@pytest.mark.parametrize("query", ["水" * 5000, "\x00", "😀", "a" * 10_000])
def test_odd_queries_find_nothing(store, query):
    fill(store, ["水库"])
    assert found(store, query) == []


def test_filters_alone_and_with_words(store):
    fill(store, ["水库边", "水库旁", "采石场"])
    newest_first = found(store, "", only=Filter(since="2031-03-02"))
    assert newest_first == ["2.txt", "1.txt"]
    assert found(store, "水库", only=Filter(since="2031-03-02")) == ["1.txt"]
    assert found(store, "", only=Filter(until="2031-03-01")) == ["0.txt"]
    with store.read() as connection:
        official = connection.exec_driver_sql("SELECT name FROM officials").scalar()
        site = connection.exec_driver_sql("SELECT name FROM sites").scalar()
        county, code = connection.exec_driver_sql(
            "SELECT county, county_code FROM updates WHERE county IS NOT NULL"
        ).first()
    for only in (Filter(person=official), Filter(site=site), Filter(place=county), Filter(place=code),
                 Filter(place=f"{code[:4]}00")):  # fmt: skip
        assert len(found(store, "", only=only)) == 3
        assert found(store, "采石", only=only) == ["2.txt"]
    for only in (Filter(person="谁"), Filter(site="无"), Filter(place="无"), Filter(place="999999")):
        assert found(store, "", only=only) == []
