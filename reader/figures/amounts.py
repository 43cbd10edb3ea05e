"""Amounts: a numeral, what may stand between, and a unit (guidelines, section 1 and 2).

amount = [零下] numeral [多|余|几|来] [万|亿] [range sign, numeral …] unit [半] [rate]
"""

from __future__ import annotations

import re

from reader.figures.counting import Count, counts, is_year
from reader.figures.lengths import read_compound, read_parted
from reader.figures.model import Type, Value
from reader.figures.numerals import (
    ARABIC_DIGITS,
    CHINESE_DIGITS,
    DIGITS,
    MAX_LENGTH,
    MULTIPLIER,
    MULTIPLIERS,
    NUMERAL,
    neighbours,
    number,
)
from reader.figures.reading import RANGE_SIGN, Reading
from reader.figures.units import RATE_UNITS, UNITS, Unit, unit_at

_BETWEEN = frozenset("多余几来" + MULTIPLIERS)
_MORE = re.compile(rf"[多余几来]?{MULTIPLIER}*[多余几]?")
_RANGE = re.compile(
    rf"(?P<sign>{RANGE_SIGN}|、)(?:零下|零上)?(?P<minus>[-－])?(?P<numeral>{NUMERAL})"
)
_AND = re.compile(rf"(?:[、和与及]{NUMERAL}){{1,6}}")
_DECIMALS = {
    "米": re.compile("[0-9０-９]{2}(?![0-9０-９])"),
    "秒": re.compile("[0-9０-９]{1,3}(?![0-9０-９])"),
}
_DIGIT = re.compile(f"[{ARABIC_DIGITS}{CHINESE_DIGITS}]")

_HALVED = ("年", "岁", "周岁", "倍", "天", "个月", "小时", "里", "斤", "公里", "亩", "吨", "尺")
_WEATHER = re.compile("气温|温度|高温|低温|体温|温差|降温|升温|回升|最低|最高|零下")


def read_amount(text: str, start: int, end: int) -> Reading | None:
    """The amount whose first numeral is `text[start:end]`, or None."""
    parted = read_parted(text, start, end) if text[end : end + 1] == "个" else None
    if parted is not None:
        return parted
    count = _count(text, start, end)
    if count is None:
        return None
    name = unit_at(text, count.end)
    if count.high is None:
        ranged = _range(text, start, count, name)
        if ranged is not None:
            count, name = ranged
    if name is None:
        return _without_unit(text, start, count)
    unit = UNITS[name]
    if not counts(text, start, count, unit, name):
        return None
    return _compose(text, start, count, name, unit)


def _count(text: str, start: int, end: int) -> Count | None:
    surface = text[start:end]
    stop, between = end, ""
    if text[end : end + 1] in _BETWEEN:
        more = _MORE.match(text, end)
        stop = more.end() if more else end
        between = text[end:stop]
    words = tuple(c for c in between if c in "多余几来")
    if between and not words and surface[-1] not in "多余几来":
        return None
    multiplier = between.strip("多余几来")
    if "来" in between and not unit_at(text, stop):
        stop, multiplier, words = end, "", ()
    pair = neighbours(surface)
    if pair:
        low, high = (number(f"{v}{multiplier}") for v in pair)
        return Count(low, high, stop, words)
    if not _sayable(surface):
        return None
    value = number(surface)
    if multiplier:
        value = number(f"{value}{multiplier}")
    return Count(value, None, stop, words)


def _sayable(surface: str) -> bool:
    """Chinese digits in a row are a year or a name (五四, 三八), not an amount."""
    if surface[0] in DIGITS:
        return True
    if surface[0] in "零〇○" and "点" not in surface:
        return surface in ("零", "〇")
    return len(surface) == 1 or any(c in MULTIPLIERS + "点" for c in surface)


def _range(text: str, start: int, count: Count, name: str | None) -> tuple[Count, str] | None:
    """The second end of a range, with the unit both share (3至5年, 5种至10种, 三、四个)."""
    stop = count.end + len(name or "")
    found = _RANGE.match(text, stop)
    if not found or found.end() - found.start("numeral") > MAX_LENGTH:
        return None
    second = _count(text, found.start("numeral"), found.end())
    if second is None or second.high is not None:
        return None
    shared = unit_at(text, second.end)
    if shared is None or (name is not None and name != shared and UNITS[name].dimension != "%"):
        return None
    low, high = count.low, second.low
    low = _with_multiplier(
        text[start : count.end], text[found.start("numeral") : second.end], low, high
    )
    if found["sign"] == "、" and (name or high - low not in (1, 10, 100, 1000) or low >= 100):
        return None
    if found["minus"] or text.startswith("零下", found.end("sign")):
        high = -high
    return Count(low, high, second.end, count.words + second.words), shared


def _with_multiplier(first: str, second: str, low: float, high: float) -> int | float:
    """In 3至5万元 the 万 belongs to both ends; in 5000至1万元 it does not."""
    tail = len(second) - len(second.rstrip("万亿"))
    if not tail or first[-1] in MULTIPLIERS + "多余几":
        return low
    power = number("1" + second[-tail:])
    return low * power if low * power <= high else low


def _compose(text: str, start: int, count: Count, name: str, unit: Unit) -> Reading | None:
    """Numeral and unit as one figure of the unit's type."""
    special = _OWN_RULES.get(name)
    if special is not None:
        return special(text, start, count)
    if unit.type == "duration" or name in "分时":
        compound = read_compound(text, start, count, name)
        if compound is not None:
            return compound
    type_: Type = unit.type
    if name == "度" and _WEATHER.search(text[max(0, start - 12) : start]):
        type_ = "temperature"
    low, high = count.low, count.high
    if type_ == "temperature":
        start, low, high = _signed(text, start, low, high)
    end = count.end + len(name)
    if high is not None:
        value: Value = [low, high]
    else:
        value, end = _with_remainder(text, low, end, name)
    if type_ == "percent":
        name = "%" if name == "％" else name
    rate = _rate(text, end)
    return Reading(start, end + len(rate), type_, value, name + rate, count.words)


def _with_remainder(text: str, value: float, end: int, name: str) -> tuple[float, int]:
    """What a unit may have after it: 三年半 is 3.5, 22米55 is 22.55."""
    if name in _HALVED and text.startswith("半", end):
        return value + 0.5, end + 1
    if name in _DECIMALS and isinstance(value, int):
        decimals = _DECIMALS[name].match(text, end)
        if decimals and not unit_at(text, decimals.end()):
            return float(f"{value}.{decimals[0]}"), decimals.end()
    return value, end


def _permille(_text: str, start: int, count: Count) -> Reading:
    """‰ in the hundredth: 3‰ is 0.3 %."""
    low, high = count.low / 10, None if count.high is None else count.high / 10
    value: Value = low if high is None else [low, high]
    return Reading(start, count.end + 1, "percent", value, "%", count.words)


def _tenths(text: str, start: int, count: Count) -> Reading:
    """六成半 is 65 %, 二三成 20 to 30 %."""
    half = 5 if text.startswith("半", count.end + 1) and count.high is None else 0
    low = round(count.low * 10, 6) + half
    value: Value = low if count.high is None else [low, round(count.high * 10, 6)]
    return Reading(start, count.end + 1 + bool(half), "percent", value, "%", count.words)


_DOUBLING = re.compile("翻(?:了|近|上)?$")


def _doubled(text: str, start: int, count: Count) -> Reading | None:
    """翻一番, 翻了两番: the one figure whose span holds its verb."""
    verb = _DOUBLING.search(text, max(0, start - 2), start)
    if verb is None:
        return None
    return Reading(verb.start(), count.end + 1, "ratio", count.low, "番", ("翻", *count.words))


_OWN_RULES = {"成": _tenths, "番": _doubled, "‰": _permille}


def _signed(
    text: str, start: int, low: float, high: float | None
) -> tuple[int, float, float | None]:
    """零下20摄氏度, -30℃: the sign is inside the span."""
    if text.endswith("零下", 0, start):
        return start - 2, -low, -high if high is not None and high > 0 else high
    if start and text[start - 1] in "-－−负":
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


def _without_unit(text: str, start: int, count: Count) -> Reading | None:
    """A number alone: with 万 or 亿 (15万印第安人), or in a list that shares its unit."""
    surface = text[start : count.end]
    value: Value = count.low if count.high is None else [count.low, count.high]
    if surface[0] not in DIGITS:
        if not (_DIGIT.search(surface) and surface.strip("多余几")[-1] in "万亿"):
            return None
        return Reading(start, count.end, "quantity", value, None, count.words)
    shared = _AND.match(text, count.end)
    if shared:
        name = unit_at(text, shared.end())
        if name is not None and UNITS[name].kind != "noun" and not is_year(surface):
            return Reading(start, count.end, UNITS[name].type, value, name, count.words)
    if surface.rstrip("多余几")[-1] in MULTIPLIERS or count.words or "," in surface:
        return Reading(start, count.end, "quantity", value, None, count.words)
    return None
