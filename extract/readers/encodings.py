"""Encodings: bytes → characters, for the encodings that Chinese text files are in.

A byte order mark decides. Else strict UTF-8 that reads like text; else whatever of UTF-16, GB18030 and Big5 makes the
best Chinese of the file's beginning: the wrong one of them gives Hangul, rare characters, private use and bopomofo,
the right one the few thousand characters that texts are made of. charset-normalizer is asked last.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import NamedTuple

from ..errors import UndecodableText

__all__ = ["Decoded", "decode"]

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5hkscs")
_PROBE = 16_384
_REPLACEMENT = "\ufffd"
_MOST_REPLACED = 0.01
"""More replaced characters than this share of the text, and it is none."""
_GOOD = 0.8
_BEARABLE = 0.5
_PLAIN = 0.8
"""With more of the commonest characters than this share, and none replaced, the rest cannot make a text unbearable."""
_COMMON = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "\t\n\r\f\u00a0\u3000、。·—…‘’“”〈〉《》「」『』【】〔〕〖〗№℃①②③④⑤⑥⑦⑧⑨⑩\u200b\u00ad\ufeff"
)


class Decoded(NamedTuple):
    """A text, the encoding that it was in, and how many of its characters could not be decoded."""

    string: str
    encoding: str
    replaced: int


def decode(data: bytes, uri: str) -> Decoded:
    """Return the text that ``data`` holds, without its byte order mark.

    Bytes that fit nowhere (a character cut in two by the file's end) become U+FFFD and are counted.

    Raises UndecodableText where no encoding gives text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding, uri)
    best = _best_encoding(data)
    if best is None:
        raise UndecodableText(uri, _no_text(data))
    return _checked(data, best, uri)


def _best_encoding(data: bytes) -> str | None:
    zeros = b"\0" in data
    if not zeros:
        probe = _cut(data, "utf-8")
        if _REPLACEMENT not in probe and (probe.isascii() or _is_plain(probe) or plausibility(probe) > _BEARABLE):
            return "utf-8"
    scores = {name: plausibility(_cut(data, name)) for name in _CANDIDATES if name.startswith("utf-16") or not zeros}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _GOOD:
        return best
    return _asked(data, scores, best)


def _asked(data: bytes, scores: dict[str, float], best: str) -> str | None:
    """Return the encoding that charset-normalizer finds, if it makes better text than ours."""
    if b"\0" in data:
        return best if scores[best] >= _BEARABLE else None
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_PROBE], threshold=0.3).best()
    if match is not None and plausibility(str(match)) > max(scores[best], _BEARABLE):
        return match.encoding
    return best if scores[best] >= _BEARABLE else None


def _cut(data: bytes, encoding: str) -> str:
    """Return the beginning of ``data`` as text; a character that the cut broke is left out."""
    probe = data[:_PROBE].decode(encoding, errors="replace")
    return probe.rstrip(_REPLACEMENT) if len(data) > _PROBE else probe


def plausibility(string: str) -> float:
    """Return how much ``string`` looks like Chinese or ASCII text: 1 at best, below 0.5 for a wrong decoding."""
    if not string:
        return 0.0
    return sum(_worth(character) * count for character, count in Counter(string).items()) / len(string)


def _is_plain(string: str) -> bool:
    """Tell whether nearly all of ``string`` are the commonest characters, which saves the look at each of them."""
    return sum(map(_plain().__contains__, string)) > _PLAIN * len(string)


def _worth(character: str) -> float:
    """Return how much a character speaks for the decoding that gave it."""
    if character in _plain():
        return 1.0
    if character in _frequent()[1]:
        return 0.85
    if "\u2e80" <= character <= "\u2fdf":
        return 0.8
    if "\u3400" <= character <= "\u9fff" or character >= "\U00020000":
        return 0.3
    if character == _REPLACEMENT:
        return -4.0
    return 0.3 if "\u00a1" <= character <= "\u024f" or "\u2010" <= character <= "\u26ff" else -1.0


@cache
def _plain() -> frozenset[str]:
    """Return the characters that are worth most."""
    return _COMMON | _frequent()[0] | frozenset(map(chr, range(ord("！"), ord("～") + 1)))


@cache
def _frequent() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of GB 2312's first level (3,755), and those of Big5's first level (5,401) beside them."""
    trails = bytes(range(0xA1, 0xFF))
    simplified = "".join(bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xD8) for b in trails)
    low = bytes((*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    traditional = "".join(bytes((a, b)).decode("big5", "ignore") for a in range(0xA4, 0xC7) for b in low)
    return frozenset(simplified), frozenset(traditional) - frozenset(simplified)


def _checked(data: bytes, encoding: str, uri: str) -> Decoded:
    string = data.decode(encoding, errors="replace").removeprefix("\ufeff")
    replaced = string.count(_REPLACEMENT)
    if replaced and (own := _REPLACEMENT.encode(encoding, "ignore")):
        replaced -= data.count(own)
    if "\0" in string:
        raise UndecodableText(uri, "it holds NUL characters: a binary file, not text")
    controls = sum(string.count(chr(code)) for code in range(1, 32) if chr(code) not in "\t\n\r\f\v\x1a\x1b")
    if replaced > max(1, _MOST_REPLACED * len(string)) or controls > max(2, _MOST_REPLACED * len(string)):
        raise UndecodableText(uri, f"read as {encoding}, {replaced + controls} of {len(string)} characters are no text")
    if replaced and replaced == len(string):
        raise UndecodableText(uri, _no_text(data))
    return Decoded(string, encoding, max(replaced, 0))


def _no_text(data: bytes) -> str:
    if b"\0" in data:
        return "it holds NUL bytes: a binary file, not text"
    return "not text in UTF-8, UTF-16, GB18030, Big5 or any other encoding known"
