"""The margin left of the text: paragraph numbers, bookmarks, and the place just gone to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QWidget

from reader.i18n import tr
from reader.ui.lean import RIGHT, V_CENTRE, brush, fill

if TYPE_CHECKING:
    from reader.ui.reading.pageview import PageView
    from reader.ui.theme import Theme

POINTED_OUT_MS = 1_600


class Gutter(QWidget):
    """Painted beside the viewport of its text view."""

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._numbers = True
        self._bookmarks: frozenset[int] = frozenset()
        self._pointed: int | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(POINTED_OUT_MS)
        self._timer.timeout.connect(self._forget)
        self.setAccessibleName(tr("Paragraph numbers"))
        self.setForegroundRole(QPalette.ColorRole.WindowText)

    def show_numbers(self, shown: bool) -> None:
        """Whether paragraph numbers are shown."""
        self._numbers = shown
        self.update()

    def dye(self, theme: Theme) -> None:
        """Take the colours of a theme: the palette's pen writes the numbers."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.muted))
        self.setPalette(palette)

    def set_bookmarks(self, blocks: frozenset[int]) -> None:
        """The blocks with a bookmark."""
        self._bookmarks = blocks
        self.update()

    def point_out(self, block: int) -> None:
        """Mark a block for a moment."""
        self._pointed = block
        self._timer.start()
        self.update()

    def preferred_width(self) -> int:
        """Room for the highest number, in pixels."""
        count = len(self._view.article.blocks) if self._view.article else 0
        return round(QFontMetricsF(self._font()).horizontalAdvance(f"¶{max(count, 99)}")) + 12

    def distance(self) -> int:
        """Pixels between the numbers and the text."""
        return round(self._view.typography.em * 0.6) if self._view.typography else 8

    def _font(self) -> QFont:
        font = QFont(self.font())
        if self._view.typography is not None:
            font.setPointSizeF(self._view.typography.style.points * 0.7)
        return font

    def _forget(self) -> None:
        self._pointed = None
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        typography = self._view.typography
        if typography is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        theme = typography.style.theme
        for at, block, rect in self._view.pieces_in_sight():
            piece = self._view.page.pieces[at]
            lines = block.layout()
            if not lines.lineCount() or not piece.text:
                continue
            first = lines.lineAt(0)
            top = rect.top() + first.y()
            line = QRectF(0, top, self.width(), first.height())
            if piece.block == self._pointed:
                bar = QRectF(self.width() - 3, rect.top(), 3, rect.height())
                fill(painter, bar, theme.accent)
            if piece.continued:
                continue
            if piece.block in self._bookmarks:
                self._ribbon(painter, line, theme.accent)
            if self._numbers and piece.number is not None:
                painter.drawText(
                    line.adjusted(0, 0, -6, 0),
                    RIGHT | V_CENTRE,
                    f"¶{piece.number}" if piece.block == self._pointed else str(piece.number),
                )

    @staticmethod
    def _ribbon(painter: QPainter, line: QRectF, colour: str) -> None:
        left, top = 1.0, line.top() + line.height() * 0.25
        width, height = 8.0, line.height() * 0.5
        path = QPainterPath()
        path.addPolygon(
            [
                QPointF(left, top), QPointF(left + width, top),
                QPointF(left + width, top + height),
                QPointF(left + width / 2, top + height * 0.72),
                QPointF(left, top + height),
            ]
        )  # fmt: skip
        painter.fillPath(path, brush(colour))
