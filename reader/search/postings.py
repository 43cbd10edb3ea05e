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


def sort_keys(symbols: NDArray[np.uint16], positions: Positions) -> SortKeys:
    """Sorted keys of all grams of `symbols`; a gram beginning with the separator is none."""
    begins = symbols[:-1] != 0
    parts = np.empty((int(begins.sum()), 4), "<u2")  # from the low end to the high one
    parts.view("<u4")[:, 0] = positions[:-1][begins]
    parts[:, 2] = symbols[1:][begins]
    parts[:, 3] = symbols[:-1][begins]
    keys = parts.view("<u8").reshape(-1)
    keys.sort()
    return keys


def encode(keys: SortKeys) -> tuple[Lists, Lists]:
    """The narrow and the wide lists of sorted `keys`, which must not be empty."""
    halves = keys.view("<u4")
    positions, grams = halves[::2], halves[1::2]
    starts = np.flatnonzero(np.concatenate(([True], grams[1:] != grams[:-1])))
    gaps = np.diff(positions, prepend=np.uint32(0))
    gaps[starts] = positions[starts]
    sizes = np.diff(np.append(starts, len(gaps)))
    narrow = sizes + np.add.reduceat(gaps // NARROW, starts, dtype=np.int64)
    wide = sizes + np.add.reduceat(gaps // WIDE, starts, dtype=np.int64)
    is_narrow = 2 * narrow < 3 * wide
    members = np.repeat(is_narrow, sizes)
    return (
        Lists(grams[starts[is_narrow]], narrow[is_narrow], _units(gaps[members], NARROW)),
        Lists(grams[starts[~is_narrow]], wide[~is_narrow], _units(gaps[~members], WIDE)),
    )


def _units(gaps: Positions, filler: int) -> NDArray[np.uint32]:
    fillers = gaps // filler
    if not fillers.any():
        return gaps
    ends = np.cumsum(fillers + np.uint32(1), dtype=np.int64)
    units = np.full(int(ends[-1]), filler, np.uint32)
    units[ends - 1] = gaps % filler
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
