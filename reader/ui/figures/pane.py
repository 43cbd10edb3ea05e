"""The article's figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedLayout, QTreeView, QVBoxLayout, QWidget

from reader.article import Article
from reader.i18n import tr
from reader.ui.figures.delegate import FigureDelegate
from reader.ui.figures.listing import (
    PLACE_ROLE,
    Group,
    ListingModel,
    figure_groups,
    people_group,
    statement_group,
)
from reader.ui.findings import LANE, Findings
from reader.ui.jobs import Job
from reader.ui.places import Place
from reader.ui.plain import Label
from reader.ui.slim import slim

if TYPE_CHECKING:
    from reader.ui.desk import Desk


class _Found(NamedTuple):
    article: Article
    groups: list[Group]


class _Search:
    """Finds what is listed, on a worker."""

    def __init__(self, findings: Findings, key: str, article: Article) -> None:
        self._findings = findings
        self._key = key
        self._article = article

    def run(self) -> _Found:
        from reader.figures import statements

        key, article = self._key, self._article
        found = self._findings.of(article)
        groups = figure_groups(key, found.figures)
        groups.append(people_group(key, found.people))
        groups.append(statement_group(key, statements(article)))
        return _Found(article, groups)


class FiguresPane(QWidget):
    """Figures and people of the article in front; made with `FiguresPane(desk)`.

    show_article(key, article)   fill it, in the background (`article` None empties it)
    show_place(place)            nothing here follows the page
    take_focus()

    place_chosen(object)         Place of the figure that was clicked
    table_wanted(object)         open the table over the collection; figure type or None
    search_wanted(str)           a numeric query, e.g. 金额>=10亿元
    failed(object)               an Exception to be shown
    """

    place_chosen = Signal(object)
    table_wanted = Signal(object)
    search_wanted = Signal(str)
    failed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._article: Article | None = None
        self._job: Job | None = None
        self._model = ListingModel()
        self._model.switched.connect(self._switch)
        self._delegate = FigureDelegate(desk.look)
        self.tree = QTreeView(self)
        slim(self.tree)
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(self._delegate)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setAccessibleName(tr("Figures of this article"))
        self.tree.clicked.connect(self._chosen)
        self.tree.activated.connect(self._chosen)
        self._empty = Label(tr("No figures in this article."), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self._empty)
        everything = QPushButton(tr("Figures of the whole &collection…"), self)
        everything.clicked.connect(self._ask_for_table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.addLayout(self._pages, 1)
        column.addWidget(everything)
        desk.settings.changed.connect(self._setting_changed)
        desk.look.changed.connect(self.tree.viewport().update)

    def show_article(self, key: str | None, article: Article | None) -> None:
        """Fill the list; what was found comes a little later."""
        if article is self._article:
            return
        self._article = article
        if self._job is not None:
            self._job.cancel()
        if key is None or article is None:
            self._show(())
            return
        search = _Search(self._desk.findings, key, article)
        job = Job(search.run, self._arrived, failed=self.failed.emit)
        self._job = self._desk.jobs.run(job, LANE)

    def show_place(self, place: Place) -> None:
        """Nothing in this list follows the page."""

    def take_focus(self) -> None:
        """The keyboard to the list."""
        self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrived(self, found: Any) -> None:
        if found.article is self._article:
            self._show(found.groups)

    def _show(self, groups: Any) -> None:
        self._model.show_groups(groups, self._desk.settings.get("figure_types_off"))
        self.tree.expandAll()
        self._pages.setCurrentIndex(0 if self._model.rowCount() else 1)

    def _chosen(self, index: QModelIndex) -> None:
        place = index.data(PLACE_ROLE)
        if isinstance(place, Place):
            self.place_chosen.emit(place)

    def _switch(self, name: str, on: bool) -> None:
        off = set(self._desk.settings.get("figure_types_off"))
        off = off - {name} if on else off | {name}
        self._desk.settings.set("figure_types_off", sorted(off))

    def _setting_changed(self, name: str) -> None:
        if name == "figure_types_off":
            self._model.show_off(self._desk.settings.get(name))

    def _ask_for_table(self) -> None:
        self.table_wanted.emit(None)
