"""Title, byline and date of an article, read from its blocks."""

from __future__ import annotations

from reader.article import Article, Block, RawText
from reader.text.spacing import repairs_of


def describe(raw: RawText, blocks: tuple[Block, ...]) -> Article:
    """The article made of `blocks`, with what they say about it."""
    title = _title(blocks)
    return Article(raw, title, blocks, repairs=repairs_of(raw.text, blocks))


def _title(blocks: tuple[Block, ...]) -> str:
    for role in ("title", "kicker", "subtitle", "series", "section", "lead", "paragraph"):
        for block in blocks:
            if block.role == role:
                return block.text
    return blocks[0].text if blocks else ""
