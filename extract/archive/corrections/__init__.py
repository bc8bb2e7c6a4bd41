"""What people say about the values of a record: confirmed, corrected, added, removed.

::

    a person ─ Draft ─ fields (is it a value?) ─▶ rows of ``corrections`` ─┐
    the file ─ extraction ─▶ record ───────────────────────────────────────┴─ replay ─▶ corrected record, conflicts

The extracted record is never changed: a correction is a row beside it, with who, when and why, and is replayed whenever
the record is shown or exported as corrected.
"""

from __future__ import annotations

from .fields import ADDABLE, FIELDS, Field, typed, values_of
from .replay import Origin, Outcome, Place, Replayed, replay
from .rows import Correction, Draft, add_correction, corrections_of, withdraw_correction

__all__ = [
    "ADDABLE",
    "FIELDS",
    "Correction",
    "Draft",
    "Field",
    "Origin",
    "Outcome",
    "Place",
    "Replayed",
    "add_correction",
    "corrections_of",
    "replay",
    "typed",
    "values_of",
    "withdraw_correction",
]
