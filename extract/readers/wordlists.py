"""Word's lists and styles: which number stands before a paragraph, and which styles hide their text."""

from __future__ import annotations

from typing import Any

from .listnumbers import Counters, Level

__all__ = ["Lists", "Styles", "child", "local", "value"]

_DEEPEST = 30
"""Styles that are based on each other, at most."""


def local(element: Any) -> str:
    """Return the name of an element without its namespace: Word writes the same names in three of them."""
    return str(element.tag).rpartition("}")[2]


def child(element: Any, *path: str) -> Any | None:
    """Return the first child of that name, its child of the next name, and so on; None where one is missing."""
    for name in path:
        element = next((c for c in element if local(c) == name), None)
        if element is None:
            return None
    return element


def value(element: Any | None, name: str = "val") -> str | None:
    """Return an attribute by its name without a namespace."""
    if element is None:
        return None
    return next((str(v) for key, v in element.attrib.items() if str(key).rpartition("}")[2] == name), None)


def is_on(element: Any | None) -> bool:
    """Tell whether a switch such as ``<w:vanish/>`` is set."""
    return element is not None and (value(element) or "1") not in ("0", "false", "off")


class Styles:
    """The styles of a document, by id: what they are based on, their list, whether they hide text."""

    def __init__(self, root: Any | None = None) -> None:
        self._styles = {} if root is None else {value(s, "styleId"): s for s in root if local(s) == "style"}

    def hides(self, style: str | None) -> bool:
        """Tell whether text in a character style is hidden."""
        found = self._first(style, ("rPr", "vanish"))
        return is_on(found)

    def list_of(self, style: str | None) -> Any | None:
        """Return the ``numPr`` of a paragraph style."""
        return self._first(style, ("pPr", "numPr"))

    def _first(self, style: str | None, path: tuple[str, ...]) -> Any | None:
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return None
            found = child(element, *path)
            if found is not None:
                return found
            style = value(child(element, "basedOn"))
        return None


class Lists:
    """The lists of a document: counts paragraphs, and writes the number that Word shows before each."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._counters = Counters()
        self._started: set[str] = set()
        self._levels: dict[str, dict[int, Level]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def number(self, properties: Any | None) -> str:
        """Return the number of a paragraph with these properties (``pPr``); nothing where it is in no list."""
        style = self._styles.list_of(value(child(properties, "pStyle"))) if properties is not None else None
        own = child(properties, "numPr") if properties is not None else None
        chosen = own if own is not None and child(own, "numId") is not None else style
        if chosen is None:
            return ""
        key = value(child(chosen, "numId")) or "0"
        levels = self._levels.get(key)
        if levels is None:
            return ""
        depth = _int(value(child(own if own is not None else chosen, "ilvl")) or value(child(chosen, "ilvl")), 0)
        if key not in self._started:
            self._started.add(key)
            for restarted, start in self._starts[key].items():
                self._counters.restart(self._abstract[key], restarted, start)
        return self._counters.next(self._abstract[key], depth, levels)

    def _load(self, root: Any) -> None:
        abstract = {value(a, "abstractNumId"): _levels(a) for a in root if local(a) == "abstractNum"}
        for number in (n for n in root if local(n) == "num"):
            key, name = value(number, "numId"), value(child(number, "abstractNumId"))
            if key is None or key == "0" or name not in abstract:
                continue
            levels, starts = dict(abstract[name]), {}
            for override in (o for o in number if local(o) == "lvlOverride"):
                depth = _int(value(override, "ilvl"), 0)
                levels |= _levels(override)
                start = value(child(override, "startOverride"))
                if start is not None:
                    starts[depth] = _int(start, 1)
            self._levels[key], self._abstract[key], self._starts[key] = levels, name or "", starts


def _levels(parent: Any) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for level in (e for e in parent if local(e) == "lvl"):
        form = child(level, "numFmt")
        if form is None:
            form = child(level, "AlternateContent", "Fallback", "numFmt")
        levels[_int(value(level, "ilvl"), 0)] = Level(
            value(form) or "decimal",
            value(child(level, "lvlText")) or "",
            _int(value(child(level, "start")), 1),
        )
    return levels


def _int(string: str | None, default: int) -> int:
    return int(string) if string is not None and string.removeprefix("-").isdecimal() else default
