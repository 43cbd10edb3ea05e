"""Exact search for a string in a segment: intersection of shifted position lists.

A string of two or more symbols is covered by grams, the rarest first; each list, shifted
by the gram's place in the string, must hold the position where the string begins. That is
exact: no other text has these grams at these positions, and no gram crosses a passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search import champions as noted
from reader.search import folding
from reader.search.batch import FIELDS
from reader.search.folding import Symbols
from reader.search.layout import edges_of
from reader.search.leaf import Leaf
from reader.search.postings import Positions

_SEARCH_BELOW = 8  # look up the shorter list in the longer one if it is so much shorter

_LIST = 1 << 13  # what reading one more list costs, in units of a list


class Needle(NamedTuple):
    """A string as it is looked for: its symbols, their grams, whether a symbol is shared."""

    text: str
    symbols: Symbols
    grams: tuple[int, ...]
    shared: bool

    @property
    def term(self) -> int | None:
        """Its number among the terms that may have champions; None for a longer string."""
        if self.shared or len(self.grams) > 1:
            return None
        return self.grams[0] if self.grams else int(self.symbols[0])


@lru_cache(1024)
def needle(text: str) -> Needle:
    """The needle of a string."""
    symbols = folding.query_symbols(text)
    pairs = tuple(first << 16 | second for first, second in pairwise(symbols.tolist()))
    return Needle(text, symbols, pairs, folding.is_shared(symbols))


class Heads(NamedTuple):
    """Documents that hold a string, ascending: how often, and the position where it is first."""

    documents: NDArray[np.uint32]
    counts: NDArray[np.int64]
    first: Positions


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

    def heads(self) -> Heads:
        """Each document with its first occurrence."""
        return Heads(self.documents, self.counts(), self.positions.take(self.first[:-1]))

    def heads_of(self, chosen: NDArray[np.intp]) -> Heads:
        """The same of some of the documents, by their places in `documents`."""
        first = self.first.take(chosen)
        counts = self.first[1:].take(chosen) - first
        return Heads(self.documents.take(chosen), counts, self.positions.take(first))

    def within(self, document: int) -> Positions:
        """The positions in one document."""
        at = int(self.documents.searchsorted(np.uint32(document)))
        if at == len(self.documents) or self.documents[at] != document:
            return self.positions[:0]
        return self.positions[self.first[at] : self.first[at + 1]]


def find(leaf: Leaf, wanted: Needle, field: str = "") -> Occurrences:
    """All occurrences of `wanted`, in passages of `field` only if one is given."""
    positions = _many(leaf, wanted.grams) if wanted.grams else _one(leaf, wanted.symbols)
    if wanted.shared and len(positions):
        positions = _verified(leaf, positions, wanted.text)
    if field and len(positions):
        positions = positions[_in_field(leaf, positions, field)]
    return grouped(leaf, positions) if len(positions) else _NONE


def champions(leaf: Leaf, wanted: Needle) -> noted.Champions | None:
    """The best documents for `wanted` as noted when the segment was written; else None."""
    if wanted.term is None or len(leaf.deleted) > noted.FEW_DELETED:
        return None
    found = leaf.champions.find(wanted.term)
    if found is None or leaf.dead is None:
        return found
    counts = [len(places(each, wanted)) for each in leaf.deleted_symbols()]
    return noted.live(found, leaf.dead, counts)


def places(symbols: bytes, wanted: Needle) -> list[int]:
    """Where `wanted` stands in the symbols of a text (as bytes), in symbols from the first."""
    string = wanted.symbols.tobytes()
    found: list[int] = []
    at = symbols.find(string)
    while at >= 0:
        if not at % 2:
            found.append(at // 2)
        at = symbols.find(string, at + 1)
    return found


def grouped(leaf: Leaf, positions: Positions) -> Occurrences:
    """Sorted positions by document."""
    documents = leaf.layout.document_at(positions)
    first = edges_of(documents)
    return Occurrences(positions, documents[first[:-1]], first)


def _one(leaf: Leaf, symbols: Symbols) -> Positions:
    """A single symbol: all grams that begin with it."""
    low = int(symbols[0]) << 16
    positions = leaf.positions_between(low, low + (1 << 16))
    positions.sort()
    return positions


def _many(leaf: Leaf, grams: Sequence[int]) -> Positions:
    lists = leaf.lists(grams)
    if len(lists) < len(grams):
        return _NOWHERE
    if len(lists) == 1:
        return leaf.positions(lists[0])
    first, *others = _cover([each.end - each.start for each in lists])
    found = leaf.positions(lists[first])
    for at in others:
        shift = np.uint32((at - first) & 0xFFFFFFFF)  # what wraps around is in no list
        found = common(found + shift, leaf.positions(lists[at]))
        if not len(found):
            return _NOWHERE
        first = at
    return found - np.uint32(first)


def _cover(sizes: Sequence[int]) -> list[int]:
    """Grams that together hold every symbol of the string, to be read at least cost.

    The first and the last are among them, and of two neighbours at least one. The shortest
    list comes first.
    """
    ways: list[tuple[int, tuple[int, ...]]] = [
        (sizes[0], (0,))
    ]  # to hold all symbols up to those of this gram, with it
    for at in range(1, len(sizes)):
        cost, grams = min(ways[-2:])
        ways.append((cost + sizes[at] + _LIST, (*grams, at)))
    return sorted(ways[-1][1], key=sizes.__getitem__)


def common(one: Positions, other: Positions) -> Positions:
    """What two ascending lists have in common."""
    if len(one) > len(other):
        one, other = other, one
    if len(one) * _SEARCH_BELOW < len(other):
        at = other.searchsorted(one)
        return one[other.take(at, mode="clip") == one]
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
        offsets = positions[first:last] - leaf.layout.starts[number]
        windows = codes[offsets[:, None] + np.arange(len(wanted))]
        kept[first:last] = (windows == wanted).all(axis=1)
    return positions[kept]


_NOWHERE = np.empty(0, np.uint32)
_NONE = Occurrences(_NOWHERE, _NOWHERE, np.zeros(1, np.int64))
