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

__all__ = ["Filter", "Hit", "Snippet", "as_dict", "search"]

#: Characters of text on each side of a match.
_AROUND = 24
#: Texts that are read together.
_TOGETHER = 50
_BULLETINS = text(
    "SELECT b.document, d.sha256, d.uri, b.title, b.issuer, b.year, b.issue, b.date, b.text"
    " FROM bulletins AS b JOIN documents AS d ON d.id = b.document WHERE b.document IN :numbers"
).bindparams(bindparam("numbers", expanding=True))

#: Field of a filter → what it asks of a bulletin, in SQL.
_FILTERS = {
    "place": "(b.document IN (SELECT u.document FROM updates AS u WHERE u.county = :place OR u.county_code LIKE :below)"
    " OR b.document IN (SELECT f.document FROM figures AS f"
    " WHERE f.dimension = 'region' AND (f.category = :place OR f.code LIKE :below)))",
    "since": "b.date >= :since",
    "until": "b.date <= :until AND b.date NOT LIKE '--%'",
    "person": "b.document IN (SELECT o.document FROM officials AS o WHERE o.name = :person)",
    "site": "b.document IN (SELECT s.document FROM sites AS s WHERE s.name = :site)",
}


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


class Filter(NamedTuple):
    """Which bulletins are meant: of a county (its name or code; a code's beginning means all below it), from a day to
    another (ISO 8601, both included), with a person or a place of a news item. None: all.
    """

    place: str | None = None
    since: str | None = None
    until: str | None = None
    person: str | None = None
    site: str | None = None


def search(store: Store, query: str, most: int | None = 20, snippets: int = 3, only: Filter | None = None) -> list[Hit]:
    """Return the bulletins whose text holds every word of ``query`` (words are parted by spaces), the newest first.

    At most ``most`` of them (None: all), with so many ``snippets`` each. ``only`` says which bulletins are looked at;
    without words, all of those are found. No word and no filter find nothing.

    Raises StoreError where the database cannot be read.
    """
    words = list(dict.fromkeys(folded(word) for word in query.split()))
    only = only or Filter()
    if not words and not any(only):
        return []
    with store.read() as connection:
        return list(islice(_hits(connection, words, snippets, only), most))


def as_dict(hit: Hit) -> dict[str, object]:
    """Return a hit as a JSON-ready dict."""
    snippets = [
        {
            "text": snippet.string,
            "span": list(snippet.span),
            "matches": [list(match) for match in snippet.matches],
            "page": snippet.page,
            "box": snippet.box,
        }
        for snippet in hit.snippets
    ]
    return hit._asdict() | {"snippets": snippets}


def _hits(connection: Connection, words: Sequence[str], snippets: int, only: Filter) -> Iterator[Hit]:
    numbers = _candidates(connection, words, only)
    shown_words = words or [folded(word) for word in (only.person, only.site, only.place) if word]
    for start in range(0, len(numbers), _TOGETHER):
        some = numbers[start : start + _TOGETHER]
        rows = {row[0]: row for row in connection.execute(_BULLETINS, {"numbers": some})}
        for number in some:
            document, sha256, uri, title, issuer, year, issue, date, whole = rows[number]
            matches = _matches(fold(whole), shown_words)
            if matches is None and not words:
                matches = []  # found by a value that the text writes otherwise
            if matches is not None:
                shown = tuple(_snippets(connection, document, whole, matches, snippets))
                yield Hit(document, sha256, uri, title, issuer, year, issue, date, shown)


def _candidates(connection: Connection, words: Sequence[str], only: Filter) -> list[int]:
    """Return the numbers of the bulletins that may hold all words, the newest first."""
    condition, values = _condition(connection.dialect.name, words)
    given = {name: value for name, value in only._asdict().items() if value}
    condition = " AND ".join([condition, *(_FILTERS[name] for name in given)])
    values |= given
    if "place" in given:
        values["below"] = f"{given['place'].removesuffix('00').removesuffix('00')}%" if given["place"].isdigit() else ""
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
