"""Short issues of a series, written for the tests of the audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from bench.generator.numerals import chinese
from jianbao import extract
from jianbao.archive import open_store, save
from jianbao.archive.audit import Audit, audit_archive
from jianbao.rulepack import load_rules

RULES = load_rules()
FIRST = date(2022, 3, 1)
#: By phone and by letter, batch by batch.
NEW = [(8, 4), (5, 5), (7, 3), (6, 6), (9, 2)]


def issue(
    number: int,
    new: tuple[int, int],
    total: tuple[int, int],
    regions: Mapping[str, int] | None = None,
    batch: int | None = None,
    serial: int | None = None,
    day: date | None = None,
    title: str = "日照市环境保护督察工作简报",
) -> str:
    """Return the text of an issue: what came by phone and by letter in its batch, and up to its day."""
    day = day or FIRST + timedelta(days=number - 1)
    when = f"{day.month}月{day.day}日"
    listed = "".join(f"、{name}{count}件" for name, count in (regions or {}).items())
    return (
        f"{title}\n{day.year}年第{number}期　总第{serial or number}期\n日照市督察整改工作领导小组办公室\n"
        f"{day.year}年{when}\n\n【信访件交办情况】\n\n"
        f"{when}，省督察组向我市交办第{chinese(batch or number)}批群众信访件{sum(new)}件，"
        f"其中来电{new[0]}件、来信{new[1]}件。\n"
        + (f"从地区分布看，{listed[1:]}。\n" if listed else "")
        + f"截至{when}，累计交办群众信访件{sum(total)}件，其中来电{total[0]}件、来信{total[1]}件。\n"
    )


def running(count: int = 5) -> list[str]:
    """Issues in which all is right."""
    return [issue(n, NEW[n - 1], (sum(a for a, _ in NEW[:n]), sum(b for _, b in NEW[:n]))) for n in range(1, count + 1)]


def audit_of(texts: Sequence[str], folder: Path, every: bool = False) -> Audit:
    """Return the audit of an archive of these texts."""
    with open_store(folder / "audit.db") as store:
        for number, text in enumerate(texts):
            path = folder / f"{number:02}.txt"
            path.write_text(text, encoding="utf-8")
            with store.write() as connection:
                save(connection, extract(path, RULES))
        return audit_archive(store, RULES, every)
