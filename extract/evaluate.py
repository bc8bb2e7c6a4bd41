"""How good is it? Records measured against gold: precision, recall and F1 of every field, and every miss.

::

    folder ─ cases ─▶ (bulletin, gold) ─ one scorer a part ─▶ Tally ─ sum ─▶ Report

Gold is what a careful reader would write down (docs/annotation.md). A key that a gold record lacks is not scored.
Labels and names are compared in folded form, so that width, script and padding make no difference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date as Date
from pathlib import Path
from typing import Any, NamedTuple, get_args

from .errors import JianbaoError
from .gold import violations
from .record import Bulletin, Dimension, EventDate, Figure, Official, Site, Update
from .tally import Miss, Report, Score, Tally, below, paired, plain

__all__ = ["Case", "Miss", "Report", "Score", "below", "cases", "evaluate", "score"]

Gold = Mapping[str, Any]
#: The gold's word for what a list is to its whole, and the record's.
_RELATIONS = {"partition": "partition", "overlapping": "cover", "partial list": "partial"}
#: The dimensions whose lists are scored: what remains after merging is no list, bracketed counts are part of another.
_LISTED = frozenset(get_args(Dimension)) - {"duplicate"}


class Case(NamedTuple):
    """A text, its gold record, and the date that gives the year to its dates."""

    path: Path
    gold: Gold

    @property
    def reference(self) -> Date | None:
        """The day of publication where the gold names one."""
        published = self.gold.get("published")
        return Date.fromisoformat(published) if published else None


def evaluate(folder: Path, extract: Callable[[Path, Date | None], Bulletin]) -> Report:
    """Return how well ``extract`` reads the texts of ``folder``.

    ``folder`` holds ``X.txt`` beside ``X.gold.json``, or ``bulletins/X.txt`` and ``gold/X.json``. A file that cannot be
    read counts as if nothing had been found in it.

    Raises ValueError where the folder holds no gold.
    """
    report = Report()
    for case in cases(Path(folder)):
        tally = Tally(case.path.name, report)
        try:
            bulletin: Bulletin | None = extract(case.path, case.reference)
        except JianbaoError as error:
            bulletin = None
            report.misses.append(Miss(case.path.name, "file", "a record", str(error)))
        _score_case(tally, bulletin, case.gold)
        report.files += 1
    if not report.files:
        raise ValueError(f"{folder} holds no gold records")
    return report


def score(name: str, bulletin: Bulletin, gold: Gold) -> Report:
    """Return how well one record agrees with its gold."""
    report = Report(files=1)
    _score_case(Tally(name, report), bulletin, gold)
    return report


def cases(folder: Path) -> Iterator[Case]:
    """Yield each text of ``folder`` that has a gold record, in the order of names."""
    root = folder.parent if folder.name == "gold" and not list(folder.glob("*.gold.json")) else folder
    for gold in sorted(root.glob("*.gold.json")):
        yield Case(gold.with_name(gold.name.removesuffix(".gold.json") + ".txt"), _loaded(gold))
    for gold in sorted((root / "gold").glob("*.json")):
        yield Case(root / "bulletins" / f"{gold.stem}.txt", _loaded(gold))


def _loaded(path: Path) -> Gold:
    gold: Gold = json.loads(path.read_text(encoding="utf-8"))
    return gold


def _score_case(tally: Tally, bulletin: Bulletin | None, gold: Gold) -> None:
    parts: dict[str, Callable[[Tally, Bulletin | None, Any], None]] = {
        "masthead": _score_masthead,
        "sections": _score_sections,
        "updates": _score_updates,
        "figures": _score_figures,
        "groups": _score_groups,
        "findings": _score_findings,
        "distribution": _score_distribution,
    }
    for key, scorer in parts.items():
        if key in gold and not (key == "groups" and "figures" not in gold):
            scorer(tally, bulletin, gold[key])
    if "groups" in gold and "findings" not in gold:
        _score_inconsistencies(tally, bulletin, gold["groups"])


def _score_masthead(tally: Tally, bulletin: Bulletin | None, gold: Gold) -> None:
    for key, expected in gold.items():
        got = getattr(bulletin.masthead, key) if bulletin else None
        agree = plain(got) == plain(expected) if isinstance(got, str) and isinstance(expected, str) else got == expected
        tally.value(f"masthead/{key}", expected, got, agree)


def _score_sections(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    got = [(s.kind, s.heading) for s in bulletin.sections] if bulletin else []
    expected = [(s["kind"], s.get("heading")) for s in gold]
    pairs = tally.lists("sections", expected, got, lambda a, b: a[0] == b[0] and plain(a[1]) == plain(b[1]))
    kinds = Counter(kind for kind, _ in expected) & Counter(str(kind) for kind, _ in got)
    tally.count("sections/kind", len(expected), len(got), max(len(pairs), kinds.total()))


def _score_distribution(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    expected = [(line["kind"], name) for line in gold for name in line["recipients"]]
    got = [(line.kind, name) for line in bulletin.distribution for name in line.recipients] if bulletin else []
    tally.lists("distribution", expected, got, lambda a, b: a[0] == b[0] and plain(a[1]) == plain(b[1]))


def _score_updates(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    aligned, extra = _aligned(gold, bulletin)
    tally.count("updates", len(gold), len(gold) + len(extra) - sum(u is None for _, u in aligned), 0)
    for expected, update in aligned:
        tally.count("updates", 0, 0, int(update is not None))
        if update is None:
            tally.miss("updates", expected.get("text") or "an update", None)
        _score_update(tally, expected, update)
    for update in extra:
        tally.miss("updates", None, bulletin.text[update.span.start : update.span.start + 20] if bulletin else None)
        _score_update(tally, {"event_dates": [], "officials": [], "sites": []}, update)


def _aligned(gold: Sequence[Gold], bulletin: Bulletin | None) -> tuple[list[tuple[Gold, Update | None]], list[Update]]:
    """Pair the gold items with the record's: by their first words where the gold gives them, else by their order."""
    if bulletin is None:
        return [(item, None) for item in gold], []
    if not any(item.get("text") for item in gold):
        padded = [*bulletin.updates[: len(gold)], *[None] * max(len(gold) - len(bulletin.updates), 0)]
        return list(zip(gold, padded, strict=True)), bulletin.updates[len(gold) :]
    texts = {id(update): plain(update.span.of(bulletin.text)) for update in bulletin.updates}
    pairs, _, extra = paired(gold, bulletin.updates, lambda item, update: plain(item["text"]) in texts[id(update)])
    found = {id(item): update for item, update in pairs}
    return [(item, found.get(id(item))) for item in gold], extra


def _score_update(tally: Tally, gold: Gold, update: Update | None) -> None:
    if "title" in gold:
        title = update.title if update else None
        tally.value("updates/title", gold["title"], title, plain(gold["title"]) == plain(title))
    if "county" in gold:
        county = update.county if update else None
        expected, got = gold["county"] or {}, county.name if county else None
        tally.value("county", expected.get("name"), got, plain(expected.get("name")) == plain(got))
        if "code" in expected:
            tally.value("county/code", expected["code"], county.code if county else None)
    if "event_dates" in gold:
        dates = tally.lists("event dates", gold["event_dates"], update.event_dates if update else [], _same_date)
        for day, event in dates:
            tally.value("event dates/part of day", day.get("part_of_day"), event.part_of_day)
    if "officials" in gold:
        _score_officials(tally, gold["officials"], update.officials if update else [])
    if "sites" in gold:
        _score_sites(tally, gold["sites"], update.sites if update else [])


def _same_date(gold: Gold, got: EventDate) -> bool:
    return (
        _same_day(gold["date"], got.date)
        and _same_day(gold.get("end_date"), got.end_date)
        and gold.get("precision", got.precision) == got.precision
    )


def _same_day(gold: str | None, got: str | None) -> bool:
    """Tell whether two dates agree; where the gold has no year, month and day suffice."""
    if gold is None or got is None:
        return gold == got
    return gold[-5:] == got[-5:] if gold.startswith("--") else gold == got


def _score_officials(tally: Tally, gold: Sequence[Gold], got: Sequence[Official]) -> None:
    pairs = tally.lists("officials", gold, got, lambda a, b: plain(a["name"]) == plain(b.name))
    roles = 0
    for person, official in pairs:
        roles += person["role"] == official.role
        if person["role"] != official.role:
            tally.miss("officials/name and role", f"{person['name']} {person['role']}", official.role)
        organisation = person.get("organisation")
        agree = plain(organisation) == plain(official.organisation)
        shown = f"{official.name}: {official.organisation}"
        tally.value("officials/organisation", f"{person['name']}: {organisation}", shown, agree)
        _score_titles(tally, person, official)
    tally.count("officials/name and role", len(gold), len(got), roles)
    paired = {id(official) for _, official in pairs}
    unpaired = [len(person["titles"]) for person in gold if not any(person is p for p, _ in pairs)]
    surplus = [len(official.titles) for official in got if id(official) not in paired]
    tally.count("officials/titles", sum(unpaired), sum(surplus), 0)


def _score_titles(tally: Tally, gold: Gold, got: Official) -> None:
    """Count a title as right where either side, with its organisation before it, contains the other."""
    here, there = plain(gold.get("organisation")), plain(got.organisation)

    def same(a: str, b: str) -> bool:
        return bool(a and b) and (plain(a) in there + plain(b) or plain(b) in here + plain(a))

    pairs, missing, extra = paired(gold["titles"], got.titles, same)
    tally.count("officials/titles", len(gold["titles"]), len(got.titles), len(pairs))
    for title in missing:
        tally.miss("officials/titles", f"{gold['name']} {title}", None)
    for title in extra:
        tally.miss("officials/titles", None, f"{gold['name']} {title}")


def _score_sites(tally: Tally, gold: Sequence[Gold], got: Sequence[Site]) -> None:
    exact, missing, extra = paired(gold, got, lambda a, b: plain(a["name"]) == plain(b.name))
    near, missing, extra = paired(missing, extra, lambda a, b: _overlap(plain(a["name"]), plain(b.name)))
    tally.count("sites/exact", len(gold), len(got), len(exact))
    tally.count("sites/overlapping", len(gold), len(got), len(exact) + len(near))
    for expected, site in near:
        tally.miss("sites/exact", expected, site)
    for expected in missing:
        tally.miss("sites", expected["name"], None)
    for site in extra:
        tally.miss("sites", None, site.name)
    for expected, site in exact + near:
        name = expected["name"]
        tally.value(
            "sites/kind", f"{name} {expected['kind']}", f"{site.name} {site.kind}", expected["kind"] == site.kind
        )
        agree = plain(expected.get("township")) == plain(site.township)
        tally.value("sites/township", f"{name} in {expected.get('township')}", str(site.township), agree)


def _overlap(a: str, b: str) -> bool:
    return min(len(a), len(b)) > 1 and (a in b or b in a)


def _score_figures(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    got = bulletin.figures if bulletin else []
    pairs, missing, extra = _figure_pairs(gold, got)
    tally.count("figures", len(gold), len(got), len(pairs))
    strict = [(a, b) for a, b in pairs if _same_frame(a, b)]
    tally.count("figures with scope and batch", len(gold), len(got), len(strict))
    for a, b in pairs:
        if not _same_frame(a, b):
            tally.miss("figures with scope and batch", a, b)
        tally.value("figures/as of", a.get("as_of"), b.as_of, _same_day(a.get("as_of"), b.as_of))
        if a.get("subject") is not None:
            tally.value("figures/subject", a["subject"], b.subject, plain(a["subject"]) == plain(b.subject))
        if a.get("parent_label"):
            parent = next((f.label for f in got if f.id == b.parent), None)
            tally.value("figures/parent", a["parent_label"], parent, plain(a["parent_label"]) == plain(parent))
    for name in sorted({_dimension(a["dimension"]) for a in gold} | {_dimension(b.dimension) for b in got}):
        of_gold, of_got = (sum(_dimension(d) == name for d in ds) for ds in _dimensions(gold, got))
        tally.count(f"figures/{name}", of_gold, of_got, sum(_dimension(a["dimension"]) == name for a, _ in pairs))
    confused, missing, extra = paired(missing, extra, lambda a, b: a["value"] == b.value and a["unit"] == b.unit)
    for expected, figure in [*confused, *((a, None) for a in missing), *((None, b) for b in extra)]:
        tally.miss("figures", expected, figure)


def _dimension(name: str | None) -> str:
    return name or "headline"


def _dimensions(gold: Sequence[Gold], got: Sequence[Figure]) -> tuple[list[str | None], list[str | None]]:
    return [a["dimension"] for a in gold], [b.dimension for b in got]


def _figure_pairs(
    gold: Sequence[Gold], got: Sequence[Figure]
) -> tuple[list[tuple[Gold, Figure]], list[Gold], list[Figure]]:
    """Pair figures of equal dimension, label, value and unit; first those that agree in all else too."""
    exact, missing, extra = paired(
        gold, got, lambda a, b: _same_figure(a, b) and _same_frame(a, b) and _same_day(a.get("as_of"), b.as_of)
    )
    framed, missing, extra = paired(missing, extra, lambda a, b: _same_figure(a, b) and _same_frame(a, b))
    bare, missing, extra = paired(missing, extra, _same_figure)
    return exact + framed + bare, missing, extra


def _same_figure(gold: Gold, got: Figure) -> bool:
    return (
        gold["value"] == got.value
        and plain(gold["unit"]) == plain(got.unit)
        and gold["dimension"] == got.dimension
        and plain(gold["label"]) == plain(got.label)
    )


def _same_frame(gold: Gold, got: Figure) -> bool:
    """Tell whether scope and batch agree; a cumulative count whose gold names no batches may have any."""
    batch = _batches(gold.get("batch"))
    unsaid = batch is None and gold["scope"] == "cumulative"
    return gold["scope"] == got.scope and (unsaid or batch == _batches(got.batch))


def _batches(batch: object) -> tuple[int, int] | None:
    """Return first and last batch of ``21``, ``"21"``, ``"1-9"`` or ``[1, 9]``."""
    if batch is None:
        return None
    numbers = [int(n) for n in (batch if isinstance(batch, list | tuple) else str(batch).split("-"))]
    return numbers[0], numbers[-1]


def _score_groups(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    expected = [
        (g["dimension"], _RELATIONS[g["kind"]], g["base"])
        for g in gold
        if g["kind"] in _RELATIONS and g["dimension"] in _LISTED
    ]
    got: list[tuple[str | None, str, float | None]] = []
    if bulletin:
        values = {figure.id: figure.value for figure in bulletin.figures}
        wholes = [(g, values.get(g.whole) if g.whole is not None else None) for g in bulletin.groups]
        got = [
            (g.dimension, g.relation, value)
            for g, value in wholes
            if g.relation in _RELATIONS.values() and g.dimension in _LISTED
        ]
    tally.lists("groups", expected, got, _equal)


def _score_inconsistencies(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    """Count the violations found against the groups that do not add up.

    A part that exceeds its whole may be reported or not; a share is nothing that groups tell of.
    """
    expected = [g["dimension"].split(" ")[0] for g in gold if g.get("adds_up") is False]
    tolerated = [g["dimension"] for g in gold if g["kind"] == "subset" and g["sum"] > g["base"]]
    got = [name for constraint, name in violations(bulletin) if constraint != "share"] if bulletin else []
    pairs, _, extra = paired(expected, got, _equal)
    _, _, invented = paired(tolerated, extra, _equal)
    tally.lists("inconsistencies", expected, [*(name for _, name in pairs), *invented], _equal)


def _equal(a: object, b: object) -> bool:
    return a == b


def _score_findings(tally: Tally, bulletin: Bulletin | None, gold: Sequence[Gold]) -> None:
    expected = [
        (f["constraint"], f["dimension"]) for f in gold if f["status"] == "violated" for _ in range(f.get("count", 1))
    ]
    got = list(violations(bulletin)) if bulletin else []
    tally.lists("inconsistencies", expected, got, _equal)
