"""Numbers that are no figures: parts of names, codes, idioms and vague counts (section 5, 6)."""

from __future__ import annotations

import re

from reader.figures.dates import PLANS
from reader.figures.reading import Reading

_BARE = re.compile("[百千万亿]+")
_SLOGAN = 10  # characters between the quotation marks of a slogan: “四个一百”, “48小时”
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
# 光绪二十四年 dates by a reign; it is no length of time, and no calendar year without a table.
_REIGNS = tuple(
    "康熙 雍正 乾隆 嘉庆 道光 咸丰 同治 光绪 宣统 民国 万历 洪武 永乐 崇祯 嘉靖 贞观 开元 昭和 平成 令和 大正 明治".split()
)
# Places and sayings that begin like a figure.
_NAMES = (
    "三门峡",
    "三门县",
    "六盘水",
    "七台河",
    "九台区",
    "五台山",
    "五台县",
    "三台县",
    "三里屯",
    "五里源",
    "八里桥",
    "七里河",
    "八步沙",
    "九万大山",
    "十万大山",
    "六枝",
    "三家店",
    "五家渠",
    "三道沟",
    "六道河",
    "六尺巷",
    "九里山",
    "三元里",
    "三元桥",
    "四面八方",
    "八项规定",
    "二十国集团",
    "二十四节气",
    "万里长城",
    "千里之",
    "百年未有",
    "一元复始",
    "一寸光阴",
    "三层楼镇",
    "两个文明",
    "四个现代化",
    "三个代表",
    "四项基本原则",
    "七大姑",
    "三月三",
    "九月九",
    "三尺讲台",
    "两点一线",
    "两点论",
    "一度电",
    "三座大山",
    "三件套",
    "八国联军",
    "三个臭皮匠",
    "四件套",
    "一米阳光",
    "七日谈",
    "二人转",
    "二人台",
    "三包",
    "三元区",
    "三元食品",
)
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
        if before == "-" and "一" <= earlier <= "鿿":
            return True  # 歼-20, 图-160
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
    if text.startswith(_NAMES, start):
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
