"""``jianbao archive``, ``quarantine`` and ``search`` as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from jianbao.archive.batch import Summary
from jianbao.cli.progress import Reporter

BULLETINS = Path(__file__).parents[2] / "corpus" / "bulletins"


def jianbao(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "jianbao", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with an archive of one bulletin and one broken file, which stands in quarantine."""
    root = tmp_path_factory.mktemp("cli")
    (root / "in").mkdir()
    source = BULLETINS / "shaoguan-2024-18.txt"
    (root / "in" / "good.txt").write_bytes(source.read_bytes())
    (root / "in" / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    done = jianbao("archive", root / "in", "--into", root / "a.db", "--keep-originals", root / "kept", code=1)
    assert done.stdout == "2 found = 1 archived + 0 unchanged + 0 duplicates + 1 quarantined\n"
    said = [line for line in done.stderr.splitlines() if not line.startswith("archiving: ")]  # where it takes long
    assert said == [f"jianbao: {root / 'in' / 'bad.pdf'}: the PDF is truncated: its end is missing"]
    return root


def test_originals(place):
    assert sum(path.is_file() for path in (place / "kept").rglob("*")) == 2


def test_quarantine_list(place):
    (line,) = jianbao("quarantine", "list", place / "a.db").stdout.splitlines()
    code, path, cause = line.split("\t")
    assert (code, path, bool(cause)) == ("damaged_file", str(place / "in" / "bad.pdf"), True)
    assert jianbao("quarantine", "list", place / "a.db", "--code", "crash").stdout == ""


def test_quarantine_retry(place):
    done = jianbao("quarantine", "retry", place / "a.db", code=1)
    assert done.stdout == "1 found = 0 archived + 0 unchanged + 0 duplicates + 1 quarantined\n"


def test_search(place):
    text = (BULLETINS / "shaoguan-2024-18.txt").read_text(encoding="utf-8")
    word = next(line for line in text.splitlines() if len(line) > 40)[10:12]
    done = jianbao("search", place / "a.db", word)
    assert str(place / "in" / "good.txt") in done.stdout.splitlines()[0]
    assert all(word in line for line in done.stdout.splitlines()[1:])
    (hit,) = json.loads(jianbao("search", place / "a.db", word, "--json").stdout)
    for snippet in hit["snippets"]:
        start = snippet["span"][0]
        assert {snippet["text"][first - start : end - start] for first, end in snippet["matches"]} == {word}
    assert jianbao("search", place / "a.db", "此句不在其中", code=1).stdout == ""


@pytest.mark.parametrize("command", [("search", "x"), ("quarantine", "list"), ("quarantine", "retry")])
def test_no_archive(tmp_path, command):
    arguments = (command[0], tmp_path / "no.db", "x") if command[0] == "search" else (*command, tmp_path / "no.db")
    assert jianbao(*arguments, code=1).stderr == f"jianbao: {tmp_path / 'no.db'}: no such database\n"


def test_no_cluster(tmp_path):
    done = jianbao("archive", BULLETINS, "--into", tmp_path / "a.db", "--cluster", "nonsense", code=1)
    assert done.stderr == "jianbao: nonsense: no address of a cluster, like tcp://host:8786\n"


def test_plain_lines_where_nobody_looks(capsys, monkeypatch):
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    with Reporter("archiving") as reporter:
        reporter.advance(1, 10_000, Summary(10_000, 1))
        now += 20
        reporter.advance(4_000, 10_000, Summary(10_000, 3_998, 0, 0, 2))
        reporter.advance(4_001, 10_000, Summary(10_000, 3_999, 0, 0, 2))
    assert capsys.readouterr().err == (
        "archiving: 4,000 of 10,000 files, 200 a second, 30 s left; 3,998 archived, 2 quarantined\n"
    )


def test_export(place):
    done = jianbao("export", place / "a.db", "--to", place / "tables", "--table", "figures", "--table", "panel")
    counts = dict(part.split() for part in done.stdout.strip().split(", "))
    assert sorted(path.name for path in (place / "tables").iterdir()) == [
        "datapackage.json",
        "figures.csv",
        "panel.csv",
    ]
    for name, count in counts.items():
        assert len((place / "tables" / f"{name}.csv").read_text("utf-8").splitlines()) == int(count) + 1 > 1
    refused = jianbao("export", place / "a.db", "--to", place / "a.db", code=1)
    assert refused.stderr == f"jianbao: {place / 'a.db'}: is the archive itself\n"
    jianbao("export", place / "a.db", "--to", place / "x", "--format", "xls", code=2)
