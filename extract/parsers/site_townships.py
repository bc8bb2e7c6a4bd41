"""In which township each site lies, and which of the names that were found are sites of their own.

A site that is named without a township lies in the one that was gone to before it, else in the one that acts
(``某镇党委书记甲到某村``). Refused: a township that is named only because sites stand in it, a shorter way of writing
an earlier name, sites of zones and cities, which lie in no township.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..record import Site, SiteKind
from ..rulepack import Rules
from ..span import Span
from .places import PlaceMention, is_city
from .site_names import Name, acting_township

__all__ = ["CONTEXT", "Candidate", "Ground"]

#: Why a township is kept that is no site itself: sites are named within it.
CONTEXT = "context"
_TOWNSHIPS = ("镇", "乡", "街道", "苏木", "办事处")
#: How far a lead-in with the word before it (还来到) reaches back.
_LEAD_LENGTH = 4


class Candidate(NamedTuple):
    """A name that a lead-in brought, before it is known whether it is a site."""

    name: Name
    kind: SiteKind
    township: str | None
    why: str
    list_start: int = 0
    """Where its list begins: names of one list are told from those of others by it."""
    carried: bool = False
    """Whether its township is that of a name before it in the list."""
    beside: bool = False
    """Whether another name in its list has a township of its own."""


class Ground:
    """Where things stand in one text: its places and the people that go to them."""

    def __init__(self, text: str, rules: Rules, places: Sequence[PlaceMention], people: Sequence[Span]) -> None:
        self.text, self.rules, self.people = text, rules, people
        self.places = {mention.span.start: mention for mention in places}
        self.place_ends = {mention.span.end for mention in places} | {person.end for person in people}

    def sites(self, found: Sequence[Candidate], body: int) -> list[Site]:
        """Return the sites among the candidates, each once; ``body`` is where the item's title ends."""
        return _settled(self._placed(found, body), self.text)

    def _placed(self, found: Sequence[Candidate], body: int) -> list[Candidate]:
        """Give the sites that are named without a township the one gone to before them, else the one that acts.

        A township that is gone to only to see a site there (``到某镇查看某厂``) is no site itself.
        """
        text, rules = self.text, self.rules
        placed: list[Candidate] = []
        context: Candidate | None = None
        lacking = any(candidate.township is None for candidate in found)
        host = acting_township(text, rules, self.place_ends, body) if lacking else None
        named = False
        for i, candidate in enumerate(found):
            name = candidate.name.span.of(text)
            following = found[i + 1] if i + 1 < len(found) else None
            if candidate.township:
                near = (*found[max(0, i - 1) : i], *found[i + 1 : i + 2])
                alone = all(other.list_start != candidate.list_start for other in near)
                area = candidate.kind in ("village", "community") or name.endswith("企业")
                holds = alone and (candidate.township == name or area)
                context = candidate if holds else None
                named = True
                between = text[candidate.name.span.end : following.name.span.start] if following else ""
                seen_there = candidate.township == name and between.removesuffix("了") in rules.pack.sites.see
                if candidate.why != CONTEXT and not seen_there:
                    placed.append(candidate)
                continue
            if self._leads_elsewhere(candidate):
                context = None
            if context is not None and self._lies_in(context, candidate):
                candidate = candidate._replace(township=context.township)
            elif (
                not named
                and host
                and host[1] <= candidate.name.span.start
                and self._acts_first(host[1])
                and not self._is_elsewhere(candidate)
            ):
                candidate = candidate._replace(township=host[0])
            placed.append(candidate)
        return placed

    def _acts_first(self, township_end: int) -> bool:
        """Tell whether nobody is named before a township, whose leader would only be one who comes along."""
        return all(person.start >= township_end for person in self.people)

    def _leads_elsewhere(self, candidate: Candidate) -> bool:
        """Tell whether somebody went on to a site from where the others are: ``还来到某厂``."""
        before = self.text[max(0, candidate.list_start - _LEAD_LENGTH) : candidate.list_start]
        return candidate.why.startswith("move") and "还" in before

    def _is_elsewhere(self, candidate: Candidate) -> bool:
        """Tell whether a name says that its site lies in no township: it is a zone's, or has a city before it."""
        name = candidate.name.span.of(self.text)
        if any(zone in name for zone in self.rules.pack.sites.zones):
            return True
        of_city = candidate.name.span.start in self.places or is_city(name[:2], self.rules)
        return of_city and candidate.kind in ("enterprise", "project")

    def _lies_in(self, context: Candidate, candidate: Candidate) -> bool:
        """Tell whether a site lies in the township that was gone to: not every river, not one of a zone."""
        if context.why == CONTEXT:
            return True
        township = context.township or ""
        if self._is_elsewhere(candidate):
            return False
        if candidate.kind in ("river", "station"):
            between = self.text[context.name.span.end : candidate.name.span.start]
            return candidate.kind == "station" and not candidate.beside and "。" not in between
        within = ("village", "community", "enterprise", "quarry")
        return not township.endswith(("街道", "办事处")) or candidate.kind in within


def _repeats(name: str, candidate: Candidate, earlier: str, other: Candidate) -> bool:
    """Tell whether a name is a shorter way of writing an earlier one: ``清溪村`` after ``某镇清溪村``."""
    if name == earlier or earlier.endswith(name):
        return True
    if candidate.kind == other.kind == "enterprise":
        core = name.removesuffix("公司").removesuffix("矿业")
        return len(core) >= 2 and len(core) < len(name) < len(earlier) and core in earlier
    return earlier.startswith(name) and candidate.kind != "river" and other.township != earlier


def _settled(found: Sequence[Candidate], text: str) -> list[Site]:
    """Return the sites, each once: a shorter way of naming one is dropped, and so is a township that sites stand in."""
    kept: list[Candidate] = []
    for candidate in found:
        name = candidate.name.span.of(text)
        if not any(_repeats(name, candidate, o.name.span.of(text), o) for o in kept):
            kept.append(candidate)
    names = [candidate.name.span.of(text) for candidate in kept]
    return [
        Site(name, candidate.township, candidate.kind, candidate.name.span, candidate.why)
        for candidate, name in zip(kept, names, strict=True)
        if candidate.township != name or not _is_only_where(name, kept, text)
    ]


def _is_only_where(township: str, kept: Sequence[Candidate], text: str) -> bool:
    """Tell whether a township is only where sites stand: the list of sites goes by townships."""
    bare = not township.endswith(_TOWNSHIPS)
    return any(
        other.carried if other.township == township else bare and _begins_with(other, township, text) for other in kept
    )


def _begins_with(site: Candidate, township: str, text: str) -> bool:
    """Tell whether a site begins with a township's short name: 石坪大湾采石场, not 石坪镇大湾采石场, 石坪纸业公司."""
    name = site.name.span.of(text)
    return site.kind != "enterprise" and name.startswith(township) and not name.startswith(_TOWNSHIPS, len(township))
