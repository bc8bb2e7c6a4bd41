import pytest

from jianbao.checks.slips import slip_distance


@pytest.mark.parametrize(
    ("printed", "other", "distance"),
    [
        (17, 17, 0),
        (17, 71, 1),
        (17, 77, 1),
        (31, 81, 1),
        (6, 0, 1),
        (12, 122, 1),
        (122, 12, 1),
        (100, 10, 1),
        (12, 1, 2),
        (2, 5, 2),
        (24, 25, 2),
        (19, 91, 1),
        (23, 45, 4),
        (4.5, 45, 2),
    ],
)
def test_slips_cost_less_than_other_changes(printed: int, other: int, distance: int) -> None:
    from jianbao.checks.numbers import exact

    assert slip_distance(exact(printed), exact(other)) == slip_distance(exact(other), exact(printed)) == distance
