"""The command palette: every command of the table, filtered while typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.i18n import tr
from reader.ui.actions import menu_titles, without_mnemonic
from reader.ui.painting import ink
from reader.ui.slim import slim
from reader.ui.tree.pinyin import matcher

if TYPE_CHECKING:
    from reader.ui.commands import Commands

WIDTH, HEIGHT = 560, 460
ROW_AIR, EDGE = 6, 10  # pixels: more height for a row; free beside the keys
KEYS = Qt.ItemDataRole.UserRole + 1
_LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def _moves(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() in _LIST_KEYS


def _words(item: QListWidgetItem) -> str:
    return f"{item.text()} {item.data(KEYS)}"


class _Row(QStyledItemDelegate):
    """A command, its keys at the right edge."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + ROW_AIR)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        painter.setPen(ink(option, faint=True))
        where = option.rect.adjusted(0, 0, -EDGE, 0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(where, right, index.data(KEYS))


class CommandPalette(QDialog):
    """A box to type into and the commands that match; Return carries one out."""

    def __init__(self, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._commands = commands
        self._chosen: QAction | None = None
        self.setWindowTitle(tr("All commands"))
        self._edit = QLineEdit(self)
        self._edit.setPlaceholderText(tr("Type a command (pinyin initials will do)"))
        self._edit.setAccessibleName(tr("Type a command"))
        self._edit.textChanged.connect(self._filter)
        self._edit.returnPressed.connect(self._carry_out)
        self._edit.installEventFilter(self)
        self._list = QListWidget(self)
        slim(self._list)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(tr("All commands"))
        self._list.itemClicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._edit)
        layout.addWidget(self._list)
        self._fill()
        self._place()

    def _fill(self) -> None:
        titles = {name: without_mnemonic(title) for name, title in menu_titles().items()}
        for command in self._commands.table.values():
            action = self._commands.actions[command.id]
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            name = tr("{what}: {words}", what=titles[command.menu], words=command.name)
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, command.id)
            item.setData(KEYS, keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name} {keys}".rstrip())
            if not action.isEnabled():
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            if action.isCheckable():
                state = Qt.CheckState.Checked if action.isChecked() else Qt.CheckState.Unchecked
                item.setData(Qt.ItemDataRole.CheckStateRole, state)
            self._list.addItem(item)
        self._filter("")

    def _place(self) -> None:
        window = self.parentWidget()
        self.resize(WIDTH, HEIGHT)
        if window is not None:
            left = (window.width() - WIDTH) // 2
            self.move(window.mapToGlobal(window.rect().topLeft()).x() + left, window.y() + 80)

    def _filter(self, text: str) -> None:
        items = [self._list.item(row) for row in range(self._list.count())]
        holds = matcher(text, "".join(map(_words, items)))
        first = None
        for item in items:
            item.setHidden(not holds(_words(item)))
            if first is None and not item.isHidden() and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                first = item
        self._list.setCurrentRow(self._list.row(first) if first else -1)

    def shown(self) -> int:
        """How many commands match."""
        rows = range(self._list.count())
        return sum(not self._list.item(row).isHidden() for row in rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows typed into the box move in the list."""
        if isinstance(event, QKeyEvent) and _moves(event):
            self._list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _clicked(self, item: QListWidgetItem) -> None:
        self._list.setCurrentItem(item)
        self._carry_out()

    def _carry_out(self) -> None:
        item = self._list.currentItem()
        if item is not None and not item.isHidden():
            self._chosen = self._commands.actions[item.data(Qt.ItemDataRole.UserRole)]
            self.accept()

    def choose(self) -> None:
        """Show the palette and carry out what was chosen after it has closed."""
        self._edit.setFocus()
        if self.exec() == QDialog.DialogCode.Accepted and self._chosen is not None:
            self._chosen.trigger()
