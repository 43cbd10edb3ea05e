"""Which strings stand near which: positions against positions, whole arrays at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reader.search.leaf import Leaf
from reader.search.postings import Positions


def close(
    leaf: Leaf, ours: Positions, theirs: Positions, sizes: Sequence[int], distance: int
) -> NDArray[np.bool_]:
    """Which of `ours` have one of `theirs`, in the same document, at most `distance` away.

    What lies over one of `ours` is not beside it.
    """
    if not len(theirs):
        return np.zeros(len(ours), np.bool_)
    document_at = leaf.layout.document_at
    size, other_size = map(np.uint32, sizes)
    after = theirs.searchsorted(ours + size)
    before = (theirs + other_size).searchsorted(ours, "right") - 1
    close = np.zeros(len(ours), np.bool_)
    for at in (np.maximum(before, 0), np.minimum(after, len(theirs) - 1)):
        other = theirs[at]
        apart = other.astype(np.int64) - ours
        between = np.where(apart > 0, apart - size, -apart - other_size)
        near = (between >= 0) & (between <= distance)
        close |= near & (document_at(other) == document_at(ours))
    return close
