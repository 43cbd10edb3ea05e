"""From documents to arrays: everything about a batch that needs no index to compute.

A batch is a small segment in memory. It can be made in a worker process and sent to the
one that writes: `Batch` holds arrays and strings only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from reader.search import folding
from reader.search.model import Document, Field, FigureRow, Passage, PersonRow
from reader.search.packing import Card, TextChunk, text_chunks, title_order

FIELDS: tuple[Field, ...] = get_args(Field)
FIGURE_DTYPE = np.dtype(
    [
        ("document", "<u4"),
        ("type", "<u8"),
        ("dimension", "<u8"),
        ("low", "<f8"),
        ("high", "<f8"),
        ("block", "<i4"),
        ("start", "<u4"),
        ("end", "<u4"),
    ]
)
"""A row of the figure table; a person is a row of type `PERSON`, its name for the dimension."""

UNKNOWN = int(np.iinfo(np.int32).min)
"""The day of a document whose date is not known: 0 is one of 1970."""

PERSON = "person"
_FIELD_NUMBERS = {field: number for number, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Columns:
    """One item a document: `lengths` (symbols), `heads` (symbols of the title passages, which
    come first), `counts` (passages), `days` (since 1970, or UNKNOWN), `chars` (of the displayed
    text), `title_order`, `key_hashes`. One item a passage: `fields` (index in FIELDS), `blocks`.
    The names are those of the sections of a segment.
    """

    lengths: NDArray[np.uint32]
    heads: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    days: NDArray[np.int32]
    chars: NDArray[np.uint32]
    title_order: NDArray[np.uint64]
    key_hashes: NDArray[np.uint64]
    fields: NDArray[np.uint8]
    blocks: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents as arrays, their texts compressed; `figures` is FIGURE_DTYPE."""

    keys: tuple[str, ...]
    cards: tuple[Card, ...]
    texts: tuple[TextChunk, ...]
    columns: Columns
    symbols: folding.Symbols
    figures: NDArray[np.void]

    def __len__(self) -> int:
        return len(self.keys)


def prepare(documents: Sequence[Document]) -> Batch:
    """The batch of `documents`, in their order. Linear."""
    ordered = [sorted(document.passages, key=_headline_first) for document in documents]
    texts = list(map(_displayed, ordered))
    symbols = folding.symbols_of("".join(texts))
    return Batch(
        keys=tuple(document.key for document in documents),
        cards=tuple(map(_card, documents)),
        texts=tuple(text_chunks(texts)),
        columns=_columns(documents, ordered, texts, symbols),
        symbols=symbols,
        figures=_figures(documents),
    )


def _card(document: Document) -> Card:
    authors = "、".join(document.authors)
    return Card(
        document.digest, document.stamp, document.title, document.date, document.series, authors
    )


def _columns(
    documents: Sequence[Document],
    ordered: Sequence[Sequence[Passage]],
    texts: Sequence[str],
    symbols: folding.Symbols,
) -> Columns:
    passages = list(chain.from_iterable(ordered))
    ends = np.flatnonzero(symbols == folding.SEPARATOR) + 1
    counts = np.array([len(chosen) for chosen in ordered], np.uint32)
    return Columns(
        lengths=_spans(ends, counts),
        heads=_head_lengths(ends, ordered, counts),
        counts=counts,
        days=np.array([day_number(document.date) for document in documents], np.int32),
        chars=np.array([len(text) for text in texts], np.uint32),
        title_order=np.array([title_order(each.title) for each in documents], np.uint64),
        key_hashes=np.array([key_hash(each.key) for each in documents], np.uint64),
        fields=np.array([_FIELD_NUMBERS[each.field] for each in passages], np.uint8),
        blocks=np.array([each.block for each in passages], np.int32),
    )


def _headline_first(passage: Passage) -> int:
    return 0 if passage.field == "title" else 1


def _displayed(passages: Sequence[Passage]) -> str:
    pieces = [text if "\0" not in text else text.replace("\0", "�") for _, _, text in passages]
    return "\0".join(pieces) + "\0" if pieces else ""


def _spans(ends: NDArray[np.int64], counts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Symbols of each document, from the end of each passage and the passages of each."""
    borders = np.concatenate((np.zeros(1, np.int64), ends))
    edges = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)))
    return np.diff(borders[edges]).astype(np.uint32)


def _head_lengths(
    ends: NDArray[np.int64], ordered: Sequence[Sequence[Passage]], counts: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    heads = np.array([_titles_in(passages) for passages in ordered], np.int64)
    borders = np.concatenate((np.zeros(1, np.int64), ends))
    first = np.cumsum(counts, dtype=np.int64) - counts
    return (borders[first + heads] - borders[first]).astype(np.uint32)


def _titles_in(passages: Sequence[Passage]) -> int:
    for number, passage in enumerate(passages):
        if passage.field != "title":
            return number
    return len(passages)


@lru_cache(4096)
def day_number(value: str) -> int:
    """Days since 1970-01-01 of an ISO date, the first day of what it names; else UNKNOWN.

    Of an EDTF interval (`2018-07/..`) the lower end counts.
    """
    value = value.partition("/")[0]
    padded = value[:10] + "-01-01"[max(0, len(value[:10]) - 4) :] if len(value) >= 4 else ""
    try:
        return date.fromisoformat(padded).toordinal() - date(1970, 1, 1).toordinal()
    except ValueError:
        return UNKNOWN


def key_hash(key: str) -> int:
    """64 bits that stand for a document's key (two of a million agree once in 10**7 times)."""
    return _hash(key.encode("utf-8", "surrogatepass"))


@lru_cache(65536)
def name_hash(name: str) -> int:
    """64 bits that stand for a folded name: of a person, a dimension, a type of figure."""
    return _hash(folding.symbols_of(name).tobytes())


def _hash(data: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def _figures(documents: Sequence[Document]) -> NDArray[np.void]:
    rows: list[tuple[Any, ...]] = []
    for number, document in enumerate(documents):
        rows += [_figure_row(number, figure) for figure in document.figures]
        rows += [_person_row(number, person) for person in document.people]
    return np.array(rows, FIGURE_DTYPE)


def _figure_row(number: int, figure: FigureRow) -> tuple[Any, ...]:
    names = name_hash(figure.type), name_hash(figure.dimension)
    return number, *names, figure.low, figure.high, figure.block, figure.start, figure.end


def _person_row(number: int, person: PersonRow) -> tuple[Any, ...]:
    names = name_hash(PERSON), name_hash(person.name)
    return number, *names, 0.0, 0.0, person.block, person.start, person.end
