"""The one search box: words, fields and figures, answered while they are typed.

A query runs on the lane "search"; a newer one replaces it. During pinyin composition the
line edit tells nothing until the text is committed, so half-typed pinyin is not searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from reader.errors import IndexDamaged
from reader.i18n import tr
from reader.ui.fields import name_clear_button
from reader.ui.icons import Icons
from reader.ui.jobs import Job
from reader.ui.plain import Label, plain_tip
from reader.ui.search.model import totals
from reader.visible import visible

if TYPE_CHECKING:
    from reader.library import Library
    from reader.search import Results, Sort
    from reader.ui.desk import Desk

LANE = "search"
AFTER_MS = 80
SCREENFUL = 40
"""Results that are asked for while somebody types: more than a window shows at once."""
FIRST_RESULTS = 200
"""Results that are asked for once nothing has been typed for a while."""
PAUSE_MS = 300
HISTORY = 30


class QueryEdit(QLineEdit):
    """The line that is typed into; Down leads to the results, Esc empties it, Alt+Down shows
    what was asked before."""

    left = Signal()
    past_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            (self.past_wanted if alt else self.left).emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class _Query:
    """A search as a job: it opens nothing before it runs on its lane."""

    def __init__(self, library: Library, text: str, sort: Sort, limit: int) -> None:
        self._library = library
        self._text = text
        self._sort: Sort = sort
        self._limit = limit

    def run(self) -> Results:
        return self._library.search(self._text, limit=self._limit, sort=self._sort)


class SearchBox(QWidget):
    """The box and the count beside it.

    answered(object)     Results
    extended(object)     the same Results with more hits
    emptied()            nothing is asked any more
    results_wanted()     the keyboard wants to go to the results
    first_wanted()       open the first result; told when the answer is there
    damaged(object)      an IndexDamaged: once the index is made anew the query may be asked again
    kept(str)            keep this query
    failed(object)       an Exception; a query that is not understood is told here as well
    """

    answered = Signal(object)
    extended = Signal(object)
    emptied = Signal()
    results_wanted = Signal()
    first_wanted = Signal()
    damaged = Signal(object)
    kept = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._limit = SCREENFUL
        self._extends = False
        self._opens_first = False
        self._edit = QueryEdit(self)
        self._edit.setPlaceholderText(tr('Search: words, "exact words", 金额>=10亿 …'))
        self._edit.setAccessibleName(tr("Search the collection"))
        self._edit.setMinimumWidth(180)
        self._edit.setMaximumWidth(620)
        self._sign = QAction(icons.get("search"), tr("Past searches (Alt+Down)"), self)
        self._edit.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._edit.textChanged.connect(self._typed)
        self._edit.returnPressed.connect(self._entered)
        self._edit.left.connect(self.results_wanted)
        self._edit.past_wanted.connect(self.show_past)
        self._sign.triggered.connect(self.show_past)
        self._count = Label(self)
        self._count.setAccessibleName(tr("Number of hits"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._ask)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask_for_more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 3, 6, 3)
        layout.addWidget(self._edit, 1)
        layout.addWidget(self._count)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setFocusProxy(self._edit)

    def settle(self) -> None:
        """What the first paint can do without: Qt looks for the clear button's icon on disk."""
        self._edit.setClearButtonEnabled(True)
        name_clear_button(self._edit)

    def repaint_icons(self, icons: Icons) -> None:
        """New icons after a change of theme."""
        self._sign.setIcon(icons.get("search"))

    @property
    def field(self) -> QWidget:
        """The line that is typed into, without the room beside it."""
        return self._edit

    @property
    def text(self) -> str:
        """What is asked."""
        return self._edit.text().strip()

    def take_focus(self) -> None:
        """Put the keyboard into the box, what it holds selected."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def ask(self, text: str) -> None:
        """Search for `text` as if it had been typed."""
        self._edit.setText(text)
        self._timer.stop()
        self._ask()

    def ask_again(self) -> None:
        """The same query again: after a change of the index or of the order."""
        if self.text:
            self._ask()

    def ask_for_all(self, number: int) -> None:
        """The same query with all its results."""
        self._limit = max(number, FIRST_RESULTS)
        self._ask()

    def show_past(self) -> None:
        """Offer what was asked before, the latest first, and to forget it."""
        from PySide6.QtWidgets import QMenu  # not before somebody asks

        menu = QMenu(self)
        for query in self._desk.settings.get("search_history"):
            menu.addAction(visible(query).replace("&", "&&")).setData(query)
        menu.addSeparator()
        menu.addAction(tr("Forget past searches")).setData("")
        menu.triggered.connect(self._ask_past)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._edit.mapToGlobal(self._edit.rect().bottomLeft()))

    def _ask_past(self, action: QAction) -> None:
        if action.data():
            self.ask(action.data())
        else:
            self._desk.settings.set("search_history", [])

    def empty(self) -> None:
        """Ask nothing any more."""
        self._edit.clear()

    def keep(self) -> None:
        """Keep the query as a saved search."""
        if self.text:
            self._remember()
            self.kept.emit(self.text)

    def _typed(self, _text: str) -> None:
        self._limit = SCREENFUL
        self._opens_first = False
        self._pause.stop()
        self._timer.start()

    def _entered(self) -> None:
        self._timer.stop()
        if not self.text:
            return
        self._opens_first = True
        self._ask()
        self._remember()

    def _remember(self) -> None:
        past = [query for query in self._desk.settings.get("search_history") if query != self.text]
        self._desk.settings.set("search_history", [self.text, *past][:HISTORY])

    def _ask_for_more(self) -> None:
        self._limit = FIRST_RESULTS
        self._ask(extends=True)

    def _ask(self, *, extends: bool = False) -> None:
        self._pause.stop()
        self._extends = extends
        if not self.text:
            self._desk.jobs.cancel(LANE)
            self._count.clear()
            self.emptied.emit()
            return
        sort = self._desk.settings.get("search_sort")
        query = _Query(self._desk.library, self.text, sort, self._limit)
        self._desk.jobs.run(
            Job(query.run, succeeded=self._answered, failed=self._failed), LANE, latest=True
        )

    def _answered(self, results: Results) -> None:
        self._count.setText(totals(results))
        self._count.setToolTip(plain_tip(results.explanation))
        (self.extended if self._extends else self.answered).emit(results)
        if self._limit < FIRST_RESULTS and results.total > len(results.hits):
            self._pause.start()
        if self._opens_first:
            self._opens_first = False
            self.first_wanted.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, IndexDamaged):
            self.damaged.emit(error)
        else:
            self.failed.emit(error)
