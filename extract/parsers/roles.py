"""What people did: the role of each group of people, from the verbs of its sentence.

A group is the subject of the first verbs behind it (副县长甲带队, 乙、丙陪同), up to the next group or a new
subject (相关部门负责人参加). Refused: verbs inside what somebody said, activities that are the object of another verb
(参加督查, 陪同调研 lead nothing), and helpers of somebody else (在甲陪同下).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from ..rulepack import Hit
from .official_groups import Group
from .official_words import OfficialWords

__all__ = ["PRECEDENCE", "roles_of"]

#: The strongest first. 出席会议并讲话 is attendance: speaking counts when it is all that was done.
PRECEDENCE = ("lead", "chair", "accompany", "attend", "speak", "work", "present", "mention")
_SENTENCE = regex.compile(r"[。！？\n]")
#: The name of a document holds verbs that nobody does.
_WORK = regex.compile(r"《[^》]*》")
#: How far behind a name it matters what is said of it there and then.
_REACH = 24
_CLAUSE = regex.compile(r"[，；：]")
_UNDER = regex.compile(r"[^，。；]{0,40}?(陪同|陪伴|带领|率领|引导|主持|指挥)下")
_BLAMED = regex.compile(r"[^，。；]{0,6}?(诫勉|警告|记过|处分|批评|约谈|职务|立案|问责|处理)")
#: Behind these an activity is their object: 参加督查, 陪同调研, 主持督察整改会.
_HELD = frozenset({"chair", "attend", "accompany", "present"})
#: Behind these stands who is led: 甲带领乙、丙巡河.
_LEADING = ("带领", "率领", "率", "带着", "带上")
#: A group whose deputy heads are named goes out with them: 任副组长的检查组到…
_OF_A_GROUP = regex.compile(r"的[^，。；]{0,10}(组|队|专班)")
_JOINED = ("以及", "及", "和", "与", "会同", "还有")
#: A lone 到 opens a visit only near the beginning of its clause.
_EARLY = 4
#: Behind an activity they make it a noun: 执法检查进行了动员, 督察意见.
_NOUN_TAILS = (
    *("进行", "意见", "报告", "反馈", "工作会", "动员", "会议"),
    *("推进会", "座谈会", "专题会", "汇报会", "整改方案"),
)
#: What turns a verb into a part of a noun when it follows at once: 督察组, 检查站, 调研的.
_NOUN_ENDS = frozenset("组团室局站员人件的")


def roles_of(text: str, groups: Sequence[Group], words: OfficialWords) -> list[tuple[str, str]]:
    """Return for each group its role and the verb that decided, "" and "" where none did."""
    text = _WORK.sub(lambda match: "〇" * len(match[0]), text)
    found: list[tuple[str, str]] = [("", "")] * len(groups)
    helpers = {i: role for i, group in enumerate(groups) if (role := _helper(text, group))}
    ends = [match.start() for match in _SENTENCE.finditer(text)] + [len(text)]
    among = _among_themselves(groups)
    following: int | None = None
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if index in helpers:
            found[index] = helpers[index]
            continue
        limit = ends[bisect_left(ends, group.span.end)]
        shared = following is not None and groups[following].span.start < limit
        if group.role:
            found[index] = (group.role, "the words before the list")
        else:
            stop = groups[following].span.start if shared and following is not None else limit
            role = _role_in(text, group.span.end, stop, words, among[index])
            found[index] = found[following] if not role[0] and shared and following is not None else role
        following = index
    return found


def _among_themselves(groups: Sequence[Group]) -> list[bool]:
    """Tell of each group whether it is several people, and nobody else was named before: then 一同 is about them."""
    seen: set[str] = set()
    found = []
    for group in groups:
        names = {mention.name for mention in group.people}
        found.append(len(names) > 1 and len(seen) == len(names & seen))
        seen |= names
    return found


def _helper(text: str, group: Group) -> tuple[str, str] | None:
    """Return the role of a group in 在甲陪同下, 在甲带领下, 受甲委托."""
    before = text[max(0, group.span.start - 3) : group.span.start]
    behind = text[group.span.end : group.span.end + 8]
    if behind.startswith("的") and not before.endswith("在"):
        return "mention", "的"
    if before.endswith(("受", "经", "根据", "按照")):
        return ("mention", "受…委托" if "委托" in behind else before[-2:])
    if before.endswith(("对", "给", "给予", "免去")) and _BLAMED.match(text[group.span.end : group.span.end + _REACH]):
        return "mention", "处分"
    if before.endswith(_LEADING) and not behind.startswith(("的", "率", "带")):
        return "accompany", "带领"
    under = _UNDER.match(text, group.span.end)
    clause = text[max(0, group.span.start - 16) : group.span.start]
    beside = clause.rfind("在")
    if under is None or under[0].startswith("在") or beside < 0 or any(mark in clause[beside:] for mark in "，。；："):
        return None
    role = {"陪同": "accompany", "陪伴": "accompany", "引导": "accompany", "主持": "chair"}.get(under[1], "lead")
    return role, f"{under[1]}下"


def _role_in(text: str, start: int, stop: int, words: OfficialWords, first: bool) -> tuple[str, str]:
    """Return the strongest role that the verbs of ``text[start:stop]`` give to the people before it."""
    best = ("", "")
    for role, verb in _verbs(text, start, stop, words, first):
        if not best[0] or PRECEDENCE.index(role) < PRECEDENCE.index(best[0]):
            best = (role, verb)
    return best


def _verbs(text: str, start: int, stop: int, words: OfficialWords, first: bool) -> Iterator[tuple[str, str]]:
    """Yield the roles that the verbs give, clause by clause, up to a new subject or to reported speech.

    ``first`` tells that several are named and nobody was before: then 一同 is said of the people themselves.
    """
    word = text[start : start + 1]
    if word in words.adjacent and not words.verb_words.at(text, start):
        yield role_of(words.adjacent[word]), word
    seen = ""
    for number, (begin, end) in enumerate(_clauses(text, start, stop)):
        clause = text[begin:end]
        hits = [hit for hit in words.verbs.find(clause) if hit.value != "none"]
        own = clause.startswith(_JOINED) if not seen else False
        silent = not seen and not hits
        if number and not own and (seen or silent) and _new_subject(clause, hits, words):
            if silent and _is_subject(clause, words):
                continue
            return
        for kind, verb in _of_clause(clause, hits, seen, first):
            if kind == "mention" and not number and verb.endswith("组长") and _OF_A_GROUP.search(clause):
                continue
            yield role_of(kind), verb
            if kind == "quote" or (kind == "mention" and not seen):
                return
            seen = seen or role_of(kind)


def _of_clause(clause: str, hits: Sequence[Hit[str]], seen: str, first: bool) -> Iterator[tuple[str, str]]:
    """Yield the kinds of the verbs of one clause that say something of its subject; ``seen``: the first role so far."""
    taken = seen in _HELD
    for position, hit in enumerate(hits):
        kind = hit.value
        if clause.startswith("下", hit.span.end) and kind == "accompany":
            taken = False
        elif kind == "go":
            if position == 0 and (len(hit.word) > 1 or hit.span.start < _EARLY):
                yield "work", hit.word
            if seen in _HELD and seen != "accompany":
                taken = False
        elif kind == "object":
            taken = True
        elif kind in ("activity", "work"):
            if not taken and not _is_noun(clause, hit) and not _is_topic(clause, hits, position):
                yield kind, hit.word
        elif not (kind == "together" and first) and not _is_noun(clause, hit):
            yield kind, hit.word
            taken = taken or role_of(kind) in _HELD or kind == "speak"


def _is_topic(clause: str, hits: Sequence[Hit[str]], position: int) -> bool:
    """Tell whether an activity is what somebody speaks about: 就督察工作作讲话."""
    return position + 1 < len(hits) and "就" in clause[: hits[position].span.start]


def role_of(kind: str) -> str:
    """Return the role that a kind of verb gives."""
    return {"quote": "speak", "activity": "lead", "together": "accompany"}.get(kind, kind)


def _is_noun(clause: str, hit: Hit[str]) -> bool:
    """Tell whether a verb is a part of a noun: 督察组, 调研报告, 督导工作会, 检查站."""
    if hit.value == "activity" and clause.startswith(_NOUN_TAILS, hit.span.end):
        return True
    if hit.value not in ("activity", "accompany", "chair") or hit.word in ("陪同", "随同"):
        return False
    return clause[hit.span.end : hit.span.end + 1] in _NOUN_ENDS


def _clauses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    first = start
    for mark in _CLAUSE.finditer(text[start:stop]):
        if start + mark.start() > first:
            yield first, start + mark.start()
        first = start + mark.end()
    if first < stop:
        yield first, stop


def _is_subject(clause: str, words: OfficialWords) -> bool:
    """Tell whether a clause is nothing but more people, whose verb follows: 重点企业主要负责人."""
    return any(hit.span.end == len(clause) for hit in words.subjects.find(clause))


def _new_subject(clause: str, hits: Sequence[Hit[str]], words: OfficialWords) -> bool:
    """Tell whether a clause names its own subject before its first verb: 相关部门分管负责人参加."""
    verb = next((hit.span.start for hit in hits if hit.value != "mention"), len(clause))
    return next(iter(words.subjects.find(clause[:verb])), None) is not None
