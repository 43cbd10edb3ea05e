"""Lengths of time in several steps (1小时25分46秒) or parted by their number (两个半小时)."""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.figures.counting import Count
from reader.figures.numerals import ARABIC_DIGITS, NUMERAL, number
from reader.figures.reading import Reading
from reader.figures.units import UNITS, unit_at

_NUMERAL = re.compile(NUMERAL)
_INSIDE_UNIT = re.compile("个(?P<word>半|多|来)(?P<unit>小时|月|世纪|钟头|星期|季度)")
_HUNDREDTHS = re.compile(f"[{ARABIC_DIGITS}]{{1,3}}(?![{ARABIC_DIGITS}])")


class _Step(NamedTuple):
    """A unit of a compound length: its place, its letter in ISO 8601."""

    rank: int
    letter: str


_STEPS = {
    "年": _Step(0, "Y"), "个月": _Step(1, "M"), "天": _Step(2, "D"), "日": _Step(2, "D"),
    "小时": _Step(3, "H"), "个小时": _Step(3, "H"), "时": _Step(3, "H"),
    "分": _Step(4, "M"), "分钟": _Step(4, "M"), "秒": _Step(5, "S"), "秒钟": _Step(5, "S"),
}  # fmt: skip
_LATER_STEP = re.compile("个小时|个月|小时|分钟|秒钟|[天分秒]")


def read_parted(text: str, start: int, end: int) -> Reading | None:
    """一个半小时, 两个多月: what qualifies the number stands inside the unit."""
    parted = _INSIDE_UNIT.match(text, end)
    if parted is None or text[start:end] == "零":
        return None
    value = number(text[start:end])
    name = parted["unit"] if parted["unit"] in UNITS else f"个{parted['unit']}"
    if parted["word"] == "半":
        return Reading(start, parted.end(), "duration", value + 0.5, name)
    return Reading(start, parted.end(), "duration", value, name, (parted["word"],))


def read_compound(text: str, start: int, count: Count, name: str) -> Reading | None:
    """1小时25分46秒 → PT1H25M46S, 3分25秒38 → PT3M25.38S; None for a single step."""
    if name not in _STEPS or count.high is not None:
        return None
    parts = [(_STEPS[name], str(count.low))]
    end = count.end + len(name)
    while (following := _step(text, end, parts[-1][0].rank)) is not None:
        step, value, end = following
        parts.append((step, value))
    if len(parts) == 1:
        return None
    hundredths = _HUNDREDTHS.match(text, end)
    if hundredths and parts[-1][0].letter == "S" and not unit_at(text, hundredths.end()):
        parts[-1] = (parts[-1][0], f"{parts[-1][1]}.{int(hundredths[0]):0{len(hundredths[0])}d}")
        end = hundredths.end()
    return Reading(start, end, "duration", _iso_duration(parts), None, count.words)


def _step(text: str, at: int, above: int) -> tuple[_Step, str, int] | None:
    """The next smaller step (25分), its value and end; 零 may join it (两年零三个月)."""
    if text[at : at + 1] == "零":
        at += 1
    found = _NUMERAL.match(text, at)
    if found is None or len(found[0]) > 4:
        return None
    unit = _LATER_STEP.match(text, found.end())
    if unit is None or _STEPS[unit[0]].rank <= above:
        return None
    return _STEPS[unit[0]], str(number(found[0])), unit.end()


def _iso_duration(parts: list[tuple[_Step, str]]) -> str:
    days = "".join(value + step.letter for step, value in parts if step.rank < 3)
    times = "".join(value + step.letter for step, value in parts if step.rank >= 3)
    return f"P{days}" + (f"T{times}" if times else "")
