"""Where the reader left each article, kept with the notes a little later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from reader.errors import StoreError

if TYPE_CHECKING:
    from reader.notes import ReadingState
    from reader.ui.desk import Desk

KEEP_AFTER_MS = 2_000
READ_FROM = 0.95  # an article read to here counts as read


class Positions(QObject):
    """Reading states by digest. What is asked before `wake` touches no file."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._awake = False
        self._unkept: dict[str, ReadingState] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def wake(self) -> None:
        """From now on the notes may be opened: the first article is on the screen."""
        self._awake = True

    def of(self, digest: str) -> ReadingState | None:
        """How far an article was read, if that is known."""
        if digest in self._unkept:
            return self._unkept[digest]
        if not self._awake:
            return None
        try:
            return self._desk.library.notes.reading(digest)
        except StoreError:
            return None  # what is wrong with the notes is told where notes are kept

    def keep(self, digest: str, raw_offset: int, progress: float) -> None:
        """Remember where an article was left."""
        old = self.of(digest)
        if not self._awake or old is None:
            return
        read = old.read or progress >= READ_FROM
        if (old.position, old.read) == (raw_offset, read):
            return
        from datetime import UTC, datetime  # not before an article has been left

        opened = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._unkept[digest] = replace(
            old, position=raw_offset, progress=progress, read=read, opened=opened
        )
        self._timer.start()

    def flush(self) -> None:
        """Write what was remembered; what cannot be written is dropped: it is only a place."""
        self._timer.stop()
        states, self._unkept = self._unkept, {}
        try:
            for state in states.values():
                self._desk.library.notes.set_reading(state)
        except StoreError:
            return
