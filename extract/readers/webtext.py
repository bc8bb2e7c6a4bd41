"""The text of a part of a web page: its blocks as lines, its tables as tables, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .blocks import Block, Cell, Table
from .listnumbers import Counters, Level, before
from .webtree import is_hidden

__all__ = ["BLOCKS", "web_blocks"]

#: Elements that begin and end a line.
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
     "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4", "h5", "h6",
     "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_CELLS = ("td", "th")
_LISTS = ("ol", "ul", "menu", "dir")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_CHINESE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
#: A line end between two Chinese characters is the author's editor's, not a blank.
_SOFT_BREAK = re.compile(rf"(?<={_CHINESE}) ?[\r\n][ \t\r\n\f]*(?={_CHINESE})")
_NOTE_MARK = re.compile(r"\s*[\[［]?\d{1,3}[\]］]\s*")
_SPAN = re.compile(r"\s*(\d{1,4})")
_LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|cjk-ideographic|simp-chinese-informal|upper-roman|"
                         r"lower-roman|upper-alpha|lower-alpha)", re.I)  # fmt: skip


@dataclass(slots=True)
class _Flow:
    """What is being gathered: the whole part, or one cell of a table. ``line`` is the line that is not finished."""

    blocks: list[Block] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    number: str = ""
    verbatim: bool = False

    def add(self, string: str, *, verbatim: bool) -> None:
        self.line.append(string)
        self.verbatim |= verbatim

    def end_line(self, *, forced: bool = False) -> None:
        """Finish the line; an empty one counts only where a line break made it."""
        text = "".join(self.line)
        if not self.verbatim:
            text = _BLANKS.sub(" ", _SOFT_BREAK.sub("", text)).strip(" ")
        self.line.clear()
        self.verbatim = False
        if text:
            self.blocks.append(before(self.number, text))
            self.number = ""
        elif forced:
            self.blocks.append("")


@dataclass(slots=True)
class _Reader:
    """Walks a part of a page; ``flows`` are the part and its open cells, ``grids`` the rows of its open tables."""

    flows: list[_Flow] = field(default_factory=lambda: [_Flow()])
    grids: list[list[list[Cell]]] = field(default_factory=list)
    counters: Counters = field(default_factory=Counters)
    lists: list[int] = field(default_factory=list)
    lists_met: int = 0
    verbatim: int = 0

    def text(self, string: str | None) -> None:
        first, *rest = (string or "").replace("\r\n", "\n").split("\n") if self.verbatim else [string or ""]
        self.flows[-1].add(first, verbatim=self.verbatim > 0)
        for line in rest:
            self.flows[-1].end_line(forced=True)
            self.flows[-1].add(line, verbatim=True)

    def open(self, element: Any) -> None:
        tag = element.tag
        if tag == "br" or tag in BLOCKS:
            self.flows[-1].end_line(forced=tag == "br")
        if tag == "table":
            self.grids.append([])
        elif tag == "tr" and self.grids:
            self.grids[-1].append([])
        elif tag in _CELLS and self.grids:
            self.flows.append(_Flow())
        elif tag in _LISTS:
            self.lists_met += 1
            self.lists.append(self.lists_met)
        elif tag == "li":
            self.flows[-1].number = self._number(element)
        self.verbatim += tag == "pre"

    def close(self, element: Any) -> None:
        tag = element.tag
        self.verbatim -= tag == "pre"
        if tag in BLOCKS:
            self.flows[-1].end_line()
        if tag in _CELLS and self.grids:
            cell = self.flows.pop()
            rows = self.grids[-1] or [[]]
            rows[-1].append(Cell(tuple(cell.blocks), _span(element, "colspan"), _span(element, "rowspan")))
            self.grids[-1] = rows
        elif tag == "table":
            rows = self.grids.pop()
            self.flows[-1].blocks.append(Table(tuple(tuple(row) for row in rows)))
        elif tag in _LISTS:
            self.lists.pop()
        elif tag == "li":
            self.flows[-1].number = ""

    def _number(self, item: Any) -> str:
        """Return the number that a browser puts before an item of an ordered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self.lists:
            return ""
        style = _LIST_STYLE.search(f"{parent.get('style', '')};{item.get('style', '')}")
        form = style[1].lower() if style else _LIST_FORMS.get(parent.get("type", "1"), "decimal")
        if form == "none":
            return ""
        key = str(self.lists[-1])
        start = item.get("value") or (parent.get("start") if item.getprevious() is None else None)
        if start and start.isdecimal():
            self.counters.restart(key, 0, int(start))
        mark = "、" if form in ("cjk-ideographic", "simp-chinese-informal") else "."
        return self.counters.next(key, 0, {0: Level(form, f"%1{mark}")})


def web_blocks(root: Any, drop: Callable[[Any], bool]) -> list[Block]:
    """Return the lines and tables of a part of a page, without what is hidden and the elements that ``drop`` names."""
    reader = _Reader()
    if root.tag == "table":
        reader.open(root)
    reader.text(root.text)
    stack = [(root, iter(root))]
    while stack:
        parent, children = stack[-1]
        element = next(children, None)
        if element is None:
            stack.pop()
            if stack or parent.tag == "table":
                reader.close(parent)
            if stack:
                reader.text(parent.tail)
        elif is_hidden(element) or _is_note_mark(element) or drop(element):
            if element.tag in BLOCKS:
                reader.flows[-1].end_line()
            reader.text(element.tail)
        else:
            reader.open(element)
            reader.text(element.text)
            stack.append((element, iter(element)))
    reader.flows[0].end_line()
    return reader.flows[0].blocks


def _is_note_mark(element: Any) -> bool:
    """Tell whether an element is the mark of a note, ``[1]`` set high: a digit behind a number that is none of it."""
    return element.tag == "sup" and bool(_NOTE_MARK.fullmatch("".join(element.itertext())))


def _span(element: Any, name: str) -> int:
    match = _SPAN.match(element.get(name, ""))
    return max(int(match[1]), 1) if match else 1
