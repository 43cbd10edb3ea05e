"""Boxes, bars and rules behind the text: the lead box, pull quotes, captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from reader.ui.lean import fill

if TYPE_CHECKING:
    from reader.ui.reading.pageview import PageView
    from reader.ui.reading.typography import Typography

RULED = ("caption", "credit")
BARRED = ("quote", "attribution")
RADIUS = 4.5  # pixels
PADDING_ABOVE, PADDING_BELOW = 0.5, 0.6  # ems of a box around its text


def paint(painter: QPainter, view: PageView, typography: Typography) -> None:
    """Paint what lies behind the pieces in sight, in the coordinates of the viewport."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    em, theme = typography.em, typography.style.theme
    width = view.viewport().width()
    box: QRectF | None = None
    for at, _, rect in view.pieces_in_sight():
        piece = view.page.pieces[at]
        here = QRectF(0, rect.top(), width, rect.height())
        if piece.boxed:
            box = _opened(here, at, view, em) if box is None else box.united(here)
            continue
        if box is not None:
            _box(painter, box, typography)
            box = None
        if piece.role in BARRED:
            bar = QRectF(em * 1.2, here.top() + em * 0.3, em * 0.18, here.height() - em * 0.3)
            fill(painter, bar, theme.accent)
        elif piece.role in RULED:
            fill(painter, QRectF(0, here.top(), width, 1), theme.border)
    if box is not None:  # it goes on below what is in sight
        _box(painter, box.adjusted(0, 0, 0, em), typography)


def _opened(here: QRectF, at: int, view: PageView, em: float) -> QRectF:
    """The box that begins at piece `at`, or above what is in sight."""
    above = at > 0 and view.page.pieces[at - 1].boxed
    return here.adjusted(0, -em, 0, 0) if above else here


def _box(painter: QPainter, box: QRectF, typography: Typography) -> None:
    em, theme = typography.em, typography.style.theme
    box = box.adjusted(0, -em * PADDING_ABOVE, 0, em * PADDING_BELOW)
    fill(painter, box, theme.border, RADIUS)
    fill(painter, box.adjusted(1, 1, -1, -1), theme.raised, RADIUS - 1)
    fill(painter, QRectF(box.left(), box.top(), em * 0.2, box.height()), theme.accent)
