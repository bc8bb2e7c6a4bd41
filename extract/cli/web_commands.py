"""The commands of the review desk: ``serve``, and ``gold``, which gives back what people corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .audit_commands import OriginalsOption
from .options import LimitOption, RulesOption

__all__ = ["add_web_commands"]

UrlArgument = Annotated[
    str, typer.Argument(metavar="URL", help="An archive: a database URL; a bare path means SQLite.")
]


def add_web_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        epilog="Examples:\n\n  jianbao serve bulletins.db\n\n"
        "  JIANBAO_PASSWORD=… jianbao serve --host 0.0.0.0 --port 8080 --originals originals/ bulletins.db"
    )(serve)
    app.command(epilog="Example:\n\n  jianbao gold bulletins.db --to gold/ && jianbao evaluate gold/")(gold)


def serve(
    url: UrlArgument,
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; another address needs a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: any that is free.")] = 8765,
    password: Annotated[
        str | None,
        typer.Option(
            "--password",
            "--token",
            envvar="JIANBAO_PASSWORD",
            help="What writing needs; elsewhere than on 127.0.0.1 reading, too. Better given in the environment.",
        ),
    ] = None,
    originals: OriginalsOption = None,
    uploads: Annotated[
        Path | None,
        typer.Option("--uploads", metavar="DIR", help="Take files that people send, and keep them here."),
    ] = None,
    author: Annotated[str | None, typer.Option("--author", help="Who corrects, where nobody says otherwise.")] = None,
    limit: LimitOption = None,
    rules: RulesOption = "inspection",
) -> None:
    """See, search, check and correct an archive in a browser. Ends with Ctrl-C."""
    from .serving import Serving, run

    raise typer.Exit(run(Serving(url, host, port, password, originals, uploads, author, tuple(limit or ()), rules)))


def gold(
    url: UrlArgument,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A folder, for X.txt beside X.gold.json.")],
    every: Annotated[bool, typer.Option("--all", help="Bulletins that nobody corrected, too.")] = False,
    rules: RulesOption = "inspection",
) -> None:
    """Write the bulletins that people corrected as gold for jianbao evaluate."""
    from .golden import run

    raise typer.Exit(run(url, to, every, rules))
