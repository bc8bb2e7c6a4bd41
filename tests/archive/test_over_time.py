"""People and counties over time: what is one is joined, what may be two stays apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from issues import RULES
from typer.testing import CliRunner

from jianbao import extract, load
from jianbao.archive import open_store, save
from jianbao.archive.counties import County, counties
from jianbao.archive.people import Person, people
from jianbao.cli.app import app


def archived(folder: Path, items: list[tuple[str, str]], issuer: str = "永州市") -> Path:
    """Archive an issue for each date and text."""
    database = folder / "a.db"
    with open_store(database) as store:
        for number, (day, text) in enumerate(items, 1):
            year, month, date = (int(part) for part in day.split("-"))
            path = folder / f"{number}.txt"
            path.write_text(
                f"{issuer}环保督察工作简报\n{year}年第{number}期\n{issuer}环保督察办公室\n{year}年{month}月{date}日\n\n"
                f"【县区动态】\n\n{text}\n",
                encoding="utf-8",
            )
            with store.write() as connection:
                save(connection, extract(path, RULES))
    return database


def persons(folder: Path, items: list[tuple[str, str]], name: str | None = None) -> list[Person]:
    with open_store(archived(folder, items), create=False) as store, store.read() as connection:
        return people(connection, RULES, name)


def test_one_person_with_two_posts_one_after_the_other(tmp_path: Path) -> None:
    found = persons(
        tmp_path,
        [
            ("2019-03-05", "道县：3月4日，副县长蒋文涛到梅花镇检查水库。"),
            ("2019-06-05", "道县：6月4日，副县长蒋文涛到营江街道检查水库。"),
            ("2021-06-05", "道县：6月4日，县长蒋文涛到梅花镇检查水库。"),
        ],
    )
    assert [(person.name, person.place, len(person.mentions)) for person in found] == [("蒋文涛", "道县", 3)]
    assert {(t.title, t.first, t.last) for t in found[0].terms} == {
        ("副县长", "2019-03-04", "2019-06-04"), ("县长", "2021-06-04", "2021-06-04")
    }  # fmt: skip


def test_two_of_one_name_in_one_county_stay_apart(tmp_path: Path) -> None:
    found = persons(
        tmp_path,
        [
            ("2019-03-05", "道县：3月4日，副县长张伟到梅花镇检查水库。"),
            ("2019-04-05", "道县：4月4日，县环保局局长张伟到营江街道检查水库。"),
            ("2019-05-05", "道县：5月4日，副县长张伟到梅花镇检查水库。"),
        ],
    )
    assert [(person.name, len(person.mentions), person.maybe) for person in found] == [
        ("张伟", 2, (1,)),
        ("张伟", 1, (0,)),
    ]


def test_the_same_name_in_two_counties_is_two_people(tmp_path: Path) -> None:
    found = persons(
        tmp_path,
        [
            (
                "2019-03-05",
                "道县：3月4日，副县长张伟到梅花镇检查水库。\n\n宁远县：3月4日，副县长张伟到冷水镇检查水库。",
            ),
        ],
        "张伟",
    )
    assert [(person.place, len(person.mentions), person.maybe) for person in found] == [
        ("道县", 1, ()),
        ("宁远县", 1, ()),
    ]


def test_a_leader_of_the_prefecture_is_one_person_in_all_its_counties(tmp_path: Path) -> None:
    found = persons(
        tmp_path,
        [
            (
                "2019-03-05",
                "道县：3月4日，市委副书记唐松岭到梅花镇检查水库。\n\n宁远县：3月4日，副县长李强到冷水镇检查水库。",
            ),
            ("2019-03-06", "宁远县：3月5日，市委副书记唐松岭到冷水镇检查水库。"),
        ],
    )
    assert ("唐松岭", "永州市", 2) in [(person.name, person.place, len(person.mentions)) for person in found]


def test_a_county_through_its_renaming(tmp_path: Path) -> None:
    database = archived(
        tmp_path,
        [
            ("2019-03-05", "祁阳县：3月4日，副县长李强到白水镇检查水库。"),
            ("2022-03-05", "祁阳市：3月4日，副市长李强到白水镇检查水库。"),
        ],
    )
    with open_store(database, create=False) as store, store.read() as connection:
        (county,) = counties(connection, RULES)
        found = people(connection, RULES)
    assert isinstance(county, County)
    assert (county.code, county.name) == ("431181", "祁阳市")
    assert [(n.name, n.code, n.first, n.last) for n in county.names] == [
        ("祁阳县", "431121", "2019-03-04", "2019-03-04"),
        ("祁阳市", "431181", "2022-03-04", "2022-03-04"),
    ]
    assert [(p.name, p.place, {t.title for t in p.terms}) for p in found] == [("李强", "祁阳市", {"副县长", "副市长"})]


def test_commands_and_frames(tmp_path: Path) -> None:
    items = [("2019-03-05", "祁阳县：3月4日，副县长李强到白水镇检查水库。")]
    database = str(archived(tmp_path, items))
    run = CliRunner().invoke
    lines = run(app, ["people", database]).stdout
    assert lines == "#0 李强  祁阳市  副县长 2019-03-04  ×1\n"
    (person,) = json.loads(run(app, ["people", database, "--format", "json"]).stdout)
    assert (person["name"], person["code"], person["terms"][0]["title"]) == ("李强", "431181", "副县长")
    assert run(app, ["people", database, "--name", "王刚"]).stdout == ""
    assert run(app, ["places", database]).stdout == "431181 祁阳市  祁阳县 2019-03-04 ×1\n"
    (county,) = json.loads(run(app, ["places", database, "--format", "json"]).stdout)
    assert county["names"][0]["name"] == "祁阳县"
    with load(database) as archive:
        assert archive.people()["title"].tolist() == ["副县长"]
        assert archive.places()[["place", "name_then"]].to_numpy().tolist() == [["祁阳市", "祁阳县"]]


@pytest.mark.parametrize("command", ["people", "places", "gaps"])
def test_no_archive(command: str, tmp_path: Path) -> None:
    assert CliRunner().invoke(app, [command, str(tmp_path / "none.db")]).exit_code == 1
