"""The files inside zips are read like any file, under names that people gave them; hostile zips harm nothing."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from words import docx, paragraph, zipped

from jianbao.errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, ReadError, UnsupportedFormat
from jianbao.readers import Limits, expand, is_member, read
from jianbao.readers.zips import Zip

TEXT = "青山市收到信访件12件。".encode()


def put(path: Path, files: dict[str, bytes]) -> str:
    path.write_bytes(zipped(files))
    return str(path)


def named(path: Path, raw: bytes, extra: bytes = b"") -> str:
    """Write a zip with one file whose name is these bytes, as old zip tools write them."""
    info = zipfile.ZipInfo("n" * len(raw))
    info.extra = extra
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, TEXT)
    path.write_bytes(buffer.getvalue().replace(b"n" * len(raw), raw))
    return str(path)


def inside(path: str, limits: Limits | None = None) -> list[str]:
    return [member.removeprefix(f"{path}!/") for member in expand(path, limits)]


def test_the_files_of_a_zip_are_read_by_name(tmp_path: Path) -> None:
    path = put(tmp_path / "简报.zip", {"2021/一.txt": TEXT, "2021/二.docx": docx(paragraph("甲县3件")), "空/": b""})
    assert expand(path) == [f"{path}!/2021/一.txt", f"{path}!/2021/二.docx"]
    document = read(f"{path}!/2021/二.docx")
    assert (document.uri, document.reader, document.text.string) == (f"{path}!/2021/二.docx", "docx", "甲县3件")
    assert is_member(f"{path}!/2021/一.txt")
    assert read(f"{path}!/2021/一.txt").text.string == TEXT.decode()


def test_documents_and_other_files_are_no_archives(tmp_path: Path) -> None:
    for name, data in (("一.docx", docx(paragraph("甲"))), ("二.txt", TEXT), ("三.ofd", zipped({"OFD.xml": b"<x/>"}))):
        path = tmp_path / name
        path.write_bytes(data)
        assert expand(str(path)) == [str(path)]
    assert expand(str(tmp_path / "missing.zip")) == [str(tmp_path / "missing.zip")]


def test_zips_stand_in_zips(tmp_path: Path) -> None:
    inner = zipped({"甲.txt": TEXT, "__MACOSX/._甲.txt": b"x", ".DS_Store": b"x", "~$乙.docx": b"x"})
    path = put(tmp_path / "外.zip", {"内.ZIP": inner, "丙.txt": TEXT})
    assert inside(path) == ["内.ZIP!/甲.txt", "丙.txt"]
    assert read(f"{path}!/内.ZIP!/甲.txt").text.string == TEXT.decode()


def test_zips_stand_in_each_other_as_deep_as_the_limit(tmp_path: Path) -> None:
    data = zipped({"甲.txt": TEXT})
    for _ in range(3):
        data = zipped({"内.zip": data})
    path = tmp_path / "外.zip"
    path.write_bytes(data)
    assert inside(str(path)) == ["内.zip!/内.zip!/内.zip"]
    with pytest.raises(LimitExceeded, match="nesting"):
        read(f"{path}!/内.zip!/内.zip!/内.zip")
    assert inside(str(path), Limits(nesting=4)) == ["内.zip!/内.zip!/内.zip!/甲.txt"]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_old_zip_tools(tmp_path: Path, encoding: str) -> None:
    path = named(tmp_path / "旧.zip", "督察简报/第12期.txt".encode(encoding))
    assert inside(path) == ["督察简报/第12期.txt"]
    assert read(f"{path}!/督察简报/第12期.txt").text.string == TEXT.decode()


def test_names_in_traditional_characters(tmp_path: Path) -> None:
    assert inside(named(tmp_path / "旧.zip", "環保督察簡報第十二期.txt".encode("big5"))) == ["環保督察簡報第十二期.txt"]


def test_a_name_in_unicode_beside_the_old_one(tmp_path: Path) -> None:
    raw, name = "简报.txt".encode("gbk"), "簡報.txt".encode()
    field = struct.pack("<BL", 1, zlib.crc32(raw)) + name
    extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert inside(named(tmp_path / "旧.zip", raw, extra)) == ["簡報.txt"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"),
        ("a/./b//c.txt", "a/b/c.txt"),
        ("..", "unnamed"),
        ("a!/b.txt", "a！/b.txt"),
    ],
)
def test_no_name_leads_out_of_the_zip(tmp_path: Path, name: str, safe: str) -> None:
    path = put(tmp_path / "坏.zip", {name: TEXT})
    before = sorted(os.listdir(tmp_path))
    assert inside(path) == [safe]
    assert read(f"{path}!/{safe}").text.string == TEXT.decode()
    assert sorted(os.listdir(tmp_path)) == before
    with pytest.raises(ReadError):
        read(f"{path}!/../坏.zip")


def test_names_that_come_twice_stay_apart(tmp_path: Path) -> None:
    path = put(tmp_path / "双.zip", {"a.txt": TEXT, "../a.txt": "乙县3件".encode(), "/a.txt": "丙县".encode()})
    assert inside(path) == ["a.txt", "a (2).txt", "a (3).txt"]
    assert read(f"{path}!/a (2).txt").text.string == "乙县3件"


def test_links_are_no_documents(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "链.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("a.txt", TEXT)
    assert inside(str(tmp_path / "链.zip")) == ["a.txt"]


def test_a_zip_that_changed_is_read_anew(tmp_path: Path) -> None:
    path = put(tmp_path / "变.zip", {"a.txt": TEXT})
    assert read(f"{path}!/a.txt").text.string == TEXT.decode()
    put(tmp_path / "变.zip", {"a.txt": "乙县共3件信访件".encode()})
    assert read(f"{path}!/a.txt").text.string == "乙县共3件信访件"


BOMB = zipped({"0.txt": bytes(50_000_000)})


@pytest.mark.parametrize(
    ("data", "limits", "error", "cause"),
    [
        (zipped({"a.txt": TEXT})[:-10], Limits(), DamagedFile, "a broken zip"),
        (zipped({}), Limits(), EmptyFile, "a zip without any file"),
        (BOMB, Limits(), LimitExceeded, r"times as long as it is packed \(a zip bomb\?\)"),
        (zipped({"a": b"x", "b": b"x"}), Limits(members=1), LimitExceeded, "2 members"),
        (zipped({"a.zip": zipped({"b": b"x", "c": b"x"})}), Limits(members=1), LimitExceeded, "2 members"),
        (zipped({"a": b"x" * 100}), Limits(unpacked=99), LimitExceeded, "100 unpacked"),
    ],
)
def test_a_bad_zip_is_found_itself_and_says_why(
    tmp_path: Path, data: bytes, limits: Limits, error: type[Exception], cause: str
) -> None:
    path = tmp_path / "坏.zip"
    path.write_bytes(data)
    assert expand(str(path), limits) == [str(path)]
    with pytest.raises(error, match=cause) as caught:
        read(path, limits)
    assert str(caught.value).startswith(f"{path}: ")


def test_bad_members_fail_alone(tmp_path: Path) -> None:
    files = {
        "好.txt": TEXT,
        "坏.docx": docx(paragraph("甲"))[:-40],
        "锁.txt": TEXT,
        "碎.txt": TEXT,
        "空.txt": b"",
        "坏.zip": b"PK\x03\x04",
    }
    data = bytearray(zipped(files, zipfile.ZIP_STORED))
    starts = [i for i in range(len(data)) if data[i : i + 4] == b"PK\x01\x02"]
    data[next(s for s in starts if "锁.txt".encode() in data[s : s + 80]) + 8] |= 1
    broken = data.index("碎.txt".encode()) + len("碎.txt".encode())
    data[broken] ^= 0xFF
    path = tmp_path / "杂.zip"
    path.write_bytes(data)
    assert inside(str(path)) == list(files)
    assert read(f"{path}!/好.txt").text.string == TEXT.decode()
    errors = {
        "坏.docx": DamagedFile,
        "锁.txt": EncryptedFile,
        "碎.txt": DamagedFile,
        "空.txt": EmptyFile,
        "坏.zip": DamagedFile,
    }
    for name, error in errors.items():
        with pytest.raises(error) as caught:
            read(f"{path}!/{name}")
        assert str(caught.value).startswith(f"{path}!/{name}: ")


def test_a_zip_is_no_document(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", {"b.txt": TEXT})
    with pytest.raises(UnsupportedFormat, match=r"a zip of 1 files, which are read one by one: .*a\.zip!/b\.txt"):
        read(path)


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    path = put(tmp_path / "a.zip", {"b.txt": TEXT})
    with pytest.raises(DamagedFile, match=r"has no member c\.txt"):
        read(f"{path}!/c.txt")
    assert not is_member(f"{tmp_path}/b.zip!/c.txt")
    with pytest.raises(ReadError, match="No such file"):
        read(f"{tmp_path}/b.zip!/c.txt")


@given(st.binary(max_size=300), st.integers(0, 200), st.binary(max_size=20))
def test_any_bytes_give_names_or_one_error(start: bytes, at: int, inserted: bytes) -> None:
    good = zipped({"a.txt": TEXT, "b.txt": TEXT})
    for data in (start, good[:at] + inserted + good[at:], good[:at] + inserted + good[at + len(inserted) :]):
        causes: list[str] = []
        try:
            opened = Zip(data, "x.zip", Limits())
            causes += [f"x.zip: {len(opened.read(name))} bytes" for name in opened.names]
        except ReadError as error:
            causes.append(str(error))
        assert all(cause.startswith("x.zip: ") for cause in causes)
