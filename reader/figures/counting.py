"""Which numeral counts before which unit: the rules for 一, for bare multipliers, for nouns."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.figures.names import is_bare
from reader.figures.numerals import DIGITS
from reader.figures.units import Unit, unit_at

_LOUD = ("近", "约", "超", "逾", "超过", "突破", "过")
_AFTER = ("以上", "以下", "左右", "上下", "以内")
_WIND = re.compile("[风震浪]|地震|烈度")
_NOT_ONE_BEFORE = frozenset("这那新每上下前后哪某有同当又头第全整另之统唯的单如")
_MARKED_ONE = ("重要", "关键", "最后", "非凡", "平凡")  # 极不平凡一年, 最后一公里
_NOT_ONE_AFTER = ("一度", "四季", "之计", "到头", "年", "天", "下来", "级")
_COUNTED_EDITIONS = ("举办", "办了", "连续", "共")  # 十四届全国人大 is a name, 举办三届 a count
_COUNTED_PHASES = ("分", "共", "出", "续", "举办", "办了")  # 二期工程 is a name, 分三期 a count


class Count(NamedTuple):
    """A numeral with what stands between it and its unit; `high` for a range."""

    low: float
    high: float | None
    end: int
    words: tuple[str, ...]


def counts(text: str, start: int, count: Count, unit: Unit, name: str) -> bool:
    """Whether numeral and unit make a figure, by the kind of the unit."""
    surface = text[start : count.end]
    if surface[0] in DIGITS:
        return not (is_year(surface) and (unit.kind == "noun" or name in "届款"))
    if is_bare(surface.rstrip("多余几")):
        return (unit.kind, unit.dimension) != ("noun", name) and _is_loud(text, start, count, name)
    if surface in ("一", "零", "〇"):
        return unit.kind == "measure" and _is_measured_one(text, start, count.end, name)
    if name == "届":
        return text.endswith(_COUNTED_EDITIONS, 0, start)
    if len(surface) > 1:
        return True
    return _small_counts(text, start, count.end, unit, name)


def _small_counts(text: str, start: int, end: int, unit: Unit, name: str) -> bool:
    """A Chinese numeral of one character: two to ten."""
    if name == "期" and not text.endswith(_COUNTED_PHASES, 0, start):
        return text[start] == "两"
    if name == "天" and text.endswith(("这", "前", "近", "过"), 0, start):
        return text[start] != "两"  # 这两天, 前两天: of late
    if name == "样" and text[start - 1 : start] in ("新", "老"):
        return False
    if name == "级":
        return bool(_WIND.search(text[max(0, start - 8) : start + 6]))
    return unit.kind != "noun" and not _is_idiom(text, end, name)


def _is_loud(text: str, start: int, count: Count, name: str) -> bool:
    """A bare multiplier counts only with a qualifier: 近百里, 亿元以上, 百余家."""
    return (
        bool(count.words)
        or text.endswith(_LOUD, 0, start)
        or text.startswith(_AFTER, count.end + len(name))
    )


def _is_measured_one(text: str, start: int, end: int, name: str) -> bool:
    """一年后, 一倍, 一米; not 这一年, 有一天, 一年一度."""
    before = text[start - 1 : start]
    if before == "近" and name == "年":
        return False  # 近一年来 is a vague past
    if before in _NOT_ONE_BEFORE or text.endswith(_MARKED_ONE, 0, start):
        return False
    return not text.startswith(_NOT_ONE_AFTER, end + len(name))


def _is_idiom(text: str, end: int, name: str) -> bool:
    """千家万户, 三天两头, 五湖四海: numeral, word, numeral, word."""
    after = end + len(name)
    following = text[after : after + 1]
    if not following or following not in "一二两三四五六七八九十百千万" or len(name) > 1:
        return False
    return unit_at(text, after + 1) is None


def is_year(surface: str) -> bool:
    """Four digits that read as a year of our time: 2020创新年, 2018中德论坛."""
    return len(surface) == 4 and surface[:2] in ("19", "20", "１９", "２０")
