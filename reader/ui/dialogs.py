"""Dialogs the commands open; each is made when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from reader.i18n import tr

if TYPE_CHECKING:
    from reader.ui.window import Window


class Dialogs(QObject):
    """Opens the window's dialogs."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def ask_for_folder(self) -> None:
        """Ask for a folder of articles and add it to the collection."""
        title = tr("Add a folder of articles")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(Path.home()))
        if chosen:
            self._window.shelf.add_folders([Path(chosen)])

    def show_palette(self) -> None:
        """All commands in a list that is filtered while typing."""
        from reader.ui.palette import CommandPalette

        CommandPalette(self._window.commands, self._window).exec()
