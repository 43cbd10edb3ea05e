"""Choosing the backup to go back to: those made by themselves, or a file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.errors import JianbaoError
from reader.i18n import ntr, tr
from reader.notes import archive, backups
from reader.paths import DataPaths
from reader.ui.plain import Label, buttons_of
from reader.ui.slim import slim

PATH = Qt.ItemDataRole.UserRole


class BackupChooser(QDialog):
    """Lists the backups, the newest first; `chosen` is the one decided for, if any."""

    def __init__(self, paths: DataPaths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chosen: Path | None = None
        self._folder = paths.backups
        self.setWindowTitle(tr("Restore a backup"))
        self.resize(560, 420)
        self._list = QTreeWidget(self)
        slim(self._list)
        self._list.setRootIsDecorated(False)
        self._list.setHeaderLabels([tr("Made"), tr("Why"), tr("Holds")])
        self._list.setAccessibleName(tr("Backups"))
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._list.addTopLevelItems([_row(each) for each in backups.listed(paths)])
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self._list.activated.connect(self._activated)
        self._lay_out()

    def _lay_out(self) -> None:
        told = Label(self._words(), self)
        told.setWordWrap(True)
        buttons = buttons_of(self, QDialogButtonBox.StandardButton.Cancel)
        role = QDialogButtonBox.ButtonRole
        restore = buttons.addButton(tr("&Restore"), role.AcceptRole)
        restore.setEnabled(self._list.topLevelItemCount() > 0)
        file = buttons.addButton(tr("From a &file…"), role.ActionRole)
        restore.clicked.connect(self._take_listed)
        file.clicked.connect(self._ask_for_file)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        for widget in (told, self._list, buttons):
            column.addWidget(widget)

    def _words(self) -> str:
        if not self._list.topLevelItemCount():
            return tr(
                "There is no backup here yet: one is made by itself once there are notes. "
                "A backup that you saved elsewhere can be restored from its file."
            )
        return tr(
            "Your notes will be replaced by those of the backup. The present ones are backed up "
            "first."
        )

    def _activated(self, _index: QModelIndex) -> None:
        self._take_listed()

    def _take_listed(self) -> None:
        item: QTreeWidgetItem | None = self._list.currentItem()
        if item is not None:
            self._take(Path(item.data(0, PATH)))

    def _ask_for_file(self) -> None:
        title = tr("Restore a backup")
        chosen, _ = QFileDialog.getOpenFileName(self, title, str(Path.home()), "ZIP (*.zip)")
        if chosen:
            self._take(Path(chosen))

    def _take(self, path: Path) -> None:
        self.chosen = path
        self.accept()


def reasons() -> dict[str, str]:
    """Why a backup was made, by the word in its name."""
    return {
        "auto": tr("by itself"),
        "migration": tr("before an update of the program"),
        "before-restore": tr("before another was restored"),
        "restored": tr("after one was restored"),
        "repair": tr("before a repair"),
        "journal": tr("after a crash"),
    }


def _row(backup: backups.Backup) -> QTreeWidgetItem:
    made = backup.made.astimezone().strftime("%Y-%m-%d %H:%M")
    item = QTreeWidgetItem([made, reasons().get(backup.reason, backup.reason), _held(backup.path)])
    item.setData(0, PATH, str(backup.path))
    return item


def _held(path: Path) -> str:
    with suppress(JianbaoError, OSError):
        count = archive.manifest_of(path).notes
        return ntr("{count} note", "{count} notes", count)
    return tr("not readable")
