"""The tree view: one line a row, a quiet detail at its right end, all by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reader.ui.painting import ink
from reader.ui.tree.items import Index, TreeRole
from reader.ui.tree.model import Group
from reader.visible import visible

ROW_PADDING = 8
GAP = 10


class RowDelegate(QStyledItemDelegate):
    """A row: icon, label, and a quieter detail at the right end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(80, option.fontMetrics.height() + ROW_PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        detail = index.data(TreeRole.DETAIL) or ""
        option.text = ""
        style = option.widget.style()
        label = QStyleOptionViewItem(option)
        width = option.fontMetrics.horizontalAdvance(detail)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        label.text = visible(index.data(Qt.ItemDataRole.DisplayRole))
        area = style.subElementRect(
            QStyle.SubElement.SE_ItemViewItemText, label, option.widget
        ).adjusted(4, 0, -(width + GAP if detail else 4), 0)
        self._write(painter, option, index, area, label.text)
        if detail:
            self._write_detail(painter, option, detail, width)

    def _write(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        area: QRect,
        text: str,
    ) -> None:
        faint = index.data(TreeRole.FAINT)
        painter.save()
        font = QFont(option.font)
        font.setBold(bool(index.data(TreeRole.STRONG)))
        painter.setFont(font)
        painter.setPen(ink(option, faint=bool(faint)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def _write_detail(
        self, painter: QPainter, option: QStyleOptionViewItem, detail: str, width: int
    ) -> None:
        painter.save()
        painter.setPen(ink(option, faint=True))
        area = option.rect.adjusted(option.rect.width() - width - GAP, 0, -GAP // 2, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, detail)
        painter.restore()


class TreeView(QTreeView):
    """The tree itself; tells which row was opened, by mouse or keyboard."""

    chosen = Signal(QModelIndex, bool)  # the row, and whether in a new tab
    removal_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        member = index.data(TreeRole.MEMBER)
        if isinstance(member, Group):
            self.setExpanded(index, not self.isExpanded(index))
        elif self.selectionModel().selectedRows()[1:] == []:
            self.chosen.emit(index, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            index = self.indexAt(event.position().toPoint())
            if index.isValid():
                self.chosen.emit(index, True)
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if isinstance(index.data(TreeRole.MEMBER), Group):
                self.setExpanded(index, not self.isExpanded(index))
            else:
                new = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                self.chosen.emit(index, new)
            return
        if event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit()
            return
        super().keyPressEvent(event)
