"""The left pane: the collection as a tree, with a filter and the order above it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.i18n import tr
from reader.ui.fields import name_clear_button
from reader.ui.icons import Icons
from reader.ui.jobs import Job
from reader.ui.places import Place
from reader.ui.plain import Label
from reader.ui.slim import slim
from reader.ui.tree.build import Wanted
from reader.ui.tree.items import TreeItems, TreeRole
from reader.ui.tree.model import Entry, Group, Leaf, Order
from reader.ui.tree.rows import TreeView

if TYPE_CHECKING:
    from reader.ui.desk import Desk

FILTER_AFTER_MS = 120
LANE = "tree"


def order_titles() -> dict[Order, str]:
    """The orders the user can choose."""
    return {
        "name": tr("By file name"),
        "title": tr("By title"),
        "newest": tr("Newest first"),
        "oldest": tr("Oldest first"),
    }


class FilterBox(QLineEdit):
    """The filter; the down arrow leads into the tree, Esc empties it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class CollectionPane(QWidget):
    """Tree, filter and order of the collection.

    show_entries(entries)        what the collection holds
    show_leaves(groups)          the branches that are not made of articles
    show_current(key)            which article is open
    reveal(key)                  select its row

    place_chosen(object, bool)   a Place, and whether in a new tab
    leaf_chosen(object)          a Leaf without a place, e.g. a saved search
    menu_wanted(object, QPoint)  members of the selected rows, global position
    removal_wanted(object)       members of the selected rows
    """

    place_chosen = Signal(object, bool)
    leaf_chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    removal_wanted = Signal(object)

    def __init__(self, desk: Desk, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries: tuple[Entry, ...] = ()
        self._leaves: tuple[Group, ...] = ()
        self._open_names: set[str] = {"all"}
        self._shown_filter = ""
        self._items = TreeItems(icons, self)
        self._tree = TreeView(self)
        slim(self._tree)
        self._tree.setModel(self._items)
        self._tree.setAccessibleName(tr("Collection"))
        self._tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._tree.customContextMenuRequested.connect(self._menu_asked)
        self._tree.chosen.connect(self._chosen)
        self._tree.removal_asked.connect(self._removal_asked)
        self._tree.expanded.connect(self._expanded)
        self._tree.collapsed.connect(self._collapsed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FILTER_AFTER_MS)
        self._timer.timeout.connect(self._rebuild)
        self._lay_out()

    def _lay_out(self) -> None:
        self._filter = FilterBox(self)
        self._filter.setPlaceholderText(tr("Filter titles (pinyin initials will do)"))
        self._filter.setAccessibleName(tr("Filter titles"))
        self._filter.setClearButtonEnabled(True)
        name_clear_button(self._filter)
        self._filter.textChanged.connect(self._filter_changed)
        self._filter.left.connect(self.take_focus)
        self._empty = Label(self)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._empty.setMargin(18)
        top = QHBoxLayout()
        top.setContentsMargins(6, 6, 6, 4)
        top.setSpacing(4)
        top.addWidget(self._filter, 1)
        top.addWidget(self._order_button())
        self._stack = QStackedLayout()
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(self._stack, 1)

    def _order_button(self) -> QToolButton:
        menu = QMenu(self)
        self._orders = QActionGroup(self)
        for name, title in order_titles().items():
            action = QAction(title, self._orders)
            action.setCheckable(True)
            action.setData(name)
            action.setChecked(name == self._desk.settings.get("tree_order"))
        menu.addActions(self._orders.actions())
        self._orders.triggered.connect(self._order_chosen)
        self._order = QToolButton(self)
        self._order.setIcon(self._items.icons.get("order"))
        self._order.setMenu(menu)
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setAutoRaise(True)
        self._order.setToolTip(tr("Order of the articles"))
        self._order.setAccessibleName(tr("Order of the articles"))
        return self._order

    # What is shown

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these articles."""
        self._entries = tuple(entries)
        self._rebuild()

    def show_leaves(self, groups: Sequence[Group]) -> None:
        """Show these branches below those of the articles."""
        known = {group.name for group in self._leaves}
        self._leaves = tuple(groups)
        if known == {group.name for group in groups} and not self._shown_filter:
            for group in groups:
                self._items.replace_branch(group)
        else:
            self._rebuild()

    def show_current(self, key: str) -> None:
        """Mark the article that is open."""
        self._items.current_key = key
        self._tree.viewport().update()

    def show_read(self, keys: frozenset[str]) -> None:
        """Mark the articles that have been read to their end."""
        self._items.read_keys = keys
        self._tree.viewport().update()

    def repaint_icons(self, icons: Icons) -> None:
        """New icons after a change of theme."""
        self._items.icons = icons
        self._order.setIcon(icons.get("order"))
        self._tree.viewport().update()

    def reveal(self, key: str) -> None:
        """Select the row of an article in the first branch."""
        index = self._items.index_of(key)
        if index.isValid():
            self._tree.setCurrentIndex(index)
            self._tree.scrollTo(index)

    def take_focus(self) -> None:
        """Put the keyboard into the tree."""
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._items.index(0, 0))

    def neighbour(self, key: str, step: int) -> str | None:
        """The article `step` rows from `key` in the order shown, unreadable ones passed over."""
        keys = [entry.key for entry in self._shown if not entry.error]
        if key not in keys:
            return keys[0] if keys else None
        at = keys.index(key) + step
        return keys[at] if 0 <= at < len(keys) else None

    @property
    def _shown(self) -> Sequence[Entry]:
        members = self._items.members_of("all")
        return [member for member in members if isinstance(member, Entry)]

    # What the user does

    def _filter_changed(self, _text: str) -> None:
        self._timer.start()

    def _order_chosen(self, action: QAction) -> None:
        self._desk.settings.set("tree_order", action.data())
        self._rebuild()

    def _chosen(self, index: QModelIndex, new_tab: bool) -> None:
        member = index.data(TreeRole.MEMBER)
        if isinstance(member, Entry):
            self.place_chosen.emit(Place(member.key), new_tab)
        elif isinstance(member, Leaf) and member.place is not None:
            self.place_chosen.emit(member.place, new_tab)
        elif isinstance(member, Leaf):
            self.leaf_chosen.emit(member)

    def _menu_asked(self, at: QPoint) -> None:
        self.menu_wanted.emit(self.selected(), self._tree.viewport().mapToGlobal(at))

    def _removal_asked(self) -> None:
        self.removal_wanted.emit(self.selected())

    def selected(self) -> list[Entry | Leaf | Group]:
        """The members of the selected rows."""
        rows = self._tree.selectionModel().selectedRows()
        return [index.data(TreeRole.MEMBER) for index in rows]

    # Building, away from the UI thread

    def _rebuild(self) -> None:
        wanted = Wanted(
            self._entries,
            self._leaves,
            self._desk.settings.get("tree_order"),
            self._filter.text().strip(),
        )
        job = Job(wanted.build, succeeded=self._built)
        self._desk.jobs.run(job, LANE, latest=True)

    def _built(self, result: tuple[str, tuple[Group, ...]]) -> None:
        self._shown_filter, groups = result
        top = self._tree.verticalScrollBar().value()
        self._items.replace_all(groups)
        self._open_again(QModelIndex())
        self._tree.verticalScrollBar().setValue(top)
        self._show_emptiness(bool(groups) and groups[0].count > 0)

    def _show_emptiness(self, some: bool) -> None:
        if some:
            self._stack.setCurrentWidget(self._tree)
            return
        self._empty.setText(
            tr("No title contains “{text}”. Esc clears the filter.", text=self._shown_filter)
            if self._shown_filter
            else tr("No articles yet. Drop a folder of .txt or .md files here, or press Ctrl+O.")
        )
        self._stack.setCurrentWidget(self._empty)

    def emptiness(self) -> str:
        """What is said in place of the tree; empty where there are articles."""
        return self._empty.text() if self._stack.currentWidget() is self._empty else ""

    def _open_again(self, parent: QModelIndex) -> None:
        for row in range(self._items.rowCount(parent)):
            index = self._items.index(row, 0, parent)
            member = index.data(TreeRole.MEMBER)
            if not isinstance(member, Group):
                return
            if member.name in self._open_names:
                self._tree.expand(index)
                self._items.fetchMore(index)
                self._open_again(index)

    def _expanded(self, index: QModelIndex) -> None:
        self._open_names.add(index.data(TreeRole.MEMBER).name)

    def _collapsed(self, index: QModelIndex) -> None:
        self._open_names.discard(index.data(TreeRole.MEMBER).name)

    def open_names(self) -> list[str]:
        """The names of the open branches, for the session."""
        return sorted(self._open_names)

    def open_branches(self, names: Sequence[str]) -> None:
        """Open these branches when they are built."""
        self._open_names = set(names)
