"""What a rule pack may say: one module and one table for each field that the parsers read.

Plain dataclasses with defaults, so that a pack can hold any part of a table and the merged pack holds all of it;
pydantic validates against them (extra keys forbidden). Only vocabulary lives here: the grammar is code in ``parsers/``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG
from .counts import Counts
from .dates import Dates
from .labels import Labels
from .masthead import Masthead
from .messages import Messages
from .officials import Officials
from .places import Places
from .sections import Sections
from .sites import Sites

__all__ = ["CONFIG", "Header", "Pack"]


@dataclass(frozen=True, slots=True)
class Header:
    """Table ``[pack]``: what the pack is called and what it builds on."""

    __pydantic_config__ = CONFIG
    name: str = ""
    extends: str = ""
    """The pack whose tables this one adds to; empty for a root."""
    home: str = ""
    """GB/T 2260 code of the place whose bulletins the pack is for; empty for a pack for all places."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """All tables of a pack, or of a pack merged with those that it extends."""

    __pydantic_config__ = CONFIG
    pack: Header = field(default_factory=Header)
    masthead: Masthead = field(default_factory=Masthead)
    sections: Sections = field(default_factory=Sections)
    dates: Dates = field(default_factory=Dates)
    places: Places = field(default_factory=Places)
    officials: Officials = field(default_factory=Officials)
    sites: Sites = field(default_factory=Sites)
    counts: Counts = field(default_factory=Counts)
    messages: Messages = field(default_factory=Messages)
    labels: Labels = field(default_factory=Labels)
