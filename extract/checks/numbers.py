"""Exact arithmetic: printed numbers as ints and fractions, never as floats."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

__all__ = ["Exact", "decimals", "exact", "half_unit", "is_percent", "plain", "written"]

Exact = int | Fraction

_PERCENT_UNITS = frozenset({"%", "％"})


def exact(value: object) -> Exact | None:
    """Return a printed number exactly: 37.7 is 377/10, not the nearest float. None for what is no finite number."""
    if type(value) is int:
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (str, Decimal, Fraction)):
        text = str(value)
    elif math.isfinite(number := float(value)):  # type: ignore[arg-type]
        text = repr(number)
    else:
        return None
    return _parsed(text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Exact | None:
    try:
        fraction = Fraction(text)
    except (ValueError, OverflowError):
        return None
    return fraction.numerator if fraction.denominator == 1 else fraction


def decimals(value: float | int) -> int:
    """Return how many digits the number shows behind its point: 2 for 9.85, 1 for 34.0 as a float, 0 for 34."""
    if isinstance(value, int):
        return 0
    exponent = Decimal(repr(float(value))).as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def half_unit(value: float | int) -> Fraction:
    """Return half a unit of the last printed digit: what rounding may have taken or given."""
    return Fraction(1, 2 * 10 ** decimals(value))


def plain(value: Exact) -> float | int:
    """Return the number as a record holds it: an int where it is whole, else the float that prints the same."""
    return value if isinstance(value, int) else value.numerator if value.denominator == 1 else float(value)


def written(value: Exact, places: int | None = None) -> str:
    """Return the number in digits, without an exponent or needless zeros; with ``places``, rounded half up to them."""
    if isinstance(value, int) or value.denominator == 1:
        return str(int(value))
    if places is None:
        places = 0
        while (value * 10**places).denominator != 1 and places < 6:
            places += 1
    scaled = math.floor(abs(value) * 10**places + Fraction(1, 2))
    digits = str(scaled).rjust(places + 1, "0")
    whole, rest = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if value < 0 and scaled else "") + whole + (f".{rest}" if rest else "")


def is_percent(unit: str) -> bool:
    """Tell whether a unit is that of a share of the whole (%), not of a count."""
    return unit in _PERCENT_UNITS
