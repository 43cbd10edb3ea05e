"""Documents found in a segment, and how such sets are joined: whole arrays at a time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search.leaf import Leaf


class Found(NamedTuple):
    """Documents of a segment, ascending, with the score and the number of matches of each."""

    documents: NDArray[np.uint32]
    scores: NDArray[np.float32]
    counts: NDArray[np.int64]


def every(leaf: Leaf) -> Found:
    """Every document of a segment."""
    return unscored(np.arange(leaf.size, dtype=np.uint32))


def unscored(documents: NDArray[np.uint32]) -> Found:
    """Documents that no string was looked for in."""
    size = len(documents)
    return Found(documents, np.zeros(size, np.float32), np.zeros(size, np.int64))


def chosen(found: Found, mask: NDArray[np.bool_]) -> Found:
    """Those where `mask` is true."""
    return Found(found.documents[mask], found.scores[mask], found.counts[mask])


def meet(one: Found, other: Found) -> Found:
    """Documents in both; scores and counts add up."""
    _, ours, theirs = np.intersect1d(
        one.documents, other.documents, assume_unique=True, return_indices=True
    )
    return Found(
        one.documents[ours],
        one.scores[ours] + other.scores[theirs],
        one.counts[ours] + other.counts[theirs],
    )


def join(one: Found, other: Found) -> Found:
    """Documents in either; scores and counts add up."""
    documents = np.union1d(one.documents, other.documents)
    scores = np.zeros(len(documents), np.float32)
    counts = np.zeros(len(documents), np.int64)
    for found in (one, other):
        at = documents.searchsorted(found.documents)
        scores[at] += found.scores
        counts[at] += found.counts
    return Found(documents, scores, counts)


def less(one: Found, other: Found) -> Found:
    """The first without the second."""
    return chosen(one, np.isin(one.documents, other.documents, invert=True))
