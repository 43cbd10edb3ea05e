"""Numbers to search by: values of figures as intervals, and conditions typed by the user.

A figure stands for an interval of numbers in its unit (dates: days since 1970-01-01). A
condition asks for figures whose interval overlaps its own, so 3至5年 answers 时长>=4年.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from reader.figures import Figure, Person
from reader.search.model import FigureRow, PersonRow
from reader.search.query import FigureRange

_EPOCH = date(1970, 1, 1).toordinal()
_MULTIPLIERS = {"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}
_NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?|(?<![\d.])(?=[十百千万亿]))([十百千万亿]*)(.*)")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?")
_RANGE = re.compile(r"\.\.|…|~|～|至")
_OPERATORS = {"≥": ">=", "≤": "<=", "=>": ">=", "=<": "<="}


class Interval(NamedTuple):
    """Numbers from `low` to `high`, both inclusive."""

    low: float
    high: float


def figure_rows(figures: Iterable[Figure]) -> list[FigureRow]:
    """The rows of figures that have a value which can be compared."""
    return [
        FigureRow(f.type, f.unit or "", *interval, f.block, f.start, f.end)
        for f in figures
        if (interval := interval_of(f)) is not None
    ]


def person_rows(people: Iterable[Person]) -> list[PersonRow]:
    """The rows of persons."""
    return [PersonRow(each.name, each.block, each.start, each.end) for each in people]


def interval_of(figure: Figure) -> Interval | None:
    """The numbers a figure stands for; a date is inferred where it is not written in full."""
    value = figure.value
    if figure.type == "date" and figure.inferred is not None:
        value = figure.inferred.value
    ends = value if isinstance(value, list) else [value]
    read = days if figure.type == "date" else _number
    intervals = [read(str(end)) for end in ends if end is not None]
    known = [interval for interval in intervals if interval is not None]
    if not known or len(known) < len(ends):
        return None
    return Interval(min(each.low for each in known), max(each.high for each in known))


def days(written: str) -> Interval | None:
    """The days of a year, month or day (ISO 8601, or 2018年3月), since 1970-01-01."""
    match = _DATE.match(written)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        last = first if day else _last_day(year, month)
    except ValueError:
        return None
    return Interval(first.toordinal() - _EPOCH, last.toordinal() - _EPOCH)


def _last_day(year: int, month: int) -> date:
    following = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
    return following - timedelta(days=1)


def _number(written: str) -> Interval | None:
    parts = re.split(r"[/:∶]", written)
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    if len(numbers) == 2 and numbers[1]:
        return Interval(numbers[0] / numbers[1], numbers[0] / numbers[1])
    return Interval(numbers[0], numbers[0]) if len(numbers) == 1 else None


def condition(kind: str, operator: str, value: str, shown: str) -> FigureRange | None:
    """A condition as typed, e.g. `money`, `>=`, `10亿元`; None where it names no number."""
    if kind == "date":
        return _date_condition(operator, value, shown)
    parts = [part for part in _RANGE.split(value) if part]
    read = [_amount(part) for part in parts]
    if not 1 <= len(read) <= 2 or None in read:
        return None
    known = [amount for amount in read if amount is not None]
    unit = known[-1][2]
    scale = known[-1][1] if len(known) == 2 and known[0][1] == 1 and not known[0][2] else 1
    low, high = known[0][0] * known[0][1] * scale, known[-1][0] * known[-1][1]
    return _bounded(FigureRange(kind, _written(kind, unit), low, high, shown), operator)


def _date_condition(operator: str, value: str, shown: str) -> FigureRange | None:
    parts = [part for part in _RANGE.split(value) if part]
    known = [interval for part in parts if (interval := days(part)) is not None]
    if not 1 <= len(known) <= 2 or len(known) < len(parts):
        return None
    low, high = known[0].low, known[-1].high
    if operator in (">", "<"):
        low, high = high, low  # after 2018 is after its last day
    return _bounded(FigureRange("date", "", low, high, shown), operator)


def _bounded(asked: FigureRange, operator: str) -> FigureRange:
    operator = _OPERATORS.get(operator, operator)
    bounds = {
        ">=": (asked.low, math.inf, False, False),
        ">": (asked.low, math.inf, True, False),
        "<=": (-math.inf, asked.high, False, False),
        "<": (-math.inf, asked.high, False, True),
    }
    low, high, low_open, high_open = bounds.get(operator, (asked.low, asked.high, False, False))
    return FigureRange(asked.type, asked.unit, low, high, asked.shown, low_open, high_open)


def _amount(written: str) -> tuple[float, float, str] | None:
    """Number, multiplier and unit of `10亿元`."""
    match = _NUMBER.fullmatch(written)
    if match is None:
        return None
    number = float(match[1]) if match[1] else 1.0
    return number, math.prod(_MULTIPLIERS[char] for char in match[2]), match[3]


def _written(kind: str, unit: str) -> str:
    """The unit as figures have it: per cent are told by their type alone."""
    return "" if kind == "percent" and unit in ("%", "％", "") else unit
