"""Numerals: what is a number, what is none, and the whole language of small Chinese numerals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.numerals import number

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("17", 17), ("1,234", 1234), ("4.5", 4.5), ("251542.71", 251542.71), ("9.80", 9.8),
        ("1.2万", 12000), ("1492余万", 14920000), ("3亿", 300000000), ("5百", 500), ("8万", 80000),
        ("两", 2), ("〇", 0), ("零", 0), ("半", 0.5), ("十", 10), ("十二", 12), ("二十", 20), ("三十三", 33),
        ("一百零五", 105), ("两百", 200), ("两千三百", 2300), ("一万二千", 12000), ("一亿三千万", 130000000),
        ("二〇二四", 2024), ("一五", 15), ("廿三", 23), ("三百余", 300), ("十五点五", 15.5),
    ],
)  # fmt: skip
def test_value(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "三门峡", "二七区", "五家渠", "六安", "三明", "十二师", "余", "点", "1.2.3", "件", "12件"]
)
def test_names_and_fragments_are_no_numbers(text: str) -> None:
    assert number(text) is None


def test_a_whole_number_is_an_int() -> None:
    assert isinstance(number("1.2万"), int)
    assert isinstance(number("三十"), int)
    assert isinstance(number("4.0"), float)


def written(value: int) -> str:
    """Write a number below ten thousand in characters: an independent second method, place by place."""
    text = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit and bool(text)
    return (text.removeprefix("一") if text.startswith("一十") else text) or "零"


def test_all_numerals_below_ten_thousand() -> None:
    wrong = {written(value): value for value in range(10_000) if number(written(value)) != value}
    assert wrong == {}


@given(st.integers(1, 9_999), st.integers(0, 9_999))
def test_myriads_add_up(high: int, low: int) -> None:
    rest = ("零" if low < 1000 else "") + written(low) if low else ""
    assert number(f"{written(high)}万{rest}") == high * 10_000 + low


@given(st.integers(0, 10**12))
def test_grouped_digits(value: int) -> None:
    assert number(f"{value:,}") == number(str(value)) == value


@given(st.text(max_size=8))
def test_anything_is_a_number_or_none(text: str) -> None:
    assert number(text) is None or number(text) >= 0  # type: ignore[operator]
