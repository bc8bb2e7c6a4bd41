"""The national gazetteer: from a place's name, as written, to the unit that bore it on a date.

In: the lines of ``rules/gazetteer.csv`` and of ``rules/ethnic_groups.txt``. Out: ``Gazetteer.lookup(name, on,
within)``, as 祁阳 on 2019-05-01 → 祁阳县, in 2024 → 祁阳市. What it refuses: one-character short names (道县 is never
道), and 经开区 or 高新区 alone where not exactly one zone can be meant. Source: see ``rules/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ..errors import RuleError

__all__ = ["Gazetteer", "Local", "Place", "Rank", "period"]

COLUMNS = ("code", "name", "level", "parent", "since", "until", "successor", "short", "kind")
_AUTONOMOUS = ("自治县", "自治旗", "自治州", "自治区")
_PLAIN = {"区": ("特别行政区", "地区", "林区", "矿区", "特区", "新区", "区")} | {kind: (kind,) for kind in "省市县盟旗"}
_BANNER_SIDES = frozenset("左右前中后")
_ZONE_ENDINGS = (
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("高技术产业开发区", "高新区"),
    ("管理区", ""),
    ("新区", ""),
    ("示范区", ""),
    ("度假区", ""),
)
_ALONE = {
    "经开区": ("经开区", "经济技术开发区", "经济开发区"),
    "高新区": ("高新区", "高新技术产业开发区", "高新技术开发区"),
}


class Rank:
    """How strongly a form speaks for a place; the smaller, the stronger."""

    FULL = 0
    """The official name."""
    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    """The short name of a county, or of a zone that has no second reading (江华, 东乌旗, 永州经开区)."""
    WEAK = 4
    """What is left of a district's or a zone's name (鼓楼, 金洞): many bear it, and it is a common word."""
    ALONE = 5
    """The kind of a zone as its name (经开区): a place only within a prefecture with exactly one."""


_LEVEL_RANK = {"province": Rank.PROVINCE, "prefecture": Rank.PREFECTURE, "county": Rank.COUNTY, "zone": Rank.COUNTY}


class Place(NamedTuple):
    """A unit under one name and one code; renamed or re-coded, it is another row, joined by ``successor``."""

    code: str | None
    """GB/T 2260, six digits; None for a zone."""
    name: str
    level: str
    """province, prefecture, county or zone."""
    parent: str | None
    """Code of the unit above."""
    since: date | None = None
    until: date | None = None
    """First day on which the name is no longer valid."""
    successor: str | None = None
    """``code:name`` of the unit that took over."""
    kind: str | None = None
    """What sort of zone: 经开区, 高新区, 新区, 管理区, 兵团师 and so on."""
    short: tuple[str, ...] = ()
    """Short names that no rule derives from the name."""

    @property
    def key(self) -> str:
        """What ``successor`` refers to it by."""
        return f"{self.code or ''}:{self.name}"

    def valid(self, on: date) -> bool:
        """Tell whether the place bears this name on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


class Local(Protocol):
    """A place that a rule pack adds, as its TOML gives it; empty strings are "not given"."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def parent(self) -> str: ...  # noqa: D102
    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def level(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def short(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def since(self) -> str: ...  # noqa: D102
    @property
    def until(self) -> str: ...  # noqa: D102


class _Hit(NamedTuple):
    """A candidate of a lookup: ``written`` bears the form, ``place`` is what it is called on the day."""

    rank: int
    place: Place
    written: Place


class Gazetteer:
    """All places, frozen; see ``lookup``."""

    def __init__(self, places: Iterable[Place], ethnic: Iterable[str] = ()) -> None:
        self._places = tuple(places)
        self._ethnic = tuple(sorted((e for e in map(str.strip, ethnic) if e), key=lambda e: (-len(e), e)))
        self._by_code: dict[str, list[Place]] = {}
        self._by_key: dict[str, Place] = {}
        self._known = lru_cache(20_000)(self._weighed)  # a batch asks for the same names again and again
        for place in self._places:
            self._by_key[f"{place.code or ''}:{place.name}"] = place
            if place.code is not None:
                self._by_code.setdefault(place.code, []).append(place)

    @classmethod
    def load(cls, lines: Iterable[str], ethnic: Iterable[str] = ()) -> Gazetteer:
        """Read the lines of a gazetteer (CSV with the header of ``COLUMNS``, no quoting) and of ethnic groups.

        Raises RuleError where a line has another number of columns, or a date is none.
        """
        rows = iter(lines)
        header = next(rows, "").strip()
        if tuple(header.split(",")) != COLUMNS:
            raise RuleError("gazetteer.csv: line 1", f"the columns must be {','.join(COLUMNS)}")
        return cls([_place(row, number) for number, row in enumerate(rows, 2) if row.strip()], ethnic)

    def extended(self, rows: Iterable[Local]) -> Gazetteer:
        """Return a gazetteer with a rule pack's own places; one that is there already gains the short names."""
        places = {(place.code, place.name, place.parent): place for place in self._places}
        before = len(places)
        changed = False
        for row in rows:
            where = f"places.local: {row.name}"
            if row.level not in _LEVEL_RANK:
                raise RuleError(where, f"no such level: {row.level!r}")
            place = Place(
                row.code or None, row.name, row.level, row.parent or None,
                period(row.since, where)[0], period(row.until, where)[1], None, row.kind or None, tuple(row.short),
            )  # fmt: skip
            if place.parent is not None and place.parent not in self._by_code:
                raise RuleError(where, f"no place has the code of its parent, {place.parent!r}")
            key = (place.code, place.name, place.parent)
            old = places.get(key)
            if old is not None:
                place = old._replace(short=tuple(dict.fromkeys(old.short + place.short)))
            changed = changed or place != old
            places[key] = place
        return Gazetteer(places.values(), self._ethnic) if changed or len(places) != before else self

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def lookup(self, name: str, on: date | None = None, within: str | None = None) -> tuple[Place, ...]:
        """Return the places that ``name`` stands for, best first; more than one means that it is ambiguous.

        The official name beats a short one, and short names rank as in ``Rank``. With ``on``, a name that was no
        longer or not yet in use gives the unit under its name of that day. Without it, units of today beat former ones,
        a short form gives a former unit's latest name, and an official name the unit that bore it. With ``within`` (a
        code) places inside that unit win over the unit itself, and both over all others.
        """
        return self._known(name, on, within)

    def _weighed(self, name: str, on: date | None, within: str | None) -> tuple[Place, ...]:
        hits = [hit for place in self._forms.get(name, ()) if (hit := self._on(place, name, on))]
        if not hits:
            return ()
        if within is not None:
            hits = self._inside(hits, within)
        hits = [hit for hit in hits if hit.place is hit.written] or hits
        if on is None:
            hits = [hit for hit in hits if hit.place.until is None] or hits
        best = min(hit.rank for hit in hits)
        hits = [hit for hit in hits if hit.rank == best]
        places = self._one_each([hit.place for hit in hits])
        if best == Rank.ALONE and (within is None or len(places) != 1 or not self.contains(within, places[0])):
            return ()
        return places

    def forms(self) -> Mapping[str, tuple[Place, ...]]:
        """Return every form with the places it can stand for: weak ones too (鼓楼, 经开区), which ``lookup`` weighs."""
        return MappingProxyType(self._forms)

    def up(self, place: Place) -> tuple[Place, ...]:
        """Return the units above a place, nearest first: its prefecture (a zone's county), its province."""
        above: list[Place] = []
        parent = place.parent
        while parent is not None and len(above) < 4:
            rows = self._by_code.get(parent)
            if not rows:
                break
            in_time = [r for r in rows if r.since is None or place.until is None or r.since < place.until]
            above.append(max(in_time or rows, key=_age))
            parent = above[-1].parent
        return tuple(above)

    def contains(self, code: str, place: Place) -> bool:
        """Tell whether a place lies inside the unit of that code, however deep; no unit lies inside itself."""
        return any(unit.code == code for unit in self.up(place))

    def successor(self, place: Place, on: date | None = None) -> Place | None:
        """Return what the place became, itself included: the unit valid on that day, None if there is none.

        Without a date, the last of the line. 祁阳县, 2024-01-01 → 祁阳市.
        """
        seen = {place}
        while not (place.until is None if on is None else place.valid(on)):
            following = self._by_key.get(place.successor or "")
            if following is None or following in seen:
                return place if on is None else None
            place = following
            seen.add(place)
        return place

    def predecessor(self, place: Place, on: date) -> Place | None:
        """Return what a place was called on an earlier day, None where it was several units or part of one."""
        seen = {place}
        while not place.valid(on):
            before = [p for p in self._before.get(place.key, ()) if p not in seen]
            if len(before) > 1:
                before = [p for p in before if self._stem(p.name) == self._stem(place.name)]
            if len(before) != 1:
                return None
            place = before[0]
            seen.add(place)
        return place

    def _on(self, place: Place, name: str, on: date | None) -> _Hit | None:
        """Return the candidate as it is called on the day; without a day, short forms give the latest name."""
        rank = next(rank for rank, form in self._forms_of(place) if form == name)
        if on is None:
            return _Hit(rank, place if rank == Rank.FULL else self.successor(place) or place, place)
        if place.valid(on):
            return _Hit(rank, place, place)
        ended = place.until is not None and place.until <= on
        other = self.successor(place, on) if ended else self.predecessor(place, on)
        return _Hit(rank, other, place) if other is not None else None

    def _inside(self, hits: list[_Hit], within: str) -> list[_Hit]:
        inner = [h for h in hits if self.contains(within, h.place) or self.contains(within, h.written)]
        return inner or [h for h in hits if within in (h.place.code, h.written.code)] or hits

    def _one_each(self, places: list[Place]) -> tuple[Place, ...]:
        """Return each unit once, current ones first, then by code and name; of a unit and its successor, the latter."""
        unique = dict.fromkeys(places)
        followed = {place for place in unique if self._followed_in(place, unique)}
        order = [place for place in unique if place not in followed]
        return tuple(sorted(order, key=lambda p: (p.until is not None, p.code or f"{p.parent}~", p.name)))

    def _followed_in(self, place: Place, places: Mapping[Place, None]) -> bool:
        seen = {place}
        following = self._by_key.get(place.successor or "")
        while following is not None and following not in seen:
            if following in places:
                return True
            seen.add(following)
            following = self._by_key.get(following.successor or "")
        return False

    @cached_property
    def _before(self) -> Mapping[str, list[Place]]:
        before: dict[str, list[Place]] = {}
        for place in self._places:
            if place.successor:
                before.setdefault(place.successor, []).append(place)
        return before

    @cached_property
    def _forms(self) -> dict[str, tuple[Place, ...]]:
        forms: dict[str, tuple[Place, ...]] = {}
        for place in self._places:
            for form in {form: None for _, form in self._forms_of(place)}:
                if len(form) > 1:
                    forms[form] = (*forms[form], place) if form in forms else (place,)
        return forms

    def _forms_of(self, place: Place) -> list[tuple[int, str]]:
        """Return the forms of a place with their ranks, the strongest reading of a form first."""
        name = place.name
        rank = _LEVEL_RANK[place.level]
        forms = [(Rank.FULL, name)]
        if place.short:
            forms += [(rank, short) for short in place.short]
        if place.level == "zone":
            return forms + list(self._zone_forms(place))
        stem = self._stem(name)
        if name.endswith(_AUTONOMOUS) and len(stem) > 1:
            if stem != name[:-3]:
                forms.append((rank, stem + name[-3:]))
            if not name.endswith("区"):
                forms.append((rank, stem + name[-1]))
        weak = place.level == "county" and name.endswith("区") and not name.endswith(("林区", "特区"))
        forms.append((Rank.WEAK if weak else rank, stem))
        return forms

    def _zone_forms(self, place: Place) -> Iterator[tuple[int, str]]:
        """Yield 永州经开区, 永州经济开发区 (written for 经济技术开发区), 永州市金洞管理区, 金洞; 经开区 alone."""
        name = place.name
        above = self._by_code.get(place.parent or "")
        unit = above[-1] if above else None
        stem = self._stem(unit.name) if unit else ""
        own = not stem or name.startswith(stem)
        tails: list[str] = []
        for ending, brief in _ZONE_ENDINGS:
            if name.endswith(ending):
                body = name[: -len(ending)]
                if brief:
                    tails = [body + ending, *(body + e for e in (_ALONE[brief]) if e != ending)]
                elif body != stem:
                    yield Rank.WEAK, body
                break
        tails = tails or [name]
        for tail in tails:
            yield Rank.COUNTY, tail
            if unit is not None and not own and unit.level != "province":
                yield Rank.COUNTY, stem + tail
                yield Rank.COUNTY, unit.name + tail
            elif own and stem:
                rest = tail[len(stem) :].removeprefix("市")
                yield Rank.COUNTY, f"{unit.name if unit else ''}{rest}"
                yield Rank.ALONE, rest
        for alone in _ALONE.get(place.kind or "", ()):
            yield Rank.ALONE, alone

    def _stem(self, name: str) -> str:
        """Return a name without its kind of unit and without ethnic groups, empty where that leaves one character."""
        if name.endswith(_AUTONOMOUS):
            return self._without_groups(name[:-3])
        for suffix in _PLAIN.get(name[-1], ()):
            if name.endswith(suffix):
                stem = name[: -len(suffix)]
                return stem if len(stem) > 1 and not (suffix == "旗" and stem[-1] in _BANNER_SIDES) else ""
        return name

    def _without_groups(self, body: str) -> str:
        """威宁彝族回族苗族 → 威宁; a body that is nothing but a group loses its 族: 东乡族 → 东乡, 鄂伦春 stays."""
        stem = body
        while group := next((e for e in self._ethnic if stem.endswith(e) and len(stem) - len(e) > 1), None):
            stem = stem[: -len(group)]
        return stem.removesuffix("族") if len(stem) > 2 and stem in self._ethnic else stem


def period(text: str, where: str = "") -> tuple[date | None, date | None]:
    """Return the first day of an ISO day, month or year, and the first day after it; of a day, the day twice.

    A place whose change is known to the month or year only is valid under both names for that month or year:
    ``since`` takes the first, ``until`` the second. Empty gives None twice. Raises RuleError for anything else.
    """
    if not text:
        return None, None
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return day, day
        if len(text) == 7 and text[4] == "-":
            first = date.fromisoformat(f"{text}-01")
            return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)
        if len(text) == 4:
            return date(int(text), 1, 1), date(int(text) + 1, 1, 1)
    except ValueError:
        pass
    raise RuleError(where or "date", f"not a day, month or year (2021-01-20, 2021-01, 2021): {text!r}")


def _age(place: Place) -> date:
    return place.since or date.min


def _place(line: str, number: int) -> Place:
    fields = line.rstrip("\r\n").split(",")
    if len(fields) != len(COLUMNS):
        raise RuleError(f"gazetteer.csv: line {number}", f"{len(fields)} columns, {len(COLUMNS)} expected")
    code, name, level, parent, since, until, successor, short, kind = fields
    where = f"gazetteer.csv: line {number}"
    if level not in _LEVEL_RANK:
        raise RuleError(where, f"no such level: {level!r}")
    return Place(
        code or None, name, level, parent or None,
        period(since, where)[0] if since else None, period(until, where)[1] if until else None,
        successor or None, kind or None, tuple(short.split("|")) if short else (),
    )  # fmt: skip
