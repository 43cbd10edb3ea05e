"""The grammar of figures: what stands around a numeral decides what it is.

`read(text, start, end)` takes one numeral and tries the rules of `RULES` in order; the first
that understands the numeral reads the whole figure. A rule is a function of the block's
text and the numeral's clean offsets; it looks a bounded number of characters around.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.figures import dates
from reader.figures.amounts import read_amount, unit_of
from reader.figures.model import Scalar, Value
from reader.figures.names import is_vague
from reader.figures.numerals import MAX_LENGTH, NUMERAL, neighbours, number
from reader.figures.reading import RANGE_SIGN, Reading
from reader.figures.units import UNITS

_NUMERAL = re.compile(NUMERAL)
_PLAIN = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?|[一二两三四五六七八九十百]+")
_RANGE = re.compile(RANGE_SIGN)

Rule = Callable[[str, int, int], Reading | None]


def read(text: str, start: int, end: int) -> Reading | None:
    """The figure around the numeral `text[start:end]`, or None where there is none."""
    if end - start > MAX_LENGTH or is_vague(text, start, end):
        return None
    for rule in RULES:
        found = rule(text, start, end)
        if found is not None:
            return found
    return None


def ordinal(text: str, start: int, end: int) -> Reading | None:
    """第N with its classifier (第八个, 第119分钟), or alone where a rank ends (世界第七)."""
    if text[start - 1 : start] != "第":
        return None
    quarters = dates.read_quarters(text, start)
    if quarters:
        return quarters
    if text.startswith(_NO_RANK, end):
        return None
    unit = unit_of(text, end)
    if unit is not None and UNITS[unit].kind == "noun" and unit not in _RANKED_NOUNS:
        unit = None
    if unit is None and text.startswith("大", end) and not text.startswith("大会", end):
        unit = "大"
    if unit is None and not _rank_ends(text, end):
        return None
    stop = end + len(unit or "")
    return Reading(start - 1, stop, "ordinal", number(text[start:end]), unit)


# 第三方, 第一产业, 第一副总理, 第一时间: no place in a row.
_NO_RANK = (
    "产业",
    "方",
    "者",
    "书记",
    "夫人",
    "副",
    "时间",
    "国",
    "银行",
    "、三产业",
    "、二、三产业",
)
_RANKED_NOUNS = ("届", "代", "站", "局", "金", "银", "铜", "班", "级", "步")


def _rank_ends(text: str, end: int) -> bool:
    """A rank without classifier is one at the end of its phrase, not before a noun (第一动力)."""
    after = text[end : end + 1]
    return not ("一" <= after <= "鿿") or after in "的和及并且与，"


def calendar(text: str, start: int, end: int) -> Reading | None:
    """Dates; only where a sign of the calendar follows."""
    after = text[end : end + 1]
    if text[end : end + 1] == "年" and text.endswith(("公元", "公元前"), 0, start):
        return dates.read_era(text, start, end)
    if text.startswith(("年代", "世纪"), end):
        return dates.read_age(text, start)
    if after in "年月日号时点" or after in ":：∶":
        return dates.read_date(text, start)
    if after in "季个":
        return dates.read_quarters(text, start) if _in_quarters(text, start, end) else None
    if after in "至到—–-－～~、":
        return dates.read_age(text, start) or dates.read_date(text, start)
    return dates.read_plan(text, start, end)


def _in_quarters(text: str, start: int, end: int) -> bool:
    return text[end] == "季" or text[start - 1 : start] == "前"


def fraction(text: str, start: int, end: int) -> Reading | None:
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
    value = _values(found[0], divisor)
    stop = found.end()
    sign = _RANGE.match(text, stop)
    if sign and not isinstance(value, list):
        at = sign.end() + (3 if text.startswith("百分之", sign.end()) else 0)
        second = _NUMERAL.match(text, at)
        if second and (at > sign.end() or not unit_of(text, second.end())):
            high = _values(second[0], divisor)
            if not isinstance(high, list):
                return Reading(start, second.end(), "percent", [value, high], "%")  # pyright: ignore
    return Reading(start, stop, "percent", value, "%")


def _values(surface: str, divisor: int) -> Value:
    pair = neighbours(surface)
    values: list[Scalar] = [_divided(v, divisor) for v in pair or (number(surface),)]
    return values if pair else values[0]


def _divided(value: Scalar, divisor: int) -> Scalar:
    return value if divisor == 1 or isinstance(value, str) else value / divisor


def _slashed(text: str, start: int, end: int) -> Reading | None:
    """3／4 is a fraction; 2022/23 and 24/7 are not."""
    found = _PLAIN.match(text, end + 1)
    if not found or not found[0].isdecimal() or not text[start:end].isdecimal():
        return None
    low, high = int(text[start:end]), int(found[0])
    if not 0 < low < high <= 100 or unit_of(text, found.end()):
        return None
    return Reading(start, found.end(), "ratio", f"{low}/{high}")


_RATIO_WORDS = re.compile(
    "比例|配比|汇率|比率|之比|男女比|按照?$|配套|录取|投入产出|师生|比值|换|倍|供需|需求"
)
_SPORT_WORDS = re.compile("[胜负平赢输败队赛局球]|比分|领先|落后|淘汰|逆转|将比|对手|战")


def score(text: str, start: int, end: int) -> Reading | None:
    """1比0, 99:91, 2.5比1.5: a result, or a ratio where the sentence speaks of proportions."""
    sign = text[end : end + 1]
    if not sign or sign not in "比:：∶-－—":
        return None
    found = _PLAIN.match(text, end + 1)
    if not found or not _PLAIN.fullmatch(text, start, end):
        return None
    if (
        sign == "比"
        and unit_of(text, found.end())
        and not text.startswith(("平", "胜", "负"), found.end())
    ):
        return None
    low, high = number(text[start:end]), number(found[0])
    before, after = text[max(0, start - 16) : start], text[found.end() : found.end() + 10]
    if sign in "-－—" and not (
        _SPORT_WORDS.search(before + after) and _is_close(text, low, high, found.end())
    ):
        return None
    kind = "ratio" if _is_ratio(low, high, before, after) else "score"
    return Reading(start, found.end(), kind, f"{low}:{high}")


def _is_close(text: str, low: float, high: float, end: int) -> bool:
    """6—2、6—4: a set or game written with a dash."""
    return max(low, high) <= 30 and text[end : end + 1] in (
        "",
        "、",
        "，",
        "。",
        "击",
        "战",
        "取",
        "获",
        "胜",
        "负",
    )


def _is_ratio(low: float, high: float, before: str, after: str) -> bool:
    if _RATIO_WORDS.search(before) or _RATIO_WORDS.search(after):
        return True
    if max(low, high) > 150 and min(low, high) <= 5:
        return True
    return not (_SPORT_WORDS.search(before) or _SPORT_WORDS.search(after)) and min(low, high) == 1


RULES: tuple[Rule, ...] = (ordinal, fraction, calendar, score, read_amount)
