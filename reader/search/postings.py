"""Postings: where each gram stands, sorted, as gaps of 16 or 24 bits.

A gram is two neighbouring symbols as one 32-bit number, a posting is the position of its
first symbol. `sort key` is `gram << 32 | position`: one sort of a `uint64` array makes a
posting list of a text. A list is stored as gaps (the first from 0) in units of 16 bits
("narrow") or 24 ("wide"), whichever is shorter. The largest value of a unit is a filler:
it moves the position on and stands for no posting, so gaps of any size fit and a whole
range of lists is decoded by one cumulative sum.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint32]
Positions = NDArray[np.uint32]
SortKeys = NDArray[np.uint64]

NARROW, WIDE = 0xFFFF, 0xFFFFFF
"""The filler, and how far it moves the position, in each of the two widths."""


class Lists(NamedTuple):
    """Posting lists of one width: gram, number of units and the units, gram by gram."""

    keys: Keys
    lengths: NDArray[np.int64]
    units: NDArray[np.uint32]


def gather(symbols: NDArray[np.uint16], low: int, high: int) -> SortKeys:
    """Keys of the grams in `[low, high)`, not in order; `symbols` has one for each position.

    A gram that begins with the separator is none.
    """
    first, last = max(low >> 16, 1), (high - 1) >> 16
    if last < first:
        return np.empty(0, np.uint64)
    positions = (symbols[:-1] - np.uint16(first) <= last - first).nonzero()[0]
    parts = np.empty((len(positions), 4), "<u2")  # from the low end to the high one
    parts.view("<u4")[:, 0] = positions
    parts[:, 3] = symbols.take(positions)
    positions += 1
    parts[:, 2] = symbols.take(positions)
    keys = parts.view("<u8").reshape(-1)
    if not low & 0xFFFF and not high & 0xFFFF:
        return keys
    grams = keys >> np.uint64(32)
    return keys[(grams >= low) & (grams < high)]


def halves(keys: SortKeys) -> tuple[Keys, Positions]:
    """The grams and the positions of keys."""
    return (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)


def encode(keys: SortKeys) -> tuple[Lists, Lists]:
    """The narrow and the wide lists of sorted `keys`, which must not be empty."""
    grams, positions = halves(keys)
    starts = np.concatenate(([0], (grams[1:] != grams[:-1]).nonzero()[0] + 1))
    gaps = np.empty_like(positions)
    np.subtract(positions[1:], positions[:-1], out=gaps[1:])
    gaps[starts] = positions[starts]
    sizes = np.diff(starts, append=len(gaps))
    narrow = sizes + _summed(gaps // NARROW, starts)
    wide = sizes + _summed(gaps // WIDE, starts) if gaps.max() >= WIDE else sizes
    is_narrow = 2 * narrow < 3 * wide
    members = np.repeat(is_narrow, sizes)
    return (
        Lists(grams[starts[is_narrow]], narrow[is_narrow], _units(gaps[members], NARROW)),
        Lists(grams[starts[~is_narrow]], wide[~is_narrow], _units(gaps[~members], WIDE)),
    )


def _summed(numbers: NDArray[np.uint32], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The sum of each run of `numbers`; faster than `reduceat` where runs are short."""
    sums = numbers.cumsum(dtype=np.uint32)  # what wraps around comes right in the difference
    ends = np.append(starts[1:], len(numbers)) - 1
    return np.diff(sums[ends], prepend=np.uint32(0)).astype(np.int64)


def _units(gaps: Positions, filler: int) -> NDArray[np.uint32]:
    far = (gaps >= filler).nonzero()[0]
    if not len(far):
        return gaps
    fillers = np.zeros(len(gaps), np.int64)
    fillers[far] = gaps[far] // filler
    places = np.arange(len(gaps))
    places += fillers.cumsum()
    units = np.full(int(places[-1]) + 1, filler, np.uint32)
    units[places] = gaps % filler
    return units


def decode(units: NDArray[np.unsignedinteger], filler: int) -> Positions:
    """The positions of one list."""
    positions = units.cumsum(dtype=np.uint32)
    return positions if np.maximum.reduce(units) < filler else positions[units != filler]


def decode_many(lists: Lists, filler: int) -> Positions:
    """The positions of consecutive lists, one list after the other."""
    positions, is_posting = _absolute(lists), lists.units != filler
    return positions if is_posting.all() else positions[is_posting]


def decode_range(lists: Lists, filler: int) -> SortKeys:
    """The sort keys of consecutive lists, in the order they are stored."""
    keys = np.repeat(lists.keys.astype(np.uint64) << np.uint64(32), lists.lengths)
    keys |= _absolute(lists)
    return keys[lists.units != filler]


def _absolute(lists: Lists) -> Positions:
    """The position that every unit leads to, fillers among them."""
    sums = np.cumsum(lists.units, dtype=np.uint32)
    if len(lists.lengths) > 1:
        ends = np.cumsum(lists.lengths)
        bases = np.zeros(len(ends), np.uint32)
        bases[1:] = sums[ends[:-1] - 1]
        sums -= np.repeat(bases, lists.lengths)
    return sums


def pack_wide(units: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """24-bit little-endian units as bytes."""
    return units.astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3].reshape(-1)


WIDE_END = np.zeros(1, np.uint8)
"""What has to follow the last packed unit: four bytes are read for three."""


def overlapping(packed: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """A view of packed units, WIDE_END after them, whose lowest 24 bits are the units."""
    return np.ndarray(((len(packed) - 1) // 3,), "<u4", packed, 0, (3,))
