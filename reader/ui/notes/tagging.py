"""Tags of many notes at once: giving, taking away, renaming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog

from reader.i18n import tr
from reader.notes import Change
from reader.ui.notes.editor import split_tags

if TYPE_CHECKING:
    from reader.notes import Notes
    from reader.ui.notes.pane import NotesPane


class Tagging:
    """Asks for tags and changes them; each change is recorded by the pane."""

    def __init__(self, pane: NotesPane) -> None:
        self._pane = pane

    def add(self) -> None:
        """Give the selected notes more tags."""
        title = tr("Add tags")
        text, given = QInputDialog.getText(self._pane, title, tr("Tags, separated by commas:"))
        if given and split_tags(text):
            self._pane.attempt(lambda notes: notes.tag(self._ids(), split_tags(text)))

    def remove(self) -> None:
        """Take a tag away from the selected notes."""
        tags = sorted({tag for note in self._pane.chosen() for tag in note.tags})
        tag = self._asked(tr("Remove a tag"), tr("Tag to take away:"), tags)
        if tag:
            self._pane.attempt(lambda notes: notes.tag(self._ids(), (), (tag,)))

    def rename(self) -> None:
        """Give every note that has a tag another in its place."""
        self._pane.attempt(self._renamed)

    def _renamed(self, notes: Notes) -> Change | None:
        title = tr("Rename a tag")
        old = self._asked(title, tr("Tag to rename, in all notes:"), list(notes.tags()))
        if not old:
            return None
        new, given = QInputDialog.getText(self._pane, title, tr("New name:"), text=old)
        named = split_tags(new)[:1]
        return notes.rename_tag(old, named[0]) if given and named else None

    def _asked(self, title: str, words: str, tags: list[str]) -> str:
        if not tags:
            return ""
        tag, given = QInputDialog.getItem(self._pane, title, words, tags, 0, False)
        return tag if given else ""

    def _ids(self) -> list[str]:
        return [note.id for note in self._pane.chosen()]
