"""The house itself: what is installed under which name, and what nobody may do."""

import re
import subprocess
import sys
from pathlib import Path

import jianbao

ROOT = Path(__file__).parents[1]
PYTHON = [
    *ROOT.glob("extract/**/*.py"),
    *ROOT.glob("tests/**/*.py"),
    *ROOT.glob("corpus/**/*.py"),
    *ROOT.glob("bench/**/*.py"),
    *ROOT.glob("rules/*.py"),
]


def test_nobody_imports_extract_rules_or_corpus_by_their_folders() -> None:
    forbidden = re.compile(r"^\s*(?:from|import)\s+(?:extract|rules|corpus)\b", re.MULTILINE)
    assert [str(p) for p in PYTHON if forbidden.search(p.read_text(encoding="utf-8"))] == []


def test_the_program_imports_itself_relatively() -> None:
    absolute = re.compile(r"^\s*(?:from|import)\s+jianbao\b", re.MULTILINE)
    assert [str(p) for p in ROOT.glob("extract/**/*.py") if absolute.search(p.read_text(encoding="utf-8"))] == []


def test_public_names_are_complete_and_sorted() -> None:
    assert jianbao.__all__ == sorted(jianbao.__all__) == ["check", "extract", "load", "parse", "read"]
    assert all(callable(getattr(jianbao, name)) for name in jianbao.__all__)


def test_public_calls_survive_the_import_of_any_submodule() -> None:
    program = (
        "import pkgutil, importlib, jianbao\n"
        "for m in pkgutil.walk_packages(jianbao.__path__, 'jianbao.'):\n"
        "    if 'migrations' not in m.name and '__main__' not in m.name: importlib.import_module(m.name)\n"
        "from jianbao import check, extract, load, parse, read\n"
        "assert all(map(callable, (check, extract, load, parse, read)))\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_version_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['jianbao', '--version']\n"
        "from jianbao.cli import main; main()\n"
        "heavy = {'pandas', 'jieba', 'pydantic', 'typer', 'rich', 'regex', 'scipy', 'pypdfium2', 'numpy'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout == f"jianbao {jianbao.__version__}\n"


def test_modules_stay_small() -> None:
    long = {
        str(p): n for p in ROOT.glob("extract/**/*.py") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
