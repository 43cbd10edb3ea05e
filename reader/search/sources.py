"""Where the content of a new segment comes from: documents just come, or a segment merged away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reader.search import folding, postings
from reader.search.batch import FIGURE_DTYPE, Batch, Columns
from reader.search.layout import PAGE_BITS, page_starts
from reader.search.leaf import Leaf
from reader.search.packing import Card, TextChunk, text_chunks, unpack_texts

_CHUNKS = 1 << 10  # chunks of text after which the memory of what was read is given back
_SAMPLE = 8  # of so many symbols one is counted


class Source(Protocol):
    """Documents that go into a segment."""

    def columns(self) -> Columns: ...

    def figures(self) -> NDArray[np.void]:
        """Rows of the figure table; `document` counts the live documents of the source."""
        ...

    def passage_starts(self) -> NDArray[np.uint32]:
        """Positions of the passages of live documents, counted from the source's own first."""
        ...

    def keys(self) -> list[str]: ...

    def cards(self) -> Iterator[Card]: ...

    def texts(self) -> Iterator[TextChunk]: ...

    def weights(self) -> tuple[postings.Keys, NDArray[np.int64]]:
        """Some or all grams, and about how many postings there are at and after each."""
        ...

    def sort_keys(self, low: int, high: int) -> postings.SortKeys:
        """Keys of the grams in `[low, high)`, in no order; positions count from the source's."""
        ...


class Fresh:
    """Documents that have just come, their symbols laid out as they lie in the segment."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self._batches = batches

    @cached_property
    def _lengths(self) -> NDArray[np.uint32]:
        return np.concatenate([batch.columns.lengths for batch in self._batches])

    @cached_property
    def _starts(self) -> list[NDArray[np.int64]]:
        """The first position of every document, by batch."""
        starts = page_starts(self._lengths)[:-1] << PAGE_BITS
        return np.split(starts, np.cumsum([len(batch) for batch in self._batches])[:-1])

    @cached_property
    def _symbols(self) -> folding.Symbols:
        """The symbol at every position, separators where there is none."""
        laid = np.zeros(int(page_starts(self._lengths)[-1]) << PAGE_BITS, np.uint16)
        for batch, starts in zip(self._batches, self._starts, strict=True):
            symbols, at = batch.symbols, 0
            for start, size in zip(starts.tolist(), batch.columns.lengths.tolist(), strict=True):
                laid[start : start + size] = symbols[at : at + size]
                at += size
        return laid

    def columns(self) -> Columns:
        return stacked([batch.columns for batch in self._batches])

    def figures(self) -> NDArray[np.void]:
        before, tables = 0, list[NDArray[np.void]]()
        for batch in self._batches:
            tables.append(renumbered(batch.figures, before))
            before += len(batch)
        return np.concatenate(tables)

    def passage_starts(self) -> NDArray[np.uint32]:
        found = list[NDArray[np.uint32]]()
        for batch, starts in zip(self._batches, self._starts, strict=True):
            lengths, counts = batch.columns.lengths, batch.columns.counts
            ends = np.flatnonzero(batch.symbols == folding.SEPARATOR) + 1
            first = np.concatenate((np.zeros(1, np.int64), ends))[: len(ends)]
            shifts = starts - (np.cumsum(lengths, dtype=np.int64) - lengths)
            found.append((first + np.repeat(shifts, counts)).astype(np.uint32))
        return np.concatenate(found)

    def keys(self) -> list[str]:
        return [key for batch in self._batches for key in batch.keys]

    def cards(self) -> Iterator[Card]:
        return chain.from_iterable(batch.cards for batch in self._batches)

    def texts(self) -> Iterator[TextChunk]:
        return chain.from_iterable(batch.texts for batch in self._batches)

    def weights(self) -> tuple[postings.Keys, NDArray[np.int64]]:
        counts = np.bincount(self._symbols[::_SAMPLE]) * _SAMPLE
        counts[: folding.SEPARATOR + 1] = 0
        first = counts.nonzero()[0]
        return first.astype(np.uint32) << np.uint32(16), counts[first]

    def sort_keys(self, low: int, high: int) -> postings.SortKeys:
        return postings.gather(self._symbols, low, high)


class Merged:
    """The live documents of a segment that is merged away.

    Everything is read once, so its memory is given back as it goes.
    """

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._live = (
            np.ones(leaf.size, np.bool_) if leaf.dead is None else np.logical_not(leaf.dead)
        )

    @cached_property
    def _shifts(self) -> NDArray[np.uint32]:
        """What to add (modulo 2**32) to a position of each document."""
        leaf = self._leaf
        new = np.zeros(leaf.size, np.int64)
        new[self._live] = page_starts(leaf.lengths[self._live])[:-1] << PAGE_BITS
        return (new - leaf.layout.starts).astype(np.uint32)

    @cached_property
    def _live_passages(self) -> NDArray[np.bool_]:
        return np.repeat(self._live, self._leaf.counts)

    def columns(self) -> Columns:
        leaf, live = self._leaf, self._live
        return Columns(
            lengths=leaf.lengths[live],
            heads=leaf.heads[live],
            counts=leaf.counts[live],
            days=leaf.days[live],
            chars=leaf.chars[live],
            title_order=leaf.title_order[live],
            key_hashes=leaf.key_hashes[live],
            fields=leaf.fields[self._live_passages],
            blocks=leaf.blocks[self._live_passages],
        )

    def figures(self) -> NDArray[np.void]:
        columns = self._leaf.figures
        kept = self._live[columns.document]
        table = np.empty(int(kept.sum()), FIGURE_DTYPE)
        for name, column in zip(columns._fields, columns, strict=True):
            table[name] = column[kept]
        table["document"] = (np.cumsum(self._live) - 1)[table["document"]]
        return table

    def passage_starts(self) -> NDArray[np.uint32]:
        shifted = self._leaf.passage_starts + np.repeat(self._shifts, self._leaf.counts)
        return shifted[self._live_passages]

    def keys(self) -> list[str]:
        return list(compress(self._leaf.keys(), self._live))

    def cards(self) -> Iterator[Card]:
        return compress(self._leaf.cards(), self._live)

    def texts(self) -> Iterator[TextChunk]:
        edges = self._leaf.text_documents.tolist()
        for chunk, (first, last) in enumerate(pairwise(edges)):
            live = self._live[first:last]
            if live.all():
                yield TextChunk(self._leaf.text_chunk(chunk), last - first)
            elif live.any():
                yield from text_chunks(self._texts(chunk, first, last))
            if not chunk % _CHUNKS:
                self._leaf.file.release()
        self._leaf.file.release()

    def _texts(self, chunk: int, first: int, last: int) -> Iterator[str]:
        whole, at = unpack_texts(self._leaf.text_chunk(chunk)), 0
        for number, size in enumerate(self._leaf.chars[first:last].tolist(), first):
            if self._live[number]:
                yield whole[at : at + size]
            at += size

    def weights(self) -> tuple[postings.Keys, NDArray[np.int64]]:
        return self._leaf.weights()

    def sort_keys(self, low: int, high: int) -> postings.SortKeys:
        keys = self._leaf.sort_keys(low, high)
        self._leaf.file.release()
        if self._leaf.dead is None:
            return keys  # everything stays where it was
        positions = keys.astype(np.uint32)
        documents = self._leaf.layout.document_at(positions)
        moved = positions + self._shifts[documents]
        keys = keys >> np.uint64(32) << np.uint64(32) | moved
        return keys[self._live[documents]]


def stacked(columns: Sequence[Columns]) -> Columns:
    """Columns one after the other."""
    names = Columns.__slots__
    return Columns(*(np.concatenate([getattr(each, name) for each in columns]) for name in names))


def renumbered(table: NDArray[np.void], before: int) -> NDArray[np.void]:
    """A figure table whose documents come after `before` others."""
    moved = table.copy()
    moved["document"] += before
    return moved
