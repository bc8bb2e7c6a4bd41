"""The sentence for each finding, in Chinese and English: templates of the rule pack, filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from string import Formatter
from typing import Literal

from ..record import Figure
from ..rulepack import Rules
from .constraints import Constraint, Verdict
from .numbers import Exact, decimals, exact, is_percent, written

__all__ = ["Speaker"]

Language = Literal["zh", "en"]

#: So many parts of a list are named in the sentence; longer lists are named as a whole.
_FEW = 3


class Speaker:
    """Says what was found, in one language."""

    def __init__(self, language: Language, figures: Mapping[int, Figure], rules: Rules) -> None:
        messages = rules.pack.messages
        self.language = language
        self.figures = figures
        self.templates = messages.zh if language == "zh" else messages.en
        self.lists = messages.lists_zh if language == "zh" else messages.lists_en

    def sentence(self, constraint: Constraint, verdict: Verdict) -> str:
        """Return the sentence for what the numbers make of a constraint."""
        key = f"{self._kind(constraint)}_{verdict.case}"
        if key not in self.templates:
            key = {"whole": "no_whole", "parts": "no_parts"}.get(verdict.case, verdict.case)
        if verdict.case == "unread" and constraint.kind == "share":
            key = "unread_percent"
        if verdict.case == "whole" and constraint.kind == "share":
            key = "no_whole"
        if key == "subset_holds" and len(constraint.parts) > _FEW:
            key = "subset_largest"
        parts = self._known(constraint.parts)
        sentence = self._filled(key, constraint, verdict, parts)
        if verdict.case in ("more", "less") and constraint.note and constraint.kind in ("partition", "rollup"):
            sentence += self._filled("insufficient", constraint, verdict, parts)
        if verdict.case == "more" and self._is_stale(constraint):
            sentence += self._filled("increment_stale", constraint, verdict, parts)
        return sentence if self.language == "zh" else sentence[:1].upper() + sentence[1:]

    def _kind(self, constraint: Constraint) -> str:
        """Return the kind as the keys of the templates name it; one issue against another has words of its own."""
        if constraint.kind == "agree" and constraint.issues is not None:
            return "agree_issues"
        if constraint.kind == "increment" and len(constraint.parts) == 1:
            part = self.figures[constraint.parts[0]]
            return "increment_first" if part.scope == "new" else "increment_none"
        return constraint.kind

    def _is_stale(self, constraint: Constraint) -> bool:
        """Tell whether a cumulative number is still that of the issue before, though something new came."""
        if constraint.kind != "increment" or len(constraint.parts) < 2:
            return False
        now, old = (self.figures[index].value for index in (constraint.whole[0], constraint.parts[0]))
        return now == old

    def _filled(self, key: str, constraint: Constraint, verdict: Verdict, parts: list[Figure]) -> str:
        """Return a template with its fields filled in; only those are made that it asks for."""
        return "".join(
            literal + self._field(name, constraint, verdict, parts) if name else literal
            for literal, name in _pieces(self.templates[key])
        )

    def _field(self, name: str, constraint: Constraint, verdict: Verdict, parts: list[Figure]) -> str:
        match name:
            case "parts":
                return self._parts(constraint, parts)
            case "items":
                return self._items(self._largest(parts))
            case "whole":
                return self._whole(constraint)
            case "difference":
                return self._difference(constraint, verdict, parts)
            case "list":
                return self._list(constraint, parts)
            case "culprits":
                return self._items(self._known(verdict.culprits))
            case "note":
                return constraint.note or ""
        of_kind = self._share(constraint, verdict, parts) if constraint.kind == "share" else None
        return (of_kind or self._pairwise(constraint, parts))[name]()

    def at_least(self, number: int) -> str:
        """Return the sentence that no fewer than ``number`` changes make everything hold."""
        return self._say("at_least", n=number)

    def _say(self, key: str, **fields: object) -> str:
        return self.templates[key].format(**fields)

    def _known(self, ids: Iterable[int]) -> list[Figure]:
        return [f for i in ids if (f := self.figures.get(i)) is not None and exact(f.value) is not None]

    # Pieces

    def _number(self, value: Exact, unit: str, places: int | None = None) -> str:
        shown = written(value, places)
        return shown + unit if self.language == "zh" or is_percent(unit) else shown

    def _value(self, figure: Figure) -> str:
        return self._number(exact(figure.value) or 0, figure.unit)

    def _name(self, figure: Figure) -> str:
        if figure.label or figure.category:
            return figure.label or figure.category or ""
        if figure.scope == "cumulative":
            return self._say("total_cumulative")
        if figure.batch:
            first, last = figure.batch[0], figure.batch[-1]
            return self._say("total_batch" if first == last else "total_batches", first=first, last=last)
        return self._say("total_new" if figure.scope == "new" else "total_other")

    def _item(self, figure: Figure) -> str:
        return self._say("item", label=self._name(figure), value=self._value(figure))

    def _items(self, figures: Sequence[Figure]) -> str:
        return self._say("separator").join(map(self._item, figures))

    def _largest(self, figures: list[Figure]) -> list[Figure]:
        if len(figures) <= _FEW:
            return figures
        return [max(figures, key=lambda f: exact(f.value) or 0)]

    def _whole(self, constraint: Constraint) -> str:
        if constraint.fixed is not None:
            return written(constraint.fixed) + "%"
        wholes = self._known(constraint.whole)
        if not wholes:
            return self._say("total_other")
        if len(wholes) > 1:
            total = sum(exact(f.value) or 0 for f in wholes)
            return self._say("items_sum", value=self._number(total, wholes[0].unit))
        name, value = self._name(wholes[0]), self._value(wholes[0])
        if constraint.issues is not None:
            return self._say("whole_of_issue", issue=constraint.issues[1], name=name, value=value)
        return self._say("whole", name=name, value=value)

    def _parts(self, constraint: Constraint, parts: Sequence[Figure]) -> str:
        if not parts:
            return ""
        values = [exact(f.value) or 0 for f in parts]
        total = sum(values)
        equals = " = " if self.language == "en" else "="
        arithmetic = "+".join(map(written, values)) + equals if len(values) > 1 else ""
        summed = arithmetic + self._number(total, parts[0].unit)
        if constraint.kind == "rollup":
            return self._say("bracketed", n=len(parts), label=self._name(parts[0]), sum=summed)
        if len(parts) > _FEW:
            return self._say("sum_many", list=self._list(constraint, parts), sum=summed)
        return self._say("sum_one" if len(parts) == 1 else "sum_few", items=self._items(parts), sum=summed)

    def _list(self, constraint: Constraint, parts: Sequence[Figure]) -> str:
        name = self.lists.get(constraint.dimension or "other", self.lists["other"])
        return name.format(n=len(parts))

    def _difference(self, constraint: Constraint, verdict: Verdict, parts: Sequence[Figure]) -> str:
        if verdict.expected is None or verdict.actual is None or not parts:
            return ""
        difference = abs(Fraction(verdict.actual) - verdict.expected)
        if constraint.kind == "share" or is_percent(parts[0].unit):
            places = 6 if constraint.kind != "share" else self._places(constraint) + 1
            return self._say("points", n=written(difference, None if places == 6 else places))
        wholes = self._known(constraint.whole)
        return self._number(difference, (wholes or parts)[0].unit)

    def _places(self, constraint: Constraint) -> int:
        percent = self.figures.get(constraint.percent) if constraint.percent is not None else None
        return decimals(percent.value) if percent is not None and exact(percent.value) is not None else 0

    # Kinds with fields of their own

    def _pairwise(self, constraint: Constraint, parts: Sequence[Figure]) -> dict[str, Callable[[], str]]:
        before = constraint.issues[0] if constraint.issues is not None else ""
        wholes = self._known(constraint.whole)

        def step() -> str:
            by: Exact = (exact(wholes[0].value) or 0) - (exact(parts[0].value) or 0)
            return self._say(
                "step_down" if by < 0 else "step_up", n=self._number(by if by > 0 else -by, wholes[0].unit)
            )

        return {
            "before": lambda: before,
            "part": lambda: self._value(parts[0]),
            "old": lambda: self._value(parts[0]),
            "new": lambda: self._value(parts[-1]),
            "step": step,
        }

    def _share(self, constraint: Constraint, verdict: Verdict, parts: Sequence[Figure]) -> dict[str, Callable[[], str]]:
        percent = self.figures.get(constraint.percent) if constraint.percent is not None else None
        if percent is None or verdict.expected is None or not parts:
            return {}
        places = self._places(constraint) + (verdict.case != "holds")
        shown = written(verdict.expected, places)
        return {
            "part_value": lambda: written(sum(exact(f.value) or 0 for f in parts)),
            "whole_value": lambda: written(sum(exact(f.value) or 0 for f in self._known(constraint.whole))),
            "equals": lambda: "=" if exact(shown) == verdict.expected else "≈",
            "quotient": lambda: shown + "%",
            "percent": lambda: self._value(percent),
        }


@cache
def _pieces(template: str) -> tuple[tuple[str, str | None], ...]:
    """Return a template as literals, each with the name of the field behind it."""
    return tuple((literal, name) for literal, name, _, _ in Formatter().parse(template))
