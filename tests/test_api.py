"""The public calls on data from anywhere."""

import pandas as pd
import pytest

from jianbao import check


def test_figures_that_never_were_in_a_bulletin_are_checked() -> None:
    rows = [
        {"id": 0, "subject": "信访件", "scope": "new", "dimension": None, "label": None, "value": 12, "unit": "件"},
        {
            "id": 1,
            "subject": "信访件",
            "scope": "new",
            "dimension": "channel",
            "label": "来电",
            "value": 7,
            "unit": "件",
        },
        {
            "id": 2,
            "subject": "信访件",
            "scope": "new",
            "dimension": "channel",
            "label": "来信",
            "value": 4,
            "unit": "件",
        },
    ]
    frame = pd.DataFrame(rows).assign(parent=[None, 0, 0])
    assert [(f.constraint, f.status, f.expected, f.actual) for f in check(frame)] == [("partition", "violated", 12, 11)]


@pytest.mark.parametrize("wrong", [[], None, "text"])
def test_what_is_no_table_is_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="a Bulletin or a DataFrame"):
        check(wrong)  # type: ignore[arg-type]


def test_a_table_without_values_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the column 'dimension'"):
        check(pd.DataFrame({"value": [1]}))
