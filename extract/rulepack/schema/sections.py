"""Table ``[sections]``: headings and what kind of section they open; the distribution list."""

from __future__ import annotations

from dataclasses import dataclass, field

from .base import CONFIG, Words

__all__ = ["Sections"]


@dataclass(frozen=True, slots=True)
class Sections:
    """Headings by kind of section, and the labels of the distribution list."""

    __pydantic_config__ = CONFIG
    headings: dict[str, Words] = field(default_factory=dict)
    """Kind of section → words, one of which its heading contains."""
    distribution_labels: dict[str, str] = field(default_factory=dict)
    """Label at the head of a line of the distribution list → kind in the record (抄报 → 报)."""
    label_endings: Words = ()
    """What the label of a county update ends with where the gazetteer does not know it (管理区, 街道)."""
    imprint: Words = ()
    """Words of the lines that close a bulletin below its distribution list (印发, 共印)."""
    bare_posts: Words = ()
    """Posts that cannot stand without a body: 领导小组组长、副组长 stays one recipient."""
    bare_after_each: Words = ()
    """Posts and bodies that cannot stand alone after 各: 各区党委书记、区长 stays one, 市委书记、市长 are two."""
    shared_posts: Words = ()
    """Posts that the bodies before them share: 市委、市政府领导 stays one recipient."""
