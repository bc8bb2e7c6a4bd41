"""What a user can type, read or meet stands in the documents."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
import typer

from jianbao import record
from jianbao.cli.app import app
from jianbao.rulepack.schema import Pack

ROOT = Path(__file__).parents[1]


def text(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def commands() -> list[str]:
    group = typer.main.get_command(app)
    return sorted(group.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readmes_name_every_command(readme: str) -> None:
    shown = set(re.findall(r"jianbao ([a-z]+)", text(readme)))
    assert set(commands()) <= shown


def test_readmes_name_the_two_commands() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        assert {"make demo", "make test"} <= set(re.findall(r"make [a-z]+", text(readme)))


def test_links_between_documents_lead_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "README.zh-CN.md",
        ROOT / "CONTRIBUTING.md",
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("*/README.md"),
    ]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_record_page_names_every_field() -> None:
    page = text("docs/record.md")
    for model in (record.Bulletin, record.Figure, record.Group, record.Update, record.Finding, record.Unread):
        for field in fields(model):
            assert f"`{field.name}`" in page, f"{model.__name__}.{field.name}"


def test_the_checks_page_names_every_constraint() -> None:
    page = text("docs/checks.md")
    assert [name for name in get_args(record.Constraint) if name not in page] == []


def test_the_rules_page_names_every_table() -> None:
    page = text("rules/README.md")
    assert [field.name for field in fields(Pack) if f"`[{field.name}]`" not in page] == []


def test_the_changelog_has_a_heading_for_what_is_new() -> None:
    assert "## Unreleased" in text("CHANGELOG.md")
