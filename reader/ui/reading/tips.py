"""The tips of the marks under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from reader.ui.plain import plain_tip
from reader.ui.reading.annotate import tip_of

if TYPE_CHECKING:
    from reader.ui.reading.textview import TextView


class Tips(QObject):
    """Shows what a view's marks say."""

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QHelpEvent):
            return False
        tips = map(tip_of, self._view.marks_at(event.pos()))
        text = plain_tip("\n".join(filter(None, tips)))
        QToolTip.showText(event.globalPos(), text, self._view)
        return True
