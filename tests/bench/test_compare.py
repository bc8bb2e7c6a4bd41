"""The benchmarks' own arithmetic: ratios of paired rounds, tables, the plot."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from bench.compare.growth import plot
from bench.compare.measure import Paired, Table, paired, ratio


def test_a_ratio_is_the_median_of_the_rounds_with_its_spread() -> None:
    measured = Paired({"a": [2.0, 8.0, 3.0], "b": [1.0, 2.0, 2.0]})
    assert measured.over("a", "b") == "2.00 (1.50–4.00)"
    assert measured.over("a", "a") == "1.00 (1.00–1.00)"
    assert ratio([25.4, 24.6, 26.0]) == "25 (25–26)"


def test_every_step_runs_once_a_round_after_a_first_time_and_takes_turns() -> None:
    order: list[str] = []
    measured = paired({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, rounds=3)
    assert order == ["a", "b", "a", "b", "b", "a", "a", "b"]
    assert {name: len(seconds) for name, seconds in measured.seconds.items()} == {"a": 3, "b": 3}


def test_a_table_in_markdown() -> None:
    table = Table("Text", "Said.", ("what", "×"), (("one", "2"),))
    assert "\n".join(table.lines()) == "## Text\n\nSaid.\n\n| what | × |\n| --- | --- |\n| one | 2 |\n"


def test_the_plot_is_drawn_in_powers_of_ten(tmp_path: Path) -> None:
    plot({"pages": [(1, 0.01), (10, 0.1), (100, 1.0)]}, tmp_path / "growth.svg")
    root = etree.fromstring((tmp_path / "growth.svg").read_bytes())
    points = [tuple(map(float, pair.split(","))) for pair in root.find(".//{*}polyline").get("points").split()]
    (x0, y0), (x1, y1), (x2, y2) = points
    assert abs((x2 - x1) - (x1 - x0)) < 0.3  # a decade is a decade
    assert abs((y1 - y2) - (y0 - y1)) < 0.3
