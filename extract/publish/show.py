"""Shows a bulletin to a person at a terminal: its text with the values coloured by kind, its tables, its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text as Styled

from ..record import Bulletin, Figure, Finding, Masthead, Update
from ..rulepack import Rules
from ..span import Span

__all__ = ["Language", "render"]

Language = Literal["zh", "en"]

#: The colour of each kind of value, in the text and in the tables.
_STYLES = {
    "county": "bold green",
    "event_dates": "magenta",
    "officials": "bold yellow",
    "sites": "cyan",
    "figures": "bold blue",
    "unread": "white on red",
    "masthead": "bold",
    "heading": "bold underline",
}
_MARKS = {"holds": ("✓", "green"), "violated": ("✗", "bold red"), "unchecked": ("?", "yellow")}


def render(bulletin: Bulletin, rules: Rules, language: Language = "zh", why: bool = False) -> RenderableType:
    """Return the bulletin as something that rich prints.

    With ``why``, a last part gives for each value of the updates the rule and the text that decided it.
    """
    words = rules.pack.labels.zh if language == "zh" else rules.pack.labels.en
    parts: list[RenderableType] = [_head(bulletin, words), _text(bulletin, words)]
    if bulletin.updates:
        parts.append(_updates(bulletin.updates, words))
    if bulletin.figures:
        parts.append(_figures(bulletin.figures, words))
    if bulletin.findings:
        parts.append(_findings(bulletin.findings, bulletin.figures, words, language))
    if bulletin.unread:
        parts.append(_unread(bulletin, rules, words, language))
    if bulletin.distribution:
        parts.append(_distribution(bulletin, words))
    if bulletin.warnings:
        parts.append(_warnings(bulletin, words))
    if why:
        parts.append(_evidence(bulletin.updates, words))
    return Stack(*parts)


def _head(bulletin: Bulletin, words: dict[str, str]) -> RenderableType:
    head: Masthead = bulletin.masthead
    grid = Table.grid(padding=(0, 2))
    for name in ("title", "issuer", "year", "issue", "serial", "date"):
        value = getattr(head, name)
        if value is not None:
            grid.add_row(Styled(words[name], "dim"), Styled(str(value), "bold"))
    grid.add_row(Styled(words["source"], "dim"), Styled(bulletin.source.uri))
    rules = bulletin.source.rules
    grid.add_row(Styled(words["rules"], "dim"), Styled(f"{rules.name} {rules.fingerprint[:12]}"))
    return Panel(grid, title=words["bulletin"], title_align="left")


def _text(bulletin: Bulletin, words: dict[str, str]) -> RenderableType:
    styled = Styled(bulletin.text)
    for kind, span in _marks(bulletin):
        styled.stylize(_STYLES[kind], span.start, span.end)
    legend = Styled()
    for kind in ("county", "event_dates", "officials", "sites", "figures", "unread"):
        legend.append(f" {words[kind]} ", _STYLES[kind]).append(" ")
    return Panel(styled, title=words["text"], title_align="left", subtitle=legend, subtitle_align="left")


def _marks(bulletin: Bulletin) -> Iterator[tuple[str, Span]]:
    """Yield the kind and span of everything that is coloured; later ones are painted over earlier ones."""
    for section in bulletin.sections:
        if section.heading and bulletin.text.startswith(section.heading, section.span.start):
            yield "heading", Span(section.span.start, section.span.start + len(section.heading))
    for span in bulletin.masthead.spans.values():
        yield "masthead", span
    for update in bulletin.updates:
        for name in ("sites", "event_dates", "officials"):
            for value in getattr(update, name):
                yield name, value.span
        if update.county:
            yield "county", update.county.span
    for figure in bulletin.figures:
        yield "figures", figure.span
    for unread in bulletin.unread:
        yield "unread", unread.span


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _updates(updates: Iterable[Update], words: dict[str, str]) -> RenderableType:
    table = _table(words["updates"], *(words[k] for k in ("number", "county", "event_dates", "officials", "sites")))
    table.show_lines = True
    for i, update in enumerate(updates, 1):
        officials = [
            " ".join(
                filter(None, [f"{o.organisation or ''}{'、'.join(o.titles)}", o.name, f"[{words[o.role]}]"]),
            )
            for o in update.officials
        ]
        dates = [
            (d.date or d.quote)
            + (f"/{d.end_date}" if d.end_date else "")
            + (f" {d.part_of_day}" if d.part_of_day else "")
            for d in update.event_dates
        ]
        county = (
            update.county.name + (f"\n{update.county.code}" if update.county.code else "") if update.county else "—"
        )
        table.add_row(
            str(i),
            Styled(county, _STYLES["county"]),
            Styled("\n".join(dates), _STYLES["event_dates"]),
            Styled("\n".join(officials), _STYLES["officials"]),
            Styled("\n".join(s.name for s in update.sites), _STYLES["sites"]),
        )
    return table


def _figures(figures: list[Figure], words: dict[str, str]) -> RenderableType:
    columns = ("number", "dimension", "label", "category", "value", "scope", "as_of", "batch", "part_of")
    table = _table(words["figures"], *(words[k] for k in columns))
    table.columns[4].justify = "right"
    before: tuple[int | None, str] | None = None
    for figure in figures:
        whole = figures[figure.parent] if figure.parent is not None else figure
        here = (whole.group if whole.dimension else figure.group, figure.scope)  # a bracketed count goes with its item
        if before is not None and before != here:
            table.add_section()
        before = here
        dimension: str = figure.dimension or "headline"
        dimension = "dimension_other" if dimension == "other" else dimension
        label = figure.label or figure.subject or ""
        table.add_row(
            str(figure.id),
            words[dimension],
            label + (f"（{words['implied']}）" if figure.implied else ""),
            figure.category or "",
            Styled(
                f"{figure.value:g}{figure.unit}" if figure.value < 1e6 else f"{figure.value}{figure.unit}", "bold blue"
            ),
            words["scope_other" if figure.scope == "other" else figure.scope],
            figure.as_of or "",
            "-".join(map(str, dict.fromkeys(figure.batch))) if figure.batch else "",
            "" if figure.parent is None else f"→ {figure.parent}",
        )
    return table


def _findings(
    findings: Iterable[Finding], figures: list[Figure], words: dict[str, str], language: Language
) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    for finding in findings:
        mark, style = _MARKS[finding.status]
        message = Styled(finding.message if language == "zh" else finding.message_en)
        for repair in finding.repairs:
            figure = figures[repair.figure]
            value = "?" if repair.value is None else f"{repair.value:g}"
            message.append(f"\n{words['suggestion']}: #{figure.id} {figure.label or figure.subject or ''} ", "dim")
            message.append(f"{figure.value:g} → {value}", "dim")
        grid.add_row(Styled(mark, style), message)
    return Panel(grid, title=words["findings"], title_align="left")


def _unread(bulletin: Bulletin, rules: Rules, words: dict[str, str], language: Language) -> RenderableType:
    table = _table(words["unread"], words["text"], words["reason"])
    for unread in bulletin.unread:
        table.add_row(Styled(unread.quote[:60], _STYLES["unread"]), unread.reason)
    return table


def _distribution(bulletin: Bulletin, words: dict[str, str]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    for line in bulletin.distribution:
        grid.add_row(Styled(line.kind, "bold"), "；".join(line.recipients))
    return Panel(grid, title=words["distribution"], title_align="left")


def _warnings(bulletin: Bulletin, words: dict[str, str]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    for warning in bulletin.warnings:
        page = "" if warning.page is None else f"{words['page']} {warning.page}"
        grid.add_row(Styled("!", "yellow"), page, warning.message)
    return Panel(grid, title=words["warnings"], title_align="left")


def _evidence(updates: Iterable[Update], words: dict[str, str]) -> RenderableType:
    table = _table(words["why"], words["number"], words["label"], words["text"], words["why"])
    for i, update in enumerate(updates, 1):
        if update.county:
            table.add_row(str(i), words["county"], Styled(update.county.quote, _STYLES["county"]), update.county.why)
        for name in ("event_dates", "officials", "sites"):
            for value in getattr(update, name):
                written = value.quote if name == "event_dates" else value.name
                table.add_row(str(i), words[name], Styled(written, _STYLES[name]), value.why)
    return table
