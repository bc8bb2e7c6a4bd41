"""News items with what a careful reader takes from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from .world import County, Spot, World

__all__ = ["Item", "article", "county_item"]

_PARTS = ("", "上午", "下午")


@dataclass(frozen=True, slots=True)
class Official:
    """Who is named, as what, in which role."""

    name: str
    titles: tuple[str, ...]
    role: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A news item and its truth."""

    text: str
    event: dict[str, Any] | None
    officials: tuple[Official, ...]
    spots: tuple[Spot, ...] = ()
    title: str | None = None
    county: County | None = None

    @property
    def label(self) -> str:
        """What stands before the item among the county updates."""
        return self.county.place.name if self.county else ""

    def gold(self) -> dict[str, Any]:
        """Return the item as a gold record has it."""
        return {
            "text": self.text[:12],
            "title": self.title,
            "county": {"name": self.county.place.name, "code": self.county.place.code} if self.county else None,
            "event_dates": [self.event] if self.event else [],
            "officials": [
                {"name": o.name, "titles": list(o.titles), "organisation": o.organisation, "role": o.role}
                for o in self.officials
            ],
            "sites": [{"name": f"{s.township}{s.name}", "township": s.township, "kind": s.kind} for s in self.spots],
        }


def article(world: World, day: date, rng: Random) -> Item:
    """Return the leading article: a meeting that a leader of the prefecture chairs."""
    quote, event = _event(day, rng)
    chair, speaker, third = world.leaders
    form = rng.randrange(3)
    if form == 0:
        title = "市政府召开问题整改调度会"
        text = f"{quote}，市委副书记、市长{chair}主持召开问题整改调度会，副市长{speaker}参加会议。会议要求，压实责任。"
        officials = (Official(chair, ("市委副书记", "市长"), "chair"), Official(speaker, ("副市长",), "attend"))
    elif form == 1:
        title = "市领导督导信访件办理"
        text = f"{quote}，市委书记{chair}带队督导信访件办理，副市长{third}陪同。{chair}强调，要把群众的事放在心上。"
        officials = (Official(chair, ("市委书记",), "lead"), Official(third, ("副市长",), "accompany"))
    else:
        title = "全市信访件办理工作推进会召开"
        text = f"{quote}，全市信访件办理工作推进会召开。副市长{speaker}出席会议并讲话，市政府副秘书长{third}主持会议。"
        officials = (Official(speaker, ("副市长",), "attend"), Official(third, ("市政府副秘书长",), "chair"))
    return Item(text, event, officials, title=title)


def county_item(county: County, day: date, rng: Random) -> Item:
    """Return one county's paragraph."""
    quote, event = _event(day, rng)
    spots = tuple(rng.sample(county.spots, 2))
    kind = county.kind
    places = "、".join(f"{spot.township}{spot.name}" for spot in spots)
    form = rng.randrange(4)
    if form == 0:
        text = f"{quote}，{kind}委书记{county.secretary}带队到{places}调研，副{_head(kind)}{county.deputies[0]}陪同。"
        officials = (
            Official(county.secretary, (f"{kind}委书记",), "lead"),
            Official(county.deputies[0], (f"副{_head(kind)}",), "accompany"),
        )
    elif form == 1:
        text = f"{quote}，{kind}委副书记、{_head(kind)}{county.head}先后来到{places}，实地查看问题整改情况。"
        officials = (Official(county.head, (f"{kind}委副书记", _head(kind)), "lead"),)
    elif form == 2:
        first, second = county.deputies
        text = f"{quote}，副{_head(kind)}{first}、{second}带队深入{places}开展现场督办。{first}要求，限期整改到位。"
        officials = tuple(Official(name, (f"副{_head(kind)}",), "lead") for name in county.deputies)
    else:
        spots = ()
        text = f"{quote}，{kind}委书记{county.secretary}主持召开专题会议，研究信访件办理工作。"
        officials = (Official(county.secretary, (f"{kind}委书记",), "chair"),)
    return Item(text, event, officials, spots, county=county)


def _head(kind: str) -> str:
    return f"{kind}长"


def _event(day: date, rng: Random) -> tuple[str, dict[str, Any]]:
    """Return when something happened, as written and as gold; now and then only 近日."""
    if rng.random() < 0.08:
        return "近日", {"quote": "近日", "date": None, "end_date": None, "part_of_day": None, "precision": "vague"}
    when = day - timedelta(days=rng.randint(0, 2))
    part = rng.choice(_PARTS)
    quote = f"{when.month}月{when.day}日{part}"
    event = {
        "quote": quote,
        "date": when.isoformat(),
        "end_date": None,
        "part_of_day": part or None,
        "precision": "day",
    }
    return quote, event
