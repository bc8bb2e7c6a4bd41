"""Sites: the places that an item says were visited, inspected or complained about.

``先后来到某镇石山采石场、春风电子等企业`` gives two. Refuses those who attend, the meeting room, the office that took a
petition, policies that bear a river's name, counties that were visited, and what people only speak of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from ..record import Official, Site, SiteKind
from ..rulepack import Lexicon, Rules
from ..span import Span
from .context import Context
from .places import PlaceMention, find_places
from .site_lists import SiteList, read_list
from .site_marks import Marks
from .site_names import Name, township_of

__all__ = ["find_sites", "sites_among"]

Lead = Literal["move", "look", "at", "complaint"]

_AFTER_LEAD = {"move": ("了", "过"), "look": ("了", "过"), "at": ("",), "complaint": ("，", "：")}


#: Kinds of sites that there are many of: 企业 and 项目 by themselves name none, 污水处理厂 is the place's one.
_NAMED_KINDS = ("enterprise", "project", "village", "river")
#: Why a township is kept that is no site itself: sites are named within it.
_CONTEXT = "context"


class _Candidate(NamedTuple):
    """A name that a lead-in brought, before it is known whether it is a site."""

    name: Name
    kind: SiteKind
    township: str | None
    why: str


def find_sites(text: str, rules: Rules, context: Context, officials: Sequence[Official], body: int = 0) -> list[Site]:
    """Return the sites of an item, each once, in the order of the text; ``body`` is where its title ends."""
    return sites_among(text, rules, find_places(text, rules, context), officials, body)


def sites_among(
    text: str, rules: Rules, places: Sequence[PlaceMention], officials: Sequence[Official], body: int = 0
) -> list[Site]:
    """Return the sites of an item whose places are known already."""
    reader = _Reader(text, rules, places, officials)
    sites = _settled(_placed(reader.read(body, len(text)), text, rules), text)
    sites = sites or _settled(_placed(reader.read(0, body), text, rules), text)
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
        self.leads = list(_leads(rules).find(text))

    def read(self, start: int, end: int) -> list[_Candidate]:
        """Return the candidates whose lead-ins stand in ``[start, end)``."""
        found: list[_Candidate] = []
        at = start
        for hit in self.leads:
            if not at <= hit.span.start < end or hit.value == "none":
                continue
            kind: Lead = hit.value
            if (kind == "at" and not self._opens(hit.span.start)) or (
                kind != "complaint" and self.marks.is_spoken(hit.span.start)
            ):
                continue
            first = hit.span.end + (self.text[hit.span.end : hit.span.end + 1] in _AFTER_LEAD[kind])
            names = read_list(self.marks, first, self.rules, kind == "complaint")
            taken = list(self._taken(kind, names, hit.word))
            found += taken
            if taken:
                at = max(at, taken[-1].name.span.end)
        return found

    def _opens(self, start: int) -> bool:
        """Tell whether 在 begins a clause: ``在某镇，…``."""
        if start == 0 or self.text[start - 1] in "，。；：！？\n" or start in self.place_ends:
            return True
        return self.text[max(0, start - 4) : start].endswith(self.rules.pack.sites.openers)

    def _taken(self, lead: Lead, names: SiteList, word: str) -> Iterator[_Candidate]:
        """Yield the names of a list that are sites, with their kinds and townships."""
        typed = sum(name.kind is not None and (name.specific or name.brand) for name in names.names)
        township: str | None = None
        grouped = self._is_grouped(names)
        for name in names.names:
            span = self._without_county(name, lead)
            if self._is_person(span) or self._is_unit(span):
                continue
            written = span.of(self.text)
            own = written if names.noun == "township" else township_of(written, self.rules)
            kind = self._kind(lead, name, names, own, typed)
            if own == written and lead == "at":
                yield _Candidate(name._replace(span=span), "other", own, _CONTEXT)
                continue
            if kind is None or not self._holds(lead, name, names, own == written, typed, word):
                continue
            own = own or self._township_before(span)
            township = own or township
            carried = township if grouped or lead == "at" else None
            yield _Candidate(name._replace(span=span), kind, own or carried, f"{lead}: {word}")

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

    def _bare_holds(self, lead: Lead, names: SiteList, typed: int) -> bool:
        """Tell whether a name without a site's ending is one, by the list that it stands in."""
        if lead == "complaint" or (names.closed == "comma" and len(names.names) < 2):
            return False
        if names.noun is not None:
            return True
        if lead in ("move", "at"):
            return len(names.names) > 1 and (typed > 0 or names.closed == "etc")
        return typed > 1 and 3 * typed >= 2 * len(names.names)

    def _holds(self, lead: Lead, name: Name, names: SiteList, township: bool, typed: int, word: str) -> bool:
        """Tell whether a name is specific enough: 污水处理厂 is where one goes (到), not what one looks at (检查)."""
        if township:
            return lead == "move" or (lead == "look" and names.closed != "comma" and word != "对")
        if name.kind is None:
            return True
        if lead == "move":
            return name.specific or not (name.brand or name.kind in _NAMED_KINDS)
        if name.span.of(self.text).endswith(self.rules.pack.sites.offices):
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

    def _is_unit(self, span: Span) -> bool:
        """Tell whether a name is a county's or another unit's, not a site's."""
        mention = self.places.get(span.start)
        if mention is not None and mention.span.end >= span.end:
            return True
        return span.of(self.text).endswith(self.rules.pack.sites.units)


def _placed(found: Sequence[_Candidate], text: str, rules: Rules) -> list[_Candidate]:
    """Give the sites that are named without a township the one that was gone to before them.

    A township that is gone to only to see a site there (``到某镇查看某厂``) is no site itself.
    """
    placed: list[_Candidate] = []
    context: str | None = None
    for i, candidate in enumerate(found):
        name = candidate.name.span.of(text)
        following = found[i + 1] if i + 1 < len(found) else None
        alone = (following is None or following.why != candidate.why) and (i == 0 or found[i - 1].why != candidate.why)
        if candidate.township:
            holds = alone and (candidate.township == name or candidate.kind in ("village", "community"))
            context = candidate.township if holds and not candidate.township.endswith(("街道", "办事处")) else None
            between = text[candidate.name.span.end : following.name.span.start] if following else ""
            seen_there = candidate.township == name and between.removesuffix("了") in rules.pack.sites.see
            if candidate.why != _CONTEXT and not seen_there:
                placed.append(candidate)
        else:
            placed.append(candidate._replace(township=context if candidate.kind not in ("river", "station") else None))
    return placed


def _repeats(name: str, candidate: _Candidate, earlier: str, other: _Candidate) -> bool:
    """Tell whether a name is a shorter way of writing an earlier one: ``清溪村`` after ``某镇清溪村``."""
    if name == earlier or earlier.endswith(name):
        return True
    if candidate.kind == other.kind == "enterprise":
        core = name.removesuffix("公司").removesuffix("矿业")
        return len(core) >= 2 and len(core) < len(name) < len(earlier) and core in earlier
    return earlier.startswith(name) and candidate.kind != "river" and other.township != earlier


def _settled(found: Sequence[_Candidate], text: str) -> list[Site]:
    """Return the sites, each once: a shorter way of naming one is dropped, and so is a township that sites stand in."""
    kept: list[_Candidate] = []
    for candidate in found:
        name = candidate.name.span.of(text)
        if not any(_repeats(name, candidate, o.name.span.of(text), o) for o in kept):
            kept.append(candidate)
    names = [candidate.name.span.of(text) for candidate in kept]
    return [
        Site(name, candidate.township, candidate.kind, candidate.name.span, candidate.why)
        for candidate, name in zip(kept, names, strict=True)
        if candidate.township != name or not any(n != name and n.startswith(name) for n in names)
    ]


@cache
def _leads(rules: Rules) -> Lexicon[Literal["move", "look", "at", "complaint", "none"]]:
    words = rules.pack.sites
    entries: dict[str, Literal["move", "look", "at", "complaint", "none"]] = {"在": "at"}
    entries |= dict.fromkeys(words.look, "look")
    entries |= dict.fromkeys(words.move, "move")
    entries |= dict.fromkeys(words.complaint, "complaint")
    entries |= dict.fromkeys(words.no_lead, "none")
    return Lexicon(entries)
