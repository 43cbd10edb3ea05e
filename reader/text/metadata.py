"""Title, byline and date of an article, read from its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.article import Article, Block, DateBound, RawText, Signature
from reader.text.names import tokens
from reader.text.spacing import repairs_of

_FULL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*年\s*(1[0-2]|0?[1-9])\s*月(?:\s*([12]\d|3[01]|0?[1-9])\s*[日号])?"
)
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
        if block.role == "credit" and block.text.endswith("摄"):
            yield from _signatures(_raw_text(raw, block), "摄")


def _raw_text(raw: str, block: Block) -> str:
    return " ".join(raw[start:end] for start, end in block.spans)


def _signatures(text: str, role: str) -> Iterator[Signature]:
    for token in tokens(text):
        if token.kind == "office" and role != "摄":
            role = token.text.removeprefix("本报")
        elif token.kind == "name":
            yield Signature(token.text, role, token.inferred)


def _date(blocks: tuple[Block, ...]) -> DateBound | None:
    """When the article was printed at the earliest: the latest date it tells as past.

    Dates that are spoken of as still to come are left out.
    """
    text = "\n".join(block.text for block in blocks if block.role not in ("quote", "attribution"))
    found = [
        (int(m[1]), int(m[2]), int(m[3] or 0), m.group())
        for m in _FULL.finditer(text)
        if not _lies_ahead(text, m.start(), m.end())
    ]
    if not found:
        return None
    year, month, day, surface = max(found)
    value = f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")
    return DateBound(value, f"not before: {''.join(surface.split())} is named")


def _lies_ahead(text: str, start: int, end: int) -> bool:
    """Whether a date is spoken of as still to come."""
    return bool(re.search(r"(?:到|至|预计|计划|将于|力争)$", text[max(0, start - 4) : start])
                or re.match(r"(?:前后?将|起?将|底前)", text[end : end + 3]))  # fmt: skip
