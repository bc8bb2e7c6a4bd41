"""Folding: one width, one script, no padding; origins kept."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.fold import fold
from jianbao.span import Span

CASES = [
    ("第 九 批,来信5件", "第九批，来信5件"),
    ("共1,234件,其中2,345件", "共1,234件，其中2,345件"),
    ("大气2,3", "大气2，3"),
    ("８:００—20：00受理", "8:00-20:00受理"),
    ("1—19批", "1-19批"),
    ("第1～3批", "第1-3批"),
    ("（占１２.５％）", "（占12.5%）"),
    ("個(gè)縣(xiàn)環保", "个县环保"),
    ("甲县2件,,乙县3件", "甲县2件，乙县3件"),
    ("赵　明、钱 亮", "赵明、钱亮"),
    ("类别\t件数   占比", "类别\t件数\t占比"),
    ("甲县 | 3 |  | 5 |", "甲县\t3\t\t5"),
    ("甲县\t\t5", "甲县\t\t5"),
    ("天河区 12 3", "天河区12\t3"),
    ("2 0 2 4 年 1 0 月 5 日", "2024年10月5日"),
    ("天河区 1 2 越秀区 3 4", "天河区1\t2越秀区3\t4"),
    ("PPP project plan", "PPP project plan"),
    ("来电(3件)", "来电（3件）"),
    ("信  访  简  报\n正文", "信访简报\n正文"),
    ("泾　县　11月2日，泾县召开会议。", "泾县\t11月2日，泾县召开会议。"),
    ("二○二一年九月", "二〇二一年九月"),
    ("8月21日一27日，第一批", "8月21日—27日，第一批"),
    ("分別参加", "分别参加"),
]


@pytest.mark.parametrize(("written", "folded"), CASES)
def test_folds(written: str, folded: str) -> None:
    assert fold(written).string == folded


@given(st.text(alphabet="12件、，,.：:（）() 　\t\n縣县來来ab％—", max_size=60))
def test_origins_stay_in_order_and_within(written: str) -> None:
    text = fold(written)
    spans = [text.source_span(Span(i, i + 1)) for i in range(len(text))]
    assert all(0 <= s.start < s.end <= len(written) for s in spans)
    assert all(a.start < b.start for a, b in itertools.pairwise(spans))


@given(st.text(alphabet="12件、，（）县来", max_size=60))
def test_folded_text_stays_as_it_is(written: str) -> None:
    once = fold(written).string
    assert fold(once).string == once
