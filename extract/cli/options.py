"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ..errors import JianbaoError
from .complaint import complain

if TYPE_CHECKING:
    from ..rulepack import Rules

__all__ = ["DateOption", "LanguageOption", "LimitOption", "MetadataOption", "RulesOption", "rules_of"]

RulesOption = Annotated[
    str, typer.Option("--rules", metavar="PACK", help="A rule pack's name, or a TOML file or folder.")
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Reference date: gives the year to dates without one."),
]
MetadataOption = Annotated[
    Path | None,
    typer.Option(
        "--metadata",
        exists=True,
        dir_okay=False,
        metavar="META.csv",
        help="What is known of each file: columns path, date, and any of title, issuer, year, issue, serial.",
    ),
]
LimitOption = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=NUMBER", help="Raise or lower a limit: pages=20000 (docs/readers.md)."),
]
LanguageOption = Annotated[Literal["zh", "en"], typer.Option("--lang", help="Language of labels and messages.")]


def rules_of(pack: str) -> Rules:
    """Return the rules that ``--rules`` names; a mistake in them is wrong use."""
    from ..rulepack import load_rules

    try:
        return load_rules(pack)
    except JianbaoError as error:
        complain(error)
        raise typer.Exit(2) from None
