"""The notes pane: bookmarks, quotations, highlights and notes in one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QUndoStack
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QInputDialog,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.article import Article
from reader.errors import JianbaoError, StoreError
from reader.export import Copied, Selection, copied, quotation_with_source
from reader.i18n import ntr, tr
from reader.notes import Change, Filter, Note
from reader.ui.kept import NoteMark
from reader.ui.notes import keeping
from reader.ui.notes.bar import FilterBar
from reader.ui.notes.delegate import NoteDelegate, state_name
from reader.ui.notes.editor import NoteEditor, split_tags
from reader.ui.notes.menu import NotesMenu
from reader.ui.notes.model import NotesModel
from reader.ui.notes.undo import UndoStack
from reader.ui.places import Place
from reader.ui.plain import Label, agreed

if TYPE_CHECKING:
    from reader.ui.desk import Desk

BEYOND_BIN = 0  # days: everything in it


class NotesPane(QWidget):
    """Everything the reader kept, and the doing of it; made with `NotesPane(desk)`.

    Asked by the window (slots of the reading pane's intents)
        copy_quotation(places)       to the clipboard, plain and rich, with its source
        keep_quotation(places)       dialog with note and tags; stored
        highlight(places, colour)    stored at once
        write_note(places)           note dialog
        bookmark(place)
        show_article(key, article)   which article is in front (None for none)
        show_place(place)            nothing here follows the page
        show_note(id)                select and show one note
        show_filter(kind=None, tag=None, folder=None)   from the tree; kind "bin" is the bin
    Commands
        undo(), redo(), export(), edit(), remove(), take_back(), empty_bin(), take_focus()
    For others
        undo_stack                   QUndoStack (its canUndoChanged, undoTextChanged …)
        record(change)               put a notes Change made elsewhere on the undo stack
        marks(key, article)          tuple of NoteMark for ReadingPane.set_notes

    place_chosen(object)             Place of the note that was clicked
    changed(object)                  reader.notes.Change after it was made, undone or redone
    status_told(str)
    failed(object)                   an Exception to be shown
    """

    place_chosen = Signal(object)
    changed = Signal(object)
    status_told = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stack = UndoStack(self._store, self)
        self._stack.applied.connect(self._told)
        self._bar = FilterBar(self)
        self._bar.changed.connect(self._list)
        self._model = NotesModel(self._mime)
        self._delegate = NoteDelegate(desk.look)
        self.list = QListView(self)
        self._menu = NotesMenu(self)
        self._lay_out()
        desk.look.changed.connect(self.list.viewport().update)
        self._list()

    def _lay_out(self) -> None:
        view = self.list
        view.setModel(self._model)
        view.setItemDelegate(self._delegate)
        view.setUniformItemSizes(True)
        view.setLayoutMode(QListView.LayoutMode.Batched)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setDragEnabled(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Notes"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.activated.connect(self._go)
        view.clicked.connect(self._go)
        self._empty = Label(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(18)
        self._pages = QStackedLayout()
        self._pages.addWidget(view)
        self._pages.addWidget(self._empty)
        self._count = Label(self)
        export = QPushButton(tr("&Export…"), self)
        export.clicked.connect(self.export)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 2, 6, 6)
        foot.addWidget(self._count, 1)
        foot.addWidget(export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._bar)
        column.addLayout(self._pages, 1)
        column.addLayout(foot)

    # --- the list

    def _list(self) -> None:
        try:
            notes = self._desk.library.notes
            self._bar.show_groups(notes.tags(), notes.folders())
            listing = notes.find(self._bar.filter())
        except StoreError as error:
            self.failed.emit(error)
            return
        self._model.show_notes(listing)
        self._count.setText(ntr("{count} note", "{count} notes", len(listing)))
        self._empty.setText(self._why_empty())
        self._pages.setCurrentIndex(0 if len(listing) else 1)

    def _why_empty(self) -> str:
        if self._bar.shows_bin:
            return tr("The bin is empty. What you remove stays here for 30 days.")
        if self._bar.filter() != Filter(sort="created", descending=True):
            return tr("No note matches this filter.")
        return tr(
            "Nothing kept yet. Select text in an article and press Ctrl+Q to keep it as a "
            "quotation, or Ctrl+D to bookmark a paragraph."
        )

    def chosen(self) -> list[Note]:
        """The selected notes, from the top."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [note for note in map(self._model.note, rows) if note is not None]

    def show_article(self, key: str | None, article: Article | None) -> None:
        """Another article is in front."""
        self._bar.show_article(key if article else None)

    def show_place(self, place: Place) -> None:
        """Nothing in this list follows the page."""

    def show_note(self, note_id: str) -> None:
        """Select one note, in whatever list it is."""
        row = self._model.row_of(note_id)
        if row < 0:
            self._bar.choose()
            row = self._model.row_of(note_id)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))
            self.list.scrollTo(self._model.index(row))

    def show_filter(
        self, kind: str | None = None, tag: str | None = None, folder: str | None = None
    ) -> None:
        """List the notes of one kind, tag or folder."""
        self._bar.choose(kind, tag, folder)

    def take_focus(self) -> None:
        """The keyboard to the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _go(self, index: QModelIndex) -> None:
        note = self._model.note(index.row())
        if note is None:
            return
        place, state = keeping.place_of_note(self._desk.library, note)
        self._model.show_states({note.id: state})
        if place is not None:
            self.place_chosen.emit(place)
        if state != "exact":
            self.status_told.emit(tr("This note: {state}", state=state_name(state)))

    def _show_menu(self, point: QPoint) -> None:
        self._menu.show_at(self.list.viewport().mapToGlobal(point), binned=self._bar.shows_bin)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.remove()
        elif event.key() == Qt.Key.Key_F4:
            self.edit()
        else:
            super().keyPressEvent(event)

    # --- keeping

    def keep_quotation(self, places: Sequence[Place]) -> None:
        """Keep a passage as a quotation, with the reader's own words and tags."""
        self._try(self._keep, places, "quotation")

    def write_note(self, places: Sequence[Place] | Place) -> None:
        """Keep a passage with a note on it."""
        self._try(self._keep, places if isinstance(places, tuple) else (places,), "note")

    def highlight(self, places: Sequence[Place], colour: str) -> None:
        """Keep a passage as a highlight, at once."""
        self._try(self._highlight, places, colour)

    def bookmark(self, place: Place) -> None:
        """Bookmark a paragraph, or take its bookmark away."""
        self._try(self._bookmark, place)

    def copy_quotation(self, places: Sequence[Place]) -> None:
        """Copy a passage with its source."""
        self._try(self._copy, places)

    def _keep(self, places: Sequence[Place], kind) -> None:
        library = self._desk.library
        note = keeping.made(library, kind, places)
        metadata = library.metadata(places[0].key)
        cited = quotation_with_source(
            note.text, metadata, self._desk.settings.get("citation_style")
        )
        source = cited.plain.rpartition("\n")[2]
        edited = self._edited(note, source)
        if edited is not None:
            self._made(library.notes.add(edited))
            self.status_told.emit(tr("Kept."))

    def _highlight(self, places: Sequence[Place], colour) -> None:
        library = self._desk.library
        note = keeping.coloured(keeping.made(library, "highlight", places), colour)
        self._made(library.notes.add(note))

    def _bookmark(self, place: Place) -> None:
        library = self._desk.library
        there = keeping.bookmarks_at(library, place)
        if there:
            self._made(library.notes.remove([note.id for note in there]))
            self.status_told.emit(tr("Bookmark removed."))
        else:
            self._made(library.notes.add(keeping.made_bookmark(library, place)))
            self.status_told.emit(tr("Bookmarked."))

    def _copy(self, places: Sequence[Place]) -> None:
        library = self._desk.library
        text = keeping.text_of(library.article(places[0].key), places)
        style = self._desk.settings.get("citation_style")
        made = quotation_with_source(text, library.metadata(places[0].key), style)
        QGuiApplication.clipboard().setMimeData(_mime_of(made))
        self.status_told.emit(tr("Copied with its source."))

    def _edited(self, note: Note, citation: str = "") -> Note | None:
        notes = self._desk.library.notes
        editor = NoteEditor(note, notes.tags(), notes.folders(), citation, self)
        edited = editor.note() if editor.exec() else None
        editor.deleteLater()
        return edited

    # --- changing what is kept

    def edit(self) -> None:
        """Edit the first selected note."""
        self._try(self._edit)

    def _edit(self) -> None:
        for note in self.chosen()[:1]:
            edited = self._edited(note)
            if edited is not None:
                self._made(self._desk.library.notes.update(edited))

    def remove(self) -> None:
        """Put the selected notes into the bin; those in the bin are deleted for good."""
        self._try(self._delete if self._bar.shows_bin else self._remove)

    def _remove(self) -> None:
        self._each(self._desk.library.notes.remove)

    def _delete(self) -> None:
        self._each(self._desk.library.notes.delete)

    def take_back(self) -> None:
        """Take the selected notes out of the bin."""
        self._try(self._each, self._desk.library.notes.take_back)

    def empty_bin(self) -> None:
        """Delete everything in the bin for good, after asking."""
        if agreed(self, tr("Empty the bin"), tr("Delete everything in the bin for good?")):
            self._try(self._empty_bin)

    def _empty_bin(self) -> None:
        self._made(self._desk.library.notes.empty_bin(BEYOND_BIN))

    def add_tags(self) -> None:
        """Give the selected notes more tags."""
        text, given = QInputDialog.getText(self, tr("Add tags"), tr("Tags, separated by commas:"))
        if given and split_tags(text):
            self._try(self._tag, split_tags(text))

    def _tag(self, tags: tuple[str, ...]) -> None:
        self._made(self._desk.library.notes.tag([note.id for note in self.chosen()], tags))

    def move_to_folder(self) -> None:
        """Put the selected notes into a folder."""
        folders = ["", *self._desk.library.notes.folders()]
        folder, given = QInputDialog.getItem(
            self, tr("Move to folder"), tr("Folder (a/b is b inside a):"), folders, 0, True
        )
        if given:
            self._try(self._move, folder)

    def _move(self, folder: str) -> None:
        self._made(self._desk.library.notes.move([note.id for note in self.chosen()], folder))

    def recolour(self, colour) -> None:
        """Give the selected notes a colour."""
        self._try(self._recolour, colour)

    def _recolour(self, colour) -> None:
        ids = [note.id for note in self.chosen()]
        self._made(self._desk.library.notes.recolour(ids, colour))

    def copy_chosen(self) -> None:
        """Copy the selected notes with their sources."""
        if self.chosen():
            self._try(self._copy_chosen)

    def _copy_chosen(self) -> None:
        QGuiApplication.clipboard().setMimeData(self._mime(self.chosen()))

    def _each(self, change: Callable[[Sequence[str]], Change]) -> None:
        ids = [note.id for note in self.chosen()]
        if ids:
            self._made(change(ids))

    # --- undo

    @property
    def undo_stack(self) -> QUndoStack:
        return self._stack

    def undo(self) -> None:
        """Take the last change back."""
        self._try(self._stack.undo)

    def redo(self) -> None:
        """Make it again."""
        self._try(self._stack.redo)

    def record(self, change: Change) -> None:
        """Make undoable what was changed elsewhere, and show it."""
        self._made(change)

    def _store(self, change: Change) -> None:
        self._desk.library.notes.apply(change, remember=False)

    def _made(self, change: Change) -> None:
        self._stack.record(change)
        self._told(change)

    def _told(self, change: Change) -> None:
        self._list()
        self.changed.emit(change)

    def _try(self, act: Callable[..., object], *arguments: object) -> None:
        try:
            act(*arguments)
        except JianbaoError as error:
            self.failed.emit(error)

    # --- for others

    def marks(self, key: str, article: Article) -> tuple[NoteMark, ...]:
        """The kept passages of an article, for the page."""
        try:
            return keeping.marks_on(self._desk.library, key, article)
        except StoreError as error:
            self.failed.emit(error)
            return ()

    def export(self) -> None:
        """The export dialog."""
        from reader.ui.notes.exporting import ExportDialog

        notes = self._desk.library.notes
        listed = notes.find(self._bar.filter())
        everything = notes.find(Filter(sort="source"))
        scopes: list[tuple[str, Sequence[Note]]] = [(tr("As listed"), listed)]
        if self.chosen():
            scopes.insert(0, (tr("Selected"), self.chosen()))
        dialog = ExportDialog(self._desk, [*scopes, (tr("All notes"), everything)], self)
        dialog.exec()
        dialog.deleteLater()

    def _mime(self, notes: Sequence[Note]) -> QMimeData:
        clippings = tuple(self._desk.library.clipping(note) for note in notes)
        style = self._desk.settings.get("citation_style")
        return _mime_of(copied(Selection(clippings, style=style)))


def _mime_of(made: Copied) -> QMimeData:
    data = QMimeData()
    data.setText(made.plain)
    data.setHtml(made.html)
    return data
