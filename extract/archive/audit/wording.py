"""The sentences on series, in Chinese and English: templates of the rule pack, filled in."""

from __future__ import annotations

from collections.abc import Sequence

from ...checks.numbers import exact, written
from ...checks.series import Issue
from ...rulepack import Rules
from .batches import Copied, Jump
from .model import Head
from .numbering import Gap

__all__ = ["Wording"]

#: So many numbers of a list are written out.
_FEW = 9


class Wording:
    """Says what is wrong with a series, in one language."""

    def __init__(self, language: str, rules: Rules) -> None:
        messages = rules.pack.messages
        self._english = language == "en"
        self._templates = messages.en if self._english else messages.zh
        self._lists = messages.lists_en if self._english else messages.lists_zh

    def gap(self, gap: Gap) -> str:
        """Return the sentence on a gap in the numbering."""
        names = [head.name for head in gap.heads]
        separator = self._templates["separator"]
        match gap.kind:
            case "missing":
                numbers = f"{gap.first}" if gap.first == gap.last else f"{gap.first}–{gap.last}"
                key = "gap_missing" if len(gap.heads) > 1 else "gap_missing_end"
                year = f"{gap.year}年" if gap.year else ""
                count = (gap.last or 0) - (gap.first or 0) + 1
                return self._say(key, year=year, numbers=numbers, n=count, before=names[0], after=names[-1])
            case "doubled":
                files = separator.join(_file(head) for head in gap.heads)
                return self._say("gap_doubled", issue=names[0], n=len(names), files=files)
            case "renumbered":
                key = "gap_renumbered" if gap.first is not None else "gap_renumbered_unknown"
                other = separator.join(names[1:])
                if not other:
                    key += "_alone"
                return self._say(key, issue=names[0], other=other, expected=gap.first)
            case "date":
                return self._say("gap_date", issue=names[0], others=separator.join(names[1:]))
            case "serial":
                return self._say("gap_serial", issue=names[0], serial=gap.heads[0].serial, expected=gap.first)

    def jump(self, jump: Jump, issues: Sequence[Issue]) -> str:
        """Return the sentence on batches that do not follow."""
        after = issues[jump.after].name if jump.after is not None else ""
        last = jump.batch - 1
        missing = f"{jump.expected}" if jump.expected == last else f"{jump.expected}–{last}"
        return self._say(
            f"batch_{jump.case}",
            issue=issues[jump.issue].name,
            before=issues[jump.before].name,
            after=after,
            batch=jump.batch,
            expected=jump.expected,
            earlier=jump.expected - 1,
            missing=missing,
        )

    def copied(self, copied: Copied, issues: Sequence[Issue]) -> str:
        """Return the sentence on a list that equals that of the issue before."""
        values = [written(exact(f.value) or 0) for f in copied.figures[:_FEW]]
        name = self._lists.get(copied.figures[0].dimension or "other", self._lists["other"])
        old, new = ("", "")
        if copied.totals is not None:
            old, new = (written(exact(f.value) or 0) + ("" if self._english else f.unit) for f in copied.totals)
        return self._say(
            "copied_contradicted" if copied.contradicted else "copied_unlikely",
            issue=issues[copied.issue].name,
            before=issues[copied.before].name,
            list=name.format(n=len(copied.figures)),
            values=self._templates["separator"].join(values) + ("…" if len(copied.figures) > _FEW else ""),
            old=old,
            new=new,
        )

    def _say(self, key: str, **fields: object) -> str:
        sentence = self._templates[key].format(**fields)
        return sentence[:1].upper() + sentence[1:] if self._english else sentence


def _file(head: Head) -> str:
    return head.uri.rsplit("/", 1)[-1]
