"""One run, measured: ``python -m bench.scale.run FOLDER URL WORKERS`` prints it as JSON.

Times are wall clock and, because a machine may be shared, processor time of all processes of the run together.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

import psutil

from jianbao.archive import Summary, archive
from jianbao.cli.archiving import record_of
from jianbao.readers import Limits

__all__ = ["Measured", "measure"]


@dataclass
class Measured:
    """What a run cost. Bytes, seconds; ``tenths`` are the rates of each tenth: files a second, by clock and by CPU."""

    files: int = 0
    archived: int = 0
    unchanged: int = 0
    seconds: float = 0
    cpu_parent: float = 0
    cpu_workers: float = 0
    peak_parent: int = 0
    peak_worker: int = 0
    tenths: list[tuple[float, float]] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Files a second."""
        return self.files / self.seconds


def measure(folder: Path, url: str, workers: int) -> Measured:
    """Archive a folder in a process of its own."""
    command = [sys.executable, "-m", "bench.scale.run", str(folder), url, str(workers)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Measured(**json.loads(done.stdout))


class _Watch:
    """Looks at the processes of a run four times a second."""

    def __init__(self) -> None:
        self.me = psutil.Process()
        self.peaks: dict[int, int] = {}
        self.cpu: dict[int, float] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._end.wait(0.25):
            self.look()

    def look(self) -> float:
        """Return the processor time so far, of all processes together."""
        for process in (self.me, *self.me.children(recursive=True)):
            try:
                self.peaks[process.pid] = max(self.peaks.get(process.pid, 0), process.memory_info().rss)
                times = process.cpu_times()
                self.cpu[process.pid] = times.user + times.system
            except psutil.Error:
                continue
        return sum(self.cpu.values())

    def stop(self) -> None:
        self._end.set()
        self._thread.join()


def main() -> None:
    """Do what the arguments say."""
    folder, url, workers = sys.argv[1], sys.argv[2], int(sys.argv[3])
    extract = partial(record_of, pack="inspection", metadata=None, limits=Limits())
    watch = _Watch()
    marks: list[tuple[int, float, float]] = [(0, time.monotonic(), watch.look())]

    def note(done: int, found: int, summary: Summary) -> None:
        if done >= found * len(marks) // 10 and done > marks[-1][0]:
            marks.append((done, time.monotonic(), watch.look()))

    started = time.monotonic()
    summary = archive([folder], url, extract, "bench", workers=workers, progress=note)
    seconds = time.monotonic() - started
    watch.look()
    watch.stop()
    tenths = [
        ((b[0] - a[0]) / (b[1] - a[1]), (b[0] - a[0]) / max(b[2] - a[2], 1e-9)) for a, b in itertools.pairwise(marks)
    ]
    mine = watch.me.pid
    measured = Measured(
        summary.found,
        summary.archived,
        summary.unchanged,
        seconds,
        watch.cpu[mine],
        sum(seconds for pid, seconds in watch.cpu.items() if pid != mine),
        watch.peaks[mine],
        max((peak for pid, peak in watch.peaks.items() if pid != mine), default=0),
        tenths,
    )
    print(json.dumps(asdict(measured)))


if __name__ == "__main__":
    main()
