"""Which files a folder holds: what cannot be read is found too, and fails by itself."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import archive_stub
import pytest

from jianbao.archive import Summary, archive, open_store
from jianbao.archive.finding import find_files
from jianbao.errors import ReadError


def run(paths, store):
    with ThreadPoolExecutor(3) as executor:
        return archive(paths, store, archive_stub.extract, "r1", executor=executor)


def test_a_link_round_in_a_circle_is_found_and_the_others_with_it(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    assert find_files([tmp_path]).files == [str(tmp_path / "a.txt"), str(tmp_path / "loop")]


def test_order_of_files_never_varies(folder):
    names = [Path(path).relative_to(folder).as_posix() for path in find_files([folder]).files]
    assert names == [
        "2031/copy.txt", "2031/four.txt", "a.txt", "b.txt", "bad.txt", "copy.txt", "crash.txt", "empty.txt",
        "odd.xyz", "z.txt",
    ]  # fmt: skip


def test_patterns_lists_and_folders(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(folder)
    listing = tmp_path / "list.txt"
    listing.write_text("z.txt\n\ngone.txt\r\na.txt\n", encoding="utf-8-sig")
    found = find_files(["b.txt", f"@{listing}", "?.txt", Path("2031/*.txt"), Path("b.txt")])
    names = [Path(path).relative_to(folder).as_posix() for path in found.files]
    assert names == ["b.txt", "z.txt", "gone.txt", "a.txt", "2031/copy.txt", "2031/four.txt"]
    assert found.ignored == 0


def test_hidden_file_that_is_named_is_found(folder):
    found = find_files([folder / "2031" / ".hidden", folder / "2031"])
    assert Path(found.files[0]).name == ".hidden"
    assert (len(found.files), found.ignored) == (3, 2)


@pytest.mark.parametrize("name", ["none.txt", "none/*.txt", "@none.txt"])
def test_nothing_at_a_path(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ReadError):
        find_files([name])


def test_file_on_a_list_that_is_gone(tmp_path, store):
    listing = tmp_path / "list.txt"
    listing.write_text(str(tmp_path / "gone.txt"))
    assert run([f"@{listing}"], store) == Summary(found=1, quarantined=1)


def test_links_in_a_circle(folder):
    (folder / "2031" / "up").symlink_to(folder)
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (folder / "broken.txt").symlink_to(folder / "none")
    names = [Path(path).relative_to(folder).as_posix() for path in find_files([folder]).files]
    assert len(names) == len(set(names)) == 12


def test_the_archive_itself_is_no_document(folder):
    with open_store(folder / "bulletins.db") as store:
        assert run([folder], store).found == 10
        assert run([folder], store).found == 10
        assert run([folder / "bulletins.db", folder], store).ignored == 4 + len(store.files) - 2
