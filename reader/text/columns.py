"""The measure of the column each line was set in, told from the widths of its neighbours."""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress, pairwise

from reader.text.lines import Line

REACH = 6
_STRETCH = 240  # lines that are looked at together; with those around, less than 256
_NARROWEST, _WIDEST = 6.0, 60.0  # paragraphs that were not wrapped may be of one length too
_LEAST_VOTES, _SLACK = 3, 1e-6
# What a line says for a width: that it is full, that it is the first of a paragraph, nothing,
# that it is wider; in twelfths of a vote, and three more, so that none is below zero.
_FOR, _FIRST, _SILENT, _AGAINST = 15, 7, 3, 0
# What it counts, by its distance: 1 / (2 + distance), in parts of 840; digits of 16 bits.
_WEIGHTS = sum(840 // (2 + abs(k - REACH)) << 16 * k for k in range(2 * REACH + 1))
_ONES = sum(1 << 8 * k for k in range(2 * REACH + 1))
_ITSELF = 16  # beside its vote, for a line that is as wide as the width that is tried
_ABLE = bytes(n >= _ITSELF and n % _ITSELF >= _LEAST_VOTES for n in range(256))
_LEAST_FULL = 0.3
# Newspapers set all marks but those that end a sentence to half an em, or none.
_HALF_SET = re.compile("[，、；：“”‘’（）《》]")
_HALF, _FULL, _LEAST_PAIRS = 0.5, 2.6, 12


def measures(lines: Sequence[Line]) -> list[float]:
    """For every line the width in em of a full line around it, 0.0 where none shows.

    A measure is a width that several lines nearby share; the first line of a paragraph,
    two em shorter, speaks for it too. Text that was not set in columns has none.
    """
    widths = [line.width for line in lines]
    found: list[float] = []
    for start in range(0, len(widths), _STRETCH):
        low, end = max(0, start - REACH), min(len(widths), start + _STRETCH)
        near = _measures(widths[low : end + REACH])
        found += near[start - low : end - low]
    full = sum(abs(w - m) <= _near(m) for w, m in zip(widths, found, strict=True) if m)
    return found if full > _LEAST_FULL * len(lines) else [0.0] * len(lines)


def _near(measure: float) -> float:
    return max(0.6, measure * 0.035)


def _measures(widths: Sequence[float]) -> list[float]:
    """The measures of at most 255 lines.

    Every width is tried as the measure of all lines at once: the product of two long numbers,
    whose digits are what each line says for that width and what lines so far away count, has
    for its digits the sums.
    """
    kinds = sorted(set(widths))
    codes = bytes(map({width: code for code, width in enumerate(kinds)}.__getitem__, widths))
    found, best = [0.0] * len(widths), _around(bytes([_SILENT]) * len(widths))
    for width in kinds[bisect_left(kinds, _NARROWEST) : bisect_right(kinds, _WIDEST)]:
        near = _near(width) + _SLACK
        votes = bytearray(256)
        full = slice(bisect_left(kinds, width - near), bisect_right(kinds, width + near))
        votes[full] = b"\1" * (full.stop - full.start)
        votes[kinds.index(width)] += _ITSELF
        able = _votes_around(codes.translate(votes)).translate(_ABLE)
        if 1 not in able:
            continue
        says = bytearray([_SILENT]) * 256
        says[bisect_right(kinds, width + near + 0.5) :] = bytes([_AGAINST]) * 256
        first = slice(bisect_left(kinds, width - 2 - near), bisect_right(kinds, width - 2 + near))
        says[first] = bytes([_FIRST]) * (first.stop - first.start)
        says[full] = bytes([_FOR]) * (full.stop - full.start)
        sums = _around(codes.translate(says[:256]))
        for i in compress(range(len(widths)), able):
            if sums[i] > best[i]:
                found[i], best[i] = width, sums[i]
    return found


def _around(says: bytes) -> array[int]:
    """For every line the weighed sum of what it and those around it say."""
    digits = bytearray(2 * len(says))
    digits[::2] = says
    sums = int.from_bytes(digits, "little") * _WEIGHTS
    found = array("H", (sums >> 16 * REACH).to_bytes(2 * (len(says) + REACH), "little"))
    if sys.byteorder == "big":
        found.byteswap()
    return found[: len(says)]


def _votes_around(votes: bytes) -> bytes:
    """For every line the plain sum of its vote and of those around it."""
    sums = int.from_bytes(votes, "little") * _ONES
    return (sums >> 8 * REACH).to_bytes(len(votes) + REACH, "little")[: len(votes)]


def set_tight(lines: Sequence[Line], measures: Sequence[float]) -> list[Line] | None:
    """The lines with inner marks counted at half an em; None where they were set full.

    Of two full lines one under the other the one with more marks then counts as wider, though both
    were set to the same width: by half an em a mark.
    """
    marks = [len(_HALF_SET.findall(line.chars)) if m else 0 for line, m in
             zip(lines, measures, strict=True)]  # fmt: skip
    wider = pairs = 0.0
    for i, (a, b) in enumerate(pairwise(lines)):
        near = measures[i] and abs(a.width - measures[i]) < _FULL
        near = near and abs(b.width - measures[i]) < _FULL
        if near and marks[i] != marks[i + 1]:
            wider += (a.width - b.width) * (marks[i] - marks[i + 1])
            pairs += (marks[i] - marks[i + 1]) ** 2
    if pairs < _LEAST_PAIRS or wider < pairs * _HALF / 2:
        return None
    return [
        replace(line, width=line.width - _HALF * count) if count else line
        for line, count in zip(lines, marks, strict=True)
    ]
