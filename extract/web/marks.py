"""Where the values of a record stand: on its text, as stretches; on its pages, as boxes. Ready to be drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..archive.audit.evidence import Placed, portion
from ..archive.corrections import Replayed
from ..record import Bulletin
from ..span import Span

__all__ = ["Mark", "Rectangle", "Stretch", "marks_of", "rectangles", "stretches"]


class Mark(NamedTuple):
    """A value's place in the text. ``key`` is the value's anchor on the page: ``figure-12``, ``official-2-0``."""

    key: str
    kind: str
    span: Span


class Stretch(NamedTuple):
    """A part of the text over which the same values stand, possibly none."""

    start: int
    string: str
    keys: tuple[str, ...]
    kind: str


class Rectangle(NamedTuple):
    """A part of a page in which a value stands, in points from its top left."""

    key: str
    kind: str
    x: float
    y: float
    width: float
    height: float


def marks_of(replayed: Replayed) -> list[Mark]:
    """Return where all values of a record stand; what is less wide comes later, so that it is drawn on top."""
    bulletin = replayed.bulletin
    found = [Mark(f"masthead-{name}", "masthead", span) for name, span in sorted(bulletin.masthead.spans.items())]
    for i, update in enumerate(bulletin.updates):
        if update.county is not None:
            found.append(Mark(f"county-{i}", "county", update.county.span))
        found += [Mark(f"date-{i}-{j}", "event_dates", d.span) for j, d in enumerate(update.event_dates)]
        found += [Mark(f"official-{i}-{j}", "officials", o.span) for j, o in enumerate(update.officials)]
        found += [Mark(f"site-{i}-{j}", "sites", s.span) for j, s in enumerate(update.sites)]
    for figure, number in zip(bulletin.figures, replayed.numbers, strict=True):
        found.append(Mark(f"figure-{number}", "figures", figure.span))
    found += [Mark(f"unread-{i}", "unread", u.span) for i, u in enumerate(bulletin.unread)]
    return sorted((m for m in found if m.span.end > m.span.start), key=lambda m: (m.span.start - m.span.end, m.span))


def stretches(text: str, marks: Sequence[Mark], whole: Span) -> Iterator[Stretch]:
    """Yield ``whole``, cut where a value begins or ends, in order and without a gap."""
    inside = [mark for mark in marks if mark.span.overlaps(whole)]
    cuts = {whole.start, whole.end}
    for mark in inside:
        cuts |= {max(mark.span.start, whole.start), min(mark.span.end, whole.end)}
    begins: dict[int, list[Mark]] = defaultdict(list)
    for mark in inside:
        begins[max(mark.span.start, whole.start)].append(mark)
    rank = {mark: place for place, mark in enumerate(inside)}
    ordered = sorted(cuts)
    open_marks: list[Mark] = []
    for start, end in pairwise(ordered):
        open_marks = [mark for mark in open_marks if mark.span.end > start] + begins[start]
        open_marks.sort(key=rank.__getitem__)
        keys = tuple(mark.key for mark in open_marks)
        yield Stretch(start, text[start:end], keys, open_marks[-1].kind if open_marks else "")


def rectangles(bulletin: Bulletin, marks: Iterable[Mark]) -> dict[int, list[Rectangle]]:
    """Return, by page, the boxes of the values: of each line that a value touches the part in which it stands."""
    lines = [Placed(line.span.start, line.span.end, line.page, line.box) for line in bulletin.lines]
    lines.sort(key=lambda line: (line.start, line.end))
    ends = list(accumulate((line.end for line in lines), max))
    found: dict[int, list[Rectangle]] = defaultdict(list)
    for mark in marks:
        for line in _touched(lines, ends, mark.span):
            if line.box is not None:
                x0, top, x1, bottom = portion(line, line.box, mark.span, bulletin.text)
                found[line.page].append(
                    Rectangle(mark.key, mark.kind, *(round(n, 2) for n in (x0, top, x1 - x0, bottom - top)))
                )
    return found


def _touched(lines: Sequence[Placed], ends: Sequence[int], span: Span) -> Iterator[Placed]:
    """Yield the lines that a span touches; ``ends`` are the furthest ends up to each line."""
    for line in lines[bisect_right(ends, span.start) :]:
        if line.start >= span.end:
            return
        if line.end > span.start:
            yield line
