"""The text of a WordprocessingML body, as a reader of the finished document sees it.

Insertions are taken as accepted, what was deleted or moved away is gone, and so is hidden text. Of a field its result
counts, of a drawing with a copy for older programs one of the two, of a phonetic guide the characters below it.
Elements are told by their local names: Word writes the same ones in a transitional, a strict and a 2003 namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .blocks import PAGE_BREAK, Block, Cell, Table
from .listnumbers import before
from .wordlists import Lists, Styles, child, is_on, local, value

__all__ = ["WordText"]

#: Elements that stand around paragraphs, runs, rows or cells and mean nothing here.
_WRAPPERS = frozenset(
    [
        "sdt",
        "sdtContent",
        "customXml",
        "smartTag",
        "ins",
        "moveTo",
        "sect",
        "sub-section",
        "body",
        "wordDocument",
        "dir",
    ]
)
#: Elements of a paragraph whose content nobody sees, or that are no content.
_UNSEEN = frozenset(
    ["pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "rubyPr",
     "object", "fldData", "ffData", "annotationRef", "customXmlPr", "smartTagPr", "ctrlPr", "binData", "annotation"]
)  # fmt: skip
_MARKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_DRAWINGS = ("drawing", "pict")
_NOTES = ("footnoteReference", "endnoteReference")


class WordText:
    """Reads bodies, cells, boxes and notes of one document, in order; it counts lists as it goes.

    ``notes`` are the references met so far: ``(name of the element, id)``. ``pictures`` counts the drawings without
    text.
    """

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.notes: list[tuple[str, str]] = []
        self.inline_notes: list[Any] = []
        self.pictures = 0
        self.unread_parts = 0
        self._styles = styles
        self._lists = lists
        self._fields: list[str] = []

    def blocks(self, parent: Any) -> list[Block]:
        """Return what stands in a body, a cell, a text box or a note."""
        found: list[Block] = []
        pending = ""
        for element in _members(parent, ("p", "tbl", "altChunk")):
            if local(element) == "altChunk":
                self.unread_parts += 1
                continue
            if local(element) == "tbl":
                found.append(self._table(element))
                continue
            boxes, text = self._paragraph(element)
            found += boxes
            if _joins_next(element):
                pending += text
                continue
            found += _broken(pending + text, element)
            pending = ""
        if pending:
            found.append(pending)
        return found

    def _paragraph(self, paragraph: Any) -> tuple[list[Block], str]:
        """Return what stands in the boxes of a paragraph, and its text with its number before it."""
        properties = child(paragraph, "pPr")
        parts: list[str] = []
        boxes: list[Block] = []
        stack = [iter(paragraph)]
        while stack:
            element = next(stack[-1], None)
            if element is None:
                stack.pop()
                continue
            name = local(element)
            if name in _UNSEEN or (name == "r" and self._is_hidden(element)) or _is_placeholder(element, name):
                continue
            if name == "AlternateContent":
                stack.append(iter(_alternative(element)))
            elif name == "txbxContent":
                boxes += self._aside(element)
            elif name == "textpath":
                boxes.append(value(element, "string") or "")
            elif name in ("footnote", "endnote"):
                self.inline_notes.append(element)
            else:
                self.pictures += name in ("blip", "imagedata")
                parts.append(self._text(element, name))
                stack.append(iter(element))
        self._fields = [state for state in self._fields if state == "result"]
        text = "".join(parts)
        number = "" if _is_unmarked(paragraph, text) else self._lists.number(properties)
        return boxes, before(number, text)

    def _aside(self, element: Any) -> list[Block]:
        """Return what stands in a text box; the fields of the paragraph around it go on after it."""
        fields, self._fields = self._fields, []
        found = self.blocks(element)
        self._fields = fields
        return found

    def _text(self, element: Any, name: str) -> str:
        """Return the text of one element, without that of its children."""
        if name == "fldChar":
            self._turn(value(element, "fldCharType"))
        elif "code" in self._fields:
            pass
        elif name == "t":
            text = element.text or ""
            return text if value(element, "space") == "preserve" else text.strip(" \t\r\n")
        elif name in _NOTES:
            self.notes.append((name.removesuffix("Reference"), value(element, "id") or ""))
        elif name == "br":
            return PAGE_BREAK if value(element, "type") == "page" else "\n"
        elif name == "sym":
            return _symbol(value(element, "char"))
        return _MARKS.get(name, "") if "code" not in self._fields else ""

    def _turn(self, kind: str | None) -> None:
        """Follow a field: its code is not seen, its result is."""
        if kind == "begin":
            self._fields.append("code")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: Any) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return False
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        return self._styles.hides(value(child(properties, "rStyle")))

    def _table(self, table: Any) -> Table:
        """Return a table, its merged cells as one cell each."""
        grid: list[dict[int, tuple[int, str | None, Any]]] = []
        for row in _members(table, ("tr",)):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            grid.append(_columns(row, properties))
        rows: list[tuple[Cell, ...]] = []
        for number, members in enumerate(grid):
            cells: list[Cell] = []
            for column, (width, merge, cell) in members.items():
                if merge == "continue" and number and column in grid[number - 1]:
                    continue
                height = 1
                while number + height < len(grid) and grid[number + height].get(column, (0, "", 0))[1] == "continue":
                    height += 1
                cells.append(Cell(tuple(self.blocks(cell)), width, height))
            rows.append(tuple(cells))
        return Table(tuple(row for row in rows if row))


def _columns(row: Any, properties: Any | None) -> dict[int, tuple[int, str | None, Any]]:
    """Return the cells of a row by the column that they begin in: columns spanned, vertical merge, element."""
    skipped = value(child(properties, "gridBefore")) if properties is not None else None
    column = int(skipped) if skipped and skipped.isdecimal() else 0
    found: dict[int, tuple[int, str | None, Any]] = {}
    last = column
    for cell in _members(row, ("tc",)):
        properties = child(cell, "tcPr")
        if properties is not None and child(properties, "cellDel") is not None:
            continue
        span = value(child(properties, "gridSpan")) if properties is not None else None
        width = int(span) if span and span.isdecimal() and 0 < int(span) < 1000 else 1
        across = child(properties, "hMerge") if properties is not None else None
        if across is not None and value(across) != "restart" and last in found:
            found[last] = (found[last][0] + width, *found[last][1:])
        else:
            down = child(properties, "vMerge") if properties is not None else None
            found[column] = (width, None if down is None else value(down) or "continue", cell)
            last = column
        column += width
    return found


def _members(parent: Any, names: tuple[str, ...]) -> Iterator[Any]:
    """Yield the elements of these names below ``parent``, looked for in wrappers and chosen alternatives only."""
    stack = [iter(parent)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
            continue
        name = local(element)
        if name in names:
            yield element
        elif name == "AlternateContent":
            stack.append(iter(_alternative(element)))
        elif name in _WRAPPERS and not _is_placeholder(element, name):
            stack.append(iter(element))


def _alternative(element: Any) -> Any:
    """Return the one branch of an alternative that is read: the first with text in it, else the first."""
    branches = [branch for branch in element if local(branch) in ("Choice", "Fallback")]
    holding = (branch for branch in branches if any(local(e) in ("t", "textpath") for e in branch.iter("{*}*")))
    return next(holding, branches[0] if branches else ())


def _is_placeholder(element: Any, name: str) -> bool:
    """Tell whether a form field shows nothing but what to type into it."""
    return name == "sdt" and is_on(child(element, "sdtPr", "showingPlcHdr"))


def _joins_next(paragraph: Any) -> bool:
    """Tell whether the end of a paragraph was deleted, so that the next one goes on it."""
    mark = child(paragraph, "pPr", "rPr")
    return mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None)


def _is_unmarked(paragraph: Any, text: str) -> bool:
    """Tell whether Word counts a paragraph for nothing: it is hidden, or deleted whole."""
    return not text and (_joins_next(paragraph) or is_on(child(paragraph, "pPr", "rPr", "vanish")))


def _broken(text: str, paragraph: Any) -> Iterator[Block]:
    """Yield the parts of a paragraph that page breaks part, and those of its properties."""
    properties = child(paragraph, "pPr")
    section = child(properties, "sectPr") if properties is not None else None
    if properties is not None and is_on(child(properties, "pageBreakBefore")):
        yield PAGE_BREAK
    first, *rest = text.split(PAGE_BREAK)
    if first or not rest:
        yield first
    for part in rest:
        yield PAGE_BREAK
        if part:
            yield part
    if section is not None and value(child(section, "type")) != "continuous":
        yield PAGE_BREAK


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
