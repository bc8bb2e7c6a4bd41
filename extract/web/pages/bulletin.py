"""``/bulletin/{number}``: the page as published on the left, the record on the right, linked both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ...archive.audit import audit_bulletin
from ...archive.corrections import FIELDS, Outcome, Place, values_of
from ...document import Box
from ...errors import ReadError
from ...publish.audit import Told, told
from ...readers.pagepictures import can_be_drawn
from ...record import Bulletin, Figure, Line, Section
from ...span import Span
from ..correcting import is_review_of, is_review_of_unread
from ..held import Desk, Opened
from ..marks import Mark, Rectangle, Stretch, marks_of, rectangles, stretches
from . import Context, opened

__all__ = ["router"]

#: Pixels that the picture of a page is wide.
_WIDTHS = (600, 1200, 2000)


class PageView(NamedTuple):
    """A page: its size in points, the boxes of values on it, and its lines of text."""

    number: int
    width: float
    height: float
    boxes: Sequence[Rectangle]
    lines: Sequence[tuple[Line, str]]


class Value(NamedTuple):
    """An item of the record: its anchor, its place in it, its fields, and what people said of it."""

    key: str
    place: Place
    item: Any
    values: Mapping[str, Any]
    outcomes: Sequence[Outcome]

    @property
    def state(self) -> str:
        """What a page shows of it: ``conflict``, ``corrected``, ``added``, ``confirmed``, or nothing."""
        spoken = [o for o in self.outcomes if o.state != "superseded"]
        if any(o.state == "conflict" for o in spoken):
            return "conflict"
        actions = {o.correction.action for o in spoken}
        return next(
            (s for a, s in (("add", "added"), ("correct", "corrected"), ("confirm", "confirmed")) if a in actions), ""
        )


class UpdateView(NamedTuple):
    """A news item with its values."""

    value: Value
    county_key: str
    dates: Sequence[Value]
    officials: Sequence[Value]
    sites: Sequence[Value]


class FindingView(NamedTuple):
    """A finding in words, the figures that it names, and who reviewed it."""

    row: int
    told: Told
    figures: Sequence[int]
    reviews: Sequence[Outcome]


class UnreadView(NamedTuple):
    """A number that was not read, and who looked at it."""

    row: int
    item: Any
    reviews: Sequence[Outcome]


def router(context: Context) -> APIRouter:
    """Return the routes of the bulletin page."""
    routes = APIRouter(include_in_schema=False)
    desk, templates = context.desk, context.templates

    @routes.get("/bulletin/{name}")
    def page(request: Request, name: str, view: str = "") -> Response:
        """The page."""
        found = opened(desk, name)
        marks = marks_of(found.replayed)
        pages, why_not = ([], None) if view == "text" else _pages(desk, found, marks)
        before, after = desk.neighbours(found.head.document)
        bulletin = found.bulletin
        return templates.page(
            request,
            "bulletin.html",
            head=found.head,
            bulletin=bulletin,
            state=found.state,
            before=before,
            after=after,
            pages=pages,
            can_be_drawn=can_be_drawn(found.head.media_type),
            why_not=why_not,
            paragraphs=[] if pages else list(_paragraphs(bulletin, marks)),
            masthead=_value(found, "masthead", Place("masthead", 0), bulletin.masthead),
            updates=_updates(found),
            figure_groups=list(_figure_groups(found)),
            findings=list(_findings(found)),
            unread=list(_unread(found)),
            outcomes=found.replayed.outcomes,
            conflicts=found.replayed.conflicts,
            fields=_fields(context),
        )

    @routes.get("/bulletin/{name}/page/{number}.png")
    def picture(
        name: str, number: int, width: int = 1200, top: float | None = None, bottom: float | None = None
    ) -> Response:
        """The picture of a page, or of a strip of it."""
        found = opened(desk, name)
        if width not in _WIDTHS:
            raise HTTPException(400, f"width: one of {', '.join(map(str, _WIDTHS))}")
        region = None
        if top is not None and bottom is not None and 0 <= top < bottom < 1e5:
            region = Box(0.0, top, 1e6, bottom)
        try:
            if not 1 <= number <= found.bulletin.source.pages:
                raise HTTPException(404, f"the bulletin has no page {number}")
            head = found.head
            drawn = desk.painter.draw(head.sha256, lambda: desk.original(head), number, width, head.uri, region)
        except (ReadError, OSError) as error:
            raise HTTPException(404, str(error)) from error
        cached = {"Cache-Control": "private, max-age=86400, immutable"}
        return Response(drawn.png, media_type="image/png", headers=cached)

    @routes.get("/bulletin/{name}/original")
    def original(name: str) -> Response:
        """The file that was archived."""
        head = opened(desk, name).head
        try:
            data = desk.original(head)
        except (ReadError, OSError) as error:
            raise HTTPException(404, str(error)) from error
        file = head.uri.replace("\\", "/").rpartition("/")[2] or head.sha256
        disposition = f"attachment; filename*=UTF-8''{quote(file.encode(errors='replace'))}"
        headers = {"Content-Disposition": disposition, "Content-Security-Policy": "sandbox"}
        return Response(data, media_type="application/octet-stream", headers=headers)

    return routes


def _pages(desk: Desk, found: Opened, marks: Sequence[Mark]) -> tuple[list[PageView], str | None]:
    """Return the pages as pictures; none, and why, where they cannot be drawn."""
    if not can_be_drawn(found.head.media_type):
        return _lined_pages(found.bulletin, marks), None
    try:
        sizes = desk.page_sizes(found.head)
    except (ReadError, OSError) as error:
        return [], str(error)
    return _with_lines(found.bulletin, marks, dict(enumerate(sizes, 1))), None


def _lined_pages(bulletin: Bulletin, marks: Sequence[Mark]) -> list[PageView]:
    """Return the pages of a format whose places are known and that nobody draws (OFD): as wide as their lines."""
    edges: dict[int, tuple[float, float]] = {}
    for line in bulletin.lines:
        if line.box is not None:
            wide, high = edges.get(line.page, (0.0, 0.0))
            edges[line.page] = max(wide, line.box[2]), max(high, line.box[3])
    return _with_lines(bulletin, marks, {n: (wide + 60, high + 60) for n, (wide, high) in sorted(edges.items())})


def _with_lines(bulletin: Bulletin, marks: Sequence[Mark], sizes: Mapping[int, tuple[float, float]]) -> list[PageView]:
    boxes = rectangles(bulletin, marks)
    lines: dict[int, list[tuple[Line, str]]] = {}
    for line in bulletin.lines:
        if line.box is not None:
            lines.setdefault(line.page, []).append((line, line.span.of(bulletin.text).rstrip("\n")))
    return [PageView(n, *size, boxes.get(n, ()), lines.get(n, ())) for n, size in sizes.items()]


def _paragraphs(bulletin: Bulletin, marks: Sequence[Mark]) -> Iterator[tuple[str, list[Stretch]]]:
    """Yield the paragraphs of the text, each with the kind of its section where it is the first."""
    starts = {section.span.start: section for section in bulletin.sections}
    ordered = sorted(marks, key=lambda mark: mark.span.start)
    start, first = 0, 0
    open_marks: list[Mark] = []
    for line in bulletin.text.split("\n"):
        whole = Span(start, start + len(line))
        while first < len(ordered) and ordered[first].span.start < whole.end:
            open_marks.append(ordered[first])
            first += 1
        open_marks = [mark for mark in open_marks if mark.span.end > start]
        here = sorted(open_marks, key=lambda m: (m.span.start - m.span.end, m.span))
        section: Section | None = next((starts[at] for at in range(start, whole.end + 1) if at in starts), None)
        yield (section.kind if section else ""), list(stretches(bulletin.text, here, whole)) if line else []
        start = whole.end + 1


def _value(found: Opened, key: str, place: Place, item: Any) -> Value:
    return Value(key, place, item, values_of(place.table, item), found.replayed.at.get(place, ()))


def _updates(found: Opened) -> list[UpdateView]:
    views = []
    for i, update in enumerate(found.bulletin.updates):
        parts = {
            table: [
                _value(found, f"{name}-{i}-{j}", Place(table, i, j), item)
                for j, item in enumerate(getattr(update, table))
            ]
            for table, name in (("event_dates", "date"), ("officials", "official"), ("sites", "site"))
        }
        own = _value(found, f"update-{i}", Place("updates", i), update)
        views.append(UpdateView(own, f"county-{i}", parts["event_dates"], parts["officials"], parts["sites"]))
    return views


def _figure_groups(found: Opened) -> Iterator[list[Value]]:
    """Yield the figures, list by list: a headline with its lists one after the other."""
    figures = found.bulletin.figures

    def group(pair: tuple[Figure, int]) -> tuple[int | None, str, str]:
        figure = pair[0]
        whole = figures[figure.parent] if figure.parent is not None else figure
        dimension = whole.dimension or figure.dimension or ""
        return whole.group if whole.dimension else figure.group, figure.scope, dimension

    numbered = zip(figures, found.replayed.numbers, strict=True)
    for _, some in groupby(numbered, key=group):
        yield [_value(found, f"figure-{n}", Place("figures", figure.id), figure) for figure, n in some]


def _findings(found: Opened) -> Iterator[FindingView]:
    numbers = found.replayed.numbers
    for index, item in enumerate(audit_bulletin(found.bulletin, every=True).findings):
        mine = [o for o in found.replayed.outcomes if is_review_of(o.correction, item)]
        figures = [numbers[c.figure] for c in item.cited if c.figure is not None]
        yield FindingView(index, told(item), figures, mine)


def _unread(found: Opened) -> Iterator[UnreadView]:
    for index, item in enumerate(found.bulletin.unread):
        mine = [o for o in found.replayed.outcomes if is_review_of_unread(o.correction, item)]
        yield UnreadView(index, item, mine)


def _fields(context: Context) -> dict[str, list[dict[str, Any]]]:
    """Return the fields that can be corrected, with their labels, for the page's script."""
    return {
        table: [
            {
                "name": name,
                "kind": field.kind,
                "needed": field.needed,
                "label": context.words.known(name),
                "choices": [[choice, *context.words.value(name, choice)] for choice in field.choices],
            }
            for name, field in fields.items()
        ]
        for table, fields in FIELDS.items()
    }
