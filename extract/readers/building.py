"""The raw text of a file of pages, put together page by page: strings, boxes, columns, notices."""

from __future__ import annotations

from array import array

from ..document import Notice, Page, Raw
from ..span import Span
from .limits import Limits
from .order import Ordered

__all__ = ["RawBuilder"]


class RawBuilder:
    """What the pages of one file have given so far; pages are counted from 0 here, from 1 in what is built."""

    def __init__(self, uri: str, limits: Limits) -> None:
        self._uri, self._limits = uri, limits
        self._strings: list[str] = []
        self._boxes: array[float] = array("f")
        self._pages: list[Page] = []
        self._notices: list[Notice] = []
        self._length = 0

    @property
    def is_blank(self) -> bool:
        """Whether no page has any text."""
        return not any(string.strip() for string in self._strings)

    def note(self, code: str, message: str, index: int) -> None:
        """Add a notice about a page."""
        self._notices.append(Notice(code, message, index + 1))

    def add_notices(self, notices: tuple[Notice, ...]) -> None:
        """Add notices as they are."""
        self._notices += notices

    def add(self, index: int, width: float, height: float, ordered: Ordered) -> None:
        """Add the text of a page of ``width`` x ``height`` points. Raises LimitExceeded."""
        string = ordered.string
        span = Span(self._length, self._length + len(string))
        columns = tuple(column._replace(span=column.span.shift(self._length)) for column in ordered.columns)
        self._pages.append(Page(index + 1, round(width, 2), round(height, 2), span, columns))
        self._strings.append(string)
        self._boxes.frombytes(ordered.boxes.tobytes())
        self._length += len(string)
        self._limits.demand("characters", self._length, self._uri)

    def raw(self) -> Raw:
        """Return the text of all pages."""
        return Raw("".join(self._strings), tuple(self._pages), self._boxes, tuple(self._notices))
