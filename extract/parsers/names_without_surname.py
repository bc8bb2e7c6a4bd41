"""Names that begin with no surname: with dots, of known parts, of syllables, and between a title and a clear end.

Found: 艾山·买买提, 扎西次仁, 额尔登木图, 县长｜奇木尔｜到某镇. Refused: strings that hold a common word (县长｜例会).
"""

from __future__ import annotations

from ..span import Span
from .name_ends import CLEAR, Name, right_side
from .official_dictionary import is_word
from .official_words import DOTS, DOTTED, OfficialWords, is_han

__all__ = ["dotted_name", "of_elements", "unheard"]

_LONGEST_DOTTED = 48
#: Of the first to the last character: how long a name without a surname can be.
_LENGTHS = (6, 5, 4, 3, 2)
#: Of a name whose characters are not all of those that write sounds.
_LONGEST_MIXED = 5
#: What speaks for an end where all characters write sounds.
_WEAK = 0.8


def dotted_name(text: str, start: int, words: OfficialWords) -> Name | None:
    """Return a name with dots: its last part ends where something can follow."""
    if not any(mark in text[start + 1 : start + 9] for mark in DOTS):
        return None
    match = DOTTED.match(text[start : start + _LONGEST_DOTTED])
    if match is None:
        return None
    last = start + max(match[0].rfind(mark) for mark in DOTS) + 1
    ends = range(last + 1, min(start + match.end(), last + 8) + 1)
    end = max(ends, key=lambda place: (_worth_of_dotted(text, place, last, words), -place))
    return Name(Span(start, end), 5.0, "name with a dot")


def _worth_of_dotted(text: str, end: int, last: int, words: OfficialWords) -> float:
    """Return how well the last part of a name with dots, begun at ``last``, ends here."""
    worth = min(right_side(text, end, words), 2.0)
    length = end - last
    worth -= 1.5 if length == 1 else 0.3 * max(0, length - 5)
    worth -= 0.4 * sum(character not in words.syllables for character in text[last:end])
    worth -= 0.0 if words.never_given.isdisjoint(text[last:end]) else 3.0
    if worth > 0 and text[end : end + 1] in words.syllables and right_side(text, end + 1, words) > 0:
        worth -= 1.5
    return worth


def of_elements(text: str, start: int, words: OfficialWords) -> Name | None:
    """Return a name of two to six characters that is made of known parts (扎西次仁), or begins with one."""
    first = len(words.elements.at(text, start))
    if first < 2:
        return _of_syllables(text, start, words)
    parts = {start + n: 1 for n in range(2, first + 1) if text[start : start + n] in words.elements}
    for place in range(start + 2, start + 6):
        for length in (1, 2, 3, 4):
            end = place + length
            if place in parts and end - start <= 6 and text[place:end] in words.elements:
                parts[end] = max(parts.get(end, 0), parts[place] + (length > 1))
    found = []
    for end in range(start + 2, start + 6):
        worth = right_side(text, end, words)
        if not is_han(text[start:end]):
            break
        if end in parts:
            found.append(Name(Span(start, end), 1.0 + parts[end] * 0.5 + worth, "name of known parts"))
        elif end - start > 2 and worth >= 1.8 and words.never_given.isdisjoint(text[start + first : end]):
            found.append(Name(Span(start, end), 0.4 + worth, "name that begins with a known part"))
    return max(found, key=lambda name: name.score, default=None)


def _of_syllables(text: str, start: int, words: OfficialWords) -> Name | None:
    """Return a name of four or five characters that write sounds (额尔登木图), where a word or a mark follows."""
    if text[start] not in words.syllables or text[start + 1 : start + 2] not in words.syllables:
        return None
    for end in (start + 5, start + 4):
        if words.syllables.issuperset(text[start:end]) and len(text) >= end:
            worth = right_side(text, end, words)
            if worth >= 1.8:
                return Name(Span(start, end), 0.8 + worth, "name of syllables")
    return None


def unheard(text: str, start: int, words: OfficialWords) -> Name | None:
    """Return a name without a surname that stands between a title and a clear end; None where a word stands there."""
    for length in _LENGTHS:
        end = start + length
        name = text[start:end]
        if len(name) < length or not is_han(name) or not _may_be_unheard(name, words):
            continue
        sounds = words.syllables.issuperset(name)
        if length > _LONGEST_MIXED and not sounds:
            continue
        if right_side(text, end, words) >= (_WEAK if sounds and length > 2 else CLEAR) and (sounds or length > 2):
            return Name(Span(start, end), CLEAR, "no surname, between a title and a clear end")
    return None


def _may_be_unheard(name: str, words: OfficialWords) -> bool:
    """Tell whether nothing in a string is a common word, a post or a character that no name holds."""
    if not (words.never_given.isdisjoint(name) and words.never_last.isdisjoint(name)):
        return False
    for start in range(len(name)):
        if words.not_names.at(name, start):
            return False
        for length in (2, 3, 4):
            part = name[start : start + length]
            if part in words.post_words or (is_word(part) and not words.syllables.issuperset(part)):
                return False
    return True
