"""What must hold within and over the documents of a unit, found and blamed together: a later total can show which
earlier number was wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...checks.build import constraints_of
from ...checks.constraints import Constraint
from ...checks.findings import findings_of
from ...checks.series import Issue, batches_of, printed_again, series_constraints
from ...record import Figure, Finding
from ...rulepack import Rules
from .batches import Copied, Jump, campaigns, copied_lists, jumps
from .model import Head, Published

__all__ = ["Chain", "chain_of"]


@dataclass(slots=True)
class Chain:
    """The findings on a unit. A finding's figures are those of ``figures``; ``owners`` says, finding by finding, which
    document it is about: the later one of two.
    """

    documents: list[Published]
    figures: dict[int, Figure] = field(default_factory=dict)
    document_of: dict[int, int] = field(default_factory=dict)
    """Figure → index of its document."""
    findings: list[Finding] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    jumps: list[tuple[Jump, list[int]]] = field(default_factory=list)
    """Each with the documents of its issues, by index of the issue."""
    copies: list[tuple[Copied, list[int]]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def chain_of(series: Sequence[Sequence[Published]], rules: Rules) -> Chain:
    """Return all findings on the documents of a unit, series by series in the order of their issues."""
    documents = [one for some in series for one in some]
    chain = Chain(documents)
    chain.figures = {figure.id: figure for one in documents for figure in one.figures}
    chain.document_of = {figure.id: n for n, one in enumerate(documents) for figure in one.figures}
    chain.issues = _issues(documents)
    constraints: dict[Constraint, None] = {}
    for one in documents:
        constraints |= dict.fromkeys(constraints_of(one.figures, one.groups, rules, one.incomplete))
    start = 0
    for some in series:
        members = list(range(start, start + len(some)))
        start += len(some)
        if len(some) > 1:
            constraints |= dict.fromkeys(_over_issues(chain, members, rules))
    for group in _of_one_batch(chain, series):
        constraints |= dict.fromkeys(constraint for constraint, _ in printed_again(group))
    chain.findings = findings_of(list(constraints), list(chain.figures.values()), rules)
    chain.owners = [max(chain.document_of[index] for index in c.figures) for c in constraints]
    return chain


def _over_issues(chain: Chain, members: list[int], rules: Rules) -> Iterator[Constraint]:
    """Yield what must hold over the issues of one series; note jumps and copies."""
    place = {id(chain.issues[n]): n for n in members}
    yield from (constraint for constraint, _ in printed_again([chain.issues[n] for n in members]))
    for campaign in campaigns([chain.issues[n] for n in members]):
        where = [place[id(issue)] for issue in campaign]
        chain.jumps += [(jump, where) for jump in jumps(campaign)]
        chain.copies += [(copied, where) for copied in copied_lists(campaign, rules)]
        yield from series_constraints(campaign, rules)


def _of_one_batch(chain: Chain, series: Sequence[Sequence[Published]]) -> Iterator[list[Issue]]:
    """Yield documents of several series that report the same batch and day."""
    alike: dict[Hashable, list[tuple[int, Issue]]] = defaultdict(list)
    start = 0
    for number, some in enumerate(series):
        for issue in chain.issues[start : start + len(some)]:
            batch = batches_of(issue)
            day = next((f.as_of for f in issue.figures if f.scope == "new" and f.as_of), issue.day)
            if batch is not None and batch[0] == batch[1] and day is not None:
                alike[batch, day[-5:]].append((number, issue))
        start += len(some)
    for found in alike.values():
        if len({number for number, _ in found}) > 1:
            yield [issue for _, issue in found]


def _issues(documents: Sequence[Published]) -> list[Issue]:
    names = _names([one.head for one in documents])
    return [
        Issue(
            names[one.head.document],
            one.figures,
            one.groups,
            one.head.day.isoformat() if one.head.day else None,
            one.head.issue,
        )
        for one in documents
    ]


def _names(heads: Sequence[Head]) -> Mapping[int, str]:
    """Return what each issue is called in a sentence about several: 第3期, with year, date, title or file where only
    that tells it from the others.
    """
    years = {head.year for head in heads if head.issue}
    titles = {head.title for head in heads}
    short = {}
    for head in heads:
        year = f"{head.year}年" if head.year and len(years) > 1 else ""
        name = f"{year}第{head.issue}期" if head.issue else head.date or ""
        title = f"《{head.title}》" if head.title and (len(titles) > 1 or not name) else ""
        short[head.document] = title + name or _file(head)
    alike = Counter(short.values())
    dated = Counter((short[head.document], head.date) for head in heads)
    return {head.document: _told_apart(head, short[head.document], alike, dated) for head in heads}


def _told_apart(head: Head, name: str, alike: Mapping[str, int], dated: Mapping[tuple[str, str | None], int]) -> str:
    if alike[name] == 1:
        return name
    full = f"{name}（{head.date}）" if head.date and head.date not in name else name
    return full if dated[name, head.date] == 1 else f"{full}〔{_file(head)}〕"


def _file(head: Head) -> str:
    return head.uri.rsplit("/", 1)[-1]
