"""The grammar of figures: what stands around a numeral decides what it is.

`read(text, start, end)` takes one numeral and tries the rules of `RULES` in order; the first
that understands the numeral reads the whole figure. A rule is a function of the block's
text and the numeral's clean offsets; it looks a bounded number of characters around.
"""

from __future__ import annotations

from collections.abc import Callable

from reader.figures import dates, periods
from reader.figures.amounts import read_amount
from reader.figures.names import is_vague
from reader.figures.numerals import MAX_LENGTH, number
from reader.figures.ratios import read_fraction, read_score
from reader.figures.reading import Reading
from reader.figures.units import UNITS, unit_at

Rule = Callable[[str, int, int], Reading | None]

# What may follow the numeral of a date, a fraction or a score.
_SIGNS = frozenset("年月日号时点季世代分比:：∶/／至到—–-－～~、")
# 第三方, 第一产业, 第一副总理, 第一时间: no place in a row.
_NO_RANK = (
    "产业", "方", "者", "书记", "夫人", "副", "时间", "国", "银行", "、三产业", "、二、三产业",
)  # fmt: skip
_RANKED_NOUNS = ("届", "代", "站", "局", "金", "银", "铜", "班", "级", "步")


def read(text: str, start: int, end: int) -> Reading | None:
    """The figure around the numeral `text[start:end]`, or None where there is none."""
    if end - start > MAX_LENGTH or is_vague(text, start):
        return None
    if _is_plain(text, start, end):
        return read_amount(text, start, end)
    for rule in RULES:
        try:
            found = rule(text, start, end)
        except ValueError:  # its second numeral is longer than any that is printed
            continue
        if found is not None:
            return found
    return None


def _is_plain(text: str, start: int, end: int) -> bool:
    """Most numerals stand before a unit, with no sign of another rule around them."""
    after = text[end : end + 1]
    if after in _SIGNS or text[start - 1 : start] in ("第", "前"):
        return False
    return text[start:end] not in periods.PLANS


def ordinal(text: str, start: int, end: int) -> Reading | None:
    """第N with its classifier (第八个, 第119分钟), or alone where a rank ends (世界第七)."""
    if text[start - 1 : start] != "第":
        return None
    quarters = periods.read_quarters(text, start)
    if quarters:
        return quarters
    if text.startswith(_NO_RANK, end):
        return None
    unit = unit_at(text, end)
    if unit is not None and UNITS[unit].kind == "noun" and unit not in _RANKED_NOUNS:
        unit = None
    if unit is None and text.startswith("大", end) and not text.startswith("大会", end):
        unit = "大"
    if unit is None and not _rank_ends(text, end):
        return None
    stop = end + len(unit or "")
    return Reading(start - 1, stop, "ordinal", number(text[start:end]), unit)


def _rank_ends(text: str, end: int) -> bool:
    """A rank without classifier is one at the end of its phrase, not before a noun (第一动力)."""
    after = text[end : end + 1]
    return not ("一" <= after <= "鿿") or after in "的和及并且与，"


def calendar(text: str, start: int, end: int) -> Reading | None:
    """Dates; only where a sign of the calendar follows."""
    after = text[end : end + 1]
    if after == "年" and text.endswith(("公元", "公元前"), 0, start):
        return periods.read_era(text, start, end)
    if text.startswith(("年代", "世纪"), end):
        return periods.read_age(text, start)
    if after in "年月日号时点:：∶":
        return dates.read_date(text, start)
    if after == "季" or (after == "个" and text[start - 1 : start] == "前"):
        return periods.read_quarters(text, start)
    if after in "至到—–-－～~、":
        return periods.read_age(text, start) or dates.read_date(text, start)
    return periods.read_plan(text, start, end)


RULES: tuple[Rule, ...] = (ordinal, read_fraction, calendar, read_score, read_amount)
