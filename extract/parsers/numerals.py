"""Numerals: what a number, written in digits or in characters, is worth.

Digits (1,234; 4.5), characters (三十三, 两百零五, 二〇二四), both (1.2万, 1492余万) and a half (半).
A name that begins with a numeral is no number: ``number("三门峡")`` is None, because nothing but numerals may stand
in the string. Where a numeral may stand in a text, and which names hold one, is the tokeniser's business.
"""

from __future__ import annotations

import re
from calendar import monthrange

__all__ = ["CHARACTERS", "month_and_day", "months_and_days", "number"]

_LEAP_YEAR = 2000

#: The characters that a number without digits is made of.
CHARACTERS = "〇零○一二两三四五六七八九十廿卅百千万亿半"

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8}
_SHORT = {"廿": "二十", "卅": "三十"}
#: No published number is longer; a run of digits without end is none.
_LONGEST = 30
ABOUT = "余多来几"
_ASCII = re.compile(
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)[余多来几]?(?P<scale>[十百千]?[万亿]?)(?:(?<=[万亿])[余多])?"
)


def number(string: str) -> int | float | None:
    """Return the value of a numeral, None where the string is anything else.

    三十三 → 33, 两 → 2, 二〇二四 → 2024, 1.2万 → 12000, 1492余万 → 14920000, 1.2万余 → 12000,
    1,234 → 1234, 十五点五 → 15.5.
    Refused: names (三门峡, 五家渠), an empty string, a bare 余 or 点, runs of more than thirty characters.
    """
    if len(string) > _LONGEST:
        return None
    if string.isdecimal() and string.isascii():
        return int(string)
    match = _ASCII.fullmatch(string)
    if match:
        digits = match["digits"].replace(",", "")
        scale = 1
        for character in match["scale"]:
            scale *= _UNITS.get(character) or _MYRIADS[character]
        return _plain(float(digits) * scale) if "." in digits else int(digits) * scale
    return _characters(string)


def _plain(value: float) -> int | float:
    """Return a value that came by multiplication without the binary noise, whole numbers as ``int``."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) and abs(value) >= 1000 else rounded


def _characters(string: str) -> int | float | None:
    if string == "半":
        return 0.5
    for short, long in _SHORT.items():
        string = string.replace(short, long)
    if len(string) > 1 and string[-1] in ABOUT:
        string = string[:-1]
    whole, point, fraction = string.partition("点")
    if point:
        left, right = _integer(whole), "".join(str(_DIGITS.get(character, "?")) for character in fraction)
        return float(f"{left}.{right}") if left is not None and right.isdecimal() else None
    return _integer(string)


def _integer(string: str) -> int | None:
    if not string or string[0] in ABOUT:
        return None
    if len(string) > 1 and all(character in _DIGITS for character in string):
        return int("".join(str(_DIGITS[character]) for character in string))
    total = section = 0
    digit: int | None = None
    for character in string:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _UNITS:
            section += (digit or 1) * _UNITS[character]
            digit = None
        elif character in _MYRIADS:
            section += digit or 0
            total = (
                (total + section or 1) * _MYRIADS[character] if character == "亿" else total + (section or 1) * 10**4
            )
            section, digit = 0, None
        elif character not in ABOUT:
            return None
    return total + section + (digit or 0)


def month_and_day(digits: str) -> tuple[int, int] | None:
    """Return month and day of digits between which 月 is missing (429 → 4, 29); None where there is no one reading."""
    readings = months_and_days(digits)
    return readings[0] if len(readings) == 1 else None


def months_and_days(digits: str) -> list[tuple[int, int]]:
    """Return every month and day that digits between which 月 is missing can be: 123 → 1, 23 and 12, 3."""
    readings = []
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        written = day and month[0] != "0" and (day[0] != "0" or len(day) == 2)
        if written and int(month) <= 12 and 0 < int(day) <= monthrange(_LEAP_YEAR, int(month))[1]:
            readings.append((int(month), int(day)))
    return readings
