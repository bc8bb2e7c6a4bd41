"""Bulletins with known truth: seeded, any number of issues, any error planted on request.

::

    seed ─▶ world ─▶ counts ─▶ plants ─▶ bulletin ─▶ Issue(text, gold, planted)
            places,  what is   what is   what is
            people   true      printed   published

The same seed gives the same bytes. People, villages, companies and figures are invented; places are real.
"""

from __future__ import annotations

from .plants import KINDS, Plant, plants
from .series import Issue, series

__all__ = ["KINDS", "Issue", "Plant", "plants", "series"]
