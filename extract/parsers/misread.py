"""Places that OCR misread: what is one character away from the name of a place of the bulletin's own region.

``贞江区`` in a bulletin of 韶关 is no place; 浈江区 differs from it in one character, and so does 武江区, which stands
elsewhere in the text. The text is not changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

import regex

from ..rulepack import Gazetteer
from ..rulepack.gazetteer import Place
from ..span import Span

__all__ = ["Misreading", "misread_places"]

_SHORTEST = 3
#: Where a name ends: the last character is taken to be read well.
_END = regex.compile(r"[县市区旗州盟]")
_HOLE = "\0"
#: What stands before 县, 区, 市 in words that name no place.
_COMMON = frozenset("全各本该我两多跨辖外邻城郊山林库园社小校景厂矿灾疫片")


class Misreading(NamedTuple):
    """A stretch of the text that is no place's name, and the names that differ from it in one character.

    Those that do not stand elsewhere in the text come first.
    """

    span: Span
    candidates: tuple[str, ...]


def misread_places(text: str, home: str | None, gazetteer: Gazetteer, on: date | None = None) -> Iterator[Misreading]:
    """Yield what in ``text`` is one character away from a place of the prefecture or county ``home`` (its code).

    A stretch that is a place's name itself, anywhere in the country, or that ends in a longer one, is none.
    """
    if home is None:
        return
    names = {place.name for place in _near(home, gazetteer, on) if len(place.name) >= _SHORTEST}
    holes = _with_holes(names)
    lengths = sorted({len(name) for name in names}, reverse=True)
    known = gazetteer.forms()
    for end in (match.end() for match in _END.finditer(text)):
        if _is_known(text, end, known):
            continue
        for length in lengths:
            string = text[max(end - length, 0) : end]
            if len(string) == length and string[-2] not in _COMMON and (found := _candidates(string, holes)):
                candidates = tuple(sorted(found, key=lambda name: (name in text, name)))
                yield Misreading(Span(end - length, end), candidates)
                break


def _near(home: str, gazetteer: Gazetteer, on: date | None) -> Iterable[Place]:
    """Return the prefecture of ``home`` and all units below it, under the names of the day."""
    around = home[:4]
    return (
        place
        for place in gazetteer
        if place.code is not None and place.code[:4] == around and (on is None or place.valid(on))
    )


def _with_holes(names: Iterable[str]) -> dict[str, set[str]]:
    """Return the names by what they are with one character missing, the last one apart."""
    holes: dict[str, set[str]] = {}
    for name in names:
        for at in range(len(name) - 1):
            holes.setdefault(name[:at] + _HOLE + name[at + 1 :], set()).add(name)
    return holes


def _candidates(string: str, holes: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    for at in range(len(string) - 1):
        if string[at].isalpha():
            found |= holes.get(string[:at] + _HOLE + string[at + 1 :], set())
    return found


def _is_known(text: str, end: int, known: Collection[str]) -> bool:
    """Tell whether a place's name ends there."""
    return any(text[start:end] in known for start in range(max(end - 12, 0), end - 1))
