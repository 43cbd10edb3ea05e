"""Writing a segment: new documents and old segments merged, gram by gram.

Everything is a source: the documents that have just come (sorted in memory) and the
segments that are merged away. The posting lists are made a range of grams at a time, so
that memory stays small however large the result is; texts and cards are copied in their
compressed chunks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, compress, islice, pairwise
from typing import IO, Protocol

import numpy as np
from numpy.typing import NDArray

from reader.search import postings
from reader.search.batch import FIGURE_DTYPE, Batch, Columns
from reader.search.champions import ChampionMaker, ChampionTable
from reader.search.folding import SEPARATOR
from reader.search.layout import PAGE_BITS, Layout, page_starts
from reader.search.leaf import FORMAT, FigureColumns, Leaf
from reader.search.packing import CARDS, Card, TextChunk, pack_cards, text_chunks, unpack_texts
from reader.search.sections import SectionWriter

_RANGE = 1 << 21  # postings that are in memory at a time
_ALL = 1 << 32
_CHUNKS = 1 << 10  # chunks of text after which the memory of what was read is given back


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
        """Keys of the grams in `[low, high)`, positions counted from the source's first."""
        ...


class Fresh:
    """Documents that have just come."""

    def __init__(self, batches: Sequence[Batch]) -> None:
        self._batches = batches

    @cached_property
    def _symbols(self) -> NDArray[np.uint16]:
        return np.concatenate([batch.symbols for batch in self._batches])

    @cached_property
    def _positions(self) -> NDArray[np.uint32]:
        """The position of every symbol."""
        lengths = np.concatenate([batch.columns.lengths for batch in self._batches])
        ends = np.cumsum(lengths, dtype=np.int64)
        shifts = (page_starts(lengths)[:-1] << PAGE_BITS) - (ends - lengths)
        positions = np.arange(len(self._symbols), dtype=np.uint32)
        positions += np.repeat(shifts.astype(np.uint32), lengths)
        return positions

    @cached_property
    def _sorted(self) -> postings.SortKeys:
        return postings.sort_keys(self._symbols, self._positions)

    def columns(self) -> Columns:
        return _stacked([batch.columns for batch in self._batches])

    def figures(self) -> NDArray[np.void]:
        before, tables = 0, list[NDArray[np.void]]()
        for batch in self._batches:
            tables.append(_renumbered(batch.figures, before))
            before += len(batch)
        return np.concatenate(tables)

    def passage_starts(self) -> NDArray[np.uint32]:
        is_end = self._symbols == SEPARATOR
        is_start = np.concatenate((np.ones(1, np.bool_), is_end[:-1]))[: len(is_end)]
        return self._positions[is_start]

    def keys(self) -> list[str]:
        return [key for batch in self._batches for key in batch.keys]

    def cards(self) -> Iterator[Card]:
        return chain.from_iterable(batch.cards for batch in self._batches)

    def texts(self) -> Iterator[TextChunk]:
        return chain.from_iterable(batch.texts for batch in self._batches)

    def weights(self) -> tuple[postings.Keys, NDArray[np.int64]]:
        sample = (self._sorted[:: _RANGE // 64] >> np.uint64(32)).astype(np.uint32)
        return sample, np.full(len(sample), _RANGE // 64, np.int64)

    def sort_keys(self, low: int, high: int) -> postings.SortKeys:
        bounds = [np.uint64(low << 32), np.uint64(min(high << 32, (1 << 64) - 1))]
        first, last = (int(self._sorted.searchsorted(bound)) for bound in bounds)
        return self._sorted[first:last]


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
        positions = keys.astype(np.uint32)
        documents = self._leaf.layout.document_at(positions)
        moved = positions + self._shifts[documents]
        keys = keys >> np.uint64(32) << np.uint64(32) | moved
        return keys if self._leaf.dead is None else keys[self._live[documents]]


def write_segment(file: IO[bytes], sources: Sequence[Source]) -> int:
    """Write the documents of `sources`, in that order; returns how many they are."""
    writer = SectionWriter(file)
    columns = [source.columns() for source in sources]
    sizes = [len(each.lengths) for each in columns]
    bases = _bases(columns)
    stacked = _stacked(columns)
    for name in Columns.__slots__:
        writer.add(name, getattr(stacked, name))
    starts = [source.passage_starts() + base for source, base in zip(sources, bases, strict=True)]
    writer.add("passage_starts", np.concatenate(starts))
    figures = _all_figures(sources, sizes)
    for name in FigureColumns._fields:
        writer.add(f"figure_{name}", figures[name])
    _write_keys(writer, chain.from_iterable(source.keys() for source in sources))
    _write_cards(writer, chain.from_iterable(source.cards() for source in sources))
    _write_texts(writer, chain.from_iterable(source.texts() for source in sources))
    champions = ChampionMaker(Layout(stacked.lengths, stacked.heads))
    _write_lists(writer, sources, bases, champions)
    table = champions.table()
    for name in ChampionTable._fields:
        writer.add(f"champion_{name}", getattr(table, name))
    writer.finish({"format": FORMAT, "documents": sum(sizes)})
    return sum(sizes)


def _stacked(columns: Sequence[Columns]) -> Columns:
    names = Columns.__slots__
    return Columns(*(np.concatenate([getattr(each, name) for each in columns]) for name in names))


def _bases(columns: Sequence[Columns]) -> list[np.uint32]:
    """The first position of each source."""
    ends = np.cumsum([page_starts(each.lengths)[-1] << PAGE_BITS for each in columns])
    return [np.uint32(base) for base in (0, *ends[:-1].tolist())]


def _all_figures(sources: Sequence[Source], sizes: Sequence[int]) -> NDArray[np.void]:
    before = np.cumsum([0, *sizes[:-1]]).tolist()
    tables = [_renumbered(s.figures(), base) for s, base in zip(sources, before, strict=True)]
    table = np.concatenate(tables)
    return table[np.argsort(table["type"], kind="stable")]


def _renumbered(table: NDArray[np.void], before: int) -> NDArray[np.void]:
    moved = table.copy()
    moved["document"] += before
    return moved


def _write_keys(writer: SectionWriter, keys: Iterator[str]) -> None:
    encoded = [key.encode("utf-8", "surrogatepass") for key in keys]
    writer.add("keys", np.frombuffer(b"".join(encoded), np.uint8))
    writer.add("key_lengths", np.array([len(key) for key in encoded], np.uint32))


def _write_cards(writer: SectionWriter, cards: Iterator[Card]) -> None:
    lengths: list[int] = []
    writer.stream("cards", _noting(map(pack_cards, _groups(cards)), lengths))
    writer.add("card_lengths", np.array(lengths, np.uint32))


def _groups(cards: Iterator[Card]) -> Iterator[list[Card]]:
    while group := list(islice(cards, CARDS)):
        yield group


def _write_texts(writer: SectionWriter, texts: Iterator[TextChunk]) -> None:
    lengths: list[int] = []
    counts: list[int] = []

    def packed() -> Iterator[bytes]:
        for chunk in texts:
            counts.append(chunk.documents)
            yield chunk.packed

    writer.stream("texts", _noting(packed(), lengths))
    writer.add("text_lengths", np.array(lengths, np.uint32))
    writer.add("text_counts", np.array(counts, np.uint32))


def _noting(pieces: Iterator[bytes], lengths: list[int]) -> Iterator[bytes]:
    """The same pieces; their lengths are noted as they pass."""
    for piece in pieces:
        lengths.append(len(piece))
        yield piece


def _write_lists(
    writer: SectionWriter,
    sources: Sequence[Source],
    bases: Sequence[np.uint32],
    champions: ChampionMaker,
) -> None:
    for name, dtype in _LIST_SECTIONS.items():
        writer.grow(name, np.empty(0, dtype))
    writer.stream("narrow", _narrow_units(writer, sources, bases, champions), "<u2")
    writer.grow("wide", postings.WIDE_END)


def _narrow_units(
    writer: SectionWriter,
    sources: Sequence[Source],
    bases: Sequence[np.uint32],
    champions: ChampionMaker,
) -> Iterator[bytes]:
    """The units of the narrow lists; everything else of the lists grows beside them."""
    for low, high in _ranges(sources):
        pieces = [s.sort_keys(low, high) + base for s, base in zip(sources, bases, strict=True)]
        keys = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        keys.sort()
        if len(keys):
            champions.add(keys)
            narrow, wide = postings.encode(keys)
            writer.grow("narrow_keys", narrow.keys)
            writer.grow("narrow_lengths", narrow.lengths.astype("<u4"))
            writer.grow("wide_keys", wide.keys)
            writer.grow("wide_lengths", wide.lengths.astype("<u2"))
            writer.grow("wide", postings.pack_wide(wide.units))
            yield narrow.units.astype("<u2").tobytes()


_LIST_SECTIONS = {
    "narrow_keys": "<u4",
    "narrow_lengths": "<u4",
    "wide_keys": "<u4",
    "wide_lengths": "<u2",
    "wide": "u1",
}


def _ranges(sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """Ranges of grams that hold about `_RANGE` postings each, and together all of them.

    The grams that begin with the same symbol are in one range.
    """
    weights = [source.weights() for source in sources]
    keys = np.concatenate([each for each, _ in weights])
    order = np.argsort(keys)
    sums = np.cumsum(np.concatenate([each for _, each in weights])[order])
    whole = int(sums[-1]) if len(sums) else 0
    cuts = sums.searchsorted(np.arange(_RANGE, whole, _RANGE))
    bounds = [0, *np.unique(keys[order[cuts]] & np.uint32(0xFFFF0000)).tolist(), _ALL]
    return pairwise(bounds)
