"""What the context menu and keys of the tree do, on several rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from reader.notes import Note
from reader.ui.places import Place
from reader.ui.tree.menu import Member, RowMenu
from reader.ui.tree.model import Entry, Leaf

if TYPE_CHECKING:
    from reader.ui.window import Window

MOST_OPENED = 20  # tabs that one command opens


class TreeDeeds(QObject):
    """Carries out by name what `RowMenu` offers."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.tree.menu_wanted.connect(self.show_menu)
        window.tree.removal_wanted.connect(self.remove)

    def show_menu(self, members: Sequence[Member], where: QPoint) -> None:
        """Open the menu for these rows."""
        menu = RowMenu(members, self._window)
        menu.wanted.connect(self.do)
        menu.show_at(where)

    def do(self, deed: str, members: Sequence[Member]) -> None:
        """Carry out one deed on these rows."""
        getattr(self, deed)(members)

    def open(self, members: Sequence[Member]) -> None:
        """Show them, as a click would."""
        for member in members:
            if isinstance(member, Entry):
                self._window.open_place(Place(member.key))
            elif isinstance(member, Leaf):
                self._window.talk.choose_leaf(member)

    def open_tab(self, members: Sequence[Member]) -> None:
        """Each in a tab of its own."""
        for key in _keys(members)[:MOST_OPENED]:
            self._window.open_place(Place(key), True)

    def open_beside(self, members: Sequence[Member]) -> None:
        """The first of them beside what is open."""
        for key in _keys(members)[:1]:
            self._window.reading.open(Place(key), beside=True)

    def bookmark(self, members: Sequence[Member]) -> None:
        """A bookmark of each article."""
        for key in _keys(members):
            self._window.notes.bookmark(Place(key))

    def metadata(self, members: Sequence[Member]) -> None:
        """The metadata editor."""
        self._window.dialogs.edit_metadata(_keys(members))

    def read(self, members: Sequence[Member]) -> None:
        """Mark as read to the end."""
        self._window.shelf.mark_read(_keys(members), read=True)

    def unread(self, members: Sequence[Member]) -> None:
        """Mark as not read."""
        self._window.shelf.mark_read(_keys(members), read=False)

    def copy_path(self, members: Sequence[Member]) -> None:
        """The files' paths to the clipboard, one a line."""
        paths = [str(self._window.desk.library.source(key).path) for key in _keys(members)]
        QGuiApplication.clipboard().setText("\n".join(paths))

    def show_file(self, members: Sequence[Member]) -> None:
        """The folder of the first in the system's file manager."""
        for key in _keys(members)[:1]:
            folder = self._window.desk.library.source(key).path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def rescan(self, _members: Sequence[Member]) -> None:
        """Look at the folders again."""
        self._window.shelf.refresh()

    def add_folder(self, _members: Sequence[Member]) -> None:
        """Ask for a folder."""
        self._window.dialogs.ask_for_folder()

    def folders(self, _members: Sequence[Member]) -> None:
        """The folders of the collection."""
        self._window.dialogs.show_folders()

    def remove(self, members: Sequence[Member]) -> None:
        """Notes into the bin, saved searches away; articles stay: their files are not ours."""
        notes = self._window.desk.library.notes
        ids = [note.id for note in _notes(members) if note.removed is None]
        if ids:
            self._window.notes.record(notes.remove(ids))
        for member in members:
            if isinstance(member, Leaf) and member.kind == "search":
                self._window.notes.record(notes.delete_search(member.label))

    def take_back(self, members: Sequence[Member]) -> None:
        """Notes out of the bin."""
        ids = [note.id for note in _notes(members)]
        self._window.notes.record(self._window.desk.library.notes.take_back(ids))


def _keys(members: Sequence[Member]) -> list[str]:
    return [member.key for member in members if isinstance(member, Entry) and not member.error]


def _notes(members: Sequence[Member]) -> list[Note]:
    leaves = [member.payload for member in members if isinstance(member, Leaf)]
    return [payload for payload in leaves if isinstance(payload, Note)]
