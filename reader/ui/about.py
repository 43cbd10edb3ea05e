"""About: what the program is, its versions, and where the user's data lies."""

from __future__ import annotations

import platform
from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from reader import __version__
from reader.i18n import tr
from reader.ui.icons import application_icon
from reader.ui.plain import Label, buttons_of

if TYPE_CHECKING:
    from reader.paths import DataPaths

SHOWN = ("PySide6_Essentials", "whoosh3", "numpy", "rjieba", "citeproc-py")
ICON = 72


def versions() -> str:
    """One line a part, for reports of faults."""
    lines = [f"Jianbao {__version__}", f"Python {platform.python_version()}", f"Qt {qVersion()}"]
    for name in SHOWN:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name} –")
    return "\n".join(lines)


class About(QDialog):
    """The About box."""

    def __init__(self, paths: DataPaths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Jianbao"))
        picture = QLabel(self)
        picture.setPixmap(application_icon().pixmap(ICON, ICON))
        words = QLabel(
            tr(
                "<h2>Jianbao 剪报</h2><p>Reads collections of Chinese newspaper articles: restored "
                "text, key figures, exact search, quotations with their source.</p>"
                "<p>It never connects to the network. MIT licence.</p>"
            ),
            self,
        )
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        details = Label(
            f"{versions()}\n\n"
            + tr("Your notes: {path}", path=paths.data)
            + "\n"
            + tr("Settings: {path}", path=paths.settings)
            + "\n"
            + tr("Cache: {path}", path=paths.cache),
            self,
        )
        details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        details.setTextInteractionFlags(
            details.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        details.setWordWrap(True)
        buttons = buttons_of(self, QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(tr("Copy versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self._copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for widget in (picture, words, details, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(460)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(versions())
