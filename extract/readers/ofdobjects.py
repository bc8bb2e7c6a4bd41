"""What stands on an OFD page: characters, pictures and rulings of its layers, in millimetres of the page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..errors import DamagedFile

__all__ = ["PageContent", "PlacedPicture", "TextCharacter", "content_of", "numbers"]

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 12
"""Blocks in blocks are followed so deep."""
_ASCENT, _DESCENT = 0.88, 0.12
"""How far a Chinese character reaches above and below its baseline, in ems."""
_WIDEST = 1.05
"""A narrow character is as wide as the step to the next one, up to so many ems; a longer one leaves a gap."""
_WIDE = 0x2E80
"""From this code point on characters are as wide as high."""
_STRAIGHT = 0.2
"""Millimetres by which a ruling may be off the level, or the upright."""
_MOST = 100_000
"""Steps that one attribute may give: more are an attack."""
_COMMAND = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")


class TextCharacter(NamedTuple):
    """A character, its box (x0, top, x1, bottom) and how far down the page its baseline runs."""

    character: str
    box: Box
    baseline: float


class PlacedPicture(NamedTuple):
    """A picture: the id of its resource, and x, y, width and height on the page."""

    resource: str
    box: Box

    @property
    def area(self) -> float:
        """How much of the page it covers, in square millimetres."""
        return self.box[2] * self.box[3]


@dataclass(slots=True)
class PageContent:
    """All that stands on a page."""

    characters: list[TextCharacter] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    rulings: list[Box] = field(default_factory=list)


def numbers(text: str | None) -> list[float]:
    """Return the numbers of an attribute; ``g n v`` stands for n times v. What is no number ends them."""
    found: list[float] = []
    words = (text or "").split()
    at = 0
    while at < len(words) and len(found) < _MOST:
        if words[at] == "g" and at + 2 < len(words):
            count, value = _number(words[at + 1]), _number(words[at + 2])
            if count is None or value is None:
                break
            found += [value] * max(0, min(int(count), _MOST - len(found)))
            at += 3
            continue
        value = _number(words[at])
        if value is None:
            break
        found.append(value)
        at += 1
    return found


def _number(word: str) -> float | None:
    try:
        value = float(word)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def content_of(layer: Any, content: PageContent, uri: str) -> None:
    """Add what a layer, or a block in it, holds. Raises DamagedFile where blocks stand too deep in each other."""
    for element, kind in _objects(layer, uri, _DEEPEST):
        boundary = numbers(element.get("Boundary"))
        if len(boundary) != 4 or element.get("Visible", "true") == "false":
            continue
        matrix = _matrix(element)
        if kind == "TextObject":
            content.characters += _characters(element, boundary, matrix)
        elif kind == "ImageObject":
            x, y, wide, high = boundary
            content.pictures.append(PlacedPicture(element.get("ResourceID", ""), (x, y, wide, high)))
        elif kind == "PathObject" and len(content.rulings) <= _MOST:
            content.rulings += _rulings(element, boundary, matrix)


def _objects(block: Any, uri: str, depth: int) -> Iterator[tuple[Any, str]]:
    for element in block:
        kind = str(element.tag).rpartition("}")[2]
        if kind == "PageBlock":
            if not depth:
                raise DamagedFile(uri, "an OFD page with too many blocks in each other")
            yield from _objects(element, uri, depth - 1)
        elif kind in ("TextObject", "ImageObject", "PathObject"):
            yield element, kind


def _matrix(element: Any) -> Matrix:
    found = numbers(element.get("CTM"))
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else _SAME


def _characters(element: Any, boundary: list[float], matrix: Matrix) -> Iterator[TextCharacter]:
    size = _number(element.get("Size", "")) or 0.0
    stretch = _number(element.get("HScale", "1")) or 1.0
    a, b, c, d, e, f = matrix
    high = size * math.hypot(c, d)
    x = y = 0.0
    for code in element:
        if str(code.tag).rpartition("}")[2] != "TextCode":
            continue
        x = _number(code.get("X", "")) if code.get("X") is not None else x  # type: ignore[assignment]
        y = _number(code.get("Y", "")) if code.get("Y") is not None else y  # type: ignore[assignment]
        x, y = x or 0.0, y or 0.0
        steps_x, steps_y = numbers(code.get("DeltaX")), numbers(code.get("DeltaY"))
        text = (code.text or "").strip("\r\n")
        left, down = x, y
        for number, character in enumerate(text):
            is_wide = character >= chr(_WIDE)
            own = size * stretch * (1.0 if is_wide else 0.5)
            step = steps_x[number] if number < len(steps_x) else 0.0 if steps_y else own
            advance = step if not is_wide and 0 < step <= _WIDEST * size * stretch else own
            place = (a * left + c * down + e + boundary[0], b * left + d * down + f + boundary[1])
            wide = advance * math.hypot(a, b)
            box = (place[0], place[1] - _ASCENT * high, place[0] + wide, place[1] + _DESCENT * high)
            yield TextCharacter(character, box, place[1])
            left += step
            down += steps_y[number] if number < len(steps_y) else 0.0


def _rulings(element: Any, boundary: list[float], matrix: Matrix) -> Iterator[Box]:
    """Yield the level and upright stretches of a path."""
    a, b, c, d, e, f = matrix
    data = next((child.text or "" for child in element if str(child.tag).endswith("}AbbreviatedData")), "")
    start = at = (0.0, 0.0)
    for number, command in enumerate(_COMMAND.finditer(data)):
        if number > _MOST:
            return
        points = numbers(command[2])
        if command[1] == "C":
            to = start
        elif len(points) >= 2:
            x, y = points[-2:]
            to = (a * x + c * y + e + boundary[0], b * x + d * y + f + boundary[1])
        else:
            continue
        if command[1] in "SM":
            start = to
        elif command[1] in "LC":
            (x0, y0), (x1, y1) = at, to
            if min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT < max(abs(x0 - x1), abs(y0 - y1)):
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        at = to
