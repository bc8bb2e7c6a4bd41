"""What the pages say, in both languages: ``words.toml``, and the rules' own labels for the parts of a record."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple, get_args

from markupsafe import Markup

from ..record import Constraint, Dimension, Precision, Role, Scope, SiteKind, Status
from ..rulepack import Rules

__all__ = ["Pair", "Words", "both"]

#: Fields that hold words of a closed list.
_CLOSED = {
    "scope": get_args(Scope),
    "dimension": get_args(Dimension),
    "role": get_args(Role),
    "kind": get_args(SiteKind),
    "precision": get_args(Precision),
    "status": get_args(Status),
    "constraint_name": get_args(Constraint),
}


class Pair(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str


class Words:
    """Key → text in both languages."""

    def __init__(self, rules: Rules) -> None:
        labels = rules.pack.labels
        self._pairs = {key: Pair(labels.zh[key], labels.en[key]) for key in labels.zh} | dict(_own())

    def pair(self, key: str) -> Pair:
        """Return the text of a key. Raises KeyError."""
        return self._pairs[key]

    def known(self, key: str) -> Pair:
        """Return the text of a key; the key itself, where it is none of ours (a warning's code)."""
        return self._pairs.get(key) or Pair(key, key)

    def value(self, field: str, value: str) -> Pair:
        """Return what a value of a closed list is called in a field: ``other`` of ``scope`` is not that of ``kind``."""
        return self._pairs.get(f"{field}_{value}") or self.known(value)

    def values(self, field: str) -> dict[str, Pair]:
        """Return what all values of a field of a closed list are called; nothing for other fields."""
        return {value: self.value(field, value) for value in _CLOSED.get(field, ())}

    def __call__(self, key: str, **values: object) -> Markup:
        """Return the text of a key in both languages, as HTML; ``{name}`` in it is filled from ``values``."""
        pair = self._pairs[key]
        return both((pair.zh.format(**values), pair.en.format(**values)) if values else pair)


def both(pair: tuple[object, object]) -> Markup:
    """Return a text in both languages, of which the page's style shows one."""
    zh, en = pair
    if zh == en:
        return Markup("{}").format(zh)
    return Markup('<span class="zh" lang="zh">{}</span><span class="en" lang="en">{}</span>').format(zh, en)


@cache
def _own() -> Mapping[str, Pair]:
    table = tomllib.loads((files("jianbao.web") / "words.toml").read_text(encoding="utf-8"))
    return {key: Pair(*texts) for key, texts in table.items()}
