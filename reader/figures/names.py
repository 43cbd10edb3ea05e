"""Numbers that are no figures: parts of names, codes, idioms and vague counts (section 5, 6)."""

from __future__ import annotations

import re

from reader.figures.reading import Reading

_BARE = re.compile("[百千万亿]+")
_SLOGAN = 10  # characters between the quotation marks of a slogan: “四个一百”, “48小时”
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_TITLES = re.compile("《[^《》]{0,80}》")


def is_vague(text: str, start: int, end: int) -> bool:
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
        digits = earlier.isdecimal() and not text.startswith("年", start + 4)
        return digits or (earlier.isascii() and earlier.isalpha())
    return before in "×xX*＊Ａ-Ｚ"


def is_slogan(text: str, start: int, end: int) -> bool:
    """The figure opens a short quotation: “四个一百”, “48小时”阅读接力."""
    closing = _QUOTES.get(text[start - 1 : start])
    return closing is not None and closing in text[end : start + _SLOGAN]


def titles(text: str) -> list[tuple[int, int]]:
    """Clean offsets of the titles in 《》: what is numbered there names the work."""
    return [found.span() for found in _TITLES.finditer(text)] if "《" in text else []


def is_name(text: str, reading: Reading, titles: list[tuple[int, int]]) -> bool:
    """Whether what was read is part of a name: in a title, a code, a slogan, 第一产业."""
    start, end = reading.start, reading.end
    if any(a < start < b for a, b in titles):
        return True
    if reading.type == "ordinal":
        return text.startswith(
            ("产业", "方", "者", "书记", "夫人", "、三产业", "、二、三产业"), end
        )
    return in_code(text, start) or is_slogan(text, start, end)
