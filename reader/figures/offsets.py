"""Clean offsets to raw offsets, quickly: by runs between white space, not by characters."""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.article import Block, Span

_RUN = re.compile(r"\S+")


class RawMap:
    """Maps clean offsets of one block to raw ones, as `reader.article.raw_positions` does."""

    __slots__ = ("_clean_before", "_clean_starts", "_raw_before", "_raw_starts", "_shift")

    def __init__(self, block: Block, raw: str) -> None:
        self._shift = _plain_shift(block, raw)
        if self._shift is not None:
            return
        runs = [m.span() for span in block.spans for m in _RUN.finditer(raw, span.start, span.end)]
        self._raw_starts, self._raw_before = _tables(runs)
        self._clean_starts, self._clean_before = _tables(
            [m.span() for m in _RUN.finditer(block.text)]
        )

    def span(self, start: int, end: int) -> Span:
        """The raw span from the first to the last of the clean characters `[start, end)`.

        Both must be characters other than white space. Where the block goes on further up
        in the raw text, the span reaches from the one to the other all the same.
        """
        if self._shift is not None:
            return Span(start + self._shift, end + self._shift)
        first, last = self._raw(start), self._raw(end - 1)
        return Span(min(first, last), max(first, last) + 1)

    def _raw(self, clean: int) -> int:
        run = bisect_right(self._clean_starts, clean) - 1
        ordinal = self._clean_before[run] + clean - self._clean_starts[run]
        run = bisect_right(self._raw_before, ordinal) - 1
        return self._raw_starts[run] + ordinal - self._raw_before[run]


def _plain_shift(block: Block, raw: str) -> int | None:
    """How far a block lies from its raw text where both are the same characters; else None."""
    if len(block.spans) != 1:
        return None
    start, end = block.spans[0]
    return start if end - start == len(block.text) and raw.startswith(block.text, start) else None


def _tables(runs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """For each run its start, and how many characters lie in the runs before it."""
    starts: list[int] = []
    before: list[int] = []
    total = 0
    for start, end in runs:
        starts.append(start)
        before.append(total)
        total += end - start
    return starts, before
