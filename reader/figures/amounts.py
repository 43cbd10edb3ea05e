"""Amounts: a numeral, what may stand between, and a unit (guidelines, section 1 and 2).

amount = [零下] numeral [多|余|几|来] [万|亿] [range sign, numeral …] unit [半] [rate]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from reader.figures.model import Scalar, Type, Value
from reader.figures.names import is_bare
from reader.figures.numerals import MAX_LENGTH, MULTIPLIER, MULTIPLIERS, NUMERAL, neighbours, number
from reader.figures.reading import RANGE_SIGN, Reading
from reader.figures.units import RATE_UNITS, UNITS, Unit, unit_at

_NUMERAL = re.compile(NUMERAL)
_BETWEEN = frozenset("多余几来" + MULTIPLIERS)
_MORE = re.compile(rf"[多余几来]?{MULTIPLIER}*[多余几]?")
_RANGE = re.compile(
    rf"(?P<sign>{RANGE_SIGN}|、)(?:零下|零上)?(?P<minus>[-－])?(?P<numeral>{NUMERAL})"
)
_AND = re.compile(rf"(?:[、和与及]{NUMERAL})+")
# 两个半小时, 两个多月: what qualifies the number stands inside the unit.
_INSIDE_UNIT = re.compile("个(?P<word>半|多|来)(?P<unit>小时|月|世纪|钟头|星期|季度)")
_DECIMALS = {
    "米": re.compile("[0-9０-９]{2}(?![0-9０-９])"),
    "秒": re.compile("[0-9０-９]{1,3}(?![0-9０-９])"),
}
_DIGIT = re.compile("[0-9０-９〇○零一二两三四五六七八九]")

_APPROXIMATE = {"多": "多", "余": "余", "几": "几", "来": "来"}
_LOUD = ("近", "约", "超", "逾", "超过", "突破", "过")
_AFTER = ("以上", "以下", "左右", "上下", "以内")
_WEATHER = re.compile("气温|温度|高温|低温|体温|温差|降温|升温|回升|最低|最高|零下")
_WIND = re.compile("[风震浪]|地震|烈度")
# A unit that is the beginning of another word: 七方面, 两位数, 四面八方, 12306车票.
_FOLLOWED_NOT = {
    "M": "型",
    "个": "别",
    "中": "国",
    "人": "民大工类口生士才员均",
    "代": "表替言理价码",
    "件": "数",
    "份": "额",
    "元": "首旦素宵老帅勋宇",
    "分": "别布配之析为成给类管外支行公店局红享明手解歧",
    "区": "域别间",
    "县": "域",
    "口": "岸号味径",
    "台": "河湾阶账风",
    "周": "边围期恩总刊末报",
    "品": "牌",
    "国": "际家内产有民务企集籍",
    "天": "然津气空地才",
    "头": "部条",
    "家": "店族庭属",
    "岛": "屿",
    "市": "民值场级政区",
    "平": "台方均米原安衡面整静稳",
    "年": "轻级龄货味青",
    "度": "过假母数",
    "成": "为立功员长果就效熟本分绩都交品型人份体像婚语家天堂千套批规百片",
    "支": "队付持部",
    "方": "面针阵法案向位式",
    "村": "民庄级委",
    "校": "园",
    "次": "会全列",
    "点": "意建要经希看内教体启感原思想心击评赞燃",
    "班": "级",
    "盘": "水",
    "省": "级",
    "票": "房",
    "站": "点",
    "级": "别",
    "线": "城",
    "股": "指票东份",
    "节": "气目约能假",
    "车": "票间辆",
    "转": "移向",
    "部": "门委队分级长署曲",
    "里": "程面氏屯桥河店庄源",
    "金": "融属额牌钱",
    "银": "行牌",
    "铜": "牌",
    "门": "峡县",
    "院": "士校",
    "集": "团装体中",
    "面": "临",
    "馆": "藏",
    "位": "数",
    "场": "馆",
    "企": "业",
    "店": "铺",
    "样": "本",
    "处": "于",
    "组": "织",
    "类": "型似",
    "名": "为",
    "步": "行",
    "层": "级",
    "领域": "",
    "对": "于接话应比照决象",
    "起": "来",
    "席": "位卷",
}


class _Count(NamedTuple):
    """A numeral with what stands between it and its unit."""

    low: Scalar
    high: Scalar | None
    end: int
    words: tuple[str, ...]


def read_amount(text: str, start: int, end: int) -> Reading | None:
    """The amount whose first numeral is `text[start:end]`, or None."""
    parted = _INSIDE_UNIT.match(text, end)
    if parted and text[start:end] != "零":
        return _parted(text, start, end, parted)
    count = _count(text, start, end)
    if count is None:
        return None
    name = unit_of(text, count.end)
    if count.high is None:
        ranged = _range(text, start, count, name)
        if ranged is not None:
            count, name = ranged
    if name is None:
        return _withoutunit_of(text, start, count)
    unit = UNITS[name]
    if not _counts(text, start, count, unit, name):
        return None
    return _compose(text, start, count, name, unit)


def _count(text: str, start: int, end: int) -> _Count | None:
    surface = text[start:end]
    stop, between = end, ""
    if text[end : end + 1] in _BETWEEN:
        more = _MORE.match(text, end)
        stop = more.end() if more else end
        between = text[end:stop]
    words = tuple(_APPROXIMATE[c] for c in between if c in _APPROXIMATE)
    if between and not words and surface[-1] not in "多余几来":
        return None
    multiplier = between.strip("多余几来")
    if "来" in between and not unit_of(text, stop):
        stop, multiplier, words = end, "", ()
    pair = neighbours(surface)
    if pair:
        low, high = (number(f"{v}{multiplier}") for v in pair)
        return _Count(low, high, stop, words)
    if not _sayable(surface):
        return None
    value = number(surface)
    if multiplier:
        value = number(f"{value}{multiplier}")
    return _Count(value, None, stop, words)


def _sayable(surface: str) -> bool:
    """Chinese digits in a row are a year or a name (五四, 三八), not an amount."""
    if surface[0] in "0123456789０１２３４５６７８９":
        return True
    if surface[0] in "零〇○" and "点" not in surface:
        return surface in ("零", "〇")
    return len(surface) == 1 or any(c in MULTIPLIERS + "点" for c in surface)


def unit_of(text: str, at: int) -> str | None:
    """The unit at a clean offset, unless it begins another word (七[部]门, 两[位]数)."""
    name = unit_at(text, at)
    if name is None:
        return None
    after = text[at + len(name) : at + len(name) + 1]
    if after and after in _FOLLOWED_NOT.get(name, ""):
        return None
    if name[-1].isascii() and name[-1].isalpha() and after.isascii() and after.isalnum():
        return None
    return name


def _range(text: str, start: int, count: _Count, name: str | None) -> tuple[_Count, str] | None:
    """The second end of a range, with the unit both share (3至5年, 5种至10种, 三、四个)."""
    stop = count.end + len(name or "")
    found = _RANGE.match(text, stop)
    if not found or found.end() - found.start("numeral") > MAX_LENGTH:
        return None
    second = _count(text, found.start("numeral"), found.end())
    if second is None or second.high is not None:
        return None
    shared = unit_of(text, second.end)
    if shared is None or (name is not None and name != shared and UNITS[name].dimension != "%"):
        return None
    low, high = count.low, second.low
    if isinstance(low, str) or isinstance(high, str):
        return None
    low = _with_multiplier(
        text[start : count.end], text[found.start("numeral") : second.end], low, high
    )
    if found["sign"] == "、" and (name or high - low not in (1, 10, 100, 1000) or low >= 100):
        return None
    if found["minus"] or text.startswith("零下", found.end("sign")):
        high = -high
    return _Count(low, high, second.end, count.words + second.words), shared


def _with_multiplier(first: str, second: str, low: float, high: float) -> int | float:
    """In 3至5万元 the 万 belongs to both ends; in 5000至1万元 it does not."""
    tail = len(second) - len(second.rstrip("万亿"))
    if not tail or first[-1] in MULTIPLIERS + "多余几":
        return low
    power = number("1" + second[-tail:])
    return low * power if low * power <= high else low


def _counts(text: str, start: int, count: _Count, unit: Unit, name: str) -> bool:
    """Whether numeral and unit make a figure, by the kind of the unit."""
    surface = text[start : count.end]
    if surface[0] in "0123456789０１２３４５６７８９":
        return not (_is_year(surface) and (unit.kind == "noun" or name in "届款"))
    if is_bare(surface.rstrip("多余几")):
        return (unit.kind, unit.dimension) != ("noun", name) and _is_loud(text, start, count, name)
    if surface in ("一", "零", "〇"):
        return unit.kind == "measure" and _is_measured_one(text, start, count.end, name)
    if name == "届":
        return text.endswith(("举办", "办了", "连续", "共"), 0, start)
    if count.high is not None or len(surface) > 1:
        return unit.kind != "noun" or (len(surface) > 1 and surface != "十") or name == "级"
    if name == "期" and not text.endswith(("分", "共", "出", "续", "举办", "办了"), 0, start):
        return surface == "两"
    if name == "样" and text[start - 1 : start] in ("新", "老"):
        return False
    if name == "级":
        return bool(_WIND.search(text[max(0, start - 8) : start + 6]))
    return unit.kind != "noun" and not _is_idiom(text, start, count.end, name)


def _is_loud(text: str, start: int, count: _Count, name: str) -> bool:
    """A bare multiplier counts only with a qualifier: 近百里, 亿元以上, 百余家."""
    return (
        bool(count.words)
        or text.endswith(_LOUD, 0, start)
        or text.startswith(_AFTER, count.end + len(name))
    )


_NOT_ONE_BEFORE = "这那新每上下前后哪某有同当又头第同近全整另之统唯的单如"
_MARKED_ONE = ("重要", "关键", "最后", "非凡", "平凡")  # 极不平凡一年, 最后一公里
_NOT_ONE_AFTER = ("一度", "四季", "之计", "到头", "年", "天", "下来", "级")


def _is_measured_one(text: str, start: int, end: int, name: str) -> bool:
    """一年后, 一倍, 一米; not 这一年, 有一天, 一年一度."""
    if name == "元" or name == "番":
        return text[start - 1 : start] not in _NOT_ONE_BEFORE or start == 0
    if start and (text[start - 1] in _NOT_ONE_BEFORE or text.endswith(_MARKED_ONE, 0, start)):
        return False
    return not text.startswith(_NOT_ONE_AFTER, end + len(name))


def _is_idiom(text: str, start: int, end: int, name: str) -> bool:
    """千家万户, 三天两头, 五湖四海: numeral, word, numeral, word."""
    after = end + len(name)
    following = text[after : after + 1]
    if not following or following not in "一二两三四五六七八九十百千万" or len(name) > 1:
        return False
    return unit_at(text, after + 1) is None


def _compose(text: str, start: int, count: _Count, name: str, unit: Unit) -> Reading | None:
    end = count.end + len(name)
    type_, low, high = unit.type, count.low, count.high
    if unit.type == "percent":
        low, high = _scaled(name, low), _scaled(name, high)
        name = "%" if name in "％‰" else name
    if name == "成":
        return _tenths(text, start, count)
    if name == "番":
        return _doubled(text, start, count)
    if name == "度" and _WEATHER.search(text[max(0, start - 12) : start]):
        type_ = "temperature"
    if type_ == "temperature":
        start, low, high = _signed(text, start, low, high)
    if type_ == "duration" or (name in "分时" and high is None):
        compound = _compound(text, start, count, name)
        if compound is not None:
            return compound
    if text.startswith("半", end) and name in _HALVED and high is None:
        low, end = low + 0.5, end + 1  # pyright: ignore[reportOperatorIssue]
    value: Value = low if high is None else [low, high]
    if name in _DECIMALS and high is None:
        decimals = _DECIMALS[name].match(text, end)
        if decimals and isinstance(low, int) and not unit_of(text, decimals.end()):
            value, end = float(f"{low}.{decimals[0]}"), decimals.end()
    rate = _rate(text, end)
    return Reading(start, end + len(rate), type_, value, name + rate, count.words)


def _tenths(text: str, start: int, count: _Count) -> Reading:
    """六成半 is 65 %, 二三成 20 to 30 %."""
    half = 5 if text.startswith("半", count.end + 1) and count.high is None else 0
    low, high = (
        None if v is None or isinstance(v, str) else round(v * 10, 6)
        for v in (count.low, count.high)
    )
    value: Value = (low or 0) + half if high is None else [low or 0, high]
    return Reading(start, count.end + 1 + bool(half), "percent", value, "%", count.words)


_DOUBLING = re.compile("翻(?:了|近|上)?$")


def _doubled(text: str, start: int, count: _Count) -> Reading | None:
    """翻一番, 翻了两番: the one figure whose span holds its verb."""
    verb = _DOUBLING.search(text, max(0, start - 2), start)
    if verb is None:
        return None
    return Reading(verb.start(), count.end + 1, "ratio", count.low, "番", ("翻", *count.words))


_HALVED = ("年", "岁", "周岁", "倍", "天", "个月", "小时", "里", "斤", "公里", "亩", "吨", "尺")


def _scaled(name: str, value: Scalar | None) -> Scalar | None:
    if name != "‰" or value is None or isinstance(value, str):
        return value
    return value / 10


def _signed(
    text: str, start: int, low: Scalar, high: Scalar | None
) -> tuple[int, Scalar, Scalar | None]:
    if isinstance(low, str) or isinstance(high, str):
        return start, low, high
    if text.endswith("零下", 0, start):
        return start - 2, -low, -high if high is not None and high > 0 else high
    if text[start - 1 : start] in ("-", "－", "−", "负") and start:
        return start - 1, -low, high
    return start, low, high


def _rate(text: str, at: int) -> str:
    """/吨, 每亩, ／人年: what an amount is reckoned for."""
    if text[at : at + 1] not in ("/", "／", "每"):
        return ""
    for length in (3, 2, 1):
        if text[at + 1 : at + 1 + length] in RATE_UNITS:
            return text[at : at + 1 + length]
    return ""


def _withoutunit_of(text: str, start: int, count: _Count) -> Reading | None:
    """A number alone: with 万 or 亿 (15万印第安人), in a list that shares a unit, or stated as a level."""
    surface = text[start : count.end]
    value: Value = count.low if count.high is None else [count.low, count.high]
    if surface[0] not in "0123456789０１２３４５６７８９":
        if not (_DIGIT.search(surface) and surface.strip("多余几")[-1] in "万亿"):
            return None
        return Reading(start, count.end, "quantity", value, None, count.words)
    shared = _AND.match(text, count.end)
    if shared:
        name = unit_of(text, shared.end())
        if name is not None and UNITS[name].kind != "noun" and not _is_year(surface):
            return Reading(start, count.end, UNITS[name].type, value, name, count.words)
    if surface.rstrip("多余几")[-1] in MULTIPLIERS or count.words or "," in surface:
        return Reading(start, count.end, "quantity", value, None, count.words)
    return None


def _is_year(surface: str) -> bool:
    return len(surface) == 4 and surface[:2] in ("19", "20")


def _parted(text: str, start: int, end: int, parted: re.Match[str]) -> Reading:
    """一个半小时, 两个多月."""
    value = number(text[start:end])
    name = parted["unit"] if parted["unit"] in UNITS else f"个{parted['unit']}"
    if parted["word"] == "半":
        return Reading(start, parted.end(), "duration", value + 0.5, name)
    return Reading(start, parted.end(), "duration", value, name, (parted["word"],))


@dataclass(frozen=True, slots=True)
class _Step:
    """A unit of a compound length, its place and its letter in ISO 8601."""

    rank: int
    letter: str


_STEPS = {
    "年": _Step(0, "Y"), "个月": _Step(1, "M"), "天": _Step(2, "D"), "日": _Step(2, "D"),
    "小时": _Step(3, "H"), "个小时": _Step(3, "H"), "时": _Step(3, "H"),
    "分": _Step(4, "M"), "分钟": _Step(4, "M"), "秒": _Step(5, "S"), "秒钟": _Step(5, "S"),
}  # fmt: skip


def _compound(text: str, start: int, count: _Count, name: str) -> Reading | None:
    """1小时25分46秒 → PT1H25M46S, 3分25秒38 → PT3M25.38S."""
    step = _STEPS.get(name)
    if step is None or count.high is not None or isinstance(count.low, str):
        return None
    parts: list[tuple[_Step, str]] = [(step, str(count.low))]
    end = count.end + len(name)
    while True:
        at = end + text.startswith("零", end) if not text.startswith(("零下",), end) else end
        found = _NUMERAL.match(text, at)
        following = _step_at(text, found.end()) if found and len(found[0]) <= 4 else None
        if not found or following is None or _STEPS[following].rank <= parts[-1][0].rank:
            break
        parts.append((_STEPS[following], str(number(found[0]))))
        end = found.end() + len(following)
    if len(parts) == 1:
        return None
    decimals = _DECIMALS["秒"].match(text, end)
    if decimals and parts[-1][0].letter == "S" and not unit_of(text, decimals.end()):
        parts[-1] = (parts[-1][0], f"{parts[-1][1]}.{decimals[0]}")
        end = decimals.end()
    return Reading(start, end, "duration", _iso_duration(parts), None, count.words)


def _step_at(text: str, at: int) -> str | None:
    return next(
        (
            n
            for n in ("个小时", "个月", "小时", "分钟", "秒钟", "年", "天", "分", "秒")
            if text.startswith(n, at)
        ),
        None,
    )


def _iso_duration(parts: list[tuple[_Step, str]]) -> str:
    days = "".join(value + step.letter for step, value in parts if step.rank < 3)
    times = "".join(value + step.letter for step, value in parts if step.rank >= 3)
    return f"P{days}" + (f"T{times}" if times else "")


TYPES_WITH_UNITS: frozenset[Type] = frozenset(unit.type for unit in UNITS.values())
