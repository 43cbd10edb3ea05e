"""Dialogs the commands open; each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from reader.i18n import tr
from reader.ui.plain import tell

if TYPE_CHECKING:
    from reader.ui.preferences import Preferences
    from reader.ui.tour import Tour
    from reader.ui.window import Window


class Dialogs(QObject):
    """Opens the window's dialogs."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._tour: Tour | None = None

    def ask_for_folder(self) -> None:
        """Ask for a folder of articles and add it to the collection."""
        title = tr("Add a folder of articles")
        chosen = QFileDialog.getExistingDirectory(self._window, title, str(Path.home()))
        if chosen:
            self._window.shelf.add_folders([Path(chosen)])

    def show_palette(self) -> None:
        """All commands in a list that is filtered while typing."""
        from reader.ui.palette import CommandPalette

        palette = CommandPalette(self._window.commands, self._window)
        palette.choose()
        palette.deleteLater()

    def show_settings(self) -> None:
        """All settings."""
        self._run(self._preferences())

    def show_folders(self) -> None:
        """The folders of the collection."""
        dialog = self._preferences()
        dialog.show_folders()
        self._run(dialog)

    def _preferences(self) -> Preferences:
        from reader.ui.preferences import Preferences

        return Preferences(self._window.desk.settings, self._window.shelf, self._window)

    def show_about(self) -> None:
        """What this program is, with versions."""
        from reader.ui.about import About

        self._run(About(self._window.desk.paths, self._window))

    def show_tour(self) -> None:
        """The short tour, with the keyboard in it."""
        self.offer_tour().take_focus()

    def offer_tour(self) -> Tour:
        """The short tour, beside what the user is doing."""
        from reader.ui.tour import Tour

        if self._tour is not None:
            self._tour.end()
        self._tour = Tour(self._window)
        self._tour.ended.connect(self._forget_tour)
        self._tour.begin()
        return self._tour

    def _forget_tour(self) -> None:
        self._tour = None

    def _run(self, dialog: QDialog) -> None:
        dialog.exec()
        dialog.deleteLater()

    def show_health(self) -> None:
        """Examine the library."""
        from reader.ui.health import HealthDialog

        self._run(HealthDialog(self._window.desk, self._window))

    def back_up(self) -> None:
        """A verified copy of what the user made, to a file of the user's choice."""
        proposed = str(Path.home() / f"jianbao-{datetime.now():%Y%m%d-%H%M}.zip")
        title = tr("Back up notes, settings and corrections")
        target, _ = QFileDialog.getSaveFileName(self._window, title, proposed, "ZIP (*.zip)")
        if target:
            self._window.desk.library.notes.backup(Path(target))
            self._window.status.show_article(tr("Backed up to {path}.", path=target))

    def bring_back(self) -> None:
        """Put a backup in the place of the present notes, which are backed up first."""
        from reader.notes import Change
        from reader.ui.restoring import BackupChooser

        chooser = BackupChooser(self._window.desk.paths, self._window)
        self._run(chooser)
        if chooser.chosen is None:
            return
        title = chooser.windowTitle()
        window, settings = self._window, self._window.desk.settings
        settings.save()  # the backup of what was there holds them as they are now
        kept = window.desk.library.notes.restore(chooser.chosen)
        window.notes.undo_stack.clear()
        window.notes.record(Change(title))  # it shows anew what there is
        folders = settings.get("collections")
        settings.reload()
        if settings.get("collections") != folders:
            window.shelf.set_folders(map(Path, settings.get("collections")))
        else:
            window.shelf.refresh()
        tell(window, title, tr("Restored. What was there before is kept in {path}.", path=kept))

    def edit_metadata(self, keys: Sequence[str] = ()) -> None:
        """Title, date, authors and the rest of these articles, else of those selected."""
        from reader.ui.tree.metadata import MetadataEditor

        window = self._window
        library = window.desk.library
        articles = [library.article(key) for key in keys or window.talk.chosen_keys()]
        if not articles:
            return
        overrides = [library.notes.override(article.raw.digest) for article in articles]
        known = [library.notes.metadata(article) for article in articles]
        editor = MetadataEditor([a.title for a in articles], known, overrides, window)
        if editor.exec() == MetadataEditor.DialogCode.Accepted:
            for article, override in zip(articles, editor.result_overrides(), strict=True):
                change = library.notes.set_override(article.raw.digest, override)
                window.notes.record(change)
        editor.deleteLater()
