"""The notes as they are listed, filtered and undone; what is done to them is in `pane`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QUndoStack
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.article import Article
from reader.errors import JianbaoError, StoreError
from reader.export import Copied, Selection, copied
from reader.i18n import ntr, tr
from reader.notes import Change, Filter, Note
from reader.ui.jobs import Job
from reader.ui.notes import keeping
from reader.ui.notes.bar import FilterBar
from reader.ui.notes.delegate import NoteDelegate, state_name
from reader.ui.notes.model import NotesModel
from reader.ui.notes.standing import Standing
from reader.ui.notes.states import LANE, States
from reader.ui.notes.touched import Groups, Touched
from reader.ui.notes.undo import UndoStack
from reader.ui.places import Place
from reader.ui.plain import Label
from reader.ui.slim import slim

if TYPE_CHECKING:
    from reader.ui.desk import Desk

MOST_FOLLOWED = 50  # notes of one change that are followed row by row


class NotesList(QWidget):
    """The list with its filter, the words on how a note stands, and the undo stack.

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
        self._state: str | None = None
        self._groups = Groups({}, {})
        self._stack = UndoStack(self._store, self)
        self._stack.applied.connect(self._told)
        self._bar = FilterBar(self)
        self._bar.changed.connect(self._list)
        self._model = NotesModel(self._mime)
        self._delegate = NoteDelegate(desk.look)
        self._standing = Standing(desk.look, self)
        self.list = QListView(self)
        slim(self.list)
        self._lay_out()
        desk.look.changed.connect(self.list.viewport().update)
        self._list()

    def _lay_out(self) -> None:
        self._shape_list()
        self._empty = Label(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(18)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self._count = Label(self)
        self._export = QPushButton(tr("&Export…"), self)
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 2, 6, 6)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._bar)
        column.addLayout(self._pages, 1)
        column.addWidget(self._standing)
        column.addLayout(foot)

    def _shape_list(self) -> None:
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
        view.customContextMenuRequested.connect(self._menu_wanted)
        view.activated.connect(self._go)
        view.clicked.connect(self._go)

    # --- what is listed

    def _list(self) -> None:
        try:
            notes = self._desk.library.notes
            self._groups = Groups(notes.tags(), notes.folders())
            self._bar.show_groups(*self._groups.named())
            listing = self._in_state(notes.find(self._bar.filter()))
        except StoreError as error:
            self.failed.emit(error)
            return
        chosen = [note.id for note in self.chosen()]
        self._model.show_notes(listing)
        self._choose_again(chosen)
        self._tell_count()

    def _tell_count(self) -> None:
        count = self._model.rowCount()
        self._count.setText(ntr("{count} note", "{count} notes", count))
        self._empty.setText(self._why_empty())
        self._pages.setCurrentIndex(0 if count else 1)

    def _follow(self, change: Change) -> bool:
        """Change the rows that `change` concerns; False where all must be listed anew."""
        chosen, touched = self._bar.filter(), Touched.by(change)
        if self._bar.state or len(touched.ids) > MOST_FOLLOWED:
            return False
        passing = self._desk.library.notes.find(replace(chosen, ids=touched.ids)).ids
        if not all(
            self._model.follow(each, touched, each in passing, chosen) for each in touched.ids
        ):
            return False
        if self._groups.follow(touched):
            self._bar.show_groups(*self._groups.named())
        self._tell_count()
        return self._bar.filter() == chosen  # a tag may have gone with its last note

    def _in_state(self, listing: Sequence[Note]) -> Sequence[Note]:
        """Those of the notes that are in the state asked for, as far as it is known."""
        state, asked = self._bar.state, self._state
        self._state = state
        if state is None:
            return listing
        if state != asked:
            self._model.forget_states()  # files may be others than when it was asked before
        ids: Sequence[str] = getattr(listing, "ids", ())
        unknown = tuple(each for each in ids if self._model.state_of(each) is None)
        if unknown:
            library = self._desk.library
            search = States(library.paths, library.folders, unknown)
            job = Job(search.run, self._states_found, failed=self.failed.emit)
            self._desk.jobs.run(job, LANE, latest=True)
        found = tuple(each for each in ids if self._model.state_of(each) == state)
        return self._desk.library.notes.find(replace(self._bar.filter(), ids=found))

    def _states_found(self, states: dict[str, str]) -> None:
        self._model.show_states(states)
        self._list()

    def _choose_again(self, ids: Sequence[str]) -> None:
        """The selection outlives a change of the list."""
        choose = self.list.selectionModel()
        rows = [row for row in map(self._model.row_of, ids) if row >= 0]
        for row in rows:
            choose.select(self._model.index(row), choose.SelectionFlag.Select)
        if rows:
            choose.setCurrentIndex(self._model.index(rows[0]), choose.SelectionFlag.NoUpdate)
        else:
            self._standing.hide()

    def _why_empty(self) -> str:
        if self._bar.state and self._desk.jobs.busy(LANE):
            return tr("Looking where the notes stand now …")
        if self._bar.shows_bin:
            return tr("The bin is empty. What you remove stays here for 30 days.")
        if self._bar.state or self._bar.filter() != Filter(sort="created", descending=True):
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

    def show_titles(self, titles: Mapping[str, str]) -> None:
        """These are the titles of the articles, by key."""
        self._model.show_titles(titles)

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
        standing = keeping.standing_of(self._desk.library, note)
        self._model.show_states({note.id: standing.state})
        self._standing.show_note(note, standing.placement)
        if standing.place is not None:
            self.place_chosen.emit(standing.place)
        if standing.state != "exact":
            self.status_told.emit(tr("This note: {state}", state=state_name(standing.state)))

    def _menu_wanted(self, point: QPoint) -> None:
        """Nothing by itself; who can do something with the notes offers it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            self.remove()
        elif event.key() == Qt.Key.Key_F4:
            self.edit()
        else:
            super().keyPressEvent(event)

    def edit(self) -> None:
        """Edit the first selected note."""
        raise NotImplementedError

    def remove(self) -> None:
        """Take the selected notes away."""
        raise NotImplementedError

    # --- undo

    @property
    def undo_stack(self) -> QUndoStack:
        """The steps that can be taken back."""
        return self._stack

    def undo(self) -> None:
        """Take the last change back."""
        self._try(self._stack.undo)

    def redo(self) -> None:
        """Make it again."""
        self._try(self._stack.redo)

    def record(self, change: Change) -> None:
        """Make undoable what was changed, here or elsewhere, and show it."""
        self._stack.record(change)
        self._told(change)

    def _store(self, change: Change) -> None:
        self._desk.library.notes.apply(change, remember=False)

    def _told(self, change: Change) -> None:
        self._try(self._show_change, change)
        self.changed.emit(change)

    def _show_change(self, change: Change) -> None:
        if not self._follow(change):
            self._list()

    def _try(self, act: Callable[..., object], *arguments: object) -> None:
        try:
            act(*arguments)
        except JianbaoError as error:
            self.failed.emit(error)

    def _mime(self, notes: Sequence[Note]) -> QMimeData:
        clippings = tuple(self._desk.library.clipping(note) for note in notes)
        style = self._desk.settings.get("citation_style")
        return mime_of(copied(Selection(clippings, style=style)))


def mime_of(made: Copied) -> QMimeData:
    """What is copied, plain and rich."""
    data = QMimeData()
    data.setText(made.plain)
    data.setHtml(made.html)
    return data
