"""What the pages say, in both languages: ``words.toml``, and the rules' own labels for the parts of a record."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from ..rulepack import Rules

__all__ = ["Pair", "Words", "both"]


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
