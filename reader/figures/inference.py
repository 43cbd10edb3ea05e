"""Reference dates: what 今年6月, 本月4日, 去年 mean by the date of the article.

The written value is never touched: what is inferred stands apart with its basis. Without a
date of the article nothing is inferred. A month and day without a year are taken to lie in
the year before the article's day, the news looking back; 明年 and words of the future say so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from reader.article import DateBound
from reader.figures.model import Inferred, Scalar, Value
from reader.figures.reading import Reading
from reader.i18n import tr

_YEARS = {"今年": 0, "去年": -1, "明年": 1, "前年": -2, "后年": 2}
_MONTHS = {"本月": 0, "上月": -1, "下月": 1, "上个": -1, "下个": 1}
_DAYS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1}
_OFFSET = re.compile(r"(year|month|day)([+-]\d+)")
_MONTH_DAY = re.compile(r"--(\d\d)(-\d\d)?(T.*)?")
_DAY = re.compile(r"---(\d\d)(T.*)?")


class Calendar:
    """Resolves written dates against an article's date; infers nothing where there is none."""

    __slots__ = ("_basis", "_day", "_month", "_year")

    def __init__(self, bound: DateBound | None) -> None:
        parts = [int(part) for part in bound.value.split("-")] if bound else []
        self._year = parts[0] if parts else None
        self._month = parts[1] if len(parts) > 1 else None
        self._day = parts[2] if len(parts) > 2 else None
        self._basis = bound

    def infer(self, text: str, reading: Reading) -> Inferred | None:
        """The full date of a figure that leaves its year (or month) out, and on what it rests."""
        if self._year is None or self._basis is None or reading.type != "date":
            return None
        value, word = reading.value, text[reading.start : reading.start + 2]
        resolved: list[Scalar | None]
        if isinstance(value, list):
            resolved = [self._resolve(str(end), word) for end in value]
        else:
            resolved = [self._resolve(str(value), word)] if value is not None else [None]
        if any(end is None for end in resolved):
            return None
        full: Value = [end for end in resolved if end is not None]
        basis = tr(
            "{word} counted from the date of the article, {date} ({basis})",
            word=text[reading.start : reading.end],
            date=self._basis.value,
            basis=self._basis.basis,
        )
        return Inferred(full if len(full) > 1 else full[0], basis)

    def _resolve(self, value: str, word: str) -> str | None:
        """One written value with its missing parts filled in; None where that cannot be done."""
        offset = _OFFSET.fullmatch(value)
        if offset:
            return self._shifted(offset[1], int(offset[2]))
        if value.startswith("T"):
            today = self._shifted("day", _DAYS[word]) if word in _DAYS else None
            return f"{today}{value}" if today else None
        day = _DAY.fullmatch(value)
        if day:
            month = (
                self._shifted("month", _MONTHS.get(word, 0))
                if self._is_placed(day[1], word)
                else None
            )
            return f"{month}-{value[3:]}" if month else None
        month_day = _MONTH_DAY.fullmatch(value)
        if month_day and self._year is not None:
            return f"{self._year_of(month_day, word)}-{value[2:]}"
        return None

    def _is_placed(self, day: str, word: str) -> bool:
        """A day alone lies in the article's month, unless it would lie after the article's day."""
        return word in _MONTHS or self._day is None or int(day) <= self._day

    def _year_of(self, written: re.Match[str], word: str) -> int:
        assert self._year is not None
        if word in _YEARS:
            return self._year + _YEARS[word]
        month = int(written[1])
        day = int(written[2][1:]) if written[2] else 1
        later = self._month is not None and (month, day) > (self._month, self._day or 31)
        return self._year - later

    def _shifted(self, unit: str, by: int) -> str | None:
        if self._year is None:
            return None
        if unit == "year":
            return f"{self._year + by:04d}"
        if self._month is None:
            return None
        if unit == "month":
            months = self._year * 12 + self._month - 1 + by
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        if self._day is None:
            return None
        return (date(self._year, self._month, self._day) + timedelta(days=by)).isoformat()
