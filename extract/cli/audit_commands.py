"""The commands that tell what cannot be true: ``audit`` and ``gaps``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from .metadata import Metadata, parse_date
from .options import DateOption, LanguageOption, LimitOption, MetadataOption, RulesOption, rules_of

__all__ = ["add_audit_commands"]

_AUDIT_EXAMPLES = (
    "Examples:\n\n"
    "  jianbao audit bulletins.db\n\n"
    "  jianbao audit --all --lang en bulletin.pdf\n\n"
    "  jianbao audit --format html --to report.html bulletins.db\n\n"
    "  jianbao audit --format json figures.csv > findings.json"
)
ToOption = Annotated[
    Path | None, typer.Option("--to", metavar="FILE", help="Write the report here instead of to the terminal.")
]

OriginalsOption = Annotated[
    Path | None,
    typer.Option(
        "--originals",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Where archive --keep-originals put the files; a page shows pictures from them.",
    ),
]


def add_audit_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog=_AUDIT_EXAMPLES)(audit)
    app.command(epilog="Examples:\n\n  jianbao gaps bulletins.db\n\n  jianbao gaps --format json bulletins.db")(gaps)


def audit(
    target: Annotated[str, typer.Argument(metavar="URL|FILE|FIGURES.csv", help="An archive, a bulletin, or a table.")],
    form: Annotated[
        Literal["text", "json", "html", "xlsx"],
        typer.Option("--format", help="Sentences, a list of findings, a page with plots, or sheets."),
    ] = "text",
    to: ToOption = None,
    every: Annotated[bool, typer.Option("--all", help="Findings that hold, too.")] = False,
    language: LanguageOption = "zh",
    metadata: MetadataOption = None,
    date: DateOption = None,
    limit: LimitOption = None,
    originals: OriginalsOption = None,
    rules: RulesOption = "inspection",
) -> None:
    """Tell which published numbers cannot all be true. Exit code 1 when something is violated."""
    from .auditing import Given, audit_of, write
    from .limiting import parse_limits

    if form == "xlsx" and to is None:
        raise typer.BadParameter("--format xlsx needs --to FILE")
    loaded = rules_of(rules)
    facts = Metadata.load(metadata).of(Path(target))
    given = Given(target, loaded, parse_date(date) or facts.date, facts.masthead, parse_limits(limit or ()), originals)
    raise typer.Exit(write(audit_of(given, every), given, form, to, language))


def gaps(
    url: Annotated[str, typer.Argument(metavar="URL", help="An archive: a database URL; a bare path means SQLite.")],
    form: Annotated[
        Literal["text", "json"], typer.Option("--format", help="Sentences, or a list of findings.")
    ] = "text",
    to: ToOption = None,
    language: LanguageOption = "zh",
    rules: RulesOption = "inspection",
) -> None:
    """Tell which issues are missing, doubled or misnumbered. Exit code 1 when there are any."""
    from .auditing import Given, gaps_of, write

    given = Given(url, rules_of(rules))
    raise typer.Exit(write(gaps_of(given), given, form, to, language))
