"""The list of notes as a model: a listing that loads what is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from reader.errors import JianbaoError
from reader.notes import Filter, Listing, Note
from reader.ui.notes.touched import Touched
from reader.ui.wording import colours, note_kinds

AnyIndex = QModelIndex | QPersistentModelIndex
MOST_NEWER = 20  # notes that are looked at for the place of a new one


class Role(IntEnum):
    """What the delegate asks for beside the usual."""

    NOTE = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    TITLE = Qt.ItemDataRole.UserRole + 3


class NotesModel(QAbstractListModel):
    """Notes by row. `states` are the states of anchors that are known, by note id."""

    def __init__(self, mime: Callable[[Sequence[Note]], QMimeData]) -> None:
        super().__init__()
        self._listing: Sequence[Note] = ()
        self._states: dict[str, str] = {}
        self._titles: Mapping[str, str] = {}
        self._mime = mime

    def show_notes(self, listing: Sequence[Note]) -> None:
        """Take another list."""
        self.beginResetModel()
        self._listing = listing
        self.endResetModel()

    def follow(self, note_id: str, touched: Touched, passes: bool, chosen: Filter) -> bool:
        """Show what a change made of one note; False where its row cannot be told from it.

        `passes`: whether `chosen`, by which the notes are listed, lets it pass now.
        """
        row = self.row_of(note_id)
        if row < 0:
            return not passes or self._put(touched.after[note_id], chosen)
        if not passes:
            self._drop(row)
            return True
        if not touched.stays(note_id, chosen) or not isinstance(self._listing, Listing):
            return False
        self._listing.renew()
        self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def _put(self, note: Note, chosen: Filter) -> bool:
        """Put in a note that is among the newest; False for any other."""
        listing = self._listing
        if chosen.sort != "created" or not isinstance(listing, Listing):
            return False
        newest_first = range(len(listing)) if chosen.descending else reversed(range(len(listing)))
        for newer, row in enumerate(newest_first):
            other = listing[row]
            if (note.created, note.id) > (other.created, other.id):
                break
            if newer == MOST_NEWER:
                return False
        else:
            newer = len(listing)
        row = newer if chosen.descending else len(listing) - newer
        self.beginInsertRows(QModelIndex(), row, row)
        listing.put(row, note.id)
        self.endInsertRows()
        return True

    def _drop(self, row: int) -> None:
        listing = self._listing
        if isinstance(listing, Listing):
            self.beginRemoveRows(QModelIndex(), row, row)
            listing.drop(row)
            self.endRemoveRows()

    def show_states(self, states: dict[str, str]) -> None:
        """Know the states of the anchors of some notes."""
        self._states.update(states)
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1), [Role.STATE])

    def show_titles(self, titles: Mapping[str, str]) -> None:
        """Know the titles of the articles, by key."""
        self._titles = titles
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1), [Role.TITLE])

    def _title(self, note: Note) -> str:
        return self._titles.get(note.source) or note.source.rsplit("/", 1)[-1]

    def state_of(self, note_id: str) -> str | None:
        """The state of a note's anchor; None where it is not known."""
        return self._states.get(note_id)

    def forget_states(self) -> None:
        """Know no state any more."""
        self._states.clear()

    def note(self, row: int) -> Note | None:
        """The note in a row; None where it was deleted meanwhile."""
        try:
            return self._listing[row]
        except (JianbaoError, IndexError):
            return None

    def row_of(self, note_id: str) -> int:
        """The row of a note, -1 where it is not listed."""
        ids: Sequence[str] = getattr(self._listing, "ids", ())
        return ids.index(note_id) if note_id in ids else -1

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._listing)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        note = self.note(index.row()) if index.isValid() else None
        if note is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return note.text or note.note
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(note, self._title(note))
        if role == Role.NOTE:
            return note
        if role == Role.STATE:
            return self._states.get(note.id, "")
        return self._title(note) if role == Role.TITLE else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        return ["text/plain", "text/html"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        notes = (self.note(index.row()) for index in indexes)
        return self._mime([note for note in notes if note is not None])

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction


def spoken(note: Note, title: str) -> str:
    """A note as a screen reader says it."""
    colour = colours().get(note.colour or "", "")
    tags = ", ".join(note.tags)
    parts = (note_kinds()[note.kind], colour, note.text, note.note, tags, title)
    return ". ".join(part for part in parts if part)
