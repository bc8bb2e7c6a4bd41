"""The commands that work on an archive's database: ``archive``, ``quarantine``, ``search``, ``export``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from .options import LimitOption, MetadataOption, RulesOption, rules_of

__all__ = ["add_archive_commands"]

WorkersOption = Annotated[int, typer.Option("--workers", min=0, help="Processes; 0: as many as there are cores.")]
ClusterOption = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Have a Dask cluster do the work: tcp://host:8786."),
]
CodeOption = Annotated[
    list[str] | None, typer.Option("--code", metavar="CODE", help="Only files that failed in this way: damaged_file.")
]
Database = Annotated[str, typer.Argument(metavar="URL", help="An archive: a database URL; a bare path means SQLite.")]

_quarantine = typer.Typer(help="Files that could not be archived: list them, try them again.", no_args_is_help=True)


def add_archive_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog=_ARCHIVE_EXAMPLES)(archive)
    app.command(
        epilog="Examples:\n\n  jianbao search bulletins.db 水库\n\n  jianbao search bulletins.db 采石场 李强\n\n"
        "  jianbao search bulletins.db --place 永修县 --since 2024-01-01"
    )(search)
    app.command(epilog=_EXPORT_EXAMPLES)(export)
    app.add_typer(_quarantine, name="quarantine")


_ARCHIVE_EXAMPLES = (
    "Examples:\n\n"
    "  jianbao archive bulletins/ --into bulletins.db\n\n"
    "  jianbao archive 2023/ 2024.zip @list.txt --into postgresql://localhost/bulletins\n\n"
    "  jianbao archive s3://bucket/bulletins --into postgresql://host/bulletins --cluster tcp://scheduler:8786"
)


_EXPORT_EXAMPLES = (
    "Examples:\n\n"
    "  jianbao export bulletins.db --to tables/\n\n"
    "  jianbao export bulletins.db --to bulletins.xlsx --table figures --table findings\n\n"
    "  jianbao export bulletins.db --to postgresql://localhost/warehouse --prefix bulletin_\n\n"
    "  jianbao export bulletins.db --to panel/ --table panel --panel balanced --format parquet"
)


def archive(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders, patterns, zips, @lists and URLs.")
    ],
    into: Annotated[str, typer.Option("--into", metavar="URL", help="A database URL; a bare path means SQLite.")],
    metadata: MetadataOption = None,
    rules: RulesOption = "inspection",
    workers: WorkersOption = 0,
    cluster: ClusterOption = None,
    keep_originals: Annotated[
        Path | None,
        typer.Option("--keep-originals", metavar="DIR", file_okay=False, help="Keep every file here, by its hash."),
    ] = None,
    limit: LimitOption = None,
) -> None:
    """Put bulletins into a database. Doing it again changes nothing."""
    from .archiving import How, run
    from .limiting import parse_limits

    if not into.strip():
        raise typer.BadParameter("--into names no database")
    rules_of(rules)  # a mistake in the rules is wrong use, and known before anything is written
    how = How(rules, metadata, parse_limits(limit or ()), workers, cluster)
    raise typer.Exit(run(paths, into, how, keep_originals))


@_quarantine.command("list", epilog="Example:\n\n  jianbao quarantine list bulletins.db --code damaged_file")
def list_(url: Database, code: CodeOption = None) -> None:
    """List the files in quarantine, one a line: code, path, cause."""
    from .archiving import list_quarantined

    raise typer.Exit(list_quarantined(url, code or ()))


@_quarantine.command(epilog="Example:\n\n  jianbao quarantine retry bulletins.db --limit page_seconds=600")
def retry(
    url: Database,
    code: CodeOption = None,
    metadata: MetadataOption = None,
    rules: RulesOption = "inspection",
    workers: WorkersOption = 0,
    cluster: ClusterOption = None,
    limit: LimitOption = None,
) -> None:
    """Try the files in quarantine again; those that succeed leave it."""
    from .archiving import How, retry_quarantined
    from .limiting import parse_limits

    rules_of(rules)
    how = How(rules, metadata, parse_limits(limit or ()), workers, cluster)
    raise typer.Exit(retry_quarantined(url, how, code or ()))


def search(
    url: Database,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS…", help="All of them must occur; of any length.")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Only of this county, by its name or code.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="YYYY-MM-DD", help="Only from this day on.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="YYYY-MM-DD", help="Only up to this day.")] = None,
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only with this official.")] = None,
    site: Annotated[str | None, typer.Option("--site", metavar="NAME", help="Only with this site.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="Bulletins to show, the newest first.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="The hits as JSON, with spans, pages and boxes.")] = False,
) -> None:
    """Find the bulletins that hold all the words; show where. Exit code 1 when there is none."""
    from ..archive.searching import Filter
    from .searching import run

    only = Filter(place, since, until, person, site)
    if not words and not any(only):
        raise typer.BadParameter("say what to look for: words, or --place, --since, --until, --person, --site")
    raise typer.Exit(run(url, words or [], most, as_json, only))


def export(
    url: Database,
    to: Annotated[
        str, typer.Option("--to", metavar="DIR|FILE|URL", help="A folder, an .xlsx, .zip or .db file, a database URL.")
    ],
    form: Annotated[
        Literal["csv", "jsonl", "parquet", "xlsx", "zip", "database"] | None,
        typer.Option("--format", help="What to write; by default what the target's name says, else CSV."),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", metavar="NAME", help="Only this table or view, or panel; may be given again."),
    ] = None,
    panel: Annotated[
        Literal["sparse", "balanced"],
        typer.Option("--panel", help="Days on which something happened, or every county on every day."),
    ] = "sparse",
    prefix: Annotated[str, typer.Option("--prefix", help="Goes before the names of tables in a database.")] = "",
) -> None:
    """Write an archive's tables as CSV (a data package), JSON Lines, Parquet, Excel, or into another database."""
    from ..publish.exports import export as write

    if not to.strip():
        raise typer.BadParameter("--to names no target")
    counts = write(url, to, form, table or (), panel, prefix)
    print(", ".join(f"{name} {count}" for name, count in counts.items()))
