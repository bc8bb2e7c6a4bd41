"""What it takes until each command answers, beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .measure import Table, paired
from .texts import BULLETINS

__all__ = ["commands"]

_COMMANDS = ("extract", "show", "archive", "search", "audit", "export", "serve", "evaluate")


def commands(rounds: int = 7) -> list[Table]:
    """Return the start-up of the commands, and of one bulletin from nothing."""
    program = str(Path(sys.executable).with_name("jianbao"))
    bulletin = str(sorted(BULLETINS.glob("*.txt"))[0])

    def run(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run(words, check=True, capture_output=True)

    steps = {
        "python": run(sys.executable, "-c", "pass"),
        "jianbao --version": run(program, "--version"),
        **{f"jianbao {name} --help": run(program, name, "--help") for name in _COMMANDS},
        "jianbao extract, a text bulletin": run(program, "extract", bulletin),
        "python -c 'import jieba; jieba.lcut(…)'": run(sys.executable, "-c", "import jieba; jieba.lcut('试')"),
        "python -c 'import pandas'": run(sys.executable, "-c", "import pandas"),
    }
    measured = paired(steps, rounds)
    rows = tuple(
        (f"`{name}`", f"{measured.median(name):.2f}", measured.over(name, "python"))
        for name in steps
        if name != "python"
    )
    base = f"`python -c pass` takes {measured.median('python'):.3f} s."
    return [Table("Start-up", base, ("command", "seconds", "× `python -c pass`"), rows)]
