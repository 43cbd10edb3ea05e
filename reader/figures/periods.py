"""Periods of the calendar: quarters and half-years, decades, centuries, eras, five-year plans."""

from __future__ import annotations

import re

from reader.figures.numerals import number
from reader.figures.reading import RANGE_SIGN, SMALL_NUMERAL, Reading, word_before

BEFORE_DATE = (
    "今年", "去年", "明年", "前年", "后年", "当年", "同年",
    "本月", "上月", "下月", "上个月", "下个月",
)  # fmt: skip
_NOT_IN_FRONT = tuple("提之此目以")  # 提前三个月, 此前两个季度: no 前三季度
_DECADE = "(?:[1-9１-９][0０]|[一二三四五六七八九]?十)"
_AGE = re.compile(
    rf"(?:(?:(?P<first>{SMALL_NUMERAL})(?:世纪)?{RANGE_SIGN})?(?P<century>{SMALL_NUMERAL})世纪)?"
    rf"(?:(?P<low>{_DECADE})(?:年代[初末]?)?(?:{RANGE_SIGN}|、))?(?:(?P<high>{_DECADE})年代)?"
)
QUARTERS = re.compile(
    r"(?P<how>前|第)?(?P<low>[一二三四两1-4１-４])"
    rf"(?:(?:{RANGE_SIGN}|、)(?P<high>[一二三四1-4１-４]))?个?季度"
    r"|(?P<half>[上下])半年|前(?P<months>[0-9０-９]{1,2}|[一二两三四五六七八九十]{1,2})个月"
)
PLANS = {f"{n}五": 6 + i for i, n in enumerate("六七八九")} | {
    f"十{n}": 10 + i for i, n in enumerate(("五", "一五", "二五", "三五", "四五", "五五", "六五"))
}


def read_age(text: str, at: int) -> Reading | None:
    """Decades and centuries: 90年代, 20世纪80至90年代, 21世纪."""
    found = _AGE.match(text, at)
    if not found or not (found["century"] or found["high"]):
        return None
    start = word_before(text, at, ("上世纪", "本世纪", "上个世纪"))
    century = int(number(found["century"])) - 1 if found["century"] else 19
    if found["high"]:
        ends = [f"{century}{int(number(e)) // 10}X" for e in (found["low"], found["high"]) if e]
        value = ends if len(ends) == 2 else ends[0]
        return Reading(start, found.end(), "date", value)  # pyright: ignore[reportArgumentType]
    if not 1 <= century + 1 <= 30 or text.startswith("海上丝绸之路", found.end()):
        return None
    value = f"{century:02d}XX"
    end = found.end("century") + 2
    if found["first"]:
        return Reading(at, end, "date", [f"{int(number(found['first'])) - 1:02d}XX", value])
    return Reading(at, end, "date", value)


def read_era(text: str, at: int, end: int) -> Reading:
    """公元前221年 is -0221, 公元618年 0618."""
    year = int(number(text[at:end]))
    before = text.endswith("前", 0, at)
    return Reading(at - (3 if before else 2), end + 1, "date", f"{'-' if before else ''}{year:04d}")


def read_quarters(text: str, at: int) -> Reading | None:
    """今年前三季度, 一季度, 第三季度, 前5个月: periods counted inside a year."""
    start = at - 1 if at and text[at - 1] in "前第" else at
    if text[start - 1 : start] in _NOT_IN_FRONT and text[start] == "前":
        start = at
    found = QUARTERS.match(text, start)
    months = months_of(found) if found else None
    if not found or not months:
        return None
    low, high = (f"--{month:02d}" for month in months)
    return Reading(word_before(text, start, BEFORE_DATE), found.end(), "date", [low, high])


def months_of(found: re.Match[str]) -> tuple[int, int] | None:
    """First and last month of a period; None for a plain count (两个季度)."""
    if found["half"]:
        return (1, 6) if found["half"] == "上" else (7, 12)
    if found["months"]:
        return 1, min(12, int(number(found["months"])))
    low = int(number(found["low"]))
    high = int(number(found["high"])) if found["high"] else low
    if "个" in found.group() and found["how"] != "前":
        return None
    first = 1 if found["how"] == "前" else low * 3 - 2
    return first, high * 3


def read_plan(text: str, at: int, end: int) -> Reading | None:
    """A five-year plan named as a period: “十二五”时期, “十四五”期间, “十三五”以来."""
    ordinal = PLANS.get(text[at:end])
    if ordinal is None:
        return None
    quoted = text[at - 1 : at] in ("“", '"', "‘") and text[end : end + 1] in ("”", '"', "’")
    after = end + 1 if quoted else end
    period = text.startswith(("时期", "期间"), after)
    if not period and not (quoted and _is_period(text, after)):
        return None
    first = 1981 + 5 * (ordinal - 6)
    span = (at - 1 if quoted else at, after + 2) if period else (at, end)
    return Reading(*span, "date", [str(first), str(first + 4)])


def _is_period(text: str, at: int) -> bool:
    return text.startswith(("以来", "末", "初", "收官", "开局", "后", "前"), at)
