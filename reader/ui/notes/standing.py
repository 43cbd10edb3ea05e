"""How a note stands in its source now: its state in words, and what has changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reader.i18n import tr
from reader.notes import Difference, Note, Placement
from reader.ui.plain import Label

if TYPE_CHECKING:
    from reader.ui.theme import Look, Theme

LINES = 6  # of the comparison, before it scrolls


class Comparison(QPlainTextEdit):
    """Old words struck through, new words underlined: told by line and by colour."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[Difference, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("What has changed"))
        look.changed.connect(self._paint_again)

    def show_differences(self, differences: tuple[Difference, ...]) -> None:
        """Show a comparison piece by piece."""
        self._shown = differences
        self._paint_again()
        self.setAccessibleDescription("; ".join(map(spoken, filter(_differs, differences))))

    def _paint_again(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        plain, old, new = formats(self._look.theme)
        for piece in self._shown:
            if piece.op == "equal":
                cursor.insertText(piece.quoted, plain)
            else:
                cursor.insertText(piece.quoted, old)
                cursor.insertText(piece.found, new)


def formats(theme: Theme) -> tuple[QTextCharFormat, QTextCharFormat, QTextCharFormat]:
    """For words that are the same, words that are gone, words that came."""
    plain, old, new = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    old.setFontStrikeOut(True)
    old.setForeground(QColor(theme.error))
    new.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    new.setForeground(QColor(theme.figures["quantity"]))
    new.setBackground(QColor(theme.quote))
    return plain, old, new


def spoken(difference: Difference) -> str:
    """A piece of the comparison as a screen reader says it."""
    old, new = difference.quoted, difference.found
    if not new:
        return tr("gone: {words}", words=old)
    if not old:
        return tr("new: {words}", words=new)
    return tr("{old} is now {new}", old=old, new=new)


def _differs(difference: Difference) -> bool:
    return difference.op != "equal"


class Standing(QWidget):
    """Below the list: shown for a note whose words are not where, or not what, they were.

    attach_wanted(str)    id of a note that shall be attached to the selection
    accept_wanted(str)    id of a note that shall take the words the source has now
    """

    attach_wanted = Signal(str)
    accept_wanted = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = ""
        self._words = Label(self)
        self._words.setWordWrap(True)
        self._comparison = Comparison(look, self)
        self._comparison.setMaximumHeight(self.fontMetrics().lineSpacing() * LINES)
        self._accept = QPushButton(tr("&Take the new words"), self)
        self._accept.clicked.connect(self._accepted)
        self._attach = QPushButton(tr("&Attach to the selection"), self)
        self._attach.clicked.connect(self._attached)
        buttons = QHBoxLayout()
        buttons.addWidget(self._accept)
        buttons.addWidget(self._attach)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self._words)
        column.addWidget(self._comparison)
        column.addLayout(buttons)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_note(self, note: Note, placement: Placement | None) -> None:
        """Say how a note stands; None: its file was not found. Hidden where all is well."""
        self._id = note.id
        state = "gone" if placement is None else placement.state
        self._words.setText(_explained(state, placement))
        changed = placement is not None and state == "changed"
        self._comparison.setVisible(changed)
        self._accept.setVisible(changed)
        if placement is not None and changed:
            self._comparison.show_differences(placement.differences)
        self.setVisible(state in ("gone", "changed", "orphan"))

    def _accepted(self) -> None:
        self.accept_wanted.emit(self._id)

    def _attached(self) -> None:
        self.attach_wanted.emit(self._id)


def _explained(state: str, placement: Placement | None) -> str:
    select = tr("Select the words it belongs to, then attach it there.")
    if state == "changed":
        return tr("The source has changed since this was kept. Struck through: what was kept;"
                  " underlined: what stands there now.")  # fmt: skip
    if state == "gone":
        return tr("The article of this note was not found. The note is kept.") + " " + select
    if placement is not None and placement.candidates > 1:
        return tr("These words stand in several places of the article, and none is certain to"
                  " be the one.") + " " + select  # fmt: skip
    return tr("The article no longer contains these words.") + " " + select
