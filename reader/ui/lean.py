"""Qt without its namespace, for what is made and painted before the first article is seen.

PySide makes all 93 enums of `Qt` when one of them is first needed, which takes a tenth of the
start; it needs them as soon as one of several signatures names one, as those of `setPen`,
`fillRect` and `QBrush(colour)` do. So what takes a number (properties of objects and formats,
flags of `drawText`) is given it from here, and areas are filled by the functions below.
Modules loaded before the first paint name `QtCore.Qt` only in what comes after it. A test
holds that the numbers are Qt's and that the start leaves the namespace alone.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPalette

# AlignmentFlag
LEFT = 0x1
RIGHT = 0x2
H_CENTRE = 0x4
JUSTIFY = 0x8
V_CENTRE = 0x80

CUSTOM_MENU = 3  # ContextMenuPolicy.CustomContextMenu
NO_SCROLL_BAR = 1  # ScrollBarPolicy.ScrollBarAlwaysOff
SELECTABLE = 3  # TextInteractionFlag.TextSelectableByMouse | TextSelectableByKeyboard
ELIDE_RIGHT = 1  # TextElideMode.ElideRight


@cache
def brush(colour: str) -> QBrush:
    """The solid brush of a colour `#rrggbb`."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(colour))
    return palette.base()


def fill(painter: QPainter, area: QRectF, colour: str, radius: float = 0.0) -> None:
    """Fill a rectangle, its corners rounded by `radius` pixels."""
    path = QPainterPath()
    if radius:
        path.addRoundedRect(area, radius, radius)
    else:
        path.addRect(area)
    painter.fillPath(path, brush(colour))
