"""The head of a bulletin, in the orders in which offices print it."""

import pytest

from jianbao.parsers.fold import fold
from jianbao.parsers.masthead import masthead_length, read_masthead
from jianbao.parsers.paragraphs import paragraphs
from jianbao.rulepack import load_rules

RULES = load_rules()

# head, (title, issuer, year, issue, serial, date)
CASES = [
    (
        "云岭县环境保护督察整改工作简报\n2021年第12期 总第40期\n云岭县环境保护督察整改工作领导小组办公室\n2021年6月3日",
        ("云岭县环境保护督察整改工作简报", "云岭县环境保护督察整改工作领导小组办公室", 2021, 12, 40, "2021-06-03"),
    ),
    (
        "青溪市配合督察\n工　作　简　报\n第十二期\n（总第四十五期）\n"
        "青溪市配合督察协调联络组办公室编　　二〇一八年十一月九日",
        ("青溪市配合督察工作简报", "青溪市配合督察协调联络组办公室", 2018, 12, 45, "2018-11-09"),
    ),
    (
        "环保督察快报\n（2019）第8期\n主办：临河区生态环境局\n2019年7月20日",
        ("环保督察快报", "临河区生态环境局", 2019, 8, None, "2019-07-20"),
    ),
    (
        "内部资料 注意保存\n督察工作专报\n第3期（总第103期）\n签发：某某\n北山旗整改办公室\t2023年1月5日",
        ("督察工作专报", "北山旗整改办公室", 2023, 3, 103, "2023-01-05"),
    ),
    (
        "督察进行时\n〔2018〕15号\n内部资料　注意保存\n青溪市迎检协调联络组办公室　　2018-11-06",
        ("督察进行时", "青溪市迎检协调联络组办公室", 2018, 15, None, "2018-11-06"),
    ),
    (
        "信  访  工  作  简  报\n（2024年第11期）\n云岭县信访工作联席会议办公室编　　2024/5/17",
        ("信访工作简报", "云岭县信访工作联席会议办公室", 2024, 11, None, "2024-05-17"),
    ),
    (
        "云岭市督察工作简报\n云环督简〔2021〕12号\n云岭市督察工作领导小组办公室\n二○二一年九月十二日",
        ("云岭市督察工作简报", "云岭市督察工作领导小组办公室", 2021, 12, None, "2021-09-12"),
    ),
    (
        "云岭县环境保护督察工作简报 2019年第4期\n云岭县环境保护督察工作领导小组办公室 2019年5月30",
        ("云岭县环境保护督察工作简报", "云岭县环境保护督察工作领导小组办公室", 2019, 4, None, "2019-05-30"),
    ),
    ("某市配合督察\n工作简报 第3期\n2022年5月6日", ("某市配合督察工作简报", None, 2022, 3, None, "2022-05-06")),
    ("云岭县整改快报\n工作简报 第3期\n2022年5月6日", ("云岭县整改快报", None, 2022, 3, None, "2022-05-06")),
    ("某市信访件办理周报\n2022年5月6日", ("某市信访件办理周报", None, 2022, None, None, "2022-05-06")),
]


@pytest.mark.parametrize(("head", "values"), CASES)
def test_masthead(head: str, values: tuple[object, ...]) -> None:
    text = fold(f"{head}\n云岭县召开推进会\n6月2日，云岭县召开推进会。").string
    lines = list(paragraphs(text))
    length = masthead_length(lines, RULES)
    found = read_masthead(lines[:length], RULES)
    assert (found.title, found.issuer, found.year, found.issue, found.serial, found.date) == values
    assert length == len(head.split("\n"))


def test_every_value_stands_at_its_span() -> None:
    text = fold(CASES[0][0]).string
    head = read_masthead(list(paragraphs(text)), RULES)
    assert {name: span.of(text) for name, span in head.spans.items()} == {
        "title": "云岭县环境保护督察整改工作简报",
        "issuer": "云岭县环境保护督察整改工作领导小组办公室",
        "year": "2021",
        "issue": "12",
        "serial": "40",
        "date": "2021年6月3日",
    }


@pytest.mark.parametrize(
    "text",
    [
        "5月3日，青山省接到督察组移交的第2批信访件36件。",
        "某县县长督导整改\n6月7日，县长到某厂检查。",
        "第三期污水处理厂工程开工\n6月7日，工程开工。",
    ],
)
def test_lone_items_have_no_masthead(text: str) -> None:
    assert masthead_length(list(paragraphs(text)), RULES) == 0
