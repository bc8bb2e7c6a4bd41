"""A desk on a small archive: for tests of its answers, and on an address for tests in a browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import uvicorn
from fastapi.testclient import TestClient

from jianbao import extract
from jianbao.archive import Store, Summary, archive, open_store
from jianbao.cli.archiving import fingerprint_of, record_of
from jianbao.corpus.make_pdf import write_pdf
from jianbao.readers import Limits
from jianbao.rulepack import load_rules
from jianbao.web import Settings, desk

RULES = load_rules()
SECRET = "a long enough secret"
HEAD = "{title}\n2024年第{n}期\n德安市督察整改工作领导小组办公室\n2024年3月{day}日\n\n"
TITLE = "德安市环境保护督察工作简报"


def issue(
    n: int, new: tuple[int, int], total: tuple[int, int], batch_total: int | None = None, title: str = TITLE
) -> str:
    """Return the text of an issue: a news item of a county, and complaints by phone and by letter."""
    return (
        HEAD.format(title=title, n=n, day=10 + n)
        + "【县区动态】\n"
        + f"永修县：3月{9 + n}日，县委书记周大勇到柘林镇红旗砂场检查扬尘。\n"
        + "【信访件交办情况】\n"
        + f"3月{10 + n}日，省督察组向我市交办第{'一二三四五六七八九'[n - 1]}批群众信访件{batch_total or sum(new)}件，"
        + f"其中来电{new[0]}件、来信{new[1]}件。\n"
        + f"截至3月{10 + n}日，累计交办群众信访件{sum(total)}件，其中来电{total[0]}件、来信{total[1]}件。\n"
    )


#: Issue 3 is missing; the sum of issue 4 does not hold; a title tries to be a script.
ISSUES = {
    "1.pdf": issue(1, (6, 4), (6, 4)),
    "2.txt": issue(2, (3, 2), (9, 6)),
    "4.txt": issue(4, (5, 3), (20, 12), batch_total=9),
    "script.txt": issue(9, (1, 1), (30, 20), title="<script>document.title='owned'</script>工作简报").replace(
        "扬尘", "<img src=x onerror=alert(1)>扬尘"
    ),
}


class Served(NamedTuple):
    """A desk that answers, its archive, and where the files are."""

    url: str
    store: Store
    folder: Path


def archived(paths: list[str], store: Store) -> Summary:
    """Do as ``jianbao archive`` does."""
    made = partial(record_of, pack="inspection", metadata=None, limits=Limits())
    return archive(paths, store, made, fingerprint_of("inspection", None), workers=1)


def fill(folder: Path) -> None:
    """Write the files."""
    for name, text in ISSUES.items():
        if name.endswith(".pdf"):
            write_pdf(text, folder / name)
        else:
            (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files."""
    made = tmp_path_factory.mktemp("bulletins")
    fill(made)
    return made


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Iterator[Store]:
    """Give an archive of the files."""
    from jianbao.archive import save

    with open_store(tmp_path / "desk.db") as opened:
        with opened.write() as connection:
            for path in sorted(folder.iterdir()):
                save(connection, extract(path, RULES))
        yield opened


def settings(tmp_path: Path, **changes: Any) -> Settings:
    """Return settings of a desk that only this machine reaches."""
    values: dict[str, Any] = {"host": "127.0.0.1", "port": 0, "secret": SECRET, "uploads": tmp_path / "sent"}
    return Settings(**values | {"author": "周审核"} | changes)


@pytest.fixture
def client(store: Store, tmp_path: Path) -> Iterator[TestClient]:
    """Give a client that has no session."""
    app = desk(store, RULES, settings(tmp_path), partial(archived, store=store))
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as made:
        yield made


def log_in(client: TestClient) -> None:
    """Begin a session, and send the token of its pages with every request."""
    assert client.post("/login", data={"password": SECRET}, follow_redirects=False).status_code == 303
    page = client.get("/").text
    client.headers["x-jianbao-token"] = page.partition('name="forgery-token" content="')[2].partition('"')[0]


@pytest.fixture
def writer(client: TestClient) -> TestClient:
    """Return a client with a session."""
    log_in(client)
    return client


@pytest.fixture
def served(store: Store, folder: Path, tmp_path: Path) -> Iterator[Served]:
    """Give a desk on an address of this machine."""
    app = desk(store, RULES, settings(tmp_path), partial(archived, store=store))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", store, folder)
    server.should_exit = True
    thread.join()
