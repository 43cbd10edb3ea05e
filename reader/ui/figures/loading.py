"""Filling the figure table in the background; what is known already is not read again."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import Path
from queue import SimpleQueue

from reader.paths import DataPaths
from reader.ui.figures.gather import Chunk, Seal, gather


class Waiting:
    """Chunks that have come and are not in the table yet: progress may be thinned out."""

    def __init__(self) -> None:
        self._chunks: SimpleQueue[Chunk] = SimpleQueue()

    def put(self, chunk: Chunk) -> None:
        """Add a chunk, on the worker."""
        self._chunks.put(chunk)

    def take(self) -> list[Chunk]:
        """The chunks since the last time, on the thread of the window."""
        return [self._chunks.get() for _ in range(self._chunks.qsize())]


class Loading:
    """Gathers on a worker thread; the processes do the work."""

    def __init__(
        self, paths: DataPaths, folders: tuple[Path, ...], known: Mapping[str, Seal]
    ) -> None:
        self._paths = paths
        self._folders = folders
        self._known = dict(known)

    def run(self) -> Generator[Waiting, None, Waiting]:
        """Yields and returns the one `Waiting` in which the chunks are."""
        waiting = Waiting()
        for chunk in gather(self._paths, self._folders, self._known):
            waiting.put(chunk)
            yield waiting
        return waiting
