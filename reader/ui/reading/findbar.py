"""The bar that finds words in the article in front."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from reader.i18n import ntr, tr
from reader.ui.plain import Label


class FindBar(QWidget):
    """A field, two arrows and a count. Enter goes on, Shift+Enter back, Escape closes.

    words_changed(str)   after every change of the field (never during composition)
    stepped(int)         1 on, -1 back
    closed()
    """

    words_changed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Find in this article"))
        self.field.setAccessibleName(tr("Find in this article"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.words_changed)
        self._count = Label(self)
        self._count.setMinimumWidth(self.fontMetrics().horizontalAdvance("000 / 000   "))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        row.addWidget(self._button("↑", tr("Previous (Shift+Enter)"), self._go_back))
        row.addWidget(self._button("↓", tr("Next (Enter)"), self._go_on))
        row.addWidget(self._button("✕", tr("Close (Esc)"), self.close_bar))
        self.hide()

    def open_bar(self, words: str = "") -> None:
        """Show the bar, with `words` in the field if there are any."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def tell(self, current: int, total: int) -> None:
        """Show which of how many is current (1-based, 0 for none)."""
        if not self.field.text():
            self._count.clear()
        elif current:
            self._count.setText(f"{current} / {total}")
        else:
            self._count.setText(ntr("{count} place", "{count} places", total))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _button(self, sign: str, name: str, slot) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setAutoRaise(True)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(slot)
        return button

    def _go_on(self) -> None:
        self.stepped.emit(1)

    def _go_back(self) -> None:
        self.stepped.emit(-1)
