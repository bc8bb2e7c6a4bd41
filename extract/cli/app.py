"""The commands. Each is thin: it turns words of the command line into calls, and results into output and exit code.

Exit codes: 0 all well; 1 a file could not be read, or was quarantined, or a finding of an audit is violated; 2 wrong
use. Heavy modules are imported inside the commands that need them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import JianbaoError, ReadError
from .archive_commands import add_archive_commands
from .audit_commands import add_audit_commands
from .complaint import complain
from .history_commands import add_history_commands
from .metadata import Metadata, parse_date
from .options import DateOption, LanguageOption, LimitOption, MetadataOption, RulesOption, rules_of
from .output import written
from .web_commands import add_web_commands

if TYPE_CHECKING:
    from ..record import Bulletin

__all__ = ["app"]

app = typer.Typer(
    name="jianbao",
    help="Turns Chinese government bulletins into data that can be trusted.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(help="Look after rule packs.", no_args_is_help=True)
app.add_typer(rules_app, name="rules")
add_archive_commands(app)
add_audit_commands(app)
add_history_commands(app)
add_web_commands(app)

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE…", readable=False, help="Bulletins: PDF, Word, HTML, text, or zips of them."),
]


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        from .. import __version__

        print(f"jianbao {__version__}")
        raise typer.Exit


@app.command(
    epilog="Examples:\n\n"
    "  jianbao extract bulletin.pdf\n\n"
    "  jianbao extract --jsonl archive/*.txt -o records.jsonl\n\n"
    "  jianbao extract --date 2024-03-16 notice.txt"
)
def extract(
    files: Files,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One line a record.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write here instead of to the terminal.")
    ] = None,
    metadata: MetadataOption = None,
    date: DateOption = None,
    limit: LimitOption = None,
    rules: RulesOption = "inspection",
) -> None:
    """Print the record of each file as JSON."""
    from ..record import to_json

    failed = False
    with written(output, files) as out:
        for _, bulletin in _bulletins(files, rules, metadata, date, limit):
            if bulletin is None:
                failed = True
            else:
                out.write(to_json(bulletin, indent=None if jsonl else 2) + "\n")
    raise typer.Exit(int(failed))


@app.command(
    epilog="Examples:\n\n  jianbao show bulletin.pdf\n\n  jianbao show --why --lang en bulletin.txt | less -R\n\n"
    "  jianbao show bulletins.db",
)
def show(
    files: Files,
    why: Annotated[bool, typer.Option("--why", help="For each value, the rule and the text that decided it.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="The tokens and the tree of the statistics.")] = False,
    language: LanguageOption = "zh",
    metadata: MetadataOption = None,
    date: DateOption = None,
    limit: LimitOption = None,
    rules: RulesOption = "inspection",
) -> None:
    """Show each bulletin: its values coloured by kind, its tables, its findings. Of an archive, show what it holds."""
    from rich.console import Console

    from ..publish.overview import overview
    from ..publish.show import render
    from ..publish.trees import trees
    from .auditing import is_database, records_of

    console = Console()
    loaded = rules_of(rules)
    failed = False
    for path in [path for path in files if is_database(path)]:
        console.print(overview(list(records_of(str(path))), loaded, language))
    bulletins = [path for path in files if not is_database(path)]
    for _, bulletin in _bulletins(bulletins, rules, metadata, date, limit):
        if bulletin is None:
            failed = True
            continue
        console.print(render(bulletin, loaded, language, why))
        if debug:
            console.print("\n".join(trees(bulletin, loaded)), markup=False, highlight=False)
    raise typer.Exit(int(failed))


@app.command(epilog="Example:\n\n  jianbao schema > record.schema.json")
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from ..record import json_schema

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))


@rules_app.command("check", epilog="Example:\n\n  jianbao rules check my.toml")
def rules_check(
    packs: Annotated[list[str], typer.Argument(metavar="FILE…", help="TOML files, folders or names.")],
) -> None:
    """Check rule packs; a mistake is reported with its file, table and key."""
    from ..rulepack import check_pack

    failed = False
    for pack in packs:
        try:
            rules = check_pack(pack)
        except JianbaoError as error:
            complain(error)
            failed = True
        else:
            print(f"{pack}: well formed ({rules.name}, fingerprint {rules.fingerprint[:12]})")
    raise typer.Exit(int(failed))


@app.command(epilog="Example:\n\n  jianbao evaluate corpus --misses")
def evaluate(
    gold: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A folder with texts and gold records.")],
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List every value that was missed or invented.")] = False,
    baseline: Annotated[Path | None, typer.Option("--baseline", exists=True, help="Fail below these figures.")] = None,
    rules: RulesOption = "inspection",
) -> None:
    """Measure against gold records: precision, recall and F1 of every field."""
    import json
    import tomllib

    from .. import evaluate as scoring
    from ..api import extract as record_of

    loaded = rules_of(rules)
    report = scoring.evaluate(gold, lambda path, day: record_of(path, loaded, day))
    print(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else report.as_text(misses=misses))
    if baseline:
        shortfalls = scoring.below(report, tomllib.loads(baseline.read_text(encoding="utf-8")))
        for shortfall in shortfalls:
            complain(shortfall)
        raise typer.Exit(int(bool(shortfalls)))


@app.command()
def doctor() -> None:
    """Tell what works on this machine, what is missing, and how to get it."""
    from .doctor import diagnose

    failed = False
    for item in diagnose():
        mark = "ok  " if item.ok else ("FAIL" if item.required else "--  ")
        print(f"{mark} {item.subject}: {item.found}" + (f"  →  {item.remedy}" if item.remedy and not item.ok else ""))
        failed |= item.required and not item.ok
    raise typer.Exit(int(failed))


def _bulletins(
    files: list[Path], rules: str, metadata: Path | None, date: str | None, limit: list[str] | None
) -> Iterator[tuple[Path, Bulletin | None]]:
    """Yield the record of each file, a zip's one by one; None, and a line on standard error, for an unreadable one."""
    from ..readers import expand
    from ..readers.isolated import IsolatedReader
    from ..second_look import extract_with
    from .limiting import parse_limits

    loaded = rules_of(rules)
    known = Metadata.load(metadata)
    day = parse_date(date)
    limits = parse_limits(limit or ())
    with IsolatedReader(limits) as reader:
        for path in (Path(member) for file in files for member in expand(str(file), limits)):
            facts = known.of(path)
            bulletin: Bulletin | None = None
            try:
                bulletin = extract_with(reader, path, loaded, day or facts.date, facts.masthead)
            except ReadError as error:
                complain(error)
            except Exception as error:  # the other files go on, whatever one of them brings to light
                complain(f"{path}: {type(error).__name__}: {error} (a fault of the program: please report it)")
            yield path, bulletin
