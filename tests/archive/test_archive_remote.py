"""Files behind URLs, by fsspec's file system in memory; and originals kept by their hash."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import archive_stub
import fsspec
import pytest

from jianbao.archive import Summary, archive, find_files, quarantined, retry, search
from jianbao.archive.places import hash_of, is_remote
from jianbao.errors import ReadError, StoreError
from jianbao.readers import Limits


def run(paths, store, extract=archive_stub.extract, fingerprint="r1", **more):
    with ThreadPoolExecutor(3) as executor:
        return archive(paths, store, extract, fingerprint, executor=executor, **more)


@pytest.fixture
def bucket():
    system = fsspec.filesystem("memory")
    files = {
        "2031/a.txt": b"one",
        "2031/b.txt": b"BAD",
        "copy.txt": b"one",
        "2031/.hidden": b"x",
        "简 报#1.txt": b"two",
    }
    for name, content in files.items():
        system.pipe(f"/bucket/{name}", content)
    yield system
    system.rm("/bucket", recursive=True)


def test_a_url_is_all_below_it_a_file_or_a_pattern(bucket, tmp_path):
    everything = find_files(["memory://bucket"])
    assert everything.files == [
        f"memory:///bucket/{name}" for name in ("2031/a.txt", "2031/b.txt", "copy.txt", "简 报#1.txt")
    ]
    assert everything.ignored == 1
    assert find_files(["memory://bucket/copy.txt"]).files == ["memory:///bucket/copy.txt"]
    assert find_files(["memory://bucket/*/?.txt"]).files == everything.files[:2]
    listing = tmp_path / "list.txt"
    listing.write_text("memory:///bucket/copy.txt\n")
    assert find_files([f"@{listing}"]).files == ["memory:///bucket/copy.txt"]


def test_remote_files_have_the_same_fates(bucket, store):
    first = run(["memory://bucket"], store)
    assert first == Summary(found=4, archived=2, duplicates=1, quarantined=1, ignored=1)
    assert [(q.uri, q.code) for q in quarantined(store)] == [("memory:///bucket/2031/b.txt", "damaged_file")]
    assert [hit.uri for hit in search(store, "two")] == ["memory:///bucket/简 报#1.txt"]
    bucket.pipe("/bucket/2031/b.txt", b"good now")
    with ThreadPoolExecutor(1) as executor:
        assert retry(store, archive_stub.extract, "r1", executor=executor) == Summary(found=1, archived=1)


def test_unchanged_remote_files_are_not_fetched(bucket, store, monkeypatch):
    run(["memory://bucket/2031/a.txt", "memory://bucket/copy.txt"], store)

    def never(*_: object) -> None:
        raise AssertionError("fetched")

    monkeypatch.setattr("jianbao.archive.attempt.hash_of", never)
    assert run(["memory://bucket/2031/a.txt", "memory://bucket/copy.txt"], store) == Summary(2, 0, 1, 1)


def test_changed_remote_file_is_a_new_document(bucket, store):
    run(["memory://bucket/copy.txt"], store)
    bucket.pipe("/bucket/copy.txt", b"one, amended")
    assert run(["memory://bucket/copy.txt"], store) == Summary(found=1, archived=1)


def test_remote_and_local_hash_agree(bucket, tmp_path):
    (tmp_path / "a.txt").write_bytes(b"one")
    assert hash_of("memory://bucket/copy.txt", Limits()) == hash_of(str(tmp_path / "a.txt"), Limits())


@pytest.mark.parametrize("url", ["memory://nothing/here", "nosuch://host/x", "memory://bucket/*.pdf"])
def test_nothing_at_a_url(bucket, url):
    with pytest.raises(ReadError, match=r"^\w+://.*: "):
        find_files([url])


def test_what_is_a_url():
    assert is_remote("s3://b/x")
    assert is_remote("simplecache::s3://b/x")
    assert not any(map(is_remote, ("C:/x", "file:///x", "a.txt", "/data/x://y", "sub/s3://x")))


def test_originals_are_kept_once_by_their_hash(folder, store, tmp_path):
    kept = tmp_path / "kept"
    summary = run([folder], store, originals=kept)
    assert summary == Summary(10, 4, 0, 3, 3, 3)
    files = {path.name: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    assert all(hashlib.sha256(content).hexdigest() == name for name, content in files.items())
    assert {path.parent.name for path in kept.rglob("*") if path.is_file()} == {name[:2] for name in files}
    found = {path.read_bytes() for path in folder.rglob("*") if path.name[0] not in ".T~" and path.is_file()}
    assert set(files.values()) == found
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*")}
    run([folder], store, originals=kept)
    assert {path: path.stat().st_mtime_ns for path in kept.rglob("*")} == before


def test_remote_originals_are_kept(bucket, store, tmp_path):
    run(["memory://bucket/copy.txt"], store, originals=tmp_path / "kept")
    (path,) = (path for path in (tmp_path / "kept").rglob("*") if path.is_file())
    assert path.read_bytes() == b"one"


def test_originals_that_cannot_be_kept_stop_the_run(folder, store, tmp_path):
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(StoreError, match="kept: "):
        run([folder], store, originals=tmp_path / "kept")
