"""Dates as a reader types them: 2018-03, 2018年3月5号, 二〇一八年, and from one to another.

The second end may leave out what it shares with the first: 2018年3月至5月, 2018-03..07.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from reader.figures.numerals import CHINESE_DIGITS, number

_YEAR = rf"(?:\d{{4}}|[{CHINESE_DIGITS}]{{4}})"
_NUMBER = rf"(?:\d{{1,2}}|[{CHINESE_DIGITS}十]{{1,3}})"
_DATE = re.compile(rf"({_YEAR})(?:年?|[-－年./]({_NUMBER})(?:月?|[-－月./]({_NUMBER})[日号]?))")
_REST = re.compile(rf"(?:({_NUMBER})[-－月./])?({_NUMBER})([月日号]?)")
_TO = re.compile(r"\.{2,}|…+|[~～至到]|[—–]+")
_HYPHEN = re.compile("[-－]")


class _Date(NamedTuple):
    """A date as precisely as it was typed."""

    year: int
    month: int | None = None
    day: int | None = None


class Span(NamedTuple):
    """First and last day, both meant, as `datetime.date.toordinal` counts; infinite where open.

    `turned`: the later end was typed first.
    """

    first: float
    last: float
    turned: bool = False


_OPEN = Span(-math.inf, math.inf)


def days(value: str) -> Span | None:
    """First and last day of one date; None where it is none."""
    found = _read(value)
    return _days(found) if found else None


def span(value: str) -> Span | None:
    """First and last day of a date, or from one date to another; None where it is neither."""
    spans = (_from_to(first, last) for first, last in _ends(value))
    return next(filter(None, spans), None)


def _ends(value: str) -> Iterator[tuple[str, str]]:
    """Where the value may be from, and to: a hyphen parts dates only if it is in none."""
    to = _TO.search(value)
    if to:
        yield value[: to.start()], value[to.end() :]
    elif _DATE.fullmatch(value):
        yield value, value
    else:
        for hyphen in _HYPHEN.finditer(value):
            yield value[: hyphen.start()], value[hyphen.end() :]


def _from_to(first: str, last: str) -> Span | None:
    start = _read(first)
    end = _read(last) or (_completed(last, start) if start else None)
    one = _days(start) if start else _OPEN
    other = _days(end) if end else _OPEN
    if one is None or other is None or (first and not start) or (last and not end):
        return None
    if one.first > other.last:
        return Span(other.first, one.last, turned=True)
    return Span(one.first, other.last)


def _read(value: str) -> _Date | None:
    found = _DATE.fullmatch(value.strip())
    return _Date(*(int(number(part)) for part in found.groups() if part)) if found else None


def _completed(value: str, start: _Date) -> _Date | None:
    """The date of a second end that has no year of its own, or no month."""
    found = _REST.fullmatch(value.strip())
    if not found:
        return None
    month, last, sign = found.groups()
    at = int(number(last))
    if month:
        return _Date(start.year, int(number(month)), at)
    if sign == "月" or (not sign and start.day is None):
        return _Date(start.year, at) if sign or start.month else None
    return _Date(start.year, start.month, at) if start.month else None


def _days(meant: _Date) -> Span | None:
    year, month, day = meant
    least = 1 if month is None else month, 1 if day is None else day
    most = 12 if month is None else month
    try:
        first = date(year, *least)
        last = calendar.monthrange(year, most)[1] if day is None else day
        return Span(first.toordinal(), date(year, most, last).toordinal())
    except ValueError:  # the 31st of June, or month 13
        return None
