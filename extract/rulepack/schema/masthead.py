"""Table ``[masthead]``: words of the bulletin's head."""

from __future__ import annotations

from dataclasses import dataclass

from .base import CONFIG, Words

__all__ = ["Masthead"]


@dataclass(frozen=True, slots=True)
class Masthead:
    """Words of the head: title, issue line, issuer, date."""

    __pydantic_config__ = CONFIG
    title_endings: Words = ()
    """What a bulletin calls itself; the title's line ends with one of them (简报, 快报, 专报)."""
    issuer_endings: Words = ()
    """What the name of an issuing body ends with (办公室, 领导小组, 局)."""
    issuer_labels: Words = ()
    """What stands before the issuer on its line (编发单位, 主办)."""
    issuer_tails: Words = ()
    """What stands behind the issuer on its line (编, 编印, 主办)."""
    line_labels: Words = ()
    """Labels of other lines of the head that hold none of its values (签发, 责任编辑, 密级)."""
