"""The strip above the page while an article is on its way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from reader.article import Progress
from reader.i18n import tr
from reader.ui.plain import Label

LONGEST_KEY = 60  # characters; the end of a key is the file's name


class Waiting(QWidget):
    """Says what is being opened, how far it is, and offers to stop it.

    stop_wanted()
    """

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(10)
        self._bar.setAccessibleName(tr("Progress of opening"))
        stop = QPushButton(tr("Stop"), self)
        stop.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.addWidget(self._label)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        self.hide()

    def show_progress(self, progress: Progress) -> None:
        """How far it is; a total of 0 is not known yet. `note` is the article's key."""
        key = progress.note
        short = key if len(key) <= LONGEST_KEY else "…" + key[1 - LONGEST_KEY :]
        self._label.setText(tr("Opening {key} …", key=short))
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
