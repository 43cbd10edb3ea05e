"""How figures look in the list: type with its line and colour, words, subject beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.figures.listing import DETAIL_ROLE, GROUP_ROLE, Group
from reader.ui.painting import ink
from reader.ui.theme import FIGURE_MARKS

if TYPE_CHECKING:
    from reader.ui.theme import Look

_PENS = {
    "money": Qt.PenStyle.SolidLine,
    "percent": Qt.PenStyle.DashLine,
    "date": Qt.PenStyle.DotLine,
    "duration": Qt.PenStyle.DashDotLine,
    "ordinal": Qt.PenStyle.DashDotDotLine,
    "score": Qt.PenStyle.SolidLine,
    "ratio": Qt.PenStyle.DashLine,
    "temperature": Qt.PenStyle.DotLine,
    "speed": Qt.PenStyle.DashDotLine,
}
SAMPLE = 30  # pixels of line shown beside a type
GAP = 8


class FigureDelegate(QStyledItemDelegate):
    """Paints rows with their detail at the right, types with a sample of their line."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        usual = super().sizeHint(option, index)
        return QSize(usual.width(), QFontMetrics(option.font).lineSpacing() + 6)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        group = index.data(GROUP_ROLE)
        painter.save()
        if isinstance(group, Group):
            self._sample(painter, option, group)
        else:
            self._detail(painter, option, index)
        painter.restore()

    def _sample(self, painter: QPainter, option: QStyleOptionViewItem, group: Group) -> None:
        colour = self._look.theme.figures.get(group.name)
        right = option.rect.right() - GAP
        painter.setPen(QColor(colour or self._look.theme.muted))
        box = QRect(right - SAMPLE, option.rect.top(), SAMPLE, option.rect.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, group.sign)
        if colour is None or group.name not in FIGURE_MARKS:
            return
        bottom = option.rect.bottom() - 2
        if group.name in _PENS:
            painter.setPen(QPen(QColor(colour), 1.4, _PENS[group.name]))
            painter.drawLine(right - SAMPLE, bottom, right, bottom)
        else:
            _wave(painter, QColor(colour), right - SAMPLE, right, bottom)

    def _detail(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        metrics = QFontMetrics(option.font)
        used = metrics.horizontalAdvance(str(index.data())) + 2 * GAP
        box = option.rect.adjusted(used, 0, -GAP, 0)
        painter.setPen(ink(option, faint=True))
        text = metrics.elidedText(
            str(index.data(DETAIL_ROLE) or ""), Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _wave(painter: QPainter, colour: QColor, left: int, right: int, bottom: int) -> None:
    painter.setPen(QPen(colour, 1.2))
    for at in range(left, right - 3, 6):
        painter.drawLine(at, bottom, at + 3, bottom - 3)
        painter.drawLine(at + 3, bottom - 3, at + 6, bottom)
