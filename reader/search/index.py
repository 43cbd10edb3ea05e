"""The index: opened, brought up to date, searched. The façade of the room."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from whoosh import index as whoosh_index
from whoosh.reading import SegmentReader

from reader.article import Progress
from reader.errors import IndexBusy, IndexDamaged
from reader.i18n import tr
from reader.search.batch import Batch, key_hash, prepare
from reader.search.codec import GramSegment, GramWriter, leaf_of, schema
from reader.search.evaluate import Evaluation
from reader.search.hits import hit
from reader.search.leaf import Card, Leaf
from reader.search.model import Document, Outline, Results, Sort
from reader.search.relax import relaxed
from reader.search.storage import CONDEMNED, SealedStorage, damaged
from reader.search.syntax import Meaning, parse

_BATCH = 1 << 18  # characters that are prepared at a time
_RUN = 1 << 22  # characters after which a segment is committed
_TIER = 4  # segments are merged unless each weighs more than this many times the smaller ones
_NAME = "MAIN"  # Whoosh's default
_HOLDER = "writer.json"


class View(NamedTuple):
    """A state of the index as one commit left it."""

    generation: int
    segments: tuple[GramSegment, ...]
    leaves: tuple[Leaf, ...]


class Index:
    """A search index in a folder. Many may read it, one at a time writes.

    An object belongs to one thread at a time; each thread opens its own.
    """

    def __init__(self, storage: SealedStorage, whoosh: whoosh_index.FileIndex) -> None:
        self._storage = storage
        self._whoosh = whoosh
        self._current = View(-1, (), ())

    @classmethod
    def open(cls, directory: str | os.PathLike[str], *, rebuild: bool = False) -> Index:
        """The index in `directory`; an empty one is made where there is none.

        With `rebuild` whatever index is there is thrown away first. Raises IndexDamaged
        when the index is foreign, truncated or altered, and IndexBusy when it is to be
        rebuilt while another program writes.
        """
        folder = Path(directory)
        folder.mkdir(parents=True, exist_ok=True)
        storage = SealedStorage(folder)
        if rebuild:
            with _writing(storage):
                _start_anew(storage)
        index = cls(storage, _opened(storage))
        index._view()
        return index

    def close(self) -> None:
        """Let go of all files."""
        self._current = View(-1, (), ())
        self._storage.forget(set())

    def __len__(self) -> int:
        """Documents."""
        return sum(segment.doc_count() for segment in self._view().segments)

    def state(self) -> dict[str, tuple[str, str]]:
        """`{key: (digest, stamp)}` of every document."""
        with self._reading():
            return {key: (card.digest, card.stamp) for key, card in self._cards()}

    def outlines(self) -> list[Outline]:
        """Title, series, date and authors of every document, in no order."""
        return [
            Outline(key, card.title, card.series, card.date, _names(card), card.digest)
            for key, card in self._cards()
        ]

    def _cards(self) -> Iterator[tuple[str, Card]]:
        for leaf in self._view().leaves:
            for number, (key, card) in enumerate(zip(leaf.keys(), leaf.cards(), strict=True)):
                if leaf.dead is None or not leaf.dead[number]:
                    yield key, card

    def search(self, query: str, *, limit: int = 20, sort: Sort = "relevance") -> Results:
        """The best `limit` documents for `query`, with exact totals.

        Never fails for what the query says: what cannot be understood is taken as the
        nearest thing that can, and `Results.note` says so.
        """
        started = time.perf_counter()
        with self._reading():
            meaning, evaluation = self._answer(query)
            hits = tuple(hit(evaluation, place) for place in evaluation.best(limit, sort))
        note = meaning.note
        if evaluation.stopped:
            late = tr("The pattern took too long; there may be more.")
            note = f"{note} {late}".strip()
        return Results(
            query=query,
            total=evaluation.total,
            occurrences=evaluation.occurrences,
            milliseconds=(time.perf_counter() - started) * 1e3,
            hits=hits,
            explanation=meaning.explanation,
            note=note,
        )

    def keys(
        self, query: str, *, limit: int = 20, sort: Sort = "relevance"
    ) -> tuple[int, tuple[str, ...]]:
        """The exact number of documents for `query`, and the keys of the best: no snippets."""
        with self._reading():
            _, evaluation = self._answer(query)
            places = evaluation.best(limit, sort)
            leaves = evaluation.leaves
            return evaluation.total, tuple(leaves[at.leaf].key(at.document) for at in places)

    def update(
        self, documents: Iterable[Document | Batch], removed: Iterable[str] = (), total: int = 0
    ) -> Generator[Progress, None, None]:
        """Add or replace documents by key, remove others, and tidy up; yields as it goes.

        What has been committed is found at once, also while the update goes on. Closing
        the generator stops the update; the index then holds all commits made so far.
        Raises IndexBusy, naming the holder, when another program is writing.
        """
        with _writing(self._storage):
            done = 0
            for run in _runs(documents):
                self._commit(run, removed)
                removed = ()
                done += sum(map(len, run))
                yield Progress(done, total, tr("indexed"))
            if removed:
                self._commit([], removed)
            while merging := _to_merge(self._view().segments):
                yield Progress(done, total, tr("merging the index"))
                self._merge(merging)

    def verify(self) -> Generator[Progress, None, None]:
        """Read everything and compare it with its checksums; raises IndexDamaged."""
        leaves = self._view().leaves
        for done, leaf in enumerate(leaves):
            yield Progress(done, len(leaves))
            with self._reading():
                leaf.file.check()

    def _view(self) -> View:
        """The newest state; segments that are open already stay open."""
        newest = self._whoosh.latest_generation()
        if newest == self._current.generation:
            return self._current
        try:
            reader = self._whoosh.reader()
        except OSError as error:
            raise damaged(Path(str(error.filename or self._storage.path))) from error
        inner = [each for each, _ in reader.leaf_readers() if isinstance(each, SegmentReader)]
        segments = tuple(each.segment() for each in inner)
        leaves = tuple(leaf_of(self._storage, segment) for segment in segments)
        self._current = View(newest, segments, leaves)
        self._storage.forget({segment.file_name() for segment in segments})
        return self._current

    @contextmanager
    def _reading(self) -> Generator[None]:
        """Damage that is met while reading is remembered, so that the next `open` tells."""
        try:
            yield
        except IndexDamaged:
            self._storage.condemn()
            raise

    def _answer(self, query: str) -> tuple[Meaning, Evaluation]:
        """What the query means and what it found: as written, or else relaxed."""
        leaves = self._view().leaves
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
        gone = [key_hash(key) for key in removed]
        gone.extend(key_hash(key) for batch in run for key in batch.keys)
        writer = GramWriter(self._whoosh)
        try:
            for number in _numbers(self._view().leaves, np.array(gone, np.uint64)):
                writer.delete_document(number)
            for batch in run:
                writer.add_batch(batch)
            writer.commit(mergetype=lambda _writer, segments: segments)
        except BaseException:
            if not writer.is_closed:
                writer.cancel()
            raise

    def _merge(self, merging: Sequence[GramSegment]) -> None:
        names = {segment.segment_id() for segment in merging}

        def policy(writer: GramWriter, segments: list[GramSegment]) -> list[GramSegment]:
            for segment in segments:
                if segment.segment_id() in names and segment.doc_count():
                    writer.add_segment(segment)
            return [each for each in segments if each.segment_id() not in names]

        GramWriter(self._whoosh).commit(mergetype=policy)


@contextmanager
def _writing(storage: SealedStorage) -> Generator[None]:
    """Hold the index for writing, and let others know who does."""
    lock = storage.lock("jianbao.lock")
    if not lock.acquire():
        raise _busy(storage.path)
    try:
        _announce(storage)
        yield
    finally:
        (storage.path / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _names(card: Card) -> tuple[str, ...]:
    return tuple(filter(None, card.authors.split("、")))


def _opened(storage: SealedStorage) -> whoosh_index.FileIndex:
    if storage.is_condemned():
        raise damaged(storage.path)
    try:
        if not any(map(_belongs_to_index, storage.list())):
            return whoosh_index.FileIndex.create(storage, schema())
        return whoosh_index.FileIndex(storage)
    except whoosh_index.IndexError as error:
        raise damaged(storage.path) from error


def _start_anew(storage: SealedStorage) -> None:
    """Throw the index away. The generations go on, so that whoever reads it notices."""
    newest = whoosh_index.TOC._latest_generation(storage, _NAME)  # pyright: ignore
    old = list(filter(_belongs_to_index, storage.list()))
    whoosh_index.TOC(schema(), [], newest + 1).write(storage, _NAME)
    for name in old:
        (storage.path / name).unlink(missing_ok=True)


def _belongs_to_index(name: str) -> bool:
    return name == CONDEMNED or name.endswith((".toc", ".grams", ".part"))


def _runs(documents: Iterable[Document | Batch]) -> Iterator[list[Batch]]:
    """Batches that together are one commit; no key comes twice in one."""
    run, keys, size = list[Batch](), set[str](), 0
    for batch in _batches(documents):
        if size >= _RUN or not keys.isdisjoint(batch.keys):
            yield run
            run, keys, size = [], set(), 0
        run.append(batch)
        keys.update(batch.keys)
        size += len(batch.symbols)
    if run:
        yield run


def _batches(documents: Iterable[Document | Batch]) -> Iterator[Batch]:
    waiting, size = dict[str, Document](), 0
    for document in documents:
        if isinstance(document, Batch):
            yield document
            continue
        waiting[document.key] = document
        size += sum(len(passage.text) for passage in document.passages)
        if size >= _BATCH:
            yield prepare(list(waiting.values()))
            waiting, size = {}, 0
    if waiting:
        yield prepare(list(waiting.values()))


def _numbers(leaves: Sequence[Leaf], hashes: np.ndarray) -> Iterator[int]:
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
    ordered = sorted(segments, key=lambda segment: segment.doc_count())
    weight, last = 0, 0
    for at, segment in enumerate(ordered):
        if segment.doc_count() <= _TIER * weight:
            last = at
        weight += segment.doc_count()
    return ordered[: last + 1] if last else []


def _announce(storage: SealedStorage) -> None:
    holder = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    (storage.path / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _busy(folder: Path) -> IndexBusy:
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        holder = {}
    return IndexBusy(
        tr(
            "Another program is writing the search index in {folder} (process {pid} on {host}, "
            "since {since}); wait until it has finished, or close it.",
            folder=folder,
            pid=holder.get("pid", "?"),
            host=holder.get("host", "?"),
            since=holder.get("since", "?"),
        )
    )
