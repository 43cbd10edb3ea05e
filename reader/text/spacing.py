"""The white space of restored text: dropped beside Han characters, one space between words.

A block is text pieces, each a raw span; white space inside a piece, line breaks included,
is typographic wherever it touches a full-width character, and a word space elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reader.article import Block, Repair, Span
from reader.text.characters import is_wide

_SPACE = re.compile(r"\s+")


def needs_space(before: str, after: str) -> bool:
    """Whether white space between two characters parts words."""
    return not (is_wide(before) or is_wide(after))


def join_piece(text: str) -> str:
    """The raw text of one span with its typographic white space gone.

    Hyphens at line ends stay: no character is ever dropped but white space.
    """

    def replace(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1], text[match.end()]
        return " " if needs_space(before, after) else ""

    return _SPACE.sub(replace, text)


def repairs_of(raw: str, blocks: Iterable[Block]) -> tuple[Repair, ...]:
    """Every stretch of white space that `blocks` no longer hold as one plain space."""
    inside = sorted(span for block in blocks for span in block.spans)
    return tuple(_repairs(raw, inside))


def _repairs(raw: str, spans: list[Span]) -> Iterator[Repair]:
    at = 0
    for span in [*spans, Span(len(raw), len(raw))]:
        if span.start > at:
            yield Repair("break", at, span.start, raw[at : span.start])
        for match in _SPACE.finditer(raw, span.start, span.end):
            gap = match.group()
            if gap == " " and needs_space(raw[match.start() - 1], raw[match.end()]):
                continue
            kind = "wrap" if "\n" in gap else "space"
            yield Repair(kind, match.start(), match.end(), gap)
        at = max(at, span.end)
