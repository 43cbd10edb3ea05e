"""How a result is drawn: title, date and count; below them the snippet with its hits marked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.dates import shown
from reader.ui.painting import ink
from reader.ui.search.items import HitRole, Index
from reader.ui.search.model import Line, counted
from reader.ui.utf16 import utf16
from reader.visible import visible

if TYPE_CHECKING:
    from reader.search import Hit
    from reader.ui.theme import Look, Theme

MARGIN = 6
SNIPPET_LINES = 2


class HitDelegate(QStyledItemDelegate):
    """Draws articles with their snippet, and single occurrences."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.lineSpacing()
        if index.data(HitRole.LINE) is not None:
            return QSize(80, line + MARGIN)
        return QSize(80, line * (1 + SNIPPET_LINES) + 3 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        line: Line | None = index.data(HitRole.LINE)
        if line is None:
            self._draw_article(painter, option, index.data(HitRole.HIT))
        else:
            self._draw_line(painter, option, line)
        painter.restore()

    def _draw_article(self, painter: QPainter, option: QStyleOptionViewItem, hit: Hit) -> None:
        area = option.rect.adjusted(2, MARGIN, -MARGIN - 2, -MARGIN)
        row = option.fontMetrics.lineSpacing()
        faint = " · ".join(part for part in (shown(hit.date), counted(hit)) if part)
        right = QRect(area.left(), area.top(), area.width(), row)
        width = option.fontMetrics.horizontalAdvance(faint)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(ink(option, faint=False))
        title = QFontMetrics(bold).elidedText(
            visible(hit.title or hit.key),
            Qt.TextElideMode.ElideRight,
            area.width() - width - MARGIN,
        )
        painter.drawText(right, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(option.font)
        painter.setPen(ink(option, faint=True))
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, faint)
        below = area.adjusted(0, row + MARGIN // 2, 0, 0)
        self._draw_marked(painter, option, below, hit.snippet, hit.snippet_matches, SNIPPET_LINES)

    def _draw_line(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        area = option.rect.adjusted(2, MARGIN // 2, -MARGIN - 2, 0)
        number = f"¶{line.paragraph} "
        painter.setPen(ink(option, faint=True))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, number)
        area.setLeft(area.left() + option.fontMetrics.horizontalAdvance("¶000 "))
        self._draw_marked(painter, option, area, line.text, line.marks, 1)

    def _draw_marked(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        area: QRect,
        text: str,
        marks: tuple[tuple[int, int], ...],
        most_lines: int,
    ) -> None:
        layout = QTextLayout(visible(text.replace("\n", " ")), option.font)
        wrap = QTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrap)
        layout.setFormats(formats(text, marks, self._look.theme))
        layout.beginLayout()
        top = 0.0
        for _ in range(most_lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(area.width())
            line.setPosition(QPointF(0, top))
            top += option.fontMetrics.lineSpacing()
        layout.endLayout()
        painter.setPen(ink(option, faint=False))
        painter.setClipRect(area.adjusted(0, 0, 0, MARGIN))
        layout.draw(painter, QPointF(area.topLeft()))


def formats(
    text: str, marks: Iterable[tuple[int, int]], theme: Theme
) -> list[QTextLayout.FormatRange]:
    """How `marks`, character offsets in `text`, are drawn."""
    look = QTextCharFormat()
    look.setBackground(QColor(theme.hit))
    look.setForeground(QColor(theme.text))
    look.setFontWeight(QFont.Weight.Bold)
    return [_format(utf16(text, start), utf16(text, end), look) for start, end in marks]


def _format(start: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    """`look` for the units `[start, end)`, counted as Qt does."""
    found = QTextLayout.FormatRange()
    found.start = start
    found.length = end - start
    found.format = look
    return found
