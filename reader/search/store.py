"""Segments on the disk as Whoosh keeps them: generations, commits, one writer at a time.

Whoosh's classes are typed in part only; they are used here, in `codec` and in `storage`.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportPrivateUsage=false

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, cast

from whoosh import index as whoosh_index
from whoosh.index import TOC, FileIndex
from whoosh.reading import IndexReader, SegmentReader

from reader.errors import IndexBusy, IndexDamaged
from reader.i18n import tr
from reader.search.batch import Batch
from reader.search.codec import GramSegment, GramWriter, leaf_of, schema
from reader.search.leaf import Leaf
from reader.search.storage import CONDEMNED, SealedStorage, damaged

_NAME = "MAIN"  # Whoosh's default
_LOCK, _CREATING = "jianbao.lock", "create.lock"
_PATIENCE = (0.005, 0.05, 0.1)  # seconds
_HOLDER = "writer.json"
_SETTLED = 2_000_000_000
"""Nanoseconds after which a folder's time stamp tells every later change (FAT: two seconds)."""


class View(NamedTuple):
    """A state of the index as one commit left it; a leaf for every segment."""

    generation: int
    segments: tuple[GramSegment, ...]
    leaves: tuple[Leaf, ...]


class Reading:
    """A context: damage met in it is remembered, so that the next to open the index is told."""

    def __init__(self, storage: SealedStorage) -> None:
        self._storage = storage

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and issubclass(kind, IndexDamaged):
            self._storage.condemn()


class Store:
    """The segments of an index in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the index, or make an empty one; raises IndexDamaged."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._storage = SealedStorage(folder)
        self._index = _opened(self._storage)
        self.reading = Reading(self._storage)
        self._place = os.fspath(folder)
        self._current = View(-1, (), ())
        self._stamp = 0  # of the folder, when it was looked at last

    @classmethod
    def anew(cls, folder: Path) -> Store:
        """An empty index in place of whatever is there; raises IndexBusy.

        The generations go on, so that whoever reads the old one notices.
        """
        folder.mkdir(parents=True, exist_ok=True)
        storage = SealedStorage(folder)
        with _writing(storage):
            newest: int = TOC._latest_generation(storage, _NAME)
            old = list(filter(_belongs_to_index, storage.list()))
            TOC(schema(), [], newest + 1).write(storage, _NAME)
            for name in old:
                with suppress(PermissionError):  # open elsewhere: the next commit clears it away
                    (folder / name).unlink(missing_ok=True)
        return cls(folder)

    def close(self) -> None:
        """Let go of all files."""
        self._current, self._stamp = View(-1, (), ()), 0
        self._storage.forget(set())

    def view(self) -> View:
        """The newest state; segments that are open already stay open. Raises IndexDamaged.

        A reader of Whoosh's is made for every generation: its own ways to refresh one
        (`Searcher.refresh`, `reader(reuse=…)`) mix up deletions after a merge.
        """
        stamp = self._folder_stamp()
        if stamp == self._stamp:
            return self._current
        settled = time.time_ns() - stamp > _SETTLED
        newest: int = self._index.latest_generation()
        if newest != self._current.generation:
            self._current = self._newest(newest)
        self._stamp = stamp if settled else 0
        return self._current

    def _folder_stamp(self) -> int:
        try:
            return os.stat(self._place).st_mtime_ns  # noqa: PTH116 - each query pays for it
        except OSError as error:
            raise damaged(self.folder) from error

    def _newest(self, generation: int) -> View:
        try:
            reader = cast(IndexReader, self._index.reader())
        except OSError as error:
            raise damaged(Path(str(error.filename or self.folder))) from error
        inner = [each for each, _ in reader.leaf_readers() if isinstance(each, SegmentReader)]
        segments = tuple(cast(GramSegment, each.segment()) for each in inner)
        leaves = tuple(leaf_of(self._storage, segment) for segment in segments)
        self._storage.forget({segment.file_name() for segment in segments})
        return View(generation, segments, leaves)

    def commit(self, batches: Sequence[Batch], deleted: Iterable[int]) -> None:
        """Add a segment, and delete documents (numbers over all segments of the view)."""
        writer = GramWriter(self._index)
        try:
            for number in deleted:
                writer.delete_document(number)
            for batch in batches:
                writer.add_batch(batch)
            writer.commit(mergetype=_merge_nothing)
        finally:
            if not writer.is_closed:
                writer.cancel()

    def merge(self, chosen: Sequence[GramSegment]) -> None:
        """Make one segment of some."""
        names: set[str] = {segment.segment_id() for segment in chosen}

        def policy(writer: GramWriter, segments: list[GramSegment]) -> list[GramSegment]:
            for segment in segments:
                if segment.segment_id() in names and segment.doc_count():
                    writer.add_segment(segment)
            return [each for each in segments if each.segment_id() not in names]

        GramWriter(self._index).commit(mergetype=policy)

    @contextmanager
    def writing(self) -> Generator[None]:
        """Hold the index for writing; raises IndexBusy, naming the holder."""
        with _writing(self._storage):
            yield


def _merge_nothing(_: GramWriter, segments: list[GramSegment]) -> list[GramSegment]:
    return segments


def _opened(storage: SealedStorage) -> FileIndex:
    if storage.is_condemned():
        raise damaged(storage.path)
    if not any(map(_belongs_to_index, storage.list())):
        _create(storage)
    for seconds in _PATIENCE:
        try:
            return FileIndex(storage)
        except (whoosh_index.IndexError, FileNotFoundError):
            time.sleep(seconds)  # a commit may just have put a newer table in its place
    try:
        return FileIndex(storage)
    except (whoosh_index.IndexError, FileNotFoundError) as error:
        raise damaged(storage.path) from error


def _create(storage: SealedStorage) -> None:
    """An empty index, unless another thread or program makes one at this moment."""
    lock = storage.lock(_CREATING)
    lock.acquire(blocking=True)
    try:
        if not any(map(_belongs_to_index, storage.list())):
            TOC(schema(), [], 0).write(storage, _NAME)
    finally:
        lock.release()


def _belongs_to_index(name: str) -> bool:
    return name == CONDEMNED or name.endswith((".toc", ".grams", ".part"))


@contextmanager
def _writing(storage: SealedStorage) -> Generator[None]:
    lock = storage.lock(_LOCK)
    if not lock.acquire():
        raise _busy(storage.path)
    try:
        _announce(storage.path)
        yield
    finally:
        (storage.path / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _announce(folder: Path) -> None:
    holder = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    (folder / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")


def _busy(folder: Path) -> IndexBusy:
    try:
        holder: dict[str, object] = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
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
