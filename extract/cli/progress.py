"""How far a batch has come: a bar on a terminal, a plain line now and then where nobody looks."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from ..archive.batch import Summary

__all__ = ["Reporter"]

#: Seconds between two plain lines.
_PAUSE = 10.0


class Reporter:
    """Told of every step by ``advance``; shows it on standard error. A context manager."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._started = self._shown = time.monotonic()
        self._bar: Progress | None = _bar(what) if sys.stderr.isatty() else None
        self._task = self._bar.add_task("", total=None) if self._bar else None

    def __enter__(self) -> Reporter:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, done: int, found: int, summary: Summary) -> None:
        """Show that ``done`` of ``found`` files have their outcome, and what it was."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=found, description=_counts(summary))
            return
        now = time.monotonic()
        if now - self._shown >= _PAUSE and done < found:
            self._shown = now
            rate = done / (now - self._started)
            left = f", {_duration((found - done) / rate)} left" if rate else ""
            line = f"{self._what}: {done:,} of {found:,} files, {rate:.0f} a second{left}; {_counts(summary)}"
            print(line, file=sys.stderr, flush=True)


class _Rate(ProgressColumn):
    """Files a second."""

    def render(self, task: Task) -> Text:
        """Return what the column shows."""
        return Text(f"{task.speed:.0f}/s" if task.speed else "")


def _bar(what: str) -> Progress:
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(compact=True))
    return Progress(*columns, TextColumn("{task.description}"), console=Console(stderr=True), transient=True)


def _counts(summary: Summary) -> str:
    parts = ("archived", "unchanged", "duplicates", "quarantined")
    return ", ".join(f"{getattr(summary, part):,} {part}" for part in parts if getattr(summary, part))


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min" if minutes else f"{rest} s"
