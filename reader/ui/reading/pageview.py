"""The page in a read-only text edit: what stands where, what is in sight, how wide it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from PySide6 import QtCore
from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.article import Article
from reader.i18n import tr
from reader.ui.lean import NO_SCROLL_BAR, SELECTABLE
from reader.ui.places import Place
from reader.ui.reading.filling import fill
from reader.ui.reading.gutter import Gutter
from reader.ui.reading.model import Page, page_of
from reader.ui.slim import slim
from reader.ui.utf16 import from_utf16, utf16

if TYPE_CHECKING:
    from reader.ui.reading.display import Script
    from reader.ui.reading.typography import Typography


Point: TypeAlias = tuple[int, int]  # block and clean offset
TOP: tuple[Point, Point] = ((0, 0), (0, 0))  # anchor and caret of a page that is new


class PageView(QTextEdit):
    """One article, set in one typography; places in it are (block, clean offset).

    reshaped()   the lines have come to rest at another length
    """

    reshaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._set_sheet()
        slim(self)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("horizontalScrollBarPolicy", NO_SCROLL_BAR)
        self.setProperty("textInteractionFlags", SELECTABLE)
        self.setAccessibleName(tr("Article"))
        self.article: Article | None = None
        self.key = ""
        self.typography: Typography | None = None
        self._page = Page((), ())
        self._first = 0  # where to look for the first text block in sight
        self._eye: Place | None = None  # the top of the page as the reader left it
        self._set_width = 0  # pixels the lines were set to
        self._reshaping = False
        self._rebalance = QTimer(self)
        self._rebalance.setSingleShot(True)
        self._rebalance.setInterval(0)
        self._rebalance.timeout.connect(self._reset_width)
        self.gutter = Gutter(self)

    def _set_sheet(self) -> None:
        """A viewport of ours, like Qt's own.

        Of that PySide would have to find out what kind of widget it is, and make all 67 classes
        of widgets for it: a twentieth of the start.
        """
        sheet = QWidget(self)
        sheet.setBackgroundRole(QPalette.ColorRole.Base)
        sheet.setAutoFillBackground(True)
        sheet.setMouseTracking(True)
        sheet.setAcceptDrops(True)
        self.setViewport(sheet)
        self.document().documentLayout().setPaintDevice(sheet)  # or it would measure by Qt's

    def settle(self) -> None:
        """What the first paint can do without."""
        self.viewport().setCursor(QtCore.Qt.CursorShape.IBeamCursor)

    @property
    def page(self) -> Page:
        return self._page

    # --- filling

    def set_page(
        self,
        key: str,
        article: Article,
        typography: Typography,
        script: Script = "original",
        selected: tuple[Point, Point] = TOP,
    ) -> None:
        """Show an article from its top, with anchor and caret where `selected` says."""
        self.key, self.article, self.typography = key, article, typography
        self._page = page_of(article, script)
        self.setPlaceholderText("" if self._page.pieces else tr("This file has no text."))
        self._first, self._eye = 0, None
        self._dye(typography)
        self._rewind()
        self._reshaping = True
        self._fit()
        self._reshaping = False
        self._set_width = self._width()
        fill(
            self.document(),
            self._page,
            typography,
            self._set_width,
            lambda: self._put_caret(*selected),
        )

    def _rewind(self) -> None:
        """Put the caret at the start and keep it there while text is put in.

        At the end of a long text it would have everything laid out at once.
        """
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.setKeepPositionOnInsert(True)
        self.setTextCursor(cursor)

    def _put_caret(self, anchor: Point, caret: Point) -> None:
        """Filling has kept the caret at the start, but taken its anchor along to the end."""
        cursor = self.textCursor()
        cursor.setPosition(self.position_of(*anchor))
        cursor.setPosition(self.position_of(*caret), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

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
        place can be read already. If the lines are about to have another length, this is
        the place they bring back: what was at the top before does not count any more.
        """
        self._scroll_now(block, offset, share)
        if self._reshaping or not share:
            self._eye = Place(self.key, block, offset)

    def _scroll_now(self, block: int, offset: int, share: float) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.position_of(block, offset))
        if cursor.atStart():
            self.verticalScrollBar().setValue(0)  # with the air above the first line
            return
        line = self.cursorRect(cursor)
        height = self.viewport().height()
        if share and line.top() >= 0 and line.bottom() <= height - self._line_height():
            return
        bar = self.verticalScrollBar()
        wanted = bar.value() + line.top() - round(height * share)
        if wanted > bar.maximum():  # Qt tells the bar of new heights a little later
            below = self._rect(self.document().lastBlock()).bottom() + 3 * self._line_height()
            bar.setMaximum(max(bar.maximum(), bar.value() + below - height))
        bar.setValue(wanted)

    # --- what is in sight

    def pieces_in_sight(self) -> Iterator[tuple[int, QTextBlock, QRect]]:
        """(piece index, text block, its rectangle in the viewport), from the top down."""
        if not self._page.pieces:
            return  # the document of an empty article has a text block all the same
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

    def keep_eye(self) -> None:
        """Remember what stands at the top: a change of width will bring it back there."""
        if not self._reshaping:
            self._eye = self.top_place()

    def eye(self) -> Place:
        """Where the reader is. The start of the top line would creep upwards as widths change."""
        return self._eye or self.top_place()

    # --- shape

    def _dye(self, typography: Typography) -> None:
        theme = typography.style.theme
        palette = self.palette()
        for role, colour in (
            (QPalette.ColorRole.Base, theme.page),
            (QPalette.ColorRole.Window, theme.page),
            (QPalette.ColorRole.Text, theme.text),
        ):
            palette.setColor(role, colour)
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.gutter.dye(theme)

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

    def _width(self) -> int:
        """The width of the lines, in pixels: the measure, or less in a narrow pane.

        There is always room for the scroll bar: it comes and goes while a page is filled.
        """
        measure = self.typography.width if self.typography else 0
        margins, bar = self.viewportMargins(), self.verticalScrollBar().sizeHint().width()
        return max(1, min(measure, self.width() - bar - margins.left() - margins.right()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        nested, self._reshaping = self._reshaping, True  # margins resize the viewport again
        self._fit()
        super().resizeEvent(event)
        if nested:
            return
        if self._width() != self._set_width:
            self._rebalance.start()  # a document must not be filled while Qt lays it out
        self._reshaping = self._rebalance.isActive()

    def _reset_width(self) -> None:
        """Lines have another length now: balance the heads anew, keep the place of the eye."""
        before, self._set_width = self._set_width, self._width()
        if self.typography is not None:
            if self.typography.balances_anew(self._page.pieces, before, self._set_width):
                self._refill(self.typography)
            if self._eye is None:
                self.verticalScrollBar().setValue(0)
            else:
                self.scroll_to(self._eye.block or 0, self._eye.start, share=0.0)
        self.gutter.update()
        self._reshaping = False
        self.reshaped.emit()

    def _refill(self, typography: Typography) -> None:
        """Set the page anew. Changing single heads amid Qt's lazy layout leaves the rest stale."""
        anchor, position = self.textCursor().anchor(), self.textCursor().position()
        self._rewind()
        fill(self.document(), self._page, typography, self._set_width)
        cursor = QTextCursor(self.document())
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.refilled()

    def refilled(self) -> None:
        """The document is a new one: what was put on its blocks is gone."""

    def _line_height(self) -> int:
        return round(self.typography.em * 1.6) if self.typography else 16


def _line_start(block: QTextBlock, rect: QRect, y: int) -> int:
    """The document position at which the line of a block begins that reaches below `y`."""
    layout = block.layout()
    for at in range(layout.lineCount()):
        line = layout.lineAt(at)
        if rect.top() + line.y() + line.height() * 0.6 > y:
            return block.position() + line.textStart()
    return block.position()
