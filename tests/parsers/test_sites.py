"""Sites: visit lists, what was looked at, what complaints are about, and what is no site."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jianbao.parsers.context import Context
from jianbao.parsers.sites import find_sites
from jianbao.record import Official
from jianbao.rulepack import load_rules
from jianbao.span import Span

RULES = load_rules()
ON = Context(date(2023, 5, 20))

#: (sentence, [(name, township, kind)])
SITES = [
    (
        "5月9日，县长王川先后到石坪镇防疫站、清溪镇大湾采石场、青河县鸿达五金制品有限公司，查看台账。",
        [
            ("石坪镇防疫站", "石坪镇", "station"),
            ("清溪镇大湾采石场", "清溪镇", "quarry"),
            ("青河县鸿达五金制品有限公司", None, "enterprise"),
        ],
    ),
    (
        "5月9日，县长王川先后来到春风电子、百味食品、东区供水管网工程、锦程再生资源等地检查。",
        [
            ("春风电子", None, "enterprise"),
            ("百味食品", None, "enterprise"),
            ("东区供水管网工程", None, "project"),
            ("锦程再生资源", None, "enterprise"),
        ],
    ),
    (
        "5月9日，县长王川一行先后来到甘泉食品、大禾畜牧等企业，检查污水处理情况。",
        [("甘泉食品", None, "enterprise"), ("大禾畜牧", None, "enterprise")],
    ),
    (
        "5月9日，督察组先后来到灌田、石板、杨家湾等乡镇。",
        [("灌田", "灌田", "other"), ("石板", "石板", "other"), ("杨家湾", "杨家湾", "other")],
    ),
    (
        "在石坪镇天元、方圆、红石水泥有限公司，王川检查除尘设备。",
        [
            ("石坪镇天元", "石坪镇", "enterprise"),
            ("方圆", "石坪镇", "enterprise"),
            ("红石水泥有限公司", "石坪镇", "enterprise"),
        ],
    ),
    (
        "5月9日，县长王川到石坪镇、清溪镇督导环保工作。",
        [("石坪镇", "石坪镇", "other"), ("清溪镇", "清溪镇", "other")],
    ),
    (
        "5月9日，县长王川赴白石镇杨柳村，督办前一天交办的大禾养鸡场臭味信访件。",
        [("白石镇杨柳村", "白石镇", "village"), ("大禾养鸡场", "白石镇", "enterprise")],
    ),
    (
        "5月9日，县长王川带队到石坪镇金源（湖南）电池材料有限公司治理现场指导。",
        [("石坪镇金源（湖南）电池材料有限公司", "石坪镇", "enterprise")],
    ),
    (
        "5月9日，区长王川赴万家渣土（临时）受纳场等地督察。",
        [("万家渣土（临时）受纳场", None, "plant")],
    ),
    (
        "5月9日，督察组到“前程”砂场、县城屠宰场等地检查。",
        [("“前程”砂场", None, "quarry"), ("县城屠宰场", None, "plant")],
    ),
    (
        "5月9日，县长王川到县第一自来水厂和垃圾填埋场调研。",
        [("县第一自来水厂", None, "plant"), ("垃圾填埋场", None, "plant")],
    ),
    (
        "5月9日，区长王川实地察看了北湖公园、垃圾中转站、南门批发市场排污口等。",
        [("北湖公园", None, "park"), ("垃圾中转站", None, "station"), ("南门批发市场排污口", None, "other")],
    ),
    (
        "5月9日，针对省里交办的青河县石坪乡双江机械公司噪声案件，专班会商。",
        [("石坪乡双江机械公司", "石坪乡", "enterprise")],
    ),
    (
        "近日，热线接到市民投诉“清溪镇某砖厂夜间粉尘大，影响休息”。",
        [("清溪镇某砖厂", "清溪镇", "enterprise")],
    ),
    (
        "近日，县里收到关于石坪镇实验小学附近露天烧烤的举报。",
        [("石坪镇实验小学", "石坪镇", "other")],
    ),
    (
        "5月9日，县长王川沿石坪镇大湾桥往下游，途经清溪镇杨柳村、白石乡石桥村，了解护岸情况。",
        [
            ("石坪镇大湾桥", "石坪镇", "other"),
            ("清溪镇杨柳村", "清溪镇", "village"),
            ("白石乡石桥村", "白石乡", "village"),
        ],
    ),
    (
        "5月9日，书记王川到甜水河石坪镇范家岭巡河。",
        [("甜水河", None, "river"), ("石坪镇范家岭", "石坪镇", "other")],
    ),
    (
        "5月9日，县长王川前往云山街道五里社区、青河高新区白水片区督导。",
        [("云山街道五里社区", "云山街道", "community"), ("青河高新区白水片区", None, "park")],
    ),
    (
        "5月9日，县长王川到白石镇察看天元茶业和青河县实训基地。",
        [("天元茶业", "白石镇", "enterprise"), ("青河县实训基地", "白石镇", "other")],
    ),
    (
        "5月9日，县长王川先后检查石坪镇山里木业、东方家具项目和清溪镇中庄茶园、鑫源电池项目。",
        [
            ("石坪镇山里木业", "石坪镇", "enterprise"),
            ("东方家具项目", "石坪镇", "project"),
            ("清溪镇中庄茶园", "清溪镇", "other"),
            ("鑫源电池项目", "清溪镇", "project"),
        ],
    ),
    (
        "5月9日，检查组到G6甲城至乙城高速公路工程点、肉牛繁育基地建设项目看进度。",
        [("G6甲城至乙城高速公路工程点", None, "project"), ("肉牛繁育基地建设项目", None, "project")],
    ),
    (
        "5月9日，验收组实地查看了位于清溪镇的黄家庄尾矿库。",
        [("黄家庄尾矿库", "清溪镇", "plant")],
    ),
    (
        "5月9日，旗长王川赴白音镇、查干苏木督导，还到乌兰图嘎嘎查检查。",
        [("白音镇", "白音镇", "other"), ("查干苏木", "查干苏木", "other"), ("乌兰图嘎嘎查", None, "village")],
    ),
    (
        "5月9日，专班检查凯达纸业、劲风铸造3家企业的问题销号进度。",
        [("凯达纸业", None, "enterprise"), ("劲风铸造", None, "enterprise")],
    ),
    (
        "5月9日，县长王川到古城1号安置地、C3-2地块检查。",
        [("古城1号安置地", None, "project"), ("C3-2地块", None, "other")],
    ),
    (
        "5月9日，县长王川到石坪镇督查砖瓦行业，先后察看了天元、方圆、红石建材有限公司。",
        [
            ("石坪镇", "石坪镇", "other"),
            ("天元", "石坪镇", "enterprise"),
            ("方圆", "石坪镇", "enterprise"),
            ("红石建材有限公司", "石坪镇", "enterprise"),
        ],
    ),
    (
        "5月9日，县长王川到石坪镇督查，要求天元、方圆、红石三家石材厂停产整改。",
        [
            ("石坪镇", "石坪镇", "other"),
            ("天元", "石坪镇", "enterprise"),
            ("方圆", "石坪镇", "enterprise"),
            ("红石", "石坪镇", "enterprise"),
        ],
    ),
    (
        "5月9日，检查组对夜间生产的春风石料、百味新材两家企业断电。",
        [("春风石料", None, "enterprise"), ("百味新材", None, "enterprise")],
    ),
    (
        "5月9日，县长王川到石坪镇、清溪镇督查废渣治理，先后察看石坪镇杨柳村、恒信锑品等点位。",
        [
            ("石坪镇", "石坪镇", "other"),
            ("清溪镇", "清溪镇", "other"),
            ("石坪镇杨柳村", "石坪镇", "village"),
            ("恒信锑品", "石坪镇", "enterprise"),
        ],
    ),
    (
        "5月9日，县政府对石坪镇、清溪镇的退养户开展核查，共核查46户。",
        [("石坪镇", "石坪镇", "other"), ("清溪镇", "清溪镇", "other")],
    ),
    (
        "5月9日，县人大对石坪镇、清溪镇贯彻落实《青河县河道条例》情况进行检查。",
        [("石坪镇", "石坪镇", "other"), ("清溪镇", "清溪镇", "other")],
    ),
    (
        "5月9日，县长王川到石坪镇突击检查石料加工厂夜间生产。",
        [("石坪镇", "石坪镇", "other")],
    ),
    (
        "5月9日，县长王川带队夜查大湾水库沿岸餐饮船。",
        [("大湾水库", None, "river")],
    ),
    (
        "5月9日，县长王川视察南湖水上安全。",
        [("南湖", None, "river")],
    ),
    (
        "5月9日，县里联合检察院在大湾河开展增殖放流。",
        [("大湾河", None, "river")],
    ),
    (
        "5月9日，县农业局派出工作组在石坪镇、清溪镇督促废旧农膜回收。",
        [("石坪镇", "石坪镇", "other"), ("清溪镇", "清溪镇", "other")],
    ),
    (
        "5月9日，政协委员深入沿河渡镇，在沿河渡镇大湾码头登船，沿溪察看漂浮物。",
        [("沿河渡镇", "沿河渡镇", "other"), ("沿河渡镇大湾码头", "沿河渡镇", "other")],
    ),
    (
        "5月9日，县长王川到春水港镇督查茶厂锅炉拆除。",
        [("春水港镇", "春水港镇", "other")],
    ),
    (
        "5月9日，县长王川到五里牌镇、大湾镇督查秸秆禁烧。",
        [("五里牌镇", "五里牌镇", "other"), ("大湾镇", "大湾镇", "other")],
    ),
    (
        "5月9日，县长王川到南街街道办事处现场办公，解决“老地方”烧烤店油烟问题。",
        [("南街街道办事处", "南街街道", "agency"), ("“老地方”烧烤店", None, "enterprise")],
    ),
    (
        "5月9日，县长王川首先来到东门水务所，随后到大河北岸段、春风文创园。",
        [("东门水务所", None, "agency"), ("大河北岸段", None, "river"), ("春风文创园", None, "park")],
    ),
    (
        "石坪镇：5月9日，镇党委书记到杨柳村、大湾村走访信访人。",
        [("杨柳村", "石坪镇", "village"), ("大湾村", "石坪镇", "village")],
    ),
    (
        "5月9日，青河县石坪镇镇长王川率队取缔杨柳村无证洗砂场一处。",
        [("杨柳村无证洗砂场", "石坪镇", "quarry")],
    ),
    (
        "5月9日，县长王川带队到石坪镇核查，察看红星铁矿原址。",
        [("石坪镇", "石坪镇", "other"), ("红星铁矿原址", "石坪镇", "quarry")],
    ),
    (
        "5月9日，县长王川到石坪镇调研。王川一行还来到青河经开区污水处理厂。",
        [("石坪镇", "石坪镇", "other"), ("青河经开区污水处理厂", None, "plant")],
    ),
    (
        "5月9日，县长王川在石坪镇现场办公。",
        [("石坪镇", "石坪镇", "other")],
    ),
    (
        "5月9日，县长王川到张集镇、杜集镇督导，先后来到牛角山集镇、祥云家园小区等地。",
        [
            ("张集镇", "张集镇", "other"),
            ("杜集镇", "杜集镇", "other"),
            ("牛角山集镇", None, "other"),
            ("祥云家园小区", None, "community"),
        ],
    ),
    (
        "5月9日，县长王川重点检查了南街街道东方购物广场、和顺超市的疏散通道。",
        [("南街街道东方购物广场", "南街街道", "enterprise"), ("和顺超市", "南街街道", "enterprise")],
    ),
    (
        "5月9日，县长王川到石坪镇督查，实地查看石坪镇污水处理站和白鹭湖湿地。",
        [("石坪镇", "石坪镇", "other"), ("石坪镇污水处理站", "石坪镇", "plant"), ("白鹭湖湿地", None, "river")],
    ),
    (
        "5月9日，县长王川先后深入到三河镇石桥坑、中燃公司气库等重点场所。",
        [("三河镇石桥坑", "三河镇", "other"), ("中燃公司气库", None, "other")],
    ),
]

NOT_SITES = [
    "5月9日，县里对化工、建材、冶金等企业开展检查。",
    "5月9日，县长王川检查板材加工户、石材企业、边坡。",
    "5月9日，县长王川深入部分乡镇检查。",
    "5月9日，县长王川督查制糖厂、打火机企业、农家院排污问题。",
    "5月9日，县水利局累计排查入河排污口214个，整治和修复岸线。",
    "5月9日，县长王川走访慰问因矿山关停转产的职工。",
    "5月9日，县长王川到县人民来访接待中心接待来访群众。",
    "5月9日，县长王川来到信访局接待来访群众，解决群众反映的热点、难点问题。",
    "5月9日，县长王川对排污管网、猪场环境等进行督查。",
    "5月9日，县长王川对石坪镇党委书记进行约谈。",
    "5月9日，副市长王川到宁远县、新田县、高新区检查。",
    "5月9日，副县长王川在县政府五楼会议室主持召开会议。",
    "5月9日，县长王川要求深入企业、园区一线，督导清溪污水处理厂整改。",
    "5月9日，会议强调推动长江经济带发展，践行绿水青山理念。",
    "5月9日，县长王川督导检查大气污染防治工作，县生态环境局、石坪镇负责人参加。",
    "5月9日，县长王川到辖区企业、项目现场检查。",
    "5月9日，县长王川接到信访件后，认识到问题，达到整改标准。",
    "5月9日，督察组对27个社区开展检查。",
]


@pytest.mark.parametrize(("text", "expected"), SITES)
def test_sites(text, expected):
    assert [(s.name, s.township, s.kind) for s in find_sites(text, RULES, ON, [])] == expected


@pytest.mark.parametrize("text", NOT_SITES)
def test_what_is_no_site(text):
    assert find_sites(text, RULES, ON, []) == []


@pytest.mark.parametrize("end", ["", "。", "，", "、", "和", "等", "（", "“"])
def test_a_list_may_end_anyhow(end):
    assert [s.name for s in find_sites(f"县长到大湾采石场{end}", RULES, ON, [])] == ["大湾采石场"]


def test_a_site_is_given_once_by_its_longest_name():
    text = "县长王川到云山街道五里社区、五里公园检查。在五里社区，王川听取汇报。"
    assert [s.name for s in find_sites(text, RULES, ON, [])] == ["云山街道五里社区", "五里公园"]


def test_a_township_by_which_a_list_goes_is_no_site_itself():
    text = "县长王川到石坪镇、清溪镇督导。王川先后查看石坪镇山里木业、东方家具项目和清溪镇红星砖厂、鑫源电池项目。"
    sites = [(s.name, s.township) for s in find_sites(text, RULES, ON, [])]
    assert sites == [
        ("石坪镇山里木业", "石坪镇"),
        ("东方家具项目", "石坪镇"),
        ("清溪镇红星砖厂", "清溪镇"),
        ("鑫源电池项目", "清溪镇"),
    ]


def test_a_township_visited_stays_a_site_beside_the_sites_in_it():
    text = "县长王川到石坪镇督导。王川先后查看石坪镇大湾采石场和春风电子。"
    assert [s.name for s in find_sites(text, RULES, ON, [])] == ["石坪镇", "石坪镇大湾采石场", "春风电子"]


def test_a_lead_in_that_begins_with_the_end_of_a_name():
    text = "县长阿依木提到石坪镇检查。"
    person = Official("阿依木提", ["县长"], None, "lead", Span(2, 6))
    assert [s.name for s in find_sites(text, RULES, ON, [person])] == ["石坪镇"]


def test_a_township_whose_leader_comes_along_is_not_where_sites_stand():
    text = "县长王川视察，石坪镇党委书记李江陪同。王川随后到东门水务所。"
    people = [
        Official("王川", ["县长"], None, "lead", Span(2, 4)),
        Official("李江", ["党委书记"], "石坪镇", "accompany", Span(14, 16)),
    ]
    assert [(s.name, s.township) for s in find_sites(text, RULES, ON, people)] == [("东门水务所", None)]


def test_people_are_no_sites():
    text = "督察组到春风电子、李江山庄等企业检查。"
    person = Official("李江", [], None, "lead", Span(9, 11))
    assert [s.name for s in find_sites(text, RULES, ON, [person])] == ["春风电子"]


def test_a_leader_in_a_township_is_where_the_sites_stand():
    text = "县长王川在石坪镇，先后查看了大湾采石场。"
    person = Official("王川", ["县长"], None, "lead", Span(2, 4))
    assert [(s.name, s.township) for s in find_sites(text, RULES, ON, [person])] == [("大湾采石场", "石坪镇")]


def test_the_title_serves_where_the_body_names_no_site():
    text = "王川到石坪镇大湾采石场检查\n5月9日，县长王川实地检查整改工作。"
    assert [s.name for s in find_sites(text, RULES, ON, [], 14)] == ["石坪镇大湾采石场"]


LEADS = ["到", "先后来到", "查看", "在", "反映", "检查", "对", "取缔", "要求", "还"]
NAMES = [
    "石坪镇镇长",
    "天元",
    "三家石材厂",
    "两家企业",
    "石坪镇",
    "大湾采石场",
    "春风电子",
    "2个企业",
    "河",
    "县长王川",
]
MARKS = ["、", "，", "和", "等地", "。", "“", "”", "（", "）", "的"]
PIECES = st.sampled_from(LEADS + NAMES + MARKS)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_the_text(text):
    sites = find_sites(text, RULES, ON, [])
    assert all(s.span.of(text) == s.name for s in sites)
    assert len({s.name for s in sites}) == len(sites)
    assert sites == find_sites(text, RULES, ON, [])
