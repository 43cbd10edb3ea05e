"""A text as its ink: the characters that are not white space, each with its place.

Wrapping, letter-spacing and indents are white space; so two wrappings of one article
have the same ink, and quotations are compared on nothing else.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reader.article import Article, Block, RawText, Span, raw_positions

CONTEXT = 32
"""Characters of context an anchor keeps on either side, white space not counted."""

_MARK = re.compile(r"(-?\d{1,9}):(\d{1,9}):([0-9a-f]+):(\d{1,9}):(\d{1,9})", re.ASCII)


def ink_of(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())


def ink_hash(text: str) -> str:
    """A short hash of the ink of `text`: 16 hex digits."""
    return hashlib.sha256(ink_of(text).encode("utf-8", "surrogatepass")).hexdigest()[:16]


class BlockMark(NamedTuple):
    """A block as an anchor remembers it: ink offset from the quotation, length, hash.

    `copies` is how often the block's ink stood in the article; `alike` how often the part
    of the quotation in it did with the same context: up to `CONTEXT` characters a side
    and, where the block ends within these, its edge. Above 1 the part had a twin.
    """

    offset: int
    length: int
    hash: str
    copies: int
    alike: int

    @classmethod
    def parse(cls, written: str) -> BlockMark | None:
        """The mark written as `offset:length:hash:copies:alike`, None for anything else."""
        match = _MARK.fullmatch(written)
        if match is None:
            return None
        return cls(int(match[1]), int(match[2]), match[3], int(match[4]), int(match[5]))

    def __str__(self) -> str:
        return ":".join(map(str, self))


@dataclass(frozen=True)
class Stream:
    """Ink in one order: reading order or the file's.

    `raw` is the raw offset of each character; `borders` are the ink offsets, ascending,
    at which a block (in reading order) or a line (in the file) begins, and the end.
    """

    ink: str
    raw: Sequence[int]
    borders: Sequence[int]

    def occurrences(self, ink: str) -> Iterator[int]:
        """Every ink offset at which `ink` stands, overlapping ones too."""
        at = self.ink.find(ink) if ink else -1
        while at >= 0:
            yield at
            at = self.ink.find(ink, at + 1)

    def shows(self, mark: BlockMark, start: int) -> bool:
        """Whether the block of a mark lies here, seen from a quotation at ink `start`."""
        low = start + mark.offset
        return low >= 0 and ink_hash(self.ink[low : low + mark.length]) == mark.hash

    def is_border(self, offset: int) -> bool:
        """Whether a block or line begins (or the text ends) at an ink offset."""
        place = bisect_left(self.borders, offset)
        return place < len(self.borders) and self.borders[place] == offset

    def borders_within(self, start: int, end: int) -> Sequence[int]:
        """The borders strictly between two ink offsets."""
        return self.borders[bisect_left(self.borders, start + 1) : bisect_left(self.borders, end)]


@dataclass(frozen=True)
class Inked:
    """A text made ready for finding quotations: keep it while many are looked for."""

    raw: RawText
    blocks: tuple[Block, ...] = ()

    @classmethod
    def of(cls, text: Article | RawText | Inked) -> Inked:
        """The text made ready; one that is ready already is returned as it is."""
        if isinstance(text, Inked):
            return text
        return cls(text) if isinstance(text, RawText) else cls(text.raw, text.blocks)

    @cached_property
    def file(self) -> Stream:
        """The ink in the order of the file, its borders those of lines."""
        places: list[int] = []
        borders: list[int] = []
        start = 0
        for line in self.raw.text.split("\n"):
            borders.append(len(places))
            places.extend(start + at for at, char in enumerate(line) if not char.isspace())
            start += len(line) + 1
        borders.append(len(places))
        ink = "".join(self.raw.text[at] for at in places)
        return Stream(ink, places, sorted(set(borders)))

    @cached_property
    def reading(self) -> Stream:
        """The ink in reading order, its borders those of blocks; the file's without blocks."""
        if not self.blocks:
            return self.file
        places = [at for block in self._places for at in block]
        borders = [0]
        for block in self._places:
            borders.append(borders[-1] + len(block))
        ink = "".join(self.raw.text[at] for at in places)
        return Stream(ink, places, sorted(set(borders)))

    @cached_property
    def _places(self) -> list[list[int]]:
        """For each block the raw offsets of its ink."""
        return [
            [
                at
                for at, char in zip(raw_positions(block, self.raw.text), block.text, strict=False)
                if not char.isspace()
            ]
            for block in self.blocks
        ]

    @cached_property
    def first_ink(self) -> list[int]:
        """The ink offset, in reading order, at which each block begins, and the end."""
        starts = [0]
        for block in self._places:
            starts.append(starts[-1] + len(block))
        return starts

    def block_marks(self, start: int, end: int) -> tuple[BlockMark, ...]:
        """The marks of the blocks that the ink `[start, end)` in reading order lies in."""
        bounds = zip(self.first_ink, self.first_ink[1:], strict=False)
        return tuple(
            self._mark(low, high, start, end) for low, high in bounds if low < end and high > start
        )

    def _mark(self, low: int, high: int, start: int, end: int) -> BlockMark:
        ink = self.reading.ink[low:high]
        copies = sum(1 for _ in self.reading.occurrences(ink))
        alike = self._alike(low, high, max(low, start), min(high, end))
        return BlockMark(low - start, high - low, ink_hash(ink), copies, alike)

    def _alike(self, low: int, high: int, start: int, end: int) -> int:
        """How often ink of the block `[low, high)` stands in such context and at such edges."""
        stream = self.reading
        first, last = max(low, start - CONTEXT), min(high, end + CONTEXT)
        return sum(
            (first > low or stream.is_border(at))
            and (last < high or stream.is_border(at + last - first))
            for at in stream.occurrences(stream.ink[first:last])
        )

    def in_file(self, stream: Stream, start: int, end: int) -> int | None:
        """Where, in the ink of the file, a stretch of a stream begins; None if it is torn there."""
        first, last = self._rank[stream.raw[start]], self._rank[stream.raw[end - 1]]
        return first if last - first == end - 1 - start else None

    @cached_property
    def _rank(self) -> dict[int, int]:
        return {at: rank for rank, at in enumerate(self.file.raw)}

    def spans(
        self, places: Sequence[int], breaks: frozenset[int] = frozenset()
    ) -> tuple[Span, ...]:
        """Raw offsets of ink as spans: a new one where the ink jumps or at a break.

        `breaks` are indices into `places` at which a block begins.
        """
        found: list[Span] = []
        start = 0
        for index in range(1, len(places) + 1):
            ends = index == len(places) or index in breaks
            if ends or self._rank[places[index]] != self._rank[places[index - 1]] + 1:
                found.append(Span(places[start], places[index - 1] + 1))
                start = index
        return tuple(found)

    def stretch(self, stream: Stream, start: int, end: int) -> tuple[Span, ...]:
        """The spans of the ink `[start, end)` of a stream, cut at the borders of blocks."""
        breaks = stream.borders_within(start, end) if stream is self.reading and self.blocks else ()
        return self.spans(stream.raw[start:end], frozenset(at - start for at in breaks))

    def words(self, stream: Stream, start: int, end: int) -> str:
        """The clean text of the ink `[start, end)`, `\\n` at the ends of blocks."""
        if not self.blocks or stream is not self.reading:
            return stream.ink[start:end]
        pieces: list[str] = []
        for number, block in enumerate(self.blocks):
            first = self.first_ink[number]
            low, high = max(start, first), min(end, self.first_ink[number + 1])
            if low < high:
                pieces.append(_clean(block.text, low - first, high - first))
        return "\n".join(pieces)


def ink_offset(text: str, offset: int) -> int:
    """How many characters of ink stand before a clean offset."""
    return sum(not char.isspace() for char in text[:offset])


def _clean(text: str, start: int, end: int) -> str:
    places = [at for at, char in enumerate(text) if not char.isspace()]
    return text[places[start] : places[end - 1] + 1]
