"""Champions: of every term that stands in very many documents, how many, and the best.

A term is a gram or a single symbol. What is typed first, a character or a frequent word,
would otherwise be answered by reading hundreds of thousands of postings, to show the best
few and a number. Both are made when the segment is written, by the formula that the search
itself uses (`Layout.worth`), and kept for terms in at least FEWEST documents.

Documents that are deleted later stay in these lists and numbers, as in all postings of the
segment; `live` takes them out again, counting the term in the texts of the few deleted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search.layout import Layout, edges_of, first_of
from reader.search.postings import SortKeys, halves

FEWEST = 4096
"""Documents a term must stand in: with fewer, reading its postings is as fast."""
KEPT = 200
"""Documents kept for a term, at most FEWEST; a window shows as many at first."""
FEW_DELETED = 256
"""Deleted documents up to which they are taken out again; then the postings are read."""


class Champions(NamedTuple):
    """How many documents hold a term, how often, and the best with what it is worth in them.

    `deleted` of those that hold it were deleted since; they are not counted in `occurrences`,
    and not among the best.
    """

    holding: int
    occurrences: int
    documents: NDArray[np.uint32]
    worth: NDArray[np.float32]
    deleted: int = 0

    @property
    def total(self) -> int:
        """Documents that hold the term."""
        return self.holding - self.deleted

    def suffice(self, limit: int) -> bool:
        """Whether the best `limit` documents are among these."""
        return len(self.documents) >= min(limit, self.total)


class ChampionTable(NamedTuple):
    """The champions of a segment, by term: ascending `terms`, then as in `Champions`.

    The names are those of the sections; `documents` and `worth` have KEPT items a term, the
    best first, equally good ones as they stand in the segment.
    """

    terms: NDArray[np.uint32]
    holding: NDArray[np.uint32]
    occurrences: NDArray[np.uint32]
    documents: NDArray[np.uint32]
    worth: NDArray[np.float32]

    def find(self, term: int) -> Champions | None:
        """The champions of a term; None where it is not frequent enough."""
        at = bisect_left(self.terms.data, term)
        if at == len(self.terms) or self.terms.data[at] != term:
            return None
        kept = slice(at * KEPT, (at + 1) * KEPT)
        counts = int(self.holding[at]), int(self.occurrences[at])
        return Champions(*counts, self.documents[kept], self.worth[kept])


def live(champions: Champions, dead: NDArray[np.bool_], counts: Sequence[int]) -> Champions:
    """Without the deleted documents, `counts` being how often the term stands in each of them."""
    alive = ~dead.take(champions.documents)
    return champions._replace(
        occurrences=champions.occurrences - sum(counts),
        documents=champions.documents[alive],
        worth=champions.worth[alive],
        deleted=sum(map(bool, counts)),
    )


@dataclass(frozen=True, slots=True)
class Noted:
    """The champions of a range of grams, by term; what is known of a symbol that a range has no
    more than a part of: how often it stands in each document, and whether in the title."""

    terms: list[tuple[int, Champions]]
    symbol: int = -1
    counts: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    titled: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))


class ChampionMaker:
    """Makes the table while the postings of a segment are written.

    `noted` may run on several threads, `add` takes what it made in order.
    """

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._found: list[tuple[int, Champions]] = []
        self._part = Noted([])

    def noted(self, keys: SortKeys) -> Noted:
        """The champions of a range of grams, of which `keys` are all postings, sorted.

        The grams of a symbol are in one range, or else in several that have no others.
        """
        if len(self._layout.lengths) < FEWEST:
            return Noted([])
        found: list[tuple[int, Champions]] = []
        grams, positions = halves(keys)
        alone = grams[0] >> 16 == grams[-1] >> 16
        part = Noted(found)
        for start, end in [(0, len(grams))] if alone else _long_runs(grams >> np.uint32(16)):
            run = slice(start, end)
            symbol, documents = int(grams[start] >> 16), self._layout.document_at(positions[run])
            counts, titled = self._counted(documents, positions[run])
            if alone:
                part = Noted(found, symbol, counts, titled)
            else:
                found += self._symbol(symbol, counts, titled)
            for first, last in _long_runs(grams[run]):
                gram = slice(first, last)
                number = int(grams[start + first])
                found += self._gram(number, documents[gram], positions[run][gram])
        return part

    def add(self, noted: Noted) -> None:
        """Keep what was noted of a range."""
        self._found += noted.terms
        part = self._part
        if noted.symbol == part.symbol >= 0:
            counts, titled = part.counts + noted.counts, part.titled | noted.titled
            self._part = Noted([], part.symbol, counts, titled)
            return
        self._end_part()
        self._part = noted

    def _end_part(self) -> None:
        part = self._part
        if part.symbol >= 0:
            self._found += self._symbol(part.symbol, part.counts, part.titled)
        self._part = Noted([])

    def _counted(
        self, documents: NDArray[np.uint32], positions: NDArray[np.uint32]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """How many of some postings are in each document of the segment, and whether in its
        title."""
        in_title = positions < self._layout.head_ends.take(documents)
        counts = np.bincount(documents, minlength=len(self._layout.lengths))
        titled = np.zeros(len(counts), np.bool_)
        titled[documents[in_title]] = True
        return counts, titled

    def _gram(
        self, gram: int, documents: NDArray[np.uint32], positions: NDArray[np.uint32]
    ) -> Iterator[tuple[int, Champions]]:
        """A gram with all its postings, ascending."""
        first = edges_of(documents)
        if len(first) > FEWEST:
            holding, begin = documents[first[:-1]], positions[first[:-1]]
            in_title = begin < self._layout.head_ends.take(holding)
            yield gram, self._best(holding, np.diff(first), in_title)

    def _symbol(
        self, symbol: int, counts: NDArray[np.int64], titled: NDArray[np.bool_]
    ) -> Iterator[tuple[int, Champions]]:
        holding = (counts > 0).nonzero()[0].astype(np.uint32)
        if len(holding) >= FEWEST:
            yield symbol, self._best(holding, counts[holding], titled[holding])

    def _best(
        self,
        holding: NDArray[np.uint32],
        counts: NDArray[np.int64],
        titled: NDArray[np.bool_],
    ) -> Champions:
        """The champions among documents that hold a term, how often, and which in the title."""
        worth = self._layout.worth(holding, counts, titled)
        best = first_of(-worth, KEPT)
        return Champions(len(holding), int(counts.sum()), holding[best], worth[best])

    def table(self) -> ChampionTable:
        """The champions of all that was added."""
        self._end_part()
        found = sorted(self._found, key=lambda each: each[0])
        return ChampionTable(
            np.array([term for term, _ in found], np.uint32),
            np.array([each.holding for _, each in found], np.uint32),
            np.array([each.occurrences for _, each in found], np.uint32),
            np.concatenate([np.empty(0, np.uint32), *(each.documents for _, each in found)]),
            np.concatenate([np.empty(0, np.float32), *(each.worth for _, each in found)]),
        )


def _long_runs(numbers: NDArray[np.uint32]) -> list[tuple[int, int]]:
    """Where equal numbers stand FEWEST times or more: bounds of each such run."""
    edges = edges_of(numbers)
    long = (np.diff(edges) >= FEWEST).nonzero()[0]
    return list(zip(edges[long].tolist(), edges[long + 1].tolist(), strict=True))
