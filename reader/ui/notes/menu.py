"""The context menu of the notes list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from reader.i18n import tr
from reader.ui.wording import colours

if TYPE_CHECKING:
    from reader.ui.notes.pane import NotesPane


class NotesMenu(QMenu):
    """What can be done with the selected notes; in the bin there is less."""

    def __init__(self, pane: NotesPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._kept = [
            self._add(tr("&Edit…"), pane.edit),
            self._add(tr("&Copy with source"), pane.copy_chosen),
            self._add(tr("Add &tags…"), pane.tagging.add),
            self._add(tr("Remove a ta&g…"), pane.tagging.remove),
            self._add(tr("&Move to folder…"), pane.move_to_folder),
        ]
        self._colours = self.addMenu(tr("C&olour"))
        self._colours.addAction(tr("None")).setData(None)
        for key, name in colours().items():
            self._colours.addAction(name).setData(key)
        self._colours.triggered.connect(self._recolour)
        self._kept += [
            self._add(tr("&Attach to the selection"), pane.attach_here),
            self._add(tr("&Export…"), pane.export),
            self._add(tr("&Remove"), pane.remove),
        ]
        self._always = [
            self._add(tr("Re&name a tag…"), pane.tagging.rename),
            self._add(tr("&Import notes…"), pane.bring_in),
        ]
        self._binned = [
            self._add(tr("Put &back"), pane.take_back),
            self._add(tr("&Delete for good"), pane.remove),
            self._add(tr("Empty the b&in…"), pane.empty_bin),
        ]

    def show_at(self, point: QPoint, *, binned: bool) -> None:
        """Open at a global position."""
        for action in (*self._kept, self._colours.menuAction()):
            action.setVisible(not binned)
            action.setEnabled(bool(self._pane.chosen()))
        for action in self._always:
            action.setVisible(not binned)
        for action in self._binned:
            action.setVisible(binned)
        self.popup(point)

    def _add(self, text: str, slot: Callable[[], object]) -> QAction:
        action = self.addAction(text)
        action.triggered.connect(slot)
        return action

    def _recolour(self, action: QAction) -> None:
        self._pane.recolour(action.data())
