"""The general dictionary, looked up without an index."""

from __future__ import annotations

from importlib.resources import files

import pytest

from jianbao.rulepack.dictionary import Word, look_up


def test_every_chinese_word_of_the_dictionary_is_found():
    entries: dict[str, Word] = {}
    for line in files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, count, kind = line.split()
        entries[word] = Word(int(count), kind)
    chinese = {word: entry for word, entry in entries.items() if min(word) >= "\u2e80"}
    assert len(chinese) > 348_000
    assert {word: look_up(word) for word in chinese} == chinese


@pytest.mark.parametrize("word", ["", "高度陪", "度高", "T恤", "\ud800", "\ud7ff", "\U0010ffff", "𠀀", "\n", "一\n"])
def test_what_is_no_chinese_word_of_the_dictionary_is_not_found(word: str):
    assert look_up(word) is None
