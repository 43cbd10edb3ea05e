"""What lies beside the clean text on F2: the original above, the list of doubts below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from reader.article import Article
from reader.i18n import ntr, tr
from reader.ui.plain import Label
from reader.ui.reading.annotate import doubt_tip
from reader.ui.reading.original import Original
from reader.ui.slim import slim

if TYPE_CHECKING:
    from reader.ui.reading.typography import Typography

BLOCK = Qt.ItemDataRole.UserRole


class Beside(QWidget):
    """Original and doubts of one article.

    scrolled(int), chosen(int)   raw offsets, see `Original`
    doubt_chosen(int)            a block
    """

    scrolled = Signal(int)
    chosen = Signal(int)
    doubt_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.original = Original(self)
        self.original.scrolled.connect(self.scrolled)
        self.original.chosen.connect(self.chosen)
        self._summary = Label(self)
        self._summary.setWordWrap(True)
        self._summary.setMargin(6)
        self.doubts = QListWidget(self)
        slim(self.doubts)
        self.doubts.setWordWrap(True)
        self.doubts.setAccessibleName(tr("Doubtful places"))
        self.doubts.itemClicked.connect(self._chosen)
        self.doubts.itemActivated.connect(self._chosen)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.original)
        splitter.addWidget(self.doubts)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([800, 140])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._summary)
        column.addWidget(splitter, 1)

    def set_article(self, article: Article, typography: Typography) -> None:
        """Show an article's original and its doubts."""
        self.original.set_article(article, typography)
        source = self.original.map
        assert source is not None
        self.doubts.clear()
        for at, block in enumerate(article.blocks):
            if block.doubt is not None:
                words = doubt_tip(block.doubt.confidence, block.doubt.reason)
                item = QListWidgetItem(f"¶{at + 1}  {words}", self.doubts)
                item.setData(BLOCK, at)
        self.doubts.setVisible(self.doubts.count() > 0)
        joined = sum("\n" in repair.dropped for repair in article.repairs)
        spaces = len(article.repairs) - joined
        self._summary.setText(
            " · ".join(
                (
                    ntr("{count} line end removed", "{count} line ends removed", joined),
                    ntr("{count} blank removed", "{count} blanks removed", spaces),
                    ntr("{count} block moved", "{count} blocks moved", len(source.moved)),
                    ntr("{count} seam", "{count} seams", len(source.seams)),
                    ntr("{count} doubtful place", "{count} doubtful places", self.doubts.count()),
                )
            )
        )

    def _chosen(self, item: QListWidgetItem) -> None:
        self.doubt_chosen.emit(int(item.data(BLOCK)))
