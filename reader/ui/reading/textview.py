"""The text itself: a page in a read-only text edit, its marks, places and selection."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextLayout,
)  # fmt: skip
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from reader.article import Article
from reader.i18n import tr
from reader.ui.places import Place
from reader.ui.reading import decoration
from reader.ui.reading.filling import fill
from reader.ui.reading.gutter import Gutter
from reader.ui.reading.layers import LAYERS, Layer, Mark, looks
from reader.ui.reading.model import Page, from_utf16, page_of, utf16

if TYPE_CHECKING:
    from reader.ui.reading.display import Script
    from reader.ui.reading.typography import Typography

TELL_AFTER_MS = 150  # how long the page must rest before its place is told


class TextView(QTextEdit):
    """One article, set in one typography; places in it are (block, clean offset).

    rested()             the page has come to rest after scrolling
    mark_clicked(Mark)   a click on a mark that stands for something
    """

    rested = Signal()
    mark_clicked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(tr("Article"))
        self.article: Article | None = None
        self.key = ""
        self._page = Page((), ())
        self._layers: dict[str, Layer] = {}
        self._dressed: set[int] = set()
        self._first = 0  # where to look for the first text block in sight
        self.typography: Typography | None = None
        self.gutter = Gutter(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(TELL_AFTER_MS)
        self._rest.timeout.connect(self.rested)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # --- filling

    def set_article(
        self, key: str, article: Article, typography: Typography, script: Script = "original"
    ) -> None:
        """Show an article from its top. Its marks are those set before, until others come."""
        self.key, self.article, self.typography = key, article, typography
        self._page = page_of(article, script)
        self._looks = looks(typography.style.theme)
        self._dressed.clear()
        self._dye(typography)
        self._first = 0
        self._rewind()
        fill(self.document(), self._page, typography)
        self._drop_selection()
        self._fit()
        self._dress()

    def _rewind(self) -> None:
        """Put the caret at the start and keep it there while text is put in.

        At the end of a long text it would have everything laid out at once.
        """
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.setKeepPositionOnInsert(True)
        self.setTextCursor(cursor)

    def _drop_selection(self) -> None:
        """Filling has kept the caret at the start, but taken its anchor along to the end."""
        cursor = self.textCursor()
        cursor.setPosition(0)
        self.setTextCursor(cursor)

    def set_typography(self, typography: Typography, script: Script) -> None:
        """Set the same article anew, keeping the place of the eye."""
        if self.article is None:
            return
        place = self.top_place()
        self.set_article(self.key, self.article, typography, script)
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

    def position_of(self, block: int, offset: int) -> int:
        """The document position of a clean offset."""
        if not self._page.pieces:
            return 0
        at = self._page.piece_of(block, offset)
        piece = self._page.pieces[at]
        inside = max(0, min(offset - piece.start, len(piece.text)))
        return self.document().findBlockByNumber(at).position() + utf16(piece.text, inside)

    def place_of(self, position: int) -> tuple[int, int]:
        """(block, clean offset) of a document position."""
        block = self.document().findBlock(position)
        if not self._page.pieces or not block.isValid():
            return 0, 0
        piece = self._page.pieces[min(block.blockNumber(), len(self._page.pieces) - 1)]
        return piece.block, piece.start + from_utf16(piece.text, position - block.position())

    def top_place(self) -> Place:
        """The place at the top of what is seen."""
        first = next(self.pieces_in_sight(), None)
        if first is None:
            return Place(self.key, 0, 0)
        _, block, rect = first
        return Place(self.key, *self.place_of(_line_start(block, rect, 0)))

    def progress(self) -> float:
        """How far the lowest line in sight is in the article, 0.0 to 1.0."""
        lowest = deque(self.pieces_in_sight(), maxlen=1)
        if not lowest:
            return 1.0
        _, block, rect = lowest[0]
        height = self.viewport().height()
        end = block.position() + block.length() - 1
        position = end if rect.bottom() <= height else _line_start(block, rect, height)
        return min(1.0, position / max(1, self.document().characterCount() - 1))

    def scroll_to(self, block: int, offset: int, *, share: float = 0.3) -> None:
        """Bring a place into sight, `share` of the height below the top.

        With a share of 0 it stands at the very top; otherwise nothing moves where the
        place can be read already.
        """
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.position_of(block, offset))
        line = self.cursorRect(cursor)
        height = self.viewport().height()
        if share and line.top() >= 0 and line.bottom() <= height - self._line_height():
            return
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + line.top() - round(height * share))

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

    # --- what is in sight

    def pieces_in_sight(self) -> Iterator[tuple[int, QTextBlock, QRect]]:
        """(piece index, text block, its rectangle in the viewport), from the top down."""
        height = self.viewport().height()
        block = self._first_in_sight()
        while block.isValid():
            rect = self._rect(block)
            if rect.top() > height:
                return
            yield block.blockNumber(), block, rect
            block = block.next()

    def _first_in_sight(self) -> QTextBlock:
        """The first text block that is seen, looked for from where it was the last time.

        Qt's own hit test visits the rest of the document wherever it meets a margin.
        """
        last = self.document().blockCount() - 1
        block = self.document().findBlockByNumber(min(self._first, last))
        while block.previous().isValid() and self._rect(block.previous()).bottom() >= 0:
            block = block.previous()
        while block.next().isValid() and self._rect(block).bottom() < 0:
            block = block.next()
        self._first = block.blockNumber()
        return block

    def _rect(self, block: QTextBlock) -> QRect:
        """The rectangle of a text block in the viewport."""
        rect = self.document().documentLayout().blockBoundingRect(block)
        return rect.translated(0, -self.verticalScrollBar().value()).toAlignedRect()

    @property
    def page(self) -> Page:
        return self._page

    def marks_at(self, point: QPoint) -> list[Mark]:
        """The marks under a point of the viewport, the topmost first."""
        inside = any(r.top() <= point.y() <= r.bottom() for _, _, r in self.pieces_in_sight())
        scrolled = point + QPoint(0, self.verticalScrollBar().value())
        layout = self.document().documentLayout()
        position = layout.hitTest(scrolled, Qt.HitTestAccuracy.ExactHit) if inside else -1
        if position < 0:
            return []
        block, offset = self.place_of(position)
        return [
            mark
            for name in reversed(LAYERS)
            for mark in self.marks_of(name).get(block, ())
            if mark.start <= offset < mark.end
        ]

    def _dress(self) -> None:
        """Give the pieces in sight their marks; the others get theirs when they come."""
        if not self._page.pieces:
            return
        stale = [(at, block) for at, block, _ in self.pieces_in_sight() if at not in self._dressed]
        for at, block in stale:
            self._dressed.add(at)
            formats = list(self._formats(at))
            if formats or block.layout().formats():
                block.layout().setFormats(formats)
                self.document().markContentsDirty(block.position(), block.length())

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

    # --- shape

    def _dye(self, typography: Typography) -> None:
        theme = typography.style.theme
        palette = QPalette(self.palette())
        for role, colour in (
            (QPalette.ColorRole.Base, theme.page),
            (QPalette.ColorRole.Window, theme.page),
            (QPalette.ColorRole.Text, theme.text),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def _fit(self) -> None:
        """Centre the measure in the pane, the margin with the paragraph numbers at its left."""
        if self.typography is None:
            return
        numbers = self.gutter.preferred_width()
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        beside = max(numbers + self.gutter.distance(), (room - self.typography.width) // 2)
        right = max(self.gutter.distance(), room - beside - self.typography.width)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (beside, right):
            self.setViewportMargins(beside, 0, right, 0)
        self.gutter.setGeometry(
            beside - numbers - self.gutter.distance(), 0, numbers, self.viewport().height()
        )

    def _line_height(self) -> int:
        return round(self.typography.em * 1.6) if self.typography else 16

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self._dress()

    def _scrolled(self) -> None:
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

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            tips = [mark.tip for mark in self.marks_at(event.pos()) if mark.tip]
            QToolTip.showText(event.globalPos(), plain_tip("\n".join(tips)), self)
            return True
        return super().viewportEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            for mark in self.marks_at(event.position().toPoint()):
                if mark.what is not None:
                    self.mark_clicked.emit(mark)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        plain = not event.modifiers()
        if plain and event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif plain and event.key() == Qt.Key.Key_End:
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        text = self.text_of(self.selection())
        data = QMimeData()
        data.setText(text)
        data.setHtml("".join(f"<p>{escape(line)}</p>" for line in text.split("\n")))
        return data


def _line_start(block: QTextBlock, rect: QRect, y: int) -> int:
    """The document position at which the line of a block begins that reaches below `y`."""
    layout = block.layout()
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        if rect.top() + line.y() + line.height() * 0.6 > y:
            return block.position() + line.textStart()
    return block.position()


def plain_tip(text: str) -> str:
    """Text for a tooltip that Qt cannot take for markup."""
    if not text:
        return ""
    return "<qt>" + escape(text).replace("\n", "<br>") + "</qt>"
