"""A stand-in for extraction: small, quick, and able to fail in every way. Importable by worker processes."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jianbao.archive import archive
from jianbao.errors import DamagedFile, EmptyFile, UnsupportedFormat
from jianbao.record import (
    Bulletin,
    County,
    Distribution,
    EventDate,
    Figure,
    Finding,
    Group,
    Line,
    Masthead,
    Official,
    Repair,
    Rules,
    Section,
    Site,
    Source,
    Unread,
    Update,
    Warning_,
)
from jianbao.span import Span

__all__ = ["bulletin", "extract", "extract_for_ever", "extract_slowly", "extract_with_new_rules", "run"]

TEXT = "工作简报\n青禾县副县长陈一鸣到柳溪村调研。\n共受理投诉举报件7件，其中青禾县4件、白沙县3件。\n报：省办"


def span(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start, start + len(quote))


def bulletin(text: str = TEXT, uri: str = "a.txt", rules: str = "r1", sha256: str | None = None) -> Bulletin:
    """Return a record with something in every table; ``text`` must begin as ``TEXT`` does, or the same."""

    def figure(id: int, quote: str, value: float, **more: object) -> Figure:
        fields: dict[str, object] = {
            "subject": "投诉举报件", "scope": "new", "as_of": "2031-03-15", "batch": [3, 4], "dimension": None,
            "category": None, "code": None, "label": None, "unit": "件", "parent": None, "group": None,
        }  # fmt: skip
        return Figure(id=id, value=value, span=span(text, quote), **(fields | more))  # type: ignore[arg-type]

    lines = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        box = (72.0, 100.0 + 20 * number, 300.5, 115.0 + 20 * number)
        lines.append(Line(Span(start, start + len(line)), 1 + number // 2, box, Span(start, start + len(line))))
        start += len(line) + 1
    region = {"dimension": "region", "parent": 0, "group": 0}
    return Bulletin(
        record_version=1,
        source=Source(
            uri, sha256 or hashlib.sha256(text.encode()).hexdigest(), "text/plain", 2, "plain", Rules("gov", rules)
        ),
        text=text,
        lines=lines,
        masthead=Masthead("工作简报", "青禾县办公室", 2031, 5, 105, "2031-03-15", {"title": span(text, "工作简报")}),
        sections=[Section("masthead", None, Span(0, 4)), Section("article", "调研", Span(5, len(text)))],
        updates=[
            Update(
                section=1,
                title="调研",
                county=County("青禾县", "990101", "青禾县", span(text, "青禾县"), "named"),
                event_dates=[EventDate("近日", Span(5, 7), None, None, None, "vague"),
                             EventDate("3月14日", Span(7, 9), "2031-03-14", None, "上午", "day")],
                officials=[Official("陈一鸣", ["副县长", "组长"], "青禾县", "lead", span(text, "陈一鸣"))],
                sites=[Site("柳溪村", None, "village", span(text, "柳溪村"))],
                span=span(text, text.split("\n")[1]),
            )
        ],
        figures=[
            figure(0, "7件", 7),
            figure(1, "4件", 4, category="青禾县", label="青禾县", code="990101", **region),
            figure(2, "3件", 3.5, category="白沙县", label="白沙县", code="990102", **region),
        ],
        groups=[Group(0, "region", "partition", 0, None, span(text, "青禾县4件、白沙县3件"))],
        findings=[
            Finding("partition", "violated", [0, 1, 2], 7, 7.5, "合计不符", "The parts do not add up.",
                    [Repair(2, 3, [0]), Repair(0, 7.5)])
        ],
        unread=[Unread(span(text, "省办"), "省办", "no unit")],
        distribution=[Distribution("报", ["省办", "市委"], span(text, "报：省办"))],
        warnings=[Warning_("replaced", "1 character replaced", 2)],
    )  # fmt: skip


def extract(path: Path, rules: str = "r1") -> Bulletin:
    """Return a record whose text is ``TEXT`` and the file's own, or fail as the file's first word says."""
    data = path.read_bytes()
    word = data.split(maxsplit=1)[0] if data.split() else b""
    if path.suffix == ".xyz":
        raise UnsupportedFormat(str(path), "no reader for .xyz")
    if not data:
        raise EmptyFile(str(path), "nothing in it")
    if word == b"BAD":
        raise DamagedFile(str(path), "cut short")
    if word == b"CRASH":
        raise ValueError("what is this?\nindeed")
    if word == b"EXIT":
        raise SystemExit(3)
    if word == b"DIE":
        os._exit(9)
    if word == b"HANG":
        time.sleep(60)
    if word == b"HOG":
        bytearray(4 << 30)
    if word == b"CHANGE":
        path.write_bytes(data + b"!")
        data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    return bulletin(TEXT + "\n" + data.decode(), str(path), rules, sha256)


def extract_with_new_rules(path: Path) -> Bulletin:
    return extract(path, "r2")


def extract_for_ever(path: Path) -> Bulletin:
    """Come to no end at 100.txt: a run that is stopped was still running, however busy the machine.

    It has a temporary file there, whose name stands in ``endless``, beside the folder of the files.
    """
    if path.name == "100.txt":
        with tempfile.NamedTemporaryFile() as passing:
            path.parent.with_name("endless").write_text(passing.name)
            time.sleep(600)
    time.sleep(0.05)
    return extract(path)


def extract_slowly(path: Path) -> Bulletin:
    time.sleep(0.05)
    return extract(path)


def run(paths, store, extract=extract, fingerprint="r1", **more):
    """Archive in threads: quick, and as concurrent as processes."""
    with ThreadPoolExecutor(3) as executor:
        return archive(paths, store, extract, fingerprint, executor=executor, **more)
