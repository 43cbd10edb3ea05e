"""The context menu of the tree: what can be done with the selected rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reader.i18n import tr
from reader.ui.tree.model import Entry, Group, Leaf

Member = Entry | Leaf | Group


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the menu; `name` is what `RowMenu.wanted` tells."""

    name: str
    text: str


def deeds(members: Sequence[Member]) -> list[Deed | None]:
    """What fits all of `members`; None is a line between."""
    if not members:
        return [Deed("add_folder", tr("Add folder…"))]
    entries = [member for member in members if isinstance(member, Entry)]
    if len(entries) == len(members):
        return _article_deeds(entries)
    kinds = {member.kind for member in members if not isinstance(member, Entry)}
    return _LEAF_DEEDS[kinds.pop()]() if len(kinds) == 1 and kinds <= _LEAF_DEEDS.keys() else []


def _article_deeds(entries: Sequence[Entry]) -> list[Deed | None]:
    if any(entry.error for entry in entries):
        return [Deed("show_file", tr("Show in the file manager")), Deed("rescan", tr("Try again"))]
    alone = [Deed("open", tr("Open"))] if len(entries) == 1 else []
    return [
        *alone,
        Deed("open_tab", tr("Open in a new tab")),
        Deed("open_beside", tr("Open beside")),
        None,
        Deed("bookmark", tr("Bookmark")),
        Deed("metadata", tr("Title, date, authors…")),
        Deed("read", tr("Mark as read")),
        Deed("unread", tr("Mark as unread")),
        None,
        Deed("copy_path", tr("Copy the path")),
        Deed("show_file", tr("Show in the file manager")),
    ]


def _note_deeds() -> list[Deed | None]:
    return [Deed("open", tr("Open")), Deed("remove", tr("Put into the bin"))]


def _bin_deeds() -> list[Deed | None]:
    return [Deed("take_back", tr("Put back"))]


def _search_deeds() -> list[Deed | None]:
    return [Deed("open", tr("Search")), Deed("remove", tr("Remove"))]


def _folder_deeds() -> list[Deed | None]:
    return [Deed("folders", tr("Folders of the collection…"))]


_LEAF_DEEDS = {
    "bookmark": _note_deeds,
    "quotation": _note_deeds,
    "bin": _bin_deeds,
    "search": _search_deeds,
    "folder": _folder_deeds,
}


class RowMenu(QMenu):
    """A menu for the selected rows; tells by name what was chosen.

    wanted(str, object)     the deed's name and the members
    """

    wanted = Signal(str, object)

    def __init__(self, members: Sequence[Member], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members = list(members)
        for deed in deeds(members):
            if deed is None:
                self.addSeparator()
            else:
                action = self.addAction(deed.text)
                action.setData(deed.name)
        self.triggered.connect(self._chosen)
        self.aboutToHide.connect(self.deleteLater)

    def show_at(self, where: QPoint) -> None:
        """Open the menu, unless there is nothing to do."""
        if self.isEmpty():
            self.deleteLater()
        else:
            self.popup(where)

    def _chosen(self, action: QAction) -> None:
        self.wanted.emit(action.data(), self._members)
