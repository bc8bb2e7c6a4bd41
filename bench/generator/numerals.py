"""Numbers up to 9,999 in Chinese numerals."""

from __future__ import annotations

__all__ = ["chinese"]

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """Return 33 as 三十三, 10 as 十, 101 as 一百零一."""
    digits = str(number)
    written = ""
    for place, digit in enumerate(digits):
        unit = _UNITS[len(digits) - place - 1]
        if digit != "0":
            written += _DIGITS[int(digit)] + unit
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written
