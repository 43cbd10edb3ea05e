"""A segment as it is read: lists of grams, columns of documents, their texts.

Positions count symbols over the whole segment. A document begins at a multiple of 64
(`batch.PAGE_BITS`), so one look-up of a position's page tells its document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search import postings
from reader.search.batch import PAGE_BITS
from reader.search.folding import Symbols
from reader.search.packing import CARDS, Card, unpack_card, unpack_cards, unpack_texts
from reader.search.sections import SectionFile

BM25_K1, BM25_B = 1.2, 0.75
FORMAT = 6
"""The version of the layout of a segment: a segment of another one is not read."""


def page_starts(lengths: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The first page of every document, and the page after the last."""
    return np.concatenate(
        (np.zeros(1, np.int64), np.cumsum(-(-lengths.astype(np.int64) >> PAGE_BITS)))
    )


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
    """One list: where its units lie, and their filler, which tells how wide they are."""

    edges: NDArray[np.int64]
    at: int
    filler: int

    def bounds(self) -> tuple[int, int]:
        """The first unit, and the end."""
        return int(self.edges[self.at]), int(self.edges[self.at + 1])

    def cost(self) -> int:
        """How many units it has, at least its postings."""
        start, end = self.bounds()
        return end - start


class Leaf:
    """One segment, open for reading. `dead` marks the documents that were deleted, if any."""

    __slots__ = ("__dict__", "dead")  # `dead` is each object's own, the rest may be shared

    def __init__(self, file: SectionFile) -> None:
        self.file = file
        self.dead: NDArray[np.bool_] | None = None

    def with_deleted(self, deleted: frozenset[int]) -> Leaf:
        """The same segment, sharing what was read of it, with these documents deleted."""
        other = Leaf(self.file)
        other.__dict__ = self.__dict__
        if deleted:
            other.dead = np.zeros(self.size, np.bool_)
            other.dead[list(deleted)] = True
        return other

    def warm(self) -> None:
        """Make what nearly every search needs, so that the first does not wait for it."""
        for name in _NEEDED:
            getattr(self, name)

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
        """Days since 1970-01-01, 0 unknown."""
        return self.file.array("days")

    @cached_property
    def title_order(self) -> NDArray[np.uint64]:
        """Titles as numbers that sort like them."""
        return self.file.array("title_order")

    @cached_property
    def key_hashes(self) -> NDArray[np.uint64]:
        return self.file.array("key_hashes")

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
        return (self.starts + self.heads).astype(np.uint32)

    @cached_property
    def norms(self) -> NDArray[np.float32]:
        """BM25's normalisation of every document by its length."""
        mean = max(1.0, float(self.lengths.mean())) if self.size else 1.0
        return (BM25_K1 * (1 - BM25_B + BM25_B * self.lengths / mean)).astype(np.float32)

    @cached_property
    def document_of_page(self) -> NDArray[np.uint32]:
        return np.repeat(np.arange(self.size, dtype=np.uint32), np.diff(self.pages))

    def document_at(self, positions: postings.Positions) -> NDArray[np.uint32]:
        """The document of every position."""
        return self.document_of_page.take(positions >> np.uint32(PAGE_BITS))

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

    # Grams

    @cached_property
    def _narrow_keys(self) -> postings.Keys:
        return self.file.array("narrow_keys")

    @cached_property
    def _wide_keys(self) -> postings.Keys:
        return self.file.array("wide_keys")

    @cached_property
    def _narrow_edges(self) -> NDArray[np.int64]:
        return _edges(self.file.array("narrow_lengths"))

    @cached_property
    def _wide_edges(self) -> NDArray[np.int64]:
        return _edges(self.file.array("wide_lengths"))

    def lists(self, numbers: Sequence[int]) -> list[PostingList]:
        """The posting lists of grams; fewer than `numbers` when one of them does not occur."""
        wanted = np.array(numbers, np.uint32)
        found: list[PostingList] = []
        narrow = self._narrow_keys.searchsorted(wanted).tolist()
        wide = self._wide_keys.searchsorted(wanted).tolist()
        for number, in_narrow, in_wide in zip(numbers, narrow, wide, strict=True):
            if in_narrow < len(self._narrow_keys) and self._narrow_keys[in_narrow] == number:
                found.append(PostingList(self._narrow_edges, in_narrow, postings.NARROW))
            elif in_wide < len(self._wide_keys) and self._wide_keys[in_wide] == number:
                found.append(PostingList(self._wide_edges, in_wide, postings.WIDE))
            else:
                break
        return found

    def positions(self, chosen: PostingList) -> postings.Positions:
        """The positions in a list, ascending."""
        start, end = chosen.bounds()
        if chosen.filler == postings.NARROW:
            return postings.decode(self.file.slice("narrow", start, end), postings.NARROW)
        return postings.decode(self._wide_units(start, end), postings.WIDE)

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
        first, last = (int(at) for at in self._narrow_keys.searchsorted(bounds))
        edges = self._narrow_edges[first : last + 1]
        units = self._narrow_units(edges[0], edges[-1])
        narrow = postings.Lists(self._narrow_keys[first:last], np.diff(edges), units)
        first, last = (int(at) for at in self._wide_keys.searchsorted(bounds))
        edges = self._wide_edges[first : last + 1]
        units = self._wide_units(edges[0], edges[-1])
        return narrow, postings.Lists(self._wide_keys[first:last], np.diff(edges), units)

    def weights(self) -> tuple[postings.Keys, NDArray[np.int64]]:
        """All grams, not in order, with the number of units of each."""
        return (
            np.concatenate((self._narrow_keys, self._wide_keys)),
            np.concatenate((np.diff(self._narrow_edges), np.diff(self._wide_edges))),
        )

    def _narrow_units(self, start: int, end: int) -> NDArray[np.uint32]:
        return self.file.slice("narrow", int(start), int(end)).astype(np.uint32)

    def _wide_units(self, start: int, end: int) -> NDArray[np.uint32]:
        return postings.unpack_wide(self.file.slice("wide", 3 * int(start), 3 * int(end)))

    # Cards and texts

    @cached_property
    def _key_edges(self) -> NDArray[np.int64]:
        return _edges(self.file.array("key_lengths"))

    @cached_property
    def _key_bytes(self) -> memoryview:
        return self.file.array("keys").data

    def key(self, number: int) -> str:
        """The key of a document."""
        start, end = self._key_edges[number], self._key_edges[number + 1]
        return str(self._key_bytes[start:end], "utf-8", "surrogatepass")

    def keys(self) -> list[str]:
        """All keys, deleted ones included, in order."""
        whole, edges = self._key_bytes, pairwise(self._key_edges.tolist())
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

    def text_chunk(self, chunk: int) -> bytes:
        """A chunk of texts, still compressed."""
        start, end = self.text_edges[chunk], self.text_edges[chunk + 1]
        return self.file.slice("texts", int(start), int(end)).tobytes()


_NEEDED = (
    *("document_of_page", "head_ends", "norms", "passage_edges", "fields", "blocks"),
    *("text_edges", "text_documents", "_char_edges", "_card_edges", "_key_edges", "_key_bytes"),
    *("_narrow_keys", "_wide_keys", "_narrow_edges", "_wide_edges"),
)


def grams(symbols: Symbols) -> list[int]:
    """All grams of a string of symbols, in order."""
    numbers = symbols.tolist()
    return [first << 16 | second for first, second in pairwise(numbers)]


def _edges(lengths: NDArray[np.unsignedinteger]) -> NDArray[np.int64]:
    edges = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=edges[1:])
    return edges
