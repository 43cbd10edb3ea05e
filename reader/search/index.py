"""The index: opened, brought up to date, searched. The façade of the room."""

from __future__ import annotations

import os
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reader.article import Progress
from reader.i18n import tr
from reader.search import folding
from reader.search.ahead import ahead
from reader.search.batch import Batch, key_hash, prepare
from reader.search.codec import GramSegment
from reader.search.evaluate import Evaluation
from reader.search.hits import hit
from reader.search.leaf import Leaf
from reader.search.model import Document, Outline, Results, Sort
from reader.search.packing import Card
from reader.search.relax import relaxed
from reader.search.store import Store
from reader.search.syntax import Meaning, parse

_BATCH = 1 << 18  # characters that are prepared at a time
_RUN = 1 << 23  # characters after which a segment is committed
_PATIENCE = 8.0  # seconds after which it is committed with less
_TIER = 4  # segments are merged unless each weighs more than this many times the smaller ones


class Index:
    """A search index in a folder. Many may read it, one at a time writes.

    An object belongs to one thread at a time; each thread opens its own.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, directory: str | os.PathLike[str], *, rebuild: bool = False) -> Index:
        """The index in `directory`; an empty one is made where there is none.

        With `rebuild` whatever index is there is thrown away first. Raises IndexDamaged
        when the index is foreign, truncated or altered, and IndexBusy when it is to be
        rebuilt while another program writes.
        """
        folder = Path(directory)
        store = Store.anew(folder) if rebuild else Store(folder)
        folding.load()
        with store.reading:
            for leaf in store.view().leaves:
                leaf.warm()
        return cls(store)

    def close(self) -> None:
        """Let go of all files."""
        self._store.close()

    def __len__(self) -> int:
        """Documents."""
        return sum(segment.doc_count() for segment in self._store.view().segments)

    def state(self) -> dict[str, tuple[str, str]]:
        """`{key: (digest, stamp)}` of every document."""
        with self._store.reading:
            return {key: (card.digest, card.stamp) for key, card in self._cards()}

    def outlines(self) -> list[Outline]:
        """Title, series, date and authors of every document, in no order."""
        with self._store.reading:
            return [
                Outline(key, card.title, card.series, card.date, _names(card), card.digest)
                for key, card in self._cards()
            ]

    def search(self, query: str, *, limit: int = 20, sort: Sort = "relevance") -> Results:
        """The best `limit` documents for `query`, with exact totals.

        Never fails for what the query says: what cannot be understood is taken as the
        nearest thing that can, and `Results.note` says so. Raises IndexDamaged.
        """
        started = time.perf_counter()
        with self._store.reading:
            meaning, evaluation = self._answer(query)
            hits = tuple(hit(evaluation, place) for place in evaluation.best(limit, sort))
        return Results(
            query=query,
            total=evaluation.total,
            occurrences=evaluation.occurrences,
            milliseconds=(time.perf_counter() - started) * 1e3,
            hits=hits,
            explanation=meaning.explanation,
            note=_note(meaning, evaluation),
        )

    def keys(
        self, query: str, *, limit: int = 20, sort: Sort = "relevance"
    ) -> tuple[int, tuple[str, ...]]:
        """The exact number of documents for `query`, and the keys of the best.

        No snippets, no words about it, and therefore nothing but what is asked for: where
        nothing matches, there is nothing.
        """
        leaves = self._store.view().leaves
        with self._store.reading:
            evaluation = Evaluation(leaves, parse(query).node)
            found = [leaves[at].key(number) for at, number, _ in evaluation.best(limit, sort)]
            return evaluation.total, tuple(found)

    def update(
        self, documents: Iterable[Document | Batch], removed: Iterable[str] = (), total: int = 0
    ) -> Generator[Progress, None, None]:
        """Add or replace documents by key, remove others, and tidy up; yields as it goes.

        What has been committed is found at once, also while the update goes on. Closing
        the generator stops the update; the index then holds all commits made so far.
        Raises IndexBusy, naming the holder, when another program is writing.
        """
        with self._store.writing():
            done = 0
            for run in _runs(documents):
                self._commit(run, removed)
                removed = ()
                done += sum(map(len, run))
                yield Progress(done, total, tr("indexed"))
            if removed:
                self._commit([], removed)
            while merging := _to_merge(self._store.view().segments):
                yield Progress(done, total, tr("merging the index"))
                self._store.merge(merging)

    def verify(self) -> Generator[Progress, None, None]:
        """Read everything and compare it with its checksums; raises IndexDamaged."""
        leaves = self._store.view().leaves
        for done, leaf in enumerate(leaves):
            yield Progress(done, len(leaves))
            with self._store.reading:
                leaf.file.check_all()

    def _cards(self) -> Iterator[tuple[str, Card]]:
        for leaf in self._store.view().leaves:
            for number, (key, card) in enumerate(zip(leaf.keys(), leaf.cards(), strict=True)):
                if leaf.dead is None or not leaf.dead[number]:
                    yield key, card

    def _answer(self, query: str) -> tuple[Meaning, Evaluation]:
        """What the query means and what it found: as written, or else relaxed."""
        leaves = self._store.view().leaves
        meaning = parse(query)
        evaluation = Evaluation(leaves, meaning.node)
        if evaluation.total or not leaves:
            return meaning, evaluation
        for bent in relaxed(query, meaning):
            found = Evaluation(leaves, bent.node)
            if found.total:
                return bent, found
        return meaning, evaluation

    def _commit(self, run: Sequence[Batch], removed: Iterable[str]) -> None:
        gone = np.array([key_hash(key) for key in removed], np.uint64)
        replaced = [batch.columns.key_hashes for batch in run]
        leaves = self._store.view().leaves
        self._store.commit(run, _numbers(leaves, np.concatenate((gone, *replaced))))


def _names(card: Card) -> tuple[str, ...]:
    return tuple(filter(None, card.authors.split("、")))


def _note(meaning: Meaning, evaluation: Evaluation) -> str:
    if not evaluation.stopped:
        return meaning.note
    stopped = tr("The pattern took too long; there may be more.")
    return f"{meaning.note} {stopped}".strip()


def _runs(documents: Iterable[Document | Batch]) -> Iterator[list[Batch]]:
    """Batches that together are one commit; no key comes twice in one.

    What comes slowly is not kept waiting until there is much of it.
    """
    run: list[Batch] = []
    keys: set[str] = set()
    size, began = 0, time.monotonic()
    for batch in ahead(_prepared, _groups(documents)):
        late = time.monotonic() - began > _PATIENCE
        if run and (size >= _RUN or late or not keys.isdisjoint(batch.keys)):
            yield run
            run, size, began = [], 0, time.monotonic()
            keys.clear()
        run.append(batch)
        keys.update(batch.keys)
        size += len(batch.symbols)
    if run:
        yield run


def _prepared(group: Batch | Sequence[Document]) -> Batch:
    return group if isinstance(group, Batch) else prepare(group)


def _groups(documents: Iterable[Document | Batch]) -> Iterator[Batch | Sequence[Document]]:
    """Documents to be prepared together; of two with the same key the later one counts."""
    waiting: dict[str, Document] = {}
    size = 0
    for document in documents:
        if isinstance(document, Batch):
            yield document
            continue
        waiting[document.key] = document
        for passage in document.passages:
            size += len(passage.text)
        if size >= _BATCH:
            yield list(waiting.values())
            waiting = {}
            size = 0
    if waiting:
        yield list(waiting.values())


def _numbers(leaves: Sequence[Leaf], hashes: NDArray[np.uint64]) -> Iterator[int]:
    """Numbers, counted over all segments, of the live documents with these keys."""
    before = 0
    for leaf in leaves:
        for number in np.flatnonzero(np.isin(leaf.key_hashes, hashes)).tolist():
            if leaf.dead is None or not leaf.dead[number]:
                yield before + number
        before += leaf.size


def _to_merge(segments: Sequence[GramSegment]) -> list[GramSegment]:
    """Small segments that together weigh as much as the next, or one that is mostly dead."""
    for segment in segments:
        if segment.deleted_count() * 3 > segment.doc_count_all():
            return [segment]
    ordered = sorted(segments, key=GramSegment.doc_count_all)
    weight = last = 0
    for at, segment in enumerate(ordered):
        if segment.doc_count_all() <= _TIER * weight:
            last = at
        weight += segment.doc_count_all()
    return ordered[: last + 1] if last else []
