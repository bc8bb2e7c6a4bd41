"""The wheel, built and installed into a fresh environment, runs outside the checkout with all that it needs inside."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("jianbao-*.whl"))


def test_it_holds_rules_and_bulletins(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = [
        "jianbao/" + part
        for part in (
            "rules/gazetteer.csv",
            "rules/gov/sections.toml",
            "rules/inspection/counts.toml",
            "rules/yongzhou.toml",
            "web/words.toml",
            "web/templates/bulletin.html",
            "web/static/bulletin.js",
        )
    ]
    expected += [f"jianbao/corpus/bulletins/{p.name}" for p in (ROOT / "corpus" / "bulletins").glob("*.txt")]
    assert set(expected) <= names
    assert sum(name.startswith("jianbao/corpus/pdf/") and name.endswith(".pdf") for name in names) >= 2


def test_it_runs_elsewhere(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, cwd=tmp_path)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    where = "import jianbao.corpus, pathlib; print(pathlib.Path(jianbao.corpus.__file__).parent)"
    corpus = Path(
        subprocess.run(
            [python, "-c", where], check=True, cwd=tmp_path, env=environment, capture_output=True, text=True
        ).stdout.strip()
    )
    assert ROOT not in corpus.parents
    files = sorted(map(str, [*(corpus / "bulletins").glob("*.txt"), *(corpus / "pdf").glob("*.pdf")]))
    done = subprocess.run(
        [tmp_path / "env" / "bin" / "jianbao", "extract", "--jsonl", *files],
        check=True,
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["source"]["uri"] for r in records] == files
    assert all(r["masthead"]["title"] for r in records)
