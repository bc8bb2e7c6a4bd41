"""``jianbao gold``: what people corrected, as texts with gold records."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from sqlalchemy import select

from ..api import check
from ..archive.corrections import corrections_of, replay
from ..archive.store import open_store
from ..archive.store.rows import inflate
from ..archive.store.tables import METADATA
from ..gold import gold_of
from ..record import from_json
from .complaint import complain
from .options import rules_of
from .output import write_whole

__all__ = ["run"]


def run(url: str, folder: Path, every: bool, pack: str) -> int:
    """Write a text and its gold for each bulletin that has corrections (or for all); return the exit code: 1 where some
    of them contradict what is extracted now, and a person should look first.

    Raises StoreError where there is no archive; OSError where the folder cannot be written to.
    """
    findings = partial(check, rules=rules_of(pack))
    folder.mkdir(parents=True, exist_ok=True)
    bulletins, conflicts = METADATA.tables["bulletins"].c, 0
    with open_store(url, create=False) as store, store.read() as connection:
        corrections = corrections_of(connection)
        query = select(bulletins.document, bulletins.record).order_by(bulletins.document)
        if not every:
            query = query.where(bulletins.document.in_(list(corrections)))
        count = 0
        for number, record in connection.execute(query):
            replayed = replay(from_json(inflate(record)), corrections.get(number, []), findings)
            if replayed.conflicts:
                conflicts += 1
                complain(f"{replayed.bulletin.source.uri}: corrections contradict what is extracted now")
            name = f"{number:06}"
            gold = json.dumps(gold_of(replayed.bulletin), ensure_ascii=False, indent=1)
            write_whole(folder / f"{name}.txt", replayed.bulletin.text.encode(), [])
            write_whole(folder / f"{name}.gold.json", f"{gold}\n".encode(), [])
            count += 1
    print(f"{count} bulletins with their gold in {folder}")
    return int(bool(conflicts))
