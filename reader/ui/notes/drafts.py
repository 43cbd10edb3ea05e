"""Notes that are being written are kept as drafts, so that a crash takes no words away. No Qt."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from reader.errors import StoreError
from reader.i18n import tr
from reader.notes import Change, Note
from reader.notes.codec import decode, encode

if TYPE_CHECKING:
    from reader.notes import Notes
    from reader.ui.desk import Desk

PREFIX = "note "  # of the keys of our drafts


class Drafts:
    """The notes in open editors, each a draft under its id."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, note: Note) -> None:
        """Keep a note as it is typed. What hinders it is told when the note itself is saved."""
        with suppress(StoreError):
            self._notes.keep_draft(PREFIX + note.id, json.dumps(encode(note)))

    def drop(self, note_id: str) -> None:
        """The note was saved or thrown away."""
        with suppress(StoreError):
            self._notes.drop_draft(PREFIX + note_id)

    def bring_back(self) -> Change:
        """Keep all drafts as notes, new or changed; returns what was done. Raises StoreError."""
        drafts = {key: d for key, d in self._notes.drafts().items() if key.startswith(PREFIX)}
        written = [note for draft in drafts.values() if (note := _note_of(draft.text))]
        old = {note.id: note for note in self._notes.notes([note.id for note in written])}
        changed = [note for note in written if note != old.get(note.id)]
        before = tuple(old[note.id] for note in changed if note.id in old)
        change = self._notes.apply(Change(tr("Recover"), before, tuple(changed)))
        for key in drafts:
            self._notes.drop_draft(key)
        return change

    @property
    def _notes(self) -> Notes:
        return self._desk.library.notes


def _note_of(text: str) -> Note | None:
    """The note of a draft; None where another version wrote it otherwise."""
    try:
        return cast("Note", decode("note", json.loads(text)))
    except (ValueError, TypeError, KeyError):
        return None
