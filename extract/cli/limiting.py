"""``--limit NAME=NUMBER``: the limits of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from difflib import get_close_matches

import typer

from ..readers import Limits

__all__ = ["parse_limits"]


def parse_limits(given: Sequence[str]) -> Limits:
    """Return the limits that ``pages=20000``, ``memory=8_000_000_000`` … change. Raises BadParameter for wrong use."""
    limits = Limits()
    names = [field.name for field in fields(Limits)]
    for item in given:
        name, _, number = item.partition("=")
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
            raise typer.BadParameter(f"--limit {item}: no limit is called {name!r}; {hint}")
        if not number.isascii() or not number.replace("_", "").isdecimal() or int(number) < 1:
            raise typer.BadParameter(f"--limit {item}: {number!r} is no whole number above 0")
        limits = replace(limits, **{name: int(number)})
    return limits
