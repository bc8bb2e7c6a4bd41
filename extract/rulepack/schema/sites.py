"""Table ``[sites]``: words about sites."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG, Words

__all__ = ["Sites"]


@dataclass(frozen=True, slots=True)
class Sites:
    """Words about sites: what leads to one, what ends its name, what is none."""

    __pydantic_config__ = CONFIG
    openers: Words = ()
    """Behind one of these 在 begins a clause: 随后."""
    units: Words = ()
    """A name that ends like this is a county or another unit, and no site."""
    lying_in: Words = ()
    """What stands before the township that a site lies in: 位于."""
    within_names: Words = ()
    """What 和 stands before within names: 镇 in 万和镇."""
    move: Words = ()
    """Somebody goes there: 先后来到."""
    come: Words = ()
    """Somebody goes there, if a county or another place that is known follows: 来."""
    look: Words = ()
    """Somebody looks at it: 查看. What follows need not be a place."""
    complaint: Words = ()
    """A complaint names it: 反映, 关于."""
    no_lead: Words = ()
    """Words that hold a lead-in and are none: 接到, 在于."""
    speech: Words = ()
    """Behind one of these words, up to the end of the sentence, people speak and nobody visits: 要求, 指出."""
    kinds: dict[str, Words] = field(default_factory=dict)
    """Kind → what the names of such sites end with; the longest ending decides."""
    brands: Words = ()
    """Lines of business that stand for 有限公司 at the end of a name: 电子, 食品."""
    list_nouns: dict[str, Words] = field(default_factory=dict)
    """Kind → the noun that sums a list up: 企业 in ``A、B等企业``."""
    townships: Words = ()
    """What townships' names end with: 镇, 乡, 街道."""
    not_townships: Words = ()
    """Words that look like townships: 城镇."""
    not_township_endings: Words = ()
    """What looks like townships and ends like this is none: 各乡镇."""
    stops: Words = ()
    """Verbs that end the name of a site: 检查, 听取."""
    kept: Words = ()
    """Words of names that hold a verb: 检查站."""
    tails: Words = ()
    """What is left out at the end: 现场, 附近."""
    aspects: Words = ()
    """Nouns that sum up what is no place: 统一思想、提高站位等方面."""
    topics: Words = ()
    """Matters that follow a name and are no part of it: 污染, 整改."""
    breaks: Words = ()
    """Where a name that has its ending does not go on to a second one: 附近, 内."""
    see: Words = ()
    """Verbs of seeing: in ``到T镇查看A厂`` the township is only where the site stands."""
    offices: Words = ()
    """Endings of offices, that attend and are sites only where somebody goes there."""
    receptions: Words = ()
    """Behind an office: petitions were taken there, nothing was visited (到信访局接访)."""
    starts: Words = ()
    """What is left out at the beginning: 位于, 辖区内."""
    vague: Words = ()
    """Nouns that name no site by themselves: 企业, 一线."""
    vague_starts: Words = ()
    """What makes a noun behind it unspecific: 各, 相关."""
    never: Words = ()
    """Nothing that ends like this is a site: 工作组, 经济带."""
    rooms: Words = ()
    """Rooms where people meet: 会议室."""
    general: Words = ()
    """What stands before an ending and names no one site: 污水处理 in 污水处理厂, 农贸 in 农贸市场."""
    trades: Words = ()
    """What is made or sold: like ``general``, it names no one site before an ending (打火机 in 打火机厂)."""
    township_people: Words = ()
    """Behind a township: its people and offices, that nobody visits as a place: 党委, 负责人."""
    acting: Words = ()
    """Behind a township: its leaders, and what it does: 镇长, 接到. Sites without a township lie in it."""
    acting_before: Words = ()
    """Before a township that acts: 会同."""
    zones: Words = ()
    """What the names of sites in zones hold, which lie in no township: 经开区."""
    seats_of_counties: Words = ()
    """What lies in a county's seat begins so, and lies in no township: 城区."""
    seats_of_townships: Words = ()
    """What lies in the township named before begins so: 镇区."""
    spread: Words = ()
    """What the names of sites end with that lie in many townships: 公路."""
    checks: Words = ()
    """With 对 before a township, what is done there: 检查."""
    seats: Words = ()
    """Verbs behind ``在某镇`` that make it the place of what was done: 现场办公."""
    act: Words = ()
    """Somebody does something about it: 取缔, 处置. Like ``complaint``; what is wrong follows the name."""
    quarters: Words = ()
    """What names of blocks end with, whose 乡 begins no township: 小区."""
