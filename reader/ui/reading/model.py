"""The page: an article as pieces of text to be set, and the way from places to them. Without Qt.

Every block becomes one piece, a very long one several. A piece shows its block's
characters one for one, so a clean offset is a place in a piece; Qt counts UTF-16 units,
of which characters beyond the Basic Multilingual Plane take two.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.article import HEADLINE_ROLES, Article, Block, Role, raw_positions
from reader.ui.reading.display import Script, in_script
from reader.visible import visible

LONGEST_PIECE = 4_000  # characters; Qt lays a paragraph out whole
BOXED: frozenset[Role] = frozenset(("lead",))
UNNUMBERED: frozenset[Role] = HEADLINE_ROLES.union(("byline",))

_RARE_HAN = (
    ("\u3400", "\u4dbf"), ("\u2e80", "\u2fdf"), ("\u3005", "\u3007"), ("\u3021", "\u3029"),
    ("\uf900", "\ufaff"),
)  # fmt: skip
_LATIN = re.compile("[A-Za-z0-9%]+℃?|℃")  # `re` takes 3 ms of the start over the ranges of Han
_CROWDED = re.compile(
    "[，、。；：”’》〉）】」』〕](?=[，、。；：”’》〉）】」』〕“‘《〈（【「『〔])|[“‘《〈（【「『〔](?=[“‘《〈（【「『〔])"
)
LINE_SEPARATOR = "\u2028"


class Piece(NamedTuple):
    """What is set as one paragraph: characters `[start, start + len(text))` of a block.

    `number` is the ¶ number where the margin shows one (block index + 1). `boxed` pieces
    in a row stand in one box, which one `opens_box`, a label included. A `continued` piece goes on
    with the block of the one before it.
    """

    block: int
    start: int
    role: Role
    text: str
    number: int | None = None
    boxed: bool = False
    continued: bool = False
    under_label: bool = False
    opens_box: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Page(NamedTuple):
    """All pieces of an article in reading order."""

    pieces: tuple[Piece, ...]
    starts: tuple[tuple[int, int], ...]  # (block, first clean offset) of every piece, sorted

    def piece_of(self, block: int, offset: int) -> int:
        """The index of the piece that shows a clean offset; the last one for offsets beyond."""
        return max(0, bisect_right(self.starts, (block, offset)) - 1)

    def first_piece(self, block: int) -> int:
        """The index of the first piece of a block."""
        return min(bisect_left(self.starts, (block, 0)), len(self.pieces) - 1)


def page_of(article: Article, script: Script = "original") -> Page:
    """The page of an article as `script` shows it."""
    blocks = article.blocks
    boxed = _boxed(blocks)
    pieces = tuple(
        piece
        for at, block in enumerate(blocks)
        for piece in _pieces(
            Piece(
                at, 0, block.role, _shown(block, script, article.raw.text),
                None if block.role in UNNUMBERED else at + 1,
                boxed=boxed[at],
                under_label=at > 0 and blocks[at - 1].role == "label",
                opens_box=boxed[at] and not (at and boxed[at - 1]),
            )
        )
    )  # fmt: skip
    return Page(pieces, tuple((piece.block, piece.start) for piece in pieces))


def gaps(text: str) -> Iterator[int]:
    """The offsets of characters after which a thin gap belongs: Han beside Latin or digits."""
    for run in _LATIN.finditer(text):
        start, end = run.span()
        if start and text[start] not in "%℃" and _is_han(text[start - 1]):
            yield start - 1
        if end < len(text) and _is_han(text[end]):
            yield end - 1


def squeezes(text: str) -> Iterator[int]:
    """The offsets of punctuation marks after which half an em is taken away.

    Two full-width marks side by side have an empty half between them, or two; one goes.
    """
    return (found.start() for found in _CROWDED.finditer(text))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or any(first <= char <= last for first, last in _RARE_HAN)


def place_of_raw(article: Article, raw_offset: int) -> tuple[int, int]:
    """(block, clean offset) of the character at a raw offset, or of the next one behind it."""
    spans = [
        (span.start, span.end, at)
        for at, block in enumerate(article.blocks)
        for span in block.spans
    ]
    following = min((span for span in spans if span[1] > raw_offset), default=None)
    if following is None:
        return max(0, len(article.blocks) - 1), 0
    block = article.blocks[following[2]]
    positions = raw_positions(block, article.raw.text)
    wanted = max(raw_offset, following[0])
    offset = next((i for i, at in enumerate(positions[:-1]) if at >= wanted), 0)
    return following[2], offset


def _boxed(blocks: Sequence[Block]) -> list[bool]:
    """Which blocks stand in a box: leads, and a label right before one."""
    inside = [block.role in BOXED for block in blocks]
    for at in range(len(blocks) - 1):
        inside[at] = inside[at] or (blocks[at].role == "label" and inside[at + 1])
    return inside


def _shown(block: Block, script: Script, raw: str) -> str:
    """A block's characters as they are shown, one for one."""
    text = visible(in_script(block.text, script))
    if len(block.spans) > 1 and block.role != "paragraph":
        return _with_lines(block, text, raw)
    return text


def _pieces(whole: Piece) -> Iterator[Piece]:
    """A block's piece, or several where it is very long."""
    text = whole.text
    yield whole._replace(text=text[:LONGEST_PIECE]) if len(text) > LONGEST_PIECE else whole
    for start in range(LONGEST_PIECE, len(text), LONGEST_PIECE):
        part = text[start : start + LONGEST_PIECE]
        yield whole._replace(start=start, text=part, number=None, continued=True, opens_box=False)


def _with_lines(block: Block, text: str, raw: str) -> str:
    """The lines of a head, which are its spans, one below the other."""
    shown = list(text)
    for at in _span_ends(block, raw):
        if at < len(shown) and shown[at] == " ":
            shown[at] = LINE_SEPARATOR
    return "".join(shown)


def _span_ends(block: Block, raw: str) -> Iterator[int]:
    """The clean offset after the last character of every span but the last."""
    at = 0
    for span in block.spans[:-1]:
        wanted = sum(not char.isspace() for char in raw[span.start : span.end])
        while wanted and at < len(block.text):
            wanted -= not block.text[at].isspace()
            at += 1
        yield at
