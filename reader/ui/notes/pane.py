"""The notes pane: bookmarks, quotations, highlights and notes in one list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class NotesPane(QWidget):
    """Everything the reader kept, and the doing of it; made with `NotesPane(desk)`.

    Asked by the window (slots of the reading pane's intents)
        copy_quotation(places)       to the clipboard, plain and rich, with its source
        keep_quotation(places)       dialog with note and tags; stored
        highlight(places, colour)    stored at once
        write_note(places)           note dialog
        bookmark(place)
        show_article(key, article)   which article is in front (None for none)
        show_note(id)                select and show one note
        show_filter(kind=None, tag=None, folder=None, binned=False)   from the tree
        edit_metadata(key)
    Commands
        undo(), redo(), export(), edit(), remove(), restore(), empty_bin(), take_focus()
    For others
        undo_stack                   QUndoStack (its canUndoChanged, undoTextChanged …)
        record(change)               put a notes Change made elsewhere on the undo stack
        marks(key, article)          tuple of NoteMark for ReadingPane.set_notes

    place_chosen(object)             Place of the note that was clicked
    changed(object)                  reader.notes.Change after it was applied or undone
    status_told(str)
    failed(object)                   an Exception to be shown
    """

    place_chosen = Signal(object)
    changed = Signal(object)
    status_told = Signal(str)
    failed = Signal(object)
