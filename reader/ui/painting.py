"""What the delegates of all lists paint with."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem


def ink(option: QStyleOptionViewItem, *, faint: bool) -> QColor:
    """The colour of words in a row: of the first or the second rank, on a selection its own."""
    if option.state & QStyle.StateFlag.State_Selected:
        return option.palette.color(QPalette.ColorRole.HighlightedText)
    role = QPalette.ColorRole.PlaceholderText if faint else QPalette.ColorRole.Text
    return option.palette.color(role)
