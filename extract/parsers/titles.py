"""Titles of office: where one begins, which part of it names the organisation, and chains of them.

A title is a post (县长) with what makes it a deputy's or an acting one (副, 代理), and in front of that an
organisation, a place or a committee: 云岭县｜县委常委, 市水务局｜办公室副主任, 省发展和改革委员会｜主任.
Committees stay in the title; places and departments are the organisation.
Refused: posts that are part of another word (县长热线, 河长制).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from ..rulepack import Hit
from .official_words import CLOSE_BRACKET, LEVELS, OPEN_BRACKET, OfficialWords, is_han

__all__ = [
    "Chain",
    "Title",
    "find_posts",
    "of_person",
    "read_chain",
    "title_ahead",
    "title_start",
    "without_empty_posts",
]

_REACH = 36
_STOPS = frozenset("，。；：、！？“”《》（）()【】\"'…—· \t\n\r\f\v\u3000\xa0")
_DAY = regex.compile(r"\d+[日号]|\d{1,2}[:时点]\d*分?")
#: Endings of places below the township's level, and beside it.
_PLACES = ("街道", "村", "社区", "苏木")
_JOINTS = ("和", "与", "及")
_GROUP = regex.compile(r"第?[一二三四五六七八九十\d]{1,3}小?组")
#: An organ that a people's congress or a conference has for a field: it stays in the title.
_CONGRESS = regex.compile(r"(?P<place>.*?)(?P<organ>[省市县区州旗盟]?(?:人大|政协)\p{Han}{1,10}委(?:员会)?)")
#: Groups and offices that need no other name: 派出所｜所长, 专班｜主任.
_OWNED_GROUP = r"(?:\p{Han}{2,7})?[省市县区州旗盟]\p{Han}+组"
_BY_ITSELF = regex.compile(rf".+所|\p{{Han}}*专班|{_OWNED_GROUP}|\p{{Han}}{{5,}}组")
#: An office for one task, which is an organisation where a department comes behind it: 市整改办｜主任、市水利局局长甲.
_OFFICE = regex.compile(r"(?P<office>[省市县区州旗盟][^委府人政]{1,8}办(?:公室)?)(?P<post>\p{Han}+)")
_INSIDE = regex.compile(r"(?<=[河江湖溪港水库区县市])（[^（）]{1,8}）(?=\p{Han})")
#: A part of a body that is no office by itself: 国家应急指挥中心｜协调部.
_INNER = regex.compile(r"(?P<owner>\p{Han}{3,}(?:中心|公司|集团|总局|医院|学院|大学|管委会))(?P<part>\p{Han}{1,6}部)")
#: A body for one task: it comes before no place that the person is in office for.
_TASK = ("小组", "指挥部", "专班", "办")
#: Behind these a sentence begins, or what is done on a day.
_OPENING = regex.compile(r"(?:^|[。\n]|[日号午晚]，)$")
#: Posts of many.
_EACH = ("各", "全", "相关", "有关", "其他")
#: Words that name no organisation by themselves: 办公室主任, 县级河长.
_GENERIC = frozenset(
    [
        *("县", "市", "区", "省", "州", "旗", "盟", "镇", "乡", "村", "街道", "社区", "办公室", "研究室"),
        *("国家级", "省级", "市级", "州级", "县级", "区级", "旗级", "盟级", "镇级", "乡级", "村级"),
        *("自治区", "自治州", "自治县", "自治旗"),
        *("经开区", "高新区", "开发区", "示范区", "管理区", "园区", "新区"),
    ]
)
#: Endings too weak to part an organisation from a division of it: 国土资源厅｜矿管处.
_MINOR = frozenset(["部", "处", "组", "村", "师", "矿", "厂", "站", "社", "馆", "台"])
#: Behind a verb they make it a part of a body's name: 督察｜组, 检查｜站, 调度｜中心.
_BODY_ENDS = ("组", "室", "局", "处", "办", "科", "站", "团", "员", "部", "司", "队")
_LONG_BODY_ENDS = ("中心", "小组", "专班", "工作", "大队", "支队", "总队")


@dataclass(frozen=True, slots=True)
class Title:
    """One title: where it stands, its organisation (None where none is written) and its own words."""

    start: int
    end: int
    organisation: str | None
    words: str
    kind: str
    """Of what kind the organisation is: place, department, or "" for none."""
    strong: bool
    written: str
    """The whole of it, as written."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The titles of one person, in order, and the place where the name should stand."""

    titles: tuple[Title, ...]
    end: int
    hits: int
    """How many of the posts were used."""


def find_posts(text: str, words: OfficialWords) -> list[Hit[bool]]:
    """Return the posts in the text, without those that are part of another word (县长热线, 河长制)."""
    return [
        hit
        for hit in words.posts.find(text)
        if (words.post_tails.at(text, hit.span.end) or not words.post_followers.at(text, hit.span.end))
        and not words.outsiders.before(text, hit.span.start)
    ]


def read_chain(text: str, hits: Sequence[Hit[bool]], index: int, floor: int, words: OfficialWords) -> Chain | None:
    """Return the chain of titles that begins with the post ``hits[index]``, None where it is no title."""
    titles: list[Title] = []
    used = 0
    end = 0
    while index + used < len(hits):
        hit = hits[index + used]
        start = title_start(text, hit.span.start, floor, words)
        if hit.span.start >= end and titles and start > end + 1:
            break
        if hit.span.start < end:
            used += 1
            continue
        title = _title(text, start, hit, words, titles)
        used += 1
        titles.append(title)
        end = _behind_brackets(text, title.end)
        marked = text[end : end + 1] in ("、", "兼", "暨") or _parted(text, titles, end)
        if marked and title_ahead(text, end + 1, hits, index + used, words):
            floor = end + 1
        elif not _glued(text, end, hits, index + used, words):
            break
        else:
            floor = end
    return Chain(tuple(titles), end, used) if titles else None


def _parted(text: str, titles: Sequence[Title], end: int) -> bool:
    """Tell whether a comma parts titles of one person, who opens the sentence: 6月3日，省政协副主席，青溪河长甲."""
    first = titles[0]
    if text[end : end + 1] != "，" or not titles[-1].strong or first.written.startswith(_EACH):
        return False
    return _OPENING.search(text, 0, first.start) is not None


def _glued(text: str, end: int, hits: Sequence[Hit[bool]], index: int, words: OfficialWords) -> bool:
    """Tell whether the next title follows at once, with no mark between (县委副书记县长)."""
    while index < len(hits) and hits[index].span.start < end:
        index += 1
    if index >= len(hits) or hits[index].span.start > end + 14:
        return False
    between = text[end : hits[index].span.start]
    while (deputy := words.deputies.before(between, len(between))) != "":
        between = between[: -len(deputy)]
    if not between:
        return True
    committee = words.committees.before(between, len(between))
    return committee == between or (between[0] in LEVELS and committee == between[1:])


def title_ahead(text: str, start: int, hits: Sequence[Hit[bool]], index: int, words: OfficialWords) -> bool:
    """Tell whether a title begins at ``start``: a post comes before anything that ends one."""
    while index < len(hits) and hits[index].span.start < start:
        index += 1
    if index >= len(hits) or hits[index].span.start > start + _REACH:
        return False
    return title_start(text, hits[index].span.start, start, words) == start


def title_start(text: str, post: int, floor: int, words: OfficialWords) -> int:
    """Return where the title whose post begins at ``post`` can begin at the earliest."""
    base = max(floor, post - _REACH)
    part = text[base:post]
    if CLOSE_BRACKET in part:
        part = _INSIDE.sub(_filled, part)
    start = len(part)
    while start and part[start - 1] not in _STOPS:
        start -= 1
    for day in _DAY.finditer(part, start):
        start = day.end()
    start = max(start, _behind_joint(text, base) - base)
    # With the first characters of the post: 组织 ends no title in 组织｜部长, 组织｜委员.
    for hit in words.breaks.find(part + text[post : post + 2]):
        whole = hit.span.end <= len(part)
        if whole and hit.value and hit.span.start >= start and not _within_a_name(part, *hit.span, words):
            start = hit.span.end
    if words.chiefs.at(text, post):
        start = _first_water(part, start, words)
    return base + start


def _first_water(part: str, start: int, words: OfficialWords) -> int:
    """Return where the first water begins of those that one looks after: 青溪河、白水河和云湖｜县级河长.

    A water that is named with what is done there (视察青溪河、白水河县级河长甲) is none of them.
    """
    while words.water.match(part, start) and (before := words.water_before.search(part, 0, start)):
        if any(hit.value for hit in words.breaks.find(before["water"])):
            break
        start = before.start()
    return start


def _behind_joint(text: str, floor: int) -> int:
    """Return the place behind a 和 that joins two people: behind a name, 和县林业局 is no bureau of 和县."""
    joined = floor > 0 and text[floor : floor + 1] in _JOINTS and is_han(text[floor - 1])
    return floor + joined


def _filled(match: regex.Match[str]) -> str:
    """Return a bracket inside a title as characters that end nothing: 青溪（云岭段）县级河长."""
    return "段" * len(match[0])


def _within_a_name(part: str, start: int, end: int, words: OfficialWords) -> bool:
    """Tell whether a break is a piece of a place's name (和平区) or of a body's (督察组)."""
    if end - start > 1 and (part.startswith((*_BODY_ENDS, *_LONG_BODY_ENDS), end) or _GROUP.match(part, end)):
        return True
    if end - start > 1:
        return False
    for first in range(max(0, start - 3), start + 1):
        for last in range(end, min(len(part), first + 5) + 1):
            if last - first > 1 and part[first:last] in words.forms:
                return True
    return False


def _behind_brackets(text: str, end: int) -> int:
    """Return the place behind brackets that belong to a title: （正厅长级）, （主持工作）."""
    while text[end : end + 1] == OPEN_BRACKET:
        close = text.find(CLOSE_BRACKET, end, end + 24)
        if close < 0:
            break
        end = close + 1
    return end


def _title(text: str, start: int, hit: Hit[bool], words: OfficialWords, before: Sequence[Title]) -> Title:
    post_start, end = hit.span
    tail = words.post_tails.at(text, end)
    while tail and tail not in ("兼", "级"):
        end += len(tail)
        tail = words.post_tails.at(text, end)
    head = post_start
    while (deputy := words.deputies.before(text, head)) and head - len(deputy) >= start:
        head -= len(deputy)
    prefix, own = text[start:head], text[head:end]
    organisation, title, kind = _split(prefix, own, hit.word, words, any(t.organisation is None for t in before))
    return Title(start, end, organisation, title, kind, hit.value, text[start:end])


def _split(prefix: str, own: str, post: str, words: OfficialWords, later: bool) -> tuple[str | None, str, str]:
    """Return organisation, title and kind of organisation of a title with ``prefix`` before the post."""
    prefix = prefix.removeprefix("中共").removeprefix("该").removeprefix("其")
    if prefix == own[0] and prefix in LEVELS:
        return None, own, ""
    if not prefix or prefix in _GENERIC:
        return None, prefix + own, ""
    if _BY_ITSELF.fullmatch(prefix) and post in ("组长", "所长", "主任"):
        return prefix, own, "department"
    congress = _CONGRESS.fullmatch(prefix)
    if congress is not None:
        place, organ = congress["place"], congress["organ"]
        if place.endswith("地") and organ[0] == "区":
            place, organ = place + organ[0], organ[1:]
        return place or None, organ + own, "place" if place else ""
    government = words.governments.before(prefix, len(prefix))
    if government and "秘书长" not in own:
        rest = prefix[: -len(government)]
        if not rest or (later and len(rest) < 2):
            return None, prefix + own, ""
        return prefix, own, "place"
    committee = words.committees.before(prefix, len(prefix))
    if committee and (committee[0] != "委" or prefix[: -len(committee)][-1:] in (*LEVELS, *"工党团纪监")):
        return _of_committee(prefix, committee, own, words)
    if post[0] in LEVELS and prefix + post[0] in words.forms and prefix not in _GENERIC and prefix[-1] != post[0]:
        return prefix + post[0], own, "place"
    if post[0] in LEVELS and post.endswith("领导") and len(prefix) > 1 and not _is_office(prefix, words):
        return prefix + post[0], own, "place"
    if post.endswith(("河长", "湖长", "林长")) and prefix not in words.forms:
        return None, prefix + own, ""
    return _of_department(prefix, own, words)


def _is_office(string: str, words: OfficialWords) -> bool:
    """Tell whether a string ends as organisations, their divisions or committees do."""
    lists = (words.organisation_endings, words.division_endings, words.committees, words.governments)
    return any(endings.before(string, len(string)) for endings in lists)


def _of_committee(prefix: str, committee: str, own: str, words: OfficialWords) -> tuple[str | None, str, str]:
    body = prefix[: -len(committee)]
    level = ""
    if (committee[0] == "区" and body.endswith("自治")) or body in _GENERIC:
        return None, prefix + own, ""
    if committee[0] in LEVELS:
        level, committee = committee[0], committee[1:]
        body += level
    elif body and body[-1] in LEVELS:
        level = body[-1]
    if not body or body in _GENERIC or body == level or body in words.governments:
        return None, prefix + own, ""
    if level == "地":
        return body[:-1], level + committee + own, "place"
    if committee.endswith("办事处") and body[-1] not in LEVELS:
        return (prefix, own, "department")
    place = body
    if level and len(body) > 2 and body[-2] in LEVELS and body[-2] == level:
        place = body[:-1]
    if level and committee[:1] in ("委", "人", "政", "纪", "监", "河", "府", "检"):
        return place, level + committee + own, "place"
    kind = "place" if words.organisation_endings.before(place, len(place)) in ("", *LEVELS, *_PLACES) else "department"
    return place, committee + own, kind


def _of_department(prefix: str, own: str, words: OfficialWords) -> tuple[str | None, str, str]:
    inner = _INNER.fullmatch(prefix)
    if inner is not None:
        return inner["owner"], inner["part"] + own, "department"
    division = words.division_endings.before(prefix, len(prefix))
    if len(division) >= max(1, len(words.organisation_endings.before(prefix, len(prefix)))):
        for end in range(len(prefix) - len(division), 2, -1):
            ending = words.organisation_endings.before(prefix, end)
            if ending and ending not in LEVELS and ending not in _MINOR and end < len(prefix):
                return prefix[:end], prefix[end:] + own, "department"
        if len(division) > 1 and len(prefix) > 4:
            return prefix, own, "department"
        return None, prefix + own, ""
    if prefix in words.forms:
        return prefix, own, "place"
    ending = words.organisation_endings.before(prefix, len(prefix))
    if ending:
        kind = "place" if ending[-1] in LEVELS or ending in _PLACES else "department"
        return prefix, own, kind
    return _of_place_and_words(prefix, own, words)


def _of_place_and_words(prefix: str, own: str, words: OfficialWords) -> tuple[str | None, str, str]:
    """Return 云岭县｜组织部长: the longest place that the prefix begins with, the rest with the post."""
    for length in range(min(len(prefix) - 1, 12), 1, -1):
        if prefix[:length] in words.forms and prefix[length - 1] in LEVELS:
            return prefix[:length], prefix[length:] + own, "place"
    return None, prefix + own, ""


def without_empty_posts(chain: Chain) -> Chain:
    """Return the chain without the head of another bureau: in 水利局局长、林业局局长甲 the first post names nobody."""
    last = chain.titles[-1]
    if len(chain.titles) == 1 or last.words != "局长" or last.kind != "department":
        return chain
    kept = [t for t in chain.titles if t is last or (t.words, t.kind) != ("局长", "department")]
    return Chain(tuple(kept), chain.end, chain.hits)


def of_person(titles: Sequence[Title], words: OfficialWords) -> tuple[tuple[str, ...], str | None, str]:
    """Return the titles as recorded, the organisation and its kind.

    A post of the government, or an office of its own, that comes first decides; else the first department, else the
    last place.
    """
    first = titles[0]
    chosen: Title | None = None
    if len(titles) > 1 and _governs(first, words):
        chosen = first
    else:
        tasked = () if first.kind == "department" or _OFFICE.fullmatch(first.words) else _TASK
        departments = (t for t in titles if t.kind == "department" and not (t.organisation or "").endswith(tasked))
        chosen = next(departments, None)
        office = _OFFICE.fullmatch(first.words) if chosen is not None and first.organisation is None else None
        if office is not None:
            return (office["post"], *(t.written for t in titles[1:])), office["office"], "department"
    if chosen is None:
        chosen = next((t for t in reversed(titles) if t.kind == "place"), None)
    if chosen is None:
        return tuple(t.words for t in titles), None, ""
    organisation = chosen.organisation
    own = tuple(t.words if t.organisation in (None, organisation) else t.written for t in titles)
    return own, organisation, chosen.kind


def _governs(title: Title, words: OfficialWords) -> bool:
    """Tell whether a title is a post of the government: 副县长, 市政府副秘书长, 某县政府｜党组成员."""
    post = title.words
    if "政府" in post or (title.organisation or "").endswith("政府"):
        return True
    while deputy := words.deputies.at(post, 0):
        post = post[len(deputy) :]
    return len(post) == 2 and post[0] in LEVELS and post[1] == "长"
