"""The gold records agree with their texts: every quote stands where it is said to, every name occurs, lists add up."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

from jianbao import record

CORPUS = Path(__file__).parents[2] / "corpus"
NAMES = sorted(path.stem for path in (CORPUS / "bulletins").glob("*.txt"))
#: Page numbers and running headers interrupt the text of the hard-wrapped bulletin.
FURNITURE = re.compile(r"\n\s*— \d+ —\s*\n+(?:[^\n]*简报　第\d+期\n)?")
DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def decoded(name: str) -> str:
    """Return a bulletin as its own encoding gives it, the byte order mark gone, line ends kept."""
    raw = (CORPUS / "bulletins" / f"{name}.txt").read_bytes()
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def gold_of(name: str) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((CORPUS / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return gold


def bare(string: str) -> str:
    return "".join(string.split())


def words(gold: dict[str, Any]) -> Iterator[str]:
    """Yield everything that a gold record says is written in the text."""
    yield from (section["heading"] for section in gold["sections"] if section["heading"])
    for update in gold["updates"]:
        yield from (update["text"], update["title"] or "")
        yield from (event["quote"] for event in update["event_dates"])
        for person in update["officials"]:
            yield from (person["name"], person["organisation"] or "", *person["titles"])
        for site in update["sites"]:
            yield from (site["name"], site["township"] or "")
    yield from (name for line in gold["distribution"] for name in line["recipients"])
    yield from (gold["masthead"]["title"] or "", gold["masthead"]["issuer"] or "")


def test_the_corpus_is_large_enough_to_tell_something() -> None:
    records = [gold_of(name) for name in NAMES]
    assert len(NAMES) >= 10
    assert sum(len(gold["updates"]) for gold in records) >= 60
    assert sum(len(gold["figures"]) for gold in records) >= 300


def test_every_bulletin_has_a_gold_record_and_every_gold_record_a_bulletin() -> None:
    assert sorted(path.stem for path in (CORPUS / "gold").glob("*.json")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_quoted_where_it_stands(name: str) -> None:
    text = decoded(name)
    for figure in gold_of(name)["figures"]:
        start = figure["pos"]
        assert text[start : start + len(figure["quote"])] == figure["quote"]
        if not figure.get("implied"):
            number = re.match(r"[\d.,]+", bare(figure["quote"]).translate(DIGITS))
            assert number is not None
            assert float(number[0].replace(",", "")) == figure["value"]
            in_a_cell = bare(figure["quote"]) == number[0] and figure["unit"] in text  # the unit stands in the header
            assert bare(figure["quote"]).endswith(figure["unit"]) or in_a_cell
            assert not re.search(r"[\d.,] ?$", text[:start]), "the number begins further to the left"


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_is_said_to_be_written_occurs_in_the_text(name: str) -> None:
    text = bare(FURNITURE.sub("", decoded(name)))
    gold = gold_of(name)
    assert [word for word in words(gold) if bare(word) not in text] == []
    labels = {figure[key] for figure in gold["figures"] for key in ("label", "parent_label", "subject")} - {None}
    assert [label for label in sorted(labels) if bare(label) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_items_stand_in_the_order_of_the_text_and_each_once(name: str) -> None:
    text = bare(FURNITURE.sub("", decoded(name)))
    starts = [text.index(bare(update["text"])) for update in gold_of(name)["updates"]]
    assert starts == sorted(set(starts))
    assert all(text.count(bare(update["text"])) == 1 for update in gold_of(name)["updates"])
    positions = [figure["pos"] for figure in gold_of(name)["figures"]]
    assert positions == sorted(positions)


@pytest.mark.parametrize("name", NAMES)
def test_lists_add_up_as_their_groups_say(name: str) -> None:
    gold = gold_of(name)
    for group in gold["groups"]:
        members = [gold["figures"][i] for i in group["members"]]
        assert group["sum"] == round(sum(figure["value"] for figure in members), 6), group
        assert not any(figure["parent_label"] or figure["unit"] == "%" for figure in members)
        if group["kind"] == "partition":
            assert group["difference"] == group["sum"] - group["base"]
            assert (group["adds_up"] is True) == (group["difference"] == 0)
    violated = [g["dimension"] for g in gold["groups"] if g.get("adds_up") is False]
    assert violated == [f["dimension"] for f in gold["findings"] if f["constraint"] == "partition"]


@pytest.mark.parametrize("name", NAMES)
def test_the_vocabulary_is_that_of_the_record(name: str) -> None:
    gold = gold_of(name)
    assert {s["kind"] for s in gold["sections"]} <= set(get_args(record.SectionKind))
    assert {f["dimension"] for f in gold["figures"]} <= {None, *get_args(record.Dimension)}
    assert {f["scope"] for f in gold["figures"]} <= set(get_args(record.Scope))
    assert {line["kind"] for line in gold["distribution"]} <= set(get_args(record.RecipientKind))
    for update in gold["updates"]:
        assert {person["role"] for person in update["officials"]} <= set(get_args(record.Role))
        assert {site["kind"] for site in update["sites"]} <= set(get_args(record.SiteKind))
        assert len({person["name"] for person in update["officials"]}) == len(update["officials"])


@pytest.mark.parametrize("name", NAMES)
def test_events_are_no_later_than_the_bulletin_and_not_long_before_it(name: str) -> None:
    gold = gold_of(name)
    issued = date.fromisoformat(gold["masthead"]["date"] or gold["published"])
    days = [event for update in gold["updates"] for event in update["event_dates"] if event["date"]]
    for event in days:
        first, last = (date.fromisoformat(event[key] or event["date"]) for key in ("date", "end_date"))
        assert first <= last <= issued
        assert (issued - first).days <= 14
    assert all(event["precision"] == ("day" if event["date"] else "vague") for event in days)


def test_the_weekly_series_grows_by_what_is_new() -> None:
    issues = [gold_of(f"shaoyang-2021-{number:02}")["figures"] for number in (5, 6, 7)]
    totals = [headline(figures, "cumulative") for figures in issues]
    new = [headline(figures, "new") for figures in issues]
    assert totals == [142, 198, 231]
    assert [after - before for before, after in pairwise(totals)] == new[1:]
    for before, after in pairwise(issues):
        grown = {label: regions(after)[label] - count for label, count in regions(before).items()}
        assert grown == regions(after, "new")


def headline(figures: list[dict[str, Any]], scope: str) -> int:
    (value,) = (f["value"] for f in figures if f["dimension"] is None and f["scope"] == scope)
    return int(value)


def regions(figures: list[dict[str, Any]], scope: str = "cumulative") -> dict[str, int]:
    return {f["label"]: f["value"] for f in figures if f["dimension"] == "region" and f["scope"] == scope}


def test_the_encodings_differ() -> None:
    raw = {name: (CORPUS / "bulletins" / f"{name}.txt").read_bytes() for name in NAMES}
    utf16 = [name for name, data in raw.items() if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))]
    crlf = [name for name, data in raw.items() if b"\r\n" in data]
    assert (utf16, crlf) == (["nanchong-2019-02"], ["xinyang-2018-04"])
    with pytest.raises(UnicodeDecodeError):
        raw["xinyang-2018-04"].decode("utf-8")
