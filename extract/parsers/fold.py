"""Folds the reading text to the one form that the parsers read, with the origins kept.

The parsers never see half-width punctuation, full-width digits, traditional characters, padding between characters or
pinyin behind them. What they find is mapped back to the reading text by the folded text's origins, so that spans and
quotes are always those of the text as published.
"""

from __future__ import annotations

import itertools
from functools import cache

import regex

from ..text import Edit, Text

__all__ = ["fold"]

_WIDE = {code + 0xFEE0: code for code in range(0x21, 0x7F) if chr(code).isalnum()}
_PUNCTUATION: dict[int, str] = {
    **{ord(half): full for half, full in zip(",;:!?()", "，；：！？（）", strict=True)},
    **{ord(odd): plain for odd, plain in zip("％．＋－〜～﹪∶﹕﹐﹔﹙﹚｡､", "%.+-~~%：：，；（）。、", strict=True)},
}
#: Forms that OCR and old fonts give instead of the simplified ones, which look almost the same.
_LOOK_ALIKES = {ord(old): new for old, new in zip("別戶內呂黃吳強說", "别户内吕黄吴强说", strict=True)}
_SAME_LENGTH: dict[int, int | str] = {**_WIDE, **_PUNCTUATION, **_LOOK_ALIKES}

#: Between digits a colon tells the hour, a comma groups thousands, a dash makes a range: they stay narrow.
_BETWEEN_DIGITS = regex.compile(r"(?<=\d)(?:[：，](?=\d)|[—–‐‑−─至~]{1,2}(?=\d))")
#: 二○二一: a circle that stands for the numeral.
_ROUND_ZERO = regex.compile(r"(?<=[一二三四五六七八九〇○])○|○(?=[一二三四五六七八九〇])")
_THOUSANDS = regex.compile(r"(?<=\d)，(?=\d{3}(?!\d))")
#: What parts the columns of a table: tabs, the bars of tables drawn with characters, or a wide gap.
_GAP = regex.compile(r"(?P<wide>[ \u3000]*[\t|│┃¦][ \t\u3000|│┃¦]*|[ \u3000]{2,})|(?P<one>[ \u3000])")
_COLUMN = regex.compile(r"[\t|│┃¦]")
#: Single digits set apart (２ ０ ２ ４ 年, 1 0 月) are one number; wider ones (12 3) are two columns.
_SPREAD = regex.compile(r"(?<!\d)\d(?:[ \u3000]\d(?!\d))+(?=[ \u3000]?[年月日时批件期])")
#: Characters of a title set wide apart (工　　作　　简　　报) are one word.
_LETTERSPACED = regex.compile(r"(?<![^\n])\p{Han}(?:[ \t\u3000]+\p{Han}(?!\p{Han})){2,}(?=[ \t\u3000]*(?:\n|$))")
#: A place that labels a paragraph, set off by a gap only (某县　6月1日……): the gap stays, as a tab.
_SET_OFF = regex.compile(
    r"(?<![^\n])\W{0,3}(?:\p{Han}[ \u3000]?){1,10}?[县区市旗州盟镇乡道](?P<gap>\u3000)(?=[\d\p{Han}])"
)
_PINYIN = regex.compile(r"(?<=\p{Han})（[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}）")
#: Not before three digits, where one mark alone would look like a group of thousands.
_DOUBLED = regex.compile(r"(?<=[，、；])[，、；]++(?!\d{3}(?!\d))")
#: 8月21日一27日: a dash that OCR takes for the numeral.
_DASH_AS_ONE = regex.compile(r"(?<=[\d年月日时号])一(?=\d)")
#: Traditional characters that bulletins cannot do without; none of them occurs in simplified text.
_TRADITIONAL = frozenset("縣區國環態辦來電個萬與會為長書記時後處員問題關現場鎮鄉門學業東車廠")


def fold(string: str) -> Text:
    """Return ``string`` in the parsers' form; the origins are offsets in ``string``.

    Same-length changes come first (width, script), then edits that shorten: gaps between Chinese characters closed,
    pinyin in brackets and doubled separators dropped. A wide gap, a tab, a bar, or a gap between two numbers parts
    columns: it stays, as one tab for each tab or bar, so that an empty cell stays empty.
    """
    same = string.translate(_SAME_LENGTH)
    if not _TRADITIONAL.isdisjoint(same):
        same = _simplified(same)
    same = _ROUND_ZERO.sub("〇", _narrow_between_digits(_DASH_AS_ONE.sub("—", same)))
    text = Text(same, Text.of(string).runs)
    return text.edit(_shortenings(same))


def _narrow_between_digits(string: str) -> str:
    def narrow(match: regex.Match[str]) -> str:
        mark = match[0]
        if mark == "：":
            return ":"
        if mark == "，":
            return "," if _THOUSANDS.match(string, match.start()) else mark
        return mark if "至" in mark else "-" * len(mark)

    return str(_BETWEEN_DIGITS.sub(narrow, string))


def _shortenings(string: str) -> list[Edit]:
    edits = [Edit(m.start(), m.end(), "") for m in _PINYIN.finditer(string)]
    edits += [Edit(m.start(), m.end(), "") for m in _DOUBLED.finditer(string)]
    closed = {at for m in _SPREAD.finditer(string) for at in range(m.start() + 1, m.end(), 2)}
    closed |= {at for m in _LETTERSPACED.finditer(string) for at in range(m.start(), m.end())}
    kept = {m.start("gap") for m in _SET_OFF.finditer(string)}
    for gap in _GAP.finditer(string):
        before = string[gap.start() - 1 : gap.start()]
        after = string[gap.end() : gap.end() + 1]
        if before in ("", "\n") or after in ("", "\n") or gap.start() in closed:
            edits.append(Edit(gap.start(), gap.end(), ""))
        elif gap["wide"] or gap.start() in kept or (before.isdigit() and after.isdigit()):
            edits += _columns(gap)
        elif not (_latin(before) and _latin(after)):
            edits.append(Edit(gap.start(), gap.end(), ""))
    return sorted(edits)


def _columns(gap: regex.Match[str]) -> list[Edit]:
    """Return the edits that leave one tab for each tab or bar of a gap, one for a gap without any."""
    starts = [match.start() for match in _COLUMN.finditer(gap[0])][1:]
    bounds = itertools.pairwise([0, *starts, len(gap[0])])
    return [Edit(gap.start() + start, gap.start() + end, "\t") for start, end in bounds]


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


@cache
def _converter() -> dict[int, str]:
    """Return OpenCC's single characters, traditional to simplified."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    table = {}
    for code in [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]:
        simple = converter.convert(chr(code))
        if len(simple) == 1 and simple != chr(code):
            table[code] = simple
    return table


def _simplified(string: str) -> str:
    return string.translate(_converter())
