"""Every rule and example of the annotation guidelines, as a sentence of its own.

`[surface|type|value]` marks what must be found; anything else found in the sentence is wrong.
"""

from __future__ import annotations

import pytest

from reader.figures import find
from tests.figures.helpers import article_of, marked

SPANS = """
总投资[152.65亿元|money|15265000000]的项目
收到棉被[三千八百三十四条|quantity|3834]
罚款达到[一点二万余元|money|12000]
油价跌去[3／4|ratio|'3/4']
发布信息[1000多条|quantity|1000]
组织[50余家|quantity|50]企业
达成意向[1亿多元|money|100000000]
收入达到了[24000多元|money|24000]
来了[10多名|quantity|10]工人
用户达到[296.6万户|quantity|2966000]
接待游客[43万人次|quantity|430000]
演出[五百多场次|quantity|500]
储备水源[480余万立方米|quantity|4800000]
近[20家|quantity|20]企业
进度在[93%|percent|93]左右
每亩种植[3000株|quantity|3000]
[13个|quantity|13]细分领域
[26家|quantity|26]金融机构
共有[7500万人口|quantity|75000000]
是全国[第八个|ordinal|8]合作区
居全省[第5位|ordinal|5]
人次超[65亿|quantity|6500000000]
有[15万|quantity|150000]印第安人
均价[2700—2800元/吨|money|[2700,2800]]
补助[600元每亩|money|600]
峰值为[14.47万笔每秒|quantity|144700]
奖励[48万元／人年|money|480000]
每吨[180万元|money|1800000]
每小时[33毫米|quantity|33]
用[3至5年|duration|[3,5]]时间
学生[15岁—19岁|quantity|[15,19]]
有[5种至10种|quantity|[5,10]]颜色
花费[2000至6000港元|money|[2000,6000]]
气温[6—10℃|temperature|[6,10]]
会期为[9月18、19日|date|['--09-18','--09-19']]
在[7、8月|date|['--07','--08']]
超过[百分之六七十|percent|[60,70]]
涨了[二三成|percent|[20,30]]
从[30家|quantity|30]增加到[50家|quantity|50]
由[12%|percent|12]降至[9%|percent|9]
速率[100M|speed|100]、[50M|speed|50]
分别增长[5.4%|percent|5.4]、[3.2%|percent|3.2]
[5月3日晚|date|--05-03]到次日凌晨
"""

TYPES = """
投资[13亿元|money|1300000000]
出口[1.2亿美元|money|120000000]
补偿[六千零二十万元|money|60200000]
建设[亿元|money|100000000]以上项目
增长[11.2%|percent|11.2]
年利率[百分之十三点八六|percent|13.86]
有[六成半|percent|65]是新种
上升[1.5个百分点|percent|1.5]
加快[0.9|percent|0.9]、[1.1|percent|1.1]和[0.5个百分点|percent|0.5]
降低[3‰|percent|0.3]
在[2018年11月6日|date|2018-11-06]
到[9月底|date|--09]
[“十二五”时期|date|['2011','2015']]
[20世纪80至90年代|date|['198X','199X']]
[9时30分|date|T09:30]开会
仅[58天|duration|58]
历时[20多天|duration|20]
[五年|duration|5]期国库券
用时[1小时25分46秒|duration|PT1H25M46S]
成绩是[3分25秒38|duration|PT3M25.38S]
跑出[9秒35|duration|9.35]
这是[首个|ordinal|1]园区，[首批|ordinal|1]企业，[首届|ordinal|1]大会，[首位|ordinal|1]冠军
[第六届|ordinal|6]大会
[第119分钟|ordinal|119]进球
位居世界[第七|ordinal|7]
甲队[1比0|score|'1:0']取胜
主队以[99:91|score|'99:91']获胜
客队[2∶4|score|'2:4']落败
以[2.5比1.5|score|'2.5:1.5']的比分战胜对手
占[三分之一|ratio|'1/3']
师生比例为[9∶1|ratio|'9:1']
考录比[159∶1|ratio|'159:1']
是[去年|date|year-1]同期的[2至3倍|ratio|[2,3]]
产量增长[一倍|ratio|1]，销量增长近[一倍|ratio|1]
收入[翻了一番|ratio|1]
总量[翻两番|ratio|2]
低至[零下20摄氏度|temperature|-20]
低至[-30℃|temperature|-30]
下载速率[50M|speed|50]以上
时速达到[100公里/小时|speed|100]
生产[36万台|quantity|360000]
覆盖[1平方公里|quantity|1]
增产[14.56亿公斤|quantity|1456000000]
年仅[二十五岁|quantity|25]
刮起[4—6级|quantity|[4,6]]偏北风
共获[14金|quantity|14][11银|quantity|11][4铜|quantity|4]
掷出[22米55|quantity|22.55]
近[百里|quantity|100]海岸
开放[一年|duration|1]后关闭
每隔[一米|quantity|1]栽一棵
主板生产线[1条|quantity|1]
有[两家|quantity|2]企业、[四条|quantity|4]经验和[两期|quantity|2]讲堂
"""

# Beyond the examples: the same rules on other words, older spellings and longer forms.
MORE = """
本报北京[１月１日|date|--01-01]讯，产值增长[８．５％|percent|8.5]
装机突破[3亿千瓦|quantity|300000000]，共[160万千瓦|quantity|1600000]
[一九九七年七月一日零时|date|1997-07-01T00:00]
历时[两个多月|duration|2]，又用了[一个半小时|duration|1.5]
成为世界[第二大|ordinal|2]经济体
以[6—2|score|'6:2']、[6—4|score|'6:4']击败对手
始建于[公元前221年|date|-0221]
光绪二十四年与民国三年
[五十年代|date|195X]的[第一位|ordinal|1]冠军
[3.2万至5.6万人次|quantity|[32000,56000]]和[3至5万元|money|[30000,50000]]
[一季度|date|['--01','--03']]末
[2018年上半年|date|['2018-01','2018-06']]
在[2018年11月|date|2018-11]，[11月2日|date|--11-02]
[三十多年|duration|30]来
"""

DATES = """
[今年3月|date|--03]
[去年12月31日下午6时|date|--12-31T18:00]关闭
[本月4日|date|---04]
[30日|date|---30]举行
[今年9月初|date|--09]
截至[11月底|date|--11]
[6日晚|date|---06]
[9月18日上午|date|--09-18]
[11月份|date|--11]
[2019年度|date|2019]
[晚8时30分|date|T20:30]
[1月1日零时零分零五秒|date|--01-01T00:00:05]
[今天|date|day+0]（[2月27日|date|--02-27]）[7时44分|date|T07:44]
[今天16时10分|date|T16:10]
[今天下午1时|date|T13:00]
[2000年12月30日至2001年1月1日|date|['2000-12-30','2001-01-01']]
[10月10日—12日|date|['--10-10','--10-12']]
[1月2日晚上到3日|date|['--01-02','--01-03']]
[1—5月|date|['--01','--05']]
[今年前三季度|date|['--01','--09']]
“[十三五|date|['2016','2020']]”以来
[“十四五”期间|date|['2021','2025']]
[90年代|date|199X]
[21世纪|date|20XX]
[去年|date|year-1]投产
端午[6时|date|T06:00]
[2018年|date|2018]全省智能制造观摩点评活动
[今年4月1日|date|--04-01]起实行
[二○○一年|date|2001]
"""

NOTHING = """
“一带一路”与“四个一百”和“三大改造”
深化五通，禁止两高一优
中国制造2025对接工业4.0与2.0版
5G和4G以及PM2.5
入选中国企业500强
在新三板挂牌
党的十八大以来，两会期间
第一产业和第三产业
关心00后
波音777-200和SB6以及T37级
广东二队
观看《流浪地球2》，学习《2020年工作要点》
邮编100733，电话010—65092341，拨打12345热线
“48小时”阅读接力
胡五岳、李四娃去三亚、四川
十分聪明，双方的零部件一气呵成，千古石在万里之遥
一是提升，二来改善
一家企业、一个项目、一批人才、一种产品、一次机会、一场大赛
近年来，目前，近日，日前，每年，全年，上午，下午
春节和端午，初二回家
2018中德智能制造论坛与2020创新年行动
几十名工人，数千万用户，上千亿规模
歼-20和图-160M
七部门和八方来客，保持两位数增长，这两天很热
"""


def _cases(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize("sentence", _cases(SPANS + TYPES + DATES + MORE))
def test_found_as_the_guidelines_say(sentence: str) -> None:
    text, expected = marked(sentence)
    found = [(f.surface, f.type, f.value) for f in find(article_of(text))]
    assert found == expected


@pytest.mark.parametrize("sentence", _cases(NOTHING))
def test_names_and_idioms_are_no_figures(sentence: str) -> None:
    assert [f.surface for f in find(article_of(sentence))] == []
