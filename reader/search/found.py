"""Documents found in a segment, and how such sets are joined: whole arrays at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search.leaf import Leaf

_SEARCH_BELOW = 16  # look up the shorter list in the longer one if it is so much shorter


Documents = NDArray[np.uint32]
"""Documents of a segment, ascending."""


class Found(NamedTuple):
    """Documents of a segment, ascending, with the score and the number of matches of each."""

    documents: Documents
    scores: NDArray[np.float32]
    counts: NDArray[np.int64]


def every(leaf: Leaf) -> Found:
    """Every document of a segment."""
    return unscored(np.arange(leaf.size, dtype=np.uint32))


def unscored(documents: NDArray[np.uint32], counts: NDArray[np.int64] | None = None) -> Found:
    """Documents without a score, and without matches unless there are `counts`."""
    size = len(documents)
    if counts is None:
        counts = np.zeros(size, np.int64)
    return Found(documents, np.zeros(size, np.float32), counts)


def chosen(found: Found, mask: NDArray[np.bool_]) -> Found:
    """Those where `mask` is true."""
    return Found(found.documents[mask], found.scores[mask], found.counts[mask])


def meet(one: Found, other: Found) -> Found:
    """Documents in both; scores and counts add up."""
    if len(one.documents) > len(other.documents):
        one, other = other, one
    at, both = _places(one.documents, other.documents)
    return Found(
        one.documents[both],
        one.scores[both] + other.scores[at],
        one.counts[both] + other.counts[at],
    )


def added(one: Found, other: Found) -> Found:
    """The same documents twice; scores and counts add up."""
    return Found(one.documents, one.scores + other.scores, one.counts + other.counts)


def in_all(lists: Sequence[NDArray[np.uint32]], size: int) -> list[NDArray[np.intp]]:
    """Where in each list the documents stand that are in all; `size` is more than any of them."""
    shared, *others = sorted(lists, key=len)
    for documents in others:
        shared = documents.take(_among(documents, shared, size))
    return [_among(documents, shared, size) for documents in lists]


def _among(
    documents: NDArray[np.uint32], wanted: NDArray[np.uint32], size: int
) -> NDArray[np.intp]:
    table = np.zeros(size, np.bool_)
    table[wanted] = True
    return table.take(documents).nonzero()[0]


def _places(
    few: NDArray[np.uint32], many: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Which of `few` are in `many`, and where there."""
    if not len(few):
        return np.empty(0, np.int64), np.empty(0, np.bool_)
    if len(few) * _SEARCH_BELOW < len(many):
        at = many.searchsorted(few)
        at[at == len(many)] = 0
        both = many[at] == few
    else:
        table = np.full(int(max(few[-1], many[-1])) + 1, -1, np.int32)
        table[many] = np.arange(len(many), dtype=np.int32)
        at = table[few].astype(np.intp)
        both = at >= 0
    return at[both], both


def join(one: Found, other: Found) -> Found:
    """Documents in either; scores and counts add up."""
    if not len(one.documents) or not len(other.documents):
        return one if len(one.documents) else other
    size = int(max(one.documents[-1], other.documents[-1])) + 1
    held = np.zeros(size, np.bool_)
    scores = np.zeros(size, np.float32)
    counts = np.zeros(size, np.int64)
    for found in (one, other):
        held[found.documents] = True
        scores[found.documents] += found.scores
        counts[found.documents] += found.counts
    documents = np.flatnonzero(held)
    return Found(documents.astype(np.uint32), scores[documents], counts[documents])


def less(one: Found, other: Found) -> Found:
    """The first without the second."""
    return chosen(one, np.isin(one.documents, other.documents, invert=True))


NOTHING = Found(np.empty(0, np.uint32), np.empty(0, np.float32), np.empty(0, np.int64))
"""No documents."""
