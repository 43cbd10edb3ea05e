"""Where documents lie in a segment, and what a string in them is worth.

Positions count symbols over the whole segment. A document begins at a multiple of 64
(`PAGE_BITS`), so one look-up of a position's page tells its document.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

_K1, _B = 1.2, 0.75
_TITLE_BONUS = np.float32(1.5)
PAGE_BITS = 6
"""Every document begins at a multiple of 64 positions, so that a position's page tells it."""

_PAGE_SHIFT = np.uint32(PAGE_BITS)


def page_starts(lengths: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The first page of every document, and the page after the last."""
    return np.concatenate(
        (np.zeros(1, np.int64), np.cumsum(-(-lengths.astype(np.int64) >> PAGE_BITS)))
    )


class Layout:
    """The places of the documents of a segment; one item a document, unless said otherwise."""

    def __init__(self, lengths: NDArray[np.uint32], heads: NDArray[np.uint32]) -> None:
        """`lengths` of documents and of the titles that they begin with, in symbols."""
        self.lengths = lengths
        self._heads = heads

    def warm(self) -> None:
        """Make what every search needs."""
        for name in ("document_of_page", "head_ends", "norms"):
            getattr(self, name)

    @cached_property
    def pages(self) -> NDArray[np.int64]:
        """First page of every document, and the page after the last."""
        return page_starts(self.lengths)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """First position of every document."""
        return self.pages[:-1] << PAGE_BITS

    @cached_property
    def head_ends(self) -> NDArray[np.uint32]:
        """The position where the title of every document ends."""
        return (self.starts + self._heads).astype(np.uint32)

    @cached_property
    def norms(self) -> NDArray[np.float32]:
        """BM25's normalisation of every document by its length."""
        mean = max(1.0, float(self.lengths.mean())) if len(self.lengths) else 1.0
        return (_K1 * (1 - _B + _B * self.lengths / mean)).astype(np.float32)

    @cached_property
    def document_of_page(self) -> NDArray[np.uint32]:
        """One item a page."""
        return np.repeat(np.arange(len(self.lengths), dtype=np.uint32), np.diff(self.pages))

    def document_at(self, positions: NDArray[np.uint32]) -> NDArray[np.uint32]:
        """The document of every position."""
        return self.document_of_page.take(positions >> _PAGE_SHIFT)

    def worth(
        self,
        documents: NDArray[np.uint32],
        counts: NDArray[np.int64],
        in_title: NDArray[np.bool_],
    ) -> NDArray[np.float32]:
        """What `counts` occurrences of a string are worth in each of `documents`.

        That is BM25 (Robertson and Zaragoza 2009) without the weight of the string, times a
        bonus for the documents that have it in the title.
        """
        frequency = counts.astype(np.float32)
        worth = self.norms.take(documents)
        worth += frequency
        np.divide(frequency, worth, out=worth)
        return np.multiply(worth, _TITLE_BONUS, out=worth, where=in_title)


def bm25_weight(holding: int, size: int) -> np.float32:
    """BM25's weight of a string that `holding` of `size` documents have."""
    return np.float32((_K1 + 1) * math.log1p((size - holding + 0.5) / (holding + 0.5)))


def first_of(order: NDArray[Any], limit: int) -> NDArray[np.int64]:
    """Indices of the smallest `limit` numbers, in order; equal ones as they stand."""
    if not 0 < limit < len(order):
        return order.argsort(kind="stable")[:limit]
    most = np.partition(order, limit - 1)[limit - 1]
    candidates = (order <= most).nonzero()[0]
    return candidates[order[candidates].argsort(kind="stable")][:limit]


def ties_of(order: NDArray[Any], limit: int) -> NDArray[np.int64]:
    """Indices of the smallest `limit` numbers, in order, and of all that equal the last."""
    if not 0 < limit < len(order):
        return first_of(order, limit)
    most = np.partition(order, limit - 1)[limit - 1]
    return first_of(order, int((order <= most).sum()))


def edges_of(numbers: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Where runs of equal numbers begin, and the end of the last."""
    changes = np.ones(len(numbers) + 1, np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:-1])
    return changes.nonzero()[0] if len(numbers) else np.zeros(1, np.int64)
