"""Charts painted row by row: values as bars, dated statements along a line of time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from reader.i18n import tr
from reader.ui.figures.chart_model import (
    Point,
    Scale,
    comparable,
    dated,
    in_chinese_units,
    published,
    scale_of,
)
from reader.ui.slim import slim
from reader.visible import visible

if TYPE_CHECKING:
    from reader.ui.theme import Look, Theme

MARGIN = 10
LABEL_SHARE = 0.34  # of the width, for the words before the bars


class Chart(QAbstractScrollArea):
    """Rows of a chart; only those in sight are painted. Arrows move, Enter goes to the place.

    chosen(int)   row of the store that was clicked or activated
    """

    chosen = Signal(int)
    TITLE = ""
    EMPTY = ""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        slim(self)
        self._look = look
        self._points: list[Point] = []
        self._current = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self.viewport().update)

    def show_points(self, found: Sequence[Point]) -> None:
        """Show these figures, as far as they can share a chart."""
        self._points = self.fitting(found)
        self._current = 0
        self._prepare()
        self._fit()
        self.setAccessibleDescription(
            "; ".join(f"{point.label} {point.surface}" for point in self._points[:20])
        )
        self.viewport().update()

    def fitting(self, found: Sequence[Point]) -> list[Point]:
        """Those of the points that this chart can show, in its order."""
        raise NotImplementedError

    def _prepare(self) -> None:
        """Work out what all rows share."""

    def _paint_row(self, painter: QPainter, box: QRect, point: Point) -> None:
        raise NotImplementedError

    def _paint_axis(self, painter: QPainter, box: QRect) -> None:
        """Paint what lies behind all rows."""

    @property
    def _theme(self) -> Theme:
        return self._look.theme

    def _row_height(self) -> int:
        return round(self.fontMetrics().lineSpacing() * 1.7)

    def _axis_height(self) -> int:
        return round(self.fontMetrics().lineSpacing() * 1.6)

    def _fit(self) -> None:
        whole = self._axis_height() + len(self._points) * self._row_height() + MARGIN
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(self._row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.viewport().rect()
        painter.fillRect(area, QColor(self._theme.page))
        if not self._points:
            painter.setPen(QColor(self._theme.muted))
            box = area.adjusted(20, 20, -20, -20)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.EMPTY
            )
            return
        self._paint_axis(painter, area)
        painter.setClipRect(area.adjusted(0, self._axis_height(), 0, 0))
        for at in self._in_sight():
            box = self._box(at)
            if at == self._current and self.hasFocus():
                painter.fillRect(box, QColor(self._theme.raised))
            self._paint_row(painter, box, self._points[at])

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        first = top // self._row_height()
        last = (top + self.viewport().height()) // self._row_height() + 1
        return range(first, min(last, len(self._points)))

    def _box(self, at: int) -> QRect:
        top = self._axis_height() + at * self._row_height() - self.verticalScrollBar().value()
        return QRect(MARGIN, top, self.viewport().width() - 2 * MARGIN, self._row_height())

    def _at(self, y: float) -> int | None:
        at = int(y - self._axis_height() + self.verticalScrollBar().value()) // self._row_height()
        return at if 0 <= at < len(self._points) and y > self._axis_height() else None

    # --- pointer and keys

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().y())
        if at is not None:
            self._go_to(at)
            self.chosen.emit(self._points[at].row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 10,
            Qt.Key.Key_PageUp: -10,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None and self._points:
            self._go_to(max(0, min(len(self._points) - 1, self._current + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._points:
            self.chosen.emit(self._points[self._current].row)
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: int) -> None:
        self._current = at
        box, bar = self._box(at), self.verticalScrollBar()
        if box.top() < self._axis_height():
            bar.setValue(bar.value() + box.top() - self._axis_height())
        elif box.bottom() > self.viewport().height():
            bar.setValue(bar.value() + box.bottom() - self.viewport().height())
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = self._at(event.pos().y())
            tip = "" if at is None else _tip(self._points[at])
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().viewportEvent(event)

    def _words(
        self, painter: QPainter, box: QRect, text: str, colour: str, right: bool = False
    ) -> None:
        metrics = QFontMetrics(painter.font())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(colour))
        shown = metrics.elidedText(visible(text), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)


class ValueChart(Chart):
    """Values as bars, one a figure, in the order of the table; ranges as bars from low to high."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.EMPTY = tr("Select figures of one kind in the table to compare their values.")
        super().__init__(look, parent)
        self._scale = Scale(0, 1)
        self.setAccessibleName(tr("Values"))

    def fitting(self, found: Sequence[Point]) -> list[Point]:
        return comparable(found)

    def _prepare(self) -> None:
        self._scale = scale_of(self._points)

    def _field(self, box: QRect) -> QRect:
        """Where the bars lie: right of the words, with room for the figure behind the longest."""
        left = box.left() + round(box.width() * LABEL_SHARE) + MARGIN
        room = self.fontMetrics().horizontalAdvance("1,000.00亿平方公里")
        return QRect(left, box.top(), max(40, box.right() - left - room), box.height())

    def _paint_axis(self, painter: QPainter, box: QRect) -> None:
        field = self._field(box.adjusted(MARGIN, 0, -MARGIN, 0))
        unit = self._points[0].unit if len({p.unit for p in self._points}) == 1 else ""
        for tick in self._scale.ticks():
            x = field.left() + self._scale.at(tick) * field.width()
            painter.setPen(QPen(QColor(self._theme.border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, self._axis_height()), QPointF(x, box.bottom()))
            painter.setPen(QColor(self._theme.muted))
            label = QRectF(x - 60, 0, 120, self._axis_height())
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, in_chinese_units(tick))
        note = unit + " · " + tr("logarithmic") if self._scale.log else unit
        corner = QRect(MARGIN, 0, field.left() - 2 * MARGIN, self._axis_height())
        self._words(painter, corner, note, self._theme.muted)

    def _paint_row(self, painter: QPainter, box: QRect, point: Point) -> None:
        field = self._field(box)
        words = QRect(box.left(), box.top(), field.left() - box.left() - MARGIN, box.height())
        self._words(painter, words, point.label, self._theme.text, right=True)
        bar = self._bar(field, point)
        self._paint_bar(painter, bar, QColor(self._theme.figures[point.kind]))
        start = round(bar.right()) + MARGIN
        after = QRect(start, box.top(), box.right() - start, box.height())
        self._words(painter, after, point.surface, self._theme.text)

    def _bar(self, field: QRect, point: Point) -> QRectF:
        """From zero to the value, or from the low to the high end of a range."""
        low = point.low if point.high > point.low else self._base()
        ends = sorted(
            field.left() + self._scale.at(value) * field.width() for value in (low, point.high)
        )
        height = field.height()
        top, width = field.top() + height * 0.22, max(2.0, ends[1] - ends[0])
        return QRectF(ends[0], top, width, height * 0.56)

    def _paint_bar(self, painter: QPainter, bar: QRectF, colour: QColor) -> None:
        painter.setPen(QPen(colour, 1.2))
        if self._scale.log:  # the length of a bar would mean nothing: a dot at the value
            end = QPointF(bar.right(), bar.center().y())
            painter.drawLine(QPointF(bar.left(), end.y()), end)
            painter.setBrush(colour)
            painter.drawEllipse(end, 4.5, 4.5)
            return
        ground = QColor(colour)
        ground.setAlphaF(0.30)
        painter.setBrush(QBrush(ground))
        painter.drawRect(bar)

    def _base(self) -> float:
        return self._scale.low if self._scale.log else 0.0


class DateChart(ValueChart):
    """The same by the day of the articles, oldest first."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.EMPTY = tr(
            "None of the articles chosen has a date. Set it with Alt+Enter in the collection."
        )
        self.setAccessibleName(tr("Values by date"))

    def fitting(self, found: Sequence[Point]) -> list[Point]:
        return [_with_day(point) for point in published(found)]


class Timeline(Chart):
    """Dated statements in order of time, each with its sentence."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.EMPTY = tr("Select dates in the table to see them in order of time.")
        super().__init__(look, parent)
        self.setAccessibleName(tr("Timeline"))

    def fitting(self, found: Sequence[Point]) -> list[Point]:
        return dated(found)

    def _axis_height(self) -> int:
        return MARGIN

    def _line(self, box: QRect) -> int:
        return (
            box.left()
            + self.fontMetrics().horizontalAdvance("0000-00-00 – 0000-00-00")
            + 2 * MARGIN
        )

    def _paint_row(self, painter: QPainter, box: QRect, point: Point) -> None:
        x = self._line(box)
        day = QRect(box.left(), box.top(), x - box.left() - 2 * MARGIN, box.height())
        self._words(painter, day, day_text(point), self._theme.muted, right=True)
        painter.setPen(QPen(QColor(self._theme.border), 2))
        painter.drawLine(x, box.top(), x, box.bottom())
        colour = QColor(self._theme.figures["date"])
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if point.first == point.last else QColor(self._theme.page))
        middle = QPointF(x, box.center().y())
        if point.last - point.first > 31:
            painter.drawPolygon(_diamond(middle))
        else:
            painter.drawEllipse(middle, 4.5, 4.5)
        after = QRect(x + 2 * MARGIN, box.top(), box.right() - x - 2 * MARGIN, box.height())
        self._words(painter, after, point.sentence, self._theme.text)


def day_text(point: Point) -> str:
    """A day, month, year or period in ISO form, as precise as it was written."""
    first, last = date.fromordinal(point.first), date.fromordinal(point.last)
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} – {last.year}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    return f"{first.isoformat()} – {last.isoformat()}"


def _with_day(point: Point) -> Point:
    from dataclasses import replace

    return replace(point, label=f"{date.fromordinal(point.published).isoformat()} {point.label}")


def _diamond(middle: QPointF) -> QPolygonF:
    x, y = middle.x(), middle.y()
    return QPolygonF([QPointF(x, y - 6), QPointF(x + 6, y), QPointF(x, y + 6), QPointF(x - 6, y)])


def _tip(point: Point) -> str:
    surface, article, sentence = (
        escape(visible(words)) for words in (point.surface, point.article, point.sentence)
    )
    return f"<qt><b>{surface}</b> {article}<br>{sentence}</qt>"
