"""Who may do what: hosts, sessions, forged requests, sizes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from desks import RULES, SECRET, archiver, log_in, settings
from fastapi.testclient import TestClient
from starlette.types import ASGIApp

from jianbao.archive import Store
from jianbao.web import Settings, desk
from jianbao.web.guard import COOKIE

CONFIRM = {"action": "confirm", "table": "figures", "row": 0, "part": 0}
WRITES = [
    ("POST", "/api/bulletins/1/corrections", CONFIRM),
    ("DELETE", "/api/bulletins/1/corrections/0", None),
    ("POST", "/api/audit/0/review", {"message": "x"}),
    ("POST", "/api/upload", {}),
    ("POST", "/api/logout", {}),
]


@pytest.fixture
def app_with(store: Store, tmp_path: Path) -> Callable[..., ASGIApp]:
    """Return a function that makes a desk with other settings."""
    return lambda **changes: desk(store, RULES, settings(tmp_path, **changes), archiver(store))


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_nothing_is_written_without_a_session(client: TestClient, method: str, path: str, body: Any) -> None:
    assert client.request(method, path, json=body).status_code == 401
    assert client.get("/api/bulletins/1/corrections").json()["corrections"] == []


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_session_alone_does_not_write_another_site_could_use_it(
    writer: TestClient, method: str, path: str, body: Any
) -> None:
    del writer.headers["x-jianbao-token"]
    assert writer.request(method, path, json=body).status_code == 403
    wrong = {"x-jianbao-token": "0" * 64}
    assert writer.request(method, path, json=body, headers=wrong).status_code == 403
    assert writer.get("/api/bulletins/1/corrections").json()["corrections"] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_a_request_from_another_site_is_refused_whatever_it_knows(writer: TestClient, headers: dict[str, str]) -> None:
    path = "/api/bulletins/1/corrections"
    assert writer.post(path, json=CONFIRM, headers=headers).status_code == 403
    bearer = {"authorization": f"Bearer {SECRET}"}
    assert writer.post(path, json=CONFIRM, headers=headers | bearer).status_code == 403
    assert writer.post("/login", data={"password": SECRET}, headers=headers).status_code == 403


def test_a_session_with_its_token_writes_and_so_does_the_secret_itself(writer: TestClient) -> None:
    path = "/api/bulletins/1/corrections"
    assert writer.post(path, json=CONFIRM, headers={"origin": "http://127.0.0.1"}).status_code == 201
    writer.cookies.clear()
    del writer.headers["x-jianbao-token"]
    assert writer.post(path, json=CONFIRM).status_code == 401
    assert writer.post(path, json=CONFIRM, headers={"authorization": f"Bearer {SECRET}"}).status_code == 201
    assert writer.post(path, json=CONFIRM, headers={"authorization": "Bearer wrong"}).status_code == 401


def test_a_name_that_leads_here_is_not_answered(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80"):
        assert client.get("/", headers={"host": host}).status_code == 421
    for host in ("127.0.0.1", "localhost:8765", "[::1]:8765"):
        assert client.get("/", headers={"host": host}).status_code == 200


def test_behind_a_proxy_reading_needs_a_login_too(client: TestClient) -> None:
    answer = client.get("/", headers={"x-forwarded-for": "203.0.113.5"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_on_another_address_everything_needs_a_login(app_with: Callable[..., ASGIApp]) -> None:
    with TestClient(app_with(host="0.0.0.0"), base_url="http://desk.example") as client:
        for path in ("/", "/bulletin/1", "/lists/figures/rows", "/audit/report.json", "/bulletin/1/original"):
            page = client.get(path, headers={"accept": "text/html"}, follow_redirects=False)
            assert (page.status_code, page.headers["location"]) == (303, "/login")
            assert client.get(path).status_code == 401
        assert client.get("/api/review").status_code == 401
        assert client.get("/login").status_code == 200
        assert client.get("/static/desk.css").status_code == 200
        assert client.get("/static/../pages/login.py").status_code in (401, 404)
        assert client.get("/api/review", headers={"authorization": f"Bearer {SECRET}"}).status_code == 200
        log_in(client)
        assert client.get("/bulletin/1").status_code == 200


def test_a_session_cannot_be_made_up_or_kept_too_long(writer: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = writer.cookies[COOKIE]
    writer.cookies.clear()

    def status(session: str) -> int:
        given = {"cookie": f"{COOKIE}={session}".encode("latin-1")}
        return writer.post("/api/bulletins/1/corrections", json=CONFIRM, headers=given).status_code

    later = str(int(cookie.partition(".")[0]) + 1)
    last = "0" if cookie[-1] != "0" else "1"
    for wrong in (later + cookie[len(later) :], cookie[:-1] + last, "", "a.b", ".", "\xe9.\xe9"):
        assert status(wrong) == 401
    assert status(cookie) == 201
    monkeypatch.setattr("jianbao.web.guard.time.time", lambda: float(later))
    assert status(cookie) == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    answer = client.post("/login", data={"password": SECRET}, follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_wrong_password_waits_and_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("jianbao.web.guard.asyncio.sleep", sleep)
    assert client.post("/login", data={"password": "guess"}).status_code == 401
    assert COOKIE not in client.get("/login", params={"token": "guess"}).headers.get("set-cookie", "")
    assert waits == [1.0, 1.0]


def test_bodies_are_limited_before_they_are_read(writer: TestClient) -> None:
    path = "/api/bulletins/1/corrections"
    assert writer.post(path, content=b"x" * 200_001).status_code == 413
    assert writer.post(path, content=(b"x" for _ in range(3))).status_code == 411
    assert writer.post("/api/upload", headers={"content-length": "50000001"}, content=b"").status_code == 413


@pytest.mark.parametrize(
    ("host", "secret", "cause"),
    [
        ("0.0.0.0", "", "needs a password"),
        ("::", "", "needs a password"),
        ("192.168.1.5", "short", "at least 8"),
        ("desk.example", "", "needs a password"),
        ("127.0.0.1", "", "needs a password"),
    ],
)
def test_a_desk_that_would_not_be_safe_is_not_run(host: str, secret: str, cause: str) -> None:
    assert cause in (Settings(host, secret).problem() or "")
    assert Settings(host, SECRET).problem() is None


def test_the_command_refuses_another_address_without_a_password(store: Store) -> None:
    command = [sys.executable, "-m", "jianbao", "serve", "--host", "0.0.0.0", "--port", "0", store.name]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("jianbao: on 0.0.0.0 the desk needs a password")


def test_the_secret_is_in_no_page_and_no_representation(writer: TestClient, tmp_path: Path) -> None:
    assert SECRET not in repr(settings(tmp_path))
    for path in ("/", "/bulletin/1", "/login", "/api"):
        assert SECRET not in writer.get(path).text
