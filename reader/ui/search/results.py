"""The results pane: articles found, their snippets, and every occurrence below each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.errors import JianbaoError
from reader.i18n import ntr, tr
from reader.ui.places import Place
from reader.ui.plain import Label, plain_tip
from reader.ui.search.items import HitRole, ResultItems
from reader.ui.search.model import Line, lines, places_of, sort_titles, totals
from reader.ui.search.rows import HitDelegate
from reader.ui.slim import slim

if TYPE_CHECKING:
    from reader.search import Hit, Results
    from reader.ui.desk import Desk


class HitView(QTreeView):
    """The list itself; Return opens."""

    chosen = Signal(QModelIndex, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(14)
        slim(self)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setAccessibleName(tr("Search results"))
        self.clicked.connect(self._clicked)

    def _clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            new = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.chosen.emit(self.currentIndex(), new)
            return
        super().keyPressEvent(event)


class ResultsPane(QWidget):
    """What was found.

    show_results(results), show_fault(sentence), show_nothing(), take_focus()
    step(key, forward)                the first or last place of the next article, or None
    places(key)                       all occurrences in an article of the answer

    place_chosen(object, object, bool)  Place, all places of that article, whether in a new tab
    sort_changed()                      ask again in the new order
    all_wanted(int)                     ask again for that many results
    """

    place_chosen = Signal(object, object, bool)
    sort_changed = Signal()
    all_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._results: Results | None = None
        self._items = ResultItems(self._lines_of, self)
        self._view = HitView(self)
        self._view.setModel(self._items)
        self._view.setItemDelegate(HitDelegate(desk.look, self._view))
        self._view.chosen.connect(self._chosen)
        self._note = Label(self)
        self._note.setWordWrap(True)
        self._note.setMargin(10)
        self._total = Label(self)
        self._sort = QComboBox(self)
        self._sort.setAccessibleName(tr("Order of the results"))
        for name, title in sort_titles().items():
            self._sort.addItem(title, name)
        self._sort.setCurrentIndex(self._sort.findData(desk.settings.get("search_sort")))
        self._sort.currentIndexChanged.connect(self._sort_chosen)
        self._all = QPushButton(self)
        self._all.clicked.connect(self._all_asked)
        self._lay_out()
        self.show_nothing()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(10, 6, 6, 4)
        top.addWidget(self._total, 1)
        top.addWidget(self._sort)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._note)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._all)

    def show_results(self, results: Results) -> None:
        """Show an answer."""
        self._results = results
        self._items.show(results.hits)
        self._total.setText(totals(results))
        self._total.setToolTip(plain_tip(results.explanation))
        self._tell(results.note or (self._nothing_found(results) if not results.hits else ""))
        left = results.total - len(results.hits)
        self._all.setVisible(left > 0)
        self._all.setText(ntr("Show {count} more", "Show {count} more", left))

    def show_fault(self, sentence: str) -> None:
        """Say why there is no answer."""
        self._results = None
        self._items.show(())
        self._total.clear()
        self._all.hide()
        self._tell(sentence)

    def show_nothing(self) -> None:
        """Nothing is asked."""
        self.show_fault(
            tr(
                "Type into the search box (Ctrl+K). Every string on the page is found, one "
                "character or many; 金额>=10亿 finds figures, 日期:2018 finds dates, "
                "-word excludes."
            )
        )

    def take_focus(self) -> None:
        """Put the keyboard on the first result."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._items.index(0, 0))

    def open_first(self) -> None:
        """Open the first result, the keyboard on its row: Down and Return go on from there."""
        first = self._items.index(0, 0)
        if first.isValid():
            self._view.setCurrentIndex(first)
            self._chosen(first, False)
            self.take_focus()

    def places(self, key: str) -> list[Place]:
        """All occurrences in an article of the answer; none where it was not found."""
        row = self._items.row_of(key)
        return places_of(self._items.hit(row)) if row >= 0 else []

    def step(self, key: str, *, forward: bool) -> Place | None:
        """The first place of the article after `key` in the list, or the last of the one before."""
        count = self._items.rowCount()
        at = self._items.row_of(key) + (1 if forward else -1)
        while 0 <= at < count:
            found = places_of(self._items.hit(at))
            if found:
                self._view.setCurrentIndex(self._items.index(at, 0))
                return found[0] if forward else found[-1]
            at += 1 if forward else -1
        return None

    def _nothing_found(self, results: Results) -> str:
        return (
            tr("Nothing found. Searched: {explanation}", explanation=results.explanation)
            + "\n\n"
            + tr("All conditions must be met by one article: fewer and shorter words find more.")
        )

    def _tell(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _lines_of(self, hit: Hit) -> list[Line]:
        try:
            return lines(self._desk.library.article(hit.key), hit)
        except JianbaoError:
            return []  # gone since it was indexed; opening it says so

    def _chosen(self, index: QModelIndex, new_tab: bool) -> None:
        place: Place = index.data(HitRole.PLACE)
        self.place_chosen.emit(place, self.places(place.key), new_tab)

    def _sort_chosen(self, _row: int) -> None:
        self._desk.settings.set("search_sort", self._sort.currentData())
        self.sort_changed.emit()

    def _all_asked(self) -> None:
        if self._results is not None:
            self.all_wanted.emit(self._results.total)
