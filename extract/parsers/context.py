"""Context: what is known of a text before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """What the parsers may rely on.

    ``reference`` is the date of the bulletin or of its publication: it gives the year to dates without one.
    ``home`` is the GB/T 2260 code of the place that the bulletin belongs to: names are resolved within it first.
    """

    reference: date | None = None
    home: str | None = None
