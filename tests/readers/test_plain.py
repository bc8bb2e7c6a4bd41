"""Plain text: encodings, line ends, form feeds; what is no text says so."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jianbao.errors import EmptyFile, LimitExceeded, ReadError, UndecodableText
from jianbao.readers import Limits, read, read_bytes
from jianbao.readers.encodings import decode

TEXT = (
    "青山县环境整改工作简报\n第7期\n4月6日，青山县召开问题整改推进会，县长张三出席会议。\n"
    "截至4月5日，全县累计收到交办件15件，其中重点件2件。\n"
)
TRADITIONAL = "青山縣環境整改工作簡報\n第7期\n4月6日，青山縣召開問題整改推進會，縣長張三出席會議。\n"
SHORT = ["青山县", "李四", "共3件", "蓝山县：", "垃圾", "1", "没有\n", "重点件3件，重复件4件"]


def string_of(data: bytes) -> str:
    return decode(data, "a.txt").string


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b""),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("gb18030", b""),
        ("gb18030", b"\x84\x31\x95\x33"),
        ("gbk", b""),
        ("gb2312", b""),
    ],
)
@pytest.mark.parametrize("text", [TEXT, TEXT * 300, *SHORT])
def test_encodings_of_simplified_text(text: str, encoding: str, mark: bytes) -> None:
    assert string_of(mark + text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TRADITIONAL, TRADITIONAL * 300])
def test_encodings_of_traditional_text(text: str, encoding: str) -> None:
    assert string_of(text.encode(encoding)) == text


@pytest.mark.parametrize("text", ["Page without any Chinese\n", "2024-03-15,17,3,4\n" * 20])
@pytest.mark.parametrize("encoding", ["ascii", "utf-16-le", "utf-16-be"])
def test_text_without_chinese(text: str, encoding: str) -> None:
    assert string_of(text.encode(encoding)) == text


def test_rare_names_survive_gb18030() -> None:
    text = "县长\u4dae䶮出席，副县长𠅤㑇陪同调研，各乡镇负责人参加。"
    assert string_of(text.encode("gb18030")) == text


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        st.sampled_from(sorted(set(TEXT)) + list("区市乡镇村组局长书记调研督导问题整改０１：“”（）…—")), min_size=12
    ),
    st.sampled_from(["utf-8", "gb18030", "utf-16-le", "utf-16-be"]),
)
def test_any_mixture_of_usual_characters_round_trips(text: str, encoding: str) -> None:
    assert string_of(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_a_character_cut_in_two_by_the_end_of_the_file_is_replaced_and_noticed(encoding: str) -> None:
    document = read_bytes((TEXT + "县").encode(encoding)[:-1], "a.txt")
    assert document.raw.string == TEXT + "\ufffd"
    (notice,) = document.raw.notices
    assert (notice.code, notice.page) == ("replaced_characters", None)
    assert notice.message.startswith("1 characters could not be decoded")


def test_a_replacement_character_that_the_file_itself_holds_is_no_loss() -> None:
    assert read_bytes((TEXT + "\ufffd").encode(), "a.txt").raw.notices == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_line_ends(end: str) -> None:
    data = TEXT.replace("\n", end).encode()
    document = read_bytes(data, "a.txt")
    assert document.text.string == TEXT.rstrip("\n")
    assert len(document.raw.string) == len(data.decode())
    assert [line.span.of(document.text.string) for line in document.lines()] == TEXT.splitlines()


def test_form_feeds_part_pages() -> None:
    document = read_bytes("第一页的话。\n\f第二页的话。\f第三页的话。\n\f".encode(), "a.txt")
    assert document.text.string == "第一页的话。\n第二页的话。\n第三页的话。"
    assert [page.number for page in document.raw.pages] == [1, 2, 3]
    assert [line.page for line in document.lines()] == [1, 2, 3]
    assert document.raw.pages[-1].span.end == len(document.raw.string)


def test_what_a_document_says_of_its_file() -> None:
    import hashlib

    data = TEXT.encode()
    document = read_bytes(data, "dir/a.txt")
    assert (document.uri, document.media_type, document.reader) == ("dir/a.txt", "text/plain", "plain")
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("data", [b"", b"\n \n\t", b"\xef\xbb\xbf", "\u3000\u3000\r\n".encode(), "\u200b".encode()])
def test_nothing_in_it(data: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"^a\.txt: "):
        read_bytes(data, "a.txt")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        TEXT.encode() + bytes(40),
        b"\x00\x01\x02\x03" * 100,
        random.Random(1).randbytes(4000),
        bytes([0x80, 0xFF]) * 200,
        b"\x01\x02\x03\x04\x05 text",
    ],
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableText, match=r"^a\.txt: "):
        read_bytes(data, "a.txt")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_read_error(data: bytes) -> None:
    try:
        document = read_bytes(data, "a.txt")
    except ReadError as error:
        assert str(error).startswith("a.txt: ")  # noqa: PT017
    else:
        assert document.text.string.strip()


def test_limits() -> None:
    with pytest.raises(LimitExceeded, match=r"raise it with --limit characters="):
        read_bytes(TEXT.encode(), "a.txt", Limits(characters=10))
    with pytest.raises(LimitExceeded, match=r"3 pages are more than the limit of 2"):
        read_bytes("一\f二\f三".encode(), "a.txt", Limits(pages=2))


def test_files(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "简报.doc"
    path.write_text(TEXT, encoding="gb18030")
    assert read(path).text.string == TEXT.rstrip("\n")
    assert read(str(path), uri="s3://bucket/7.txt").uri == "s3://bucket/7.txt"
    with pytest.raises(ReadError, match="No such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadError):
        read(tmp_path)
