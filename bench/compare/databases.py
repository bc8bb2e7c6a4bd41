"""Records into SQLite and PostgreSQL, beside bare inserts of the same rows; search; the audit of a million figures."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import make_url, text

from jianbao import extract
from jianbao.archive import open_store, search
from jianbao.archive.audit import audit_archive
from jianbao.archive.store import Store
from jianbao.archive.store.load import put_rows
from jianbao.archive.store.packed import BELOW, Packed, pack
from jianbao.record import Bulletin
from jianbao.rulepack import load_rules

from ..generator import series
from ..postgres import server
from .measure import Table, paired

__all__ = ["audit", "inserts", "searches"]

_COUNT = 500
_FIGURES = 1_000_000


def _bulletins(count: int, folder: Path) -> list[Bulletin]:
    """Return the records of invented bulletins, and leave their texts in the folder."""
    rules, found = load_rules(), []
    for number, issue in enumerate(issue for seed in range(-(-count // 250)) for issue in series(seed, 250)):
        if number == count:
            break
        path = folder / f"{number:05}.txt"
        path.write_text(issue.text, encoding="utf-8")
        found.append(extract(path, rules))
    return found


def inserts(rounds: int = 3) -> list[Table]:
    """Return what the database costs of archiving, and beside inserts that do nothing else."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bulletins = _bulletins(_COUNT, folder)
        packed = [pack(bulletin) for bulletin in bulletins]
        paths = sorted(folder.glob("*.txt"))
        rules = load_rules()
        fresh = iter(range(10_000))
        with server() as postgres:
            steps = {
                "extract": lambda: [extract(path, rules) for path in paths],
                "pack": lambda: [pack(bulletin) for bulletin in bulletins],
                "SQLite": lambda: _put(str(folder / f"{next(fresh)}.db"), packed),
                "sqlite3 alone": lambda: _bare(folder / f"{next(fresh)}.db", packed),
                "PostgreSQL": lambda: _put(_schema(postgres), packed),
                "psycopg alone": lambda: _bare_postgres(_schema(postgres), packed),
            }
            measured = paired(steps, rounds)
    whole = measured.median("extract") + measured.median("pack") + measured.median("SQLite")
    share = (measured.median("pack") + measured.median("SQLite")) / whole

    def row(said: str, name: str, bare: str) -> tuple[str, str, str]:
        return f"{said}, with the index for search", f"{_COUNT / measured.median(name):,.0f}", measured.over(name, bare)

    rows = (
        row("SQLite", "SQLite", "sqlite3 alone"),
        row("PostgreSQL", "PostgreSQL", "psycopg alone"),
        (
            "text to rows to SQLite, one core",
            f"{_COUNT / whole:,.0f}",
            f"the database's share of the time: {share:.0%}",
        ),
    )
    said = (
        f"{_COUNT} bulletins; beside it the same rows, made before, in one transaction of the bare driver (`sqlite3`"
        " executemany, psycopg COPY), without keys looked up, indexes of words, or paths."
    )
    return [Table("Archive", said, ("into", "bulletins a second", "× bare inserts"), rows)]


def _put(url: str, packed: list[Packed]) -> None:
    with open_store(url) as store, store.write() as connection:
        for start in range(0, len(packed), 256):
            put_rows(connection, packed[start : start + 256])


def _bare(path: Path, packed: list[Packed]) -> None:
    with open_store(path):
        pass
    connection = sqlite3.connect(path)
    with connection:
        for name in ("bulletins", *BELOW):
            rows = _rows(name, packed)
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
    connection.close()


def _rows(name: str, packed: list[Packed]) -> list[tuple[object, ...]]:
    if name == "bulletins":
        return [(number, *one.bulletin) for number, one in enumerate(packed)]
    return [(number, *row) for number, one in enumerate(packed) for row in one.tables.get(name, ())]


_DATABASES = iter(f"bench{n}" for n in range(10_000))


def _admin(postgres: str) -> Store:
    from jianbao.archive.store.engine import make_engine

    return Store(make_engine(make_url(postgres.format("postgres"))))


def _schema(postgres: str) -> str:
    """Return the URL of a new database."""
    name = next(_DATABASES)
    with _admin(postgres) as store:
        raw = store.engine.raw_connection()
        raw.driver_connection.autocommit = True  # type: ignore[union-attr]
        raw.cursor().execute(f"CREATE DATABASE {name}")
        raw.close()
    return postgres.format(name)


def _bare_postgres(url: str, packed: list[Packed]) -> None:
    with open_store(url) as store, store.write() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # no foreign keys: rows alone
        cursor = connection.connection.cursor()
        for name in ("bulletins", *BELOW):
            rows = _rows(name, packed)
            if rows:
                with cursor.copy(f"COPY {name} FROM STDIN") as out:  # type: ignore[attr-defined]
                    for row in rows:
                        out.write_row(row)


def searches() -> list[Table]:
    """Return how long search takes, beside LIKE over the same texts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packed = [pack(bulletin) for bulletin in _bulletins(2_000, folder)]
        _put(str(folder / "a.db"), packed)
        with open_store(folder / "a.db") as store:
            rows = []
            for words in ("整改", "检查 整改", "重点件", "王"):

                def like(words: str = words) -> None:
                    where = " AND ".join(f"text LIKE '%{word}%'" for word in words.split())
                    with store.read() as connection:
                        connection.execute(
                            text(f"SELECT document FROM bulletins WHERE {where} ORDER BY date DESC")
                        ).all()

                measured = paired({"search": lambda w=words: search(store, w, 20), "like": like}, 7)  # type: ignore[misc]
                hits = len(search(store, words, None))
                rows.append(
                    (words, str(hits), f"{1000 * measured.median('search'):.1f}", measured.over("like", "search"))
                )
    said = (
        "2,000 bulletins in SQLite; the newest 20 with the words around, their pages and boxes; beside it `LIKE`, which"
        " finds documents alone."
    )
    return [Table("Search", said, ("words", "bulletins", "ms", "LIKE ÷ search"), tuple(rows))]


def audit() -> list[Table]:
    """Return what the audit of a million figures takes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.compare.databases"], check=True, capture_output=True, text=True
    ).stdout.split()
    documents, figures, seconds, checked, memory = done
    row = (f"{int(figures):,}", f"{int(documents):,}", f"{float(seconds):.0f}", f"{int(checked):,}",
           f"{int(figures) / float(seconds):,.0f}", f"{int(memory) // 1024:,} MB")  # fmt: skip
    columns = ("figures", "issues", "seconds", "constraints checked", "figures a second", "memory")
    said = "An archive of series of 250 issues, every issue held against the others of its series; one core."
    return [Table("The audit of a million figures", said, columns, (row,))]


def _audit_a_million() -> None:
    """Print documents, figures, seconds, constraints and the greatest memory in KiB."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        originals = _bulletins(2_500, folder)
        each = sum(len(bulletin.figures) for bulletin in originals)
        copies = -(-_FIGURES // each)
        with open_store(folder / "a.db") as store:
            for number in range(copies):
                packed = []
                for bulletin in originals:
                    bulletin.source.sha256 = f"{number:04x}{bulletin.source.sha256[4:]}"
                    bulletin.source.uri = f"/{number}/{Path(bulletin.source.uri).name}"
                    bulletin.masthead.title = f"{(bulletin.masthead.title or '').partition('·')[0]}·{number}"
                    packed.append(pack(bulletin))
                with store.write() as connection:
                    put_rows(connection, packed)
            started = time.perf_counter()
            found = audit_archive(store, load_rules())
            seconds = time.perf_counter() - started
    checked = sum(found.counts.values())
    print(copies * len(originals), copies * each, seconds, checked, _most_memory())


def _most_memory() -> int:
    """Return the most memory that this process had, in KiB (getrusage would count what its parent had)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    _audit_a_million()
