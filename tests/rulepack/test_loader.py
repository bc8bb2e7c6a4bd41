"""Rule packs: inherit, merge, remove, fingerprint; and mistakes, each with its file, table and key."""

from pathlib import Path

import pytest

from jianbao.errors import RuleError
from jianbao.rulepack import check_pack, load_rules


def write(path: Path, content: str) -> str:
    path.write_text(content, encoding="utf-8")
    return str(path)


def test_lists_add_up_along_extends(tmp_path: Path) -> None:
    mine = write(
        tmp_path / "mine.toml",
        '[pack]\nname = "mine"\nextends = "inspection"\n[sections.headings]\ncounty_updates = ["山乡快报"]\n',
    )
    base, rules = load_rules(), load_rules(mine)
    assert rules.name == "mine"
    assert rules.pack.sections.headings["county_updates"] == (
        *base.pack.sections.headings["county_updates"],
        "山乡快报",
    )
    assert rules.pack.sections.headings["other"] == base.pack.sections.headings["other"]


def test_remove_takes_inherited_words_away(tmp_path: Path) -> None:
    mine = write(
        tmp_path / "mine.toml",
        '[pack]\nname = "mine"\nextends = "gov"\n[remove.masthead]\ntitle_endings = ["公报"]\n'
        '[remove.sections]\ndistribution_labels = ["印送"]\n',
    )
    rules = load_rules(mine)
    assert "公报" in load_rules("gov").pack.masthead.title_endings
    assert "公报" not in rules.pack.masthead.title_endings
    assert "印送" not in rules.pack.sections.distribution_labels


def test_a_folder_is_one_pack(tmp_path: Path) -> None:
    write(tmp_path / "pack.toml", '[pack]\nname = "folder"\nextends = "gov"\n')
    write(tmp_path / "sections.toml", '[sections]\nimprint = ["敬印"]\n')
    assert "敬印" in load_rules(str(tmp_path)).pack.sections.imprint


def test_fingerprint_tells_packs_apart_and_nothing_else(tmp_path: Path) -> None:
    one = write(tmp_path / "one.toml", '[pack]\nname = "x"\nextends = "gov"\n')
    same = write(tmp_path / "same.toml", '# a comment\n[pack]\nextends = "gov"\nname = "x"\n')
    other = write(tmp_path / "other.toml", '[pack]\nname = "x"\nextends = "gov"\n[sections]\nimprint = ["敬印"]\n')
    assert load_rules(one) == load_rules(same)
    assert load_rules(one) != load_rules(other)


@pytest.mark.parametrize(
    ("content", "where", "cause"),
    [
        ("[sections]\nheadngs = {}\n", "[sections] headngs", "no such key; did you mean 'headings'?"),
        ("[mastheads]\nx = 1\n", "[mastheads]", "no such key; did you mean 'masthead'?"),
        ("[sections]\nimprint = [1]\n", "[sections.imprint] 0", "Input should be a valid string (found 1)"),
        (
            "[counts.categories.polution]\nx = []\n",
            "[counts.categories] polution",
            "no such name; did you mean 'pollution'?",
        ),
        ("[sections\n", "", "is not valid TOML: "),
        ('[pack]\nextends = "govv"\n', "govv", "no such rule pack; did you mean 'gov'?"),
        ('[remove]\nnothing = ["x"]\n[pack]\nextends = "gov"\n', "[remove] nothing", "names nothing that"),
    ],
)
def test_mistakes_name_file_table_and_key(tmp_path: Path, content: str, where: str, cause: str) -> None:
    path = write(tmp_path / "wrong.toml", content)
    with pytest.raises(RuleError) as caught:
        load_rules(path)
    assert where in caught.value.where
    assert cause in caught.value.cause
    if where.startswith("[sections"):
        assert caught.value.where.startswith(path)


def test_circles_are_found(tmp_path: Path) -> None:
    a, b = tmp_path / "a.toml", tmp_path / "b.toml"
    write(a, f'[pack]\nname = "a"\nextends = "{b}"\n')
    write(b, f'[pack]\nname = "b"\nextends = "{a}"\n')
    with pytest.raises(RuleError, match="circle"):
        load_rules(str(a))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="no such rule pack file"):
        load_rules(str(tmp_path / "none.toml"))


def test_a_place_has_its_own_pack() -> None:
    rules = load_rules()
    assert rules.at("431100").name == "yongzhou"
    assert rules.at("110000") is rules
    assert rules.at(None) is rules


def test_labels_stand_in_both_languages() -> None:
    labels = load_rules().pack.labels
    assert set(labels.zh) == set(labels.en)


@pytest.mark.parametrize("pack", ["gov", "inspection", "yongzhou"])
def test_shipped_packs_keep_to_the_schema(pack: str) -> None:
    assert check_pack(pack).name == pack
