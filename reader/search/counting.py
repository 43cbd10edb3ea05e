"""Matches counted once each, where several parts of a query may match the same place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reader.search import figures
from reader.search.figures import Condition
from reader.search.leaf import Leaf
from reader.search.postings import Positions
from reader.search.query import FigureRange

Stretches = NDArray[np.uint64]
"""Stretches of text as numbers: the first position, and the number of symbols below it."""

_HALF = np.uint64(32)
_MOST = 6  # conditions whose shared rows are looked for: there are 2**6 ways to share some


def stretches(positions: Positions, sizes: int | NDArray[np.uint64]) -> Stretches:
    """What begins at `positions`, all of one size or each of its own."""
    return positions.astype(np.uint64) << _HALF | np.asarray(sizes, np.uint64)


def different(leaf: Leaf, found: Sequence[Stretches]) -> NDArray[np.int64]:
    """How many different stretches there are, for every document of a segment."""
    positions = (np.unique(np.concatenate(found)) >> _HALF).astype(np.uint32)
    return np.bincount(leaf.layout.document_at(positions), minlength=leaf.size)


def rows(leaf: Leaf, conditions: Sequence[Condition]) -> NDArray[np.int64]:
    """How many figures and persons answer a condition, for every document of a segment.

    What answers two is taken off once, what answers three is added again, and so on.
    """
    counts = np.zeros(leaf.size, np.int64)
    for size in range(1, len(conditions) + 1 if len(conditions) <= _MOST else 2):
        for chosen in combinations(conditions, size):
            if shared := reduce(_shared, chosen[1:], chosen[0]):
                documents, answering = figures.answers(leaf, shared)
                counts[documents] += answering if size % 2 else -answering
    return counts


def _shared(one: Condition | None, other: Condition) -> Condition | None:
    """The condition for a figure that answers both; None where there can be none."""
    if not isinstance(one, FigureRange) or not isinstance(other, FigureRange):
        return one if one == other else None
    named = {one.dimension, other.dimension} - {""}
    if one.type != other.type or len(named) > 1:
        return None
    low = max((each.low, each.low_open) for each in (one, other))
    high = min((each.high, not each.high_open) for each in (one, other))
    return replace(
        one,
        dimension="".join(named),
        low=low[0],
        low_open=low[1],
        high=high[0],
        high_open=not high[1],
    )
