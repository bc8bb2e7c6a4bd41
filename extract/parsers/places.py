"""Places: the units of the gazetteer that a text names, and the county that an item is about.

``某市某县召开…`` is about that county, and so is ``副市长…到某县调研``; a label (``某区：``) decides before all else.
Refuses short names that are ordinary words where nothing beside them speaks for a place (资源, 公安), and gives no
county where several are visited or none is named: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

import regex

from ..record import County
from ..rulepack import Hit, Lexicon, Rules
from ..rulepack.gazetteer import Place
from ..span import Span
from .context import Context

__all__ = ["PlaceMention", "county_among", "county_of", "find_places", "is_city", "is_unit"]

#: What a place is at its mention: the one that acts or leads, the one where a meeting is, that is visited, whose people
#: are guests, whose newspaper reports, or none.
Part = Literal["meeting", "own", "branch", "visited", "named", "visitor", "byline"]

_COUNTY_LEVELS = ("county", "zone")
_UNITS = ("县", "区", "市", "旗", "盟", "州", "省")
_BOUNDARIES = frozenset("，。；！？：、\n（）“”【】《》\t——和与及由受经年月日午晚号间")
_UPON = ("县委", "委", "政府", "人民", "召")
_TOWNSHIP = regex.compile(r"\p{Han}{1,5}?(?:镇|乡|街道|苏木)")
#: A township whose name begins like that of a water: 河湾镇 behind a county.
_WATERSIDE = regex.compile(r"[河江湖山桥港湾]\p{Han}{1,3}?(?:镇|乡|街道)")
#: Behind a short name: the list is one of townships (``白石、清溪等乡镇``).
_OF_TOWNSHIPS = regex.compile(r"(?:、\p{Han}{2,6}){1,6}?等?[\d两三四五六七八九]{0,2}个?(?:乡|镇|街道|苏木)")
_LABEL_MARKS = regex.compile("[、和及，]")
_REMEMBERED = 4096
#: With so many characters a name is a word too (道县, 左旗).
_SHORTEST_COUNTY = 2
#: What makes another word of an official name's last character: 某区｜域.
_BROKEN = ("域", "间", "块", "段", "场", "位", "话", "帜", "袍")
#: How many of the prefectures and provinces named before may settle what a name stands for.
_LOOKED_AT = 5
#: A visit that the leaders of more counties take part in is to several, though one stands behind the verb.
_MOST_HOSTS = 2
_LIST_MARKS = ("、", "和", "，", "及")
#: Behind a place: its people are guests elsewhere.
_GUESTS = regex.compile(r"[县市区旗]?(?:、\p{Han}{2,9}){0,4}等?(?:党政)?\p{Han}{0,4}(?:考察|代表|参观|学习)团")
#: Somebody came to where the text was written: 到我县, 来我区.
_TO_US = regex.compile(r"[来到赴临抵](?:了)?(?:我|本)[县市区旗州]")
_GUEST_REACH = 100
#: Digits of a code that stand for the prefecture.
_PREFECTURE = 4
#: So far behind a water's name stands what is done there.
_SAID_OF_WATER = 16
_SENTENCE_END = regex.compile(r"[。！？\n]")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text. More than one place: the name is ambiguous, and nothing in the text settles it."""

    span: Span
    quote: str
    places: tuple[Place, ...]
    part: Part

    @property
    def is_county(self) -> bool:
        """Whether it names a county, or a zone on that level."""
        return self.places[0].level in _COUNTY_LEVELS

    @property
    def key(self) -> str:
        """One value for all mentions of one place, however written."""
        return self.places[0].name


def find_places(text: str, rules: Rules, context: Context) -> list[PlaceMention]:
    """Return the places that a (folded) text names, in order, each resolved as of the reference date.

    ``长沙市芙蓉区委`` gives the city and the district within it. A short name (``宁远召开``) needs evidence beside it.
    """
    found: list[PlaceMention] = []
    upper: list[str | None] = []
    hits = list(_forms(rules).find(text))
    for at, hit in enumerate(hits):
        span = hit.span
        chained = found[-1] if found and found[-1].span.end == span.start else None
        part = _part(text, span, rules, found)
        if not _is_evident(text, span, hit.word, hit.value, part, chained, rules):
            continue
        places = _resolved(hit.word, chained, upper, rules, context)
        short = part == "visited" and chained is None and not hit.value
        if short and _is_water(text, span, places, hits[at + 1 : at + 2], rules, context):
            continue
        if places:
            if places[0].level in ("prefecture", "province") and places[0].code not in upper[:1]:
                upper.insert(0, places[0].code)
            found.append(PlaceMention(span, hit.word, places, part))
    return found


def county_of(text: str, rules: Rules, context: Context, label: Span | None = None, body: int = 0) -> County | None:
    """Return the county that an item is about: its label's, else the one that acts, leads or is visited.

    None where no county is named, or several are and none is the host. ``body`` is where the item's title ends.
    """
    return county_among(find_places(text, rules, context), text, rules, context, label, body)


def county_among(
    places: Sequence[PlaceMention],
    text: str,
    rules: Rules,
    context: Context,
    label: Span | None = None,
    body: int = 0,
) -> County | None:
    """Return the county of an item whose places are known already."""
    if label is not None and _LABEL_MARKS.search(text, *label):
        return None
    if label is not None and (county := _labelled(label, text, places, rules, context)):
        return county
    counties = [m for m in places if m.is_county]
    for part in ([m for m in counties if m.span.start >= body], counties):
        chosen, why = _host(part)
        if chosen is not None:
            return _county(chosen, why)
        if part:
            return None
    return None


def is_city(form: str, rules: Rules) -> bool:
    """Tell whether a form stands for a prefecture or a province: 岳阳, 湖南. A company's name can begin with it."""
    return any(place.level in ("prefecture", "province") for place in rules.gazetteer.forms().get(form, ()))


def is_unit(form: str, rules: Rules) -> bool:
    """Tell whether a form of the gazetteer is written so: 某县, or its short name."""
    return form in rules.gazetteer.forms()


@cache
def _forms(rules: Rules) -> Lexicon[bool]:
    """Return all forms of the gazetteer; the value tells whether a form is as good as an official name: 江华县, too."""
    forms = rules.gazetteer.forms()
    return Lexicon(
        {
            form: any(place.name == form for place in places) or (len(form) > _SHORTEST_COUNTY and form[-1] in "县旗")
            for form, places in forms.items()
        }
    )


def _part(text: str, span: Span, rules: Rules, found: Sequence[PlaceMention]) -> Part:
    words = rules.pack.places
    previous = found[-1] if found else None
    start = previous.span.start if previous and previous.span.end == span.start else span.start
    before = text[max(0, start - 4) : start].removesuffix("了")
    if text.startswith(words.bylines, span.end):
        return "byline"
    if _are_guests(text, span, rules):
        return "visitor"
    if before.endswith(words.visit) or (previous is not None and _goes_on(text, previous, span, start, words.own)):
        return "visited"
    if text.startswith(words.own, span.end):
        return "own"
    if text.startswith(words.branch, span.end):
        return "branch"
    if text.startswith(words.meeting, span.end):
        return "meeting"
    return "named"


def _are_guests(text: str, span: Span, rules: Rules) -> bool:
    """Tell whether a place's people are guests: ``某县考察团``, ``某县县委书记甲来我县``."""
    if _GUESTS.match(text, span.end):
        return True
    if not text.startswith(rules.pack.places.own, span.end):
        return False
    arrival = _TO_US.search(text, span.end, span.end + _GUEST_REACH)
    return arrival is not None and _SENTENCE_END.search(text, span.end, arrival.start()) is None


def _goes_on(text: str, previous: PlaceMention, span: Span, start: int, own: tuple[str, ...]) -> bool:
    """Tell whether a list of places visited goes on: ``到甲县、乙县``, ``到甲县某厂、乙县某镇某村``."""
    if previous.part != "visited":
        return False
    between = text[previous.span.end : start]
    if between in _LIST_MARKS:
        return True
    listed = between[-1:] in _LIST_MARKS and _TOWNSHIP.match(text, span.end) is not None
    beside = between[-1:] in ("、", "和", "及") and not text.startswith(own, span.end)
    return (listed or beside) and _SENTENCE_END.search(between) is None


def _is_evident(
    text: str, span: Span, form: str, official: bool, part: Part, chained: PlaceMention | None, rules: Rules
) -> bool:
    """Tell whether a form of the gazetteer is a place here."""
    words = rules.pack.places
    if official and form not in words.common and _WATERSIDE.match(text, span.end):
        return True
    named = official and form not in words.common and form.endswith(_UNITS)
    if text.startswith(words.unlike, span.end) and not (official and text.startswith(("镇", "乡", "街道"), span.end)):
        return official and (named or chained is not None) and not text.startswith(_BROKEN, span.end)
    if official and form not in words.common:
        return True
    if not official and form in words.common and chained is None:
        return False
    opens = span.start == 0 or text[span.start - 1] in _BOUNDARIES or chained is not None
    if form.endswith(_UNITS):
        if chained is not None:
            return True
        told = text.startswith((*words.visited, *_UPON), span.end) or _TOWNSHIP.match(text, span.end) is not None
        visited = part == "visited" and (form not in words.common or (form[-1] != "区" and told))
        return visited or (opens and part in ("own", "meeting", "branch", "byline"))
    if part == "visited":
        if _OF_TOWNSHIPS.match(text, span.end):
            return False
        return text.startswith(words.visited, span.end) or text.startswith(words.branch, span.end)
    if part == "branch":
        return opens or text.startswith("分局", span.end) or text[span.start - 1] in "局厅"
    return opens and part in ("own", "meeting", "byline")


def _is_listed(text: str, following: Sequence[Hit[bool]], span: Span, rules: Rules) -> bool:
    """Tell whether a list of places goes on behind a place, with another one that is no part of a longer name."""
    return any(
        hit.span.start == span.end + 1 and text.startswith(rules.pack.places.visited, hit.span.end) for hit in following
    )


def _is_water(
    text: str, span: Span, places: Sequence[Place], following: Sequence[Hit[bool]], rules: Rules, context: Context
) -> bool:
    """Tell whether a county's short name is that of a water here: ``到沙河巡河``, ``到唐河、某采石场``.

    ``following`` is the next form of a place, if any. A county of the bulletin's own prefecture is itself.
    """
    words = rules.pack.places
    if not text.endswith(words.waters, span.start, span.end):
        return False
    home = context.home
    if home is not None:
        return not any(rules.gazetteer.contains(home[:_PREFECTURE] + "00", place) for place in places)
    beside = text.startswith("、", span.end) and _TOWNSHIP.match(text, span.end + 1) is None
    if beside and not _is_listed(text, following, span, rules):
        return True
    end = _SENTENCE_END.search(text, span.end)
    behind = text[span.end : min(end.start() if end else len(text), span.end + _SAID_OF_WATER)]
    if any(word in behind for word in words.of_waters):
        return True
    begun = max(text.rfind(mark, 0, span.start) for mark in "。！？\n") + 1
    of_county = any(word in text[begun : span.start] for word in words.county_leaders)
    return of_county and not any(word in behind for word in words.guests)


def _resolved(
    form: str, chained: PlaceMention | None, upper: Sequence[str | None], rules: Rules, context: Context
) -> tuple[Place, ...]:
    """Return what a form stands for: within the unit right before it, the bulletin's home, a unit named earlier."""
    above = [chained.places[0].code if chained else None, context.home, *upper[:_LOOKED_AT]]
    places: tuple[Place, ...] = ()
    for code in above:
        if code is None:
            continue
        places = _lookup(rules, form, context.reference, code)
        if len(places) == 1 and rules.gazetteer.contains(code, places[0]):
            return places
    return places or _lookup(rules, form, context.reference, None)


@lru_cache(maxsize=_REMEMBERED)
def _lookup(rules: Rules, form: str, on: date | None, within: str | None) -> tuple[Place, ...]:
    """Return what the gazetteer has for a form; one bulletin asks for the same few again and again."""
    return rules.gazetteer.lookup(form, on, within)


def _labelled(
    label: Span, text: str, mentions: Iterable[PlaceMention], rules: Rules, context: Context
) -> County | None:
    """Return the county of a label, which needs no other evidence; None where it names none."""
    written = label.of(text)
    above = [m.places[0].code for m in mentions if m.places[0].level in ("prefecture", "province")]
    for start in range(len(written) - 1):
        form = written[start:]
        places: tuple[Place, ...] = ()
        for code in (context.home, *above, None):
            places = _lookup(rules, form, context.reference, code)
            if len(places) == 1:
                break
        if places and places[0].level in _COUNTY_LEVELS:
            span = Span(label.start + start, label.end)
            return _county(PlaceMention(span, form, places, "own"), "label")
        if places:
            return None
    if written.endswith(rules.pack.places.zone_endings):
        return County(written, None, written, label, f"label, not in the gazetteer: {written}")
    return None


def _host(mentions: Sequence[PlaceMention]) -> tuple[PlaceMention | None, str]:
    """Return the county that an item is about, and why; None where several have the same claim."""
    guests = {m.key for m in mentions if m.part == "visitor"}
    mentions = [m for m in mentions if m.key not in guests or m.part == "visited"]
    visited = _distinct(m for m in mentions if m.part == "visited")
    meeting = _distinct(m for m in mentions if m.part == "meeting")
    own = _distinct(m for m in mentions if m.part in ("own", "meeting", "branch"))
    if len(visited) > 1:
        apart = [m for m in own if m.key not in {v.key for v in visited}]
        return (apart[0], "leader's own county") if len(apart) == len(own) == 1 else (None, "")
    if len(visited) == 1 and len(own) > _MOST_HOSTS:
        return None, ""
    if len(visited) == 1:
        return visited[0], "visited county"
    papers = _distinct(m for m in mentions if m.part == "byline")
    for group, why in ((own, "own county"), (meeting, "meeting's county"), (papers, "county of the paper")):
        if len(group) == 1:
            return group[0], why
        if group and group is own:
            break
    if own:
        return None, ""
    named = _distinct(mentions)
    return (named[0], "only county named") if len(named) == 1 else (None, "")


def _distinct(mentions: Iterable[PlaceMention]) -> list[PlaceMention]:
    """Return the first mention of each county; a zone gives way to the county that is named beside it."""
    first: dict[str, PlaceMention] = {}
    for mention in mentions:
        first.setdefault(mention.key, mention)
    counties = [m for m in first.values() if m.places[0].level == "county"]
    return counties or list(first.values())


def _county(mention: PlaceMention, why: str) -> County:
    """Return the record's county; of several with one name the code is not known."""
    place = mention.places[0]
    code = place.code if len(mention.places) == 1 else None
    return County(place.name, code, mention.quote, mention.span, f"{why}: {mention.quote}")
