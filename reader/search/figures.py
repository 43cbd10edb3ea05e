"""The figure table of a segment: which rows answer a condition, and where they stand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reader.search.batch import PERSON, name_hash
from reader.search.leaf import Leaf
from reader.search.query import FigureRange, Named


def rows_of(leaf: Leaf, node: FigureRange | Named) -> NDArray[np.int64]:
    """Rows of the figure table that a condition asks for."""
    types = leaf.figures["type"]
    if isinstance(node, FigureRange) and not node.type:
        return np.flatnonzero(_overlapping(leaf.figures, node) & (types != _hash(PERSON)))
    wanted = _hash(PERSON if isinstance(node, Named) else node.type)
    first, last = (int(types.searchsorted(wanted, side)) for side in ("left", "right"))
    rows = leaf.figures[first:last]
    if isinstance(node, Named):
        return np.flatnonzero(rows["unit"] == _hash(node.name)) + first
    return np.flatnonzero(_overlapping(rows, node)) + first


def _hash(name: str) -> np.uint64:
    return np.uint64(name_hash(name))


def _overlapping(rows: NDArray[np.void], node: FigureRange) -> NDArray[np.bool_]:
    above = rows["high"] > node.low if node.low_open else rows["high"] >= node.low
    below = rows["low"] < node.high if node.high_open else rows["low"] <= node.high
    chosen = above & below
    if node.unit:
        chosen &= rows["unit"] == _hash(node.unit)
    return chosen
