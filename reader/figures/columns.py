"""Figures as numbers: the compact form a search index stores, and conditions over it.

`columns(figure)` gives six small values (type code, dimension, low, high, first day, last
day). A `Condition` is parsed from what a reader types (`金额>=10亿元`, `百分比:50%..80%`,
`日期:2018-03`, `数量>100家`, `人物:胡五岳`) and answers `matches(columns)`; a search index may
as well read its fields and compare by itself.
"""

from __future__ import annotations

import calendar
import math
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from reader.errors import QueryError
from reader.figures import typed
from reader.figures.grammar import read
from reader.figures.model import TYPES, Figure, Type, Value
from reader.figures.numerals import NUMERAL
from reader.figures.numerals import number as number_of
from reader.figures.units import UNITS
from reader.i18n import tr

TYPE_CODES: dict[Type, int] = {name: code for code, name in enumerate(TYPES)}
FIELDS: dict[str, Type] = {
    "金额": "money", "百分比": "percent", "日期": "date", "时长": "duration", "序数": "ordinal",
    "名次": "ordinal", "比分": "score", "比例": "ratio", "倍数": "ratio", "温度": "temperature",
    "速度": "speed", "数量": "quantity",
    "money": "money", "percent": "percent", "date": "date", "duration": "duration",
    "ordinal": "ordinal", "score": "score", "ratio": "ratio", "temperature": "temperature",
    "speed": "speed", "quantity": "quantity",
}  # fmt: skip
PERSON_FIELDS = ("人物", "person")

_NUMERAL = re.compile(NUMERAL)
_CONDITION = re.compile(
    r"(?P<field>[^\s<>=:：≥≤＞＜＝]+)\s*(?P<sign>>=|<=|=>|=<|==|[<>=:：≥≤＞＜＝])\s*(?P<value>.+)"
)
_SIGNS = {
    "：": ":", "＝": ":", "=": ":", "==": ":",
    "≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "＞": ">", "＜": "<",
}  # fmt: skip
_UP_TO = re.compile(r"\.\.|…|~|～|至|到")
_BEFORE = re.compile(r"(?:零下|零上|大?约|近|超过?|第|前|人民币|[-－+＋负])*")
_MULTIPLE = "亿万千百十"
_DURATION = re.compile(
    r"P(?:(?P<Y>[\d.]+)Y)?(?:(?P<M>[\d.]+)M)?(?:(?P<D>[\d.]+)D)?"
    r"(?:T(?:(?P<h>[\d.]+)H)?(?:(?P<m>[\d.]+)M)?(?:(?P<s>[\d.]+)S)?)?"
)
_SECONDS = {"Y": 31556952, "M": 2629746, "D": 86400, "h": 3600, "m": 60, "s": 1}
_LENGTHS = {"秒": 1, "天": 86400, "月": 2629746, "年": 31556952}
_DATE = re.compile(r"(\d{4}|\d{2}XX|\d{3}X)(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


class Columns(NamedTuple):
    """A figure in numbers.

    `type` is its code in `TYPE_CODES`; `dimension` groups comparable units (长度, 元, 家) and is
    empty where a figure has none. `low` and `high` are in the dimension's base unit (NaN
    where there is no number). `first` and `last` are proleptic ordinals of the first and last
    day meant (`datetime.date.toordinal`), 0 where no year is known.
    """

    type: int
    dimension: str
    low: float
    high: float
    first: int
    last: int


def columns(figure: Figure) -> Columns:
    """The numbers of a figure; dates without a year use what was inferred."""
    code = TYPE_CODES[figure.type]
    if figure.type == "date":
        value = figure.inferred.value if figure.inferred else figure.value
        first, last = _days(value)
        return Columns(code, "", math.nan, math.nan, first, last)
    low, high = number(figure)
    return Columns(code, dimension(figure.unit), low, high, 0, 0)


def number(figure: Figure) -> tuple[float, float]:
    """Low and high end of a figure in base units, for sorting and search; NaN for none."""
    return _range(figure.type, figure.value, figure.unit)


def dimension(unit: str | None) -> str:
    """What a unit measures: units with the same answer can be compared (亩, 平方公里: 面积)."""
    if not unit:
        return ""
    known = UNITS.get(unit)
    if known is None:
        return unit
    return "时间" if known.type == "duration" else known.dimension


def _range(type_: Type, value: Value, unit: str | None) -> tuple[float, float]:
    ends = value if isinstance(value, list) else [value]
    numbers = sorted(_number(type_, end, unit) for end in ends)
    return numbers[0], numbers[-1]


def _number(type_: Type, value: float | str | None, unit: str | None) -> float:
    if value is None:
        return math.nan
    if isinstance(value, str):
        return _from_text(type_, value)
    known = UNITS.get(unit or "")
    if known is None or type_ in ("percent", "ratio", "ordinal"):
        return float(value)
    scale = _LENGTHS.get(known.dimension, 1) if type_ == "duration" else 1
    return value * known.factor * scale


def _from_text(type_: Type, value: str) -> float:
    if type_ == "duration":
        found = _DURATION.fullmatch(value)
        parts = found.groupdict() if found else {}
        return sum(_SECONDS[name] * float(part) for name, part in parts.items() if part) or math.nan
    for sign in "/:":
        above, found_sign, below = value.partition(sign)
        if found_sign:
            with suppress(ValueError, ZeroDivisionError):  # 1:01:01, or a time: not one number
                return float(above) / float(below)
    return math.nan


def _days(value: Value) -> tuple[int, int]:
    ends = value if isinstance(value, list) else [value]
    spans = [_span_of_days(str(end)) for end in ends]
    if any(span == (0, 0) for span in spans):
        return 0, 0
    return spans[0][0], spans[-1][1]


def _span_of_days(value: str) -> tuple[int, int]:
    """First and last day of an ISO 8601 or EDTF date with a year; (0, 0) for any other."""
    found = _DATE.fullmatch(value)
    if not found:
        return 0, 0
    year, month, day = found.groups()
    first = int(year.replace("X", "0")) or 1
    last = int(year.replace("X", "9"))
    try:
        return _first_day(first, month, day), _last_day(last, month, day)
    except ValueError:  # the 31st of June, as a newspaper may print it
        return 0, 0


def _first_day(year: int, month: str | None, day: str | None) -> int:
    return date(year, int(month or 1), int(day or 1)).toordinal()


def _last_day(year: int, month: str | None, day: str | None) -> int:
    last_month = int(month or 12)
    last = int(day) if day else calendar.monthrange(year, last_month)[1]
    return date(year, last_month, last).toordinal()


@dataclass(frozen=True, slots=True)
class Condition:
    """A numeric condition of a query.

    `low` and `high` bound the value in base units (days for a date, both ends included unless
    `open_low` or `open_high`); `dimension` empty means any. A person condition has `person`
    set and nothing else. `turned`: the greater end was typed first.
    """

    type: Type | None
    dimension: str
    low: float
    high: float
    open_low: bool = False
    open_high: bool = False
    person: str | None = None
    turned: bool = False

    def matches(self, row: Columns) -> bool:
        """Whether any part of the figure's range, or the whole of a date, satisfies it."""
        if self.type is None or row.type != TYPE_CODES[self.type]:
            return False
        if self.dimension and row.dimension != self.dimension:
            return False
        low, high = row.low, row.high
        if self.type == "date":
            low, high = row.last, row.first  # it lies within: the year 2018 is not in March
            if not high:
                return False
        above = high > self.low if self.open_low else high >= self.low
        below = low < self.high if self.open_high else low <= self.high
        return above and below


def parse_condition(text: str) -> Condition:
    """Read a condition as typed. Raises QueryError that says what was not understood."""
    found = _CONDITION.fullmatch(text.strip())
    if not found:
        raise QueryError(
            tr("“{text}” is not a condition; write for example 金额>=10亿元", text=text)
        )
    field, value = found["field"], found["value"].strip().strip('"“”')
    if field in PERSON_FIELDS:
        return Condition(None, "", math.nan, math.nan, person=value)
    type_ = FIELDS.get(field)
    if type_ is None:
        raise QueryError(
            tr(
                "“{field}” is not a kind of figure; the kinds are {fields}",
                field=field,
                fields="、".join(FIELDS),
            )
        )
    sign = _SIGNS.get(found["sign"], found["sign"])
    ends = _UP_TO.split(value, maxsplit=1)
    if type_ == "date" and sign == ":":
        first, last, turned = _dated(typed.span(value), value, text)
        return Condition(type_, "", first, last, turned=turned)
    if len(ends) == 2 and sign == ":":
        return _between(type_, ends[0], ends[1], text)
    return _compared(type_, sign, value, text)


def is_condition(text: str) -> bool:
    """Whether a piece of a query has the form of a condition on figures or persons."""
    found = _CONDITION.fullmatch(text.strip())
    return bool(found) and (found["field"] in FIELDS or found["field"] in PERSON_FIELDS)


def _between(type_: Type, first: str, last: str, text: str) -> Condition:
    nothing = -math.inf, "", math.inf
    low, dim, top = _bounds(type_, first + _shared(first, last), text) if first else nothing
    bottom, dim_high, high = _bounds(type_, last, text) if last else nothing
    turned = low > high and (dim == dim_high or not (dim and dim_high))
    if turned:
        low, high = bottom, top
    return Condition(type_, dim_high or dim, low, high, turned=turned)


def _shared(first: str, last: str) -> str:
    """What the second end says for both (3..5万家, but 3000..1万家): multiple and unit."""
    tail = last.lstrip("0123456789.- ")
    try:
        rises = float(first) <= float(last.removesuffix(tail))
    except ValueError:  # the first has a unit of its own
        return ""
    return tail if rises else tail.lstrip(_MULTIPLE)


def _compared(type_: Type, sign: str, value: str, text: str) -> Condition:
    low, dim, high = _bounds(type_, value, text)
    if sign == ":":
        return Condition(type_, dim, low, high)
    if sign[0] == ">":
        return Condition(type_, dim, high if sign == ">" else low, math.inf, open_low=sign == ">")
    return Condition(type_, dim, -math.inf, low if sign == "<" else high, open_high=sign == "<")


def _bounds(type_: Type, value: str, text: str) -> tuple[float, str, float]:
    """Low end, dimension and high end of a value as typed (10亿元, 2018-03, 50%)."""
    value = value.strip()
    if type_ == "date":
        first, last, _ = _dated(typed.days(value), value, text)
        return first, "", last
    before = _BEFORE.match(value)
    start = before.end() if before else 0
    numeral = _NUMERAL.match(value, start)
    found = read(value, *numeral.span()) if numeral else None
    if found is not None and found.unit is not None:
        low, high = _range(found.type, found.value, found.unit)
        if low > 0 and value[start - 1 : start] in ("-", "－", "负"):
            low, high = -high, -low
        return low, dimension(found.unit) if type_ not in ("percent", "ordinal") else "", high
    plain = _typed_number(value, text)
    return float(plain), "", float(plain)


def _dated(span: typed.Span | None, value: str, text: str) -> typed.Span:
    if span is None:
        raise QueryError(
            tr("“{value}” in “{text}” is not a date like 2018-03", value=value, text=text)
        )
    return span


def _typed_number(value: str, text: str) -> float:
    numeral = _NUMERAL.fullmatch(value.rstrip("%％").lstrip("-"))
    if not numeral:
        raise QueryError(tr("“{value}” in “{text}” is not a number", value=value, text=text))
    try:
        size = number_of(numeral[0])
    except ValueError as error:
        raise QueryError(
            tr("“{value}” in “{text}” is not a number", value=value, text=text)
        ) from error
    return -size if value.startswith("-") else size
