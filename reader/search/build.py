"""Writing a segment: new documents and old segments merged, gram by gram.

Everything is a source: the documents that have just come (sorted in memory) and the
segments that are merged away. The posting lists are made a range of grams at a time, so
that memory stays small however large the result is; texts and cards are copied in their
compressed chunks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import IO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reader.search import postings
from reader.search.ahead import ahead
from reader.search.batch import Columns
from reader.search.champions import ChampionMaker, ChampionTable, Noted
from reader.search.layout import PAGE_BITS, Layout, page_starts
from reader.search.leaf import FORMAT, FigureColumns
from reader.search.packing import CARDS, Card, TextChunk, pack_cards
from reader.search.sections import SectionWriter
from reader.search.sources import Merged, Source, renumbered, stacked

_RANGE = 1 << 20  # postings that are sorted at a time
_PASSING = 1 << 23  # symbols of new documents that come with more, and are merged with them soon
_ALL = 1 << 32


def write_segment(file: IO[bytes], sources: Sequence[Source]) -> int:
    """Write the documents of `sources`, in that order; returns how many they are."""
    writer = SectionWriter(file)
    columns = [source.columns() for source in sources]
    sizes = [len(each.lengths) for each in columns]
    bases = _bases(columns)
    joined = stacked(columns)
    for name in Columns.__slots__:
        writer.add(name, getattr(joined, name))
    starts = [source.passage_starts() + base for source, base in zip(sources, bases, strict=True)]
    writer.add("passage_starts", np.concatenate(starts))
    figures = _all_figures(sources, sizes)
    for name in FigureColumns._fields:
        writer.add(f"figure_{name}", figures[name])
    _write_keys(writer, chain.from_iterable(source.keys() for source in sources))
    _write_cards(writer, chain.from_iterable(source.cards() for source in sources))
    _write_texts(writer, chain.from_iterable(source.texts() for source in sources))
    champions = ChampionMaker(Layout(joined.lengths, joined.heads))
    _write_lists(writer, sources, bases, champions if _stays(sources, joined) else None)
    table = champions.table()
    for name in ChampionTable._fields:
        writer.add(f"champion_{name}", getattr(table, name))
    writer.finish({"format": FORMAT, "documents": sum(sizes)})
    return sum(sizes)


def _stays(sources: Sequence[Source], joined: Columns) -> bool:
    """Whether what is noted of the frequent strings will be of use."""
    merged = any(isinstance(each, Merged) for each in sources)
    return merged or int(joined.lengths.sum(dtype=np.int64)) < _PASSING


def _bases(columns: Sequence[Columns]) -> list[np.uint32]:
    """The first position of each source."""
    ends = np.cumsum([page_starts(each.lengths)[-1] << PAGE_BITS for each in columns])
    return [np.uint32(base) for base in (0, *ends[:-1].tolist())]


def _all_figures(sources: Sequence[Source], sizes: Sequence[int]) -> NDArray[np.void]:
    before = np.cumsum([0, *sizes[:-1]]).tolist()
    tables = [renumbered(s.figures(), base) for s, base in zip(sources, before, strict=True)]
    table = np.concatenate(tables)
    return table[np.argsort(table["type"], kind="stable")]


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
    champions: ChampionMaker | None,
) -> None:
    for name, dtype in _LIST_SECTIONS.items():
        writer.grow(name, np.empty(0, dtype))
    writer.stream("narrow", _narrow_units(writer, sources, bases, champions), "<u2")
    writer.grow("wide", postings.WIDE_END)


def _narrow_units(
    writer: SectionWriter,
    sources: Sequence[Source],
    bases: Sequence[np.uint32],
    champions: ChampionMaker | None,
) -> Iterator[bytes]:
    """The units of the narrow lists; everything else of the lists grows beside them."""

    def sorted_lists(bounds: tuple[int, int]) -> _Lists | None:
        keys = _sort_keys(sources, bases, *bounds)
        if not len(keys):
            return None
        return _Lists(*postings.encode(keys), champions.noted(keys) if champions else None)

    for each in filter(None, ahead(sorted_lists, _ranges(sources))):
        if champions and each.noted:
            champions.add(each.noted)
        writer.grow("narrow_keys", each.narrow.keys)
        writer.grow("narrow_lengths", each.narrow.lengths.astype("<u4"))
        writer.grow("wide_keys", each.wide.keys)
        writer.grow("wide_lengths", each.wide.lengths.astype("<u2"))
        writer.grow("wide", postings.pack_wide(each.wide.units))
        yield each.narrow.units.astype("<u2").tobytes()


class _Lists(NamedTuple):
    """The postings of a range of grams as they are stored, and what is noted of frequent ones."""

    narrow: postings.Lists
    wide: postings.Lists
    noted: Noted | None


def _sort_keys(
    sources: Sequence[Source], bases: Sequence[np.uint32], low: int, high: int
) -> postings.SortKeys:
    pieces = [s.sort_keys(low, high) + base for s, base in zip(sources, bases, strict=True)]
    keys = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
    keys.sort()
    return keys


_LIST_SECTIONS = {
    "narrow_keys": "<u4",
    "narrow_lengths": "<u4",
    "wide_keys": "<u4",
    "wide_lengths": "<u2",
    "wide": "u1",
}


def _ranges(sources: Sequence[Source]) -> Iterator[tuple[int, int]]:
    """Ranges of grams that hold about `_RANGE` postings each, and together all of them.

    A range has all grams that begin with some symbols, or else some of those of one symbol.
    """
    weights = [source.weights() for source in sources]
    keys = np.concatenate([each for each, _ in weights])
    order = np.argsort(keys)
    keys, sums = keys[order], np.cumsum(np.concatenate([each for _, each in weights])[order])
    whole = int(sums[-1]) if len(sums) else 0
    grams = keys[sums.searchsorted(np.arange(_RANGE, whole, _RANGE))]
    symbols = grams & np.uint32(0xFFFF0000)
    within = grams[1:][symbols[1:] == symbols[:-1]]  # of a symbol that fills a range by itself
    after = within & np.uint32(0xFFFF0000)
    after = after[after < 0xFFFF0000] + np.uint32(0x10000)
    bounds = np.unique(np.concatenate((symbols, within, after))).tolist()
    return pairwise([0, *(bound for bound in bounds if bound), _ALL])
