"""The figure table of a segment: which rows answer a condition, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reader.search.batch import PERSON, name_hash
from reader.search.leaf import FigureColumns, Leaf
from reader.search.query import FigureRange, Named

Condition = FigureRange | Named


def counts(leaf: Leaf, condition: Condition) -> NDArray[np.int64]:
    """For every document of a segment, how many of its rows answer the condition."""
    total = np.zeros(leaf.size, np.int64)
    for part in _parts(leaf, condition):
        documents = part.document[_answering(part, condition)]
        total += np.bincount(documents, minlength=leaf.size)
    return total


def places(leaf: Leaf, condition: Condition, document: int) -> Iterator[tuple[int, int, int]]:
    """Block, start and end of the rows of a document that answer the condition."""
    for part in _parts(leaf, condition):
        first, last = part.document.searchsorted(np.array([document, document + 1], np.uint32))
        mine = _cut(part, int(first), int(last))
        chosen = _answering(mine, condition)
        yield from zip(
            mine.block[chosen].tolist(),
            mine.start[chosen].tolist(),
            mine.end[chosen].tolist(),
            strict=True,
        )


def _parts(leaf: Leaf, condition: Condition) -> Iterator[FigureColumns]:
    """The rows of every type that is asked for; in each the documents ascend."""
    table = leaf.figures
    if isinstance(condition, FigureRange) and not condition.type:
        wanted = np.unique(table.type)
        wanted = wanted[wanted != _hash(PERSON)]
    else:
        kind = PERSON if isinstance(condition, Named) else condition.type
        wanted = np.array([_hash(kind)])
    for first, last in zip(
        table.type.searchsorted(wanted), table.type.searchsorted(wanted, "right"), strict=True
    ):
        yield _cut(table, int(first), int(last))


def _cut(table: FigureColumns, first: int, last: int) -> FigureColumns:
    return FigureColumns._make(column[first:last] for column in table)


def _answering(part: FigureColumns, condition: Condition) -> NDArray[np.bool_]:
    if isinstance(condition, Named):
        return part.unit == _hash(condition.name)
    return _overlapping(part, condition)


def _overlapping(table: FigureColumns, node: FigureRange) -> NDArray[np.bool_]:
    least, most = (table.low, table.high) if node.type == "date" else (table.high, table.low)
    above = least > node.low if node.low_open else least >= node.low
    chosen = above & (most < node.high if node.high_open else most <= node.high)
    if node.unit:
        chosen &= table.unit == _hash(node.unit)
    return chosen


def _hash(name: str) -> np.uint64:
    return np.uint64(name_hash(name))
