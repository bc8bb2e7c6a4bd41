"""The commands that follow people and places through an archive: ``people`` and ``places``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from .options import RulesOption, rules_of

if TYPE_CHECKING:
    from ..archive.counties import County

__all__ = ["add_history_commands"]

UrlArgument = Annotated[
    str, typer.Argument(metavar="URL", help="An archive: a database URL; a bare path means SQLite.")
]
FormOption = Annotated[Literal["text", "json"], typer.Option("--format", help="Lines, or a list.")]


def add_history_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog="Examples:\n\n  jianbao people bulletins.db\n\n  jianbao people --name 李强 bulletins.db")(
        people
    )
    app.command(epilog="Example:\n\n  jianbao places bulletins.db")(places)


def people(
    url: UrlArgument,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="Only who bears this name.")] = None,
    form: FormOption = "text",
    rules: RulesOption = "inspection",
) -> None:
    """Tell who the officials are: each person's place and posts, from the first mention to the last."""
    from ..archive import open_store
    from ..archive import people as history

    loaded = rules_of(rules)
    with open_store(url, create=False) as store, store.read() as connection:
        found = history.people(connection, loaded, name)
    if form == "json":
        _print([history.as_dict(person) for person in found])
        return
    for person in found:
        terms = "; ".join(_line(term.organisation, term.title, term.first, term.last) for term in person.terms)
        maybe = f"  (may be {', '.join(f'#{i}' for i in person.maybe)})" if person.maybe else ""
        typer.echo(f"#{person.id} {person.name}  {person.place or '?'}  {terms}  ×{len(person.mentions)}{maybe}")


def places(url: UrlArgument, form: FormOption = "text", rules: RulesOption = "inspection") -> None:
    """Tell which counties the archive is about: each by its name of today, with the names that it had."""
    from ..archive import counties, open_store

    loaded = rules_of(rules)
    with open_store(url, create=False) as store, store.read() as connection:
        found = counties.counties(connection, loaded)
    if form == "json":
        _print([_county(county) for county in found])
        return
    for county in found:
        names = "; ".join(_line(None, n.name, n.first, n.last) + f" ×{n.mentions}" for n in county.names)
        typer.echo(f"{county.code or '?':6} {county.name}  {names}")


def _line(organisation: str | None, what: str, first: str | None, last: str | None) -> str:
    days = f" {first}–{last}" if first != last else f" {first}" if first else ""
    return f"{organisation or ''}{what}{days}"


def _county(county: County) -> dict[str, Any]:
    return {"code": county.code, "name": county.name, "names": [name._asdict() for name in county.names]}


def _print(found: list[dict[str, Any]]) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
