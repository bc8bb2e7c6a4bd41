"""The audit of an archive: within issues, over the issues of each series, and between documents of one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from ...checks.series import headline
from ...record import Finding, Status
from ...rulepack import Rules
from ..store import Store
from .chain import Chain, chain_of
from .evidence import Evidence
from .grouping import places_of, series_of, units_of
from .model import Audit, Audited, Check, Cited, Head, Point, Published, Series, Suggestion, Track
from .numbering import Gap, gaps_of
from .reading import heads_of, published, regions_of
from .wording import Wording

__all__ = ["audit_archive", "audit_gaps"]


def audit_archive(store: Store, rules: Rules, every: bool = False) -> Audit:
    """Return what an audit of all bulletins finds: what is violated; with ``every``, what holds or is unchecked, too.

    Series are read one after the other, so that memory does not grow with the archive but with its longest series.

    Raises StoreError where the database cannot be read.
    """
    auditor = _Auditor(rules, every)
    with store.read() as connection:
        heads = heads_of(connection)
        auditor.heads(heads)
        series = series_of(heads)
        auditor.gaps(connection, series)
        members = {head.document for one in series for head in one.heads}
        alone = [head for head in heads if head.document not in members]
        places = places_of(heads, regions_of(connection), rules)
        for unit in units_of(series, alone, places):
            auditor.unit(connection, unit)
    return auditor.done()


def audit_gaps(store: Store, rules: Rules) -> Audit:
    """Return what is wrong with the numbers and dates of the series: missing, doubled and misnumbered issues, dates
    that run backwards, serial numbers that do not rise.

    Raises StoreError where the database cannot be read.
    """
    auditor = _Auditor(rules, False)
    with store.read() as connection:
        heads = heads_of(connection)
        auditor.heads(heads)
        auditor.gaps(connection, series_of(heads))
    return auditor.done()


class _Auditor:
    """Collects findings, in the order in which they come."""

    def __init__(self, rules: Rules, every: bool) -> None:
        self._rules = rules
        self._every = every
        self._audit = Audit()
        self._chinese, self._english = Wording("zh", rules), Wording("en", rules)
        self._tracks: dict[tuple[str | None, str | None], list[Point]] = {}

    def done(self) -> Audit:
        """Return the audit."""
        self._audit.tracks = [Track(*key, tuple(points)) for key, points in self._tracks.items() if len(points) > 1]
        return self._audit

    def heads(self, heads: Sequence[Head]) -> None:
        """Note what the documents say of themselves."""
        self._audit.heads = {head.uri: head for head in heads}

    def gaps(self, connection: Connection, series: Sequence[Series]) -> None:
        """Add what is wrong with the numbering of each series."""
        found = [(one, gap) for one in series for gap in gaps_of(one)]
        evidence = Evidence(connection, {head.document for _, gap in found for head in gap.heads})
        for one, gap in found:
            self._add_gap(one, gap, evidence)

    def unit(self, connection: Connection, unit: Sequence[Series]) -> None:
        """Add the findings on documents that are compared with each other."""
        heads = [head for one in unit for head in one.heads]
        documents = published(connection, heads, self._rules)
        by_series, start = [], 0
        for one in unit:
            by_series.append(documents[start : start + len(one.heads)])
            start += len(one.heads)
        chain = chain_of(by_series, self._rules)
        for finding in chain.findings:
            self._audit.counts[finding.status] += 1
        shown = [n for n, f in enumerate(chain.findings) if self._every or f.status == "violated"]
        evidence = Evidence(connection, _cited_documents(chain, shown))
        self._add_findings(chain, sorted(shown, key=lambda n: (chain.owners[n], n)), evidence)
        self._add_jumps(chain, evidence)
        self._add_copies(chain, evidence)
        for one, some in zip(unit, by_series, strict=True):
            self._tracks.setdefault((one.title, one.issuer), []).extend(self._points(chain, some))

    # One kind of finding after the other

    def _add_gap(self, series: Series, gap: Gap, evidence: Evidence) -> None:
        last = gap.heads[-1] if gap.kind == "missing" else gap.heads[0]
        expected = gap.first if gap.kind != "missing" else None
        actual = {"serial": last.serial, "renumbered": last.issue}.get(gap.kind)
        sentences = self._chinese.gap(gap), self._english.gap(gap)
        cited = tuple(evidence.masthead(head) for head in gap.heads)
        self._add(last, series.title, gap.kind, sentences, cited, expected, actual)

    def _add_findings(self, chain: Chain, shown: Sequence[int], evidence: Evidence) -> None:
        first = len(self._audit.findings)
        ids = {number: first + at for at, number in enumerate(shown)}
        for number in shown:
            finding, head = chain.findings[number], chain.documents[chain.owners[number]].head
            cited = (_figure(chain, index, evidence) for index in finding.figures)
            repairs = _suggestions(chain, finding, ids)
            self._audit.findings.append(Audited.of(finding, ids[number], head, cited, repairs))

    def _add_jumps(self, chain: Chain, evidence: Evidence) -> None:
        for jump, where in chain.jumps:
            issues = [chain.issues[n] for n in where]
            head = chain.documents[where[jump.issue]].head
            places = [n for n in (jump.issue, jump.before, jump.after) if n is not None]
            cited = tuple(c for n in places for c in _batch(chain, where[n], evidence))
            sentences = self._chinese.jump(jump, issues), self._english.jump(jump, issues)
            self._add(head, head.title, "batch", sentences, cited, jump.expected, jump.batch)

    def _add_copies(self, chain: Chain, evidence: Evidence) -> None:
        for copied, where in chain.copies:
            issues = [chain.issues[n] for n in where]
            head = chain.documents[where[copied.issue]].head
            figures = (*(copied.totals[::-1] if copied.totals else ()), *copied.figures, *copied.earlier)
            cited = tuple(_figure(chain, figure.id, evidence) for figure in figures)
            sentences = self._chinese.copied(copied, issues), self._english.copied(copied, issues)
            self._add(head, head.title, "copied", sentences, cited)

    def _add(
        self,
        head: Head,
        title: str | None,
        check: Check,
        sentences: tuple[str, str],
        cited: tuple[Cited, ...],
        expected: int | None = None,
        actual: int | None = None,
    ) -> None:
        status: Status = "violated"
        self._audit.counts[status] += 1
        number = len(self._audit.findings)
        self._audit.findings.append(
            Audited(number, head.uri, head.name, title, check, status, expected, actual, *sentences, cited)
        )

    def _points(self, chain: Chain, documents: Sequence[Published]) -> Iterator[Point]:
        wrong = {i for f in chain.findings if f.status == "violated" for i in f.figures}
        blamed = {r.figure for f in chain.findings for r in f.repairs} or wrong
        index = {one.head.document: n for n, one in enumerate(chain.documents)}
        for one in documents:
            issue = chain.issues[index[one.head.document]]
            totals = {scope: headline(issue, scope) for scope in ("cumulative", "new")}
            marked = frozenset(s for s, f in totals.items() if f is not None and f.id in wrong & blamed)
            cumulative, new = (None if f is None else f.value for f in totals.values())
            if cumulative is not None or new is not None:
                yield Point(one.head.uri, one.head.name, one.head.date, cumulative, new, marked)


def _cited_documents(chain: Chain, shown: Sequence[int]) -> set[int]:
    """Return the documents, by their number in the archive, that the findings on a unit cite."""
    indices = {chain.document_of[i] for n in shown for i in chain.findings[n].figures}
    for jump, where in chain.jumps:
        indices |= {where[n] for n in (jump.issue, jump.before, jump.after) if n is not None}
    for copied, where in chain.copies:
        indices |= {where[copied.issue], where[copied.before]}
    return {chain.documents[n].head.document for n in indices}


def _figure(chain: Chain, index: int, evidence: Evidence) -> Cited:
    document = chain.documents[chain.document_of[index]]
    return evidence.figure(document, chain.figures[index])


def _batch(chain: Chain, number: int, evidence: Evidence) -> Iterator[Cited]:
    """Yield the total of the batch that an issue reports, which shows its number."""
    document = chain.documents[number]
    figure = next((f for f in document.figures if f.scope == "new" and f.batch), None)
    if figure is None:
        figure = next((f for f in document.figures if f.batch), None)
    if figure is not None:
        yield evidence.figure(document, figure)


def _suggestions(chain: Chain, finding: Finding, ids: dict[int, int]) -> Iterator[Suggestion]:
    for repair in finding.repairs:
        document = chain.documents[chain.document_of[repair.figure]]
        figure = chain.figures[repair.figure]
        yield Suggestion(
            document.head.uri,
            document.head.name,
            document.number_of(repair.figure),
            figure.label or figure.subject,
            figure.value,
            repair.value,
            figure.unit,
            tuple(ids[i] for i in repair.also_settles if i in ids),
        )
