"""The original: the raw text with its line numbers, and what became of each line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from reader.article import Article, Span
from reader.i18n import tr
from reader.ui.reading.source_map import SourceMap
from reader.ui.reading.typography import Face
from reader.ui.slim import slim
from reader.ui.utf16 import from_utf16, utf16
from reader.visible import visible

if TYPE_CHECKING:
    from reader.ui.reading.typography import Typography

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
JOINED = "⤶"  # at the end of a line that goes on in the next
SIZE = 0.86  # of the clean text
NUMBER_SIZE = 0.7


class Original(QPlainTextEdit):
    """The raw text, read-only; its places are raw offsets.

    scrolled(int)     raw offset at the top, after the user scrolled
    chosen(int)       raw offset that was clicked
    """

    scrolled = Signal(int)
    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        slim(self)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # In a pane of a few pixels a bar that comes and goes would have Qt lay out for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("Original text"))
        self._map: SourceMap | None = None
        self._typography: Typography | None = None
        self._current: int | None = None
        self._following = False
        self._lines = _LineNumbers(self)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.updateRequest.connect(self._update_lines)

    def set_article(self, article: Article, typography: Typography) -> None:
        """Show the raw text of an article."""
        self._map = SourceMap(article)
        self._typography = typography
        self._current = None
        self.setPlainText("\n".join(map(visible, article.raw.text.split("\n"))))
        self.set_typography(typography)

    def set_typography(self, typography: Typography) -> None:
        """Take another size and theme."""
        self._typography = typography
        self.setFont(typography.font(Face(SIZE)))
        self._lines.setFont(typography.font(Face(NUMBER_SIZE, sans=True)))
        theme = typography.style.theme
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, QColor(theme.window))
        palette.setColor(QPalette.ColorRole.Text, QColor(theme.text))
        self.setPalette(palette)
        self._fit()
        self._dress()

    @property
    def map(self) -> SourceMap | None:
        return self._map

    @property
    def typography(self) -> Typography | None:
        return self._typography

    def show_block(self, block: int | None) -> None:
        """Mark the lines of the block the reader is at."""
        self._current = block
        self._dress()
        self._lines.update()

    @property
    def current(self) -> int | None:
        return self._current

    def follow(self, raw_offset: int) -> None:
        """Put a raw offset at the top, because the other side moved."""
        if self._map is None:
            return
        self._following = True
        line = self.document().findBlockByNumber(self._map.line_of(raw_offset))
        self.verticalScrollBar().setValue(line.firstLineNumber())
        self._following = False

    def top_offset(self) -> int:
        """The raw offset at the top."""
        return self._offset_at(QPoint(0, 2))

    def _offset_at(self, point: QPoint) -> int:
        if self._map is None:
            return 0
        cursor = self.cursorForPosition(point)
        line = self._map.line(min(cursor.blockNumber(), len(self._map.lines) - 1))
        text = self._map.article.raw.text[line.start : line.end]
        return line.start + from_utf16(text, cursor.positionInBlock())

    # --- marks

    def _dress(self) -> None:
        for block, _ in self.lines_in_sight():
            formats = list(self._formats(block.blockNumber()))
            if formats or block.layout().formats():
                block.layout().setFormats(formats)
        self.viewport().update()

    def _formats(self, number: int) -> Iterator[QTextLayout.FormatRange]:
        if self._map is None or self._typography is None or number >= len(self._map.lines):
            return
        theme = self._typography.style.theme
        line = self._map.line(number)
        blocks = self._map.article.blocks
        for start, end, block in self._map.segments_in(line):
            part = Span(max(start, line.start), min(end, line.end))
            if block == self._current:
                yield self._range(line, part, _ground(theme.hit))
            if blocks[block].doubt is not None and blocks[block].spans[0].start == start:
                yield self._range(line, part, _waved(theme.doubt))
        for gap in self._map.repairs_in(line):
            yield self._range(line, gap, _ground(theme.border))

    def _range(self, line: Span, part: Span, look: QTextCharFormat) -> QTextLayout.FormatRange:
        assert self._map is not None
        text = self._map.article.raw.text[line.start : line.end]
        made = QTextLayout.FormatRange()
        made.start = utf16(text, part.start - line.start)
        made.length = utf16(text, part.end - line.start) - made.start
        made.format = look
        return made

    def lines_in_sight(self) -> Iterator[tuple[QTextBlock, QRect]]:
        """(line, its rectangle in the viewport), from the top down."""
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            rect = self.blockBoundingGeometry(block).translated(offset).toAlignedRect()
            if rect.top() > self.viewport().height():
                return
            yield block, rect
            block = block.next()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._map is None or self._typography is None:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(QColor(self._typography.style.theme.muted))
        for block, rect in self.lines_in_sight():
            if self._goes_on(block.blockNumber()):
                self._paint_join(painter, block, rect)
        painter.end()

    def _goes_on(self, number: int) -> bool:
        """Whether the end of a line was taken out: its block goes on in the next line."""
        assert self._map is not None
        if number + 1 >= len(self._map.lines):
            return False
        end = self._map.line(number).end
        return any(seg.start < end < seg.end for seg in self._map.segments_in(Span(end, end + 1)))

    @staticmethod
    def _paint_join(painter: QPainter, block: QTextBlock, rect: QRect) -> None:
        layout = block.layout()
        if not layout.lineCount():
            return
        last = layout.lineAt(layout.lineCount() - 1)
        x = rect.left() + last.x() + last.naturalTextWidth() + 6
        box = QRectF(x, rect.top() + last.y(), 40, last.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, JOINED)

    # --- shape and pointer

    def _fit(self) -> None:
        width = self._lines.preferred_width()
        if self.viewportMargins().left() != width:  # each call lays out, and so comes back here
            self.setViewportMargins(width, 0, 0, 0)
        self._lines.setGeometry(0, 0, width, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._dress()

    def _scrolled(self) -> None:
        self._dress()
        self._lines.update()
        if not self._following:
            self.scrolled.emit(self.top_offset())

    def _update_lines(self, _rect: QRect, _by: int) -> None:
        self._lines.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.chosen.emit(self._offset_at(event.position().toPoint()))

    def reveal(self, raw_offset: int) -> None:
        """Bring a raw offset into sight."""
        if self._map is None:
            return
        number = self._map.line_of(raw_offset)
        line = self._map.line(number)
        text = self._map.article.raw.text[line.start : line.end]
        block = self.document().findBlockByNumber(number)
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + utf16(text, raw_offset - line.start))
        self._following = True
        self.setTextCursor(cursor)
        self.centerCursor()
        self._following = False


class _LineNumbers(QWidget):
    """Line numbers, and beside them the ¶ number each line went to; moved ones with an arrow."""

    def __init__(self, view: Original) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def preferred_width(self) -> int:
        metrics = QFontMetricsF(self.font())
        lines = len(self._view.map.lines) if self._view.map else 0
        blocks = len(self._view.map.article.blocks) if self._view.map else 0
        wide = f"{max(lines, 100)} ⇅¶{max(blocks, 100)}"
        return round(metrics.horizontalAdvance(wide)) + 14

    def paintEvent(self, _: QPaintEvent) -> None:
        view = self._view
        source, typography = view.map, view.typography
        if source is None or typography is None:
            return
        theme = typography.style.theme
        painter = QPainter(self)
        painter.setFont(self.font())
        told: int | None = None
        for block, rect in view.lines_in_sight():
            number = block.blockNumber()
            if number >= len(source.lines):
                continue
            here = next(source.segments_in(source.line(number)), None)
            height = round(QFontMetricsF(view.font()).lineSpacing())
            row = QRect(4, rect.top(), self.width() - 12, height)
            painter.setPen(QColor(theme.muted))
            painter.drawText(row, LEFT, str(number + 1))
            if here is None:
                continue
            moved = here.block in source.moved
            if here.block == view.current or moved:
                colour = theme.accent if here.block == view.current else theme.doubt
                painter.fillRect(self.width() - 5, rect.top(), 3, rect.height(), QColor(colour))
            if here.block != told:
                painter.setPen(QColor(theme.accent))
                sign = f"⇅¶{here.block + 1}" if moved else f"¶{here.block + 1}"
                painter.drawText(row, RIGHT, sign)
            told = here.block


def _ground(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setBackground(QColor(colour))
    return made


def _waved(colour: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    made.setUnderlineColor(QColor(colour))
    return made
