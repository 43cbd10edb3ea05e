"""The figure table of a segment: which rows answer a condition, and where they stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reader.search.batch import PERSON, name_hash
from reader.search.leaf import FigureColumns, Leaf
from reader.search.query import FigureRange, Named


def rows_of(leaf: Leaf, node: FigureRange | Named) -> NDArray[np.int64]:
    """Rows of the figure table that a condition asks for, by document."""
    table = leaf.figures
    if isinstance(node, FigureRange) and not node.type:
        rows = np.flatnonzero(_overlapping(table, node) & (table.type != _hash(PERSON)))
        return rows[np.argsort(table.document[rows], kind="stable")]
    wanted = _hash(PERSON if isinstance(node, Named) else node.type)
    first, last = (int(table.type.searchsorted(wanted, side)) for side in ("left", "right"))
    part = FigureColumns(*(column[first:last] for column in table))
    if isinstance(node, Named):
        return np.flatnonzero(part.unit == _hash(node.name)) + first
    return np.flatnonzero(_overlapping(part, node)) + first


def _overlapping(table: FigureColumns, node: FigureRange) -> NDArray[np.bool_]:
    above = table.high > node.low if node.low_open else table.high >= node.low
    chosen = above & (table.low < node.high if node.high_open else table.low <= node.high)
    if node.unit:
        chosen &= table.unit == _hash(node.unit)
    return chosen


def _hash(name: str) -> np.uint64:
    return np.uint64(name_hash(name))
