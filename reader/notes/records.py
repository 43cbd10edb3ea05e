"""Changing and undoing records of any kind; times and new notes."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime

from reader.errors import StoreError
from reader.i18n import tr
from reader.notes.codec import key_of, storable
from reader.notes.database import Database, translated
from reader.notes.history import History
from reader.notes.model import Anchor, Change, Note, NoteKind, Record


def now() -> str:
    """The present as notes keep it: UTC, ISO 8601, milliseconds."""
    return timestamp(datetime.now(UTC))


def timestamp(moment: datetime) -> str:
    """A moment as notes keep it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def new_note(kind: NoteKind, source: str, path: str, anchor: Anchor | None = None) -> Note:
    """A note with an id of its own, made now, its text the anchor's quotation.

    Fill in the rest with `dataclasses.replace`; `Notes.add` keeps it.
    """
    made = now()
    return Note(
        id=secrets.token_hex(6), kind=kind, source=source, path=path, anchor=anchor,
        text=anchor.quote if anchor else "", created=made, modified=made,
    )  # fmt: skip


class Records:
    """Changing and undoing records of any kind, over a database."""

    def __init__(self, database: Database, *, read_only: bool = False) -> None:
        self._database = database
        self._history = History()
        self.read_only = read_only
        self.changed = False

    def apply(self, change: Change, *, remember: bool = True) -> Change:
        """Make a change, or raise StoreError and make none of it. An empty one does nothing."""
        if not change:
            return change
        if self.read_only:
            raise StoreError(tr("The notes are open for reading only; nothing was saved."))
        change = replace(change, after=tuple(map(storable, change.after)))
        self._database.write(change)
        self.changed = True
        if remember:
            self._history.remember(change)
        return change

    def undo(self) -> Change | None:
        """Take back the last change; returns what was done for it, None if there is none."""
        if not (change := self._history.undoable):
            return None
        self.apply(change.inverse, remember=False)
        self._history.undone()
        return change.inverse

    def redo(self) -> Change | None:
        """Make the change again that undo took back; None if there is none."""
        if not (change := self._history.redoable):
            return None
        self.apply(change, remember=False)
        self._history.redone()
        return change

    @property
    def undoable(self) -> Change | None:
        """The change that `undo` would take back; its `label` is for the menu."""
        return self._history.undoable

    @property
    def redoable(self) -> Change | None:
        """The change that `redo` would make again."""
        return self._history.redoable

    def _put(self, label: str, record: Record, *, remember: bool = True) -> Change:
        old = self._get(key_of(record))
        return self.apply(Change(label, (old,) if old else (), (record,)), remember=remember)

    def _drop(self, label: str, key: tuple[str, str], *, remember: bool = True) -> Change:
        old = self._get(key)
        return self.apply(Change(label, (old,) if old else ()), remember=remember)

    def _get(self, key: tuple[str, str]) -> Record | None:
        with translated(self._database.folder):
            return self._database.get(key)

    def _documents(self, kind: str) -> list[Record]:
        with translated(self._database.folder):
            return self._database.documents(kind)
