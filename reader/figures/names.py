"""Numbers that are no figures: parts of names, codes, idioms and vague counts (section 5, 6)."""

from __future__ import annotations

import re
from bisect import bisect_left

from reader.figures.periods import PLANS
from reader.figures.reading import Reading
from reader.figures.tables import load

_BARE = re.compile("[百千万亿]+")
_SLOGAN = 10  # characters between the quotation marks of a slogan: “四个一百”, “48小时”
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_TABLE = load("names")
_NAMES, _REIGNS = tuple(_TABLE["names"]), tuple(_TABLE["reigns"])
_FIRSTS = frozenset(name[0] for name in _NAMES)
_TITLES = re.compile("《[^《》]{0,80}》")


def is_vague(text: str, start: int) -> bool:
    """几十, 数千万, 上百, 成百上千: said to be many, not how many."""
    before = text[start - 1 : start]
    if before == "几" or (before == "上" and text[start] in "百千万亿"):
        return True
    return before == "数" and text[start] in "十百千万亿"


def is_bare(surface: str) -> bool:
    """A multiplier without a digit (千亩, 亿元): a figure only where a qualifier says so."""
    return bool(_BARE.fullmatch(surface))


def in_code(text: str, start: int) -> bool:
    """The numeral goes on from letters, another number or a sign of multiplication (T37, PM2.5)."""
    before = text[start - 1 : start]
    if not before:
        return False
    if before.isascii() and (before.isalpha() or before in "#@_"):
        return True
    if before in "-－.．·/／" and start > 1:
        earlier = text[start - 2]
        if before == "-" and "一" <= earlier <= "鿿":
            return True  # 歼-20, 图-160
        digits = earlier.isdecimal() and not text.startswith("年", start + 4)
        return digits or (earlier.isascii() and earlier.isalpha())
    return before in "×xX*＊"


def is_slogan(text: str, start: int, end: int) -> bool:
    """The figure opens a short quotation: “四个一百”, “48小时”阅读接力."""
    closing = _QUOTES.get(text[start - 1 : start])
    return closing is not None and closing in text[end : start + _SLOGAN]


class Titles:
    """The titles in 《》 of a text: what is numbered there names the work."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, text: str) -> None:
        spans = [found.span() for found in _TITLES.finditer(text)] if "《" in text else []
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, at: int) -> bool:
        """Whether the clean offset `at` lies inside a title."""
        index = bisect_left(self._starts, at) - 1
        return index >= 0 and at < self._ends[index]


def is_name(text: str, reading: Reading, titles: Titles) -> bool:
    """Whether what was read is part of a name: in a title, a code, a slogan, 第一产业."""
    start, end = reading.start, reading.end
    if titles.holds(start) or (text[start] in _FIRSTS and text.startswith(_NAMES, start)):
        return True
    if reading.type == "ordinal":
        return reading.unit is None and is_slogan(text, start, end)
    if text[start:end] in PLANS:
        return False
    if reading.type == "date":
        return text.endswith(("农历", "阴历", "旧历"), 0, start) or is_slogan(text, start, end)
    if reading.type == "duration" and text.endswith(_REIGNS, 0, start):
        return True
    return in_code(text, start) or is_slogan(text, start, end)
