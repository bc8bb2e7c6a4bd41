"""The bulletins that ship with the project, through the real extraction into a database and back."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

import jianbao
from jianbao.archive import archive, open_store
from jianbao.archive.store.rows import inflate
from jianbao.record import from_json

BULLETINS = Path(jianbao.__file__).parents[1] / "corpus" / "bulletins"


def test_corpus(tmp_path, dump):
    found = sorted(BULLETINS.glob("*.txt"))
    assert found
    with open_store(tmp_path / "a.db") as store, open_store(tmp_path / "b.db") as other:
        summary = archive([BULLETINS / "*.txt"], store, jianbao.extract, "1", workers=2)
        assert (summary.found, summary.archived) == (len(found), len(found))
        archive([BULLETINS / "*.txt"], other, jianbao.extract, "1", workers=1)
        assert dump(store) == dump(other)
        with store.read() as connection:
            rows = connection.execute(
                text("SELECT uri, record FROM bulletins JOIN documents ON documents.id = document")
            ).all()
            quotes = connection.execute(text("SELECT value, quote, implied FROM published_figures")).all()
            pages = connection.execute(text("SELECT count(*) FROM figures WHERE page IS NULL")).scalar_one()
    assert pages == 0
    assert {uri: from_json(inflate(record)) for uri, record in rows} == {
        str(path): jianbao.extract(path) for path in found
    }
    assert [quote for value, quote, implied in quotes if not implied and value > 9 and "亿" not in quote]
    assert all(quote for _, quote, _ in quotes)
