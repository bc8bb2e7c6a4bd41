"""Where a person's name begins and ends: a score over the strings that it could be.

Found: names of two to four characters with a surname (毛清、欧阳立华), names with dots (阿依古丽·买买提), names of
peoples without surnames written without one (扎西次仁). What speaks for a candidate: how common the surname is, whether
its characters are those of given names, what stands behind it, and whether it occurs elsewhere in the item as well.
What is left open goes to the dictionary. Refused: words that begin like a name (高度, 任务), posts (任组长).
"""

from __future__ import annotations

from collections.abc import Sequence

from ..span import Span
from .name_ends import CLEAR, Name, right_side, tail
from .names_without_surname import dotted_name, of_elements, unheard
from .official_dictionary import fluency, is_action, is_circumstance, is_word
from .official_words import OfficialWords, is_han

__all__ = ["DOUBTFUL", "SURE", "Name", "name_at"]

#: Below the first a candidate is no name, above the second it is one; between them the dictionary is asked.
DOUBTFUL, SURE = 1.6, 3.2
#: How far away other mentions of a name are looked for.
_NEAR = 2000
_TITLE_AHEAD = 18
#: Logarithm of how many in a million bear a surname that occurs in pairs.
_COMMON = 3.6
#: The same of a surname that makes a name of a common word.
_FAMILIAR = 3.3
#: How much it counts, between a title and a clear end, that a name is a word too.
_TITLED_WORDINESS = 0.3


def name_at(
    text: str,
    start: int,
    words: OfficialWords,
    need: float = DOUBTFUL,
    end: int | None = None,
    titled: bool = False,
) -> Name | None:
    """Return the name that begins at ``start``, None where none does; with ``end``, only one that ends there.

    A given end is taken to be one where a name can end, whatever follows (甲｜副处长). ``titled`` tells that a title
    stands directly before: then a name may look like a common word (副县长高度、), if a clear mark ends it.
    """
    if not is_han(text[start : start + 1]):
        return None
    dotted = dotted_name(text, start, words)
    if dotted is not None:
        return dotted
    word = words.not_names.at(text, start)
    alike = _like_a_word(text, start, word, words) if word and titled and end is None else None
    if alike is not None:
        return alike
    found = [] if word else _candidates(text, start, words, end)
    if titled and end is None:
        found = [name for name in found if not _is_said_of_a_deed(text, name, words)]
    element = of_elements(text, start, words)
    if element is not None and end in (None, element.span.end):
        found.append(element)
    if titled and end is None and all(right_side(text, name.span.end, words) < 0.0 for name in found):
        found += _of_four(text, start, words)
    if titled and need == DOUBTFUL and end is None and not word and all(name.score < need for name in found):
        stranger = unheard(text, start, words)
        if stranger is not None:
            return stranger
    if not found:
        return None
    found.sort(key=lambda name: -name.score)
    best = found[0]
    if best.score < need - 1.0:
        return None
    if not _is_clear(best, found[1:], need, text[start] in words.word_surnames):
        best = max(_judged(text, found[:3], words, titled), key=lambda name: name.score)
    return best if best.score >= need else None


def _is_clear(best: Name, others: Sequence[Name], need: float, ambiguous: bool) -> bool:
    """Tell whether the best candidate needs no dictionary: much speaks for it, and little for another one."""
    margin = best.score - others[0].score if others else best.score
    if ambiguous and best.score < SURE + 0.4:
        return False
    return margin >= 1.2 and best.score >= (max(SURE, need) if margin < 2.5 else max(SURE - 0.6, need))


def _candidates(text: str, start: int, words: OfficialWords, known_end: int | None) -> list[Name]:
    """Return the candidates with a surname, of two to four characters."""
    found = []
    for length in (2, 1):
        surname = text[start : start + length]
        commonness = words.surnames.get(surname)
        if commonness is None:
            continue
        for given in (1, 2):
            end = start + length + given
            name = text[start:end]
            if len(name) < length + given or not is_han(name):
                break
            if known_end not in (None, end):
                continue
            score = _score(text, start, length, end, words, known_end is not None)
            if score is not None:
                found.append(Name(Span(start, end), commonness - 2.0 + score, f"surname {surname}"))
        if any(name.score >= DOUBTFUL for name in found):
            break
    if len(found) < 3 and known_end in (None, start + 4):
        found += _of_two_surnames(text, start, words)
    return _with_repeats(text, found)


def _of_two_surnames(text: str, start: int, words: OfficialWords) -> list[Name]:
    """Return the candidate of two common surnames and two characters (陈王明华), where no word begins inside it."""
    first, second = (words.surnames.get(text[start + i : start + i + 1], 0.0) for i in (0, 1))
    name = text[start : start + 4]
    if min(first, second) < _COMMON or not is_han(name) or len(name) < 4:
        return []
    if any(len(words.followers.at(text, start + i)) > 1 or words.not_names.at(text, start + i) for i in (1, 2, 3)):
        return []
    score = _score(text, start, 2, start + 4, words, False) if right_side(text, start + 4, words) >= CLEAR else None
    if score is None:
        return []
    return [Name(Span(start, start + 4), min(first, second) - 3.2 + score, "two surnames")]


def _score(text: str, start: int, surname: int, end: int, words: OfficialWords, closed: bool) -> float | None:
    """Return what the given name and its right side are worth; None where it cannot be a name."""
    given = text[start + surname : end]
    strict = _strict(text[start : start + surname], given, words)
    if given in words.not_given or not words.never_given.isdisjoint(strict):
        return None
    if text[end - 1] in words.post_ends and any(text[a:end] in words.post_words for a in range(start, end - 1)):
        return None
    if words.doctrines.at(text, end):
        return None
    usual = len(words.given.intersection(given))
    score = 0.4 * usual - 0.6 * (len(set(given)) - usual)
    score += 0.8 if len(given) == 2 else (0.6 if surname == 2 else 0.2)
    if given[-1] in words.never_last or (len(given) == 2 and given in words.verb_words):
        score -= 2.5
    if text[start : start + surname] in words.word_surnames:
        score -= 0.8
    side = right_side(text, end, words)
    return score + (max(1.2, side) if closed else side)


def _strict(surname: str, given: str, words: OfficialWords) -> str:
    """Return the characters of a given name that must not be function words: all, but the 在 of 李在明."""
    middle = len(given) == 2 and given[0] in words.middle_given and surname not in words.word_surnames
    return given[1:] if middle else given


def _like_a_word(text: str, start: int, word: str, words: OfficialWords) -> Name | None:
    """Return a name that a common word begins or makes up, between a title and a clear end: 周边疆、, 高度陪同."""
    surname = text[start]
    if words.surnames.get(surname, 0.0) < _FAMILIAR or len(word) != 2:
        return None
    ambiguous = surname in words.word_surnames
    for end in (start + 3, start + 2):
        name = text[start:end]
        side = right_side(text, end, words)
        score = _score(text, start, 1, end, words, False)
        if score is None or side < 0.0 or not is_han(name):
            continue
        present = words.presence.at(text, end) != ""
        if len(name) == 3:
            fits = (name[2] in words.given or is_word(name[1:])) and not is_word(name, 1)
            fits = fits and (present or not ambiguous) and (side >= CLEAR or not is_word(text[end - 1 : end + 1]))
        else:
            fits = not ambiguous and ((present and word not in words.adverbs) or _title_behind(text, end, words))
        if fits:
            return Name(Span(start, end), SURE, f"surname {surname}, between a title and a clear end")
    return None


def _is_said_of_a_deed(text: str, name: Name, words: OfficialWords) -> bool:
    """Tell whether a candidate is a word between a post and its verb, and nobody: 县长｜陆续走访, 书记｜徒步查看."""
    string = name.span.of(text)
    if len(string) != 2 or _title_behind(text, name.span.end, words):
        return False
    if is_action(string):
        return words.surnames.get(string[0], 0.0) < _FAMILIAR and not words.presence.at(text, name.span.end)
    return is_circumstance(string) and not words.presence.at(text, name.span.end)


def _title_behind(text: str, end: int, words: OfficialWords) -> bool:
    """Tell whether a list goes on with somebody else's title: 、县环保局局长."""
    if not text.startswith("、", end):
        return False
    return next(iter(words.posts.find(tail(text, end + 1, _TITLE_AHEAD))), None) is not None


def _of_four(text: str, start: int, words: OfficialWords) -> list[Name]:
    """Return the candidate of a surname and three characters (高天流云) where only people are followed so."""
    end = start + 4
    name = text[start:end]
    surname = text[start]
    if words.surnames.get(surname, 0.0) < _FAMILIAR or surname in words.word_surnames or not is_han(name):
        return []
    if not words.never_given.isdisjoint(name) or any(text[a:end] in words.post_words for a in range(start, end - 1)):
        return []
    usual = sum(character in words.given for character in name[1:]) > 1
    if not words.presence.at(text, end) and not (usual and _title_behind(text, end, words)):
        return []
    return [Name(Span(start, end), SURE, f"surname {surname} and three characters before a clear end")]


def _with_repeats(text: str, found: list[Name]) -> list[Name]:
    """Return the candidates with what their other occurrences say: of 毛清等 and 毛清, the one that comes again."""
    if not found:
        return []
    start = found[0].span.start
    first, last = max(0, start - _NEAR), start + _NEAR
    counts = [text.count(name.span.of(text), first, last) for name in found]
    if max(counts) < 2:
        return found
    result = []
    for name, count in zip(found, counts, strict=True):
        longer = [n for other, n in zip(found, counts, strict=True) if other.span.end > name.span.end]
        score = name.score
        if longer and count > min(longer):
            score += 1.5
        elif count > 1:
            score += -0.8 if longer else 1.0
        result.append(Name(name.span, score, name.why))
    return result


def _judged(text: str, found: list[Name], words: OfficialWords, titled: bool) -> list[Name]:
    """Return the candidates with the dictionary's opinion of each and of what follows it."""
    tails = [tail(text, name.span.end) for name in found]
    fluencies = [fluency(behind) if behind else -6.0 for behind in tails]
    judged = []
    for name, behind, flow in zip(found, tails, fluencies, strict=True):
        score = name.score + max(-2.0, (flow - max(fluencies)) * 0.9)
        side = right_side(text, name.span.end, words)
        if side < 0:
            score += max(-2.0, min(2.0, (flow + 7.0) * 0.9))
            score += 0.7 if any(is_word(behind[:n]) for n in (2, 3, 4)) else 0.0
        trusted = titled and side >= CLEAR
        wordiness = _wordiness(name.span.of(text), 200 if trusted else 20) * (_TITLED_WORDINESS if trusted else 1.0)
        judged.append(Name(name.span, score - wordiness, f"{name.why}, settled by the dictionary"))
    return judged


def _wordiness(string: str, least: int) -> float:
    """Return how much a candidate looks like a common word, or a word with something before or behind it."""
    if is_word(string, least):
        return 1.2
    if len(string) != 3:
        return 0.0
    return (0.8 if is_word(string[1:], 200) else 0.0) + (0.6 if is_word(string[:2], 500) else 0.0)
