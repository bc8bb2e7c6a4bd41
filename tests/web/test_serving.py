"""The desk as people start it, and on PostgreSQL."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

from desks import RULES, SECRET, archiver, log_in, ready, settings
from fastapi.testclient import TestClient

from bench.postgres import server
from jianbao import extract
from jianbao.archive import Store, open_store, save
from jianbao.web import desk
from jianbao.web.listing import LISTS

PAGES = (
    "/", "/?q=红旗", "/?place=永修县&since=2024-01-01", "/bulletin/1", "/audit", "/charts", "/people", "/person/周大勇",
    "/sites?q=砂场", "/site/柘林镇红旗砂场", "/places", "/place/永修县", "/review",
)  # fmt: skip


def test_the_command_serves_until_it_is_told_to_end(store: Store) -> None:
    command = [sys.executable, "-m", "jianbao", "serve", "--port", "0", "--author", "周审核", store.name]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        url, login = running.stdout.readline().strip(), running.stdout.readline().split()[0]
        assert url.startswith("http://127.0.0.1:")
        assert login.startswith(f"{url}login?token=")
        assert "德安市环境保护督察工作简报" in urllib.request.urlopen(url).read().decode()
        assert 'name="author" content="周审核"' in urllib.request.urlopen(login).read().decode()
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=30)
        assert running.returncode == 0
        assert "Traceback" not in errors


def test_a_database_that_is_none_and_a_port_that_is_taken_are_one_line(tmp_path: Path, store: Store) -> None:
    command = [sys.executable, "-m", "jianbao", "serve", "--port", "0", str(tmp_path / "none.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (1, f"jianbao: {tmp_path / 'none.db'}: no such database\n")


def test_every_page_and_list_works_on_postgresql(folder: Path, tmp_path: Path) -> None:
    with server() as url, open_store(url.format("postgres")) as store:
        with store.write() as connection:
            for path in sorted(folder.iterdir()):
                save(connection, extract(path, RULES))
        app = desk(store, RULES, settings(tmp_path), archiver(store))
        with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
            log_in(client)
            for page in PAGES:
                ready(client, page)
            for name in LISTS:
                for column in client.get("/api/lists").json()[name]:
                    assert client.get(f"/api/lists/{name}", params={"sort": f"-{column}"}).status_code == 200
            correction = {"action": "correct", "table": "figures", "row": 0, "values": {"value": 8}}
            assert client.post("/api/bulletins/3/corrections", json=correction).status_code == 201
            assert client.get("/api/bulletins/3").json()["figures"][0]["value"] == 8
            assert SECRET not in client.get("/").text
