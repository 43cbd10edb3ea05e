"""A segment as it is read: lists of grams, columns of documents, their texts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search import folding, postings
from reader.search.champions import ChampionTable
from reader.search.layout import Layout
from reader.search.packing import CARDS, Card, unpack_card, unpack_cards, unpack_texts
from reader.search.sections import SectionFile

FORMAT = 9
"""The version of the layout of a segment: a segment of another one is not read."""


class FigureColumns(NamedTuple):
    """The columns of `batch.FIGURE_DTYPE`, each an array of its own."""

    document: NDArray[np.uint32]
    type: NDArray[np.uint64]
    dimension: NDArray[np.uint64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    block: NDArray[np.int32]
    start: NDArray[np.uint32]
    end: NDArray[np.uint32]


class PostingList(NamedTuple):
    """One list: its units `[start, end)`, and their filler, which tells how wide they are."""

    start: int
    end: int
    filler: int


class Directory:
    """The lists of one width: their grams ascending, and where the units of each lie.

    Looked up with plain integers: for the few grams of a query that is faster than arrays.
    """

    def __init__(
        self, keys: postings.Keys, lengths: NDArray[np.unsignedinteger], filler: int
    ) -> None:
        self.keys = keys
        self.edges = _edges(lengths)
        self._filler = filler
        self._grams, self._places = keys.data, self.edges.data

    def find(self, gram: int) -> PostingList | None:
        """The list of a gram, if it is one of these."""
        at = bisect_left(self._grams, gram)
        if at == len(self._grams) or self._grams[at] != gram:
            return None
        return PostingList(self._places[at], self._places[at + 1], self._filler)


class Leaf:
    """One segment, open for reading. `dead` marks the `deleted` documents, if there are any."""

    __slots__ = ("__dict__", "dead", "deleted")  # these are each object's own, all else is shared

    def __init__(self, file: SectionFile) -> None:
        self.file = file
        self.dead: NDArray[np.bool_] | None = None
        self.deleted: frozenset[int] = frozenset()

    def with_deleted(self, deleted: frozenset[int]) -> Leaf:
        """The same segment, sharing what was read of it, with these documents deleted."""
        other = Leaf(self.file)
        other.__dict__ = self.__dict__
        if deleted:
            other.deleted = deleted
            other.dead = np.zeros(self.size, np.bool_)
            other.dead[list(deleted)] = True
        return other

    def warm(self) -> None:
        """Make what nearly every search needs, so that the first does not wait for it."""
        for name in _NEEDED:
            getattr(self, name)
        self.layout.warm()

    # Columns: one item a document, unless said otherwise.

    @property
    def size(self) -> int:
        """Documents, deleted ones included."""
        return int(self.file.facts["documents"])

    @cached_property
    def lengths(self) -> NDArray[np.uint32]:
        """Symbols."""
        return self.file.array("lengths")

    @cached_property
    def heads(self) -> NDArray[np.uint32]:
        """Symbols of the title, which comes first."""
        return self.file.array("heads")

    @cached_property
    def days(self) -> NDArray[np.int32]:
        """Days since 1970-01-01, or `batch.UNKNOWN`."""
        return self.file.array("days")

    @cached_property
    def title_order(self) -> NDArray[np.uint64]:
        """Titles as numbers that sort like them."""
        return self.file.array("title_order")

    @cached_property
    def key_hashes(self) -> NDArray[np.uint64]:
        return self.file.array("key_hashes")

    @cached_property
    def layout(self) -> Layout:
        """Where the documents lie."""
        return Layout(self.lengths, self.heads)

    @cached_property
    def counts(self) -> NDArray[np.uint32]:
        """Passages."""
        return self.file.array("counts")

    @cached_property
    def passage_edges(self) -> NDArray[np.int64]:
        """The first passage of every document, and their number."""
        sums = np.cumsum(self.counts, dtype=np.int64)
        return np.concatenate((np.zeros(1, np.int64), sums))

    @cached_property
    def passage_starts(self) -> NDArray[np.uint32]:
        """First position of every passage."""
        return self.file.array("passage_starts")

    @cached_property
    def fields(self) -> NDArray[np.uint8]:
        """The field of every passage (index in `batch.FIELDS`)."""
        return self.file.array("fields")

    @cached_property
    def blocks(self) -> NDArray[np.int32]:
        """The block number of every passage."""
        return self.file.array("blocks")

    @cached_property
    def figures(self) -> FigureColumns:
        """The figure table, sorted by type, in each type by document."""
        return FigureColumns(*(self.file.array(f"figure_{name}") for name in FigureColumns._fields))

    @cached_property
    def chars(self) -> NDArray[np.uint32]:
        """Characters of the displayed text."""
        return self.file.array("chars")

    @cached_property
    def champions(self) -> ChampionTable:
        """The most frequent terms and their best documents."""
        names = ChampionTable._fields
        return ChampionTable(*(self.file.array(f"champion_{name}") for name in names))

    # Grams

    @cached_property
    def _narrow(self) -> Directory:
        array = self.file.array
        return Directory(array("narrow_keys"), array("narrow_lengths"), postings.NARROW)

    @cached_property
    def _wide(self) -> Directory:
        array = self.file.array
        return Directory(array("wide_keys"), array("wide_lengths"), postings.WIDE)

    def lists(self, numbers: Sequence[int]) -> list[PostingList]:
        """The posting lists of grams; fewer than `numbers` when one of them does not occur."""
        found: list[PostingList] = []
        for number in numbers:
            one = self._narrow.find(number) or self._wide.find(number)
            if one is None:
                break
            found.append(one)
        return found

    def positions(self, chosen: PostingList) -> postings.Positions:
        """The positions in a list, ascending."""
        start, end, filler = chosen
        if filler == postings.NARROW:
            return postings.decode(self.file.slice("narrow", start, end), filler)
        return postings.decode(self._wide_units(start, end), filler)

    def sort_keys(self, low: int, high: int) -> postings.SortKeys:
        """The sort keys of all grams in `[low, high)`, not in order."""
        narrow, wide = self._lists_between(low, high)
        return np.concatenate(
            (
                postings.decode_range(narrow, postings.NARROW),
                postings.decode_range(wide, postings.WIDE),
            )
        )

    def positions_between(self, low: int, high: int) -> postings.Positions:
        """The positions of all grams in `[low, high)`, not in order."""
        narrow, wide = self._lists_between(low, high)
        return np.concatenate(
            (
                postings.decode_many(narrow, postings.NARROW),
                postings.decode_many(wide, postings.WIDE),
            )
        )

    def _lists_between(self, low: int, high: int) -> tuple[postings.Lists, postings.Lists]:
        bounds = np.array([low, min(high, 0xFFFFFFFF)], np.uint32)  # no gram is the largest number
        keys, edges = _cut(self._narrow, bounds)
        narrow = postings.Lists(keys, np.diff(edges), self._narrow_units(edges[0], edges[-1]))
        keys, edges = _cut(self._wide, bounds)
        return narrow, postings.Lists(keys, np.diff(edges), self._wide_units(edges[0], edges[-1]))

    def weights(self) -> tuple[postings.Keys, NDArray[np.int64]]:
        """All grams, not in order, with the number of units of each."""
        return (
            np.concatenate((self._narrow.keys, self._wide.keys)),
            np.concatenate((np.diff(self._narrow.edges), np.diff(self._wide.edges))),
        )

    def _narrow_units(self, start: int, end: int) -> NDArray[np.uint32]:
        return self.file.slice("narrow", int(start), int(end)).astype(np.uint32)

    def _wide_units(self, start: int, end: int) -> NDArray[np.uint32]:
        self.file.check("wide", 3 * int(start), 3 * int(end) + 1)
        return self._wide_view[start:end] & _WIDE

    @cached_property
    def _wide_view(self) -> NDArray[np.uint32]:
        """The wide units and, in the highest bits, what follows each; not checked."""
        return postings.overlapping(self.file.items("wide"))

    # Cards and texts

    @cached_property
    def _key_edges(self) -> memoryview:
        return _edges(self.file.array("key_lengths")).data

    @cached_property
    def _key_bytes(self) -> memoryview:
        return self.file.array("keys").data

    def key(self, number: int) -> str:
        """The key of a document."""
        start, end = self._key_edges[number], self._key_edges[number + 1]
        return str(self._key_bytes[start:end], "utf-8", "surrogatepass")

    def keys(self) -> list[str]:
        """All keys, deleted ones included, in order."""
        whole, edges = self._key_bytes, pairwise(self._key_edges)
        return [str(whole[start:end], "utf-8", "surrogatepass") for start, end in edges]

    @cached_property
    def _card_edges(self) -> NDArray[np.int64]:
        return _edges(self.file.array("card_lengths"))

    @cached_property
    def text_edges(self) -> NDArray[np.int64]:
        """Bytes before every chunk of text, and in all."""
        return _edges(self.file.array("text_lengths"))

    @cached_property
    def text_documents(self) -> NDArray[np.int64]:
        """Documents before every chunk of text, and in all."""
        return _edges(self.file.array("text_counts"))

    @cached_property
    def _char_edges(self) -> NDArray[np.int64]:
        return _edges(self.chars)

    def card(self, number: int) -> Card:
        """The card of a document."""
        return unpack_card(self._card_chunk(number // CARDS), number % CARDS)

    def titles(self, numbers: Iterable[int]) -> list[str]:
        """The titles of some documents, ascending; a chunk of cards is unpacked once."""
        found: list[str] = []
        for chunk, members in groupby(numbers, lambda number: number // CARDS):
            cards = unpack_cards(self._card_chunk(chunk))
            found += [cards[number % CARDS].title for number in members]
        return found

    def cards(self) -> Iterator[Card]:
        """All cards, deleted ones included, in order."""
        for chunk in range(len(self._card_edges) - 1):
            yield from unpack_cards(self._card_chunk(chunk))

    def _card_chunk(self, chunk: int) -> bytes:
        start, end = int(self._card_edges[chunk]), int(self._card_edges[chunk + 1])
        return self.file.slice("cards", start, end).tobytes()

    def text(self, number: int) -> str:
        """The displayed text of a document: its passages, each ended by a NUL."""
        chunk = int(self.text_documents.searchsorted(number, "right")) - 1
        before = self._char_edges[self.text_documents[chunk]]
        start, end = self._char_edges[number] - before, self._char_edges[number + 1] - before
        return unpack_texts(self.text_chunk(chunk))[start:end]

    def deleted_symbols(self) -> list[bytes]:
        """The symbols of the deleted documents, in no order."""
        return [self._symbols_of(number) for number in self.deleted]

    def _symbols_of(self, number: int) -> bytes:
        known = self._known_symbols.get(number)
        if known is None:
            known = folding.symbols_of(self.text(number)).tobytes()
            self._known_symbols[number] = known
        return known

    @cached_property
    def _known_symbols(self) -> dict[int, bytes]:
        return {}

    def text_chunk(self, chunk: int) -> bytes:
        """A chunk of texts, still compressed."""
        start, end = self.text_edges[chunk], self.text_edges[chunk + 1]
        return self.file.slice("texts", int(start), int(end)).tobytes()


_WIDE = np.uint32(postings.WIDE)
_NEEDED = (
    *("layout", "passage_edges", "fields", "blocks", "_narrow", "_wide"),
    *("text_edges", "text_documents", "_char_edges", "_card_edges", "_key_edges", "_key_bytes"),
)


def _cut(directory: Directory, bounds: postings.Keys) -> tuple[postings.Keys, NDArray[np.int64]]:
    first, last = directory.keys.searchsorted(bounds).tolist()
    return directory.keys[first:last], directory.edges[first : last + 1]


def _edges(lengths: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    edges = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=edges[1:])
    return edges
