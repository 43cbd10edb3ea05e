"""What the panes say to one another: the only place where their signals meet.

Panes tell intents and know nobody; calls go down from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QUndoStack

from reader.errors import NotFound, UnreadableSource
from reader.i18n import tr
from reader.notes import Change, Note
from reader.ui.caretaker import Caretaker
from reader.ui.deeds import TreeDeeds
from reader.ui.figures.table import FigureTable
from reader.ui.notes.keeping import place_of_note
from reader.ui.places import Place
from reader.ui.tree.model import Entry, Leaf, counted

if TYPE_CHECKING:
    from reader.search import Results
    from reader.ui.window import Window

TABLE_SIZE = QSize(1000, 640)


class Talk(QObject):
    """Connects the panes of a furnished window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._table: FigureTable | None = None
        self._mended = False
        self._connect_reading()
        self._connect_search()
        self._connect_collection()
        self._connect_side()
        self._article_shown(window.reading.current_key() or "")
        self._caretaker = Caretaker(window)
        self._caretaker.failed.connect(window.failed)
        self._caretaker.begin()

    def _connect_reading(self) -> None:
        reading, notes = self._window.reading, self._window.notes
        reading.article_shown.connect(self._article_shown)
        reading.search_wanted.connect(self._window.search.ask)
        reading.copy_wanted.connect(notes.copy_quotation)
        reading.keep_wanted.connect(notes.keep_quotation)
        reading.highlight_wanted.connect(notes.highlight)
        reading.note_wanted.connect(notes.write_note)
        reading.bookmark_wanted.connect(notes.bookmark)
        reading.corrected.connect(notes.record)
        reading.note_clicked.connect(self._note_clicked)
        reading.position_left.connect(self._window.shelf.seen)

    def _connect_search(self) -> None:
        search, results = self._window.search, self._window.results
        search.answered.connect(self._answered)
        search.extended.connect(self._show_results)
        search.emptied.connect(self._search_emptied)
        search.kept.connect(self._keep_search)
        search.failed.connect(self._window.failed)
        search.results_wanted.connect(self._window.focus_results)
        search.first_wanted.connect(results.open_first)
        search.damaged.connect(self._mend_index)
        results.place_chosen.connect(self._hit_chosen)
        results.sort_changed.connect(search.ask_again)
        results.all_wanted.connect(search.ask_for_all)

    def _connect_collection(self) -> None:
        tree, shelf, status = self._window.tree, self._window.shelf, self._window.status
        tree.place_chosen.connect(self._open_from_tree)
        tree.leaf_chosen.connect(self.choose_leaf)
        shelf.entries_changed.connect(self._entries_changed)
        shelf.progressed.connect(status.show_progress)
        shelf.indexed.connect(self._indexed)
        shelf.all_indexed.connect(self._all_indexed)
        shelf.leaves_changed.connect(self._leaves_changed)
        shelf.read_changed.connect(self._read_changed)
        shelf.failed.connect(self._window.failed)
        status.stop_wanted.connect(shelf.stop)
        self._deeds = TreeDeeds(self._window)

    def _connect_side(self) -> None:
        window = self._window
        for pane in (window.figures, window.outline, window.notes):
            pane.place_chosen.connect(window.open_place)
        for pane in (window.figures, window.notes):
            pane.failed.connect(window.failed)
        for pane in (window.figures, window.outline):
            window.reading.place_changed.connect(pane.show_place)
        window.figures.search_wanted.connect(window.search.ask)
        window.figures.table_wanted.connect(self.show_table)
        window.notes.changed.connect(self._notes_changed)
        window.notes.attach_wanted.connect(self.attach_note)
        self._follow_undo(window.notes.undo_stack)
        window.notes.status_told.connect(window.status.show_article)

    def _follow_undo(self, stack: QUndoStack) -> None:
        actions = self._window.commands.actions
        for name, possible in (("undo", stack.canUndo()), ("redo", stack.canRedo())):
            actions[name].setEnabled(possible)
        stack.canUndoChanged.connect(actions["undo"].setEnabled)
        stack.canRedoChanged.connect(actions["redo"].setEnabled)

    # The article in front

    def _article_shown(self, key: str) -> None:
        window = self._window
        article = window.reading.current_article()
        window.tree.show_current(key)
        window.shelf.remember(key)
        for pane in (window.figures, window.outline, window.notes):
            pane.show_article(key or None, article)
        window.reading.show_hits(key, window.results.places(key))
        self._mark_kept()

    def _mark_kept(self) -> None:
        reading = self._window.reading
        key, article = reading.current_key(), reading.current_article()
        if key is not None and article is not None:
            reading.set_notes(key, self._window.notes.marks(key, article))

    def _notes_changed(self, change: Change) -> None:
        self._window.reading.follow(change)
        self._mark_kept()
        self._window.shelf.notes_changed(change)

    def _note_clicked(self, note: str) -> None:
        self._window.show_side(self._window.notes)
        self._window.notes.show_note(note)

    def attach_note(self) -> None:
        """Attach the note selected in the list to the words selected on the page."""
        self._window.notes.attach(self._window.reading.selection())

    def show_table(self, figure_type: str | None = None) -> None:
        """The figures of the whole collection, in a window of their own."""
        if self._table is None:
            self._table = FigureTable(self._window.desk, self._window)
            self._table.setWindowFlag(Qt.WindowType.Window)
            self._table.setWindowTitle(tr("Figures of the collection"))
            self._table.resize(TABLE_SIZE)
            self._table.place_chosen.connect(self._window.open_place)
            self._table.failed.connect(self._window.failed)
        self._table.load()
        self._table.show_type(figure_type)
        self._table.show()
        self._table.raise_()
        self._table.activateWindow()

    # Search

    def _answered(self, results: Results) -> None:
        self._show_results(results)
        self._window.show_left(self._window.results)

    def _show_results(self, results: Results) -> None:
        window = self._window
        window.results.show_results(results)
        key = window.reading.current_key() or ""
        window.reading.show_hits(key, window.results.places(key))

    def _search_emptied(self) -> None:
        self._window.results.show_nothing()
        self._window.reading.clear_hits()
        self._window.left.setCurrentWidget(self._window.tree)

    def _hit_chosen(self, place: Place, places: list[Place], new_tab: bool) -> None:
        self._window.reading.open(place, new_tab=new_tab)
        self._window.reading.show_hits(place.key, places)

    def _mend_index(self, error: Exception) -> None:
        """Make a damaged index anew, once; the query is asked again when it is there."""
        if self._mended:
            self._window.failed.emit(error)  # it is not the index but the disk
            return
        self._mended = True
        self._window.shelf.refresh(rebuild=True)
        words = tr("{fault} It is being rebuilt from the files.", fault=error)
        self._window.status.show_article(words)

    def _keep_search(self, query: str) -> None:
        sort = self._window.desk.settings.get("search_sort")
        notes = self._window.desk.library.notes
        self._window.notes.record(notes.save_search(query, query, sort))
        self._window.shelf.notes_changed()
        self._window.status.show_article(tr("Kept under “Saved searches”: {query}", query=query))

    def next_hit(self) -> None:
        """The next hit of the article, or the first of the next article."""
        if not self._window.reading.next_hit():
            self._step_article(forward=True)

    def previous_hit(self) -> None:
        """The hit before, or the last of the article before."""
        if not self._window.reading.previous_hit():
            self._step_article(forward=False)

    def _step_article(self, *, forward: bool) -> None:
        results = self._window.results
        place = results.step(self._window.reading.current_key() or "", forward=forward)
        if place is not None:
            self._hit_chosen(place, results.places(place.key), False)

    # Collection

    def _entries_changed(self) -> None:
        entries = self._window.shelf.entries
        self._window.tree.show_entries(entries)
        self._window.notes.show_titles(self._window.shelf.titles)
        self._window.status.show_collection(counted(len(entries)))

    def _open_from_tree(self, place: Place, new_tab: bool) -> None:
        """Open what was chosen, or say why the tree lists what cannot be got at."""
        try:
            self._window.desk.library.source(place.key)
        except NotFound as gone:
            entries = self._window.shelf.entries
            reason = next((e.error for e in entries if e.key == place.key and e.error), None)
            self._window.failed.emit(UnreadableSource(place.key, reason) if reason else gone)
            return
        self._window.open_place(place, new_tab)

    def _leaves_changed(self) -> None:
        self._window.tree.show_leaves(self._window.shelf.leaves)

    def _read_changed(self) -> None:
        self._window.tree.show_read(self._window.shelf.read_keys)

    def _indexed(self, _report: object) -> None:
        self._window.search.ask_again()

    def _all_indexed(self) -> None:
        self._caretaker.look_for_moved(self._window.shelf.entries)

    def choose_leaf(self, leaf: Leaf) -> None:
        """Run a saved search, or go to where a note stands."""
        if leaf.kind == "search":
            self._window.search.ask(str(leaf.payload))
        elif isinstance(leaf.payload, Note):
            place, _state = place_of_note(self._window.desk.library, leaf.payload)
            if place is not None:
                self._window.open_place(place)
            self._note_clicked(leaf.payload.id)

    def chosen_keys(self) -> list[str]:
        """The articles selected in the tree, else the one in front."""
        selected = self._window.tree.selected()
        keys = [member.key for member in selected if isinstance(member, Entry)]
        current = self._window.reading.current_key()
        return keys if len(keys) > 1 or current is None else [current]

    def next_article(self) -> None:
        """The article below the current one in the tree."""
        self._neighbour(1)

    def previous_article(self) -> None:
        """The article above the current one in the tree."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        key = self._window.tree.neighbour(self._window.reading.current_key() or "", step)
        if key is not None:
            self._window.open_place(Place(key))

    def reveal_current(self) -> None:
        """Select the current article in the tree."""
        self._window.focus_tree()
        self._window.tree.reveal(self._window.reading.current_key() or "")
