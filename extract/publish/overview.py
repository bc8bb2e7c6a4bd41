"""What an archive holds, at a glance: its bulletins, the complaints by region, the sums that do not hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Styled

from ..archive.audit import head_of
from ..record import Bulletin, Finding
from ..rulepack import Rules
from .show import Language

__all__ = ["overview"]

_MOST_REGIONS = 12


def overview(bulletins: Iterable[Bulletin], rules: Rules, language: Language = "zh") -> RenderableType:
    """Return the overview of an archive's bulletins as something that rich prints."""
    words = rules.pack.labels.zh if language == "zh" else rules.pack.labels.en
    table = Table(title=words["bulletin"], title_justify="left", title_style="bold", header_style="dim")
    table.add_column(words["issue"], no_wrap=True)
    table.add_column(words["title"], overflow="fold")
    for column in (words["updates"], words["officials"], words["figures"], "✓", "✗", "?"):
        table.add_column(column, justify="right", no_wrap=True)
    regions: Counter[tuple[str, str]] = Counter()
    violated: list[tuple[str, Finding]] = []
    for bulletin in bulletins:
        name = bulletin.masthead.title or bulletin.source.uri
        status = Counter(finding.status for finding in bulletin.findings)
        table.add_row(
            head_of(bulletin).name,
            name,
            str(len(bulletin.updates)),
            str(sum(len(update.officials) for update in bulletin.updates)),
            str(len(bulletin.figures)),
            Styled(str(status["holds"]), "green"),
            Styled(str(status["violated"]), "bold red" if status["violated"] else "dim"),
            Styled(str(status["unchecked"]), "yellow" if status["unchecked"] else "dim"),
        )
        violated += [(f"{name} {head_of(bulletin).name}", f) for f in bulletin.findings if f.status == "violated"]
        for figure in bulletin.figures:
            if figure.dimension == "region" and figure.scope == "new" and figure.unit == "件" and figure.category:
                regions[figure.category, figure.code or ""] += int(figure.value)
    parts: list[RenderableType] = [table]
    if regions:
        parts.append(_regions(regions, words))
    parts += [
        Styled(f"✗ {name}: {finding.message if language == 'zh' else finding.message_en}", "bold red")
        for name, finding in violated
    ]
    return Stack(*parts)


def _regions(regions: Counter[tuple[str, str]], words: dict[str, str]) -> Table:
    title = f"{words['region']} · {words['new']}"
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim")
    table.add_column(words["category"])
    table.add_column("GB/T 2260")
    table.add_column(words["value"], justify="right")
    for (category, code), count in sorted(regions.items(), key=lambda item: (-item[1], item[0]))[:_MOST_REGIONS]:
        table.add_row(category, code, str(count))
    return table
