"""``python -m bench.generator --issues 60 --plant slip --into DIR``: texts, their gold, and what was planted."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from .plants import KINDS
from .series import series


def main() -> None:
    """Write series of bulletins into a folder that ``jianbao archive`` and ``jianbao evaluate`` read."""
    parser = argparse.ArgumentParser(prog="python -m bench.generator", description=main.__doc__)
    parser.add_argument("--into", type=Path, required=True, metavar="DIR")
    parser.add_argument("--issues", type=int, default=60, help="of each series")
    parser.add_argument("--series", type=int, default=1, help="how many series, each of a place of its own")
    parser.add_argument("--seed", type=int, default=0, help="of the first series; the next ones count up")
    parser.add_argument("--every", type=int, default=1, metavar="DAYS", help="days from one issue to the next")
    parser.add_argument("--mean", type=int, default=30, help="about how many complaints a batch has")
    parser.add_argument("--plant", action="append", default=[], choices=sorted(KINDS), help="once for each error")
    parser.add_argument("--pdf", action="store_true", help="PDFs in official layout, instead of texts with gold")
    given = parser.parse_args()
    folder: Path = given.into
    for name in ("pdf",) if given.pdf else ("bulletins", "gold"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    planted = []
    for seed in range(given.seed, given.seed + given.series):
        for issue in series(seed, given.issues, given.plant, given.every, given.mean):
            if given.pdf:
                from jianbao.corpus.make_pdf import write_pdf

                write_pdf(issue.text, folder / "pdf" / f"{issue.name}.pdf")
            else:
                (folder / "bulletins" / f"{issue.name}.txt").write_text(issue.text, encoding="utf-8")
                gold = json.dumps(issue.gold, ensure_ascii=False, indent=1)
                (folder / "gold" / f"{issue.name}.json").write_text(gold, encoding="utf-8")
            planted += [{"bulletin": issue.name, **asdict(plant)} for plant in issue.planted]
    (folder / "planted.json").write_text(json.dumps(planted, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
