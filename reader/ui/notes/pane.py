"""The notes pane: keeping passages, changing what is kept, taking it away and bringing it in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from reader.article import Article
from reader.errors import InputError, JianbaoError, StoreError
from reader.export import quotation_with_source
from reader.i18n import ntr, tr
from reader.notes import Change, Colour, Filter, Note, NoteKind
from reader.ui.kept import NoteMark
from reader.ui.notes import keeping
from reader.ui.notes.drafts import Drafts
from reader.ui.notes.editor import NoteEditor
from reader.ui.notes.listing import NotesList, mime_of
from reader.ui.notes.menu import NotesMenu
from reader.ui.notes.tagging import Tagging
from reader.ui.places import Place
from reader.ui.plain import agreed, warn

if TYPE_CHECKING:
    from reader.notes import Notes
    from reader.ui.desk import Desk

BEYOND_BIN = 0  # days: everything in it


class NotesPane(NotesList):
    """Everything the reader kept, and the doing of it; made with `NotesPane(desk)`.

    Asked by the window (slots of the reading pane's intents)
        copy_quotation(places)       to the clipboard, plain and rich, with its source
        keep_quotation(places)       dialog with note and tags; stored
        highlight(places, colour)    stored at once
        write_note(places)           note dialog
        bookmark(place)
        attach(places)               attach the selected note to this passage
        show_article(key, article)   which article is in front (None for none)
        show_place(place)            nothing here follows the page
        show_note(id)                select and show one note
        show_filter(kind=None, tag=None, folder=None)   from the tree; kind "bin" is the bin
    Commands
        undo(), redo(), export(), bring_in(), edit(), remove(), take_back(), empty_bin(),
        attach_here(), take_focus(), tagging.add(), tagging.remove(), tagging.rename()
    For others
        undo_stack                   QUndoStack (its canUndoChanged, undoTextChanged …)
        record(change)               put a notes Change made elsewhere on the undo stack
        marks(key, article)          tuple of NoteMark for ReadingPane.set_notes

    attach_wanted()                  attach the selected note to what is selected on the page
    place_chosen(object)             Place of the note that was clicked
    changed(object)                  reader.notes.Change after it was made, undone or redone
    status_told(str)
    failed(object)                   an Exception to be shown
    """

    attach_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tagging = Tagging(self)
        self._menu = NotesMenu(self)
        self._drafts = Drafts(desk)
        self._export.clicked.connect(self.export)
        self._standing.attach_wanted.connect(self._attach_one)
        self._standing.accept_wanted.connect(self._accept_one)

    def _menu_wanted(self, point: QPoint) -> None:
        self._menu.show_at(self.list.viewport().mapToGlobal(point), binned=self._bar.shows_bin)

    # --- keeping

    def keep_quotation(self, places: Sequence[Place]) -> None:
        """Keep a passage as a quotation, with the reader's own words and tags."""
        self._try(self._keep, places, "quotation")

    def write_note(self, places: Sequence[Place] | Place) -> None:
        """Keep a passage with a note on it."""
        self._try(self._keep, places if isinstance(places, tuple) else (places,), "note")

    def highlight(self, places: Sequence[Place], colour: Colour) -> None:
        """Keep a passage as a highlight, at once."""
        self._try(self._highlight, places, colour)

    def bookmark(self, place: Place) -> None:
        """Bookmark a paragraph, or take its bookmark away."""
        self._try(self._bookmark, place)

    def copy_quotation(self, places: Sequence[Place]) -> None:
        """Copy a passage with its source."""
        self._try(self._copy, places)

    def _keep(self, places: Sequence[Place], kind: NoteKind) -> None:
        library = self._desk.library
        note = keeping.made(library, kind, places)
        metadata = library.metadata(places[0].key)
        cited = quotation_with_source(
            note.text, metadata, self._desk.settings.get("citation_style")
        )
        source = cited.plain.rpartition("\n")[2]
        if self._written(note, library.notes.add, source):
            self.status_told.emit(tr("Kept."))
        self._drafts.drop(note.id)  # not before it is saved

    def _highlight(self, places: Sequence[Place], colour: Colour) -> None:
        library = self._desk.library
        note = keeping.coloured(keeping.made(library, "highlight", places), colour)
        self.record(library.notes.add(note))

    def _bookmark(self, place: Place) -> None:
        library = self._desk.library
        there = keeping.bookmarks_at(library, place)
        if there:
            self.record(library.notes.remove([note.id for note in there]))
            self.status_told.emit(tr("Bookmark removed."))
        else:
            self.record(library.notes.add(keeping.made_bookmark(library, place)))
            self.status_told.emit(tr("Bookmarked."))

    def _copy(self, places: Sequence[Place]) -> None:
        library = self._desk.library
        text = keeping.text_of(library.article(places[0].key), places)
        style = self._desk.settings.get("citation_style")
        made = quotation_with_source(text, library.metadata(places[0].key), style)
        QGuiApplication.clipboard().setMimeData(mime_of(made))
        self.status_told.emit(tr("Copied with its source."))

    def _written(self, note: Note, save: Callable[[Note], Change], citation: str = "") -> bool:
        """Have a note written and saved; while it cannot be, the editor comes back with it."""
        while (edited := self._edited(note, citation)) is not None:
            try:
                self.record(save(edited))
            except JianbaoError as error:
                warn(self, tr("The note is not saved"), str(error))
                note = edited
            else:
                return True
        return False

    def _edited(self, note: Note, citation: str = "") -> Note | None:
        notes = self._desk.library.notes
        editor = NoteEditor(note, notes.tags(), notes.folders(), citation, self)
        editor.typed.connect(self._drafts.keep)
        edited = editor.note() if editor.exec() else None
        editor.deleteLater()
        return edited

    # --- changing what is kept

    def edit(self) -> None:
        """Edit the first selected note."""
        self._try(self._edit)

    def _edit(self) -> None:
        for note in self.chosen()[:1]:
            self._written(note, self._desk.library.notes.update)
            self._drafts.drop(note.id)

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
        self.record(self._desk.library.notes.empty_bin(BEYOND_BIN))

    def attempt(self, change: Callable[[Notes], Change | None]) -> None:
        """Make a change of the notes; None: the user has thought better of it."""
        self._try(self._attempt, change)

    def _attempt(self, change: Callable[[Notes], Change | None]) -> None:
        made = change(self._desk.library.notes)
        if made:
            self.record(made)

    def move_to_folder(self) -> None:
        """Put the selected notes into a folder."""
        folders = ["", *self._desk.library.notes.folders()]
        folder, given = QInputDialog.getItem(
            self, tr("Move to folder"), tr("Folder (a/b is b inside a):"), folders, 0, True
        )
        if given:
            self._try(self._move, folder)

    def _move(self, folder: str) -> None:
        self.record(self._desk.library.notes.move([note.id for note in self.chosen()], folder))

    def recolour(self, colour: Colour | None) -> None:
        """Give the selected notes a colour."""
        self._try(self._recolour, colour)

    def _recolour(self, colour: Colour | None) -> None:
        ids = [note.id for note in self.chosen()]
        self.record(self._desk.library.notes.recolour(ids, colour))

    def copy_chosen(self) -> None:
        """Copy the selected notes with their sources."""
        if self.chosen():
            self._try(self._copy_chosen)

    def _copy_chosen(self) -> None:
        QGuiApplication.clipboard().setMimeData(self._mime(self.chosen()))

    def _each(self, change: Callable[[Sequence[str]], Change]) -> None:
        ids = [note.id for note in self.chosen()]
        if ids:
            self.record(change(ids))

    # --- attaching again

    def attach_here(self) -> None:
        """Attach the first selected note to what is selected on the page."""
        self.attach_wanted.emit()

    def attach(self, places: Sequence[Place]) -> None:
        """Attach the first selected note to a passage; its words become what stands there."""
        self._try(self._attach, places)

    def _attach(self, places: Sequence[Place]) -> None:
        chosen = self.chosen()[:1]
        if not chosen or not places:
            raise InputError(
                tr("Select the note in the list and the words it belongs to in the article.")
            )
        self._attached(keeping.attached(self._desk.library, chosen[0].id, places))

    def _attached(self, change: Change) -> None:
        self.record(change)
        self._standing.hide()
        self._model.show_states({note.id: "exact" for note in self.chosen()[:1]})
        self.status_told.emit(tr("The note is attached to these words now."))

    def _attach_one(self, note_id: str) -> None:
        self.show_note(note_id)
        self.attach_here()

    def _accept_one(self, note_id: str) -> None:
        self._try(self._accept, note_id)

    def _accept(self, note_id: str) -> None:
        library = self._desk.library
        self.show_note(note_id)
        standing = keeping.standing_of(library, library.notes.get(note_id))
        if standing.places:
            self._attached(keeping.attached(library, note_id, standing.places))

    # --- for others

    def marks(self, key: str, article: Article) -> tuple[NoteMark, ...]:
        """The kept passages of an article, for the page."""
        try:
            standings = keeping.standings_on(self._desk.library, key, article)
        except StoreError as error:
            self.failed.emit(error)
            return ()
        self._model.show_states({each.note.id: each.state for each in standings})
        return keeping.marks_of(standings)

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

    def bring_in(self) -> None:
        """Ask for a JSON-LD file that was exported here, and bring its notes back."""
        title = tr("Import notes")
        kind = tr("JSON-LD notes (*.jsonld *.json)")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kind)
        if chosen:
            self._try(self._bring_in, Path(chosen))

    def _bring_in(self, path: Path) -> None:
        notes = self._desk.library.notes
        there = set(notes.find().ids)
        count = self._desk.library.import_notes(keeping.read_small(path))
        come = tuple(note for note in notes.find() if note.id not in there)
        self.record(Change(tr("Import notes"), (), come))
        self.status_told.emit(ntr("{count} note imported.", "{count} notes imported.", count))

    def bring_drafts_back(self) -> None:
        """Keep what was being written when the program last ended without being asked to."""
        self._try(self._bring_drafts_back)

    def _bring_drafts_back(self) -> None:
        change = self._drafts.bring_back()
        if change:
            self.record(change)
            told = ntr(
                "A note that was being written when the program ended came back.",
                "{count} notes that were being written when the program ended came back.",
                len(change.after),
            )
            self.status_told.emit(told)
