"""From a page to a QTextDocument: one text block a piece, always as plain text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from reader.ui.reading.model import Page, Piece

if TYPE_CHECKING:
    from reader.ui.reading.typography import Typography

ABOVE, BELOW = 1.0, 4.0  # ems of air before the first and after the last line


def fill(
    document: QTextDocument,
    page: Page,
    typography: Typography,
    width: int | None = None,
    before_layout: Callable[[], None] | None = None,
) -> None:
    """Set a page into a document, which is emptied first; `width` is the lines' in pixels.

    No layout is done meanwhile: it follows when the text is shown, from the top on. So
    nothing here may ask where something stands. What moves a caret over the new text
    does so in `before_layout`: later, Qt would lay out all that lies between.
    """
    document.setLayoutEnabled(False)
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setDefaultFont(typography.body)
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    _set_margins(cursor, typography)  # while it is empty: later it costs a whole layout
    cursor.beginEditBlock()
    for at, piece in enumerate(page.pieces):
        chars = typography.chars(piece)
        if at:
            cursor.insertBlock(typography.block(piece, width), chars)
        else:
            cursor.setBlockFormat(typography.block(piece, width))
            cursor.setBlockCharFormat(chars)
        _insert(cursor, piece, chars, typography)
    cursor.endEditBlock()
    if before_layout is not None:
        before_layout()
    document.setLayoutEnabled(True)


def _set_margins(cursor: QTextCursor, typography: Typography) -> None:
    frame = cursor.currentFrame()  # PySide would keep every `rootFrame` as long as the document
    shape = frame.frameFormat()
    shape.setTopMargin(typography.em * ABOVE)
    shape.setBottomMargin(typography.em * BELOW)
    frame.setFrameFormat(shape)


def _insert(
    cursor: QTextCursor, piece: Piece, chars: QTextCharFormat, typography: Typography
) -> None:
    text = piece.text
    at = 0
    for room, spaced in typography.spacings(piece):
        if room > at:
            cursor.insertText(text[at:room], chars)
        cursor.insertText(text[room], spaced)
        at = room + 1
    cursor.insertText(text[at:], chars)
