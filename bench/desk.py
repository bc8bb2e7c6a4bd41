"""``python -m bench.desk``: how long the desk takes to answer on an archive of 10,000 bulletins, fresh and again."""

from __future__ import annotations

import http.client
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from bench.scale.material import make

#: Pages and questions; words of two characters, of one, of several, and filters.
_ASKED = (
    "/", "/bulletin/5000", "/?q=水库", "/?q=砂场", "/?q=王", "/?q=检查 整改", "/?person=李强", "/?place=永修县",
    "/?since=2024-01-01", "/lists/figures/rows?end=200", "/charts", "/sites", "/places", "/review",
)  # fmt: skip


def main(count: int = 10_000) -> None:
    """Print a table: what was asked, the first answer, the median of five more."""
    with tempfile.TemporaryDirectory() as folder:
        texts, database = make(Path(folder) / "texts", count, pdf=False), Path(folder) / "bulletins.db"
        run = [sys.executable, "-m", "jianbao"]
        subprocess.run([*run, "archive", str(texts), "--into", str(database)], check=True, capture_output=True)
        serve = [*run, "serve", "--port", "0", str(database)]
        with subprocess.Popen(serve, stdout=subprocess.PIPE, text=True) as desk:
            assert desk.stdout is not None
            host = desk.stdout.readline().strip().removeprefix("http://").rstrip("/")
            print(f"| asked, on {count:,} bulletins | first, ms | again, ms |\n| --- | --- | --- |")
            for path in _ASKED:
                first, *again = (_seconds(host, path) for _ in range(6))
                print(f"| `{path}` | {1000 * first:.0f} | {1000 * sorted(again)[2]:.0f} |")
            desk.terminate()


def _seconds(host: str, path: str) -> float:
    connection = http.client.HTTPConnection(host)
    started = time.perf_counter()
    connection.request("GET", quote(path, safe="/?=&"))
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (path, answer.status)
    connection.close()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
