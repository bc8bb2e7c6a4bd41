"""Refit: what only the whole text tells. Lists that add up to another total, and results of earlier batches.

``6月7日，收到11件。截至6月7日，累计211件。从类型来看，水3件、大气8件。`` The list is the day's: it adds up to
that total and falls short of the other one. Only the sum can tell; where it fits no total, the list stays where it
stands. ``第4批已办结35件。6月7日，收到第13批109件。``: 第4批 is no batch that came in, its results are told.
"""

from __future__ import annotations

from dataclasses import replace

from .tree import Item, Part, Statement

__all__ = ["refitted"]

#: Dimensions of what becomes of cases.
_RESULTS = ("status", "other", "enforcement")


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
    return _with_results_apart(found)


def _with_results_apart(statements: list[Statement]) -> list[Statement]:
    """Return the statements, those of earlier batches whose results are told being none of what came in."""
    new = [s for s in statements if s.scope == "new" and s.batch is not None]
    latest = max((s.batch[1] for s in new if s.batch is not None and s.total is not None), default=0)
    earlier = {s.batch for s in new if s.batch is not None and s.batch[1] < latest and _tells_results(s)}
    for statement in new:
        if statement.batch in earlier:
            statement.scope = "other"
    return statements


def _tells_results(statement: Statement) -> bool:
    return any(isinstance(node, Part) and node.dimension in _RESULTS for node in statement.content)


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
