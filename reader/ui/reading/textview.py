"""The text itself: marks over the page, selection, pointer, clipboard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QMimeData, QPoint, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget

from reader.article import Article
from reader.ui.places import Place
from reader.ui.reading import decoration
from reader.ui.reading.layers import LAYERS, Layer, Mark, looks
from reader.ui.reading.pageview import TOP, PageView, Point
from reader.ui.utf16 import utf16

if TYPE_CHECKING:
    from reader.ui.reading.display import Script
    from reader.ui.reading.tips import Tips
    from reader.ui.reading.typography import Typography

DRESS_AFTER_MS = 30  # Qt lays out a long text in steps, 10 ms apart
LAID_OUT_AT_ONCE = 30_000  # characters, which take some 30 ms
TELL_AFTER_MS = 150  # how long the page must rest before its place is told


class TextView(PageView):
    """One article, set in one typography; places in it are (block, clean offset).

    entered()            the keyboard is here
    rested()             the page has come to rest after scrolling
    mark_clicked(Mark)   a click on a mark that stands for something
    """

    entered = Signal()
    rested = Signal()
    mark_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: dict[str, Layer] = {}
        self._looks: dict[str, QTextCharFormat] = {}
        self._dressed: set[int] = set()
        self._tips: Tips | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TELL_AFTER_MS)
        self._rest.timeout.connect(self.rested)
        self._undressed = QTimer(self)
        self._undressed.setSingleShot(True)
        self._undressed.setInterval(DRESS_AFTER_MS)
        self._undressed.timeout.connect(self._dress)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # --- filling

    def set_article(
        self,
        key: str,
        article: Article,
        typography: Typography,
        script: Script = "original",
        selected: tuple[Point, Point] = TOP,
    ) -> None:
        """Show an article from its top. Its marks are those set before, until others come."""
        self._looks = looks(typography.style.theme)
        self._dressed.clear()
        self.set_page(key, article, typography, script, selected)
        self._dress()

    def set_typography(self, typography: Typography, script: Script) -> None:
        """Set the same article anew, keeping the place of the eye, caret and selection."""
        if self.article is None:
            return
        place, cursor = self.eye(), self.textCursor()
        selected = (self.place_of(cursor.anchor()), self.place_of(cursor.position()))
        self.set_article(self.key, self.article, typography, script, selected)
        self.scroll_to(place.block or 0, place.start, share=0.0)

    def set_layer(self, name: str, layer: Layer) -> None:
        """Replace one layer of marks."""
        if self._layers.get(name, {}) == layer:
            return
        self._layers[name] = layer
        self._dressed.clear()
        self._dress()
        self.gutter.update()

    def marks_of(self, name: str) -> Layer:
        """The marks of one layer."""
        return self._layers.get(name, {})

    # --- places

    def show_place(self, place: Place) -> None:
        """Go to a place: the caret stands there, its paragraph is pointed out for a moment."""
        if place.block is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.position_of(place.block, place.start))
        self.setTextCursor(cursor)
        self.scroll_to(place.block, place.start)
        self.gutter.point_out(place.block)

    def select(self, place: Place) -> None:
        """Select the characters of a place."""
        block = place.block or 0
        end = self._length(block) if place.end is None else place.end
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.position_of(block, place.start))
        cursor.setPosition(self.position_of(block, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def selection(self) -> tuple[Place, ...]:
        """The selected characters, one place a block; empty where nothing is selected."""
        cursor = self.textCursor()
        if self.article is None or not cursor.hasSelection():
            return ()
        first, start = self.place_of(cursor.selectionStart())
        last, end = self.place_of(cursor.selectionEnd())
        found = [
            Place(
                self.key,
                block,
                start if block == first else 0,
                end if block == last else self._length(block),
            )
            for block in range(first, last + 1)
        ]
        return tuple(place for place in found if place.end and place.end > place.start)

    def caret(self) -> tuple[int, int]:
        """(block, clean offset) of the caret."""
        return self.place_of(self.textCursor().position())

    def caret_in_sight(self) -> bool:
        """Whether the whole line of the caret is seen."""
        line = self.cursorRect()
        return line.top() >= 0 and line.bottom() <= self.viewport().height()

    def paragraph_at_caret(self) -> tuple[Place, ...]:
        """The whole block at the caret; empty where it has no text."""
        block, _ = self.caret()
        length = self._length(block) if self.article and self.article.blocks else 0
        return (Place(self.key, block, 0, length),) if length else ()

    def text_of(self, places: Sequence[Place]) -> str:
        """The article's own characters at some places, a line for each block."""
        if self.article is None:
            return ""
        blocks = self.article.blocks
        return "\n".join(blocks[p.block or 0].text[p.start : p.end] for p in places)

    def _length(self, block: int) -> int:
        return len(self.article.blocks[block].text) if self.article else 0

    # --- marks

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks under a point of the viewport, the topmost first."""
        inside = any(r.top() <= point.y() <= r.bottom() for _, _, r in self.pieces_in_sight())
        scrolled = point + QPoint(0, self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        position = layout.hitTest(scrolled, QtCore.Qt.HitTestAccuracy.ExactHit) if inside else -1
        if position < 0:
            return []
        block, offset = self.place_of(position)
        return [
            mark
            for name in reversed(LAYERS)
            for mark in reversed(self.marks_of(name).get(block, ()))
            if mark.start <= offset < mark.end
        ]

    def _dress(self) -> None:
        """Give the pieces in sight their marks; the others get theirs when they come."""
        if not self._page.pieces:
            return
        stale = [(at, block) for at, block, _ in self.pieces_in_sight() if at not in self._dressed]
        changed = [
            (block, formats)
            for at, block in stale
            if (formats := list(self._formats(at))) or block.layout().formats()
        ]
        if changed and not self._is_laid_out():
            self._undressed.start()
            return
        self._dressed.update(at for at, _ in stale)
        for block, formats in changed:
            block.layout().setFormats(formats)
            self.document().markContentsDirty(block.position(), block.length())

    def _is_laid_out(self) -> bool:
        """Whether Qt has laid out all lines; a page of usual length is made so now.

        Where a part changes before that, Qt takes all for done and leaves the rest out for good.
        """
        last = self.document().lastBlock()
        if not last.layout().lineCount() and self.document().characterCount() < LAID_OUT_AT_ONCE:
            self.document().documentLayout().blockBoundingRect(last)
        return last.layout().lineCount() > 0

    def _formats(self, at: int) -> Iterator[QTextLayout.FormatRange]:
        piece = self._page.pieces[at]
        for name in LAYERS:
            for mark in self.marks_of(name).get(piece.block, ()):
                start = max(mark.start, piece.start) - piece.start
                end = min(mark.end, piece.end) - piece.start
                look = self._looks.get(mark.kind)
                if start < end and look is not None:
                    made = QTextLayout.FormatRange()
                    made.start = utf16(piece.text, start)
                    made.length = utf16(piece.text, end) - made.start
                    made.format = look
                    yield made

    def redress(self, block: int) -> None:
        """Renew the marks of one block."""
        self._dressed -= {at for at in self._dressed if self._page.pieces[at].block == block}
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()

    def refilled(self) -> None:
        """The marks are put on again, also where nothing is scrolled that would do it."""
        self._dressed.clear()
        self._undressed.start()

    def _scrolled(self) -> None:
        self.keep_eye()
        self._dress()
        self.gutter.update()
        self._rest.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.typography is not None:
            painter = QPainter(self.viewport())
            decoration.paint(painter, self, self.typography)
            painter.end()
        super().paintEvent(event)

    # --- pointer, keys, clipboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def settle(self) -> None:
        super().settle()
        if self._tips is None:
            from reader.ui.reading.tips import Tips

            self._tips = Tips(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if (
            event.button() is QtCore.Qt.MouseButton.LeftButton
            and not self.textCursor().hasSelection()
        ):
            for mark in self.marks_at(event.position().toPoint()):
                if mark.what is not None:
                    self.mark_clicked.emit(mark)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        plain = not event.modifiers()
        if plain and event.key() == QtCore.Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif plain and event.key() == QtCore.Qt.Key.Key_End:
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        from html import escape  # with a table of entities that the start does without

        text = self.text_of(self.selection())
        data = QMimeData()
        data.setText(text)
        data.setHtml("".join(f"<p>{escape(line)}</p>" for line in text.split("\n")))
        return data
