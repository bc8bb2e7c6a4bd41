"""Tables of files without pages: one line a row, merged cells once, frames as lines."""

from __future__ import annotations

from jianbao.readers.blocks import PAGE_BREAK, Block, Cell, Table, is_ruled, raw_of
from jianbao.readers.limits import Limits


def row(*cells: str | Cell) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, Cell) else Cell((cell,)) for cell in cells)


def lines(*blocks: Block) -> list[str]:
    return raw_of(blocks, "x", Limits()).string.splitlines()


def test_the_cells_of_a_row_are_parted_by_tabs() -> None:
    assert lines("前", Table((row("县区", "件数"), row("甲县", "3"))), "后") == ["前", "县区\t件数", "甲县\t3", "后"]


def test_the_lines_of_a_cell_run_together() -> None:
    broken = Cell(("经查，", "", "　属实。"))
    assert lines(Table((row("县区", "情况"), row("甲县", broken)))) == ["县区\t情况", "甲县\t经查，属实。"]
    assert lines(Table((row("县区", "件"), row("甲\t县", Cell(("12", "34\n件")))))) == ["县区\t件", "甲 县\t12 34件"]


def test_an_empty_cell_keeps_its_place() -> None:
    assert lines(Table((row("县区", "来电", "来信"), row("甲县", "", "3")))) == ["县区\t来电\t来信", "甲县\t\t3"]


def test_the_last_row_of_a_head_names_every_column() -> None:
    table = Table(
        (
            row(Cell(("各县区统计表",), columns=4)),
            row(Cell(("县区",), rows=2), Cell(("转办",), columns=2), Cell(("办结",), rows=2)),
            row("来电", "来信"),
            row("甲县", "4", "8", "9"),
        )
    )
    assert lines(table) == ["各县区统计表", "转办", "县区\t来电\t来信\t办结", "甲县\t4\t8\t9"]


def test_a_cell_over_several_rows_of_data_stands_in_the_first() -> None:
    table = Table((row("县区", "来源", "件数"), row(Cell(("甲县",), rows=2), "来电", "4"), row("来信", "8")))
    assert lines(table) == ["县区\t来源\t件数", "甲县\t来电\t4", "来信\t8"]


def test_frames_give_lines() -> None:
    assert lines(Table((row(Cell(("报：市委", "送：各县区"))),))) == ["报：市委", "送：各县区"]
    inner = Table((row("县区", "件数"), row("甲县", "3")))
    assert lines(Table((row(Cell(("菜单",)), Cell(("正文。", inner))),))) == ["菜单", "正文。", "县区\t件数", "甲县\t3"]
    assert lines(Table((row("第3期", "5月3日"),))) == ["第3期\t5月3日"]
    assert lines(Table((row(Cell(("左一", "左二")), "右"),))) == ["左一", "左二", "右"]


def test_rows_beside_a_nested_table_stay_rows() -> None:
    inner = Table((row("来电", "4"), row("来信", "8")))
    table = Table((row("县区", "情况"), row("甲县", Cell((inner,))), row("乙县", "3")))
    assert not is_ruled(table)
    assert lines(table) == ["县区\t情况", "甲县", "来电\t4", "来信\t8", "乙县\t3"]


def test_a_page_break_begins_a_page_only_where_text_follows() -> None:
    raw = raw_of([PAGE_BREAK, "甲", PAGE_BREAK, "", PAGE_BREAK, "乙", PAGE_BREAK], "x", Limits())
    assert [page.span.of(raw.string) for page in raw.pages] == ["甲\n\n", "乙\n"]
    assert [page.number for page in raw.pages] == [1, 2]


def test_nothing_gives_an_empty_page() -> None:
    raw = raw_of([], "x", Limits())
    assert (raw.string, len(raw.pages)) == ("", 1)


def test_a_span_may_lie() -> None:
    huge = Cell(("甲",), columns=10**9, rows=10**9)
    assert lines(Table((row("县区", "件数"), row(huge, "乙"), row("丙", "丁")))) == ["县区\t件数", "甲\t乙", "丙\t丁"]
