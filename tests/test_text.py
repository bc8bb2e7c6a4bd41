"""Text: origins survive whatever is done to it. The oracle keeps one origin for each single character."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.span import Span
from jianbao.text import Edit, Run, Text

#: What the oracle holds for a character: the character, and the hull of the source that it came from.
Traced = list[tuple[str, int, int]]


@st.composite
def edits_of(draw: st.DrawFn, length: int) -> list[Edit]:
    """Edits of a text of that length: sorted, without overlaps."""
    bounds = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    edits = []
    for start, end in zip(bounds[::2], bounds[1::2], strict=False):
        same = draw(st.booleans())
        replacement = draw(
            st.text("甲乙丙丁", min_size=end - start if same else 0, max_size=end - start if same else 4)
        )
        edits.append(Edit(start, end, replacement))
    return edits


def traced(source: str) -> Traced:
    return [(character, i, i + 1) for i, character in enumerate(source)]


def edited(before: Traced, edits: list[Edit], text: Text) -> Traced:
    """The same edits, done to a list."""
    after: Traced = []
    at = 0
    for start, end, replacement in edits:
        after += before[at:start]
        if len(replacement) == end - start:
            after += [(new, old[1], old[2]) for new, old in zip(replacement, before[start:end], strict=True)]
        elif start < end:
            first = min(old[1] for old in before[start:end])
            last = max(old[2] for old in before[start:end])
            after += [(new, first, last) for new in replacement]
        else:
            offset = text.source_span(Span(start, start)).start
            after += [(new, offset, offset) for new in replacement]
        at = end
    return after + before[at:]


@given(st.data(), st.text("一二三四五", min_size=1, max_size=20), st.integers(0, 5))
def test_origins_survive_any_sequence_of_edits(data: st.DataObject, source: str, times: int) -> None:
    text, oracle = Text.of(source), traced(source)
    for _ in range(times):
        edits = data.draw(edits_of(len(text)))
        oracle = edited(oracle, edits, text)
        text = text.edit(edits)
        assert text.string == "".join(character for character, _, _ in oracle)
        assert_whole(text)
        for i, (character, first, last) in enumerate(oracle):
            origin = text.source_span(Span(i, i + 1))
            assert first <= origin.start
            assert origin.end <= last
            if character in "一二三四五":
                assert origin == Span(first, last) == Span(first, first + 1)
                assert source[first] == character


def assert_whole(text: Text) -> None:
    """The runs are sorted, without gaps, and cover the string."""
    at = 0
    for run in text.runs:
        assert run.start == at
        assert run.end > run.start
        assert run.length >= 0
        at = run.end
    assert at == len(text.string)


@given(st.data(), st.text("一二三四五", min_size=1, max_size=20))
def test_cutting_and_joining_again_leads_no_character_elsewhere(data: st.DataObject, source: str) -> None:
    text = Text.of(source).edit(data.draw(edits_of(len(source))))
    bounds = [0, *sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4))), len(text)]
    parts = [text.cut(Span(a, b)) for a, b in itertools.pairwise(bounds)]
    again = Text.join(parts)
    assert again.string == text.string
    for i in range(len(text)):
        before, after = text.source_span(Span(i, i + 1)), again.source_span(Span(i, i + 1))
        assert before.covers(after)
        assert before == after or len(before.of(source)) > 1


@given(st.data(), st.text("一二三四五", min_size=1, max_size=20))
def test_two_steps_laid_together_are_one(data: st.DataObject, source: str) -> None:
    first = Text.of(source).edit(data.draw(edits_of(len(source))))
    second = Text.of(first.string).edit(data.draw(edits_of(len(first))))
    both = second.onto(first)
    assert both.string == second.string
    assert_whole(both)
    for i in range(len(both)):
        (hull,) = [second.source_span(Span(i, i + 1))]
        through = first.source_span(hull)
        origin = both.source_span(Span(i, i + 1))
        assert through.start <= origin.start
        assert origin.end <= through.end


@given(st.text(max_size=10), st.integers(0, 100))
def test_a_text_of_its_own_is_its_own_source(string: str, offset: int) -> None:
    text = Text.of(string, offset)
    assert str(text) == string
    assert text.source_span(Span(0, len(string))) == Span(
        offset if string else 0, offset + len(string) if string else 0
    )
    assert text.edit([]) is text


def test_what_edits_do() -> None:
    text = Text.of("第 九 批信访件12件")
    shorter = text.edit([Edit(1, 2, ""), Edit(3, 4, ""), Edit(8, 10, "十二"), Edit(11, 11, "。")])
    assert shorter.string == "第九批信访件十二件。"
    assert shorter.source_spans(Span(0, 3)) == [Span(0, 1), Span(2, 3), Span(4, 5)]
    assert shorter.source_span(Span(6, 7)) == Span(8, 9)
    assert shorter.source_span(Span(9, 10)) == Span(11, 11)
    longer = text.edit([Edit(8, 10, "一十二")])
    assert longer.source_spans(Span(9, 10)) == [Span(8, 10)]
    assert longer.source_spans(Span(7, 8)) == [Span(7, 8)]


def test_joined_with_a_separator() -> None:
    text = Text.join([Text.of("甲"), Text.of("乙", 5)], "\n")
    assert text.string == "甲\n乙"
    assert text.source_span(Span(1, 2)) == Span(1, 1)
    assert text.source_span(Span(2, 3)) == Span(5, 6)
    assert text.runs == (Run(0, 1, 0, 1), Run(1, 2, 1, 0, False), Run(2, 3, 5, 1))


@pytest.mark.parametrize(
    "edits", [[Edit(2, 3, ""), Edit(1, 2, "")], [Edit(0, 2, ""), Edit(1, 3, "")], [Edit(2, 9, "")], [Edit(2, 1, "")]]
)
def test_edits_that_overlap_or_leave_the_text_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps the one before it, or leaves the text"):
        Text.of("一二三").edit(edits)
