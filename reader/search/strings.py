"""Exact search for a string in a segment: intersection of shifted position lists.

A string of two or more symbols is covered by grams, the rarest first; each list, shifted
by the gram's place in the string, must hold the position where the string begins. That is
exact: no other text has these grams at these positions, and no gram crosses a passage.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search import folding
from reader.search.batch import FIELDS
from reader.search.folding import Symbols
from reader.search.leaf import Leaf, grams
from reader.search.postings import Positions

_SEARCH_BELOW = 16  # look up the shorter list in the longer one if it is so much shorter


class Occurrences(NamedTuple):
    """Where a string stands in a segment.

    `positions` of its first symbol, ascending; `documents` that hold it (live ones and
    deleted ones), ascending; `first` index in `positions` of each document's first
    occurrence, and one more for the end.
    """

    positions: Positions
    documents: NDArray[np.uint32]
    first: NDArray[np.int64]

    def counts(self) -> NDArray[np.int64]:
        """Occurrences in each document."""
        return self.first[1:] - self.first[:-1]

    def within(self, document: int) -> Positions:
        """The positions in one document."""
        at = int(self.documents.searchsorted(np.uint32(document)))
        if at == len(self.documents) or self.documents[at] != document:
            return self.positions[:0]
        return self.positions[self.first[at] : self.first[at + 1]]


def find(leaf: Leaf, symbols: Symbols, field: str = "", text: str = "") -> Occurrences:
    """All occurrences of `symbols`, in passages of `field` only if one is given.

    `text` is what `symbols` were folded from; it is needed where symbols are shared.
    """
    positions = _one(leaf, symbols) if len(symbols) == 1 else _many(leaf, symbols)
    if len(positions) and folding.is_shared(symbols):
        positions = _verified(leaf, positions, text)
    if field:
        positions = positions[_in_field(leaf, positions, field)]
    return grouped(leaf, positions)


def grouped(leaf: Leaf, positions: Positions) -> Occurrences:
    """Sorted positions by document."""
    documents = leaf.document_at(positions)
    is_first = np.empty(len(documents) + 1, np.bool_)
    is_first[0] = is_first[-1] = True
    np.not_equal(documents[1:], documents[:-1], out=is_first[1:-1])
    first = is_first.nonzero()[0] if len(documents) else np.zeros(1, np.int64)
    return Occurrences(positions, documents[first[:-1]], first)


def _one(leaf: Leaf, symbols: Symbols) -> Positions:
    """A single symbol: all grams that begin with it."""
    low = int(symbols[0]) << 16
    positions = leaf.positions_between(low, low + (1 << 16))
    positions.sort()
    return positions


def _many(leaf: Leaf, symbols: Symbols) -> Positions:
    numbers = grams(symbols)
    lists = leaf.lists(numbers)
    if len(lists) < len(numbers):
        return np.empty(0, np.uint32)
    found: Positions | None = None
    for at in _cover([each.cost() for each in lists]):
        positions = leaf.positions(lists[at])
        if at:
            positions = positions[int(positions.searchsorted(np.uint32(at))) :] - np.uint32(at)
        found = positions if found is None else _common(found, positions)
        if not len(found):
            break
    assert found is not None
    return found


def _cover(costs: list[int]) -> list[int]:
    """Grams that together hold every symbol of the string, the cheapest first."""
    covered = [False] * (len(costs) + 1)
    chosen: list[int] = []
    for at in sorted(range(len(costs)), key=costs.__getitem__):
        if not (covered[at] and covered[at + 1]):
            covered[at] = covered[at + 1] = True
            chosen.append(at)
    return chosen


def _common(one: Positions, other: Positions) -> Positions:
    """What two ascending lists have in common."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) * _SEARCH_BELOW < len(other):
        at = other.searchsorted(one)
        at[at == len(other)] = 0
        return one[other[at] == one]
    both = np.concatenate((one, other))
    both.sort()
    return both[:-1][both[1:] == both[:-1]]


def _in_field(leaf: Leaf, positions: Positions, field: str) -> NDArray[np.bool_]:
    passages = leaf.passage_starts.searchsorted(positions, "right") - 1
    return leaf.fields[passages] == FIELDS.index(field)  # type: ignore[arg-type]


def _verified(leaf: Leaf, positions: Positions, text: str) -> Positions:
    """Positions where the text itself agrees, not only its symbols."""
    folded = folding.fold(text)
    wanted = folding.full_fold(text)[folded.kept]
    occurrences = grouped(leaf, positions)
    kept = np.zeros(len(positions), np.bool_)
    for number, first, last in zip(
        occurrences.documents.tolist(), occurrences.first[:-1], occurrences.first[1:], strict=True
    ):
        displayed = leaf.text(number)
        codes = folding.full_fold(displayed)[folding.fold(displayed).kept]
        offsets = positions[first:last] - leaf.starts[number]
        windows = codes[offsets[:, None] + np.arange(len(wanted))]
        kept[first:last] = (windows == wanted).all(axis=1)
    return positions[kept]
