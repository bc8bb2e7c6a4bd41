"""Files that people send: limited, named safely, read within the limits, or put into quarantine."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from desks import RULES, archiver, issue, log_in, settings
from fastapi.testclient import TestClient

from jianbao.archive import Store
from jianbao.web import desk


def send(client: TestClient, **files: bytes) -> list[dict[str, object]]:
    answer = client.post("/api/upload", files=[("files", (name, data)) for name, data in files.items()])
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()["files"]
    return found


def test_a_file_is_archived_and_can_be_looked_at(writer: TestClient, tmp_path: Path) -> None:
    (file,) = send(writer, **{"第5期.txt": issue(5, (1, 2), (21, 14)).encode()})
    assert file["cause"] is None
    assert "柘林镇" in writer.get(f"/bulletin/{file['document']}").text
    (kept,) = (tmp_path / "sent").iterdir()
    assert kept.name == file["file"]
    assert kept.name.endswith("-第5期.txt")


def test_bad_files_go_to_quarantine_with_their_cause_and_the_others_go_on(writer: TestClient) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", b"\0" * 50_000_000)
    found = send(
        writer,
        **{"broken.pdf": b"%PDF-1.7 broken", "bomb.zip": bomb.getvalue(), "empty.txt": b""},
        **{"a.txt": issue(6, (1, 1), (22, 15)).encode()},
    )  # fmt: skip
    assert [bool(file["cause"]) for file in found] == [True, True, True, False]
    assert [file["document"] is None for file in found] == [True, True, True, False]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "a/b.txt", ".hidden", "", "x" * 300 + ".txt", "a\nb.txt"]
)
def test_a_name_leads_nowhere(writer: TestClient, tmp_path: Path, name: str) -> None:
    answer = writer.post("/api/upload", files=[("files", (name or "f", issue(7, (1, 1), (1, 1)).encode()))])
    assert answer.status_code == 200
    folder = tmp_path / "sent"
    (kept,) = folder.iterdir()
    assert kept.parent == folder
    assert kept.name.isprintable()
    assert len(kept.name.encode()) < 200


def test_a_request_is_limited(store: Store, tmp_path: Path) -> None:
    app = desk(store, RULES, settings(tmp_path, upload_bytes=2_000), archiver(store))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        log_in(client)
        assert client.post("/api/upload", files=[("files", ("a.txt", b"x" * 3_000))]).status_code == 413
    assert list(tmp_path.rglob("*.txt")) == []


def test_files_of_a_request_are_counted(writer: TestClient, tmp_path: Path) -> None:
    answer = writer.post("/api/upload", files=[("files", (f"{n}.txt", b"x")) for n in range(51)])
    assert (answer.status_code, answer.json()) == (413, {"error": "at most 50 files at a time"})
    assert list(tmp_path.rglob("*.txt")) == []


def test_a_desk_without_a_folder_takes_nothing(store: Store, tmp_path: Path) -> None:
    app = desk(store, RULES, settings(tmp_path, uploads=None), archiver(store))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        log_in(client)
        assert client.get("/upload").status_code == 404
        assert client.post("/api/upload", files=[("files", ("a.txt", b"x"))]).status_code == 404
        assert "/upload" not in client.get("/").text
