"""Evaluating a query over the segments of an index: documents, scores, totals, matches.

Everything works on whole arrays of documents and positions. The score is BM25 (Robertson
and Zaragoza 2009, k1 = 1.2, b = 0.75) over occurrences of the strings, times a bonus for
strings that stand in the title.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reader.search import figures, folding, strings
from reader.search.found import Found, chosen, every, join, less, meet, unscored
from reader.search.leaf import BM25_K1, Leaf
from reader.search.model import Sort
from reader.search.patterns import Matcher
from reader.search.postings import Positions
from reader.search.query import (
    Both,
    Either,
    FigureRange,
    Named,
    Near,
    Node,
    Pattern,
    Phrase,
    Published,
)
from reader.search.strings import Occurrences

_TITLE_BONUS = 1.5
_Kind = TypeVar("_Kind", bound=Node)


class Place(NamedTuple):
    """A document: the number of its segment and its number there."""

    leaf: int
    document: int
    score: float


Span = tuple[int, int]
"""A match in a document: start and end in symbols from the document's first."""


class FigureSpan(NamedTuple):
    """A match that is a key figure or a person: clean offsets in a block."""

    block: int
    start: int
    end: int


class Evaluation:
    """One query over the segments. What strings were found stays for the matches."""

    def __init__(self, leaves: Sequence[Leaf], node: Node) -> None:
        self.leaves = leaves
        self._node = node
        self._occurrences: dict[tuple[int, Phrase], Occurrences] = {}
        self._rarity: dict[Phrase, float] = {}
        self._pairs: dict[tuple[int, Near], tuple[Occurrences, Occurrences]] = {}
        self._patterns: dict[tuple[int, Pattern], dict[int, list[Span]]] = {}
        self._matcher = Matcher()
        self._found = [
            self._live_only(number, self._evaluate(number, node)) for number in range(len(leaves))
        ]

    @property
    def total(self) -> int:
        """Documents."""
        return sum(len(found.documents) for found in self._found)

    @property
    def occurrences(self) -> int:
        """Matches in all of them."""
        return sum(int(found.counts.sum()) for found in self._found)

    def best(self, limit: int, sort: Sort) -> list[Place]:
        """The first `limit` documents in the order that `sort` names."""
        ranked: list[tuple[Any, Place]] = []
        for number, found in enumerate(self._found):
            order = _order(self.leaves[number], found, sort)
            first = _first(order, limit)
            rows = zip(
                order[first].tolist(),
                found.documents[first].tolist(),
                found.scores[first].tolist(),
                strict=True,
            )
            ranked.extend((rank, Place(number, document, score)) for rank, document, score in rows)
        ranked.sort()
        return [place for _, place in ranked[:limit]]

    def spans(self, place: Place) -> list[Span]:
        """The matches of strings and patterns in a document, in reading order."""
        leaf = self.leaves[place.leaf]
        start = int(leaf.starts[place.document])
        spans: set[Span] = set()
        found = [
            *((phrase, self._of(place.leaf, phrase)) for phrase in _nodes(self._node, Phrase)),
            *self._near_pairs(place.leaf),
        ]
        for phrase, occurrences in found:
            size = len(folding.query_symbols(phrase.text))
            places = (occurrences.within(place.document) - np.uint32(start)).tolist()
            spans.update((at, at + size) for at in places)
        for pattern in _nodes(self._node, Pattern):
            places = self._patterns[place.leaf, pattern].get(place.document, ())
            spans.update(places)
        return sorted(spans)

    def _near_pairs(self, number: int) -> Iterator[tuple[Phrase, Occurrences]]:
        for near in _nodes(self._node, Near):
            yield from zip((near.left, near.right), self._pairs[number, near], strict=True)

    def figure_spans(self, place: Place) -> list[FigureSpan]:
        """The key figures and persons of a document that the query asks for."""
        leaf = self.leaves[place.leaf]
        conditions = [*_nodes(self._node, FigureRange), *_nodes(self._node, Named)]
        found = (figures.places(leaf, each, place.document) for each in conditions)
        return sorted({FigureSpan(*at) for each in found for at in each})

    @property
    def stopped(self) -> bool:
        """Whether a pattern took too long, so that the totals are not complete."""
        return self._matcher.stopped

    def _live_only(self, number: int, found: Found) -> Found:
        dead = self.leaves[number].dead
        return found if dead is None else chosen(found, ~dead[found.documents])

    def _evaluate(self, number: int, node: Node) -> Found:  # noqa: PLR0911 - one a kind of node
        """The documents of one segment that `node` asks for, deleted ones among them."""
        match node:
            case Phrase():
                return self._phrase(number, node)
            case Both():
                return self._both(number, node)
            case Either():
                return reduce(join, (self._evaluate(number, part) for part in node.parts))
            case Near():
                return self._near(number, node)
            case Pattern():
                return self._pattern(number, node)
            case FigureRange() | Named():
                return self._figures(number, node)
            case Published():
                return self._published(number, node)

    def _phrase(self, number: int, node: Phrase) -> Found:
        leaf, occurrences = self.leaves[number], self._of(number, node)
        documents, counts = occurrences.documents, occurrences.counts()
        frequency = counts.astype(np.float32)
        scores = frequency / (frequency + leaf.norms.take(documents))
        scores *= np.float32((BM25_K1 + 1) * self._idf(node))
        first = occurrences.positions.take(occurrences.first[:-1])
        scores[first < leaf.head_ends.take(documents)] *= _TITLE_BONUS
        return Found(documents, scores.astype(np.float32, copy=False), counts)

    def _of(self, number: int, phrase: Phrase) -> Occurrences:
        key = number, phrase
        if key not in self._occurrences:
            symbols = folding.query_symbols(phrase.text)
            self._occurrences[key] = strings.find(
                self.leaves[number], symbols, phrase.field or "", phrase.text
            )
        return self._occurrences[key]

    def _idf(self, phrase: Phrase) -> float:
        if phrase not in self._rarity:
            holding = sum(len(self._of(n, phrase).documents) for n in range(len(self.leaves)))
            size = sum(leaf.size for leaf in self.leaves)
            self._rarity[phrase] = float(np.log1p((size - holding + 0.5) / (holding + 0.5)))
        return self._rarity[phrase]

    def _both(self, number: int, node: Both) -> Found:
        parts = [self._evaluate(number, part) for part in node.parts]
        found = reduce(meet, parts) if parts else every(self.leaves[number])
        for part in node.without:
            found = less(found, self._evaluate(number, part))
        return found

    def _near(self, number: int, node: Near) -> Found:
        leaf = self.leaves[number]
        left, right = (self._of(number, each).positions for each in (node.left, node.right))
        sizes = [len(folding.query_symbols(each.text)) for each in (node.left, node.right)]
        pairs = (
            strings.grouped(leaf, left[_close(leaf, left, right, sizes, node.distance)]),
            strings.grouped(leaf, right[_close(leaf, right, left, sizes[::-1], node.distance)]),
        )
        self._pairs[number, node] = pairs
        found = meet(*(unscored(pair.documents, pair.counts()) for pair in pairs))
        return Found(found.documents, _few(found.counts), found.counts)

    def _pattern(self, number: int, node: Pattern) -> Found:
        leaf = self.leaves[number]
        candidates = Both(tuple(Phrase(text, node.field) for text in node.literals))
        spans = {
            document: found
            for document in self._live_only(
                number, self._both(number, candidates)
            ).documents.tolist()
            if (found := self._matcher.spans(node, leaf, document))
        }
        counts = np.array([len(found) for found in spans.values()], np.int64)
        self._patterns[number, node] = spans
        return Found(np.array(list(spans), np.uint32), _few(counts), counts)

    def _figures(self, number: int, node: FigureRange | Named) -> Found:
        documents, counts = figures.answers(self.leaves[number], node)
        return Found(documents, _few(counts), counts)

    def _published(self, number: int, node: Published) -> Found:
        days = self.leaves[number].days
        documents = np.flatnonzero((days >= node.first) & (days <= node.last)).astype(np.uint32)
        return unscored(documents)


def _few(counts: NDArray[np.int64]) -> NDArray[np.float32]:
    """A score of matches whose rarity is not known: more are better, ever less so."""
    return np.log1p(counts).astype(np.float32)


def _order(leaf: Leaf, found: Found, sort: Sort) -> NDArray[Any]:
    """Numbers by which to sort, smallest first."""
    if sort == "date":
        return -leaf.days[found.documents]
    if sort == "title":
        return leaf.title_order[found.documents]
    return -found.scores


def _first(order: NDArray[Any], limit: int) -> NDArray[np.int64]:
    """Indices of the smallest `limit` numbers, in order; equal ones as they stand."""
    if not 0 < limit < len(order):
        return order.argsort(kind="stable")[:limit]
    candidates = (order <= np.partition(order, limit - 1)[limit - 1]).nonzero()[0]
    return candidates[order[candidates].argsort(kind="stable")][:limit]


def _close(
    leaf: Leaf, ours: Positions, theirs: Positions, sizes: Sequence[int], distance: int
) -> NDArray[np.bool_]:
    """Which of `ours` have one of `theirs`, in the same document, at most `distance` away."""
    if not len(theirs):
        return np.zeros(len(ours), np.bool_)
    after = theirs.searchsorted(ours)
    close = np.zeros(len(ours), np.bool_)
    for at in (np.maximum(after - 1, 0), np.minimum(after, len(theirs) - 1)):
        other = theirs[at]
        between = np.where(
            other >= ours,
            other.astype(np.int64) - ours - sizes[0],
            ours.astype(np.int64) - other - sizes[1],
        )
        close |= (between <= distance) & (leaf.document_at(other) == leaf.document_at(ours))
    return close


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, (Both, Either)):
        for part in node.parts:
            yield from _walk(part)


def _nodes(node: Node, kind: type[_Kind]) -> list[_Kind]:
    return [each for each in _walk(node) if isinstance(each, kind)]
