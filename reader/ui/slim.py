"""A scroll bar that is a rounded handle and nothing else; it behaves as the style's own."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from reader.ui.lean import fill

ARROW = 14  # pixels the style keeps free at both ends
SHORTEST = 26  # pixels of a handle, as the style has it
SIDE = 4  # pixels free at both sides of the handle
AT_REST = 0.7  # of the ink of faint words: 3:1 on the page still


class SlimBar(QScrollBar):
    """It hides as the style's own does, and is as wide."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = self.palette().color(QPalette.ColorRole.Base)
        fill(painter, QRectF(self.rect()), ground.name())
        if self.maximum() > self.minimum():
            handle = self._handle()
            fill(painter, handle, self._ink(ground), min(handle.width(), handle.height()) / 2)

    def _ink(self, ground: QColor) -> str:
        ink = self.palette().color(QPalette.ColorRole.PlaceholderText)
        if self.isSliderDown() or self.underMouse():
            return ink.name()
        return _mixed(ink.name(), ground.name())

    def _handle(self) -> QRectF:
        """Where the style has the handle, in pixels: it is dragged there."""
        upright = self.height() > self.width()
        length, across = self.height(), self.width()
        if not upright:
            length, across = across, length
        free = max(0, length - 2 * ARROW)
        span = self.maximum() - self.minimum()
        size = min(free, max(SHORTEST, free * self.pageStep() / (span + self.pageStep())))
        start = ARROW + (free - size) * (self.sliderPosition() - self.minimum()) / span
        if upright:
            return QRectF(SIDE, start, across - 2 * SIDE, size)
        return QRectF(start, SIDE, size, across - 2 * SIDE)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()


@cache
def _mixed(ink: str, ground: str) -> str:
    """`#rrggbb` of an ink that lets some of the ground through."""
    pairs = ((int(ink[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    parts = (round(AT_REST * one + (1 - AT_REST) * other) for one, other in pairs)
    return "#" + "".join(f"{part:02x}" for part in parts)


def slim(area: QAbstractScrollArea) -> None:
    """Give a scrolling widget such a bar; before anything is connected to the one it has."""
    area.setVerticalScrollBar(SlimBar())


def slim_both(area: QAbstractScrollArea) -> None:
    """The same for one that scrolls sideways too."""
    slim(area)
    area.setHorizontalScrollBar(SlimBar())  # which takes over how the old one lay
