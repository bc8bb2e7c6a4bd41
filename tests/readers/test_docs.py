"""The page on readers names every limit with its default, every error and every notice."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from jianbao import errors
from jianbao.readers import Limits

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "extract").rglob("*.py"))


def test_limits_are_documented_with_their_defaults() -> None:
    documented = dict(re.findall(r"^\| `(\w+)` \| ([\d,]+) \|", PAGE, re.MULTILINE))
    assert documented == {f.name: f"{f.default:,}" for f in dataclasses.fields(Limits)}


def test_errors_are_documented() -> None:
    names = {name for name in errors.__all__ if issubclass(getattr(errors, name), errors.ReadError)}
    assert set(re.findall(r"^\| `([A-Z]\w+)` \|", PAGE, re.MULTILINE)) == names


def test_notices_are_documented() -> None:
    codes = set(re.findall(r'(?:Notice|Warning_|_note|\.note)\(\s*"(\w+)"', SOURCE))
    table = PAGE[PAGE.index("## Notices") :]
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == codes
