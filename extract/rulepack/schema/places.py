"""Table ``[places]``: words about places, and the places that only one area's bulletins know."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["LocalPlace", "Places"]


@dataclass(frozen=True, slots=True)
class LocalPlace:
    """A place that the national gazetteer lacks: a zone, a farm, a local way of naming."""

    __pydantic_config__ = CONFIG
    name: str
    parent: str
    """GB/T 2260 code of the unit that it belongs to."""
    code: str = ""
    level: str = "zone"
    kind: str = ""
    short: Words = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Words about places."""

    __pydantic_config__ = CONFIG
    local: tuple[LocalPlace, ...] = ()
    common: Words = ()
    """Names that are also common words: official ones (城区) need a leader, an office or a visit beside them, short
    ones (资源) the unit above right before them."""
    bylines: Words = ()
    """Behind a place: its newspaper reports (新闻网讯)."""
    own: Words = ()
    """Right behind a place: its leaders and offices (委书记, 人民政府); the place speaks for itself."""
    meeting: Words = ()
    """Right behind a place: what it does (召开, 组织)."""
    branch: Words = ()
    """Right behind a short name: a branch office of that place (分局)."""
    visit: Words = ()
    """Right before a place: somebody comes there or looks at it (来到, 督导)."""
    visited: Words = ()
    """Right behind a place that somebody comes to (调研): with ``visit`` before it, a short name is a place."""
    unlike: Words = ()
    """Right behind what looks like a place, and makes another word of it (区域, 市场, 路)."""
    waters: Words = ()
    """What a short name ends with that may be a water's: 沙河 is a river, and the city called after it."""
    county_leaders: Words = ()
    """Who leads a county, and inspects no other one (县长, 区委)."""
    guests: Words = ()
    """Behind a place: people of elsewhere are guests there (考察学习)."""
    of_waters: Words = ()
    """Behind such a name: it is the water's (巡河, 水质)."""
    unit_marks: Words = ()
    """What an office of a county or prefecture begins with when its own name is left out (县, 市)."""
    prefecture_marks: Words = ()
    """Those of them that may mean the prefecture (市, 州, 盟)."""
    zone_endings: Words = ()
    """What a label that the gazetteer does not know must end with to be a county or a zone all the same."""
