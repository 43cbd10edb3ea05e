"""Title, byline and date of an article, read from its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Article, Block, DateBound, RawText, Signature
from reader.i18n import tr
from reader.text.names import AUTHOR, tokens
from reader.text.spacing import repairs_of
from reader.text.variants import simplified

_YEAR = r"(?<![\d.])((?:19|20)\d\d)"
_MONTH, _DAY = r"(1[0-2]|0?[1-9])\s*月", r"([12]\d|3[01]|0?[1-9])\s*[日号]"
_FULL = re.compile(rf"{_YEAR}\s*年\s*{_MONTH}(?:\s*{_DAY})?")
_EVENT = re.compile(rf"(?<!\d){_MONTH}\s*{_DAY}[，,]\s*{_YEAR}(?=[\u4e00-\u9fff])(?!\s*年)")
_NUMERIC = re.compile(  # 2021-03-05 08:12, as web pages have it
    r"(?<![\w./-])((?:19|20)\d\d)([-/.])(1[0-2]|0?[1-9])\2(3[01]|[12]\d|0?[1-9])(?![\d./-])"
)
_YEAR_ONLY = re.compile(rf"{_YEAR}\s*年(?!\s*\d{{1,2}}\s*月)")
_DIGITS = "〇一二三四五六七八九"
_NOUGHT = str.maketrans("○零Ｏ", "〇〇〇")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_WRITTEN = re.compile(
    "((?:一九|二[〇○零Ｏ])[〇○零Ｏ一二三四五六七八九]{2})年"
    "(?:(十[一二]|[一二三四五六七八九十])月(?:([二三]?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])?)?"
)
_NAMED = re.compile("《[^》]{0,80}》|“[^”]{0,24}”")
_CLAUSE = re.compile("[，。；！？、,;\n]")
_WINDOW = 80  # characters around a year in which its clause, or the name it is part of, lies
_PLANNED = re.compile("将|力争|计划|规划|预计|目标|远景|未来|下一步|明年|有望|[—～-]$")
_AHEAD_BEFORE = re.compile(r"(?:到|(?<!截)至|预计|计划|将于|将在|力争|[—～-])\s*$")
_AHEAD_AFTER = re.compile(
    r"前后?将|起?将|起(?:正式)?(?:施行|实施|执行|生效)|"
    r"底?前(?!后|期|往|[一二三四1-4]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})个?月)"
)
_PHOTOGRAPHED = re.compile("(?:摄|摄影|摄影报道|文/图|文／图)[）)]?$|^图[/／]")
_LONGEST_TITLE = 80


def describe(raw: RawText, blocks: tuple[Block, ...]) -> Article:
    """The article made of `blocks`, with what they say about it."""
    return Article(
        raw, _title(blocks), blocks, tuple(_byline(raw.text, blocks)), _date(blocks),
        repairs_of(raw.text, blocks),
    )  # fmt: skip


def _title(blocks: tuple[Block, ...]) -> str:
    for role in ("title", "kicker", "subtitle", "series", "section", "lead", "paragraph"):
        for block in blocks:
            if block.role == role:
                return block.text[:_LONGEST_TITLE]
    return blocks[0].text[:_LONGEST_TITLE] if blocks else ""


def _byline(raw: str, blocks: tuple[Block, ...]) -> Iterator[Signature]:
    """Who signed the article, then who took its pictures; raw white space parts names surely."""
    for block in blocks:
        if block.role == "byline":
            yield from _signatures(_raw_text(raw, block), "记者")
    for block in blocks:
        if block.role == "credit" and _PHOTOGRAPHED.search(simplified(block.text)):
            yield from _signatures(_raw_text(raw, block), "摄")


def _raw_text(raw: str, block: Block) -> str:
    return " ".join(raw[start:end] for start, end in block.spans)


def _signatures(text: str, role: str) -> Iterator[Signature]:
    for token in tokens(text):
        if token.kind == "office" and role != "摄":
            role = _office(simplified(token.text))
        elif token.kind == "name" and len(token.text) > 1:
            yield Signature(token.text, role, token.inferred)


def _office(text: str) -> str:
    """What a signature's office says of its bearer: 文/本报记者 is 记者, 图/ is 摄."""
    if text[0] in "图摄":
        return "摄"
    if AUTHOR.fullmatch(text) and text[0] == "文":
        return "记者"
    text = text.rstrip("：:丨|｜ ")
    return text.removeprefix("文/").removeprefix("文／").removeprefix("本报") or "记者"


def _date(blocks: tuple[Block, ...]) -> DateBound | None:
    """When the article was printed at the earliest: the latest date it tells as past.

    Dates that are spoken of as still to come are left out, and so are years that stand
    alone in a plan, in the name of a paper or between quotation marks.
    """
    told = (block.text for block in blocks if block.role not in ("quote", "attribution"))
    text = simplified("\n".join(told)).translate(_NARROW)
    found = [*_full_dates(text), *_written_dates(text), *_years(text)]
    if not found:
        return None
    year, month, day, surface = max(found)
    value = f"{year:04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")
    return DateBound(value, tr("Not before: {date} is named", date="".join(surface.split())))


def _full_dates(text: str) -> Iterator[tuple[int, int, int, str]]:
    for m in _FULL.finditer(text):
        if not _lies_ahead(text, m.start(), m.end()):
            yield int(m[1]), int(m[2]), int(m[3] or 0), m.group()
    for m in _EVENT.finditer(text):
        if not _lies_ahead(text, m.start(), m.end()):
            yield int(m[3]), int(m[1]), int(m[2]), m.group()
    for m in _NUMERIC.finditer(text):
        if not _lies_ahead(text, m.start(), m.end()):
            yield int(m[1]), int(m[3]), int(m[4]), m.group()


def _written_dates(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Dates in Chinese numerals: 一九九八年一月三日, 二〇〇三年."""
    for m in _WRITTEN.finditer(text):
        planned = _lies_ahead if m[2] else _is_planned
        if planned(text, m.start(), m.end()) or _is_in_name(text, m.start()):
            continue
        year = int("".join(str(_DIGITS.index(char)) for char in m[1].translate(_NOUGHT)))
        yield year, _number(m[2] or ""), _number(m[3] or ""), m.group()


def _number(written: str) -> int:
    """A number below a hundred in Chinese numerals; 0 for none."""
    tens, ten, ones = written.rpartition("十")
    return (10 * (_DIGITS.index(tens) if tens else 1) if ten else 0) + (
        _DIGITS.index(ones) if ones else 0
    )


def _years(text: str) -> Iterator[tuple[int, int, int, str]]:
    for m in _YEAR_ONLY.finditer(text):
        if not (_is_in_name(text, m.start()) or _is_planned(text, m.start(), m.end())):
            yield int(m[1]), 0, 0, m.group()


def _is_in_name(text: str, at: int) -> bool:
    first = max(0, at - _WINDOW)
    return any(
        start < at < end
        for start, end in (m.span() for m in _NAMED.finditer(text, first, at + _WINDOW))
    )


def _is_planned(text: str, start: int, end: int) -> bool:
    """Whether a year stands in a clause that speaks of what is to come."""
    before = _CLAUSE.split(text[max(0, start - _WINDOW) : start])[-1]
    after = _CLAUSE.split(text[end : end + _WINDOW], maxsplit=1)[0]
    return _PLANNED.search(before + after) is not None or _lies_ahead(text, start, end)


def _lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether a date is spoken of as still to come."""
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    return _AHEAD_BEFORE.search(before) is not None or _AHEAD_AFTER.match(after) is not None
