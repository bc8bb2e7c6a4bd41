from pathlib import Path
from typing import get_args

from jianbao import record

PAGE = (Path(__file__).parents[2] / "docs" / "checks.md").read_text(encoding="utf-8")


def test_the_page_explains_every_constraint_and_its_example_is_true() -> None:
    from sheets import Sheet

    assert all(f"| {name} |" in PAGE for name in get_args(record.Constraint))
    sheet = Sheet()
    whole = sheet.put(18, scope="other")
    sheet.list("region", {"东县": 9, "西县": 5, "南县": 3}, whole, scope="other")
    sheet.list("channel", {"来电": 12, "来信": 5}, whole, scope="other")
    found = sheet.check()
    assert all(finding.message in PAGE for finding in found)
    assert [[(r.figure, r.value) for r in finding.repairs] for finding in found] == [[(0, 17)], [(0, 17)]]
