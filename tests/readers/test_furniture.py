"""Page furniture of plain text: what goes, and what only looks like it."""

from __future__ import annotations

import pytest

from jianbao.readers import read_bytes

PAGE = "会议要求，各单位要把整改任务抓在手上，逐件核实，按期办结，绝不允许敷衍塞责。" * 8


def paragraphs(text: str) -> list[str]:
    return read_bytes(text.encode(), "a.txt").text.string.split("\n")


@pytest.mark.parametrize(
    "number",
    [
        "— 2 —",
        "-2-",
        "－２－",
        "–2–",
        "— 12 —",
        "·2·",
        "~2~",
        "第2页",
        "第 2 页",
        "第二页",
        "第2页 共8页",
        "第 2 页，共 8 页",
        "第2页/共8页",
        "共8页 第2页",
        "（第2页）",
        "Page 2 of 8",
        "page 2",
    ],
)
def test_forms_that_only_a_page_number_has(number: str) -> None:
    assert paragraphs(f"第一段。\n\n{number}\n\n第二段。") == ["第一段。", "第二段。"]
    assert paragraphs(f"第一段。\n　　{number}　\n第二段。") == ["第一段。", "第二段。"]


@pytest.mark.parametrize(
    "line",
    [
        "12",
        "2/8",
        "-2",
        "2.",
        "（2）",
        "第2期",
        "共8件",
        "一、",
        "2件",
        "第2页内容如下",
        "2024",
        "12345",
        "3-5",
        "· 2",
        "第二批",
    ],
)
def test_a_figure_or_a_list_number_stays(line: str) -> None:
    assert line in paragraphs(f"第一段。\n\n{line}\n\n第二段。")


def test_lone_numbers_that_count_the_pages_go() -> None:
    text = f"{PAGE}\n\n1\n\n{PAGE}\n\n2\n\n{PAGE}\n\n3\n"
    assert paragraphs(text) == [PAGE] * 3
    assert (
        paragraphs(text.replace("\n1\n", "\n1/3\n").replace("\n2\n", "\n2/3\n").replace("\n3\n", "\n3/3\n"))
        == [PAGE] * 3
    )


def test_the_numbers_of_a_table_flattened_to_lines_stay() -> None:
    cells = ["序号", "县区", "件数", "1", "青山县", "6", "2", "白水区", "7", "3", "黑石区", "8"]
    assert paragraphs("\n\n".join(cells)) == cells


def test_lone_numbers_that_do_not_count_on_stay() -> None:
    assert paragraphs(f"{PAGE}\n\n17\n\n{PAGE}\n\n4\n\n{PAGE}") == [PAGE, "17", PAGE, "4", PAGE]


def test_numbers_and_running_lines_of_pages_with_form_feeds() -> None:
    text = "".join(f"青山县工作简报\n{PAGE}\n办公室编 第{n}页\n{n}\n\f" for n in (1, 2, 3))
    assert paragraphs(text) == ["青山县工作简报", PAGE, PAGE, PAGE]


def test_a_title_that_one_page_has_stays() -> None:
    text = f"青山县工作简报\n{PAGE}\n\f白水区工作简报\n{PAGE}\n\f黑石区工作简报\n{PAGE}\n"
    assert paragraphs(text) == [line for name in ("青山县", "白水区", "黑石区") for line in (f"{name}工作简报", PAGE)]


def test_a_running_head_beside_the_page_numbers_of_plain_text_goes() -> None:
    text = "青山县工作简报\n第一段。\n\n— 1 —\n青山县工作简报\n第二段。\n\n— 2 —\n青山县工作简报\n第三段。"
    assert paragraphs(text) == ["青山县工作简报", "第一段。", "第二段。", "第三段。"]


def test_a_paragraph_that_a_page_number_parts_is_joined() -> None:
    text = "会议要求，各单位要把整改任务抓\n\n— 1 —\n\n在手上，按期办结。\n\n第二段。"
    assert paragraphs(text) == ["会议要求，各单位要把整改任务抓在手上，按期办结。", "第二段。"]


def test_a_text_of_nothing_but_numbers_is_no_furniture() -> None:
    assert paragraphs("— 1 —\n\n— 2 —") == ["— 1 —", "— 2 —"]
