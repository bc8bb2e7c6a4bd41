"""Table ``[messages]``: the sentences of the findings, and what the checks must know about lists of counts."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG, Words

__all__ = ["Checks", "Messages"]


@dataclass(frozen=True, slots=True)
class Checks:
    """Table ``[messages.checks]``: what decides whether a difference is an error."""

    __pydantic_config__ = CONFIG
    may_overlap: Words = ()
    """Dimensions whose parts may overlap though the text does not say so: a sum over the whole is no error."""
    excess_words: Words = ()
    """Words of a note that explains why the parts add up to more than the whole (涉及多, 合办)."""
    shortfall_words: Words = ()
    """Words of a note that explains why they add up to less (未计入)."""
    place_units: Words = ()
    """What a note counts where it says in how many places a case lies (其中1件涉及2市)."""
    bounded_words: Words = ()
    """A total of dimension duplicate with one of these words cannot exceed what it was made from (剔除重复件后)."""
    split_words: Words = ()
    """Unless one of these words stands there, too: splitting makes more cases of one (分解, 拆分)."""
    rate_categories: dict[str, str] = field(default_factory=dict)
    """What a rate is called → the category that it is the share of (办结率 → 办结)."""
    rate_sums: dict[str, Words] = field(default_factory=dict)
    """What a rate is called → categories that it may count besides its own (办结率 → 阶段性办结)."""
    may_fall: Words = ()
    """Categories of which a cumulative count may fall from one issue to the next (未办结)."""
    agree_dimensions: Words = ()
    """Dimensions in which the same name twice, under the same whole, is the same count."""
    remainders: Words = ()
    """Names of what a list leaves over: of two lists they are two counts."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Sentences about findings, once for each language; every key stands in both.

    A template's key is ``kind_case`` (``partition_more``), or the case alone where all kinds say it alike
    (``unread``); what stands in braces is filled in.
    """

    __pydantic_config__ = CONFIG
    checks: Checks = field(default_factory=Checks)
    zh: dict[str, str] = field(default_factory=dict)
    en: dict[str, str] = field(default_factory=dict)
    lists_zh: dict[str, str] = field(default_factory=dict)
    """Dimension → what a list of it is called (按地区分的{n}项)."""
    lists_en: dict[str, str] = field(default_factory=dict)
