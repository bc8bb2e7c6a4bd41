"""``jianbao search``: the bulletins that hold some words, and the stretches of text around them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from ..archive.searching import Filter, Hit, Snippet, as_dict, search
from ..archive.store import open_store

__all__ = ["run"]


def run(url: str, words: Sequence[str], most: int, as_json: bool, only: Filter) -> int:
    """Print the hits; return the exit code: 1 when there is none.

    Raises StoreError where there is no archive.
    """
    with open_store(url, create=False) as store:
        hits = search(store, " ".join(words), most, only=only)
    if as_json:
        print(json.dumps([as_dict(hit) for hit in hits], ensure_ascii=False, indent=2))
    else:
        console = Console(highlight=False)
        for hit in hits:
            _show(console, hit)
    return int(not hits)


def _show(console: Console, hit: Hit) -> None:
    issue = f"第{hit.issue}期" if hit.issue is not None else None
    year = f"{hit.year}年" if hit.year is not None else None
    head = "　".join(str(part) for part in (hit.title, f"{year or ''}{issue or ''}", hit.date) if part)
    console.print(Text.assemble((head, "bold"), "　" if head else "", (hit.uri, "dim")), soft_wrap=True)
    for snippet in hit.snippets:
        page = f"  第{snippet.page}页  " if snippet.page is not None else "  "
        console.print(Text(page, "dim").append(_marked(snippet)), soft_wrap=True)


def _marked(snippet: Snippet) -> Text:
    shown = Text(snippet.string.replace("\n", " "))
    for match in snippet.matches:
        shown.stylize("bold red", match.start - snippet.span.start, match.end - snippet.span.start)
    return shown
