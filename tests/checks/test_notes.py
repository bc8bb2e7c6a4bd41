import pytest
from sheets import RULES

from jianbao.checks.notes import explained


@pytest.mark.parametrize(
    ("note", "low", "high"),
    [
        (None, 0, 0),
        ("", 0, 0),
        ("部分件涉及多个地区", 0, None),
        ("同一件可能涉及多种污染类型", 0, None),
        ("个别件由两地合办", 0, None),
        ("其中1件涉及2市", 0, 1),
        ("其中3件涉及2个县", 0, 3),
        ("其中两件涉及三个县区", 0, 4),
        ("1件由2个部门共同办理，2件涉及3县", 0, 5),
        ("重复件未计入", None, 0),
        ("另有部分件尚未分类，同一件可能涉及多种类型", None, None),
    ],
)
def test_how_much_a_note_explains(note: str | None, low: int | None, high: int | None) -> None:
    assert explained(note, RULES) == (low, high)
