"""Hostile text: long runs of one thing cost in proportion to their length, and end in a record whose spans hold.

What is counted is work, not time: every call of a Python function. A pattern that runs away does so within one call,
so a run must also end, long before the time that such a pattern would take (hours).
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from jianbao import extract
from jianbao.record import Bulletin
from jianbao.rulepack import load_rules

RULES = load_rules()
HEAD = "德安市环境保护督察工作简报\n2024年第3期\n德安市督察办\n2024年3月15日\n\n"
UPDATES = "【县区动态】\n永修县：3月14日，县委书记周大勇到柘林镇红旗砂场检查"
COUNTS = "【信访件交办情况】\n3月15日，省督察组向我市交办第三批群众信访件10件，其中来电6件、来信4件"
RUNS = {
    "digits": "1234567890",
    "digits with commas": "1,",
    "decimals": "1.",
    "numbers": "12件、",
    "each": "各3件",
    "shares": "占5%，",
    "brackets": "（",
    "closing brackets": "）",
    "bracketed": "（3件）",
    "nested": "（其中",
    "counts with brackets": "3件（重点2件），",
    "names": "李强、",
    "titles": "县委书记",
    "offices": "市环保局局长",
    "separators": "、，；",
    "commas": "，",
    "dashes": "—",
    "quotes": "“",
    "among": "其中",
    "cumulative": "截至3月15日，累计",
    "dates": "3月15日",
    "places": "永修县",
    "towns": "柘林镇",
    "sites": "红旗砂场、",
    "numerals": "一二三",
    "batches": "第3批",
    "letters": "a",
    "blanks": "　 ",
    "tabs": "\t",
    "lines": "\n",
    "cells": "| 3 ",
    "headings": "（一）",
    "list numbers": "1．",
    "slashes": "/",
    "equals": "=",
    "stars": "*",
}
#: Characters of a run, and seconds after which it has run away.
SHORT, LONG, PATIENCE = 2_000, 8_000, 300


def calls(path: Path, text: str) -> tuple[int, Bulletin]:
    """Return how many calls it takes to read a text, and the record."""
    path.write_text(text, encoding="utf-8")
    count = 0

    def counted(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        bulletin = extract(path, RULES)
    finally:
        sys.setprofile(None)
    return count, bulletin


@pytest.fixture(autouse=True)
def _impatient() -> Iterator[None]:
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.parametrize("where", ["updates", "counts", "between"])
@pytest.mark.parametrize("name", list(RUNS))
def test_a_run_costs_in_proportion_to_its_length(name: str, where: str, tmp_path: Path) -> None:
    def text(length: int) -> str:
        run = (RUNS[name] * length)[:length]
        return {
            "updates": f"{HEAD}{UPDATES}{run}。\n{COUNTS}。\n",
            "counts": f"{HEAD}{UPDATES}。\n{COUNTS}{run}。\n",
            "between": f"{HEAD}{UPDATES}。\n{run}\n{COUNTS}。\n",
        }[where]

    path = tmp_path / "run.txt"
    calls(path, text(10))  # what is made once is made
    short, _ = calls(path, text(SHORT))
    long, bulletin = calls(path, text(LONG))
    assert long < 8 * short + 20_000
    assert all(0 <= f.span.start < f.span.end <= len(bulletin.text) for f in bulletin.figures)
