"""报／送／发 and their recipients."""

from jianbao.parsers.distribution import find_distribution
from jianbao.rulepack import load_rules

RULES = load_rules()


def test_labels_lines_and_imprint() -> None:
    text = (
        "报：市委、市政府，省督察办\n分管副市长\n"
        "抄送：各县区委书记、区长，市直有关单位\n"
        "发：各乡镇、各街道，专项组副组长、成员及各组组长\n"
        "云岭县整改办公室2021年6月3日印发"
    )
    assert [(line.kind, line.recipients) for line in find_distribution(text, RULES)] == [
        ("报", ["市委", "市政府", "省督察办", "分管副市长"]),
        ("抄送", ["各县区委书记、区长", "市直有关单位"]),
        ("发", ["各乡镇", "各街道", "专项组副组长、成员及各组组长"]),
    ]


def test_spans_cover_their_lines() -> None:
    text = "报：市委\n省委\n送：市政府"
    assert [line.span.of(text) for line in find_distribution(text, RULES)] == ["报：市委\n省委", "送：市政府"]


def test_no_label_no_list() -> None:
    assert find_distribution("市委、市政府", RULES) == []
