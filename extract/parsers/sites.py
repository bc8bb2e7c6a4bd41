"""Sites: the places that an item says were visited, inspected or complained about.

``先后来到某镇石山采石场、春风电子等企业`` gives two. Refuses those who attend, the meeting room, the office that took a
petition, policies that bear a river's name, counties that were visited, and what people only speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from ..record import Official, Site, SiteKind
from ..rulepack import Lexicon, Rules
from ..span import Span
from .context import Context
from .places import PlaceMention, find_places, is_city, is_unit
from .site_lists import SiteList, read_list, share_head, summed_lists
from .site_marks import Marks
from .site_names import Name, township_of
from .site_townships import CONTEXT, Candidate, Ground

__all__ = ["find_sites", "sites_among"]

Lead = Literal["move", "look", "at", "complaint", "act"]
#: What a word of the lexicon is: a lead-in, one only before a known place, or none.
_Word = Lead | Literal["come", "none"]

#: How far behind a township something is said to be checked there: ``对某镇、某镇的…开展检查``.
_CHECKED_WITHIN = 40
_PAIR = 2
#: How far behind 在 the verb of what was done there stands.
_SEAT_WITHIN = 32
_AFTER_LEAD = {"move": ("了", "过", "到"), "look": ("了", "过"), "at": ("",), "complaint": ("，", "："), "act": ("了",)}
#: What follows a lead-in that leads to nothing: ``整治和…``.
_NO_NAME = ("和", "及", "与", "等", "、", "工作")


#: Kinds of sites that there are many of: 企业 and 项目 by themselves name none, 污水处理厂 is the place's one.
_SETTLEMENTS = ("village", "community")
_NAMED_KINDS = ("enterprise", "project", "village", "river")


def find_sites(text: str, rules: Rules, context: Context, officials: Sequence[Official], body: int = 0) -> list[Site]:
    """Return the sites of an item, each once, in the order of the text; ``body`` is where its title ends."""
    return sites_among(text, rules, find_places(text, rules, context), officials, body)


def sites_among(
    text: str, rules: Rules, places: Sequence[PlaceMention], officials: Sequence[Official], body: int = 0
) -> list[Site]:
    """Return the sites of an item whose places are known already."""
    reader = _Reader(text, rules, places, officials)
    ground = Ground(text, rules, places, [official.span for official in officials])
    sites = ground.sites(reader.read(body, len(text)), body) or ground.sites(reader.read(0, body), 0)
    return sorted(sites, key=lambda site: site.span)


class _Reader:
    """One pass over the lead-ins of one text."""

    def __init__(self, text: str, rules: Rules, places: Sequence[PlaceMention], officials: Sequence[Official]) -> None:
        self.text = text
        self.rules = rules
        self.marks = Marks(text, rules)
        self.places = {mention.span.start: mention for mention in places}
        self.place_ends = {mention.span.end for mention in places} | {official.span.end for official in officials}
        self.people = [official.span for official in officials]
        self.person_ends = {official.span.end for official in officials}
        self.leads = list(_leads(rules).find(text))

    def read(self, start: int, end: int) -> list[Candidate]:
        """Return the candidates whose lead-ins stand in ``[start, end)``."""
        found: list[Candidate] = []
        at = start
        inside = -1
        for hit in self.leads:
            kind, begin = self._lead(hit.value, hit.span)
            if not at <= hit.span.start < end or kind == "none" or hit.span.start == inside:
                continue
            if kind != "complaint" and self.marks.is_spoken(hit.span.start):
                continue
            first = hit.span.end + (self.text[hit.span.end : hit.span.end + 1] in _AFTER_LEAD[kind])
            if self.text.startswith(_NO_NAME, first) and kind in ("look", "act"):
                continue
            opens = kind != "at" or self._opens(begin)
            if not opens and not self.marks.vocabulary.seats.search(self.text, first, first + _SEAT_WITHIN):
                continue
            names = read_list(self.marks, first, self.rules, kind in ("complaint", "act"))
            if not opens and not self._is_seat(names):
                continue
            inside = hit.span.end
            taken = [candidate._replace(list_start=first) for candidate in self._taken(kind, names, hit.word)]
            found += taken
            if taken:
                at = max(at, taken[-1].name.span.end)
        return sorted([*found, *self._summed(start, end, found)], key=lambda candidate: candidate.name.span)

    def _summed(self, start: int, end: int, found: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the names of lists that no lead-in begins, where none of them was found behind one."""
        for names in summed_lists(self.marks):
            first = names.names[0].span.start
            if not start <= first < end:
                continue
            for name in names.names:
                known = any(name.span.overlaps(other.name.span) for other in found)
                if not known and not self._is_person(name.span) and name.span.start not in self.places:
                    yield Candidate(name, name.kind or "enterprise", None, "list", first)

    def _lead(self, value: _Word, span: Span) -> tuple[Lead | Literal["none"], int]:
        """Return what a lead-in is where a person's name ends within it (``N提到某镇``), and where it begins."""
        if value == "come":
            return ("move" if span.end in self.places else "none"), span.start
        if value == "none":
            for end in range(span.start + 1, span.end):
                known = _lead_words(self.rules).get(self.text[end : span.end]) if end in self.person_ends else None
                if known is not None and known != "come":
                    return known, end
        return value, span.start

    def _is_seat(self, names: SiteList) -> bool:
        """Tell whether 在 within a clause says where something was done: ``工作组在某镇督促…``."""
        if not names.names or not self.text.startswith(self.rules.pack.sites.seats, self._behind(names)):
            return False
        return all(
            name.specific or township_of(name.span.of(self.text), self.rules) == name.span.of(self.text)
            for name in names.names
        )

    def _behind(self, names: SiteList) -> int:
        """Return where a list is over with what sums it up: behind ``等路口``."""
        return self.marks.noun_end(names.end + 1) if names.closed == "etc" else names.end

    def _opens(self, start: int) -> bool:
        """Tell whether 在 begins a clause: ``在某镇，…``."""
        if start == 0 or self.text[start - 1] in "，。；：！？\n" or start in self.place_ends:
            return True
        return self.text[max(0, start - 4) : start].endswith(self.rules.pack.sites.openers)

    def _taken(self, lead: Lead, names: SiteList, word: str) -> Iterator[Candidate]:
        """Yield the names of a list that are sites, with their kinds and townships."""
        typed = sum(name.kind is not None and (name.specific or name.brand) for name in names.names)
        township: str | None = None
        settled = False
        grouped = self._is_grouped(names)
        shared = self._is_pair(names)
        owned = [bool(township_of(n.span.of(self.text), self.rules)) for n in names.names]
        seat = lead == "at" and self.text.startswith(self.rules.pack.sites.seats, self._behind(names))
        for name in names.names:
            span = self._without_county(name, lead)
            if self._is_person(span) or self._is_unit(span, name, typed):
                continue
            written = span.of(self.text)
            own = written if names.noun == "township" else township_of(written, self.rules)
            kind = self._kind(lead, name, names, own, typed)
            if own == written and lead == "at" and not seat:
                yield Candidate(name._replace(span=span), "other", own, CONTEXT)
                continue
            if kind is None or not self._holds(lead, name, names, own == written, typed, word):
                continue
            own = own or self._township_before(span)
            township = own or township
            settled = kind in _SETTLEMENTS and (own is not None or settled)
            near = settled or written.startswith(self.rules.pack.sites.seats_of_townships)
            goes_on = near or ((grouped or shared or lead == "at") and not self._has_own_place(written, kind))
            carried = None if own or not goes_on else township
            yield Candidate(
                name._replace(span=span),
                kind,
                own or carried,
                f"{lead}: {word}",
                0,
                grouped and carried is not None,
                any(owned),
            )

    def _kind(self, lead: Lead, name: Name, names: SiteList, township: str | None, typed: int) -> SiteKind | None:
        """Return the kind of a site: by its ending, by the noun of its list, by its place in the list."""
        if township is not None and len(township) == name.span.end - name.span.start:
            return "other"
        noun = None if names.noun == "township" or names.noun == "other" else names.noun
        if name.kind is not None:
            return noun if name.weak and noun in ("village", "community") else name.kind
        if not self._bare_holds(lead, names, typed):
            return "other" if township and lead in ("move", "at") else None
        firms = any(other.kind == "enterprise" for other in names.names)
        return noun or ("other" if (township or names.noun == "township") and not firms else "enterprise")

    def _has_own_place(self, name: str, kind: SiteKind) -> bool:
        """Tell whether a name says by itself where it is, so that it lies in no township: ``城区垃圾填埋场``."""
        words = self.rules.pack.sites
        return name.startswith(words.seats_of_counties) or name.endswith(words.spread) or kind == "park"

    def _township_before(self, span: Span) -> str | None:
        """Return the township of ``位于某镇的某尾矿库``."""
        if self.text[span.start - 1 : span.start] != "的":
            return None
        for start in range(span.start - 3, max(-1, span.start - 12), -1):
            found = township_of(self.text[start : span.start - 1], self.rules)
            if found is None or found != self.text[start : span.start - 1]:
                continue
            if start in self.place_ends or self.text.endswith(self.rules.pack.sites.lying_in, 0, start):
                return found
        return None

    def _is_grouped(self, names: SiteList) -> bool:
        """Tell whether a list goes by townships, parted otherwise than the sites within one: ``甲镇A、B和乙镇C``."""
        starts = [n.span.start for n in names.names if township_of(n.span.of(self.text), self.rules)]
        return len(starts) > 1 and any(self.text[start - 1] in "和及与，" for start in starts[1:])

    def _is_pair(self, names: SiteList) -> bool:
        """Tell whether two enterprises share the township of the first: ``甲镇A、B``. Longer lists lead elsewhere."""
        if len(names.names) != _PAIR or names.names[1].span.start in self.places:
            return False
        first, second = (bool(township_of(name.span.of(self.text), self.rules)) for name in names.names)
        return first and not second and names.names[1].kind in ("enterprise", "project")

    def _bare_holds(self, lead: Lead, names: SiteList, typed: int) -> bool:
        """Tell whether a name without a site's ending is one, by the list that it stands in."""
        if lead in ("complaint", "act") or (names.closed == "comma" and len(names.names) < 2):
            return False
        if names.noun is not None or share_head(names):
            return True
        if lead in ("move", "at"):
            return len(names.names) > 1 and (typed > 0 or names.closed == "etc")
        return typed > 1 and 3 * typed >= 2 * len(names.names)

    def _holds(self, lead: Lead, name: Name, names: SiteList, township: bool, typed: int, word: str) -> bool:
        """Tell whether a name is specific enough: 污水处理厂 is where one goes (到), not what one looks at (检查)."""
        if township:
            following = self.text[names.end : names.end + _CHECKED_WITHIN].partition("。")[0]
            checked = word != "对" or any(check in following for check in self.rules.pack.sites.checks)
            return lead in ("move", "at") or (lead == "look" and names.closed != "comma" and checked)
        if name.kind is None:
            return True
        if lead == "act" and (not name.specific or (name.kind == "river" and name.weak)):
            return name.span.of(self.text).endswith("段")
        office = name.span.of(self.text).endswith(self.rules.pack.sites.offices)
        if office and self.text.startswith(self.rules.pack.sites.receptions, names.end):
            return False
        if lead == "move" or (lead == "at" and names.closed == "comma"):
            return name.specific or not (name.brand or name.kind in _NAMED_KINDS)
        if office:
            return False
        if name.brand:
            return name.specific and (len(names.names) > 1 or names.noun is not None)
        return name.specific or (typed > 0 and len(names.names) > 1 and name.kind not in _NAMED_KINDS)

    def _without_county(self, name: Name, lead: Lead) -> Span:
        """Leave out the county before a township (``某县某镇…``), or before a company's short name in a complaint."""
        start = name.span.start
        while (mention := self.places.get(start)) and mention.span.end < name.span.end:
            start = mention.span.end
        if start == name.span.start:
            return name.span
        rest = self.text[start : name.span.end]
        short = lead == "complaint" and rest.endswith("公司") and not rest.endswith("有限公司")
        return Span(start, name.span.end) if township_of(rest, self.rules) or short else name.span

    def _is_person(self, span: Span) -> bool:
        return any(span.overlaps(person) for person in self.people)

    def _is_unit(self, span: Span, name: Name, typed: int) -> bool:
        """Tell whether a name is a county's or another unit's, not a site's."""
        mention = self.places.get(span.start)
        if mention is not None and mention.span.end >= span.end:
            return True
        if is_city(span.of(self.text)[:2], self.rules) and is_unit(span.of(self.text)[2:], self.rules):
            return True
        told = name.kind is not None and (name.kind != "park" or typed > 1)
        return not told and span.of(self.text).endswith(self.rules.pack.sites.units)


@cache
def _leads(rules: Rules) -> Lexicon[_Word]:
    return Lexicon(_lead_words(rules) | dict.fromkeys(rules.pack.sites.no_lead, "none"))


@cache
def _lead_words(rules: Rules) -> dict[str, _Word]:
    words = rules.pack.sites
    entries: dict[str, _Word] = {"在": "at"}
    entries |= dict.fromkeys(words.come, "come")
    entries |= dict.fromkeys(words.look, "look")
    entries |= dict.fromkeys(words.move, "move")
    entries |= dict.fromkeys(words.complaint, "complaint")
    entries |= dict.fromkeys(words.act, "act")
    return entries
