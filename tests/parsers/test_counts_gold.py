"""The counts grammar against notices with gold, where the folder of development material lies beside the checkout."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from jianbao.parsers.context import Context
from jianbao.parsers.counts import looks_like_statistics, parse_counts
from jianbao.parsers.fold import fold
from jianbao.rulepack import load_rules

RULES = load_rules()
SHARED = Path(__file__).parents[3] / "shared"
GOLD = sorted(SHARED.glob("dev/notices/*.gold.json"))
NEWS = sorted(SHARED.glob("dev/updates/*.txt"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_figures_of_a_notice(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    folded = fold((path.parent / f"{path.name[:3]}.txt").read_text(encoding="utf-8"))
    expected = Counter(
        (f["dimension"], f["label"], float(f["value"]), f["unit"], f["scope"], f["subject"], f["as_of"], f["pos"])
        for f in gold["figures"]
    )
    found = Counter(
        (f.dimension, f.label, float(f.value), f.unit, f.scope, f.subject, f.as_of, folded.source_span(f.span).start)
        for f in parse_counts(folded.string, RULES, Context()).figures
    )
    assert found == expected


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name[:3])
def test_a_notice_is_recognised(path: Path) -> None:
    text = (path.parent / f"{path.name[:3]}.txt").read_text(encoding="utf-8")
    assert looks_like_statistics(fold(text).string, RULES)


@pytest.mark.parametrize("path", NEWS, ids=lambda path: path.stem)
def test_news_is_no_notice(path: Path) -> None:
    assert not looks_like_statistics(fold(path.read_text(encoding="utf-8")).string, RULES)
