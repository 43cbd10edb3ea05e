"""The order of results: by score, date or title, within a segment and over all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice, repeat
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search.found import Found
from reader.search.layout import first_of, ties_of
from reader.search.leaf import Leaf
from reader.search.model import Sort
from reader.search.packing import tells_all, title_key

_Rank = tuple[float, int, int, float]
"""What sorts a document, the number of its segment, its number there, its score."""


class Place(NamedTuple):
    """A document: the number of its segment and its number there."""

    leaf: int
    document: int
    score: float


class Ranked(NamedTuple):
    """Documents in order, with the numbers that sort them (smallest first) and their scores."""

    order: NDArray[Any]
    documents: NDArray[np.uint32]
    scores: NDArray[np.float32]


def first(leaf: Leaf, found: Found, limit: int, sort: Sort) -> Ranked:
    """The first `limit` documents of a segment; of titles also what may yet be before them."""
    if not len(found.documents):
        return Ranked(found.scores, found.documents, found.scores)
    order = _order(leaf, found, sort)
    chosen = ties_of(order, limit) if sort == "title" else first_of(order, limit)
    return Ranked(order[chosen], found.documents[chosen], found.scores[chosen])


def best(leaves: Sequence[Leaf], firsts: Sequence[Ranked], limit: int, sort: Sort) -> list[Place]:
    """The first `limit` documents of all segments, from the first of each."""
    ranked: list[_Rank] = []
    for number, (order, documents, scores) in enumerate(firsts):
        ranked += zip(order.tolist(), repeat(number), documents.tolist(), scores.tolist())
    ranked.sort()
    if sort == "title":
        ranked = list(islice(_by_title(leaves, ranked), limit))
    return [Place(number, document, score) for _, number, document, score in ranked[:limit]]


def _by_title(leaves: Sequence[Leaf], ranked: list[_Rank]) -> Iterator[_Rank]:
    """The same with equal numbers in the order of the whole titles."""
    for order, tied in groupby(ranked, itemgetter(0)):
        same = list(tied)
        if len(same) > 1 and not tells_all(int(order)):
            keys = map(title_key, _titles(leaves, same))
            same = [rank for _, rank in sorted(zip(keys, same, strict=True))]
        yield from same


def _titles(leaves: Sequence[Leaf], ranked: list[_Rank]) -> Iterator[str]:
    for number, members in groupby(ranked, lambda rank: rank[1]):
        yield from leaves[number].titles(rank[2] for rank in members)


def _order(leaf: Leaf, found: Found, sort: Sort) -> NDArray[Any]:
    """Numbers by which to sort, smallest first: the latest date, and no date after all others."""
    if sort == "date":
        return -leaf.days[found.documents].astype(np.int64)
    if sort == "title":
        return leaf.title_order[found.documents]
    return -found.scores
