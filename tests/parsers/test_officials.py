"""People in office: marks inside the text say what must be found, and that nothing else is.

〔name|titles|organisation|role〕: titles are parted by /; a part may be empty. Everybody here is invented.
"""

from __future__ import annotations

from time import perf_counter

import pytest
import regex

from jianbao.parsers.context import Context
from jianbao.parsers.fold import fold
from jianbao.parsers.officials import find_officials
from jianbao.rulepack import load_rules

RULES = load_rules()
MARK = regex.compile(r"〔([^|〕]*)\|([^|〕]*)\|([^|〕]*)\|([^|〕]*)〕")

CASES = """
县委书记〔苏明远|县委书记||lead〕到云岭镇调研。
5月3日，县委书记〔苏明远|县委书记||lead〕率队督导，县委副书记、县长〔梁志坚|县委副书记/县长||accompany〕陪同。
县委常委、组织部长〔苏明远|县委常委/组织部长||lead〕率县经信局到石坪镇调研，镇党委组织委员〔何秋生|镇党委组织委员||accompany〕陪同。
石坪村党总支书记、村委会主任〔冯海|石坪村党总支书记/村委会主任||attend〕和团县委书记〔秦红梅|团县委书记||attend〕、嘎查达〔陶铁军|嘎查达||attend〕参加。
区人大常委会主任〔任高远|区人大常委会主任||lead〕率队到青溪河调研，高远主任一行沿河查看。
县农业局〔秦向南|局长|县农业局|accompany〕局长、畜牧兽医局〔姚建国|局长|畜牧兽医局|accompany〕局长等陪同检查。
市政府〔陶铁军|副市长|市政府|attend〕副市长、市农业局局长〔何秋生|局长|市农业局|attend〕参加座谈。
云岭县城市管理和综合执法局副局长〔冯海|副局长|云岭县城市管理和综合执法局|lead〕带队检查，冯海副局长特别强调要抓好整改。
县长〔梁志坚|县长||lead〕来到县人民来访接待服务中心接待来访群众，副县长〔何秋生|副县长||attend〕参加接访。
县工业园区管委会副县级干部〔何秋生|副县级干部|县工业园区管委会|accompany〕陪同调研，管委会副县级干部何秋生作了介绍。
县长〔梁志坚|县长||speak〕作了讲话。县政府副县长〔何秋生|副县长|县政府|attend〕，各乡镇及相关部门主要负责人，重点企业主要负责人，县环保局中层以上干部参加会议。
副县长〔何秋生|副县长||attend〕、〔秦红梅|副县长||attend〕、〔陶铁军|副县长||attend〕参加会议。
县委书记〔苏明远|县委书记||lead〕带队检查，县委常委、办公室主任〔冯海|县委常委/办公室主任||attend〕，副县长〔何秋生|副县长||attend〕参加。
市生态环境局局长〔姚建国|局长|市生态环境局|attend〕、副局长〔郝云飞|副局长|市生态环境局|attend〕参加。
青溪县委书记〔苏明远|县委书记|青溪县|lead〕、县长〔梁志坚|县长|青溪县|lead〕带队巡河。
道县县委副书记〔贺小川|县委副书记|道县|chair〕主持会议。
芙蓉区区长〔谭卫东|区长|芙蓉区|lead〕赴星光街道督办。
零陵区副区长〔唐晓丽|副区长|零陵区|chair〕组织召开推进会。
长沙市芙蓉区委书记〔谭卫东|区委书记|长沙市芙蓉区|lead〕调研。
祁阳市政协副主席〔申屠宏|市政协副主席|祁阳市|lead〕视察重点项目。
云岭县人民政府副县长〔欧阳静|副县长|云岭县人民政府|chair〕主持召开调度会。
县人民政府副县长〔欧阳静|副县长|县人民政府|speak〕就整改工作提出要求。
县委副书记、县人民政府县长〔梁志坚|县委副书记/县人民政府县长||attend〕出席会议并讲话。
省生态环境厅督察处处长〔米志强|督察处处长|省生态环境厅|lead〕带队核查。
市水务局办公室副主任〔邬晓东|副主任|市水务局办公室|accompany〕陪同。
市生态环境局综合科科长〔柏林|综合科科长|市生态环境局|attend〕、执法支队副支队长〔蔺远|执法支队副支队长|市生态环境局|attend〕参加。
市发展和改革委员会主任〔简世平|主任|市发展和改革委员会|attend〕列席。
县委组织部常务副部长〔游丽华|县委组织部常务副部长||attend〕参加。
县委常委、宣传部长〔卞学文|县委常委/宣传部长||accompany〕一同调研。
盟委副书记、行署盟长〔高俊杰|盟委副书记/行署盟长||chair〕主持并讲话。
旗委副书记、政府旗长〔常青|旗委副书记/政府旗长||lead〕深入苏木督导环保工作。
市政府副秘书长、研究室主任〔植文华|市政府副秘书长/研究室主任||accompany〕陪同调研。
〔左小青|县领导||attend〕、〔宁大勇|县领导||attend〕、〔皮志明|县领导||attend〕等县领导参加会议。
〔左小青|党政班子成员||accompany〕、〔宁大勇|党政班子成员||accompany〕等党政班子成员陪同。
县领导〔左小青|县领导||accompany〕、〔宁大勇|县领导||accompany〕以及〔皮志明|县领导||accompany〕陪同督察。
县领导〔左小青|县领导||attend〕、〔宁大勇|县领导||attend〕和〔皮志明|县领导||attend〕出席。
县领导〔左小青|县领导||attend〕、〔宁大勇|县领导||attend〕及相关部门负责人参加。
〔沈立群|副处长||lead〕副处长一行到我县检查。
生态环境部华东督察局〔童思远|副处长|生态环境部华东督察局|lead〕副处长一行开展现场督察。
省第五生态环境保护督察组〔瞿正明||省第五生态环境保护督察组|lead〕带队下沉云岭县。
9月1日，〔瞿正明|||lead〕带队到石桥镇检查。
县委书记〔苏明远|县委书记||accompany〕陪同省督察组〔瞿正明||省督察组|lead〕一行督办生活污水治理。
受县委书记〔苏明远|县委书记||mention〕委托，副县长〔何秋生|副县长||chair〕主持会议。
由副县长〔何秋生|副县长||lead〕任组长的调研组到云岭镇调研。
〔左小青|组长||mention〕任组长，〔宁大勇|副组长||mention〕、〔皮志明|副组长||mention〕任副组长。
县委副书记、代县长〔景长河|县委副书记/代县长||lead〕到企业检查。
市委副书记、代理市长〔景长河|市委副书记/代理市长||lead〕率队督导。
县委副书记、县长候选人〔景长河|县委副书记/县长候选人||lead〕调研。
区委副书记、区长提名人选〔景长河|区委副书记/区长提名人选||attend〕出席。
副处级干部〔盘金生|副处级干部||accompany〕一起巡河。
集团董事长兼总经理〔万峰|董事长/总经理|集团|accompany〕陪同。
省生态环境厅副厅长（正厅长级）〔匡志远|副厅长|省生态环境厅|lead〕带队前往云岭县。
县委副书记（主持县委工作）〔匡志远|县委副书记||chair〕主持会议。
县委常委、副县长（挂职）〔骆宾|县委常委/副县长||accompany〕陪同。
副县长〔骆宾娜|副县长||attend〕（女）、〔蒙大山|副县长||attend〕（苗族）参加。
市人民政府副市长、市级副总河长、青溪流域河长〔鲁大海|副市长/市级副总河长/青溪流域河长|市人民政府|lead〕率队巡河。
云岭县政府副县长、青溪（云岭段）县级河长〔鲁大海|副县长/青溪（云岭段）县级河长|云岭县政府|lead〕督查河长制工作。
市委常委、副市长、青溪河和白水河市级河长〔鲁大海|市委常委/副市长/青溪河和白水河市级河长||lead〕到云岭县督导。
副市长、青溪河（云岭段）、白水河市级河长〔鲁大海|副市长/青溪河（云岭段）、白水河市级河长||accompany〕陪同。
县委书记、县级总河（湖）长〔鲁大海|县委书记/县级总河（湖）长||lead〕巡河，县级河（湖）长〔梁志坚|县级河（湖）长||accompany〕陪同。
查看了青溪河、白水河，县级河长〔梁志坚|县级河长||accompany〕陪同。
副县长〔梁志坚|副县长||lead〕视察青溪河、白水河县级河长〔鲁大海|白水河县级河长||accompany〕陪同。
县长〔梁志坚|县长||lead〕在县信访接待中心公开接待上访群众。
县人大常委会主任〔阿依努尔·买买提|县人大常委会主任||lead〕、政协主席〔沙吾提·木沙|政协主席||lead〕以及部分代表视察项目。
县长〔哈力克·玉素甫|县长||lead〕赴牧区督导。
县委副书记〔扎西次仁|县委副书记||lead〕带队检查，副县长〔格桑卓玛|副县长||attend〕参加。
旗委书记〔阿拉坦巴根|旗委书记||lead〕调研，副旗长〔其木格|副旗长||accompany〕陪同。
副县长〔司马光远|副县长||chair〕主持召开会议。
副县长〔庹宗华|副县长||attend〕、〔亓官明|副县长||attend〕、〔逯海|副县长||attend〕参加。
副县长〔王永和|副县长||attend〕及县直部门负责人参加。
区政府办主任〔向前行|区政府办主任||accompany〕、区信访局局长〔于洋|局长|区信访局|accompany〕陪同考察。
副区长〔任远|副区长||lead〕带队检查，区长〔常青山|区长||speak〕强调要压实责任。
副区长〔任远|副区长||accompany〕及市生态环境局分局等单位人员陪同检查。
县长〔毛清|县长||attend〕等出席会议。
副县长〔邓明|副县长||lead〕实地调研污水处理厂。
副县长〔王强|副县长||lead〕调研污水处理厂，〔王强〕强调要加快进度。
县委书记〔苏明远|县委书记||lead〕在县长〔梁志坚|县长||accompany〕、副县长〔何秋生|副县长||accompany〕陪同下到石桥镇督察。
在镇党委书记〔成功|镇党委书记||accompany〕、镇长〔明亮|镇长||accompany〕等陪同下，副市长〔白雪莲|副市长||lead〕到石桥镇调研。
县长〔梁志坚|县长||lead〕在相关单位负责人陪同下，到垃圾处理场调研。
县委书记〔苏明远|县委书记||lead〕主持召开县委常委会会议后，立即到云岭镇督导整改。
县长〔梁志坚|县长||chair〕主持召开督察整改工作推进会。
副县长〔何秋生|副县长||attend〕参加督查。
会议由副县长〔何秋生|副县长||chair〕主持。
陪同调研的还有县委办主任〔冯海|县委办主任||accompany〕，副县长〔何秋生|副县长||accompany〕。
市委常委、副市长〔鲁大海|市委常委/副市长||lead〕到云岭调研。〔鲁大海〕一行先后来到采石场。
县委书记〔苏明远|县委书记||accompany〕陪同。苏书记表示，立行立改。
区委书记〔谭卫东|区委书记||lead〕带队检查，区领导〔唐晓丽|区领导||attend〕参加。卫东同志要求抓好落实。
副县长〔何秋生|副县长||chair〕主持会议，各乡镇党委书记、县直单位主要负责人参加。
县领导〔梁志坚|县领导/县委副书记/县长||speak〕、〔何秋生|县领导||attend〕收看会议。会后，县委副书记、县长〔梁志坚〕讲话。
据县环保督察办公室副主任〔刘长风|副主任|县环保督察办公室|speak〕介绍，整改已完成。
县人民检察院检察长〔彭波|检察长|县人民检察院|attend〕、县人民法院院长〔唐宁|院长|县人民法院|attend〕列席。
云岭镇党委书记〔马向东|党委书记|云岭镇|lead〕带领镇村干部清理河道。
县委书记〔苏明远|县委书记||lead〕、县长〔梁志坚|县长||lead〕一同到石桥镇调研，副县长〔何秋生|副县长||accompany〕一同检查。
市委书记〔鲁大海|市委书记||attend〕会见了云岭集团董事长〔万峰|董事长|云岭集团|mention〕一行。
对县水务局副局长〔蒋为民|副局长|县水务局|mention〕进行诫勉谈话。
州人大常委会〔夭世昌|副主任|州人大常委会|lead〕副主任带领相关部门到云岭县调研。
县委书记〔苏明远|县委书记||mention〕的讲话站位高。
镇党委书记〔余正文|镇党委书记||speak〕就整改工作作部署，督察组组长〔徐敬山|督察组组长||speak〕就做好督察工作讲话。
带队领导：副县长〔何秋生|副县长||lead〕。
参加会议：〔左小青|||attend〕、〔宁大勇|||attend〕。
参加督查的还有县委常委、组织部部长〔林静|县委常委/组织部部长||attend〕，副县长〔何秋生|副县长||attend〕等领导。
随同检查的有县政府办主任〔冯海|县政府办主任||accompany〕。
县长〔梁志坚|县长||mention〕作出《关于督察调研工作》的批示。
会议听取副县长〔何秋生|副县长||speak〕关于整改工作的汇报。
县长〔梁志坚|县长||lead〕在水务局局长〔王莹|局长|水务局|accompany〕、副局长〔郝云飞|副局长|水务局|accompany〕等同志的陪同下巡河。
县领导：〔左小青|县领导||mention〕	〔宁大勇|县领导||mention〕	〔皮志明|县领导||mention〕
县领导　〔左小青|县领导||mention〕　　〔宁大勇|县领导||mention〕
该镇镇长〔马向东|镇长||lead〕到现场处置。
青溪县委书记〔苏明远|县委书记|青溪县|lead〕，县长〔梁志坚|县长||lead〕带队巡河。
青溪县委书记〔苏明远|县委书记|青溪县|attend〕和县长〔梁志坚|县长||attend〕出席。
石桥镇党委书记〔马向东|党委书记|石桥镇|lead〕、镇长〔仲春生|镇长|石桥镇|lead〕到村里走访。
云岭县委书记〔苏明远|县委书记|云岭县|lead〕、石桥镇镇长〔仲春生|镇长|石桥镇|lead〕巡河。
星光街道党工委书记〔苏明远|党工委书记|星光街道|lead〕、办事处主任〔仲春生|办事处主任|星光街道|lead〕走访。
县委书记〔苏明远|县委书记||lead〕带队督办，副县长〔贺以平|副县长||accompany〕、〔沈在渊|副县长||accompany〕随同。
副县长〔高度|副县长||accompany〕陪同，县环保局局长〔时刻华|局长|县环保局|attend〕参加。
县领导〔秦大勇|县领导||attend〕、〔严肃明|县领导||attend〕等参加会议。
县领导〔秦大勇|县领导||lead〕、〔周密林|县领导||lead〕到现场指导。
在副县长〔高效|副县长||accompany〕、县水务局局长〔马路明|局长|县水务局|accompany〕陪同下，市领导〔秦大勇|市领导||lead〕核查整改。
市水务局局长〔温暖|局长|市水务局|attend〕，副局长〔方晓|副局长|市水务局|attend〕参加。
云岭县副县长〔高山流云|副县长|云岭县|attend〕、青溪县副县长〔贺兰|副县长|青溪县|attend〕参加。
市生态环境局副局长（主持工作）〔景亮|副局长|市生态环境局|lead〕分三组带队开展核查。
市长〔迪丽娜·买合木提|市长||lead〕到牧区检查。
县委副书记〔叶尔江|县委副书记||accompany〕等陪同。
副县长〔巴合提|副县长||chair〕在会议室组织召开调度会。
旗委副书记〔帖木尔|旗委副书记||lead〕到水库督导。
长沙县长主持召开会议，县长〔梁志坚|县长||speak〕讲话。
石桥镇党委书记〔夏侯亮|党委书记|石桥镇|lead〕走访群众。夏侯书记当场拨通电话。
星光路办事处主任〔仲春生|主任|星光路办事处|attend〕、派出所所长〔左小青|所长|派出所|attend〕、司法所所长〔宁大勇|所长|司法所|attend〕列席。
市委第五督导组组长〔童思远|组长|市委第五督导组|lead〕带队检查。
省督察组下沉督察第六小组组长〔童思远|组长|省督察组下沉督察第六小组|lead〕到云岭县督察。
市食安委第五督导组组长、市水务局二级调研员〔童思远|组长/市水务局二级调研员|市食安委第五督导组|lead〕带队检查。
专班常务副主任、市水务局局长〔姚建国|常务副主任/市水务局局长|专班|chair〕主持。
县人大农环委主任委员〔石长明|县人大农环委主任委员||accompany〕陪同。
县人大常委会副主任〔石长明|县人大常委会副主任||accompany〕和县林业局局长〔白立新|局长|县林业局|accompany〕陪同。
和县县长〔梁志坚|县长|和县|lead〕带队检查。
市自然资源局局长、市林业局局长〔白立新|局长|市林业局|attend〕参加。
云岭县政府党组成员、县公安局局长〔石长明|党组成员/县公安局局长|云岭县政府|lead〕带队检查。
副市长、市协调联络组组长〔石长明|副市长/市协调联络组组长||chair〕主持会议。
市整改办常务副主任、市水务局副局长〔景长河|常务副主任/市水务局副局长|市整改办|lead〕带队核查。
市委副书记、市级总河长代理人〔谷长生|市委副书记/市级总河长代理人||lead〕带领市水务局局长〔姚建国|局长|市水务局|accompany〕、县长〔梁志坚|县长||accompany〕巡河。
县委书记〔苏明远|县委书记||lead〕主持召开常委会；会后，〔苏明远〕与县长〔梁志坚|县长||lead〕一道赴石桥镇，检查了尾矿库。
督察组在云岭县督察，县委副书记〔梁志坚|县委副书记||accompany〕全程陪同，实地查看了污水处理站。
县委书记〔苏明远|县委书记||accompany〕陪同省督查组一行，到湿地查看搬迁企业。
县城管局副局长〔左小青|副局长|县城管局|speak〕作表态发言，各乡镇分管负责人在分会场参会。
县政协委员〔左小青|县政协委员||lead〕、〔宁大勇|县政协委员||lead〕任副组长的监督小组到石桥镇开展监督。
云岭市环境监察总队〔周启元|副处长|云岭市环境监察总队|lead〕副处长一行到我县检查。
盟委副书记、盟长〔塔林夫|盟委副书记/盟长||lead〕到石桥镇调研。
县政府副县长〔木吉尔布|副县长|县政府|accompany〕，县农业局局长〔姚建国|局长|县农业局|accompany〕陪同。
县安监局副局长〔白立新|副局长|县安监局|accompany〕及云岭市领导〔蒿远山|市领导|云岭市|accompany〕、〔辛少华|市领导|云岭市|accompany〕、〔桑云|市领导|云岭市|accompany〕陪同检查。
县委书记〔苏明远|县委书记||lead〕到石桥镇调研。〔沈立群|||attend〕参加。
县委书记〔苏明远|县委书记||lead〕到石桥镇调研。〔沈立群|||accompany〕、〔左小青|||accompany〕陪同。
区水务局局长〔汪平|局长|区水务局|accompany〕和相关部门负责人陪同。
专员〔艾山·吐尔逊|专员||lead〕到云岭县调研，县长〔梁志坚|县长||accompany〕陪同。艾山·吐尔逊专员一行来到牧区。
云岭地委副书记、行署专员〔鲁大海|地委副书记/行署专员|云岭|lead〕到石桥镇调研。
国家防灾指挥中心协调部副主任〔童思远|协调部副主任|国家防灾指挥中心|lead〕带队检查。
市政府办公厅副主任、市应急办主任〔童思远|市政府办公厅副主任/市应急办主任||lead〕带队检查。
旗委常委、政府党组副书记〔高俊杰|旗委常委/政府党组副书记||accompany〕陪同。
云岭自治州委副书记、州攻坚领导小组副组长〔鲁大海|州委副书记/州攻坚领导小组副组长|云岭自治州|lead〕到石桥镇调研。
""".strip().splitlines()

NOBODY = """
云岭县生态环境局局长、县农业农村局局长分别汇报整改情况。
各乡镇党委书记、镇长要高度重视，任务落实到人。
县委书记任组长，县长任副组长，分管副县长具体负责。
主要负责人要亲自抓，分管领导全程跟踪，班子成员包案到人。
县领导包联重点项目，各级领导干部时刻绷紧安全这根弦。
督察组一行到采石场检查，县领导一行随后到达，考察团参观了公园。
投诉人反映叶姓老板非法养猪，张大山养殖场气味扰民，李记豆腐坊排放油烟。
坚持以习近平新时代中国特色社会主义思想为指导，深入贯彻习近平生态文明思想。
深入学习贯彻习近平总书记重要讲话精神，推进全面从严治党。
落实河长制，拨打县长热线，完善县长负责制和局长接访制度。
县长和有关部门负责人到场，副县长于近日前往，书记向大家说明情况。
严格落实党政同责、一岗双责，路段周边环境明显改善。
我市长江大保护工作扎实推进，副市长连续多日调度。
市级包案领导、县级责任领导和具体责任单位逐个落实。
村民代表高度评价整改成效，居民代表周边走访。
县委书记高度重视，副县长高度关注，县长时刻牢记嘱托，局长严格把关、严肃处理。
县长马上召开会议，副县长全程参与，局长高位调度，镇长周密部署，县长马上参加。
书记时间紧、任务重，镇长安排人员清运，局长明确要求，书记马不停蹄到现场。
各级河长责任明确，镇长周边走访，压实局长任务、镇长项目，组长安全、环保工作。
县长路线、方案、方式，副县长石化企业调研，局长水利、林业工作，书记向在场干部讲话。
县委、县政府连夜调度，县经科信局、国土局、环保局赶往现场。
""".strip().splitlines()


def _expected(case: str) -> tuple[str, list[tuple[str, list[str], str | None, str]]]:
    """Return the text without its marks, and what must be found: a mark 〔name〕 without | only repeats somebody."""
    found = [(m[1], [t for t in m[2].split("/") if t], m[3] or None, m[4]) for m in MARK.finditer(case)]
    return regex.sub(r"〔([^|〕]*)[^〕]*〕", r"\1", case), found


@pytest.mark.parametrize("case", CASES)
def test_marked_sentences(case: str) -> None:
    text, expected = _expected(case)
    text = fold(text).string
    found = find_officials(text, RULES, Context())
    assert [(o.name, o.titles, o.organisation, o.role) for o in found] == expected
    assert all(o.span.of(text) == o.name for o in found)
    assert all("; role " in o.why for o in found)


@pytest.mark.parametrize("text", NOBODY)
def test_posts_bodies_and_phrases_are_nobody(text: str) -> None:
    assert find_officials(fold(text).string, RULES, Context()) == []


@pytest.mark.parametrize("post", ["县长", "副主任", "县生态环境局局长"])
@pytest.mark.parametrize("word", [
    "周末", "周一", "陆续", "徒步", "竭力", "忽然", "欣然", "素来", "常常", "时常", "郑重",
    "耐心", "路过", "登上", "呼吁", "率领", "明天", "终于", "迟迟", "连日", "夏季",
])  # fmt: skip
def test_what_is_said_of_a_deed_is_nobody(post: str, word: str) -> None:
    text = f"5月9日，{post}{word}查看了现场。"
    assert find_officials(text, RULES, Context()) == []


@pytest.mark.parametrize("name", ["凌晨", "周末", "金秋", "高呼"])
def test_a_person_may_be_called_like_a_word(name: str) -> None:
    text = f"5月9日，副县长{name}一同检查；县委书记苏明远、县长{name}、县水利局局长何秋生参加。"
    assert [o.name for o in find_officials(text, RULES, Context())] == [name, "苏明远", "何秋生"]


@pytest.mark.parametrize("text", ["·县长、副县长李明带队。", "艾山··县长、局长李明带队。", "某·专员、县长、"])
def test_a_dot_that_parts_no_name_is_passed_over(text: str) -> None:
    assert [o.name for o in find_officials(text, RULES, Context())] == ["李明"] * ("李明" in text)


def test_one_record_a_person_with_the_span_in_the_body() -> None:
    text = "云岭县委书记苏明远督导整改\n3月5日，云岭县委书记苏明远到石桥镇督导。苏明远要求加快进度。"
    found = find_officials(text, RULES, Context(), text.index("\n") + 1)
    assert [(o.name, o.span.start) for o in found] == [("苏明远", text.index("苏明远", 15))]


def test_a_person_of_the_title_line_alone_is_found_there() -> None:
    text = "云岭县委书记苏明远督导整改\n3月5日，全县推进会召开。"
    assert [o.span.of(text) for o in find_officials(text, RULES, Context(), text.index("\n") + 1)] == ["苏明远"]


def test_why_names_title_and_verb() -> None:
    found = find_officials("副县长何秋生带队检查。", RULES, Context())
    assert [o.why for o in found] == ["title 副县长 before the name; role lead from 带队"]


@pytest.mark.parametrize(
    "text",
    [
        "副县长王明在" * 4000,
        "王明带队" * 4000,
        "出席：王明" * 4000,
        "县长（" * 8000,
        "县长" * 8000,
        "副" * 20000 + "县长",
        "市环保局" * 5000 + "局长王明",
        "阿·" * 10000,
    ],
    ids=["one sentence", "untitled", "lists", "brackets", "posts", "deputies", "organisation", "dots"],
)
def test_hostile_repetition_is_read_in_time(text: str) -> None:
    begin = perf_counter()
    find_officials(text, RULES, Context())
    assert perf_counter() - begin < 10.0


@pytest.mark.parametrize("name", ["储伟", "解军", "边江", "党伟", "连明", "谈平", "南勇", "卿华"])
@pytest.mark.parametrize("went", ["到石桥镇", "在红星采石场", "到白马村", "在石桥镇白马村"])
def test_a_rare_surname_before_a_place(name: str, went: str) -> None:
    found = find_officials(f"5月9日，县委书记{name}{went}调研。", RULES, Context())
    assert [official.name for official in found] == [name]


@pytest.mark.parametrize(
    "said", ["专程", "多次", "分别", "先后", "随后", "应邀", "连夜", "安排", "亲自", "全程", "平时"]
)
@pytest.mark.parametrize("went", ["到石桥镇", "在红星采石场"])
def test_what_is_said_before_a_place_is_nobody(said: str, went: str) -> None:
    assert find_officials(f"5月9日，县委书记{said}{went}调研。", RULES, Context()) == []
