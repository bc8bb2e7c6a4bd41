"""Places that OCR misread: named with what they may be, and never changed."""

import pytest

from jianbao.parsers.misread import misread_places
from jianbao.rulepack import load_rules

GAZETTEER = load_rules().gazetteer


def found(text: str, home: str | None = "431100") -> list[tuple[str, tuple[str, ...]]]:
    return [(span.of(text), candidates) for span, candidates in misread_places(text, home, GAZETTEER)]


@pytest.mark.parametrize(
    ("text", "misread", "candidates"),
    [
        ("宁迈县3件", "宁迈县", ("宁远县",)),
        ("零陵区5件、江水县2件", "江水县", ("江永县",)),
        ("江华瑶旅自治县2件", "江华瑶旅自治县", ("江华瑶族自治县",)),
        # 江永县 stands in the text itself: what is missing is more likely.
        ("江永县1件、江田县2件", "江田县", ("新田县", "江永县")),
    ],
)
def test_one_character_away(text: str, misread: str, candidates: tuple[str, ...]) -> None:
    assert found(text) == [(misread, candidates)]


@pytest.mark.parametrize(
    "text",
    [
        "宁远县3件",
        "安远县3件",
        "该县3件，全县5件",
        "到宁远县城区检查",
        "永州市冷水滩区",
        "在江山县区域内",
        "两个区县",
        "市、县、区",
    ],
)
def test_names_and_common_words_are_not_misread(text: str) -> None:
    assert found(text) == []


def test_nothing_is_known_without_a_home() -> None:
    assert found("宁迈县3件", None) == []
