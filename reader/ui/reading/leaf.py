"""One tab: an article's text, the bar that finds in it, its original beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reader.article import Article, raw_positions
from reader.i18n import tr
from reader.ui.kept import NoteMark
from reader.ui.lean import CUSTOM_MENU
from reader.ui.places import Place
from reader.ui.reading import annotate
from reader.ui.reading.hits import Hits
from reader.ui.reading.layers import LAYERS
from reader.ui.reading.model import place_of_raw
from reader.ui.reading.textview import TextView

if TYPE_CHECKING:
    from reader.figures import Figure, Person
    from reader.ui.findings import Found
    from reader.ui.reading.beside import Beside
    from reader.ui.reading.display import Script
    from reader.ui.reading.findbar import FindBar
    from reader.ui.reading.typography import Typography


UNFOLDS_MS = 300  # the original has come beside, and panels have made room for it


class Leaf(QWidget):
    """An article in one tab.

    settled(object)           a new article has been painted; the leaf itself
    rested()                  its page has come to rest after scrolling
    hits_told(int, int)       current hit (1-based, 0 for none) and how many
    menu_wanted(QPoint)       global position of a context menu
    """

    rested = Signal()
    settled = Signal(object)
    hits_told = Signal(int, int)
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = TextView(self)
        self.text.setProperty("contextMenuPolicy", CUSTOM_MENU)
        self.text.customContextMenuRequested.connect(self._ask_for_menu)
        self.text.rested.connect(self.rested)
        self.splitter = QSplitter()
        self.splitter.addWidget(self.text)
        self.splitter.setChildrenCollapsible(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.splitter, 1)
        self.found: Found | None = None
        self._hits = Hits("hit")
        self._found = Hits("found")
        self.setFocusProxy(self.text)
        self.awaited: Place | None = None  # of an article that is got when it is seen
        self._title = ""
        self._beside: Beside | None = None
        self._syncing = False
        self._unfolding = QTimer(self)
        self._unfolding.setSingleShot(True)
        self._unfolding.setInterval(UNFOLDS_MS)
        self.text.reshaped.connect(self._reshaped)
        self.text.verticalScrollBar().valueChanged.connect(self._text_scrolled)
        self.text.cursorPositionChanged.connect(self._caret_moved)

    @cached_property
    def bar(self) -> FindBar:
        """The bar that finds words, made when it is first asked for."""
        from reader.ui.reading.findbar import FindBar

        bar = FindBar(self)
        bar.words_changed.connect(self._find)
        bar.stepped.connect(self.step_found)
        bar.closed.connect(self._leave_bar)
        self._column.addWidget(bar)
        return bar

    @property
    def key(self) -> str:
        return self.text.key

    @property
    def article(self) -> Article | None:
        return self.text.article

    def set_article(
        self, key: str, article: Article, typography: Typography, script: Script
    ) -> None:
        """Show an article from its top, without marks."""
        self.found = self.awaited = None
        for name in LAYERS:
            self.text.set_layer(name, {})
        self.text.set_article(key, article, typography, script)
        self.text.set_layer("odd", annotate.odd_layer(article))
        self._hits.fill(())
        self._tell_hits()
        self.text.set_layer("seams", {})
        if self._beside is not None and self._beside.isVisibleTo(self):
            self._fill_beside()

    def await_article(self, place: Place, title: str) -> None:
        """Stand for an article that is got when it is first seen."""
        self.awaited, self._title, self.text.key = place, title, place.key

    def set_typography(self, typography: Typography, script: Script) -> None:
        """Set the same article anew."""
        self.text.set_typography(typography, script)
        if self._beside is not None:
            self._beside.original.set_typography(typography)

    def settle(self) -> None:
        """After the first paint of an article: what can wait may come now."""
        self.text.settle()
        self.settled.emit(self)

    # --- layers

    def set_figures(self, figures: Iterable[Figure], off: Iterable[str]) -> None:
        """Mark figures, those of the types in `off` left out."""
        self.text.set_layer("figures", annotate.figure_layer(figures, off))

    def set_people(self, people: Iterable[Person]) -> None:
        """Mark persons."""
        self.text.set_layer("people", annotate.people_layer(people))

    def set_doubts(self, shown: bool) -> None:
        """Mark what the restorer is not sure of."""
        article = self.article
        layer = annotate.doubt_layer(article) if shown and article else {}
        self.text.set_layer("doubts", layer)

    def set_notes(self, notes: Sequence[NoteMark]) -> None:
        """Mark kept passages."""
        self.text.set_layer("notes", annotate.note_layer(notes))
        marked = (note.block for note in notes if note.kind == "bookmark")
        self.text.gutter.set_bookmarks(frozenset(marked))

    # --- the original beside

    def show_original(self, shown: bool) -> None:
        """Lay the original beside the text, or take it away.

        It shows the passage the caret is at, if the reader sees that; else that at the top.
        """
        at_caret = self.text.caret_in_sight()
        if self._beside is None:
            if not shown:
                return
            self._beside = self._new_beside()
        was_shown = self._beside.isVisibleTo(self)
        self._beside.setVisible(shown)
        if shown and not was_shown:
            self.splitter.refresh()  # now, not some events later: what is revealed needs heights
            self._fill_beside()
            if at_caret:
                self._unfolding.start()
                self._reveal_caret()
        elif not shown:
            self.text.set_layer("seams", {})

    def _new_beside(self) -> Beside:
        from reader.ui.reading.beside import Beside  # not before somebody asks for it

        beside = Beside(self)
        beside.scrolled.connect(self._original_scrolled)
        beside.chosen.connect(self._original_chosen)
        beside.doubt_chosen.connect(self._doubt_chosen)
        self.splitter.addWidget(beside)
        self.splitter.setSizes([5, 4])
        beside.hide()
        return beside

    def _fill_beside(self) -> None:
        article, typography = self.article, self.text.typography
        if self._beside is None or article is None or typography is None:
            return
        self._beside.set_article(article, typography)
        source = self._beside.original.map
        if source is not None:
            self.text.set_layer("seams", annotate.seam_layer(source))
        self._caret_moved()
        self._text_scrolled()

    def _reshaped(self) -> None:
        """The original has made the lines shorter, so the caret may have gone out of sight."""
        if self._unfolding.isActive():
            self._reveal_caret()

    def _reveal_caret(self) -> None:
        """The passage at the caret in sight on both sides."""
        source = self._beside.original.map if self._beside is not None else None
        if self._beside is not None and source is not None:
            caret = self.text.caret()
            self.text.scroll_to(*caret)
            self._beside.original.reveal(source.raw_offset(*caret))

    def _text_scrolled(self, _value: int = 0) -> None:
        beside = self._beside
        if beside is None or self._syncing or not beside.isVisibleTo(self):
            return
        self._syncing = True
        beside.original.follow(self.raw_offset())
        self._syncing = False

    def _original_scrolled(self, raw_offset: int) -> None:
        block = self._block_at(raw_offset)
        if block is not None and not self._syncing and self.article is not None:
            self._syncing = True
            place = place_of_raw(self.article, raw_offset)
            self.text.scroll_to(*place, share=0.0)
            self._syncing = False

    def _original_chosen(self, raw_offset: int) -> None:
        if self.article is not None and self._block_at(raw_offset) is not None:
            self._syncing = True
            block, offset = place_of_raw(self.article, raw_offset)
            self.text.show_place(Place(self.key, block, offset))
            self._syncing = False

    def _doubt_chosen(self, block: int) -> None:
        self.text.show_place(Place(self.key, block))
        if self._beside is not None and self._beside.original.map is not None:
            self._beside.original.reveal(self._beside.original.map.raw_offset(block, 0))

    def _block_at(self, raw_offset: int) -> int | None:
        source = self._beside.original.map if self._beside else None
        return source.block_at(raw_offset) if source else None

    def _caret_moved(self) -> None:
        if self._beside is not None and self._beside.isVisibleTo(self):
            self._beside.original.show_block(self.text.caret()[0])

    # --- hits of the collection's search

    def set_hits(self, places: Iterable[Place]) -> None:
        """Mark all hits; the one at the caret is current, if there is one there."""
        self._hits.fill(places)
        self._hits.settle(*self.text.caret())
        self._tell_hits()

    def step_hit(self, by: int) -> bool:
        """To the next (1) or previous (-1) hit; False past the ends."""
        if not self._hits.step(by):
            return False
        self._show_hit()
        return True

    def seek_hit(self, place: Place) -> None:
        """Make the hit at `place`, or the first behind it, the current one."""
        self._hits.seek(place)
        self._show_hit()

    def _show_hit(self) -> None:
        self._tell_hits()
        here = self._hits.here()
        if here is not None:
            self.text.show_place(here)

    def _tell_hits(self) -> None:
        self.text.set_layer("hits", self._hits.layer())
        self.hits_told.emit(self._hits.current + 1, len(self._hits.places))

    # --- finding in the article

    def open_bar(self) -> None:
        """Show the find bar, with the selected words if they are few."""
        words = self.text.text_of(self.text.selection())
        self.bar.open_bar(words if 0 < len(words) <= 40 and "\n" not in words else "")

    def step_found(self, by: int) -> None:
        """To the next (1) or previous (-1) place of the words, round and round."""
        count = len(self._found.places)
        if not count:
            return
        if not self._found.step(by):
            self._found.current = 0 if by > 0 else count - 1
        self._show_found()

    def _find(self, words: str) -> None:
        from reader.ui.reading.finding import find

        article = self.article
        self._found.fill(find(article, self.key, words) if article else ())
        if self._found.places:
            self._found.seek(self.text.top_place())
        self._show_found()

    def _show_found(self) -> None:
        self.text.set_layer("found", self._found.layer())
        self.bar.tell(self._found.current + 1, len(self._found.places))
        here = self._found.here()
        if here is not None:
            self.text.scroll_to(here.block or 0, here.start)

    def _leave_bar(self) -> None:
        here = self._found.here()
        if here is not None:
            self.text.select(here)
        self._found.fill(())
        self.text.set_layer("found", {})
        self.text.setFocus()

    # --- places

    def place(self) -> Place:
        """What stands at the top of the page, or will once the article has come."""
        return self.awaited or self.text.top_place()

    def raw_offset(self) -> int:
        """The raw offset of what stands at the top of the page."""
        article, place = self.article, self.text.top_place()
        if article is None or not article.blocks:
            return 0
        block = article.blocks[place.block or 0]
        positions = raw_positions(block, article.raw.text)
        return positions[min(place.start, len(positions) - 1)]

    def title(self) -> str:
        """A short title for the tab."""
        article = self.article
        return (article.title if article else self._title) or self.key or tr("Empty")

    def tooltip(self) -> str:
        """The whole title and the file's key."""
        from reader.ui.plain import plain_tip

        return plain_tip("\n".join(dict.fromkeys((self.title(), self.key))))

    def go_to_raw(self, raw_offset: int) -> None:
        """Put what stands at a raw offset at the top of the page."""
        if self.article is not None and raw_offset > 0:
            block, offset = place_of_raw(self.article, raw_offset)
            self.text.scroll_to(block, offset, share=0.0)

    def _ask_for_menu(self, point: QPoint) -> None:
        self.menu_wanted.emit(self.text.viewport().mapToGlobal(point))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        event.ignore()
