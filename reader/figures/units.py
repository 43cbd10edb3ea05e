"""Units and classifiers: the one table to extend.

Three kinds decide when a numeral before them is a figure (guidelines, section 2):

`measure`     a true unit; even the Chinese numeral 一 counts before it (一米, 一年)
`classifier`  counts things; 一 before it is an article (一家企业 is no figure), 两 and up count
`noun`        a bare noun used as a unit; only Arabic numerals and Chinese ones from ten up count (8省)

A measure's line reads `dimension: unit factor unit factor …`, the factor leading to the
dimension's base unit (its first), for numeric search: 亩 is 666.67 平方米. Currencies are
not converted into each other.
"""

from __future__ import annotations

from typing import NamedTuple

from reader.figures.model import Type


class Unit(NamedTuple):
    """How a unit behaves: figure type, kind, and its place on its dimension's scale."""

    type: Type
    kind: str
    dimension: str
    factor: float


MONEY = """
元 人民币 美元 欧元 英镑 日元 港元 港币 澳元 加元 新元 韩元 卢布 法郎 瑞士法郎 马克 里拉 比索 卢比 泰铢
新加坡元 新台币 台币 马币 林吉特 里亚尔 迪拉姆 第纳尔 兰特 雷亚尔 克朗 欧元区元 越南盾 印尼盾 美金 块钱 元人民币 元港币 元钱
加拿大元 澳大利亚元 西非法郎 图格里克 坚戈 先令 比塞塔 荷兰盾 奥地利先令 里尔 埃镑 镑
"""
SUBUNITS = "美分 0.01 美元 角 0.1 元 毛钱 0.1 元 分钱 0.01 元 角钱 0.1 元"

PERCENT = "% ％ ‰ 个百分点 百分点"

DURATION = """
秒: 秒 1 秒钟 1 分钟 60 刻钟 900 小时 3600 个小时 3600 个钟头 3600 毫秒 0.001 微秒 1e-6 纳秒 1e-9
天: 天 1 整天 1 昼夜 1 个工作日 1 个交易日 1 个昼夜 1 周 7 个星期 7 星期 7 个礼拜 7
月: 个月 1 个季度 3 季度 3
年: 年 1 周年 1 个年头 1 个世纪 100 光年 1 学年 1 个学年 1
"""

TEMPERATURE = "℃ °C 摄氏度 华氏度 ℉ 开尔文"

SPEED = "M 1 Mbps 1 兆比特每秒 1 Gbps 1000 Kbps 0.001 kbps 0.001 Mb/s 1 Gb/s 1000"
VELOCITY = "公里/小时 千米/小时 米/秒 千米/秒 公里/秒 km/h m/s 公里每小时 米每秒 千米每小时 千米每秒 公里每秒 公里／小时 米／秒 千米／小时 公里／秒 转/分 马赫"

MEASURES = """
长度: 米 1 公里 1000 千米 1000 厘米 0.01 分米 0.1 毫米 0.001 微米 1e-6 纳米 1e-9 里 500 华里 500 英里 1609.344 海里 1852 丈 3.3333 尺 0.33333 寸 0.033333 英尺 0.3048 英寸 0.0254 码 0.9144 km 1000 cm 0.01 mm 0.001 m 1 μm 1e-6 nm 1e-9 延米 1 光年 9.461e15 天文单位 1.496e11
面积: 平方米 1 平方公里 1e6 平方千米 1e6 平方厘米 1e-4 平方毫米 1e-6 亩 666.6667 公顷 10000 顷 66666.67 平方英里 2589988 平方英尺 0.092903 平米 1 平方 1 ㎡ 1 m² 1 km² 1e6 亩次 666.6667 英亩 4046.86
体积: 立方米 1 立方厘米 1e-6 立方公里 1e9 立方千米 1e9 升 0.001 毫升 1e-6 公升 0.001 加仑 0.003785 L 0.001 ml 1e-6 mL 1e-6 标准立方米 1 立方 1 方 1 立方分米 0.001 桶 0.158987
重量: 公斤 1 千克 1 克 0.001 毫克 1e-6 微克 1e-9 吨 1000 斤 0.5 市斤 0.5 担 50 磅 0.4536 盎司 0.02835 克拉 0.0002 kg 1 g 0.001 mg 1e-6 标准煤 1000 吨标准煤 1000 吨标煤 1000 吨油当量 1000 吨公里 1 人公里 1 万吨公里 1 载重吨 1000 总吨 1000 短吨 907.185 吨当量 1000
能量: 千瓦时 1 度电 1 兆瓦时 1000 kWh 1 焦耳 2.7778e-7 千焦 2.7778e-4 卡路里 1.163e-6 大卡 1.163e-3 千卡 1.163e-3 吉焦 277.78 电子伏特 4.45e-26
功率: 千瓦 1 瓦 0.001 兆瓦 1000 吉瓦 1e6 马力 0.7355 kW 1 MW 1000 GW 1e6 W 0.001 千伏安 1 兆伏安 1000 kVA 1 匹马力 0.7355 峰瓦 0.001
电压: 伏 1 千伏 1000 伏特 1 kV 1000 V 1 安 1 毫安 0.001 安培 1 毫安时 0.001
压力: 帕 1 千帕 1000 兆帕 1e6 百帕 100 毫米汞柱 133.322
频率: 赫兹 1 兆赫 1e6 千赫 1000 赫 1 Hz 1 kHz 1000 MHz 1e6 GHz 1e9 吉赫 1e9 转 1 贝克勒尔 1 贝克 1
数据: 字节 1 KB 1e3 MB 1e6 GB 1e9 TB 1e12 PB 1e15 EB 1e18 ZB 1e21 比特 0.125 兆 1e6 像素 1
声光: 分贝 1 流明 1 勒克斯 1 dB 1 帧 1
年龄: 岁 1 周岁 1 月龄 0.0833 虚岁 1
人数: 人次 1 人 1 人口 1 口人 1 人份 1 人天 1
车船: 标箱 1 标准箱 1 TEU 1 箱次 1 纱锭 1 锭 1 机位 1 床位 1 泊位 1 标准件 1
速率: 节 1
"""

# Measures of the table above that are classifiers or nouns for the numeral 一 and for small ones.
NOT_FOR_ONE = (
    "人 桶 节 码 帧 担 人口 平方 立方 机位 床位 泊位 m 口人 刻钟 季度 克 分米 帕 周年 整天"
)

CLASSIFIERS = """
个 名 位 家 条 项 件 台 辆 艘 架 座 栋 幢 套 批 次 场 期 轮 部 篇 本 册 张 幅 份 封 笔 宗 起 例 款 只
匹 尾 羽 株 棵 颗 粒 朵 支 枝 根 把 块 片 间 所 处 户 对 组 道 扇 枚 盘 集 盏 瓶 袋 盒 包 趟 遍 档
段 列 尊 门 层 页 幕 桩 种 类 样 束 排 滴 顿 杯 碗 盆 箱 罐 缸 车 船 眼 顶 挺 单 股 床 则 圈 卷 筐 捆
串 桌 具 剂 针 席 面 峰 成员 单元 户人家 家次 批次 场次 户次 架次 班次 车次 台次 辆次 件次 艘次 列次 例次 航次 篇次 台套
台（套） 台(套) 件套 头只 口井 项次 万次 轮次 人场 剂次 针次 间次 支队伍 层楼 个点
"""

NOUNS = """
省 国 市 县 区 州 镇 乡 村 校 企 院 馆 岛 站 省份 省市 县市 县区 市县 市州 地市 岗 店 厂 矿 库 坝 桥
级 环 度 点 分 口 头 代 金 银 铜 连冠 连胜 连败 胜 平 负 学分 课时 学时 字 基点 车道 方面 方 领域 局 伏 安 瓦
丈 转 兆 步 尺 寸 里 顷 班 届
"""

RATES = (
    "元 吨 亩 公斤 斤 千克 克 平方米 立方米 平方公里 公里 千米 米 人 人年 人次 年 月 天 日 小时 时 分钟 分 秒 桶 股 度 千瓦时 "
    "件 辆 次 户 盎司 箱 台 条 瓶 张 只 头 个 套 晚 间 夜 公顷 升 毫升 标准箱 平方 平米 亩次 家 位 名 人月 人天 学期 学年 课时 份 株 千瓦"
)


def _measures() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for line in MEASURES.strip().splitlines():
        dimension, _, rest = line.partition(": ")
        _add_scaled(table, rest, "quantity", dimension)
    for line in DURATION.strip().splitlines():
        dimension, _, rest = line.partition(": ")
        _add_scaled(table, rest, "duration", dimension)
    _add_scaled(table, SPEED, "speed", "带宽")
    table |= {name: Unit("speed", "measure", name, 1) for name in VELOCITY.split()}
    return table


def _add_scaled(table: dict[str, Unit], pairs: str, type_: Type, dimension: str) -> None:
    words = pairs.split()
    for name, factor in zip(words[::2], words[1::2], strict=True):
        table[name] = Unit(type_, "measure", dimension, float(factor))


def _table() -> dict[str, Unit]:
    table = {name: Unit("quantity", "noun", name, 1) for name in NOUNS.split()}
    table |= {name: Unit("quantity", "classifier", name, 1) for name in CLASSIFIERS.split()}
    for name, unit in _measures().items():
        kind = "noun" if name in table else unit.kind
        table[name] = unit._replace(kind=kind)
    table |= {name: table[name]._replace(kind="classifier") for name in NOT_FOR_ONE.split()}
    table |= {name: Unit("money", "measure", name, 1) for name in MONEY.split()}
    words = SUBUNITS.split()
    for name, factor, whole in zip(words[::3], words[1::3], words[2::3], strict=True):
        table[name] = Unit("money", "noun", whole, float(factor))
    table |= {name: Unit("percent", "measure", "%", 1) for name in PERCENT.split()}
    table |= {name: Unit("ratio", "measure", name, 1) for name in ("倍", "番")}
    table["成"] = Unit("percent", "measure", "%", 10)
    table["日"] = Unit("duration", "noun", "天", 1)
    table["‰"] = Unit("percent", "measure", "%", 0.1)
    table |= {name: Unit("temperature", "measure", "℃", 1) for name in TEMPERATURE.split()}
    return table


UNITS: dict[str, Unit] = _table()
RATE_UNITS: frozenset[str] = frozenset(RATES.split())
_LONGEST = max(map(len, UNITS))
_LENGTHS: dict[str, tuple[int, ...]] = {}
for _name in UNITS:
    _LENGTHS[_name[0]] = tuple(sorted({*_LENGTHS.get(_name[0], ()), len(_name)}, reverse=True))


def unit_at(text: str, at: int) -> str | None:
    """The longest unit of the table that stands at clean offset `at`, or None."""
    for length in _LENGTHS.get(text[at : at + 1], ()):
        name = text[at : at + length]
        if name in UNITS:
            return name
    return None
