"""Values on the text and on the pages: nothing lost, nothing twice, every box on its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao import extract
from jianbao.archive.corrections import replay
from jianbao.span import Span
from jianbao.web.marks import Mark, marks_of, rectangles, stretches


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12), st.data())
def test_stretches_cover_the_text_once_and_carry_the_values_over_them(
    text: str, ends: list[tuple[int, int]], data: st.DataObject
) -> None:
    spans = [Span(*sorted(min(e, len(text)) for e in pair)) for pair in ends]
    marks = [Mark(f"m{n}", "figures", span) for n, span in enumerate(spans) if span.end > span.start]
    start = data.draw(st.integers(0, len(text)))
    whole = Span(start, data.draw(st.integers(start, len(text))))
    found = list(stretches(text, marks, whole))
    assert "".join(stretch.string for stretch in found) == whole.of(text)
    at = whole.start
    for stretch in found:
        assert stretch.start == at
        at += len(stretch.string)
        for place in range(stretch.start, at):
            over = {m.key for m in marks if m.span.start <= place < m.span.end}
            assert set(stretch.keys) == over
        assert bool(stretch.keys) == bool(stretch.kind)


@pytest.mark.parametrize("path", sorted(Path("corpus/pdf").glob("*.pdf")), ids=lambda p: p.stem)
def test_every_box_lies_on_a_line_that_its_value_touches(path: Path) -> None:
    bulletin = extract(path)
    marks = marks_of(replay(bulletin, [], lambda b: b.findings))
    assert len(marks) > 50
    boxes = rectangles(bulletin, marks)
    seen = {box.key for some in boxes.values() for box in some}
    assert seen == {mark.key for mark in marks}
    spans = {mark.key: mark.span for mark in marks}
    for page, some in boxes.items():
        for box in some:
            lines = [x for x in bulletin.lines if x.page == page and x.box and x.span.overlaps(spans[box.key])]
            assert any(
                x.box[0] - 0.1 <= box.x and box.x + box.width <= x.box[2] + 0.1 and abs(x.box[1] - box.y) < 0.1
                for x in lines
                if x.box
            )
