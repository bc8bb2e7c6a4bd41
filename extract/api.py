"""The public calls: ``read``, ``parse``, ``extract``, ``check``, ``load``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from . import bulletin as _bulletin
from . import checks as _checks
from .document import Document
from .readers import DirectReader, Limits
from .readers import read as _read
from .record import Bulletin, Finding
from .rulepack import DEFAULT_PACK, Rules, load_rules
from .second_look import extract_with

if TYPE_CHECKING:
    import pandas as pd

    from .archive.frames import Archive

__all__ = ["check", "extract", "load", "parse", "read"]


def read(path: str | Path, limits: Limits | None = None) -> Document:
    """Return the Document that a file holds: its text, each character with its place on the page.

    Raises ReadError, which names the file and the cause.
    """
    return _read(path, limits or Limits())


def parse(
    document: Document,
    rules: Rules | str = DEFAULT_PACK,
    date: Date | None = None,
    facts: Mapping[str, str] | None = None,
) -> Bulletin:
    """Return the record of a document.

    ``rules`` is a pack's name, the path of one, or loaded rules. ``date`` gives the year to dates without one; without
    it the masthead's date does. ``facts`` are values of the masthead known from elsewhere.

    Raises RuleError where the rule pack is missing or wrong.
    """
    return _bulletin.parse(document, _rules(rules), date, facts)


def extract(
    path: str | Path,
    rules: Rules | str = DEFAULT_PACK,
    date: Date | None = None,
    facts: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Bulletin:
    """Return the record of a file: ``read`` and ``parse`` in one, with a second look at doubtful digits of a scan.

    Raises ReadError or RuleError.
    """
    return extract_with(DirectReader(limits), path, _rules(rules), date, facts)


def check(figures: Bulletin | pd.DataFrame, rules: Rules | str = DEFAULT_PACK) -> list[Finding]:
    """Return what can be said of the published numbers: one finding for each constraint, held or not.

    ``figures`` is a bulletin, or a tidy DataFrame with one row a number and the columns of the record's figures.

    Raises TypeError where it is neither, ValueError where the table lacks a column that cannot be done without.
    """
    if isinstance(figures, Bulletin):
        return _checks.check(figures.figures, figures.groups, _rules(rules), figures.unread)
    if not hasattr(figures, "columns"):
        raise TypeError(f"check takes a Bulletin or a DataFrame of figures, not {type(figures).__name__}")
    if missing := {"dimension", "value"} - set(figures.columns):
        raise ValueError(f"the table of figures lacks the column {min(missing)!r}")
    return _checks.check_frame(figures, _rules(rules))


def load(url: str) -> Archive:
    """Return an archive as DataFrames: ``load("bulletins.db").figures``.

    Raises StoreError where the database cannot be opened or is not one of ours.
    """
    from .archive.frames import load as _load

    return _load(url)


def _rules(rules: Rules | str) -> Rules:
    return rules if isinstance(rules, Rules) else load_rules(rules)
