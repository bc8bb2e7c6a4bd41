"""Whose a number is that stands behind another one: the sub-count of a place, the rate of one, a share.

清河县37件，重点件1件； is a part of the county's; 县直部门化解8件，化解率6.6% is the rate of these offices;
12件，占60% is the share of what stands before it.
"""

from __future__ import annotations

from . import phrases
from .inwords import InWords
from .labels import Label
from .phrases import Stripped
from .tokens import Token
from .tree import Item

__all__ = ["Whose"]

_HOSTS = ("region", "department", "other")
_PLACES = ("region", "department")
#: What the label of a rate ends with: 办结率.
_RATE = "率"
_SUBCOUNTS = ("priority", "status", "duplicate")


class Whose(InWords):
    """The state while one text is read, and who has the numbers that stand behind another one."""

    def owner(self, says: Label, token: Token) -> Item | None:
        """Return the place whose own a number is, in lists parted by semicolons: 甲市37件，重点1件；乙市3件."""
        last, part = self.lists.last, self.lists.part
        if last is None or part is None or says.dimension not in _SUBCOUNTS or part.dimension not in _HOSTS:
            return None
        if last.unit == "%" or self.lists.lead is not None:
            return None
        start = self.text.rfind("；", 0, token.start)
        alone = sum(item.span.start > start for item in part.items) == 1
        ends = (self.text.find(mark, token.end) for mark in "；。\n")
        end = min((at for at in ends if at >= 0), default=len(self.text))
        among = self.text.startswith("；", end) or any(item.parts for item in part.items)
        return last if alone and among and last in part.items and (token.value or 0) <= last.value else None

    def rated(self, stripped: Stripped, token: Token) -> Item | None:
        """Return the place whose own a rate is, the only one of its clause: 市直部门化解8件，化解率6.6%."""
        last, part = self.lists.last, self.lists.part
        if last is None or part is None or part.dimension not in _PLACES or last.unit not in self.words.case_units:
            return None
        if token.unit != "%" or not (stripped.text.endswith(_RATE) and stripped.says.dimension == "status"):
            return None
        start = max(self.text.rfind(mark, 0, token.start) for mark in "；。\n")
        alone = sum(item.span.start > start for item in part.items) == 1
        return last if alone and last in part.items and last.span.start > start else None

    def share(self, token: Token) -> bool:
        """Take 占p% as the share of the item before it, if there is one."""
        last, part = self.lists.last, self.lists.part
        if self.lists.within is not None:
            part, last = self.lists.within, self.lists.within.items[-1]
        if last is None or part is None or last.label is None:
            return False
        if part.ranking and len(part.items) > 1 and not any(item.share for item in part.items):
            self.lists.reading.reasons[token.start] = "share_of_list"
            return True
        share = Item(last.label, last.says, token.value or 0, token.unit, token.span, share=True)
        share.label_span = last.label_span
        part.of = part.of or phrases.share_of(token.text, self.rules)
        part.items.append(share)
        self.lists.reading.taken.add(token.start)
        return True
