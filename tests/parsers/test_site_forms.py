"""Sites in the forms of county news: 〔name|township|kind〕 marks each; nothing else is one. Places are invented."""

from __future__ import annotations

from datetime import date

import pytest
import regex

from jianbao.parsers.context import Context
from jianbao.parsers.fold import fold
from jianbao.parsers.sites import find_sites
from jianbao.rulepack import load_rules

RULES = load_rules()
ON = Context(date(2023, 5, 20))
MARK = regex.compile(r"〔([^|〕]*)\|([^|〕]*)\|([^|〕]*)〕")

CASES = """
县领导深入〔木坪|木坪|other〕、〔三岔|三岔|other〕、〔桂花|桂花|other〕五大山区乡镇调研。
县领导到〔石坪|石坪|other〕、〔清口|清口|other〕等乡镇督导。在〔清口镇车湾村|清口镇|village〕，检查了养猪场。
督察组还来到〔市应急救援中心||agency〕，观看演练。
调研组赴〔云岭化工区||park〕检查安全生产，察看了〔化工区应急响应指挥中心||agency〕。
县领导先后到〔石坪镇路面修复工程|石坪镇|project〕、〔镇区污水提升2号泵站|石坪镇|station〕等地检查。
调研组先后到〔巴音塔日和小学||other〕、〔先锋村||village〕了解情况。
县领导查看了〔云岭县垃圾治理及生活垃圾处置中心项目||project〕、〔杨村断面||river〕。
调研组先后来到〔白云家庭牧场||enterprise〕、〔和达木奶制品加工车间||enterprise〕。
县领导巡查了〔东湖内河田园村至新港村堤段||river〕、〔新港河春晓村堤段||river〕。
执法组先后到〔石坪镇大口社区兴旺汽修|石坪镇|enterprise〕、〔城区得利汽修||enterprise〕等地检查。
县领导前往〔石坪镇民族风情小镇|石坪镇|other〕，察看建设情况。
县领导到〔竹坪乡东村|竹坪乡|village〕、〔木乃村|竹坪乡|village〕、〔云山村|竹坪乡|village〕和〔大塘村|竹坪乡|village〕走访。
在〔石坪镇黄家箐|石坪镇|village〕、〔杨家箐|石坪镇|village〕等边远村组，县领导边走边看。
检查组到〔麻柳乡粘土矿|麻柳乡|quarry〕和〔石坪镇大湾煤矿|石坪镇|quarry〕、〔城区垃圾填埋场||plant〕、〔七坪公路||other〕等地检查。
调研组走访了〔石坪村大蒜种植基地||enterprise〕、〔长风土场||quarry〕。
县领导调研种业发展和校地共建项目。
县领导到〔青河一中新校区||other〕、〔青河四中||other〕、〔城关街道中心校|城关街道|other〕调研，查看了〔东门小学||other〕和即将交给城关街道中心校使用的〔青河四中老校区||other〕。
督查组随后到集团负责实施的〔柳树湾棚户区改造项目||project〕、〔安和居||project〕等项目督查。
督导组检查抽查〔东山医院门诊楼||other〕、〔长乐大厦停车楼||other〕等2个工地，检查中也发现部分工地黄土裸露。
县领导从统一思想、提高站位等三个方面提出要求，现场查看矿区范围。
县领导实地察看了〔白水河||river〕水体、河岸保洁等方面情况。
督导组分别就〔石坪街道木皮厂|石坪街道|enterprise〕清洁能源改造、〔清溪镇东环道路施工场地|清溪镇|project〕进行检查。
督察组先后对〔石坪镇|石坪镇|other〕污水处理、〔青溪河||river〕环境问题整改、〔柳坪村||village〕农村环境综合整治等情况开展督查。
县领导前往〔码头岗|码头岗|other〕、〔清溪|清溪|other〕等镇调研。
县领导到〔东湖环境||enterprise〕、〔清河环保||enterprise〕等企业调研绿色矿山建设。
代表们先后视察〔清溪饮水改造项目||project〕，新建成的〔青河县人民医院||other〕，〔云岭循环产业园||park〕，〔顺和物流有限公司||enterprise〕和〔荷花公园||park〕等城建项目，县水利局负责人陪同。
调研组来〔青河县白水水库||river〕调研，查看了水库保护区公示牌，处理来信来访。
县领导先后前往〔柳坪街坝边溪桥涵||other〕、〔清溪石拱桥||other〕，走进区内部分企业，参观走廊。
在〔园区污水处理厂||plant〕，调研组查看配套设施。在副市长、开发区管委会主任陪同下，调研组到〔金融商务区||park〕。
督查组实地走访调研了〔清溪花园周边河道||river〕、〔柳泾河河道||river〕情况，重点检查市场内的违章建筑、居住建筑。
考察团到〔电池新材料产业聚集区||park〕参观，在〔青溪河石坪段||river〕发现河段有垃圾堆积。
县领导到〔红岩集市||other〕、〔红岩水上乐园||park〕、〔红岩古村落||village〕检查。
县领导深入挂钩的〔石坪镇|石坪镇|other〕调研。
县领导到〔甜水河河堤贯通治理项目（城区段）||project〕、〔甜水河（石坪段）||river〕检查。
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_marked_sentences(case: str) -> None:
    expected = [(m[1], m[2] or None, m[3]) for m in MARK.finditer(case)]
    text = fold(MARK.sub(lambda match: match[1], case)).string
    found = find_sites(text, RULES, ON, [])
    assert [(site.name, site.township, site.kind) for site in found] == expected
