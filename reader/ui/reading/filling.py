"""From a page to a QTextDocument: one text block a piece, always as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument

from reader.ui.reading.model import Page, Piece, gaps

if TYPE_CHECKING:
    from reader.ui.reading.typography import Typography


def fill(document: QTextDocument, page: Page, typography: Typography) -> None:
    """Set a page into a document, which is emptied first.

    No layout is done meanwhile: it follows when the text is shown, from the top on.
    """
    document.setLayoutEnabled(False)
    document.setUndoRedoEnabled(False)
    document.clear()
    document.setDefaultFont(typography.body)
    document.setDocumentMargin(0)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for at, piece in enumerate(page.pieces):
        if at:
            cursor.insertBlock(typography.block(piece), typography.chars(piece))
        else:
            cursor.setBlockFormat(typography.block(piece))
            cursor.setBlockCharFormat(typography.chars(piece))
        _insert(cursor, piece, typography)
    cursor.endEditBlock()
    document.setLayoutEnabled(True)


def _insert(cursor: QTextCursor, piece: Piece, typography: Typography) -> None:
    text, plain = piece.text, typography.chars(piece)
    at = 0
    for gap in gaps(text):
        if gap > at:
            cursor.insertText(text[at:gap], plain)
        cursor.insertText(text[gap], typography.gap(piece))
        at = gap + 1
    cursor.insertText(text[at:], plain)
