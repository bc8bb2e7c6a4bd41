"""Page furniture: page numbers, running headers and footers.

Removed only on evidence: a form that nothing but a page number has (``— 2 —``, 第2页), or a place (the edge of a page)
together with repetition. A figure of a table or the number of a list is neither.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..document import Page
from .lines import Line

__all__ = ["furniture"]

_DIGITS = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
_DASH = r"[-—–―─~·•∙.*]{1,3}"
_COUNT = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
#: Forms that nothing but a page number has.
_DECORATED = re.compile(rf"{_DASH}\s*(?P<number>\d{{1,4}})\s*{_DASH}")
_NAMED = re.compile(
    rf"[(（—-]?\s*第\s*(?P<number>{_COUNT})\s*页\s*[,，;/|]?\s*(?:[(（]?共\s*{_COUNT}\s*页[)）]?)?\s*[)）—-]?"
)
_TOTAL_FIRST = re.compile(rf"共\s*{_COUNT}\s*页\s*[,，;/|]?\s*第\s*(?P<number>{_COUNT})\s*页")
_ENGLISH = re.compile(r"(?:page|p\.)\s*(?P<number>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
#: Forms that a figure can have too.
_RATIO = re.compile(r"(?P<number>\d{1,4})\s*/\s*(?P<total>\d{1,4})")
_BARE = re.compile(r"(?P<number>\d{1,4})")

_EDGE_LINES = 2
"""How many lines from the edge of a page can be furniture."""
_MARGIN = 0.11
"""The share of a page's height that is its margin."""
_OUTER = 0.09
"""The share in which no table begins: words set far apart are a running head there."""
_FULL_PAGE = 200
"""Characters that stand at least between two page numbers of a plain text."""
_LONGEST = 60


class _Number(NamedTuple):
    """A line that can be a page number; ``sure`` where it can be nothing else."""

    line: int
    value: int
    sure: bool
    ratio: bool


def furniture(lines: Sequence[Line], pages: Sequence[Page]) -> set[int]:
    """Return the indices of the lines that are page furniture."""
    numbers = [n for i, line in enumerate(lines) if (n := _page_number(i, line)) is not None]
    boxed = any(line.is_boxed for line in lines)
    edges = _edges(lines) if boxed or len(pages) > 1 else {}
    found = {n.line for n in numbers if n.sure and not (boxed and n.line not in edges)}
    doubtful = [n for n in numbers if not n.sure]
    if boxed:
        found |= _numbers_in_margins(doubtful, lines, pages, edges)
        found |= _running(lines, pages, {i for i in edges if _in_margin(lines[i], pages)} - found)
    elif len(pages) > 1:
        found |= {n.line for n in _in_step([n for n in doubtful if n.line in edges], lines, by_page=True)}
        found |= _running(lines, pages, set(_edges(lines, found)) - found)
    else:
        found |= {n.line for n in _in_step(_standing_alone(doubtful, lines), lines, by_page=False)}
        found |= _beside_numbers(lines, found)
    return found if len(found) < len(lines) else set()


def _page_number(index: int, line: Line) -> _Number | None:
    if len(line.string) > 24:
        return None
    string = line.string.translate(_DIGITS)
    for form in (_DECORATED, _NAMED, _TOTAL_FIRST, _ENGLISH):
        if match := form.fullmatch(string):
            return _Number(index, int(match["number"]) if match["number"].isdecimal() else 0, True, False)
    if (match := _RATIO.fullmatch(string)) and 0 < int(match["number"]) <= int(match["total"]):
        return _Number(index, int(match["number"]), False, True)
    if match := _BARE.fullmatch(string):
        return _Number(index, int(match["number"]), False, False)
    return None


def _edges(lines: Sequence[Line], gone: set[int] | None = None) -> dict[int, str]:
    """Return the lines at the top and bottom of their pages, those in ``gone`` not counted."""
    by_page: dict[int, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        if not gone or i not in gone:
            by_page[line.page].append(i)
    edges: dict[int, str] = {}
    for members in by_page.values():
        if lines[members[0]].is_boxed:
            members = sorted(members, key=lambda i: lines[i].top)
        count = min(_EDGE_LINES, (len(members) + 1) // 2)
        edges |= dict.fromkeys(members[-count:], "bottom") | dict.fromkeys(members[:count], "top")
    return edges


def _in_margin(line: Line, pages: Sequence[Page], share: float = _MARGIN) -> bool:
    height = pages[line.page].height
    if height is None or not line.is_boxed:
        return False
    return line.bottom < share * height or line.top > (1 - share) * height


def _numbers_in_margins(
    numbers: Sequence[_Number], lines: Sequence[Line], pages: Sequence[Page], edges: dict[int, str]
) -> set[int]:
    """Return the numbers in the margins that count with the pages; one alone must be the number of its own page."""
    offsets: dict[tuple[int, str], list[_Number]] = defaultdict(list)
    for n in numbers:
        if n.line in edges and _in_margin(lines[n.line], pages):
            offsets[n.value - lines[n.line].page, edges[n.line]].append(n)
    found: set[int] = set()
    for (offset, _), members in offsets.items():
        if len({lines[n.line].page for n in members}) > 1 or offset == 1:
            found |= {n.line for n in members if _stands_off(n.line, lines)}
    return found


def _stands_off(index: int, lines: Sequence[Line]) -> bool:
    """Tell whether no line of its page stands close above or below the line."""
    line = lines[index]
    around = (o for o in lines[max(index - 3, 0) : index + 4] if o is not line and o.page == line.page and o.is_boxed)
    height = line.bottom - line.top
    return all(o.top - line.bottom > 0.7 * height or line.top - o.bottom > 0.7 * height for o in around)


def _standing_alone(numbers: Sequence[_Number], lines: Sequence[Line]) -> list[_Number]:
    """Return the numbers between empty lines, or at the end of the text."""
    return [
        n
        for n in numbers
        if (n.line == 0 or lines[n.line].blanks) and (n.line + 1 == len(lines) or lines[n.line + 1].blanks)
    ]


def _in_step(numbers: Sequence[_Number], lines: Sequence[Line], *, by_page: bool) -> Iterator[_Number]:
    """Yield the numbers that count up by one from page to page.

    With form feeds (``by_page``) the page itself is the step, else enough text for a page between two of them.
    """
    by_value: dict[tuple[int, bool], list[int]] = defaultdict(list)
    for n in numbers:
        by_value[n.value, n.ratio].append(n.line)
    for n in numbers:
        before = [i for i in by_value.get((n.value - 1, n.ratio), ()) if i < n.line][-1:]
        after = [i for i in by_value.get((n.value + 1, n.ratio), ()) if i > n.line][:1]
        pairs = [(i, n.line) for i in before] + [(n.line, i) for i in after]
        if by_page:
            fits = any(lines[b].page - lines[a].page == 1 for a, b in pairs)
        else:
            fits = any(lines[b].start - lines[a].end >= _FULL_PAGE for a, b in pairs)
        if fits:
            yield n


def _running(lines: Sequence[Line], pages: Sequence[Page], candidates: set[int]) -> set[int]:
    """Return the lines that stand, numbers aside, at the same edge of two pages or more, and of most.

    The first page of a text with form feeds keeps its top line: there it may be the bulletin's own title.
    """
    groups: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    for i in candidates:
        line = lines[i]
        if len(line.string) <= _LONGEST and (not line.is_tabular or _in_margin(line, pages, _OUTER)):
            groups[_without_numbers(line.string), *_place(line)].append(i)
    found: set[int] = set()
    count = len({line.page for line in lines})
    edges = _edges(lines)
    for members in groups.values():
        on = {lines[i].page for i in members}
        if len(on) >= 2 and 5 * len(on) >= 2 * (count - min(on)):
            found |= {i for i in members if lines[i].is_boxed or lines[i].page > 0 or edges.get(i) != "top"}
    return found


def _place(line: Line) -> tuple[int, int]:
    return (round(line.top / 6), round(line.em)) if line.is_boxed else (0, 0)


def _without_numbers(string: str) -> str:
    return re.sub(r"[\d０-９]+", "#", re.sub(r"\s+", "", string))


def _beside_numbers(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Return the lines next to the page numbers of a plain text that are the same beside two of them or more."""
    beside = {i for n in numbers for i in (n - 1, n + 1) if 0 <= i < len(lines)} - numbers
    counts = Counter(_without_numbers(lines[i].string) for i in beside)
    short = {i for i in beside if len(lines[i].string) <= _LONGEST}
    return {i for i in short if i > 0 and counts[_without_numbers(lines[i].string)] >= 2}
