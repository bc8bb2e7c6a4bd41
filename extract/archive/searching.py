"""Full-text search: which bulletins hold these words, and where. Words may have any length, a single character too.

The index (``store.grams``) tells which texts have all pairs of characters of a word; whether one holds the word itself
is decided on the text, in the form in which both are compared: one width, simplified, without padding, letters small.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, text

from ..parsers.fold import fold
from ..span import Span
from ..text import Text
from .store import Store
from .store.grams import folded, pairs

__all__ = ["Hit", "Snippet", "search"]

#: Characters of text on each side of a match.
_AROUND = 24
#: Texts that are read together.
_TOGETHER = 50
_BULLETINS = text(
    "SELECT b.document, d.sha256, d.uri, b.title, b.issuer, b.year, b.issue, b.date, b.text"
    " FROM bulletins AS b JOIN documents AS d ON d.id = b.document WHERE b.document IN :numbers"
).bindparams(bindparam("numbers", expanding=True))


class Snippet(NamedTuple):
    """A stretch of a bulletin's text with the words that were looked for.

    ``span`` is the stretch, ``matches`` the words in it, all as offsets in ``bulletins.text``; ``page`` and ``box``
    are those of the line on which the first match begins.
    """

    string: str
    span: Span
    matches: tuple[Span, ...]
    page: int | None
    box: list[float] | None


class Hit(NamedTuple):
    """A bulletin that holds all the words."""

    document: int
    sha256: str
    uri: str
    title: str | None
    issuer: str | None
    year: int | None
    issue: int | None
    date: str | None
    snippets: tuple[Snippet, ...]


def search(store: Store, query: str, most: int | None = 20, snippets: int = 3) -> list[Hit]:
    """Return the bulletins whose text holds every word of ``query`` (words are parted by spaces), the newest first.

    At most ``most`` of them (None: all), with so many ``snippets`` each. An empty query finds nothing.

    Raises StoreError where the database cannot be read.
    """
    words = list(dict.fromkeys(folded(word) for word in query.split()))
    if not words:
        return []
    with store.read() as connection:
        return list(islice(_hits(connection, words, snippets), most))


def _hits(connection: Connection, words: Sequence[str], snippets: int) -> Iterator[Hit]:
    numbers = _candidates(connection, words)
    for start in range(0, len(numbers), _TOGETHER):
        some = numbers[start : start + _TOGETHER]
        rows = {row[0]: row for row in connection.execute(_BULLETINS, {"numbers": some})}
        for number in some:
            document, sha256, uri, title, issuer, year, issue, date, whole = rows[number]
            matches = _matches(fold(whole), words)
            if matches is not None:
                shown = tuple(_snippets(connection, document, whole, matches, snippets))
                yield Hit(document, sha256, uri, title, issuer, year, issue, date, shown)


def _candidates(connection: Connection, words: Sequence[str]) -> list[int]:
    """Return the numbers of the bulletins that may hold all words, the newest first."""
    condition, values = _condition(connection.dialect.name, words)
    order = "b.date IS NULL, b.date DESC, b.document DESC"
    query = text(f"SELECT b.document FROM bulletins AS b WHERE {condition} ORDER BY {order}")
    return list(connection.execute(query, values).scalars())


def _condition(dialect: str, words: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """Return what the index is asked for, in SQL."""
    needed = list(dict.fromkeys(pair for word in words for pair in pairs(word)))
    single = [word for word in words if len(word) == 1 and word.isalnum()]
    if dialect == "postgresql":
        grams = "b.document IN (SELECT document FROM search_grams WHERE grams @> CAST(:grams AS TEXT[])"
        begins = "EXISTS (SELECT FROM unnest(grams) AS g WHERE g LIKE :single{} || '%')"
        conditions = [grams, *(begins.format(i) for i in range(len(single)))]
        return " AND ".join(conditions) + ")", {"grams": needed} | {f"single{i}": c for i, c in enumerate(single)}
    terms = [f'"{pair}"' for pair in needed] + [f'"{character}" *' for character in single]
    if not terms:
        return "TRUE", {}
    return "b.document IN (SELECT rowid FROM search_grams WHERE search_grams MATCH :terms)", {"terms": " ".join(terms)}


def _matches(whole: Text, words: Sequence[str]) -> list[Span] | None:
    """Return where the words stand in the text as published, in order; None where one of them does not."""
    string = whole.string.lower()
    if len(string) != len(whole.string):  # small letters may be longer (İ): then offsets would not be those of the text
        string = whole.string
    spans: list[Span] = []
    for word in words:
        at = string.find(word)
        if at < 0:
            return None
        while at >= 0:
            spans.append(whole.source_span(Span(at, at + len(word))))
            at = string.find(word, at + len(word))
    return sorted(spans)


def _snippets(
    connection: Connection, document: int, whole: str, matches: Sequence[Span], most: int
) -> Iterator[Snippet]:
    """Yield stretches around the matches; matches that stand close together share one."""
    lines = _lines(connection, document)
    starts = [line[0] for line in lines]
    done = 0
    for _ in range(most):
        first = next((match for match in matches if match.start >= done), None)
        if first is None:
            return
        start = max(whole.rfind("\n", 0, first.start) + 1, first.start - _AROUND, done)
        newline = whole.find("\n", first.end)
        end = min(newline if newline >= 0 else len(whole), first.end + _AROUND)
        inside = tuple(match for match in matches if start <= match.start and match.end <= end)
        line = lines[max(bisect_right(starts, first.start) - 1, 0)] if lines else None
        yield Snippet(whole[start:end], Span(start, end), inside, line[1] if line else None, line[2] if line else None)
        done = end


def _lines(connection: Connection, document: int) -> list[tuple[int, int | None, list[float] | None]]:
    query = text("SELECT span_start, page, box FROM lines WHERE document = :document ORDER BY span_start")
    rows = connection.execute(query, {"document": document})
    return [(row[0], row[1], json.loads(row[2]) if isinstance(row[2], str) else row[2]) for row in rows]
