"""The status line: what the collection holds, what the page says, and long work under way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from reader.article import Progress
from reader.i18n import tr
from reader.ui.icons import Icons
from reader.ui.plain import Label

_TALLEST = "报p"  # Han characters come from a font that may be higher than the interface's


class StatusLine(QWidget):
    """Collection at the left, article beside it, progress with its stop button at the right."""

    stop_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collection = Label(self)
        self._article = Label(self)
        self._bar = QProgressBar(self)
        self._bar.setMaximumWidth(180)
        self._bar.setTextVisible(False)
        self._bar.setMaximumHeight(10)
        self._bar.setAccessibleName(tr("Progress of the index"))
        self._stop = QToolButton(self)
        self._stop.setIcon(icons.get("clear"))
        self._stop.setAutoRaise(True)
        self._stop.setAccessibleName(tr("Stop"))
        self._stop.setToolTip(tr("Stop; what is done is kept"))
        self._stop.clicked.connect(self.stop_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 4, 0)
        layout.setSpacing(14)
        for widget in (self._collection, self._article):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._bar)
        layout.addWidget(self._stop)
        # The page above must not jump when words or progress come and go.
        height = self.fontMetrics().size(0, _TALLEST).height()
        self._stop.setMaximumHeight(height)
        self.setFixedHeight(height)
        self.show_progress(None)

    def show_collection(self, text: str) -> None:
        """What the collection holds."""
        self._collection.setText(text)

    def show_article(self, text: str) -> None:
        """What is said of the article in front."""
        self._article.setText(text)

    def show_progress(self, progress: Progress | None) -> None:
        """Work under way; None where there is none."""
        self._bar.setVisible(progress is not None)
        self._stop.setVisible(progress is not None)
        if progress is not None:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
            self._bar.setToolTip(progress.note)

    def repaint_icons(self, icons: Icons) -> None:
        """New icons after a change of theme."""
        self._stop.setIcon(icons.get("clear"))
