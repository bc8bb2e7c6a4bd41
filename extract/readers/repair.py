"""Repair: the same text in the characters that it was meant in.

Files, PDFs above all, hold look-alikes: 县 as a compatibility ideograph, ⻓ out of the block of radicals, spaces of
every width, marks without width. ``same_length`` changes one character into one character, so that offsets stay;
``deletions`` and ``expansions`` are edits. Full-width punctuation is never touched, and neither are ㎡, Ⅲ, ① or ㈠:
they are what was published.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from ..text import Edit

__all__ = ["private_use", "same_length", "unseen"]

#: Radicals of U+2E80-2EFF as the characters that they stand for in running text. Unicode decomposes only ⺟ and ⻳;
#: Equivalent_Unified_Ideograph names a unified ideograph for most others.
_RADICALS = (
    "⺁厂⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺨犭⺩王⺫罒⺭礻⺮竹⺯糹⺰纟"
    "⺱罓⺲罒⺴罒⺶羊⺷羊⺹耂⺺肀⺼月⺽臼⺾艹⺿艹⻀艹⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门"
    "⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱亀⻲亀"
    "⻳龟⺟母⺊卜⺌小⺍小⺑兀⺕彐⺗心⺜日⺦丬⺧牛⺪疋⺬示⺵羊⺸羊⺻聿⻁虎⺂乛⺄乙⺆冂⺇几⺈刀⺳网⻡饣"
)
#: Unicode gives these the shapes of Taiwan and Korea; in simplified text they stand for 户, 青 and 黄.
_SIMPLIFIED = {"⼾": "户", "⾭": "青", "⿈": "黄"}
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
_SMALL_FORMS = {
    "﹐": "，",
    "﹑": "、",
    "﹒": "．",
    "﹔": "；",
    "﹕": "：",
    "﹖": "？",
    "﹗": "！",
    "﹘": "—",
    "﹙": "（",
    "﹚": "）",
}
_VERTICAL = dict(
    zip(
        "︐︑︒︓︔︕︖︗︘︰︱︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹇﹈",
        "，、。：；！？〖〗：—（）｛｝〔〕【】《》〈〉「」『』［］",
        strict=True,
    )
)
_MIDDLE_DOTS = dict.fromkeys("‧・･∙⸱", "·")
_HALF_WIDTH = {"｡": "。", "｢": "「", "｣": "」", "､": "、"}
_HYPHENS = dict.fromkeys("\u2010\u2011", "-")
#: What GBK had no Unicode for when the first converters were made.
_OLD_GBK = {"\ue5e5": "\u3000", **dict(zip(map(chr, range(0xE78D, 0xE797)), "，、。：；！？〖〗…", strict=True))}
#: Bullets of Symbol and Wingdings, which fonts keep in the private use area.
_BULLETS = dict.fromkeys("\uf06c\uf06e\uf075\uf076\uf09f\uf0a7\uf0a8\uf0b2\uf0b7\uf0d8\uf0fc\uf0fe", "●")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

#: Characters that show nothing: controls, zero-width marks, direction marks, soft hyphens, variation selectors.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]|[" + "".join(_LIGATURES) + "]"
)
_REPAIRABLE = re.compile(
    "[\u00a0\u1680\u2000-\u200a\u2010\u2011\u2027\u202f\u205f\u2219\u2e31\u2e80-\u2fdf\u30fb\ue5e5\ue78d-\ue796"
    "\uf06c-\uf0fe\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe44\ufe47\ufe48\ufe50-\ufe5a\uff61-\uff65\U0002f800-\U0002fa1f]"
)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def same_length(string: str) -> str:
    """Return ``string`` with each look-alike replaced by its character: as long as before.

    ⽔污染 gives 水污染, 李\\u00a0强 gives 李 强, ﹐ gives ，.
    """
    return string.translate(_table()) if _REPAIRABLE.search(string) else string


def unseen(string: str) -> Iterator[Edit]:
    """Yield the edits that delete what nobody sees and write out ligatures, in order."""
    for match in _UNSEEN.finditer(string):
        yield Edit(match.start(), match.end(), _LIGATURES.get(match[0], ""))


def private_use(string: str) -> int:
    """Return how many characters stand in a private use area: their meaning is known to their font alone."""
    return sum(1 for _ in _PRIVATE_USE.finditer(string))


@cache
def _table() -> dict[int, str]:
    table: dict[str, str] = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True))
    for start, end in ((0x2F00, 0x2FD6), (0xF900, 0xFB00), (0x2F800, 0x2FA20)):
        for code in range(start, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[chr(code)] = plain
    table |= dict.fromkeys(_BLANKS, " ")
    for forms in (_SMALL_FORMS, _VERTICAL, _MIDDLE_DOTS, _HALF_WIDTH, _HYPHENS, _OLD_GBK, _BULLETS, _SIMPLIFIED):
        table |= forms
    return {ord(odd): plain for odd, plain in table.items()}
