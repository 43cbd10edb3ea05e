"""Fractions, percentages in words, proportions and results of games."""

from __future__ import annotations

import re

from reader.figures.model import Value
from reader.figures.numerals import MAX_LENGTH, NUMERAL, neighbours, number
from reader.figures.reading import RANGE_SIGN, Reading
from reader.figures.units import unit_at

_NUMERAL = re.compile(NUMERAL)
_PLAIN = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二两三四五六七八九十百]+")
_RANGE = re.compile(RANGE_SIGN)


def read_fraction(text: str, start: int, end: int) -> Reading | None:
    """百分之X is a percentage, N分之M and N/M a ratio."""
    if text[end : end + 1] in "/／" and text[end : end + 1]:
        return _slashed(text, start, end)
    if not text.startswith("分之", end):
        return None
    found = _NUMERAL.match(text, end + 2)
    if not found or len(found[0]) > MAX_LENGTH:
        return None
    whole = text[start:end]
    if whole in ("百", "千"):
        return _percent(text, start, found, 1 if whole == "百" else 10)
    value = f"{number(found[0])}/{number(whole)}"
    return Reading(start, found.end(), "ratio", value)


def _percent(text: str, start: int, found: re.Match[str], divisor: int) -> Reading:
    """百分之X, with neighbouring digits (百分之六七十) or a second end (百分之五到百分之八)."""
    pair = neighbours(found[0])
    if pair:
        value: Value = [_divided(pair[0], divisor), _divided(pair[1], divisor)]
        return Reading(start, found.end(), "percent", value, "%")
    low = _divided(number(found[0]), divisor)
    sign = _RANGE.match(text, found.end())
    repeated = sign is not None and text.startswith("百分之", sign.end())
    second = _NUMERAL.match(text, sign.end() + 3 * repeated) if sign else None
    if second and (repeated or not unit_at(text, second.end())):
        high = _divided(number(second[0]), divisor)
        return Reading(start, second.end(), "percent", [low, high], "%")
    return Reading(start, found.end(), "percent", low, "%")


def _divided(value: float, divisor: int) -> float:
    return value if divisor == 1 else value / divisor


def _slashed(text: str, start: int, end: int) -> Reading | None:
    """3／4 is a fraction; 2022/23 and 24/7 are not."""
    found = _PLAIN.match(text, end + 1)
    if not found or not found[0].isdecimal() or not text[start:end].isdecimal():
        return None
    low, high = int(text[start:end]), int(found[0])
    if not 0 < low < high <= 100 or unit_at(text, found.end()):
        return None
    return Reading(start, found.end(), "ratio", f"{low}/{high}")


_RATIO_WORDS = re.compile(
    "比例|配比|汇率|比率|之比|男女比|按照?$|配套|录取|投入产出|师生|比值|换|倍|供需|需求"
)
_SPORT_WORDS = re.compile("[胜负平赢输败队赛局球]|比分|领先|落后|淘汰|逆转|将比|对手|战")
_AFTER_SET = "、，。击战取获胜负"  # what follows a set written with a dash: 6—2、6—4


def read_score(text: str, start: int, end: int) -> Reading | None:
    """1比0, 99:91, 2.5比1.5: a result, or a ratio where the sentence speaks of proportions."""
    sign = text[end : end + 1]
    if not sign or sign not in "比:：∶-－—":
        return None
    found = _PLAIN.match(text, end + 1)
    if not found or len(found[0]) > MAX_LENGTH or not _PLAIN.fullmatch(text, start, end):
        return None
    stop = found.end()
    if sign == "比" and unit_at(text, stop) and text[stop] not in "平胜负":
        return None
    low, high = number(text[start:end]), number(found[0])
    around = (text[max(0, start - 16) : start], text[stop : stop + 10])
    if sign in "-－—" and not _is_set(around, max(low, high)):
        return None
    return Reading(
        start, stop, "ratio" if _is_ratio(low, high, around) else "score", f"{low}:{high}"
    )


def _is_set(around: tuple[str, str], points: float) -> bool:
    """6—2、6—4: a set or game written with a dash."""
    in_sports = any(_SPORT_WORDS.search(side) for side in around)
    return in_sports and points <= 30 and around[1][:1] in _AFTER_SET


def _is_ratio(low: float, high: float, around: tuple[str, str]) -> bool:
    if any(_RATIO_WORDS.search(side) for side in around):
        return True
    if max(low, high) > 150 and min(low, high) <= 5:
        return True
    return min(low, high) == 1 and not any(_SPORT_WORDS.search(side) for side in around)
