"""The audit as one HTML page that needs nothing besides itself: findings, arithmetic, quotes, places, plots."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ...archive.audit import Audit, Audited
from ...checks.numbers import exact, written
from ...rulepack import Rules
from ..audit import Language, Told, check_label, summary, told
from .clippings import Clipping, Clippings
from .plots import HEIGHT, WIDTH, Plot, plot_of

__all__ = ["report_page"]

#: The one script of the page: it puts the language and the filter into the page's root, where the style looks.
_SCRIPT = """\
const root = document.documentElement;
addEventListener("click", event => {
  const chosen = event.target.closest("[data-set]");
  if (!chosen) return;
  const [name, value] = chosen.dataset.set.split("=");
  root.setAttribute(name, root.getAttribute(name) === value && name !== "lang" ? "" : value);
});
"""


class _Strip(NamedTuple):
    """A strip of a page, its picture as a data URL."""

    clipping: Clipping
    picture: str


class _Shown(NamedTuple):
    """A finding, ready to be shown."""

    told: Told
    strips: tuple[_Strip, ...]


class _Chapter(NamedTuple):
    """The findings about one issue."""

    bulletin: str
    issue: str
    title: str
    findings: tuple[_Shown, ...]


class _Series(NamedTuple):
    title: str
    issuer: str
    plot: Plot


def report_page(
    audit: Audit, rules: Rules, name: str, language: Language = "zh", clippings: Clippings | None = None
) -> str:
    """Return the page; ``name`` is what was audited, ``language`` the one that it opens in.

    With ``clippings`` it shows the place on the page of each cited number, where the files are still there.
    """
    labels = rules.pack.labels
    chapters = tuple(_chapters(audit.findings, audit, clippings))
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    return _environment().get_template("report.html").render(
        name=name,
        language=language,
        labels=(labels.zh, labels.en),
        summary=tuple(summary(audit, one) for one in _LANGUAGES),
        counts=audit.counts,
        kinds=Counter(item.constraint for item in audit.findings if item.status == "violated").most_common(),
        chapters=chapters,
        series=[_Series(track.title or "", track.issuer or "", plot_of(track.points)) for track in audit.tracks],
        first_of=_firsts(chapters),
        rules=(rules.name, rules.fingerprint[:12]),
        script=Markup(_SCRIPT),
        script_hash=f"sha256-{digest}",
        plane=(WIDTH, HEIGHT),
    )  # fmt: skip


_LANGUAGES: tuple[Language, Language] = ("zh", "en")


def _chapters(findings: Iterable[Audited], audit: Audit, clippings: Clippings | None) -> Iterator[_Chapter]:
    """Yield the findings issue by issue, in the order of the archive."""
    place = {uri: number for number, uri in enumerate(audit.heads)}
    seen: dict[tuple[str, str], int] = {}
    for item in findings:
        seen.setdefault((item.bulletin, item.issue), len(seen))
    ordered = sorted(findings, key=lambda i: (place.get(i.bulletin, len(place)), seen[i.bulletin, i.issue], i.id))
    for (bulletin, issue), items in groupby(ordered, key=lambda item: (item.bulletin, item.issue)):
        shown = tuple(_shown(item, audit, clippings) for item in items)
        yield _Chapter(bulletin, issue, next((s.told.item.title for s in shown if s.told.item.title), ""), shown)


def _shown(item: Audited, audit: Audit, clippings: Clippings | None) -> _Shown:
    cut = clippings.of(item.cited, audit.heads) if clippings else ()
    return _Shown(told(item), tuple(_Strip(clipping, _data_url(clipping)) for clipping in cut))


def _data_url(clipping: Clipping) -> str:
    return "data:image/png;base64," + base64.b64encode(clipping.png).decode()


def _firsts(chapters: Iterable[_Chapter]) -> dict[str, int]:
    """Return the first finding on each bulletin, so that a point of a plot leads to it."""
    return {chapter.bulletin: chapter.findings[0].told.item.id for chapter in reversed(tuple(chapters))}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jianbao.publish.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"both": _both, "check_label": check_label, "number": _number}
    return environment


def _number(value: float | int | None) -> str:
    """Return a number as it is printed; nothing for None."""
    found = exact(value)
    return "" if found is None else written(found)


def _both(pair: tuple[Any, Any]) -> Markup:
    """Return a text in both languages, of which the style shows one."""
    zh, en = pair
    return Markup('<span class="zh" lang="zh">{}</span><span class="en" lang="en">{}</span>').format(zh, en)
