"""List numbers: the 一、 （二） ① 3. that Word and browsers put before paragraphs, and that stand in no text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

__all__ = ["Counters", "Level", "before", "number_in"]

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_ONES = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_COUNTING = (
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
    "koreanCounting", "cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal",
)  # fmt: skip
_SEEN_BULLETS = "●■◆★▲○□◇※◎►▶➢•·–—"
_PLACE = re.compile(r"%([1-9])")


class Level(NamedTuple):
    """One level of a list: its number format (Word's name for it), its text (``（%1）``), its first number."""

    form: str = "decimal"
    text: str = "%1."
    start: int = 1


class Counters:
    """Counts the paragraphs of the lists of one document."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def restart(self, key: str, depth: int, start: int) -> None:
        """Let the next paragraph at ``depth`` of the list ``key`` have the number ``start``."""
        self._counts[key][depth] = start - 1

    def next(self, key: str, depth: int, levels: Mapping[int, Level]) -> str:
        """Return what stands before the next paragraph of the list ``key`` at ``depth`` (from 0)."""
        level = levels.get(depth, Level())
        counts = self._counts[key]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.form == "bullet":
            mark = level.text.strip()
            return mark if mark and mark in _SEEN_BULLETS else "●" * bool(mark)
        if level.form == "none":
            return _PLACE.sub("", level.text)

        def number(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            other = levels.get(wanted, Level())
            return number_in(other.form, counts.get(wanted, other.start))

        return _PLACE.sub(number, level.text)


def before(number: str, paragraph: str) -> str:
    """Return the number and the paragraph as one line; a gap keeps two numbers, or two Latin words, apart."""
    if not number or not paragraph:
        return number + paragraph
    if number[-1].isascii() and paragraph[0].isdigit():
        return f"{number}\t{paragraph}"
    return f"{number} {paragraph}" if number[-1].isascii() and paragraph[0].isascii() else number + paragraph


def number_in(form: str, value: int) -> str:
    """Return a number in one of Word's formats; in Arabic digits where the format is none that bulletins use."""
    if form in _COUNTING and 0 < value < 10_000:
        return _chinese(value)
    if form in ("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"):
        return "".join(_DIGITS[int(digit)] for digit in str(value))
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if form == "decimalZero":
        return f"{value:02}"
    for name, first, last in _BLOCKS:
        if form == name and 0 < value <= last:
            return chr(first + value - 1)
    if form in ("upperLetter", "upper-alpha") and value > 0:
        return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    if form in ("lowerLetter", "lower-alpha") and value > 0:
        return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    if form in ("upperRoman", "lowerRoman", "upper-roman", "lower-roman") and 0 < value < 4000:
        roman = _roman(value)
        return roman if form.startswith("upper") else roman.lower()
    if form == "ideographTraditional" and value > 0:
        return _STEMS[(value - 1) % 10]
    if form == "ideographZodiac" and value > 0:
        return _BRANCHES[(value - 1) % 12]
    return str(value)


#: Formats that have characters of their own: the first of them, and how far they count.
_BLOCKS: Sequence[tuple[str, int, int]] = (
    ("decimalEnclosedCircle", 0x2460, 20),
    ("decimalEnclosedCircleChinese", 0x2460, 20),
    ("decimalEnclosedParen", 0x2474, 20),
    ("decimalEnclosedFullstop", 0x2488, 20),
    ("ideographEnclosedCircle", 0x3280, 10),
)


def _chinese(value: int) -> str:
    """Return 1 to 9,999 in Chinese: 十二, 二十, 一百零三."""
    text = ""
    gap = False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(value: int) -> str:
    text = ""
    for size, letters in (*_ROMAN, *_ROMAN_ONES):
        text += letters * (value // size)
        value %= size
    return text
