"""Words from files and notes shown as words: what Qt would otherwise take for markup.

Labels, tooltips and message boxes guess whether they are given rich text, and then load
images and follow links. Everything in the window that shows words not written in the code
is made from here.
"""

from __future__ import annotations

from typing import overload

from PySide6 import QtCore
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QMessageBox, QWidget

from reader.visible import visible_lines

Button = QMessageBox.StandardButton


class Label(QLabel):
    """A label that never interprets what it shows."""

    @overload
    def __init__(self, parent: QWidget | None = None, /) -> None: ...
    @overload
    def __init__(self, text: str, parent: QWidget | None = None, /) -> None: ...
    def __init__(self, first: str | QWidget | None = None, parent: QWidget | None = None) -> None:
        """`Label(parent)` or `Label(text, parent)`, as Qt's own."""
        super().__init__(parent if isinstance(first, str) else first)
        self.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        if isinstance(first, str):
            self.setText(first)

    def setText(self, text: str) -> None:
        super().setText(visible_lines(text))


def plain_tip(text: str) -> str:
    """Text for a tooltip that Qt cannot take for markup."""
    if not text:
        return ""
    from html import escape  # 3 ms that the first paint saves

    return "<qt>" + escape(visible_lines(text)).replace("\n", "<br>") + "</qt>"


def buttons_of(parent: QWidget, *standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """The buttons of a dialog: words alone, not the pictures a style may put before them."""
    box = QDialogButtonBox(parent)
    for each in standard:
        box.addButton(each).setIcon(QIcon())
    return box


def message(
    icon: QMessageBox.Icon,
    title: str,
    text: str,
    parent: QWidget | None,
    buttons: Button = Button.Ok,
) -> QMessageBox:
    """A message box that never interprets what it says, not yet shown."""
    box = QMessageBox(icon, title, "", buttons, parent)
    box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    box.setText(visible_lines(text))
    for button in box.buttons():
        button.setIcon(QIcon())
    return box


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something and wait until it has been read."""
    message(QMessageBox.Icon.Information, title, text, parent).exec()


def warn(parent: QWidget | None, title: str, text: str) -> None:
    """Say that something is wrong and wait until it has been read."""
    message(QMessageBox.Icon.Warning, title, text, parent).exec()


def agreed(parent: QWidget | None, title: str, question: str) -> bool:
    """Whether the answer to a question is yes."""
    box = message(QMessageBox.Icon.Question, title, question, parent, Button.Yes | Button.No)
    return box.exec() == Button.Yes
