"""From raw text to article: the whole cascade on one screen."""

from __future__ import annotations

import re

from reader.article import Article, Block, RawText, Role, Span
from reader.text.characters import ends_sentence
from reader.text.lines import Line, split_lines
from reader.text.spacing import join_piece, repairs_of


def restore(raw: RawText) -> Article:
    """The article as the newspaper printed it; pure, and total: any text gives an article."""
    lines = split_lines(raw.text)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks = tuple(_block(raw.text, group) for group in groups)
    title = next((b.text for b in blocks if b.role == "title"), blocks[0].text if blocks else "")
    return Article(raw, title, blocks, repairs=repairs_of(raw.text, blocks))


def _continues(before: Line, after: Line) -> bool:
    if after.blank or not (8 <= before.width <= 60):
        return False
    return not ends_sentence(before.chars) or before.width >= after.width


def _block(raw: str, group: list[Line]) -> Block:
    span = Span(group[0].start, group[-1].end)
    text = join_piece(raw[span.start : span.end])
    return Block(_role(text), text, (span,))


_LABEL = re.compile(r"核心提示|编者按|【[^】]{1,8}】")


def _role(text: str) -> Role:
    if _LABEL.fullmatch(text):
        return "label"
    if len(text) < 40 and not ends_sentence(text):
        if text.endswith("摄"):
            return "caption"
        return "byline" if re.match("□|本报记者", text) else "section"
    return "paragraph"
