"""The reading pane: articles in tabs, one or two groups of tabs side by side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from reader.article import Article
from reader.errors import JianbaoError
from reader.i18n import ntr, tr
from reader.ui.kept import NoteMark
from reader.ui.places import Place
from reader.ui.reading.annotate import FIGURE
from reader.ui.reading.folio import Folio
from reader.ui.reading.layers import Mark
from reader.ui.reading.leaf import Leaf
from reader.ui.reading.marking import Marking
from reader.ui.reading.typography import Style, Typography

if TYPE_CHECKING:
    from reader.notes import Change
    from reader.ui.desk import Desk
    from reader.ui.reading.correcting import Corrections
    from reader.ui.reading.counts import Counts
    from reader.ui.reading.menu import ReadingMenu

RESTYLED_BY = ("font_family", "font_size", "line_width", "line_spacing", "script")
REMARKED_BY = (
    "figure_layer", "people_layer", "doubt_layer", "paragraph_numbers", "figure_types_off",
)  # fmt: skip


class ReadingPane(Folio):
    """Articles in tabs; everything the window can ask of reading.

    Made with the desk: `ReadingPane(desk)`. It follows the settings `figure_layer`,
    `people_layer`, `doubt_layer`, `paragraph_numbers`, `figure_types_off`, `script`,
    `original_beside`, `font_family`, `font_size`, `line_width`, `line_spacing`, and the
    desk's look, by itself.

    Opening and moving
        open(place, *, new_tab=False, beside=False)   show an article, at a place if it has one
        open_article(key, article, ...)               the same with an article already restored
        reload(key)                                   after a correction or a changed file
        close_tab(), close_others(), reopen_tab(), next_tab(), previous_tab()
        toggle_split(), other_side()
        go_back(), go_forward(), can_go_back(), can_go_forward()
        go_to_paragraph()                             asks for a ¶ number
        find(), find_next(), find_previous()
        show_hits(key, places), clear_hits(), next_hit(), previous_hit()
            next_hit and previous_hit return False past the article's last or first hit
        take_focus(), session() -> dict, restore(session)

    What is shown
        current_key() -> str | None, current_article() -> Article | None
        current_place() -> Place | None               where the reader's eye is
        columns() -> int                              columns of text side by side
        selection() -> tuple[Place, ...]              one place a block; empty without selection
        set_notes(key, marks)                         kept passages: tuple of NoteMark
        follow(change)                                show anew what a notes Change has corrected

    Taking away
        copy_quotation(), keep_quotation(), highlight(colour=None), add_note(), bookmark()
        print_article(), print_preview(), save_pdf()

    Intents (connect them; places are tuples of `Place`, one a block, never empty)
        article_shown(str key)      another article is in front ("" for none)
        place_changed(object)       Place at the top of the page, at most a few times a second
        progress_changed(float)     0.0 to 1.0, how far the article in front has been read
        selection_changed(bool)
        columns_changed()           columns() is another
        history_changed()           can_go_back / can_go_forward may have changed
        status_told(str)            a line for the status bar
        hits_told(int, int)         current hit (1-based, 0 for none) and number of hits
        copy_wanted(object)         places: copy as a quotation with its source
        keep_wanted(object)         places: keep as a quotation with note and tags
        highlight_wanted(object, str)   places and a colour's name
        note_wanted(object)         places, or one Place of the article: write a note
        bookmark_wanted(object)     Place
        figure_clicked(object)      Figure
        note_clicked(str)           id of a kept passage
        corrected(object)           reader.notes.Change of the corrections: put it on the undo stack
        search_wanted(str)          search the collection for these words
        position_left(str, int, float)  key, raw offset, progress; it is kept already
        failed(object)              an Exception to be shown
    """

    place_changed = Signal(object)
    progress_changed = Signal(float)
    selection_changed = Signal(bool)
    status_told = Signal(str)
    hits_told = Signal(int, int)
    copy_wanted = Signal(object)
    keep_wanted = Signal(object)
    highlight_wanted = Signal(object, str)
    note_wanted = Signal(object)
    bookmark_wanted = Signal(object)
    figure_clicked = Signal(object)
    note_clicked = Signal(str)
    corrected = Signal(object)
    search_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._marking = Marking(desk)
        self._counted: tuple[Article, Counts] | None = None
        super().__init__(desk, parent)
        self._marking.setParent(self)
        self._menu: ReadingMenu | None = None
        desk.settings.changed.connect(self._setting_changed)
        desk.look.changed.connect(self._restyle)

    def _connect_leaf(self, leaf: Leaf) -> None:
        super()._connect_leaf(leaf)
        leaf.rested.connect(self._rested)
        leaf.hits_told.connect(self.hits_told)
        leaf.menu_wanted.connect(self._show_menu)
        leaf.text.mark_clicked.connect(self._mark_clicked)
        leaf.text.selectionChanged.connect(self._selection_changed)

    def _settled(self, leaf: Leaf) -> None:
        super()._settled(leaf)
        if self._group_of(leaf) is not None:
            self._marking.mark(leaf)

    def _leave(self, leaf: Leaf) -> None:
        self._marking.forget(leaf)
        super()._leave(leaf)

    # --- following settings and look

    def _setting_changed(self, name: str) -> None:
        if name in RESTYLED_BY:
            self._restyle()
        elif name in REMARKED_BY:
            for leaf in self._leaves():
                self._marking.mark(leaf)
        elif name == "original_beside":
            self._show_original()
            self.columns_changed.emit()

    def columns(self) -> int:
        """How many columns of text stand side by side, the original among them."""
        return len(self._groups) + bool(self._desk.settings.get("original_beside"))

    def _show_original(self) -> None:
        leaf = self.front()
        if leaf is not None and leaf.article is not None:
            leaf.show_original(self._desk.settings.get("original_beside"))

    def _restyle(self) -> None:
        self._typography = Typography(Style.of(self._desk.settings, self._desk.look.theme))
        for leaf in self._leaves():
            leaf.set_typography(self._typography, self._desk.settings.get("script"))

    # --- telling

    def _front_changed(self) -> None:
        super()._front_changed()
        self._show_original()
        self._desk.jobs.soon(self, self._rested)  # after the paint: counting takes its time
        self._selection_changed()

    def _rested(self) -> None:
        leaf = self.front()
        place = self.current_place()
        if leaf is None or place is None:
            self.status_told.emit("")
            return
        self.place_changed.emit(place)
        self.progress_changed.emit(leaf.text.progress())
        self.status_told.emit(self._status(leaf))

    def _status(self, leaf: Leaf) -> str:
        if leaf.article is None or not leaf.article.blocks:
            return ""  # the page says that there is no text
        length = self._length(leaf.article)
        doubts = sum(block.doubt is not None for block in leaf.article.blocks)
        parts = [
            ntr("{count} character", "{count} characters", length.total),
            ntr("{count} minute", "{count} minutes", length.minutes),
            ntr("{count} doubtful place", "{count} doubtful places", doubts) if doubts else "",
            tr("{percent}% read", percent=round(leaf.text.progress() * 100)),
        ]
        return " · ".join(part for part in parts if part)

    def _length(self, article: Article) -> Counts:
        from reader.ui.reading.counts import count  # after the first paint

        if self._counted is None or self._counted[0] is not article:
            self._counted = (article, count(article))
        return self._counted[1]

    def _selection_changed(self) -> None:
        self.selection_changed.emit(bool(self.selection()))

    def _mark_clicked(self, mark: Mark) -> None:
        if isinstance(mark.what, NoteMark):
            self.note_clicked.emit(mark.what.id)
        elif mark.kind.startswith(FIGURE):
            self.figure_clicked.emit(mark.what)

    # --- taking away

    def copy_quotation(self) -> None:
        """Copy the selection, or the paragraph at the caret, with its source."""
        self._tell(self.copy_wanted)

    def keep_quotation(self) -> None:
        """Keep the selection, or the paragraph at the caret, with a note and tags."""
        self._tell(self.keep_wanted)

    def add_note(self) -> None:
        """Write a note on the selection, or on the paragraph at the caret."""
        self._tell(self.note_wanted)

    def highlight(self, colour: str = "yellow") -> None:
        """Highlight the selection, or the paragraph at the caret."""
        places = self.passage()
        if places:
            self.highlight_wanted.emit(places, colour)

    def bookmark(self) -> None:
        """Bookmark the paragraph at the caret."""
        places = self.passage()
        if places:
            self.bookmark_wanted.emit(Place(places[0].key, places[0].block))

    def passage(self) -> tuple[Place, ...]:
        """The selection, or else the whole paragraph at the caret."""
        leaf = self.front()
        return leaf.text.selection() or leaf.text.paragraph_at_caret() if leaf else ()

    def _tell(self, signal: SignalInstance) -> None:
        places = self.passage()
        if places:
            signal.emit(places)

    # --- correcting

    @cached_property
    def _corrections(self) -> Corrections:
        from reader.ui.reading.correcting import Corrections

        return Corrections(self._desk)

    def _show_menu(self, point: QPoint) -> None:
        from reader.ui.reading.menu import ReadingMenu  # not before the first right click

        if self._menu is None:
            self._menu = ReadingMenu(self)
        self._menu.show_at(point)

    def place_caret(self, point: QPoint) -> None:
        """Put the caret under a global point, unless that would lose the selection."""
        leaf = self.front()
        if leaf is not None and not leaf.text.textCursor().hasSelection():
            viewport = leaf.text.viewport()
            leaf.text.setTextCursor(leaf.text.cursorForPosition(viewport.mapFromGlobal(point)))

    def correct(self, deed: str) -> None:
        """Split, join, move or re-role the paragraph at the caret; see `correcting.DEEDS`."""
        leaf = self.front()
        if leaf is None or leaf.article is None or not leaf.article.blocks:
            return
        try:
            change = self._corrections.make(leaf.article, deed, *leaf.text.caret())
        except JianbaoError as error:
            self.failed.emit(error)
            return
        if change is None:
            self.status_told.emit(tr("There is nothing to correct here."))
            return
        self.corrected.emit(change)
        self.reload(leaf.key)

    def follow(self, change: Change) -> None:
        """Show articles anew whose corrections were changed, undone or redone."""
        from reader.ui.reading.correcting import corrected_digests

        for digest in corrected_digests(change):
            for leaf in self._leaves():
                if leaf.article is not None and leaf.article.raw.digest == digest:
                    self.reload(leaf.key)

    # --- paper

    def print_article(self) -> None:
        """Print the article in front."""
        self._on_paper("print_article")

    def print_preview(self) -> None:
        """Show how it will look on paper."""
        self._on_paper("preview")

    def save_pdf(self) -> None:
        """Save it as a PDF file."""
        self._on_paper("save_pdf")

    def _on_paper(self, deed: str) -> None:
        from reader.ui.reading import printing  # not before somebody prints

        article = self.current_article()
        if article is None:
            return
        style = Style.of(self._desk.settings, self._desk.look.theme)
        try:
            sheet = printing.Sheet(article, style, self._desk.settings.get("script"))
            getattr(printing, deed)(self, sheet)
        except JianbaoError as error:
            self.failed.emit(error)

    # --- finding and hits

    def find(self) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Open the bar that finds words in this article."""
        leaf = self.front()
        if leaf is not None:
            leaf.open_bar()

    def find_next(self) -> None:
        self._step_found(1)

    def find_previous(self) -> None:
        self._step_found(-1)

    def _step_found(self, by: int) -> None:
        leaf = self.front()
        if leaf is not None:
            leaf.step_found(by)

    def show_hits(self, key: str, places: Iterable[Place]) -> None:
        """Mark the hits of a search in an article that is open; the one gone to is current."""
        hits = tuple(places)
        for leaf in self._leaves():
            if leaf.key == key:
                leaf.set_hits(hits)

    def clear_hits(self) -> None:
        """Take the marks of the search away."""
        for leaf in self._leaves():
            leaf.set_hits(())

    def next_hit(self) -> bool:
        """To the next hit; False past the last one of this article."""
        leaf = self.front()
        return leaf is not None and leaf.step_hit(1)

    def previous_hit(self) -> bool:
        """To the hit before; False past the first one of this article."""
        leaf = self.front()
        return leaf is not None and leaf.step_hit(-1)

    # --- what is shown

    def selection(self) -> tuple[Place, ...]:
        """What is selected, one place a block."""
        leaf = self.front()
        return leaf.text.selection() if leaf else ()

    def set_notes(self, key: str, marks: Iterable[NoteMark]) -> None:
        """Mark the kept passages of an article."""
        notes = tuple(marks)
        for leaf in self._leaves():
            if leaf.key == key:
                leaf.set_notes(notes)
