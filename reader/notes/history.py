"""Undo and redo as two stacks of changes; a change is data and its inverse swaps its sides."""

from __future__ import annotations

from collections import deque

from reader.notes.model import Change

STEPS = 100


class History:
    """The last `STEPS` changes of this run, and those that were undone."""

    def __init__(self) -> None:
        self._done: deque[Change] = deque(maxlen=STEPS)
        self._undone: list[Change] = []

    @property
    def undoable(self) -> Change | None:
        """The change that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def redoable(self) -> Change | None:
        """The change that redo would make again."""
        return self._undone[-1] if self._undone else None

    def remember(self, change: Change) -> None:
        """A change was made; what had been undone is forgotten."""
        self._done.append(change)
        self._undone.clear()

    def undone(self) -> None:
        """The last change was taken back."""
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        """The last undone change was made again."""
        self._done.append(self._undone.pop())
