"""Refit: lists that add up to another total than the one that they stand behind.

``6月7日，收到11件。截至6月7日，累计211件。从类型来看，水3件、大气8件。`` The list is the day's: it adds up to
that total and falls short of the other one. Only the sum can tell; where it fits no total, the list stays where it
stands.
"""

from __future__ import annotations

from dataclasses import replace

from .tree import Item, Part, Statement

__all__ = ["refitted"]


def refitted(statements: list[Statement]) -> list[Statement]:
    """Return the statements, with lists moved to a statement that goes on about the total they add up to."""
    found: list[Statement] = []
    for statement in statements:
        parts = [node for node in statement.content if isinstance(node, Part)]
        moved = [(part, other) for part in parts if (other := _fitting(part, statement, found)) is not None]
        found.append(statement)
        for part, other in moved:
            statement.content.remove(part)
            found.append(replace(other, total=None, content=[part], wholes=list(other.wholes)))
            part.candidates = tuple(other.wholes)
    return found


def _fitting(part: Part, statement: Statement, before: list[Statement]) -> Statement | None:
    """Return the one earlier statement whose total a list adds up to, None if its own total will do.

    The list has a lead-in of its own (从类型来看): one within the sentence of a total is a list of that.
    """
    counted = [item for item in part.items if not item.share and item.unit != "%"]
    if len(counted) < 2 or part.whole is not None or part.ranking or part.note is not None or not part.led:
        return None
    total = sum(item.value for item in counted)
    if not part.candidates or any(total >= whole.value for whole in part.candidates):
        return None
    fitting = [s for s in before if any(_is(whole, total) for whole in s.wholes)]
    return fitting[0] if len(fitting) == 1 and fitting[0].scope != statement.scope else None


def _is(total: Item, value: float) -> bool:
    return total.value == value and total.unit != "%"
