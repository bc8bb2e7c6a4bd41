"""What the tests of the desk share: an archive, clients, and a desk on an address for a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import RULES, Served, archiver, fill, log_in, settings
from fastapi.testclient import TestClient

from bench import serving
from jianbao import extract
from jianbao.archive import Store, open_store, save
from jianbao.web import desk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files."""
    made = tmp_path_factory.mktemp("bulletins")
    fill(made)
    return made


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Iterator[Store]:
    """Give an archive of the files."""
    with open_store(tmp_path / "desk.db") as opened:
        with opened.write() as connection:
            for path in sorted(folder.iterdir()):
                save(connection, extract(path, RULES))
        yield opened


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    """Give a client that has no session."""
    app = desk(store, RULES, settings(tmp_path), archiver(store))
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as made:
        yield made


@pytest.fixture
def writer(client: TestClient) -> TestClient:
    """Return a client with a session."""
    log_in(client)
    return client


@pytest.fixture
def served(store: Store, folder: Path, tmp_path: Path) -> Iterator[Served]:
    """Give a desk on an address of this machine."""
    app = desk(store, RULES, settings(tmp_path), archiver(store))
    with serving.served(app) as url:
        yield Served(url, store, folder)
