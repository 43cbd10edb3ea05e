"""The figure table of a segment: which rows answer a condition, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reader.search.batch import PERSON, name_hash
from reader.search.leaf import FigureColumns, Leaf
from reader.search.query import FigureRange, Named

Condition = FigureRange | Named


def answers(leaf: Leaf, condition: Condition) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The documents of a segment with rows that answer, ascending, and how many rows in each."""
    first, last = _rows(leaf, condition)
    chosen = _answering(leaf, condition, first, last).nonzero()[0]
    rows = leaf.figures.document[first:last].take(chosen)
    is_first = np.empty(len(rows) + 1, np.bool_)
    is_first[0] = is_first[-1] = True
    np.not_equal(rows[1:], rows[:-1], out=is_first[1:-1])
    edges = is_first.nonzero()[0] if len(rows) else np.zeros(1, np.int64)
    return rows.take(edges[:-1]), edges[1:] - edges[:-1]


def places(leaf: Leaf, condition: Condition, document: int) -> Iterator[tuple[int, int, int]]:
    """Block, start and end of the rows of a document that answer the condition."""
    first, last = _rows(leaf, condition)
    bounds = np.array([document, document + 1], np.uint32)
    mine = leaf.figures.document[first:last].searchsorted(bounds) + first
    first, last = int(mine[0]), int(mine[1])
    table = leaf.figures
    for row in _answering(leaf, condition, first, last).nonzero()[0].tolist():
        at = first + row
        yield int(table.block[at]), int(table.start[at]), int(table.end[at])


def _rows(leaf: Leaf, condition: Condition) -> tuple[int, int]:
    """The rows of the type that is asked for; among them the documents ascend."""
    kind = _hash(PERSON if isinstance(condition, Named) else condition.type)
    types = leaf.figures.type
    return int(types.searchsorted(kind)), int(types.searchsorted(kind, "right"))


def _answering(leaf: Leaf, condition: Condition, first: int, last: int) -> NDArray[np.bool_]:
    table = leaf.figures
    if isinstance(condition, Named):
        return table.dimension[first:last] == _hash(condition.name)
    chosen = _overlapping(table, condition, first, last)
    if condition.dimension:
        chosen &= table.dimension[first:last] == _hash(condition.dimension)
    return chosen


def _overlapping(
    table: FigureColumns, node: FigureRange, first: int, last: int
) -> NDArray[np.bool_]:
    low, high = table.low[first:last], table.high[first:last]
    least, most = (low, high) if node.type == "date" else (high, low)
    if node.high == np.inf:
        return least > node.low if node.low_open else least >= node.low
    chosen = most < node.high if node.high_open else most <= node.high
    if node.low > -np.inf:
        chosen &= least > node.low if node.low_open else least >= node.low
    return chosen


def _hash(name: str) -> np.uint64:
    return np.uint64(name_hash(name))
