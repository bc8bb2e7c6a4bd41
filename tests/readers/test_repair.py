"""Repair: look-alikes become the characters that were meant, and nothing else changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.readers import read_bytes
from jianbao.readers.repair import same_length


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("⻓沙市⻰⼭县", "长沙市龙山县"),
        ("⻅证⺠⽣⻔⼾", "见证民生门户"),
        ("⻋⻢⻩⻘⻥⻦⻬⻮⻛⻚", "车马黄青鱼鸟齐齿风页"),
        ("\uf98e\ufa0c\uf9d4", "年兀倫"),
        ("李\u00a0四", "李 四"),
        ("李\u2003四", "李 四"),
        ("3件﹐重点件﹑其他﹔完", "3件，重点件、其他；完"),
        ("︻动态︼︵一︶︿书﹀", "【动态】（一）〈书〉"),
        ("阿不都‧买买提・某", "阿不都·买买提·某"),
        ("共｢3｣件｡", "共「3」件。"),
        ("PM2\u20115", "PM2-5"),
        ("\uf0b7第一条", "●第一条"),
    ],
)
def test_look_alikes(odd: str, plain: str) -> None:
    assert same_length(odd) == plain


@pytest.mark.parametrize(
    "string",
    ["，。、；：？！（）【】《》“”‘’…—～·", "１２３％＋－／", "㎡℃Ⅲ①㈠⑴", "李　四", "ＡＢＣ", "艹氵亻", "𠅤䶮"],
)
def test_what_was_published_stays(string: str) -> None:
    assert same_length(string) == string


@given(st.text())
def test_repair_keeps_the_length_and_done_twice_changes_nothing(string: str) -> None:
    once = same_length(string)
    assert len(once) == len(string)
    assert same_length(once) == once


def test_every_radical_that_unicode_decomposes_is_decomposed_as_unicode_does() -> None:
    for code in (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3):
        if chr(code) not in "⼾⾭⿈":
            assert same_length(chr(code)) == unicodedata.normalize("NFKC", chr(code))
    assert not any(0x2E81 <= ord(same_length(chr(code))) <= 0x2FDF for code in range(0x2E81, 0x2FD6) if code != 0x2E9A
                   and unicodedata.category(chr(code)) == "So")  # fmt: skip


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("青\u200b山\ufeff县", "青山县"),
        ("青\u00ad山\x07县\x00"[:-1], "青山县"),
        ("\u202a青山县\u202c", "青山县"),
        ("葛\U000e0100城", "葛城"),
        ("oﬃce", "office"),
        ("\ufeff　　青山县  \u200b", "青山县"),
    ],
)
def test_what_nobody_sees_goes_with_the_origins_kept(odd: str, plain: str) -> None:
    document = read_bytes(("前言。\n" + odd).encode(), "a.txt")
    assert document.text.string == "前言。\n" + plain
    last = len(document.text.string) - 1
    from jianbao.span import Span

    origin = document.text.source_span(Span(last, last + 1))
    assert same_length(origin.of(document.raw.string)).endswith(plain[-1])


def test_private_use_characters_stay_and_are_noticed() -> None:
    document = read_bytes("县长李\ue863出席。".encode(), "a.txt")
    assert document.text.string == "县长李\ue863出席。"
    assert [(n.code, n.message.split()[0]) for n in document.raw.notices] == [("private_use_characters", "1")]
