"""Undo and redo: Qt's stack over the notes' own changes, which are data and their inverse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from reader.notes import Change

MOST = 100


class _Step(QUndoCommand):
    """One change. The stack calls `redo` when the step is pushed: it was done already."""

    def __init__(self, change: Change, apply: Callable[[Change], None]) -> None:
        super().__init__(change.label)
        self._change = change
        self._apply = apply
        self._done = True

    def redo(self) -> None:
        if not self._done:
            self._apply(self._change)
        self._done = True

    def undo(self) -> None:
        self._apply(self._change.inverse)
        self._done = False


class UndoStack(QUndoStack):
    """Remembers changes that were made, and makes them or their inverse again.

    applied(Change)   a change was undone or redone
    failed(object)    it could not be: the error; the stack is emptied, as it no longer fits
    """

    applied = Signal(object)
    failed = Signal(object)

    def __init__(self, apply: Callable[[Change], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setUndoLimit(MOST)
        self._store = apply

    def record(self, change: Change) -> None:
        """Remember a change that has been made."""
        if change:
            self.push(_Step(change, self._do))

    def _do(self, change: Change) -> None:
        self._store(change)
        self.applied.emit(change)
