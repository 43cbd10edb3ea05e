"""Dates: points and periods of the calendar and times of day (guidelines, section 3).

Values are ISO 8601 at the precision written, with `--` for a missing year and `---` for a
missing month (--03-01, ---30), `T20:30` for a time of day, EDTF for decades (199X), and a
`[first, last]` list for a period. The year that is not written is inferred elsewhere.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.figures.numerals import number
from reader.figures.periods import BEFORE_DATE, QUARTERS, months_of
from reader.figures.reading import RANGE_SIGN, SMALL_NUMERAL, Reading, word_before

_YEAR = "(?:[0-9０-９]{4}|[〇○零一二三四五六七八九]{4})"
_PART = (
    "凌晨|清晨|早晨|早上|早间|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜间|夜里|深夜|午夜"
    "|晚(?![些年会宴报高稻餐点期婚霞清])|早(?![已就期稻年在先些日])"
)
# An end of a year, month or century; not the beginning of another word (初步, 底部, 末端).
_TAIL = (
    "[上中下]旬|年?初(?![步期级审中选赛诊衷心次一二三四五六七八九十])"
    "|年?底(?![部线层蕴气稿特])|年?末(?![端期位代])"
)

_SIXTY = "[0-5０-５][0-9０-９]"

_POINT = re.compile(
    rf"""
    (?:(?P<year>{_YEAR})年(?P<annual>度)?)?
    (?:(?P<month>{SMALL_NUMERAL})月)?
    (?:(?P<share>份)|(?P<day>{SMALL_NUMERAL})[日号])?
    (?P<tail>{_TAIL})?
    (?P<part>{_PART})?
    (?P<clock>(?P<hour>{SMALL_NUMERAL})(?:
        时(?![代期候刻间装速而常])(?:
            (?P<minute>{SMALL_NUMERAL})分(?:(?P<second>{SMALL_NUMERAL})秒)?|(?P<half>半))?
      | [:：∶](?P<minute2>{_SIXTY})(?:[:：∶](?P<second2>{_SIXTY}))?(?![0-9０-９])
      | 点(?![0-9零一二三四五六七八九]*[倍万亿成%％])(?:
            (?P<oclock>[整钟])|(?P<half2>半)|(?P<quarter>[一三])刻
          |(?P<minute3>{_SIXTY}|{SMALL_NUMERAL}(?=分))(?![0-9０-９])分?)?
    ))?
    """,
    re.VERBOSE,
)
# 2014至2021年, 9月18、19日, 1—5月, 上午9至11时: the first end lacks its unit.
_SHARED_UNIT = re.compile(
    rf"""
    (?:(?P<year>{_YEAR})年)?(?:(?P<month>{SMALL_NUMERAL})月)?(?P<part>{_PART})?
    (?P<low>{_YEAR}|{SMALL_NUMERAL})(?:(?P<list>、)|{RANGE_SIGN})(?P<high>{_YEAR}|{SMALL_NUMERAL})
    (?P<unit>年(?!代)|月(?P<share>份)?|[日号](?P<part2>{_PART})?|[时点])
    """,
    re.VERBOSE,
)
_RANGE = re.compile(RANGE_SIGN)

_BEFORE_CLOCK = ("今天", "今日", "昨天", "昨日", "明天", "明日", "今", "昨", "明")
_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜间", "夜里", "深夜", "午夜")
_COUNTED_POINTS = tuple("意建要经希看内教体启感原思想心击评赞")
_EDGES = {"初": "初", "底": "底", "末": "末"}


class _Point(NamedTuple):
    year: int | None
    month: int | None
    day: int | None
    clock: str | None
    end: int
    tail: str = ""

    def iso(self) -> str:
        return iso(self.year, self.month, self.day, self.clock)


def iso(year: int | None, month: int | None, day: int | None, clock: str | None = None) -> str:
    """ISO 8601 at the precision given: 2018-03, --03-01, ---30, T20:30, --12-31T18:00."""
    text = "" if year is None else f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}" if text else f"--{month:02d}"
    if day is not None:
        text += f"-{day:02d}" if text else f"---{day:02d}"
    return text + (f"T{clock}" if clock else "")


def read_date(text: str, at: int) -> Reading | None:
    """The date that begins with the numeral at clean offset `at`, or None."""
    return _shared_unit(text, at) or _points(text, at)


def _points(text: str, at: int) -> Reading | None:
    first = _point(text, at, None)
    if first is None:
        return None
    if first.month is first.day is first.clock is None:
        period = QUARTERS.match(text, first.end)
        if period and not first.tail:
            months = months_of(period)
            if months:
                low, high = (iso(first.year, m, None) for m in months)
                return Reading(at, period.end(), "date", [low, high])
    start = _with_prefix(text, at, first)
    words = (_EDGES[first.tail[-1]],) if first.tail[-1:] in _EDGES else ()
    last = _second_end(text, first)
    if last is None:
        return Reading(start, first.end, "date", first.iso(), None, words)
    return Reading(start, last.end, "date", [first.iso(), last.iso()])


def _second_end(text: str, first: _Point) -> _Point | None:
    sign = _RANGE.match(text, first.end)
    return _point(text, sign.end(), first) if sign else None


def _with_prefix(text: str, at: int, point: _Point) -> int:
    """Where the span begins: 今年 before a month, 今天 and 晚 before a clock time belong to it."""
    if point.year is not None or at == 0 or text[at - 1] not in "年月天日晚午晨上间夜里早":
        return at
    if point.clock and point.day is None:
        whole = at
        at = word_before(
            text, at, (*_AFTERNOON, "凌晨", "清晨", "早晨", "早上", "上午", "中午", "早")
        )
        return word_before(text, at, _BEFORE_CLOCK if at < whole else _BEFORE_CLOCK[:6])
    return word_before(text, at, BEFORE_DATE)


def _point(text: str, at: int, model: _Point | None) -> _Point | None:
    """Read one point; `model`, the first end of a range, completes what this one leaves out."""
    found = _POINT.match(text, at)
    if not found or found.end() == at:
        return None
    get = found.groupdict().get
    year = _year(get("year"), text, found)
    month = _within(get("month"), 1, 12)
    day = _within(get("day"), 1, 31)
    if (get("year") and year is None) or (get("month") and month is None):
        return None
    if get("day") and (day is None or not _is_day(text, found, month)):
        return None
    if get("year") and get("day") and month is None:
        return _Point(year, None, None, None, found.end("year") + 1)
    clock = _clock(text, found, day is not None or bool(model and model.clock))
    if year is month is day is clock is None:
        return None
    end = _end(found, day, clock)
    if model is not None:
        year, month, day = _completed(model, year, month, day, clock)
    return _Point(year, month, day, clock, end, get("tail") or "")


def _end(found: re.Match[str], day: int | None, clock: str | None) -> int:
    if clock:
        return found.end()
    if day is not None and found["part"]:
        return found.end("part")
    for name in ("tail", "share", "annual"):
        if found[name]:
            return found.end(name)
    return max(found.end(name) + 1 for name in ("year", "month", "day") if found[name])


def _year(surface: str | None, text: str, found: re.Match[str]) -> int | None:
    """A four-digit year, unless it counts years (3000年前, 5000年历史)."""
    if not surface:
        return None
    year = int(number(surface))
    after = text[found.end("year") + 1 : found.end("year") + 3]
    counted = after[:1] in ("前", "来", "史") or after in ("历史", "以上", "文明", "的历")
    if 1000 <= year < 2100 and not (counted and year % 100 == 0 and after[:1] != "前"):
        return year
    return None


def _within(surface: str | None, low: int, high: int) -> int | None:
    if not surface:
        return None
    try:
        value = int(number(surface))
    except (ValueError, KeyError):
        return None
    return value if low <= value <= high else None


def _is_day(text: str, found: re.Match[str], month: int | None) -> bool:
    """A day with its month always; 15日内 is a length, 6号线 a name, 一日 mostly no date."""
    if month is not None:
        return True
    end = found.end("day")
    if found["day"] in ("一", "十") and not found["part"]:
        return False
    if text[end] == "号":
        return bool(found["part"]) or text.endswith(
            ("本月", "上月", "下月", "这个月"), 0, found.start()
        )
    return text[end + 1 : end + 2] not in ("内", "游") and not text.startswith("以内", end + 1)


def _clock(text: str, found: re.Match[str], dated: bool) -> str | None:
    hour = _within(found["hour"], 0, 24)
    if hour is None:
        return None
    part = found["part"] or _part_before(text, found.start("hour"))
    if not _is_clock(text, found, bool(part) or dated):
        return None
    minute = next((found[n] for n in ("minute", "minute2", "minute3") if found[n]), None)
    second = found["second"] or found["second2"]
    half = 30 if found["half"] or found["half2"] else 0
    minutes = int(number(minute)) if minute else half
    if found["quarter"]:
        minutes = 15 * int(number(found["quarter"]))
    seconds = f":{int(number(second)):02d}" if second else ""
    return f"{_of_24(hour, part):02d}:{minutes:02d}{seconds}" if minutes < 60 else None


def _part_before(text: str, at: int) -> str:
    for part in (*_AFTERNOON, "凌晨", "中午", "上午", "清晨", "早晨", "早上", "早"):
        if text.endswith(part, 0, at):
            return part
    return ""


def _is_clock(text: str, found: re.Match[str], placed: bool) -> bool:
    """19:30 may be a score, 三点 three points: those need a day or its part before them."""
    sign = text[found.end("hour")]
    hour = found["hour"]
    if sign == "时":
        return (
            placed or hour[0] not in "一二三四五六七八九" or len(hour) > 1 or bool(found["minute"])
        )
    if sign == "点":
        exact = found["oclock"] or found["half2"] or found["quarter"] or found["minute3"]
        return bool(placed or exact) or (hour.isdecimal() and _is_oclock(text, found))
    return placed or text.endswith(("时间", "截至", "每天", "每日"), 0, found.start())


def _is_oclock(text: str, found: re.Match[str]) -> bool:
    """20点 is a time of day, unless an index moved by it or points are counted (5点建议)."""
    before, after = (
        text[max(0, found.start() - 4) : found.start()],
        text[found.end() : found.end() + 1],
    )
    return not (any(c in before for c in "涨跌升降报收") or after in _COUNTED_POINTS)


def _of_24(hour: int, part: str) -> int:
    if part in _AFTERNOON and hour < 12:
        return hour + 12
    if part == "中午" and hour < 3:
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def _completed(
    model: _Point, year: int | None, month: int | None, day: int | None, clock: str | None
) -> tuple[int | None, int | None, int | None]:
    """The second end of a range takes from the first what stands above what it says itself."""
    if year is None:
        year = model.year
        if month is None and (day is not None or clock):
            month = model.month
            if day is None and clock:
                day = model.day
    return year, month, day


def _shared_unit(text: str, at: int) -> Reading | None:
    found = _SHARED_UNIT.match(text, at)
    if not found:
        return None
    unit = found["unit"][0]
    low, high = _ends(found, unit)
    if low is None or high is None or (unit in "年月日号" and low >= high):
        return None
    if unit in "号点" and not (found["month"] or found["part"]):
        return None
    year = int(number(found["year"])) if found["year"] else None
    month = _within(found["month"], 1, 12)
    values = [_field(unit, year, month, value, found["part"] or "") for value in (low, high)]
    start = _with_prefix(text, at, _Point(year, month, low, None, 0))
    return Reading(start, found.end(), "date", list(values))


def _ends(found: re.Match[str], unit: str) -> tuple[int | None, int | None]:
    if unit == "年":
        if len(found["low"]) != 4 or len(found["high"]) not in (2, 4):
            return None, None
        low, high = int(number(found["low"])), int(number(found["high"]))
        return low, high if high > 99 else low // 100 * 100 + high
    limit = {"月": 12, "日": 31, "号": 31, "时": 24, "点": 24}[unit]
    return _within(found["low"], 0, limit), _within(found["high"], 1, limit)


def _field(unit: str, year: int | None, month: int | None, value: int, part: str) -> str:
    if unit == "年":
        return iso(value, None, None)
    if unit == "月":
        return iso(year, value, None)
    if unit in "日号":
        return iso(year, month, value)
    return iso(year, month, None, f"{_of_24(value, part):02d}:00")
