"""The original beside the clean text: which raw characters belong to which block. Without Qt.

Raw offsets are those of `reader.article`. Lines are those of the raw text, 0-based.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reader.article import Article, Span, raw_positions


class Segment(NamedTuple):
    """A span of the raw text and the block that holds it."""

    start: int
    end: int
    block: int


class Seam(NamedTuple):
    """Where a block goes on elsewhere: clean offset of the first character after the jump."""

    block: int
    offset: int
    left: int  # raw offset after the last character before the jump
    right: int  # raw offset of the first character after it


@dataclass(frozen=True)
class SourceMap:
    """Everything that is asked of an article when its original lies beside it."""

    article: Article

    @cached_property
    def lines(self) -> list[int]:
        """The raw offset at which each line begins."""
        text = self.article.raw.text
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        return starts

    @cached_property
    def segments(self) -> list[Segment]:
        """All spans in the order of the raw text."""
        return sorted(
            Segment(span.start, span.end, at)
            for at, block in enumerate(self.article.blocks)
            for span in block.spans
        )

    @cached_property
    def moved(self) -> frozenset[int]:
        """The blocks that do not stand where they stood: the fewest that explain the order."""
        firsts = [block.spans[0].start if block.spans else 0 for block in self.article.blocks]
        return frozenset(range(len(firsts))) - frozenset(_longest_rising(firsts))

    @cached_property
    def seams(self) -> list[Seam]:
        """Where blocks were put together from parts that stand apart."""
        return [
            seam
            for at, block in enumerate(self.article.blocks)
            if len(block.spans) > 1
            for seam in _seams(at, block.text, block.spans, self.article.raw.text)
        ]

    def line_of(self, raw_offset: int) -> int:
        """The line that holds a raw offset."""
        return max(0, bisect_right(self.lines, raw_offset) - 1)

    def line(self, number: int) -> Span:
        """The raw offsets of a line, its line end left out."""
        starts = self.lines
        if number + 1 < len(starts):
            return Span(starts[number], starts[number + 1] - 1)
        return Span(starts[number], len(self.article.raw.text))

    def segments_in(self, span: Span) -> Iterator[Segment]:
        """The segments that touch a span, in order."""
        at = max(0, bisect_right(self.segments, (span.start,)) - 1)
        for segment in self.segments[at:]:
            if segment.start >= span.end:
                return
            if segment.end > span.start:
                yield segment

    def block_at(self, raw_offset: int) -> int | None:
        """The block that holds a raw offset, or the first one behind it; None behind the last."""
        ends = [segment.end for segment in self.segments]
        at = bisect_right(ends, raw_offset)
        return self.segments[at].block if at < len(self.segments) else None

    def raw_offset(self, block: int, offset: int) -> int:
        """The raw offset of a clean offset."""
        if not self.article.blocks:
            return 0
        held = self.article.blocks[block]
        positions = raw_positions(held, self.article.raw.text)
        return positions[min(offset, len(positions) - 1)]

    def repairs_in(self, span: Span) -> Iterator[Span]:
        """White space inside a span that the clean text does not have."""
        starts = self._repair_starts
        at = max(0, bisect_left(starts, span.start) - 1)
        for repair in self._repairs[at:]:
            if repair.start >= span.end:
                return
            if repair.end > span.start:
                yield Span(max(repair.start, span.start), min(repair.end, span.end))

    @cached_property
    def _repairs(self) -> list[Span]:
        return sorted(Span(repair.start, repair.end) for repair in self.article.repairs)

    @cached_property
    def _repair_starts(self) -> list[int]:
        return [repair.start for repair in self._repairs]


def _seams(at: int, text: str, spans: Sequence[Span], raw: str) -> Iterator[Seam]:
    offset = 0
    for before, after in pairwise(spans):
        wanted = sum(not char.isspace() for char in raw[before.start : before.end])
        while wanted and offset < len(text):
            wanted -= not text[offset].isspace()
            offset += 1
        if raw[before.end : after.start].strip() or after.start < before.end:
            yield Seam(at, offset, before.end, after.start)


def _longest_rising(values: Iterable[int]) -> list[int]:
    """The indices of a longest rising subsequence (patience sorting)."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for at, value in enumerate(values):
        place = bisect_left(tails, value)
        previous.append(last[place - 1] if place else -1)
        if place == len(tails):
            tails.append(value)
            last.append(at)
        else:
            tails[place], last[place] = value, at
    found: list[int] = []
    at = last[-1] if last else -1
    while at >= 0:
        found.append(at)
        at = previous[at]
    return found[::-1]
